"""The same references as a pybtex style: `pybtex --style apa7`, sphinxcontrib-bibtex."""

from collections.abc import Iterable, Iterator
from typing import Any

from pelican.plugins.citations.library import Library, entry_from_pybtex
from pelican.plugins.citations.model import Text, Work
from pelican.plugins.citations.richtext import merge
from pybtex.richtext import HRef, Tag
from pybtex.richtext import Text as PybtexText
from pybtex.style import FormattedBibliography, FormattedEntry
from pybtex.style.formatting import BaseStyle

from .forms import arrange
from .works import family_of


class Apa7Style(BaseStyle):  # type: ignore[misc] # pybtex has no types
    """APA 7 for pybtex."""

    def format_bibliography(self, bib_data: Any, citations: Iterable[str] | None = None) -> Any:
        """Format the works of these keys (all by default) as a reference list, in APA's order."""
        keys = list(bib_data.entries) if citations is None else list(citations)
        keys = bib_data.add_extra_citations(keys, self.min_crossrefs)
        entries = [bib_data.entries[key] for key in keys]
        return FormattedBibliography(
            list(self.format_entries(entries, bib_data)), style=self, preamble=bib_data.preamble
        )

    def format_entries(self, entries: Iterable[Any], bib_data: Any = None) -> Iterator[Any]:
        """Format entries; `bib_data` holds the works that they name in `crossref`, `xdata` and `related`."""
        entries = list(entries)
        known = {entry.key: entry for entry in [*(bib_data.entries.values() if bib_data else ()), *entries]}
        library = Library(entry_from_pybtex(key, entry) for key, entry in known.items())
        works = [work for entry in entries if (work := library.get(entry.key))]
        ordered, forms = arrange(works)
        labels = self.format_labels([known[work.key] for work in ordered])
        for work, label in zip(ordered, labels, strict=True):
            yield FormattedEntry(work.key, _to_pybtex(_reference(work, forms[work.key].letter)), label)

    def sort(self, entries: Iterable[Any]) -> list[Any]:
        """Put entries into APA's order."""
        entries = {entry.key: entry for entry in entries}
        library = Library(entry_from_pybtex(key, entry) for key, entry in entries.items())
        ordered, _ = arrange([work for key in entries if (work := library.get(key))])
        return [entries[work.key] for work in ordered]


def _reference(work: Work, letter: str) -> Text:
    return family_of(work).reference(work, letter)


def _to_pybtex(text: Text) -> Any:
    parts = []
    for piece in merge(text):
        part: Any = piece.text
        if piece.url:
            part = HRef(piece.url, part)
        parts.append(Tag("em", part) if piece.italic else part)
    return PybtexText(*parts)
