"""Web pages, blogs, social media and preprints (APA 7, §§ 10.8, 10.15, 10.16)."""

# ruff: noqa: D102 - what the methods return is said in `Family`.

from collections.abc import Sequence

from apa7.bibliography.richtext import concat, italic, plain
from apa7.model import EMPTY, Text, Work
from apa7.rules.family import Family, Related

from .kinds import description
from .reviews import note_on_related


class WebPage(Family):
    """A page, post or preprint: `@online`."""

    def parentheses(self, work: Work) -> list[Text]:
        version = work.text("version", "number")
        return [*self.contributors(work), version]

    def brackets(self, work: Work) -> list[Text]:
        return [work.text("titleaddon"), plain(description(work))]

    def note_on(self, related: Sequence[Related], work: Work) -> Text:
        return note_on_related(related, work)

    def source(self, work: Work) -> list[Text]:
        return [site(work, self)]


class BlogPost(Family):
    """A post on a blog, which reads like a periodical (§ 10.1): `@misc` with `organization`."""

    def is_part(self, work: Work) -> bool:
        return True

    def brackets(self, work: Work) -> list[Text]:
        return [work.text("titleaddon"), plain(description(work))]

    def note_on(self, related: Sequence[Related], work: Work) -> Text:
        return note_on_related(related, work)

    def source(self, work: Work) -> list[Text]:
        return [italic(work.text("organization", "journaltitle", "publisher", "eprint"))]


class Unspecified(Family):
    """What has no better type: `@misc`."""

    def parentheses(self, work: Work) -> list[Text]:
        version = work.text("version")
        return [
            *self.contributors(work),
            concat("Version ", version) if version else EMPTY,
            work.text("number"),
        ]

    def brackets(self, work: Work) -> list[Text]:
        return [work.text("titleaddon", "type"), plain(description(work))]

    def note_on(self, related: Sequence[Related], work: Work) -> Text:
        return note_on_related(related, work)

    def source(self, work: Work) -> list[Text]:
        return [self.publisher(work) or site(work, self), work.text("howpublished")]


def site(work: Work, family: Family) -> Text:
    """Return the name of the website, unless it is the author's (§ 9.33); of an archive for a preprint."""
    if work.text("eprinttype"):
        return plain(
            {"arxiv": "arXiv", "pubmed": "PubMed"}.get(
                work.string("eprinttype").lower(), work.string("eprinttype")
            )
        )
    return family.publisher(work, "eprint", "publisher", "organization", "institution")
