"""A text of LibreOffice, made ready for pandoc."""

from __future__ import annotations

import re
from typing import Any

from guards.characters import is_language

from ..places import clean
from .captions import COUNTED
from .codes import LISTS, read_code
from .draft import NOTE, Draft, mark, say_lost, shorten
from .package import Package

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_DC = "{http://purl.org/dc/elements/1.1/}"
_CODE = re.compile(r"(?:ADDIN )?(?:ZOTERO_|Mendeley |CSL_)")


def prepare_text(package: Package, draft: Draft) -> None:
    """Change a document so that pandoc keeps all of it, with marks.

    Raises:
        ImportingError: Its XML cannot be read.
    """
    root = package.root("content.xml")
    paragraphs = [*root.iter(f"{_TEXT}p", f"{_TEXT}h")]
    numbers = {paragraph: number for number, paragraph in enumerate(paragraphs, 1)}
    for element in root.iter():
        if isinstance(element.tag, str):
            element.text = clean(element.text) if element.text else element.text
            element.tail = clean(element.tail) if element.tail else element.tail
    languages = _read_languages(package)
    draft.lang = languages.get("", "")
    _Text(root, draft, numbers, _read_styles(package), languages).prepare()


class _Text:
    """The text of a document.

    Args:
        root: Of its XML.
        draft: Gets what is taken out.
        numbers: Its paragraphs, counted.
        styles: Style → what it is made of.
        languages: Style of words → their language.
    """

    def __init__(
        self,
        root: Any,
        draft: Draft,
        numbers: dict[Any, int],
        styles: dict[str, str],
        languages: dict[str, str],
    ) -> None:
        self.root, self.draft, self.numbers = root, draft, numbers
        self.styles, self.languages = styles, languages

    def prepare(self) -> None:
        changed = [*self.root.iter(f"{_TEXT}tracked-changes")]
        for changes in changed:
            people = sorted({(name.text or "somebody") for name in changes.iter(f"{_DC}creator")})
            self.draft.lose(f"tracked changes of {', '.join(people)} were accepted", self.draft.name)
            _remove(changes)
        self._cite()
        for section in [*self.root.iter(f"{_TEXT}section")]:
            if LISTS.match((section.get(f"{_TEXT}name") or "")[:80]):
                self._mark_list(section)
        for index in [*self.root.iter(f"{_TEXT}table-of-content", f"{_TEXT}bibliography")]:
            _remove(index)
        for comment in [*self.root.iter(f"{_OFFICE}annotation")]:
            author = comment.findtext(f"{_DC}creator") or "somebody"
            words = " ".join("".join(part.itertext()) for part in comment.iter(f"{_TEXT}p"))
            message = f"a comment of {author}: “{shorten(words, 300)}”. {NOTE}"
            told = self.draft.lose(message, self._place(comment))
            _remove(comment, told)
        for formula in [*self.root.iter(f"{_DRAW}object")]:
            if (frame := formula.getparent()) is not None and frame.getparent() is not None:
                message = "a formula or another object is left out. Save the document as .docx for it"
                _remove(frame, self.draft.lose(message, self._place(frame)))
        self._mark_languages()
        for frame in self.root.iter(f"{_DRAW}frame"):
            image = frame.find(f"{_DRAW}image")
            said = frame.findtext(f"{_SVG}desc") or frame.findtext(f"{_SVG}title") or ""
            if image is not None and said:
                self.draft.alts[image.get(_HREF) or ""] = said
        self._read_styles()

    def _mark_languages(self) -> None:
        main = self.draft.lang
        for span in self.root.iter(f"{_TEXT}span"):
            lang = self.languages.get(span.get(f"{_TEXT}style-name") or "", "")
            if (
                main
                and lang
                and lang != main
                and is_language(lang)
                and re.search(r"[^\W\d_]", span.text or "")
            ):
                span.text = f"{mark('l', lang)}{span.text}"
                last = span[-1] if len(span) else None
                if last is None:
                    span.text += mark("s")
                else:
                    last.tail = f"{last.tail or ''}{mark('s')}"

    def _read_styles(self) -> None:
        for paragraph, number in self.numbers.items():
            if paragraph.getparent() is None or not "".join(paragraph.itertext()).strip():
                continue
            names = self._names(paragraph.get(f"{_TEXT}style-name") or "")
            first = mark("p", number)
            counted = paragraph.find(f".//{_TEXT}sequence") is not None
            if "caption" in names or (counted and names & {*COUNTED}):
                first += self._caption(paragraph)
            if "title" in names:
                first += mark("h")
            paragraph.text = first + (paragraph.text or "")

    def _names(self, style: str) -> set[str]:
        """Return the names of a style and of those that it is made of."""
        found = set()
        for _ in range(10):
            found.add(style.lower())
            style = self.styles.get(style, "")
        return found

    def _caption(self, paragraph: Any) -> str:
        counter = paragraph.find(f".//{_TEXT}sequence")
        label, kind = "", "g"
        names: tuple[str, ...] = ()
        if counter is not None:
            called = (counter.get(f"{_TEXT}name") or "").lower()
            kind = "t" if "tab" in called else "f" if re.match(r"fig|ill|abb|dra", called) else "g"
            name = counter.get(f"{_TEXT}ref-name") or ""
            names = (name,) if name else ()
            rest = counter.tail or ""
            bare = re.sub(r"^\s*[.:–—-]?\s*", "", rest)
            if counter.getparent() is paragraph:
                label = f"{paragraph.text or ''}{''.join(counter.itertext())}{rest[: len(rest) - len(bare)]}"
                paragraph.text, counter.tail = "", bare
                _remove(counter)
        return self.draft.caption(kind, label, names)

    def _cite(self) -> None:
        for kind in ("reference-mark", "bookmark"):
            opened: dict[str, Any] = {}
            for element in [*self.root.iter(f"{_TEXT}{kind}-start", f"{_TEXT}{kind}-end")]:
                name = element.get(f"{_TEXT}name") or ""
                if element.tag.endswith("-start"):
                    opened[name] = element
                elif (begun := opened.pop(name, None)) is not None and _CODE.match(name):
                    self._read_mark(name, begun, element)

    def _read_mark(self, name: str, begun: Any, end: Any) -> None:
        """Read a citation between two marks of one paragraph."""
        paragraph = begun.getparent()
        if end.getparent() is not paragraph:
            return
        between = []
        one = begun.getnext()
        while one is not None and one is not end:
            between.append(one)
            one = one.getnext()
        shown = (begun.tail or "") + "".join("".join(part.itertext()) + (part.tail or "") for part in between)
        place = self._place(begun)
        cluster = read_code(re.sub(r"\s+RND\w+\s*$", "", name), shown, "", lambda tag: None)
        if cluster and all(item.csl for item in cluster.items):
            for part in between:
                paragraph.remove(part)
            begun.tail = self.draft.cite(cluster, place)
        elif not LISTS.match(name[:80]):
            begun.tail = self.draft.lose(say_lost(shown, "a reference manager"), place) + (begun.tail or "")

    def _mark_list(self, section: Any) -> None:
        for child in list(section):
            section.remove(child)
        alone = section.makeelement(f"{_TEXT}p")
        alone.text = mark("k")
        section.append(alone)

    def _place(self, element: Any) -> str:
        own = [element, *element.iterancestors()]
        number = next((self.numbers[one] for one in own if one in self.numbers), 0)
        return f"{self.draft.name}, paragraph {number}" if number else self.draft.name


