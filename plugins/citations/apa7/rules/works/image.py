"""Art, photographs, maps, slides and lecture notes (APA 7, § 10.14)."""

# ruff: noqa: D102 - what the methods return is said in `Family`.

from apa7.bibliography.richtext import join, plain
from apa7.model import Text, Work
from apa7.rules.family import Family

from .kinds import description


class Image(Family):
    """A picture or what is shown: `@image`, `@artwork`."""

    def brackets(self, work: Work) -> list[Text]:
        return [work.text("titleaddon"), plain(description(work))]

    def source(self, work: Work) -> list[Text]:
        return [join(", ", [work.text("location"), self.publisher(work)])]
