"""Conference sessions, papers and proceedings (APA 7, § 10.5)."""

# ruff: noqa: D102 - what the methods return is said in `Family`.

from pelican.plugins.citations.apa.family import Family
from pelican.plugins.citations.model import Work
from pelican.plugins.citations.richtext import Text, join, plain

from .article import periodical
from .chapter import Chapter


class Presentation(Family):
    """A talk, poster or session: `@presentation`, `@unpublished` with an event."""

    def brackets(self, work: Work) -> list[Text]:
        kind = work.text("titleaddon", "type", "entrysubtype")
        return [kind or plain("Conference presentation" if work.text("eventtitle") else "")]

    def source(self, work: Work) -> list[Text]:
        return [join(", ", [work.text("eventtitle", "organization"), work.text("venue", "location")])]


class ProceedingsPaper(Chapter):
    """A paper in proceedings: `@inproceedings`; a journal's when it has a volume, a book's otherwise."""

    def source(self, work: Work) -> list[Text]:
        if work.text("volume") and not work.names("editor"):
            return [periodical(work)]
        return super().source(work)
