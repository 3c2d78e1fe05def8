"""A text on its way from HTML to Markdown: what its room says of it, and what was found in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml.etree import Comment

from .. import places
from ..model import Image
from .addresses import resolve
from .finds import Finds


def _refuse(address: str) -> Image:
    raise NotImplementedError


@dataclass
class Text:
    """A text on its way from HTML to Markdown.

    Attributes:
        finds: Gets its pictures and losses.
        base: The address from which its links lead.
        line: In which line of what is imported it begins; 0 if that is not known.
        make_image: Returns the picture at an address.
        broken: Whether new lines are line breaks, and empty ones part paragraphs (WordPress's old editor).
        notes: The id of a footnote → its HTML, of those that stand outside of the text.
        own_ids: Ids of elements to which something in the text leads.
        marks: The number of each footnote, by its id.
        shift: By how many levels headings are lowered, so that none is that of the page.
        drop: Says of an element whether it belongs to the program and not to the text.
        alt_of: Returns the alternative text of a picture that has none here, by its address.
        tell: Returns what to say of a comment in the text (`<!-- … -->`), such as one for what a program puts
            there; "" for nothing.
        explain_link: Returns what to say of what a link leads to; "" for nothing.
        references: The mark of each footnote in the tree → its id.
        bodies: The id of a footnote → its element, of those in the text.
    """

    finds: Finds
    base: str = ""
    line: int = 1
    make_image: Callable[[str], Image] = _refuse
    broken: bool = False
    notes: Mapping[str, str] = field(default_factory=dict)
    drop: Callable[[Any], bool] = lambda node: False
    alt_of: Callable[[str], str] = lambda address: ""
    tell: Callable[[str], str] = lambda comment: ""
    explain_link: Callable[[str], str] = lambda address: ""
    own_ids: set[str] = field(default_factory=set)
    marks: dict[str, int] = field(default_factory=dict)
    references: dict[Any, str] = field(default_factory=dict)
    bodies: dict[str, Any] = field(default_factory=dict)
    shift: int = 0

    def line_of(self, node: Any) -> int:
        """Return the line of an element in what is imported; 0 if that is not known."""
        return self.line + (node.sourceline or 1) - 1 if self.line else 0

    def lose(self, message: str, node: Any) -> str:
        """Note a loss at an element, and return its mark."""
        return self.finds.lose(message, self.line_of(node))

    def comment(self, node: Any) -> str:
        """Return the mark of what a comment stands for; "" if it stands for nothing."""
        message = self.tell(str(node.text or "").strip()) if node.tag is Comment else ""
        return self.lose(message, node) if message else ""

    def leave(self, address: str, node: Any) -> str:
        """Return the mark for what is wrong with where a link leads to; "" for nothing."""
        message = self.explain_link(address)
        return self.lose(message, node) if message else ""

    def image(self, address: str) -> str:
        """Return the mark for a picture; "" if its address is none."""
        whole = resolve(address, self.base)
        return self.finds.keep(whole, self.make_image) if whole and not whole.startswith("#") else ""

    def link(self, address: str) -> str:
        """Return the mark for what a link leads to; "" if that is nothing that a page may link to."""
        whole = resolve(address, self.base)
        return whole if whole.startswith("#") or not whole else places.link(whole)

    def note(self, id: str) -> str:
        """Return the mark in a text for a footnote."""
        return f"[^{self.marks.setdefault(id, len(self.marks) + 1)}]"
