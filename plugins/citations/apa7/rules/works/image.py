"""Art, photographs, maps, slides and lecture notes (APA 7, § 10.14)."""

# ruff: noqa: D102 - what the methods return is said in `Family`.

from apa7.bibliography.richtext import join, plain
from apa7.model import Text, Work
from apa7.rules.family import Family

from .kinds import description, worded


class Image(Family):
    """A picture or what is shown: `@image`, `@artwork`."""

    def gives_day(self, work: Work) -> bool:
        return work.type != "artwork"

    def brackets(self, work: Work) -> list[Text]:
        kind = description(work) or worded(work.string("type", "howpublished"))
        return [work.text("titleaddon") or plain(kind or ("Artwork" if work.type == "artwork" else ""))]

    def source(self, work: Work) -> list[Text]:
        where = [work.text("location"), self.publisher(work)]
        # A museum stands before its town; a department, before its university.
        return [join(", ", reversed(where) if work.type == "artwork" else where)]
