"""What stands beside the text of a document of Word: styles, comments, works, properties."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

from .draft import shorten
from .fields import W, read_words
from .package import Package
from .sources import read_sources

_CUSTOM = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}property"
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


class Parts:
    """The other parts of a document.

    Attributes:
        package: The document.
        changes: Who changed it while changes were tracked.
    """

    def __init__(self, package: Package) -> None:
        self.package = package
        self.changes: set[str] = set()

    @cached_property
    def styles(self) -> dict[str, str]:
        """Id of a style → its name in English, in small letters; "caption" of those that are made of that."""
        root = self.package.root("word/styles.xml")
        own: dict[str, tuple[str, str]] = {}
        for style in root.iter(f"{W}style") if root is not None else ():
            name, based = style.find(f"{W}name"), style.find(f"{W}basedOn")
            own[style.get(f"{W}styleId") or ""] = (
                (name.get(f"{W}val") or "").lower() if name is not None else "",
                (based.get(f"{W}val") or "") if based is not None else "",
            )
        return {key: "caption" if _is_caption(key, own) else name for key, (name, _) in own.items()}

    @cached_property
    def _default_language(self) -> str:
        root = self.package.root("word/styles.xml")
        lang = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang") if root is not None else None
        return (lang.get(f"{W}val") or "") if lang is not None else ""

    @cached_property
    def _style_languages(self) -> dict[str, str]:
        root = self.package.root("word/styles.xml")
        found = {}
        for style in root.iter(f"{W}style") if root is not None else ():
            lang = style.find(f"{W}rPr/{W}lang")
            if lang is not None:
                found[style.get(f"{W}styleId") or ""] = lang.get(f"{W}val") or ""
        return found

    def language_of(self, run: Any) -> str:
        """Return the language of a run, as it, its style or the document says."""
        about = run.find(f"{W}rPr")
        if about is None:
            return self._default_language
        lang, style = about.find(f"{W}lang"), about.find(f"{W}rStyle")
        own = lang.get(f"{W}val") if lang is not None else ""
        if not own and style is not None:
            own = self._style_languages.get(style.get(f"{W}val") or "")
        return own or self._default_language

    @cached_property
    def comments(self) -> dict[str, tuple[str, str]]:
        """Id of a comment → who wrote it, and what."""
        root = self.package.root("word/comments.xml")
        return {
            comment.get(f"{W}id") or "": (
                comment.get(f"{W}author") or "somebody",
                " ".join(filter(None, map(read_words, comment.iter(f"{W}p")))),
            )
            for comment in (root.iter(f"{W}comment") if root is not None else ())
        }

    @cached_property
    def sources(self) -> dict[str, dict[str, Any]]:
        """Tag → work, of those that Word itself keeps."""
        found: dict[str, dict[str, Any]] = {}
        for name in self.package.source.names:
            if re.fullmatch(r"customXml/item\d+\.xml", name):
                found |= read_sources(self.package.root(name))
        return found

    @cached_property
    def codes(self) -> dict[str, str]:
        """Bookmark → the code of a citation that Zotero keeps among the document's properties, in pieces."""
        root = self.package.root("docProps/custom.xml")
        found: dict[str, list[tuple[int, str]]] = {}
        for entry in root.iter(_CUSTOM) if root is not None else ():
            piece = re.fullmatch(r"(ZOTERO_BREF_\w+?)_(\d{1,5})", entry.get("name") or "")
            if piece:
                words = "".join(entry.itertext())
                found.setdefault(piece[1], []).append((int(piece[2]), words))
        return {name: "".join(words for _, words in sorted(pieces)) for name, pieces in found.items()}

    @cached_property
    def _targets(self) -> dict[str, str]:
        root = self.package.root("word/_rels/document.xml.rels")
        return {
            one.get("Id") or "": f"word/{one.get('Target')}"
            for one in (root.iter(_REL) if root is not None else ())
        }

    def diagram_words(self, data: Any) -> str:
        """Return the words in a drawing of SmartArt."""
        ids = next((child.get(f"{_R}dm") for child in data if child.get(f"{_R}dm")), "") or ""
        root = self.package.root(self._targets.get(ids, ""))
        words = [text.text for text in root.iter(f"{_A}t") if text.text] if root is not None else []
        return shorten("; ".join(words), 200)


def _is_caption(key: str, own: dict[str, tuple[str, str]]) -> bool:
    for _ in range(10):
        name, based = own.get(key, ("", ""))
        if name in ("caption", "table caption", "image caption", "figure caption"):
            return True
        key = based
    return False
