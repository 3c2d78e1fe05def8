"""An export of Substack (Settings, Exports) → an `Import`."""

from __future__ import annotations

import csv
import io
import re
from datetime import datetime
from typing import Any
from urllib.parse import unquote

from ..errors import ImportingError
from ..markup.addresses import name_of
from ..markup.converter import convert
from ..markup.finds import Finds
from ..markup.text import Text
from ..markup.tree import classes_of
from ..model import Image, Import, Post
from ..sources import Source

_NAME = "posts.csv"
_WRAPPED = re.compile(r"https?://[\w.-]*substackcdn\.com/image/fetch/.*?/(https?(?::|%3A).*)", re.IGNORECASE)
_DROPPED = {
    "subscription-widget-wrap",
    "subscription-widget",
    "button-wrapper",
    "image-link-expand",
    "captioned-button-wrap",
    "subscribe-widget",
    "poll-embed",
    "install-substack-app-embed",
}
"""What asks readers to subscribe, share or vote."""


def fits(source: Source) -> bool:
    """Say whether Substack made it: a folder or ZIP file."""
    return _find_list(source) != ""


def _find_list(source: Source) -> str:
    lists = (name for name in source.names if name.rpartition("/")[2] == _NAME and name.count("/") < 2)
    return next((name for name in lists if b"post_id" in source.read(name)[:2000]), "")


def read(source: Source) -> Import:
    """Return what is in an export.

    Raises:
        ImportingError: It cannot be read at all.
    """
    listed = _find_list(source)
    folder = listed.removesuffix(_NAME)
    csv.field_size_limit(10_000_000)
    try:
        rows = list(csv.DictReader(io.StringIO(source.text(listed), newline="")))
    except csv.Error as error:
        raise ImportingError(f"{listed} is no table ({error}). Export it again.") from None
    whole = Import("Substack", source.name)
    for row in rows:
        said = {key: value.strip() for key, value in row.items() if isinstance(value, str) and key}
        if id := said.get("post_id", ""):
            number, _, slug = id.partition(".")
            names = (f"{folder}posts/{id}.html", f"{folder}{id}.html", f"{folder}posts/{number}.html")
            name = next((name for name in names if name in source.names), "")
            whole.posts.append(_make_post(source, name, id, slug, said))
    return whole


def _make_post(source: Source, name: str, id: str, slug: str, said: dict[str, str]) -> Post:
    place = name or f"{_NAME}, {id}"
    finds = Finds(place)
    public = said.get("is_published", "").lower() == "true"
    audience = said.get("audience", "") or "everyone"
    if not name:
        finds.lose("the text of this post is not in the export", 0)
    if said.get("type") == "thread":
        finds.lose("what readers said in this thread is not in the export", 0)
    if public and audience != "everyone":
        finds.lose(f"this was for some readers alone ({audience}), and is a draft now", 0)
        public = False
    if podcast := said.get("podcast_url"):
        finds.lose(f"its recording was not copied: {podcast[:200]}", 0)
    text = Text(finds, make_image=lambda address: _make_image(source, address), drop=_is_furniture)
    body = convert(source.text(name), text) if name else ""
    path = (f"/p/{slug}",) if slug and public else ()
    return Post(
        f"substack:{id}",
        said.get("title", "") or slug.replace("-", " ").capitalize() or id,
        body,
        place,
        slug,
        _read_date(said.get("post_date", "")),
        tags=("podcast",) if said.get("type") == "podcast" else (),
        summary=said.get("subtitle", ""),
        status="published" if public else "draft",
        former=path,
        addresses=(f"/p/{slug}",) if slug else (),
        images=finds.images,
        losses=finds.losses,
        notes=len(text.marks),
    )


def _is_furniture(node: Any) -> bool:
    return bool(classes_of(node) & _DROPPED)


def _make_image(source: Source, address: str) -> Image:
    """Return a picture; Substack shows it by way of a server that makes it smaller."""
    found = _WRAPPED.match(address)
    whole = (unquote(found[1]) if "%3A" in found[1] or "%3a" in found[1] else found[1]) if found else address

    def load() -> bytes:
        if source.fetch is None:
            raise ImportingError("is not in the export: ask for it with --fetch")
        return source.fetch(whole)

    return Image(whole, name_of(whole), load)


def _read_date(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return None
