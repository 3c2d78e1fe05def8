"""Art, photographs, maps, slides and lecture notes (APA 7, § 10.14)."""

from ...model import Work
from ...richtext import Text, join, plain
from ..family import Family
from .kinds import description


class Image(Family):
    """A picture or what is shown: `@image`, `@artwork`."""

    def brackets(self, work: Work) -> list[Text]:
        return [work.text("titleaddon"), plain(description(work))]

    def source(self, work: Work) -> list[Text]:
        return [join(", ", [work.text("location"), self.publisher(work)])]
