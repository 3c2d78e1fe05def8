"""What `doctor` says of cards: whether Bluesky can show them as those of articles, and if not, why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from crosspost.contract import Finding
from crosspost.model import Holding, Post
from crosspost.publication import SMALLEST, Publication
from guards.images import ImageError, read_picture
from guards.paths import PathError, find_inside

from .api import ALL, Api, Record
from .pins import DOCUMENTS, POSTS, PUBLICATIONS, find_external, read_addresses, read_pins, same_address
from .records import is_edited

PLACE = "/.well-known/site.standard.publication"
# How many posts are named of those with the same fault.
NAMED = 3
REPAIR = "Publish with --overwrite"
# Seconds.
LONGEST = 20


def check_cards(
    api: Api, root: Path, icon: str, held: Sequence[tuple[Post, Holding | None]]
) -> Iterator[Finding]:
    """Compare the records on the account with each other and with the site.

    Args:
        api: The account.
        root: The site's folder.
        icon: The file of the site's icon, from there.
        held: What is due, and what the account has of it by the ledger.
    """
    post = next((post for post, _ in held), None)
    if post is None:
        return
    publication = post.publication
    if publication is None:
        text = "cards are plain, because the site has no name. Set SITENAME, build and publish"
        yield Finding(False, text)
        return
    yield check_icon(root, icon)
    sent = {post.id: (post, holding) for post, holding in held if holding and holding.public}
    if not sent:
        yield Finding(True, "the record of the site is made when the first article is published", note=True)
        return
    publications = {record.uri: record for record in api.list(PUBLICATIONS)}
    named = [read_addresses(holding) for _, holding in sent.values()]
    site = next((found[1] for found in named if found), "")
    yield from check_site(publications.get(site), publication, site)
    documents = {record.name: record for record in api.list(DOCUMENTS, ALL)}
    posts = {record.name: record for record in api.list(POSTS, ALL)}
    faults: dict[str, list[str]] = {}
    for name, (post, holding) in sent.items():
        key = holding.id.rpartition("/")[2]
        if key in posts and (fault := find_fault(posts[key], documents.get(key), publications, post)):
            faults.setdefault(fault, []).append(name)
    for fault, names in faults.items():
        more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
        yield Finding(False, f"the card is plain of {', '.join(names[:NAMED])}{more}: {fault}")
    if not faults:
        yield Finding(True, "Bluesky can show all cards as those of articles")
    if site:
        yield check_place(publication.url, site)


def check_icon(root: Path, name: str) -> Finding:
    """Look at the site's icon."""
    want = f"a square PNG or JPEG of {SMALLEST} × {SMALLEST} pixels at least"
    try:
        picture = read_picture(find_inside(root, name))
    except (ImageError, PathError) as error:
        if not (root / name).exists():
            text = f'cards show the site without an icon: put {want} at {name}, or say where with "icon"'
            return Finding(True, text, note=True)
        return Finding(False, f'"icon": {name} {error}. Cards show the site without it')
    if picture.kind == "SVG" or picture.size is None:
        return Finding(False, f'"icon": {name} is a drawing, and Bluesky takes none. Save it as {want}')
    width, height = picture.size
    if min(picture.size) < SMALLEST:
        return Finding(False, f'"icon": {name} has {width} × {height} pixels. Save it as {want}')
    if width != height:
        return Finding(False, f'"icon": {name} has {width} × {height} pixels. Cut it to {want}')
    return Finding(True, f"the site's icon, {name}, is large enough")


def check_site(found: Record | None, wanted: Publication, site: str) -> Iterator[Finding]:
    """Look at the record of the site."""
    if not site:
        text = "no article there names a record of the site, so all cards are plain. Build and publish"
        yield Finding(False, text)
    elif found is None:
        yield Finding(False, f"the record of the site, {site}, is gone. {REPAIR}: it is made anew")
    elif not same_address(str(found.value.get("url")), wanted.url):
        text = f"the record of the site says {found.value.get('url')}, and SITEURL is {wanted.url}"
        yield Finding(False, f"{text}. Build and publish")
    elif is_edited(found.value):
        text = f"the record of the site, {site}, was written or changed by others, and stays as it is"
        yield Finding(True, text, note=True)
    else:
        yield Finding(True, f"the record of the site, {site}, leads to {wanted.url}")


def find_fault(
    record: Record, document: Record | None, publications: Mapping[str, Record], post: Post
) -> str:
    """Return why Bluesky shows a post's card as a plain one, and what to do; "" if it need not.

    These are the rules of its own server (bluesky-social/atproto, packages/bsky: `hydration/external.ts` and
    `util/standard-site.ts`).
    """
    if document is None:
        return f"its article is not there. {REPAIR}: it is written again"
    site = str(document.value.get("site"))
    publication = publications.get(site)
    if not site.startswith("at://"):
        return "its article names an address and no record of the site, as before. Build and publish"
    if publication is None:
        return f"its article names a record of the site that is not there. {REPAIR}"
    home, path = str(publication.value.get("url")), str(document.value.get("path") or "")
    whole = f"{home.removesuffix('/')}/{path.removeprefix('/')}" if path else home
    linked = str(find_external(record.value).get("uri"))
    if not same_address(whole, linked):
        return f"its article is of {whole}, and its card leads to {linked}. Build and publish"
    if not same_address(linked, post.url):
        return f"its card leads to {linked}, and the post is at {post.url}. Build and publish"
    if read_pins(record.value) != {(document.uri, document.cid), (publication.uri, publication.cid)}:
        return f"it refers to its article, or to the site, as they were before a change. {REPAIR}"
    return ""


def check_place(home: str, site: str) -> Finding:
    """Look whether the site says that the record is its own, where that is looked for."""
    import time

    import httpx2

    from crosspost.http.connection import Clock, open_client

    parts = urlsplit(home)
    address = parts._replace(path=PLACE + parts.path).geturl()
    clock = Clock()
    clock.end = time.monotonic() + LONGEST
    try:
        with (
            open_client(clock, headers={"Cache-Control": "no-cache"}) as client,
            client.stream("GET", address, timeout=LONGEST) as response,
        ):
            code = response.status_code
            said = next(response.iter_bytes(1000), b"").decode("utf-8", "replace").strip()
    except httpx2.HTTPError as error:
        return Finding(True, f"{address} could not be asked: {error}", note=True)
    if code == 200 and said == site:
        return Finding(True, f"{address} says so, too")
    reason = "says something else" if code == 200 else f"answers {code}"
    how = (
        f"Put a file there, whose only line is {site}"
        if parts.path
        else "Build the site, and publish it again: the first build after the first article writes that file"
    )
    return Finding(False, f"{address} {reason}. {how}")
