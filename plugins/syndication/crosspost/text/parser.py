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

# A text, then a tag. What Python's parser has rules of its own for, or may have one day, is not neat.
PIECE = re.compile(
    r"([^<\0]*+)<(?:/([a-z][a-z0-9]*)>"
    r"|(?!(?:iframe|noembed|noframes|noscript|plaintext|script|style|textarea|title|xmp)\b)([a-z][a-z0-9]*+)"
    r'((?:[ \n]+[A-Za-z][\w:.-]*+(?:="[^"\0]*")?+)*+)[ \n]*(/?)>)',
    re.ASCII,
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
    tree, place = Tree(), 0
    while match := PIECE.match(html, place):
        text, ended, name, attributes, closed = match.groups()
        place = match.end()
        if text:
            if "&" in text and not (text := read_entities(text)):
                return None
            tree.say(text)
        if ended:
            if ended in VOID:
                return None
            tree.end(ended)
            continue
        found = ATTRIBUTE.findall(attributes) if attributes else []
        if "&" in attributes:
            found = [(key, unescape(value)) for key, value in found]
        tree.begin(name, found)
        if closed or name in VOID:
            tree.end(name)
        elif tree.depth > DEEPEST:
            return None
    text = html[place:]
    if "<" in text or "\0" in text or ("&" in text and not (text := read_entities(text))):
        return None
    if text:
        tree.say(text)
    return tree.root


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


class Tree:
    """What has been read so far.

    Attributes:
        root: All of it.
        depth: How many elements are open.
    """

    def __init__(self) -> None:
        self.root = self._here = Element("")
        self.depth = self._verbatim = 0

    def begin(self, name: str, attributes: Iterable[tuple[str, str | None]]) -> None:
        """Read that an element begins; of attributes of one name the last one counts."""
        element = Element(name)
        element.parent = self._here
        self._here.children.append(element)
        self._here = element
        self.depth += 1
        self._verbatim += name in VERBATIM
        lists = LISTS_OF.get(name, ())
        for key, value in attributes:
            key = key.lower()
            element.attrs[key] = (
                " ".join((value or "").split()) if key in LISTS or key in lists else value or ""
            )

    def end(self, name: str) -> None:
        """Read that an element ends, with all that are open in it; if none of that name is, nothing does."""
        ended: Element | None = self._here
        levels, verbatim = 1, 0
        while ended is not None and ended.name != name:
            levels += 1
            verbatim += ended.name in VERBATIM
            ended = ended.parent
        if ended is not None and ended.parent is not None:
            self._here = ended.parent
            self.depth -= levels
            self._verbatim -= verbatim + (name in VERBATIM)

    def say(self, text: str) -> None:
        """Read a text."""
        self._here.children.append(self.settle(text))

    def hide(self, start: str, text: str, end: str) -> None:
        """Read what readers do not see."""
        self._here.children.append(Hidden(f"{start}{self.settle(text)}{end}"))

    def settle(self, text: str) -> str:
        """Return a text as it counts: spaces alone are one."""
        if self._verbatim or (text and not text.isspace()) or text.strip(SPACES):
            return text
        return "\n" if "\n" in text else " "


def read_any(html: str) -> Element:
    """Return what HTML says, however it is written."""
    reader = Reader()
    reader.feed(tame(html))
    reader.close()
    reader.flush()
    return reader.tree.root


class Reader(HTMLParser):
    """Reads HTML with Python's parser."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.tree = Tree()
        self._said: list[str] = []
        # How many elements of a name that hold nothing have begun whose end may still be told.
        self._void: Counter[str] = Counter()

    def flush(self) -> None:
        """End a text."""
        if self._said:
            self.tree.say("".join(self._said))
            self._said = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        self.flush()
        self.tree.begin(tag, attrs)
        if tag in VOID:
            self.tree.end(tag)
            self._void[tag] += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins and ends."""
        self.flush()
        self.tree.begin(tag, attrs)
        self.tree.end(tag)

    def handle_endtag(self, tag: str) -> None:
        """An element ends."""
        if self._void[tag]:
            self._void[tag] -= 1
            return
        self.flush()
        self.tree.end(tag)

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

    def hide(self, start: str, text: str, end: str) -> None:
        """Read what readers do not see."""
        self.flush()
        self.tree.hide(start, text, end)

    def parse_html_declaration(self, i: int) -> int:
        """Read a declaration; one that is not known is a comment, as browsers have it."""
        try:
            return super().parse_html_declaration(i)
        except AssertionError:
            return self.parse_bogus_comment(i)
