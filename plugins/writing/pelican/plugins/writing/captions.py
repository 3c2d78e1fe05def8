"""What figures and tables say of themselves, once all text is read: captions, notes and credits."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from .model import Page

NUMBER, TITLE, NOTE = "figure-number", "figure-title", "figure-note"
"""Classes of what a figure or table says of itself."""
AWAITED = "data-alt"
"""The attribute of a figure whose picture has not been read yet: its alternative text."""
TABLE = "data-table"
"""The attribute of a caption whose table has not been found yet."""

_SIZE = re.compile(r"\d{1,5}(?:px)?")


class Captions(Treeprocessor):
    """Completes figures whose picture has been read, and finds the table of each caption and all notes."""

    forgets = True

    def __init__(self, md: Markdown, page: Page) -> None:
        super().__init__(md)
        self.page = page

    def run(self, root: Element) -> None:
        """Look at all figures and captions of a page."""
        for parent in list(root.iter()):
            for child in list(parent):
                if AWAITED in child.attrib:
                    self.complete(child)
                    self.add_note(parent, child, into=True)
                elif TABLE in child.attrib:
                    self.place(parent, child)

    def complete(self, figure: Element) -> None:
        """Put the picture itself into a figure, with its alternative text."""
        alt, holder = figure.attrib.pop(AWAITED), figure[1]
        image = next(holder.iter("img"), None)
        if image is None:
            return
        key, title = figure.get("id", ""), figure.find("figcaption/p/em")
        shown = "".join(title.itertext()).strip() if title is not None else ""
        if title is None:
            self.page.tell(
                f'the figure "{key}" has no title. Write it in the brackets: ![Title](…){{#{key}}}.',
                f"#{key}",
                grave=False,
            )
        if not alt:
            self.page.tell(
                f'the figure "{key}" has no alternative text, so its title is read out twice. '
                f'Say what it shows: {{#{key} fig-alt="…"}}.',
                f"#{key}",
                grave=False,
            )
        image.set("alt", alt or shown)
        image.attrib.pop("title", None)
        for name in ("width", "height"):
            if _SIZE.fullmatch(size := holder.get(name, "")):
                image.set(name, size.removesuffix("px"))
        picture = holder[0]
        picture.tail = "\n"
        figure[0].tail = "\n"
        figure[1] = picture

    def place(self, parent: Element, caption: Element) -> None:
        """Put a caption into the table before it, or else into the one after it."""
        key = caption.attrib.pop(TABLE)
        at = list(parent).index(caption)
        tables = [
            element
            for element in (*parent[max(at - 1, 0) : at], *parent[at + 1 : at + 2])
            if element.tag == "table" and element.find("caption") is None
        ]
        if not tables:
            self.page.tell(
                f'the caption "{key}" has no table. Write it right before or after one, '
                "with an empty line between them.",
                f"#{key}",
            )
            caption.tag = "div"
            return
        table = tables[0]
        parent.remove(caption)
        caption.tail = "\n"
        table.insert(0, caption)
        if key:
            table.set("id", key)
            table.set("class", f"numbered {table.get('class', '')}".strip())
        name_headers(table)
        self.add_note(parent, table, into=False)

    def add_note(self, parent: Element, owner: Element, *, into: bool) -> None:
        """Take the paragraph after a figure or table that begins with "Note:" for its note (§ 7.14)."""
        at = list(parent).index(owner) + 1
        note = parent[at] if at < len(parent) else None
        if note is None or note.tag != "p":
            return
        word = re.compile(rf"\s*(?:Note|{re.escape(self.page.say('Note'))})[.:]\s*")
        first = note[0] if len(note) and not (note.text or "").strip() else None
        if match := word.match(note.text or ""):
            rest = (note.text or "")[match.end() :]
        elif first is not None and first.tag == "em" and word.fullmatch("".join(first.itertext())):
            rest = (first.tail or "").lstrip()
            note.remove(first)
        else:
            return
        begin_note(note, self.page).tail = f" {rest}"
        if into:
            parent.remove(note)
            owner.append(note)


def begin_note(note: Element, page: Page) -> Element:
    """Make a paragraph a note, and return the word that it begins with."""
    lead = Element("em")
    lead.text = f"{page.say('Note')}."
    note.text = ""
    note.set("class", NOTE)
    note.insert(0, lead)
    return lead


class Credits(Treeprocessor):
    """Puts the credit that another plugin gives to a picture into the note of its figure (APA 7, § 12.15)."""

    forgets = True

    def __init__(self, md: Markdown, page: Page) -> None:
        super().__init__(md)
        self.page = page

    def run(self, root: Element) -> None:
        """Look at all figures of a page."""
        for figure in root.iter("figure"):
            heading = figure.find("figcaption")
            credit = heading.find("p[@class='credit']") if heading is not None else None
            if heading is None or credit is None or heading.find(f"p[@class='{NUMBER}']") is None:
                continue
            heading.remove(credit)
            note = figure.find(f"p[@class='{NOTE}']")
            if note is None:
                note = SubElement(figure, "p")
                begin_note(note, self.page)
            note[-1].tail = f"{(note[-1].tail or '').rstrip()} "
            credit.tag, credit.tail = "span", None
            if credit.find(".//a[@itemprop='isBasedOn']") is not None:
                credit.text = f"{self.page.say('From')} "
            for part in credit:
                part.tail = {" by ": self.page.say(", by "), ", ": ". "}.get(part.tail or "", part.tail)
            if len(credit):
                credit[-1].tail = "."
            note.append(credit)


def name_headers(table: Element) -> None:
    """Say which cells head columns, and which rows where the first column has no head of its own."""
    rows = list(table.iter("tr"))
    heads = [cell for row in rows for cell in row if cell.tag == "th"]
    for cell in heads:
        cell.set("scope", "col")
    corner = heads[0] if heads else None
    if corner is not None and rows and rows[0][0] is corner and not "".join(corner.itertext()).strip():
        corner.tag = "td"
        del corner.attrib["scope"]
        for row in rows[1:]:
            if len(row) and row[0].tag == "td":
                row[0].tag = "th"
                row[0].set("scope", "row")
