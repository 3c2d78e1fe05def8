"""A document of Word, made ready for pandoc: what pandoc would lose is taken out, and marked where it was."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from guards.characters import is_language

from ..works.model import Cluster
from .captions import LABEL, outermost, read_captions
from .codes import LISTS, OTHERS, read_code, read_tag
from .draft import NOTE, Draft, mark, say_lost, shorten
from .fields import MC, Field, W, find_fields, put, read_words, take
from .package import Package
from .parts import Parts

STORIES = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")


def prepare(package: Package, draft: Draft) -> None:
    """Change a document so that pandoc keeps all of it, with marks.

    Raises:
        ImportingError: Its XML cannot be read.
    """
    parts = Parts(package)
    stories = [(name, root) for name in STORIES if (root := package.root(name)) is not None]
    draft.lang = _find_language(parts, [root for _, root in stories])
    for name, root in stories:
        _Story(root, draft, parts, "" if name == STORIES[0] else "a note").prepare()
    if parts.changes:
        people = ", ".join(sorted(parts.changes))
        draft.lose(f"tracked changes of {shorten(people, 200)} were accepted", draft.name)


class _Story:
    """A text of a document: its body, or its notes."""

    def __init__(self, root: Any, draft: Draft, parts: Parts, where: str) -> None:
        self.root, self.draft, self.parts, self.where = root, draft, parts, where
        self.numbers: dict[Any, int] = {}

    def prepare(self) -> None:
        root = self.root
        take([*root.iter(f"{MC}Fallback")])
        self._accept()
        self.numbers = {paragraph: number for number, paragraph in enumerate(root.iter(f"{W}p"), 1)}
        for text in root.iter(f"{W}t", f"{W}instrText"):
            if text.text and not text.text.isascii():
                text.text = text.text.translate(dict.fromkeys(range(0xFDD0, 0xFDF0)))
        take([*root.iter(f"{W}tblCaption", f"{W}tblDescription")])
        self._cite()
        read_captions(self.root, self.draft, self.parts)
        self._mark_languages()
        self._tell()
        self._place_boxes()
        for paragraph, number in self.numbers.items():
            first = next(iter(paragraph.iter(f"{W}r")), None)
            if first is not None and paragraph.getparent() is not None:
                put(outermost(first, paragraph), mark("p", self.where or number))

    def place(self, element: Any) -> str:
        """Return where an element stands, in words."""
        own = element if element.tag == f"{W}p" else None
        paragraph = own if own is not None else next(element.iterancestors(f"{W}p"), None)
        number = self.numbers.get(paragraph)
        where = self.where or (f"paragraph {number}" if number else "")
        return f"{self.draft.name}, {where}" if where else self.draft.name

    def _accept(self) -> None:
        gone = [*self.root.iter(f"{W}del", f"{W}moveFrom")]
        for change in [*gone, *self.root.iter(f"{W}ins", f"{W}moveTo")]:
            self.parts.changes.add(change.get(f"{W}author") or "somebody")
        for change in [*self.root.iter(f"{W}ins", f"{W}moveTo")]:
            if change.getparent().tag not in (f"{W}rPr", f"{W}trPr"):
                for child in list(change):
                    change.addprevious(child)
                take([change])
        for change in gone:
            parent = change.getparent()
            if parent is not None and parent.tag == f"{W}trPr":
                take([row for row in [parent.getparent()] if row.getparent() is not None])
            elif parent is not None and parent.tag != f"{W}rPr":
                take([change])

    def _cite(self) -> None:
        for control in [*self.root.iter(f"{W}sdt")]:
            self._read_control(control)
        self._read_bookmarks()
        for field in find_fields(self.root):
            self._read_field(field)

    def _read_control(self, control: Any) -> None:
        if control.getparent() is None:
            return
        tag = control.find(f"{W}sdtPr/{W}tag")
        name = (tag.get(f"{W}val") or "") if tag is not None else ""
        gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
        kind = (gallery.get(f"{W}val") or "") if gallery is not None else ""
        words = read_words(control)
        if cluster := read_tag(name, words):
            put(control, self._write(cluster, words, "Mendeley Cite", control))
            take([control])
        elif name.startswith("MENDELEY_BIBLIOGRAPHY") or name.startswith("CitaviBibliography"):
            self._replace_list([*control.iter(f"{W}p")], control)
        elif kind == "Table of Contents":
            take([control])
        elif name.startswith("CitaviPlaceholder"):
            put(control, self._lose_others("Citavi", words, control))

    def _read_field(self, field: Field) -> None:
        first = field.runs[0]
        if first.getparent() is None:
            return
        code = field.code.strip()
        if code.startswith("ADDIN EN.CITE.DATA"):
            return
        if LISTS.match(code[:80]):
            self._replace_list([run for run in field.runs if run.getparent() is not None], None)
            return
        if re.match(r"TOC\b", code):
            self._replace_list(field.runs, None, mark_it=False)
            return
        cluster = read_code(field.code, field.shown, _data(field), self.parts.sources.get)
        program = next((name for start, name in OTHERS.items() if code.startswith(start)), "")
        if cluster:
            put(first, self._write(cluster, field.shown, "a reference manager", first))
            take([run for run in field.runs if run.getparent() is not None])
        elif program:
            put(first, self._lose_others(program, field.shown, first))
        elif "CSL_CITATION" in code[:80] or code.startswith("ADDIN EN.CITE"):
            put(first, self._lose_others("a reference manager", field.shown, first))
        elif (found := re.match(r"REF\s+(\w+)", code)) and LABEL.fullmatch(field.shown + " "):
            put(first, self.draft.refer(found[1], field.shown))
            take([run for run in field.runs if run.getparent() is not None])

    def _read_bookmarks(self) -> None:
        """Read the citations that Zotero keeps as bookmarks, their codes among the properties."""
        codes = self.parts.codes
        opened: dict[str, tuple[str, list[Any]]] = {}
        for element in [*self.root.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}r")] if codes else []:
            if element.tag == f"{W}bookmarkStart":
                name = element.get(f"{W}name") or ""
                if name in codes and len(opened) < 10:
                    opened[element.get(f"{W}id") or ""] = (name, [])
            elif element.tag == f"{W}r":
                for _, runs in opened.values():
                    runs.append(element)
            elif found := opened.pop(element.get(f"{W}id") or "", None):
                name, runs = found
                if runs:
                    shown = "".join(map(read_words, runs))
                    self._read_field(Field(codes[name], shown, runs=runs))

    def _write(self, cluster: Cluster, shown: str, program: str, at: Any) -> str:
        place = self.place(at)
        said = [item for item in cluster.items if not item.hidden]
        if not said:
            cited = "a work is in the list of references and cited nowhere: cite it, or it is not listed"
            return self.draft.lose(cited, place)
        if not all(item.csl for item in said):
            return self._lose_others(program, shown, at) + shown
        return self.draft.cite(cluster, place)

    def _lose_others(self, program: str, shown: str, at: Any) -> str:
        return self.draft.lose(say_lost(shown, program), self.place(at))

    def _replace_list(self, elements: list[Any], control: Any, mark_it: bool = True) -> None:
        """Take a list out, and mark where it was."""
        if not elements:
            return
        first = elements[0]
        paragraph = first if first.tag == f"{W}p" else next(first.iterancestors(f"{W}p"), None)
        if mark_it and paragraph is not None and paragraph.getparent() is not None:
            alone = paragraph.makeelement(f"{W}p")
            run = alone.makeelement(f"{W}r")
            text = run.makeelement(f"{W}t")
            text.text = mark("k")
            run.append(text)
            alone.append(run)
            (control if control is not None else paragraph).addprevious(alone)
        touched: dict[Any, None] = {}
        for element in elements:
            if element.tag != f"{W}p":
                parent = next(element.iterancestors(f"{W}p"), None)
                touched[parent] = None
        take([control] if control is not None else elements)
        empty = [one for one in touched if one is not None and not read_words(one).strip()]
        take([one for one in empty if one.getparent() is not None and one.find(f".//{W}drawing") is None])

    def _mark_languages(self) -> None:
        main = self.draft.lang.partition("-")[0].lower()
        for run in self.root.iter(f"{W}r") if main else ():
            lang = self.parts.language_of(run)
            own = lang.partition("-")[0].lower()
            texts = run.findall(f"{W}t")
            if (
                own
                and own != main
                and is_language(lang)
                and any(re.search(r"[^\W\d_]", t.text or "") for t in texts)
            ):
                texts[0].text = mark("l", own) + (texts[0].text or "")
                texts[-1].text = (texts[-1].text or "") + mark("s")

    def _tell(self) -> None:
        for reference in [*self.root.iter(f"{W}commentReference")]:
            author, words = self.parts.comments.get(reference.get(f"{W}id") or "", ("somebody", ""))
            message = f"a comment of {author}: “{shorten(words, 300)}”. {NOTE}"
            put(reference.getparent(), self.draft.lose(message, self.place(reference)))
        for shape, told in self._find_shapes():
            run = next(shape.iterancestors(f"{W}r"), None)
            if run is not None and run.getparent() is not None:
                put(run, self.draft.lose(told, self.place(shape)))
                take([shape])
        for chunk in [*self.root.iter(f"{W}altChunk")]:
            self.draft.lose(
                "a document within the document is left out. Copy its text into it", self.draft.name
            )
            take([chunk])

    def _find_shapes(self) -> Iterator[tuple[Any, str]]:
        for data in [*self.root.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}graphicData")]:
            uri, shape = data.get("uri") or "", next(data.iterancestors(f"{W}drawing"), None)
            if shape is None or shape.getparent() is None:
                continue
            if uri.endswith("/diagram"):
                words = self.parts.diagram_words(data)
                yield (
                    shape,
                    f"a drawing of SmartArt is left out (“{words}”). Save it as a picture, or write a list",
                )
            elif uri.endswith("/chart"):
                yield shape, "a chart is left out. Save it as a picture, and put that in"
        for thing in [*self.root.iter(f"{W}object")]:
            yield thing, "an object of another program (such as an equation of MathType) is left out"

    def _place_boxes(self) -> None:
        """Put what stands in text boxes behind the paragraph that they hang on."""
        for box in [*self.root.iter(f"{W}txbxContent")]:
            anchor = next((one for one in box.iterancestors(f"{W}p")), None)
            if anchor is None or anchor.getparent() is None or not read_words(box).strip():
                continue
            told = self.draft.lose(
                "a text box stands behind the paragraph that it hung on", self.place(anchor)
            )
            for paragraph in reversed([child for child in box if child.tag in (f"{W}p", f"{W}tbl")]):
                anchor.addnext(paragraph)
            following = anchor.getnext()
            first = next(iter(following.iter(f"{W}r")), None) if following is not None else None
            if first is not None:
                put(first, told)


def _find_language(parts: Parts, roots: list[Any]) -> str:
    counted: dict[str, int] = {}
    for root in roots:
        for run in root.iter(f"{W}r"):
            if lang := parts.language_of(run):
                counted[lang] = counted.get(lang, 0) + len(read_words(run))
    found = max(counted, key=lambda lang: counted[lang], default="")
    return found if is_language(found) else ""


def _data(field: Field) -> str:
    return field.data or next((one.data for one in field.inner if one.data), "")
