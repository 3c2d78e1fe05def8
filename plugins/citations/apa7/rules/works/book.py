"""Books, reference works and edited volumes (APA 7, § 10.2)."""

# ruff: noqa: D102 - what the methods return is said in `Family`.

from collections.abc import Sequence

from apa7.bibliography.richtext import concat, plain
from apa7.model import Name, Text, Work
from apa7.rules.details import edition, labelled_pages, volume
from apa7.rules.family import Family, Related

from .kinds import description
from .report import publishing_groups


class Book(Family):
    """A whole book: `@book`, `@collection`, `@reference`, `@manual`."""

    def creators(self, work: Work) -> tuple[Name, ...]:
        # Groups bring manuals out without saying who wrote them.
        return super().creators(work) or (publishing_groups(work) if work.type == "manual" else ())

    def gives_day(self, work: Work) -> bool:
        # What a publisher brings out has a year; the month is that of a database.
        return not work.text("publisher")

    def parentheses(self, work: Work) -> list[Text]:
        return [*self.contributors(work), plain(", ".join(filter(None, [edition(work), volume(work)])))]

    def brackets(self, work: Work) -> list[Text]:
        return [work.text("titleaddon"), plain(description(work))]

    def source(self, work: Work) -> list[Text]:
        return [self.publisher(work), work.text("urldescription")]

    def origin_pages(self, work: Work) -> list[Text]:
        return [plain(labelled_pages(work))]


class NameOnly(Family):
    """A name alone: `@nameonly`."""

    def reference(self, work: Work, letter: str = "", related: Sequence[Related] = ()) -> Text:
        author = self.author(work)
        return author if "".join(piece.text for piece in author).endswith(".") else concat(author, ".")
