"""Chapters and entries in edited books and reference works (APA 7, § 10.3)."""

from ...model import Name, Work
from ...richtext import Text, concat, italic, plain
from .. import titles
from ..family import Family, edition, labelled_pages
from ..names import in_brackets
from .book import volume


class Chapter(Family):
    """A part of a book: `@incollection`, `@inbook`, `@inreference`."""

    part = True

    def creators(self, work: Work) -> tuple[Name, ...]:
        return work.names("author")

    def parentheses(self, work: Work) -> list[Text]:
        return [note for note in self.contributors(work) if note] if work.names("author") else []

    def contributors(self, work: Work) -> list[Text]:
        translators = work.names("translator")
        return [in_brackets(translators, "Trans.", "Trans.")] if translators else []

    def source(self, work: Work) -> list[Text]:
        return [in_book(work), self.publisher(work)]

    def origin_source(self, work: Work) -> list[Text]:
        return [in_book(work), self.publisher(work)]


def in_book(work: Work) -> Text:
    """Return "In R. Editor (Ed.), *Book* (2nd ed., pp. 7–13)" (§ 9.28)."""
    editors = work.names("editor", "bookauthor")
    by = with_label(editors, work) if editors else plain("")
    details = ", ".join(filter(None, [edition(work), volume(work), labelled_pages(work)]))
    return concat("In ", by, book_title(work), f" ({details})" if details else "")


def with_label(editors: tuple[Name, ...], work: Work) -> Text:
    """Return the book's editors, or its authors when the chapter's are others."""
    if not work.names("editor"):
        return concat(in_brackets(editors, "", "")[:1], ", ")
    label = "Ed." if len(editors) == 1 else "Eds."
    from ..names import enumerate_names, straight

    return concat(enumerate_names(editors, straight), f" ({label}), ")


def book_title(work: Work) -> Text:
    """Return the book's title in italics, with its number within a greater whole."""
    own = titles.in_sentence_case(work, "booktitle")
    if work.text("maintitle"):
        number = concat("Vol. ", work.text("volume"), ". ") if work.text("volume") else plain("")
        own = concat(titles.in_sentence_case(work, "maintitle"), ": ", number, own)
    return italic(own)
