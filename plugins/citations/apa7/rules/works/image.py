"""Art, photographs, maps, slides and lecture notes (APA 7, § 10.14)."""

# ruff: noqa: D102 - what the methods return is said in `Family`.

from apa7.bibliography.richtext import flatten, join, plain
from apa7.model import Text, Work
from apa7.rules.family import Family

from .kinds import description, worded
from .unpublished import names_unit


class Image(Family):
    """A picture or what is shown: `@image`, `@artwork`."""

    def gives_day(self, work: Work) -> bool:
        return work.type != "artwork"

    def brackets(self, work: Work) -> list[Text]:
        kind = description(work) or worded(work.string("type", "howpublished"))
        return [work.text("titleaddon") or plain(kind or ("Artwork" if work.type == "artwork" else ""))]

    def source(self, work: Work) -> list[Text]:
        place, who = work.text("location"), self.publisher(work) or work.text("library", "archive")
        # A museum stands before its town; a department, before its university.
        unit = work.type != "artwork" and names_unit(flatten(place))
        return [join(", ", [place, who] if unit else [who, place])]
