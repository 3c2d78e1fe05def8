"""What an import will be: the name and the text of each file, before any of them is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from .. import places
from ..errors import ImportingError
from ..model import Import, Loss, Post
from .conversation import write_comments
from .header import mend_beginning, write_header, write_line
from .known import list_names, list_slugs
from .names import Names, make_slug
from .pictures import Gallery
from .settling import settle_works
from .shared import add_parts, add_tables, add_works


@dataclass
class Draft:
    """Files to be written.

    Attributes:
        content: The content folder.
        waiting: Where pictures wait until all is written.
        now: The date of posts that have none.
        series: The folder of the posts, a series; "" for none.
        syndicate: Whether partners get them.
        known: Posts that were imported before, by their ids.
        files: What is copied, such as a picture → where it waits.
        texts: Other files → what is in them now (None for a new one), and what will be.
        posts: New posts → the file of each.
        losses: What could not be kept, and the file and line where it would stand.
    """

    content: Path
    waiting: Path
    now: datetime
    series: str
    syndicate: bool
    known: dict[str, Path]
    files: dict[Path, Path] = field(default_factory=dict)
    texts: dict[Path, tuple[bytes | None, bytes]] = field(default_factory=dict)
    posts: list[tuple[Post, Path]] = field(default_factory=list)
    losses: list[tuple[Loss, Path | None, int]] = field(default_factory=list)
    _names: dict[Path, Names] = field(default_factory=dict)

    def names(self, folder: Path) -> Names:
        """Return the names that are taken in a folder; of posts, without their numbers and endings."""
        if folder not in self._names:
            posts = folder.name != "conversation"
            self._names[folder] = Names(list_slugs(folder) if posts else list_names(folder))
        return self._names[folder]

    def open(self, path: Path) -> str:
        """Return what will be in a text file; "" if there is none yet."""
        if path in self.texts:
            return self.texts[path][1].decode()
        try:
            return path.read_bytes().decode() if path.exists() or path.is_symlink() else ""
        except UnicodeDecodeError:
            raise ImportingError(
                f"{path} is no text in UTF-8. Correct that first: nothing was imported."
            ) from None

    def save(self, path: Path, text: str) -> None:
        """Note what will be in a text file, unless that is there."""
        if text == self.open(path):
            return
        old = self.texts[path][0] if path in self.texts else path.read_bytes() if path.exists() else None
        self.texts[path] = (old, text.encode())


def write_posts(draft: Draft, imported: Import, new: list[Post]) -> None:
    """Draft all files of an import.

    Args:
        draft: Gets them.
        imported: All of it: links may lead to posts that were imported before.
        new: Those of its posts that are written.
    """
    place_posts(draft, new)
    links = {
        strip_address(address): path
        for post in imported.posts
        if (path := draft.known.get(write_line(post.id)))
        for address in post.addresses
    }
    bibliography = draft.open(draft.content / "references.bib") if new else ""
    keys, works = settle_works(bibliography, imported.works if new else {})
    links |= {strip_address(address): path for post, path in draft.posts for address in post.addresses}
    # Where something else is now, nothing can lead on.
    former = list_slugs(draft.content / "pages")
    galleries: dict[Path, Gallery] = {}
    for post, path in draft.posts:
        gallery = galleries.setdefault(path.parent, Gallery(path.parent / "images", draft.waiting))
        own = [address for address in post.former if address.strip("/").lower() not in former]
        former.update(address.strip("/").lower() for address in own)
        write_post(draft, gallery, post, path, links, own, keys)
    for gallery in galleries.values():
        draft.files |= gallery.files
        known = {name: table for name, table in gallery.credits.items() if any(table.values())}
        record = gallery.folder / "credits.toml"
        draft.save(record, add_tables(draft.open(record), known, str(record)))
    draft.losses += [(loss, None, 0) for loss in imported.losses]
    if new:
        write_shared(draft, imported, new, works)


def place_posts(draft: Draft, new: Iterable[Post]) -> None:
    """Name the files of new posts; those of a series are numbered by their dates."""
    folder = draft.content / (draft.series or "posts")
    parts = []
    record = folder / "series.toml"
    listed = draft.open(record) if draft.series else ""
    number = len(re.findall(r"^\[\[parts\]\]", listed, re.MULTILINE))
    dated = sorted(new, key=lambda one: (one.date or draft.now).timestamp())
    for post in dated:
        home = draft.content / "pages" if post.page else folder
        words = make_slug(unquote(post.slug)) or make_slug(post.title) or make_slug(post.id) or "post"
        # A leading number would be taken for a place in a series.
        stem = re.sub(r"^(\d+)-", r"n\1-", words)
        slug = draft.names(home).find_free(stem)
        if slug != stem:
            draft.losses.append(
                (Loss(f'the name "{stem}" is taken, so it is called "{slug}"', post.place), None, 0)
            )
        name = f"{slug}.md"
        if draft.series and not post.page:
            number += 1
            name = f"{number}-{name}"
            parts.append(name)
        draft.posts.append((post, home / name))
    if parts:
        title = draft.series.replace("-", " ").capitalize()
        draft.save(record, add_parts(listed, title, parts, str(record)))


def write_post(
    draft: Draft,
    gallery: Gallery,
    post: Post,
    path: Path,
    links: dict[str, Path],
    former: Iterable[str],
    keys: Mapping[str, str],
) -> None:
    """Draft the file of a post, with its comments, and note what was lost with its line there."""
    cover = ""
    if post.cover is not None:
        name = gallery.add(post.images[post.cover])
        cover = f"images/{name}" if name else ""
        if not name:
            address = post.images[post.cover].address
            message = f"the picture that stands for it cannot be had: {address} {gallery.failed[address]}"
            draft.losses.append((Loss(message, post.place), path, 1))
    header = write_header(post, cover, draft.now, draft.syndicate, former)
    above = header.count("\n")

    def show(kind: str, value: str, line: int) -> str:
        if kind == "l":
            return find_link(value, path, links, draft.content)
        if kind == "w":
            return keys.get(value, value)
        if name := gallery.add(post.images[int(value)]):
            return f"{{static}}images/{name}"
        address = post.images[int(value)].address
        message = f"this picture was not copied, its address is left: {address} {gallery.failed[address]}"
        draft.losses.append((Loss(message, post.place), path, above + line))
        return address

    body, lines = places.fill(mend_beginning(post.body.strip("\n")), show)
    draft.losses += [
        (loss, path, above + lines[number] if number in lines else 0)
        for number, loss in enumerate(post.losses)
    ]
    text = f"{header}{body.rstrip()}\n"
    draft.texts[path] = (None, text.encode())
    if post.comments:
        folder = draft.content / "conversation"
        target = path.relative_to(draft.content).as_posix()
        name = draft.names(folder).find_free(re.sub(r"^\d+-", "", path.stem), ".jsonl")
        draft.texts[folder / name] = (None, write_comments(post.comments, target))


def write_shared(draft: Draft, imported: Import, new: list[Post], works: Mapping[str, str]) -> None:
    """Draft what is added to the files that posts share."""
    names = {name for post in new for name in post.authors}
    people = draft.content / "people.toml"
    known = {name: table for name, table in imported.people.items() if name in names and any(table.values())}
    draft.save(people, add_tables(draft.open(people), known, str(people)))
    bibliography = draft.content / "references.bib"
    draft.save(bibliography, add_works(draft.open(bibliography), works))


def find_link(address: str, path: Path, links: dict[str, Path], content: Path) -> str:
    """Return what leads to an address from a post: to the file of one that was imported, or the address."""
    target = links.get(strip_address(address))
    if target is None:
        return address
    anchor = urlsplit(address).fragment
    there = target.name if target.parent == path.parent else f"/{target.relative_to(content).as_posix()}"
    return f"{{filename}}{there}{'#' + anchor if anchor else ''}"


def strip_address(address: str) -> str:
    """Return an address without what does not say which page it is: scheme, `www.`, final slash, anchor."""
    whole = re.sub(r"^https?://(?:www\.)?", "", address.partition("#")[0], flags=re.IGNORECASE)
    host, slash, rest = whole.partition("/")
    return f"{host.lower()}{slash}{rest}".rstrip("/").replace("/?", "?")
