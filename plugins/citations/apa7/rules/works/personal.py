"""Personal communications, which readers can't look up: cited in the text, not listed (APA 7, § 8.9)."""

# ruff: noqa: D102 - what the methods return is said in `Family`.

from apa7.model import Work
from apa7.rules import dates
from apa7.rules.family import Family


class PersonalCommunication(Family):
    """A letter, e-mail or conversation: `@letter`, `@personal`."""

    def is_listed(self, work: Work) -> bool:
        return False

    def cited_year(self, work: Work, letter: str) -> str:
        date = dates.issued(work)
        return "personal communication" + (f", {dates.day(date)}" if date else "")
