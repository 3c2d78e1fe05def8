"""Films, series, episodes, podcasts, music, speeches (APA 7, §§ 10.12, 10.13)."""

# ruff: noqa: D102 - what the methods return is said in `Family`.

from pelican.plugins.citations.apa import titles
from pelican.plugins.citations.apa.family import Family
from pelican.plugins.citations.apa.names import enumerate_names, straight
from pelican.plugins.citations.apa.roles import role_label
from pelican.plugins.citations.model import EMPTY, Text, Work
from pelican.plugins.citations.richtext import concat, italic, join, plain

from .kinds import description

_PRODUCERS = ("execproducer", "producer", "director", "host", "editor")


class Audiovisual(Family):
    """A film, series, video, album or recording: `@video`, `@movie`, `@audio`, `@music`."""

    default_kind = ""

    def preposition(self, work: Work) -> str:
        """Return how the whole is introduced."""
        return "In"

    def named(self, work: Work) -> Text:
        """Return the title: upright for an episode or a song, which are parts of a whole."""
        if not is_part(work):
            return super().named(work)
        return titles.in_sentence_case(work)

    def parentheses(self, work: Work) -> list[Text]:
        number = work.text("number")
        return [*self.contributors(work), concat("No. ", number) if number else EMPTY]

    def contributors(self, work: Work) -> list[Text]:
        return [] if is_part(work) and work.names("editor") else super().contributors(work)

    def brackets(self, work: Work) -> list[Text]:
        kind = plain(description(work, self.default_kind))
        return [join("; ", [kind, work.text("note")]), work.text("titleaddon")]

    def source(self, work: Work) -> list[Text]:
        return [self.whole(work), self.publisher(work)]

    def whole(self, work: Work) -> Text:
        """Return "In A. Producer (Executive Producer), *Series*"; a song is on its album."""
        if not is_part(work):
            return EMPTY
        role = next((role for role in _PRODUCERS if work.names(role) and role != "editor"), "")
        by: Text = EMPTY
        if role:
            names = work.names(role)
            by = concat(enumerate_names(names, straight), f" ({role_label(role, len(names))}), ")
        return concat(f"{self.preposition(work)} ", by, italic(titles.main_title(work, "maintitle")))

    def cited_title(self, work: Work) -> Text:
        title = titles.title_case(work.text("shorttitle", "title"))
        return concat("“", title, "”") if is_part(work) else italic(title)


class Film(Audiovisual):
    """A moving picture: `@video`, `@movie`."""

    default_kind = "Video"


class Recording(Audiovisual):
    """A sound recording: `@audio`, `@music`; podcasts' episodes are *in* them, songs are *on* albums."""

    default_kind = "Audio recording"

    def preposition(self, work: Work) -> str:
        return "In" if "podcast" in work.subtype or "episode" in work.subtype else "On"


def is_part(work: Work) -> bool:
    """Tell whether the work is an episode or a song of a whole."""
    return bool(work.text("maintitle"))
