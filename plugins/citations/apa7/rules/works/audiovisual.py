"""Films, series, episodes, podcasts, music, speeches (APA 7, §§ 10.12, 10.13)."""

# ruff: noqa: D102 - what the methods return is said in `Family`.

from apa7.bibliography.richtext import concat, italic, join, plain
from apa7.model import EMPTY, Text, Work
from apa7.rules import titles
from apa7.rules.family import Family
from apa7.rules.names import enumerate_names, straight
from apa7.rules.roles import role_label

from .kinds import description

_PRODUCERS = ("execproducer", "producer", "director", "host")


class Audiovisual(Family):
    """A film, series, video, album or recording: `@video`, `@movie`, `@audio`, `@music`."""

    default_kind = ""

    def preposition(self, work: Work) -> str:
        """Return how the whole is introduced."""
        return "In"

    def is_part(self, work: Work) -> bool:
        # An episode names its series, a song its album.
        return bool(work.text("maintitle"))

    def parentheses(self, work: Work) -> list[Text]:
        number = work.text("number")
        return [*self.contributors(work), concat("No. ", number) if number else EMPTY]

    def brackets(self, work: Work) -> list[Text]:
        kind = plain(description(work, self.default_kind))
        return [join("; ", [kind, work.text("note")]), work.text("titleaddon")]

    def source(self, work: Work) -> list[Text]:
        return [self.whole(work), self.publisher(work)]

    def whole(self, work: Work) -> Text:
        """Return "In A. Producer (Executive Producer), *Series*"; a song is on its album."""
        if not self.is_part(work):
            return EMPTY
        role = next((role for role in _PRODUCERS if work.names(role)), "")
        by: Text = EMPTY
        if role:
            names = work.names(role)
            by = concat(enumerate_names(names, straight), f" ({role_label(role, len(names))}), ")
        return concat(f"{self.preposition(work)} ", by, italic(titles.main_title(work, "maintitle")))


class Film(Audiovisual):
    """A moving picture: `@video`, `@movie`."""

    default_kind = "Video"


class Recording(Audiovisual):
    """A sound recording: `@audio`, `@music`; podcasts' episodes are *in* them, songs are *on* albums."""

    default_kind = "Audio recording"

    def preposition(self, work: Work) -> str:
        return "In" if "podcast" in work.subtype or "episode" in work.subtype else "On"
