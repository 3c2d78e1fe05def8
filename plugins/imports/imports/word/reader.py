"""A document of Word or LibreOffice → a post."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from ..model import Image, Import, Post
from ..places import clean
from ..sources import Source
from ..works.library import Library
from .blocks import Blocks, walk
from .citing import fill_in
from .draft import MARK, Draft, mark
from .inlines import read_plain
from .package import Package
from .pandoc import read_document
from .plain import tell_plain

DOCUMENT, TEXT = "word/document.xml", "content.xml"
TITLE = mark("h")
_JUNK = re.compile(r"(?i)microsoft word|document\s*\d*$|untitled|.*\.(?:docx?|odt)$|presentation\d*$")
_NOBODY = re.compile(r"(?i)microsoft|python-docx|pandoc|user|unknown|admin|owner|author")
_CORE = {
    "title": "{http://purl.org/dc/elements/1.1/}title",
    "creator": "{http://purl.org/dc/elements/1.1/}creator",
    "keywords": "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}keywords",
    "created": "{http://purl.org/dc/terms/}created",
}


def fits(source: Source) -> bool:
    """Say whether this is a document."""
    if source.is_folder or source.head[:2] != b"PK":
        return False
    return DOCUMENT in source.names or _is_open_document(source)


def read(source: Source) -> Import:
    """Return the post in a document.

    Raises:
        ImportingError: It cannot be read.
    """
    package = Package(source)
    draft = Draft(source.name)
    if DOCUMENT in source.names:
        from .stories import prepare

        prepare(package, draft)
        kind, about = "docx", _read_core(package)
    else:
        from .opendocument import prepare_text, read_meta

        prepare_text(package, draft)
        kind, about = "odt", read_meta(package)
    found = read_document(package.pack(), kind)
    library = Library()
    post = make_post(found, draft, library, about)
    post.images = [
        Image(image.address, image.name, _load(source, image.address, kind)) for image in post.images
    ]
    return Import("Word" if kind == "docx" else "LibreOffice", source.name, [post], works=library.entries)


def make_post(found: dict[str, Any], draft: Draft, library: Library, about: dict[str, str]) -> Post:
    """Return the post that pandoc has read.

    Args:
        found: Pandoc's JSON.
        draft: What was taken out of the document before.
        library: Gets its works.
        about: What the document says of itself: title, creator, keywords, created.
    """
    meta, blocks = found.get("meta", {}), found.get("blocks", [])
    title = _read_meta(meta, "title")
    if not title:
        title, blocks = _take_title(blocks)
    said = about.get("title", "")
    title = (
        title or ("" if _JUNK.match(said) else said) or re.sub(r"\.\w+$", "", draft.name).replace("_", " ")
    )
    writer = Blocks(draft)
    body = tell_plain(fill_in(writer.write_all(blocks), draft, writer.figures, library), draft)
    authors = tuple(name for name in _read_list(meta, "author") if name)
    authors = authors or tuple(_split_creators(about.get("creator", "")))
    subtitle = _read_meta(meta, "subtitle")
    post = Post(
        id=", ".join(filter(None, (draft.name, about.get("created", "")))),
        title=f"{title}: {subtitle}" if subtitle else title,
        body=body,
        place=draft.name,
        authors=authors,
        tags=tuple(word.strip() for word in re.split(r"[,;]", about.get("keywords", "")) if word.strip()),
        summary=_read_meta(meta, "abstract"),
        lang=draft.lang.partition("-")[0].lower(),
        status="draft",
        losses=draft.losses,
        notes=len(writer.notes),
    )
    post.images = [Image(path, name, lambda: b"") for path, name in writer.images]
    return post


def _load(source: Source, path: str, kind: str) -> Callable[[], bytes]:
    name = path if kind == "odt" or path.startswith("word/") else f"word/{path}"
    return lambda: source.read(name)


def _take_title(blocks: list[Any]) -> tuple[str, list[Any]]:
    """Return the words of the first heading, if it stands above all others, and the blocks without it."""
    first = next((number for number, block in enumerate(blocks) if _words([block])), None)
    if first is None:
        return "", blocks
    if TITLE in read_plain([blocks[first]]):
        return _words([blocks[first]]), [*blocks[:first], *blocks[first + 1 :]]
    if blocks[first]["t"] != "Header":
        return "", blocks
    level = blocks[first]["c"][0]
    others = [block["c"][0] for block in walk(blocks[first + 1 :]) if block["t"] == "Header"]
    if any(other <= level for other in others):
        return "", blocks
    return _words(blocks[first]["c"][2]), [*blocks[:first], *blocks[first + 1 :]]


def _words(elements: Any) -> str:
    return " ".join(clean(MARK.sub("", read_plain(elements))).split())


def _read_meta(meta: dict[str, Any], name: str) -> str:
    value = meta.get(name)
    return _words(value) if isinstance(value, dict) else ""


def _read_list(meta: dict[str, Any], name: str) -> list[str]:
    value = meta.get(name)
    if not isinstance(value, dict):
        return []
    listed = value["c"] if value.get("t") == "MetaList" else [value]
    return [part.strip() for one in listed for part in re.split(r",|;| and | & ", _words(one))]


def _split_creators(creator: str) -> list[str]:
    """Return the names of whoever wrote a document, unless its program names nobody."""
    names = creator.split(";")
    if len(names) == 1 and re.match(r"[^,]+ [^,]+,", creator):
        names = creator.split(",")
    return [name.strip() for name in names if " " in name.strip() and not _NOBODY.search(name)]


def _read_core(package: Package) -> dict[str, str]:
    root = package.root("docProps/core.xml")
    found = {}
    for name, tag in _CORE.items():
        text = root.findtext(tag) if root is not None else None
        found[name] = " ".join(clean(text or "").split())[:500]
    return found


def _is_open_document(source: Source) -> bool:
    if "mimetype" not in source.names or TEXT not in source.names:
        return False
    return source.read("mimetype").strip() == b"application/vnd.oasis.opendocument.text"
