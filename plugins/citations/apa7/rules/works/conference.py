"""Conference sessions, papers and proceedings (APA 7, § 10.5)."""

# ruff: noqa: D102 - what the methods return is said in `Family`.

from apa7.bibliography.richtext import concat, italic, join, plain
from apa7.model import EMPTY, Name, Text, Work
from apa7.rules import titles
from apa7.rules.family import Family
from apa7.rules.names import enumerate_names, straight

from .article import periodical
from .chapter import Chapter
from .kinds import worded


class Presentation(Family):
    """A talk, poster or session: `@presentation`, `@unpublished` with an event."""

    def is_part(self, work: Work) -> bool:
        # A contribution names its symposium (§ 10.5, example 63).
        return bool(work.text("maintitle"))

    def brackets(self, work: Work) -> list[Text]:
        if self.is_part(work) and not work.text("titleaddon"):
            return []
        kind = work.text("titleaddon") or plain(worded(work.string("type", "entrysubtype")))
        default = "Paper presentation" if work.type == "inproceedings" else "Conference presentation"
        return [kind or plain(default if work.text("eventtitle") else "")]

    def source(self, work: Work) -> list[Text]:
        return [
            self.symposium(work),
            join(", ", [work.text("eventtitle", "organization"), work.text("venue", "location")]),
        ]

    def contributors(self, work: Work) -> list[Text]:
        chairs = self.chairs(work)
        return [] if chairs and chairs == work.names("editor") else super().contributors(work)

    def chairs(self, work: Work) -> tuple[Name, ...]:
        """Return who led the symposium: `chair`, or biblatex's editors with the type "chair"."""
        typed = [role for role in ("editor", "editora", "editorb", "editorc") if _is_chair(work, role)]
        return work.names("chair", *typed, "editor") if self.is_part(work) else ()

    def symposium(self, work: Work) -> Text:
        """Return "In A. Chair (Chair), *Symposium* [Symposium]"."""
        if not self.is_part(work):
            return EMPTY
        chairs = self.chairs(work)
        label = f" ({'Chair' if len(chairs) == 1 else 'Chairs'}), "
        by = concat(enumerate_names(chairs, straight), label) if chairs else EMPTY
        whole = italic(titles.in_sentence_case(work, "maintitle"))
        kind = work.text("maintitleaddon") or plain("Symposium")
        return concat("In ", by, whole, " [", kind, "]")


def _is_chair(work: Work, role: str) -> bool:
    return work.string(f"{role}type").lower().removeprefix("type").removesuffix("s") == "chair"


class ProceedingsPaper(Chapter):
    """A paper in proceedings: `@inproceedings`; a journal's when it has a volume, a book's otherwise."""

    def source(self, work: Work) -> list[Text]:
        if work.text("volume") and not (work.names("editor") or work.text("series", "maintitle")):
            return [periodical(work)]
        return super().source(work)
