"""An export of Medium (Settings, Security, Download your information) → an `Import`."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from ..errors import ImportingError
from ..markup.addresses import name_of
from ..markup.converter import convert_tree
from ..markup.finds import Finds
from ..markup.text import Text
from ..markup.tree import classes_of, parse, text_of
from ..model import Image, Import, Post
from ..sources import Source

_ID = re.compile(r"-([0-9a-f]{8,14})\.html$")
_SMALLER = re.compile(
    r"(https://(?:cdn-images-\d\.medium\.com|miro\.medium\.com)/)(?:v2/)?(?:max|fit|resize)[^/]*/(?:[^/]*/)*"
)


def fits(source: Source) -> bool:
    """Say whether Medium made it: a folder or ZIP file, or one post of it."""
    return bool(_list_posts(source)[:1]) or (source.name.endswith(".html") and _is_post(source.head))


def _is_post(data: bytes) -> bool:
    return b"graf--" in data and b"h-entry" in data


def _list_posts(source: Source) -> list[str]:
    pages = (name for name in source.names if name.endswith(".html"))
    found = [name for name in pages if f"/{name}".rpartition("/")[0].endswith("posts")]
    return found if found and any(_is_post(source.read(name)) for name in found[:20]) else []


def read(source: Source) -> Import:
    """Return what is in an export.

    Raises:
        ImportingError: It cannot be read at all.
    """
    names = _list_posts(source) or [""]
    whole = Import("Medium", source.name)
    for name in names:
        whole.posts.append(_make_post(source, name))
    return whole


def _make_post(source: Source, name: str) -> Post:
    file = name or source.name
    finds = Finds(file)
    root = parse(source.text(name))
    title = _take(root, "p-name")
    summary = _take(root, "p-summary")
    by_class = {kind: node for node in root.iter() for kind in classes_of(node)}
    published = next((node.get("datetime") for node in root.iter("time") if node.get("datetime")), "")
    link = by_class.get("p-canonical")
    address = (link.get("href") if link is not None else "") or ""
    author = by_class.get("p-author")
    body_node = by_class.get("e-content")
    text = Text(finds, "https://medium.com/", 1, lambda url: _make_image(source, url), drop=_is_furniture)
    body, titled = "", False
    if body_node is None:
        finds.lose("this file has no text", 0)
    else:
        titled = _drop_title(body_node, title, summary)
        body = convert_tree(body_node, text)
    id = found[1] if (found := _ID.search(file)) else file
    draft = file.rpartition("/")[2].startswith("draft_") or not published
    if not draft and not titled:
        finds.lose(
            "this has no title of its own, as answers to others have none: look whether it is a post", 0
        )
    path = urlsplit(address).path
    slug = re.sub(r"-[0-9a-f]{8,14}$", "", path.rstrip("/").rpartition("/")[2])
    return Post(
        f"medium:{id}",
        title or "Untitled",
        body,
        file,
        slug,
        _read_date(published or ""),
        authors=(text_of(author),) if author is not None else (),
        summary="" if summary.rstrip("….") and body.startswith(summary[:40]) else summary,
        status="draft" if draft else "published",
        addresses=tuple(filter(None, (address, f"https://medium.com/p/{id}"))),
        # On medium.com nothing can lead on; on a domain of one's own it can.
        former=(path,) if not draft and path not in {"", "/"} and "medium.com" not in address else (),
        images=finds.images,
        losses=finds.losses,
        notes=len(text.marks),
    )


def _take(root: Any, kind: str) -> str:
    """Return the text of an element of the header."""
    return next((text_of(node) for node in root.iter() if kind in classes_of(node)), "")


def _drop_title(body: Any, title: str, summary: str) -> bool:
    """Take the title and the line below it out of a text, and say whether they were there."""
    taken = False
    for node in list(body.iter("h3", "h4", "h1", "h2"))[:2]:
        classes = classes_of(node)
        if text_of(node) == title or classes & {"graf--title", "graf--subtitle"} or text_of(node) == summary:
            node.getparent().remove(node)
            taken = True
        else:
            break
    return taken


def _is_furniture(node: Any) -> bool:
    """Say whether this is the line above a whole text."""
    above = node.getparent()
    first = above is not None and "section--first" in classes_of(above)
    return first and "section-divider" in classes_of(node)


def _make_image(source: Source, address: str) -> Image:
    whole = _SMALLER.sub(r"\1", address)

    def load() -> bytes:
        if source.fetch is None:
            raise ImportingError("is not in the export: ask for it with --fetch")
        return source.fetch(address)

    return Image(whole, name_of(whole).replace("*", "-"), load)


def _read_date(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return None
