"""The same references as a pybtex style: `pybtex --style apa7`, sphinxcontrib-bibtex."""

from collections.abc import Iterable, Iterator
from typing import Any

from pybtex.richtext import HRef, Tag
from pybtex.richtext import Text as PybtexText
from pybtex.style import FormattedBibliography, FormattedEntry
from pybtex.style.formatting import BaseStyle

from apa7.bibliography.fields import make_work
from apa7.bibliography.library import Library, entry_from_pybtex
from apa7.bibliography.richtext import merge
from apa7.model import Text

from .forms import arrange
from .works import write_reference


class Apa7Style(BaseStyle):  # type: ignore[misc] # pybtex has no types
    """APA 7 for pybtex.

    A program that formats entries one by one (sphinxcontrib-bibtex) sorts them first,
    which gives them the letters of their years.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.sort = self._sort
        self._library = Library(())
        self._letters: dict[str, str] = {}

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
        ordered = self._sort(entries, bib_data)
        for entry, label in zip(ordered, self.format_labels(ordered), strict=True):
            yield self.format_entry(label, entry)

    def format_entry(self, label: str, entry: Any, bib_data: Any = None) -> Any:
        """Format one entry, among those that were sorted last."""
        work = self._library.get(entry.key) or make_work(entry_from_pybtex(entry.key, entry))
        reference = write_reference(work, self._letters.get(work.key, ""))
        return FormattedEntry(entry.key, _to_pybtex(reference), label)

    def _sort(self, entries: Iterable[Any], bib_data: Any = None) -> list[Any]:
        """Put entries into APA's order and remember what tells them apart."""
        entries = list(entries)
        known = {entry.key: entry for entry in [*(bib_data.entries.values() if bib_data else ()), *entries]}
        self._library = Library(entry_from_pybtex(key, entry) for key, entry in known.items())
        works = [work for entry in entries if (work := self._library.get(entry.key))]
        ordered, forms = arrange(works)
        self._letters = {key: form.letter for key, form in forms.items()}
        return [known[work.key] for work in ordered]


def _to_pybtex(text: Text) -> Any:
    parts = []
    for piece in merge(text):
        part: Any = piece.text
        if piece.url:
            part = HRef(piece.url, part)
        parts.append(Tag("em", part) if piece.italic else part)
    return PybtexText(*parts)
