"""HTML that anybody wrote → what it says, as a tree.

What is written as neatly as our own posts are is read by a few regular expressions; anything else by Python's
own parser, which takes several times as long and comes to the same. An element ends where its tag says so, or
with the one that it is in, and nowhere else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from html import unescape
from html.entities import html5
from html.parser import HTMLParser

from .tags import DEEPEST, VOID, tame
from .tree import Element, Hidden

# A text, then a tag, the end, or what is not neat. What Python's parser has rules of its own for, or may have
# one day, is not among the tags.
PIECE = re.compile(
    r"([^<\0]*+)(?:</([a-z][a-z0-9]*)>"
    r"|<(?!(?:iframe|noembed|noframes|noscript|plaintext|script|style|textarea|title|xmp)\b)([a-z][a-z0-9]*+)"
    r'((?:[ \n]+[A-Za-z][\w:.-]*+(?:="[^"\0]*")?+)*+)[ \n]*(/?)>|\Z|(.))',
    re.ASCII | re.DOTALL,
)
ATTRIBUTE = re.compile(r'([A-Za-z][\w:.-]*+)(?:="([^"]*)")?+', re.ASCII)
ENTITY = re.compile(r"&(?:(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]*+);|(?= ))", re.ASCII)
# Attributes of several words: of any element, and of some.
LISTS = {"accesskey", "class", "dropzone"}
LISTS_OF = {
    "a": {"rel", "rev"},
    "area": {"rel"},
    "form": {"accept-charset"},
    "icon": {"sizes"},
    "iframe": {"sandbox"},
    "link": {"rel", "rev"},
    "object": {"archive"},
    "output": {"for"},
    "td": {"headers"},
    "th": {"headers"},
}
# Elements in which spaces between others count, and what spaces are.
VERBATIM = {"pre", "textarea"}
SPACES = " \n\t\f\r"
# How many digits the number of a character has at most.
DIGITS = 7


def parse(html: str) -> Element:
    """Return what HTML says, whoever wrote it; declarations in it say nothing."""
    # Python's parser does not know that a text has ended until something follows it.
    html = html if "<" in html else f"{html}\n"
    return read_neat(html) or read_any(html)


def read_neat(html: str) -> Element | None:
    """Return what HTML says; None if not all of it is written neatly."""
    root = here = Element("")
    nodes, depth = here.children, 0
    for text, ended, name, attributes, closed, odd in PIECE.findall(html):
        if odd or ended in VOID:
            return None
        if text:
            if "&" in text and not (text := read_entities(text)):
                return None
            nodes.append(settle(text, here) if text.isspace() else text)
        if name:
            element = begin(here, name, read_attributes(attributes) if attributes else ())
            if closed or name in VOID:
                continue
            here, nodes, depth = element, element.children, depth + 1
            if depth > DEEPEST:
                return None
        elif ended:
            deepest = here.name == ended
            here = end(here, ended)
            nodes, depth = here.children, depth - 1 if deepest else sum(1 for _ in here.parents)
    return root


def read_attributes(text: str) -> list[tuple[str, str]]:
    """Return the attributes of a tag that is written neatly."""
    found: list[tuple[str, str]] = ATTRIBUTE.findall(text)
    return [(name, unescape(value)) for name, value in found] if "&" in text else found


def read_entities(text: str) -> str:
    """Return a text with characters in the place of entities; "" if there is one that is not neat."""
    found, number = ENTITY.subn(lambda match: read_entity(match[1]) if match[1] else "&", text)
    return found if number == text.count("&") else ""


def read_entity(name: str) -> str:
    """Return the characters that an entity stands for; an unknown one as it is written, without its end."""
    if not name.startswith("#"):
        return html5.get(f"{name};", f"&{name}")
    if len(name.lstrip("#xX0")) > DIGITS:
        return "\ufffd"
    number = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
    # Python leaves out what should not be on a page; it stays, as browsers have it.
    return unescape(f"&#{number};") or chr(number)


def begin(here: Element, name: str, attributes: Iterable[tuple[str, str | None]]) -> Element:
    """Begin an element in another and return it; of attributes of one name the last one counts."""
    element = Element(name)
    element.parent = here
    here.children.append(element)
    for key, value in attributes:
        key, value = key.lower(), value or ""
        several = key in LISTS or key in LISTS_OF.get(name, ())
        element.attrs[key] = " ".join(value.split()) if several else value
    return element


def end(here: Element, name: str) -> Element:
    """End an element with all that are in it, if one of that name is open, and return what it is in."""
    ended: Element | None = here
    while ended is not None and ended.name != name:
        ended = ended.parent
    return ended.parent or here if ended is not None else here


def settle(text: str, here: Element) -> str:
    """Return a text as it counts in an element: spaces alone are one."""
    if text.strip(SPACES) or here.name in VERBATIM or here.find_around(*VERBATIM):
        return text
    return "\n" if "\n" in text else " "


def read_any(html: str) -> Element:
    """Return what HTML says, however it is written."""
    reader = Reader()
    reader.feed(tame(html))
    reader.close()
    reader.flush()
    return reader.root


class Reader(HTMLParser):
    """Reads HTML with Python's parser."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.root = self._here = Element("")
        self._said: list[str] = []
        # How many elements of a name that hold nothing have begun whose end may still be told.
        self._void: Counter[str] = Counter()

    def flush(self) -> None:
        """End a text."""
        if self._said:
            self._here.children.append(settle("".join(self._said), self._here))
            self._said = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        self.flush()
        element = begin(self._here, tag, attrs)
        if tag in VOID:
            self._void[tag] += 1
        else:
            self._here = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins and ends."""
        self.flush()
        begin(self._here, tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """An element ends."""
        if self._void[tag]:
            self._void[tag] -= 1
            return
        self.flush()
        self._here = end(self._here, tag)

    def handle_data(self, data: str) -> None:
        """A piece of a text."""
        self._said.append(data)

    def handle_charref(self, name: str) -> None:
        """A character by its number."""
        self._said.append(read_entity(f"#{name}"))

    def handle_entityref(self, name: str) -> None:
        """A character by its name."""
        self._said.append(read_entity(name))

    def handle_comment(self, data: str) -> None:
        """A comment."""
        self.hide("<!--", data, "-->")

    def handle_decl(self, decl: str) -> None:
        """What kind of document it is."""
        self.hide("<!DOCTYPE ", decl[len("DOCTYPE ") :], ">\n")

    def handle_pi(self, data: str) -> None:
        """An instruction for some program."""
        self.hide("<?", data, ">")

    def unknown_decl(self, data: str) -> None:
        """Something else that is not for readers."""
        if data.upper().startswith("CDATA["):
            self.hide("<![CDATA[", data[len("CDATA[") :], "]]>")
        else:
            self.hide("<?", data, "?>")

    def hide(self, start: str, text: str, stop: str) -> None:
        """Read what readers do not see."""
        self.flush()
        self._here.children.append(Hidden(f"{start}{settle(text, self._here)}{stop}"))

    def parse_html_declaration(self, i: int) -> int:
        """Read a declaration; one that is not known is a comment, as browsers have it."""
        try:
            return super().parse_html_declaration(i)
        except AssertionError:
            return self.parse_bogus_comment(i)