def _remove(element: Any, words: str = "") -> None:
    """Take an element out, put words in its place, and leave what follows."""
    parent, before = element.getparent(), element.getprevious()
    rest = words + (element.tail or "")
    if before is not None:
        before.tail = (before.tail or "") + rest
    else:
        parent.text = (parent.text or "") + rest
    parent.remove(element)


def _read_styles(package: Package) -> dict[str, str]:
    """Return of each style what it is made of."""
    found: dict[str, str] = {}
    for name in ("styles.xml", "content.xml"):
        root = package.root(name)
        for style in root.iter(f"{_STYLE}style") if root is not None else ():
            found[style.get(f"{_STYLE}name") or ""] = style.get(f"{_STYLE}parent-style-name") or ""
    return found


def _read_languages(package: Package) -> dict[str, str]:
    """Return the language of each style of words, and by "" that of the document."""
    found: dict[str, str] = {}
    for name in ("styles.xml", "content.xml"):
        root = package.root(name)
        for style in root.iter(f"{_STYLE}style", f"{_STYLE}default-style") if root is not None else ():
            about = style.find(f"{_STYLE}text-properties")
            lang = (about.get(f"{_FO}language") or "").lower() if about is not None else ""
            main = style.tag == f"{_STYLE}default-style" and style.get(f"{_STYLE}family") == "paragraph"
            if lang and lang != "none" and (main or style.get(f"{_STYLE}family") == "text"):
                found["" if main else style.get(f"{_STYLE}name") or ""] = lang
    return found


def read_meta(package: Package) -> dict[str, str]:
    """Return what a document says of itself: title, creator, keywords, created."""
    root = package.root("meta.xml")
    if root is None:
        return {}
    words = [one.text or "" for one in root.iter(f"{_META}keyword")]
    found = {
        "title": root.findtext(f".//{_DC}title"),
        "creator": root.findtext(f".//{_META}initial-creator") or root.findtext(f".//{_DC}creator"),
        "created": root.findtext(f".//{_META}creation-date"),
        "keywords": ", ".join(words),
    }
    return {name: " ".join(clean(text or "").split())[:500] for name, text in found.items()}
