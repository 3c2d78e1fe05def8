"""What HTML says, as elements within elements: to be looked through, changed and written again.

A text within an element is a plain string, as its readers see it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .tags import VOID

# Elements in which nothing is escaped.
RAW = {"script", "style"}
# Elements whose text is none of that of what they are in.
ASIDE = {"rp", "rt", "script", "style", "template"}


@dataclass(frozen=True)
class Hidden:
    """What readers do not see, such as a comment, as it stands in the HTML."""

    written: str


class Element:
    """An element, or all that was read, which has neither a name nor a parent.

    Attributes:
        name: In lower case.
        attrs: Its attributes; those that hold several words have one space between them.
        children: What is in it.
        parent: What it is in.
    """

    __slots__ = ("attrs", "children", "name", "parent")

    def __init__(self, name: str, attrs: dict[str, str] | None = None, *children: Node) -> None:
        """Take what it is and what is in it."""
        self.name = name
        self.attrs = attrs or {}
        self.children: list[Node] = []
        self.parent: Element | None = None
        if children:
            self.add(*children)

    def __str__(self) -> str:
        """The element as HTML."""
        return write_html(self)

    @property
    def classes(self) -> list[str]:
        """The names of its classes."""
        return self.attrs.get("class", "").split()

    @property
    def parents(self) -> Iterator[Element]:
        """What it is in, from the inside out."""
        parent = self.parent
        while parent is not None:
            yield parent
            parent = parent.parent

    @property
    def elements(self) -> list[Element]:
        """The elements directly in it."""
        return [child for child in self.children if isinstance(child, Element)]

    def walk(self) -> list[Element]:
        """Return all elements in it, in the order in which they begin."""
        found: list[Element] = []
        collect(self.children, found)
        return found

    def find_all(self, *names: str) -> list[Element]:
        """Return the elements in it that have one of these names."""
        return [element for element in self.walk() if element.name in names]

    def find(self, *names: str) -> Element | None:
        """Return the first element in it that has one of these names."""
        return next(iter(self.find_all(*names)), None)

    def find_classes(self, *classes: str) -> list[Element]:
        """Return the elements in it that have one of these classes."""
        return [
            element
            for element in self.walk()
            if "class" in element.attrs and not {*classes}.isdisjoint(element.classes)
        ]

    def find_around(self, *names: str) -> Element | None:
        """Return the nearest element around it that has one of these names."""
        return next((parent for parent in self.parents if parent.name in names), None)

    def read(self) -> str:
        """Return its text, without what is said aside."""
        inner = self.name if self.name in ASIDE else ""
        around = inner or next((parent.name for parent in self.parents if parent.name in ASIDE), "")
        return "".join(read_texts(self, inner, around))

    def add(self, *nodes: Node) -> None:
        """Put something into it, behind what is there."""
        for node in nodes:
            if isinstance(node, Element):
                node.parent = self
            self.children.append(node)

    def fill(self, nodes: Iterable[Node]) -> None:
        """Put something in the place of what is in it."""
        self.children = [*nodes]
        for node in self.children:
            if isinstance(node, Element):
                node.parent = self

    def replace(self, *nodes: Node) -> None:
        """Put something in its place."""
        if self.parent is None:
            return
        place = self.parent.children.index(self)
        self.parent.children[place : place + 1] = nodes
        self.parent, parent = None, self.parent
        for node in nodes:
            if isinstance(node, Element):
                node.parent = parent

    def remove(self) -> None:
        """Take it out of what it is in."""
        self.replace()

    def wrap(self, name: str) -> None:
        """Put an element around it."""
        around = Element(name)
        self.replace(around)
        around.add(self)

    def follow(self, *nodes: Node) -> None:
        """Put something behind it."""
        if self.parent is not None:
            self.replace(self, *nodes)


Node = Element | Hidden | str


def collect(nodes: Iterable[Node], found: list[Element]) -> None:
    """Add elements and all in them; no tree is deeper than Python calls functions (`tags.DEEPEST`)."""
    for node in nodes:
        if isinstance(node, Element):
            found.append(node)
            if node.children:
                collect(node.children, found)


def read_texts(element: Element, inner: str, around: str) -> Iterator[str]:
    """Give the texts in an element that are said where `inner` says, in or next to what is aside."""
    for child in element.children:
        if isinstance(child, Element):
            yield from read_texts(child, inner, child.name if child.name in ASIDE else around)
        elif isinstance(child, str) and around == inner:
            yield child


def write_html(element: Element) -> str:
    """Return an element as HTML: its attributes in the order of their names, no entity that need not be."""
    parts: list[str] = []
    write_into(element, parts)
    return "".join(parts)


def write_children(element: Element) -> str:
    """Return what is in an element as HTML."""
    parts: list[str] = []
    for child in element.children:
        write_into(child, parts, element.name in RAW)
    return "".join(parts)


def write_into(node: Node, parts: list[str], raw: bool = False) -> None:
    """Write HTML piece by piece."""
    if isinstance(node, str):
        parts.append(node if raw else escape(node))
    elif isinstance(node, Hidden):
        parts.append(node.written)
    else:
        name = node.name
        if name:
            parts.append(f"<{name}")
            attrs = node.attrs
            for key in sorted(attrs) if len(attrs) > 1 else attrs:
                parts.append(f" {key}={quote(escape(attrs[key]))}")
            if name in VOID and not node.children:
                parts.append("/>")
                return
            parts.append(">")
        raw = name in RAW
        for child in node.children:
            write_into(child, parts, raw)
        if name:
            parts.append(f"</{name}>")


def escape(text: str) -> str:
    """Return a text as HTML."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    return text.replace(">", "&gt;") if ">" in text else text


def quote(value: str) -> str:
    """Return an attribute's value in the quotation marks that it has not itself."""
    if '"' not in value:
        return f'"{value}"'
    return f"'{value}'" if "'" not in value else '"{}"'.format(value.replace('"', "&quot;"))
