"""Unpublished and informally published works (APA 7, § 10.8)."""

# ruff: noqa: D102 - what the methods return is said in `Family`.

from apa7.bibliography.richtext import join, plain
from apa7.model import Text, Work
from apa7.rules.family import Family

_STATES = {
    "submitted": "Manuscript submitted for publication",
    "prepublished": "Manuscript submitted for publication",
    "inpreparation": "Manuscript in preparation",
}


class Unpublished(Family):
    """A manuscript: `@unpublished`."""

    def brackets(self, work: Work) -> list[Text]:
        state = _STATES.get(work.string("pubstate").lower().replace(" ", ""), "Unpublished manuscript")
        return [work.text("titleaddon", "type", "howpublished") or plain(state)]

    def source(self, work: Work) -> list[Text]:
        return [join(", ", [work.text("institution", "organization"), work.text("location")])]
