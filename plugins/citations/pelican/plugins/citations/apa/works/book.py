"""Books, reference works and edited volumes (APA 7, § 10.2)."""

from ...model import Work
from ...richtext import Text, concat, plain
from ..family import Family, edition
from .kinds import description


class Book(Family):
    """A whole book: `@book`, `@collection`, `@reference`, `@manual`."""

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


def volume(work: Work) -> str:
    """Return "Vol. 7", or "Vols. 1–2", unless the title says it (§ 9.20)."""
    number, several = work.string("volume"), work.string("volumes")
    if number and not work.text("maintitle"):
        return f"Vol. {number}" if number.isalnum() else f"Vols. {number.replace('--', '–')}"
    return f"Vols. 1–{several}" if several.isdigit() and not number else ""
