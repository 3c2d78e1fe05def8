"""Films, series, episodes, podcasts, music, speeches (APA 7, §§ 10.12, 10.13)."""

# ruff: noqa: D102 - what the methods return is said in `Family`.

import re

from apa7.bibliography.richtext import concat, italic, join, plain
from apa7.model import EMPTY, Text, Work
from apa7.rules import titles
from apa7.rules.family import Family
from apa7.rules.names import enumerate_names, straight
from apa7.rules.roles import role_label

from .kinds import description, worded

_PRODUCERS = ("execproducer", "producer", "director", "host")


class Audiovisual(Family):
    """A film, series, video, album or recording: `@video`, `@movie`, `@audio`, `@music`."""

    default_kind = ""

    def gives_day(self, work: Work) -> bool:
        # What is sold or shown for years has a year (§§ 10.12, 10.13).
        sold = self.kind(work) == "Video" and not work.text("url", "maintitle")
        return not (sold or self.kind(work) == "Film" or work.subtype in ("album", "song", "tvseries"))

    def preposition(self, work: Work) -> str:
        """Return how the whole is introduced."""
        return "In"

    def is_part(self, work: Work) -> bool:
        # An episode names its series, a song its album.
        return bool(work.text("maintitle"))

    def parentheses(self, work: Work) -> list[Text]:
        return [*self.contributors(work), plain(self.number(work))]

    def number(self, work: Work) -> str:
        """Return the number of an episode: "No. 14", "Season 3, Episode 12"."""
        written = work.string("number")
        if season := re.fullmatch(
            r"S(?:eason )?0*(\d+)[\s,:]*E(?:p(?:isode)?\.? ?)?0*(\d+)", written, re.IGNORECASE
        ):
            return f"Season\u00a0{season[1]}, Episode\u00a0{season[2]}"
        if not written.isdecimal():
            return written
        return f"Episode {written}" if self.on_television(work) else f"No. {written}"

    def on_television(self, work: Work) -> bool:
        """Tell whether this is an episode of a series on television, which has no number of its own."""
        return work.subtype.replace(" ", "") in ("tvbroadcast", "tvepisode", "webisode")

    def brackets(self, work: Work) -> list[Text]:
        kind = plain(self.kind(work))
        return [join("; ", [kind, work.text("note")]), work.text("titleaddon")]

    def kind(self, work: Work) -> str:
        """Return what readers are told that it is."""
        if self.is_part(work) and work.subtype == "tvbroadcast":
            return "TV series episode"
        return description(work, self.default_kind)

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

    def kind(self, work: Work) -> str:
        self_explaining = "Film" if work.type == "movie" else "Video"
        return super().kind(work) if work.subtype else self_explaining


class Recording(Audiovisual):
    """A sound recording: `@audio`, `@music`; podcasts' episodes are *in* them, songs are *on* albums."""

    default_kind = "Audio recording"

    def preposition(self, work: Work) -> str:
        return "In" if re.search("podcast|episode|broadcast", work.subtype) else "On"


class Programme(Audiovisual):
    """What was broadcast, where nothing tells whether that was seen or heard: `@misc` with a programme."""

    def kind(self, work: Work) -> str:
        return description(work) or worded(work.string("type"))
