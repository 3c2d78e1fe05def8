"""Books, reference works and edited volumes (APA 7, § 10.2)."""

# ruff: noqa: D102 - what the methods return is said in `Family`.

from pelican.plugins.citations.apa.details import edition, volume
from pelican.plugins.citations.apa.family import Family
from pelican.plugins.citations.model import Text, Work
from pelican.plugins.citations.richtext import concat, plain

from .kinds import description


class Book(Family):
    """A whole book: `@book`, `@collection`, `@reference`, `@manual`."""

    def gives_day(self, work: Work) -> bool:
        # What a publisher brings out has a year; the month is that of a database.
        return not work.text("publisher")

    def parentheses(self, work: Work) -> list[Text]:
        return [*self.contributors(work), plain(", ".join(filter(None, [edition(work), volume(work)])))]

    def brackets(self, work: Work) -> list[Text]:
        return [work.text("titleaddon"), plain(description(work))]

    def source(self, work: Work) -> list[Text]:
        return [self.publisher(work), work.text("urldescription")]


class NameOnly(Family):
    """A name alone: `@nameonly`."""

    def reference(self, work: Work, letter: str = "") -> Text:
        author = self.author(work)
        return author if "".join(piece.text for piece in author).endswith(".") else concat(author, ".")
