"""Where citations and the reference list stand in a page's tree of elements."""

import re
from collections.abc import Callable, Iterator, Sequence
from xml.etree.ElementTree import Element

from apa7.document import Words

from .html import append, text_of
from .math import mask, unmask

_HEADING = re.compile(r"h[1-6]")
_OPENING = re.compile(r"""(?:^|(?<=[\s(\[{“‘—–/-]))(["'])(?=\S)""")
_QUOTES = {'"': "“", "'": "‘"}
_CODE = ("code", "kbd", "samp", "pre")


def in_reading_order(root: Element) -> Iterator[Element]:
    """Go through all elements as a reader meets them: a footnote's where its first mark stands."""
    notes = {item.attrib["id"]: item for item in root.iter("li") if "id" in item.attrib}
    seen: set[Element] = set()
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if element in seen:
            continue
        seen.add(element)
        yield element
        waiting += reversed(element)
        if "footnote-ref" in element.get("class", "").split():
            note = notes.get(element.get("href", "").removeprefix("#"))
            waiting += [] if note is None else [note]


def insert_list(root: Element, marker: Element | None, make: Callable[[Element | None], Element]) -> Element:
    """Put the reference list where the author wants it, by default at the end.

    An author's heading right before that place becomes the list's; one that cites is none.

    Args:
        root: The page.
        marker: The element that the list replaces, if there is one.
        make: Makes the list; takes the author's heading or None.

    Returns:
        The list.
    """
    parent = root
    if marker is not None:
        parent = next(element for element in root.iter() if marker in list(element))
        position = list(parent).index(marker)
        parent.remove(marker)
    else:
        position = len(root)
        if position and root[-1].get("class") == "footnote" and position > 1 and _is_heading(root[-2]):
            position -= 1
    heading = parent[position - 1] if position and _is_heading(parent[position - 1]) else None
    if heading is not None:
        parent.remove(heading)
        position -= 1
    section = make(heading)
    parent.insert(position, section)
    return section


def _is_heading(element: Element) -> bool:
    cites = any(part.get("class") == "cite" for part in element.iter("span"))
    return isinstance(element.tag, str) and bool(_HEADING.fullmatch(element.tag)) and not cites


def write_as_text(root: Element, places: list[Element], worded: list[list[Words]]) -> None:
    """Put text where the placeholders stand, without elements of its own."""
    texts = {
        element: text_of(words, OwnWords(element).text) + (element.tail or "")
        for element, words in zip(places, worded, strict=True)
    }
    for parent in list(root.iter()):
        if not any(child in texts for child in parent):
            continue
        children, parent[:] = list(parent), []
        for child in children:
            append(parent, [texts.get(child, child)])


class OwnWords:
    """The author's prefixes and suffixes in one placeholder, their Markdown converted."""

    def __init__(self, placeholder: Element) -> None:
        self.places = {tuple(child.attrib["class"].split()): child for child in placeholder}
        for words in self.places.values():
            _curl_within(words)

    def contents(self, number: int, place: str) -> Sequence[Element | str]:
        """Return the words as text and elements; an element's tail travels with it."""
        words = self.places[str(number), place]
        return [*([words.text] if words.text else []), *words]

    def text(self, number: int, place: str) -> str:
        """Return the words without markup."""
        return "".join(self.places[str(number), place].itertext())


def _curl_within(element: Element) -> None:
    """Make the quotation marks in an element typographic, as they are in titles."""
    last = ""
    waiting: list[tuple[Element, bool]] = [(element, True)]
    while waiting:
        part, begins = waiting.pop()
        if begins:
            if part.tag not in _CODE and part.text:
                part.text = _curl_text(part.text, last)
            last = (part.text or last)[-1:]
            for child in reversed(part):
                waiting += [(child, False), (child, True)]
        elif part.tail:
            part.tail = _curl_text(part.tail, last)
            last = part.tail[-1]


def _curl_text(text: str, before: str) -> str:
    return unmask(curl(mask(text), before))


def curl(text: str, before: str = "") -> str:
    """Return a text with typographic quotation marks and apostrophes.

    Args:
        text: The text.
        before: The character before it, if any.
    """
    opened = _OPENING.sub(lambda match: _QUOTES[match[1]], before + text)[len(before) :]
    return opened.replace('"', "”").replace("'", "’")
