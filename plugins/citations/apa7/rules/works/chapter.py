"""Chapters and entries in edited books and reference works (APA 7, § 10.3)."""

# ruff: noqa: D102 - what the methods return is said in `Family`.

from apa7.bibliography.richtext import concat, flatten, italic, join, plain
from apa7.model import EMPTY, Name, Text, Work
from apa7.rules import dates, links, titles
from apa7.rules.details import edition, labelled_pages, volume
from apa7.rules.family import Family
from apa7.rules.names import enumerate_names, in_brackets, straight
from apa7.rules.roles import role_label


class Chapter(Family):
    """A part of a book: `@incollection`, `@inbook`, `@inreference`."""

    def is_part(self, work: Work) -> bool:
        return True

    def gives_day(self, work: Work) -> bool:
        # What a publisher brings out has a year; an entry on the web alone has a day.
        return not work.text("publisher")

    def creators(self, work: Work) -> tuple[Name, ...]:
        return work.names("author")

    def parentheses(self, work: Work) -> list[Text]:
        return [note for note in self.contributors(work) if note] if work.names("author") else []

    def contributors(self, work: Work) -> list[Text]:
        translators = work.names("translator")
        return [in_brackets(translators, "Trans.", "Trans.")] if translators else []

    def source(self, work: Work) -> list[Text]:
        return [in_book(work), self.publisher(work)]

    def as_origin(self, work: Work, reprint: Work) -> Text:
        # The original's book stands for a chapter that kept its title (§ 10.3, example 44).
        title = titles.in_sentence_case(work)
        kept = flatten(title).casefold() == flatten(titles.in_sentence_case(reprint)).casefold()
        named = EMPTY if kept else concat("“", title, ",” in ")
        editors, authors = work.names("editor"), work.names("bookauthor")
        by = in_brackets(editors, "Ed.", "Eds.") if editors else enumerate_names(authors, straight)
        where = [
            concat(named, book_title(work)),
            plain(", ".join(filter(None, [edition(work), volume(work), labelled_pages(work)]))),
            concat("by ", by) if by else EMPTY,
            plain(dates.year(work)),
            self.publisher(work),
        ]
        return join(", ", [*where, links.retrieval(work, changing=False)])


def in_book(work: Work) -> Text:
    """Return "In R. Editor (Ed.), *Book* (2nd ed., pp. 7–13)" (§ 9.28)."""
    details = ", ".join(filter(None, [edition(work), volume(work), labelled_pages(work)]))
    if not book_title(work):
        return EMPTY
    return concat("In ", _by(work), book_title(work), f" ({details})" if details else "")


def _by(work: Work) -> Text:
    """Return the book's editors, or its authors when the chapter's are others."""
    if editors := work.names("editor"):
        label = role_label(work.note("editor", "role", 0) or "editor", len(editors))
        return concat(enumerate_names(editors, straight), f" ({label}), ")
    authors = work.names("bookauthor")
    return (
        concat(enumerate_names(authors, straight), ", ")
        if authors and authors != work.names("author")
        else EMPTY
    )


def book_title(work: Work) -> Text:
    """Return the book's title in italics, with its number within a greater whole."""
    return italic(titles.numbered_title(work, "booktitle"))
