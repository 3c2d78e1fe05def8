"""Citations in running text: what Python-Markdown calls inline patterns."""

import re
from collections.abc import Sized
from typing import Any, Protocol
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor

from apa7.model import Citation
from apa7.syntax import MENTION, Found, find_bracketed, find_mention

from .math import Stash, unmask_citation
from .paragraph import Paragraph

MARK = "data-citation"
"""The attribute of a placeholder: the number of its citation."""


class Findings(Protocol):
    """Where citations are noted: what was found, keys in brackets that cannot be read, and works to cite."""

    found: list[Citation]
    broken: list[str]

    @property
    def library(self) -> Sized:
        """The works that can be cited."""
        ...


class _Citing(InlineProcessor):
    """Puts a placeholder where a citation stands; its words come when all are known."""

    ANCESTOR_EXCLUDES = ("a",)
    forgets = True

    def __init__(self, pattern: str, md: Markdown, extension: Findings) -> None:
        super().__init__(pattern, md)
        self.extension = extension
        self.paragraph = Paragraph()
        self._stash: Stash = {}

    def find(self, start: int) -> Found | None:
        """Read the citation that begins at a place of the paragraph."""
        raise NotImplementedError

    def handleMatch(  # type: ignore[override] # noqa: N802 - Python-Markdown's name
        self, match: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        """Return the placeholder, and where the citation begins and ends."""
        inline: Any = self.md.treeprocessors["inline"]
        if inline.stashed_nodes is not self._stash:
            # Another text, in which the same marks may stand for something else.
            self._stash, self.paragraph = inline.stashed_nodes, Paragraph()
        shift = self.paragraph.read(data, self._stash)
        start = match.start() + shift
        found = self.find(start) if self.paragraph.text.startswith(match[0], start) else None
        if found is None or found.start != start:
            return None, None, None
        # Where Python-Markdown has set aside what looks like a tag.
        if tagged := [cite.key for cite in found.citation.all_cites() if "\x02" in cite.key]:
            self.extension.broken += tagged
            return None, None, None
        self.paragraph.replace(found.start, found.end)
        citation = unmask_citation(found.citation)
        element = Element("span", {MARK: str(len(self.extension.found))})
        for number, cite in enumerate(citation.cites):
            source = cite.cited_in.suffix if cite.cited_in else ""
            for place, words in (("prefix", cite.prefix), ("suffix", cite.suffix), ("source", source)):
                if words:
                    SubElement(element, "span", {"class": f"{number} {place}"}).text = words
        self.extension.found.append(citation)
        return element, found.start - shift, found.end - shift


class Bracketed(_Citing):
    """Reads `[see @doe99, p. 3]`."""

    def find(self, start: int) -> Found | None:
        """Read the citation whose bracket opens at a place."""
        return find_bracketed(self.paragraph.text, start, self.paragraph.pairs)


class Mention(_Citing):
    """Reads `@doe99 [p. 3]`."""

    def find(self, start: int) -> Found | None:
        """Read the citation whose @ stands at a place."""
        paragraph = self.paragraph
        # Without works to cite, an @ is a mention.
        if not MENTION.match(paragraph.text, start) or not len(self.extension.library):
            return None
        found = find_mention(paragraph.text, start, paragraph.pairs)
        if found and paragraph.is_open(found.start):
            self.extension.broken.append(found.citation.cites[0].key)
        return found
