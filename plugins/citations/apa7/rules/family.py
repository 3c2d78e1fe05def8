"""What all references have in common: who, when, what, where (APA 7, § 9.4).

A family of works overrides what reads differently for it, in its own file in `works/`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from apa7.bibliography.groups import fold_name
from apa7.bibliography.patterns import late
from apa7.bibliography.richtext import concat, flatten, italic, join, plain, sentences
from apa7.model import EMPTY, Name, Text, Work

from . import dates, details, links, roles, titles
from .descriptions import as_description
from .names import enumerate_names, inverted

_BUSINESS = late(
    r"(?:,?\s+(?:\(?(?:pty|pte|pvt|private|proprietary)\.?\)?\s+)?(?:inc(?:orporated)?|ltd|limited|l\.?l\.?c|l\.?l\.?p"
    r"|plc|gmbh(?: & co\.? kg)?|b\.?v|n\.v|s\.?a\.?r\.l|s\.p\.a|s\.a|ag)\.?)+$",
    re.IGNORECASE,
)


class Family:
    """A family of works that read alike.

    How the works that one names in `related` read is told by who asks for its reference.
    """

    def is_part(self, work: Work) -> bool:
        """Tell whether the work is part of a greater whole.

        Its title is then upright in references and in quotation marks in the text; the
        whole's title is in italics (§ 9.19).
        """
        return False

    # Who

    def creators(self, work: Work) -> tuple[Name, ...]:
        """Return the names that the work is listed and cited by."""
        return work.people.get("author") or work.people.get("editor") or ()

    def author(self, work: Work) -> Text:
        """Return the author element: "Forman, M. (Director)"."""
        people = work.people
        field = "editor" if people.get("editor") and not people.get("author") else "author"
        names = self.creators(work)
        if not names:
            return EMPTY
        label = ""
        if work.annotations or "nameaddon" in work.texts:
            label = roles.label_of_all(work, field, len(names))
            text = enumerate_names(
                names, inverted, lambda number: roles.describe_name(work, field, number, role=not label)
            )
        else:
            text = enumerate_names(names)
        if label:
            text = concat(text, f" ({label})")
        elif field == "editor":
            text = concat(text, " (Ed.)" if len(names) == 1 else " (Eds.)")
        if "with" in people and work.names("with"):
            text = concat(text, " (with ", enumerate_names(work.names("with")), ")")
        return text

    # When

    def gives_day(self, work: Work) -> bool:
        """Tell whether the reference gives the month and day (§ 9.14), or the year alone."""
        return True

    def date(self, work: Work, letter: str) -> Text:
        """Return the date element: "(2020, March 26)", "[ca. 350 B.C.E.]"."""
        date = dates.full(work, letter, precise=self.gives_day(work))
        return plain(f"[{date}]" if dates.is_circa(work) else f"({date})")

    # What

    def title(self, work: Work, related: Sequence[Related] = ()) -> Text:
        """Return the title element with what follows it in parentheses and brackets."""
        notes = []
        for note in self.brackets(work):
            if note:
                # What an author calls a subtype stays as it is.
                kept = "entrysubtype" in work.texts and flatten(note).lower() == work.subtype
                notes.append(note if kept else as_description(note))
        return self.describe(self.named(work), self.parentheses(work), [*notes, self.note_on(related, work)])

    def named(self, work: Work) -> Text:
        """Return the title in italics, or upright for a part of a whole; a translated title in brackets."""
        part = self.is_part(work)
        own = titles.in_sentence_case(work) if part else titles.numbered_title(work)
        original = work.texts.get("origtitle", EMPTY) if own else EMPTY
        shown = original or own
        styled = shown if part else italic(shown)
        return concat(styled, " [", own, "]") if original else styled

    def parentheses(self, work: Work) -> list[Text]:
        """Return what stands in parentheses after the title."""
        return self.contributors(work)

    def brackets(self, work: Work) -> list[Text]:
        """Return the descriptions that stand in brackets after the title (§ 9.21)."""
        return [work.text("titleaddon")]

    def note_on(self, related: Sequence[Related], work: Work) -> Text:
        """Return what stands in the last brackets about works that this one is about (§ 10.7)."""
        return EMPTY

    @staticmethod
    def describe(title: Text, parentheses: list[Text], brackets: list[Text]) -> Text:
        """Put a title, its parentheses and its brackets together."""
        if not any(parentheses) and not any(brackets):
            return title
        inside = join("; ", parentheses)
        described = [concat("[", note, "]") for note in brackets if note]
        return join(" ", [title, concat("(", inside, ")") if inside else EMPTY, *described])

    def contributors(self, work: Work) -> list[Text]:
        """Return who else worked on it: "J. Strachey, Ed. & Trans."."""
        return roles.contributors(work, self.creators(work))

    # Where

    def source(self, work: Work) -> list[Text]:
        """Return the sentences of the source element."""
        return [self.publisher(work)]

    def publisher(self, work: Work, *fields: str) -> Text:
        """Return who published it, unless they are the authors, too (§ 9.29)."""
        for field in fields or ("publisher", "institution", "organization"):
            listed = work.lists.get(field)
            if not listed and (text := work.texts.get(field)):
                listed = (text,)
            if listed:
                authors = group_names(work, self.creators(work))
                return join(
                    "; ",
                    (
                        without_business(item)
                        for item in listed
                        if not _is_one_of(fold_name(flatten(item)), authors)
                    ),
                )
        return EMPTY

    def changing(self, work: Work) -> bool:
        """Tell whether the work is meant to change, so that the day of retrieval matters (§ 9.16)."""
        return dates.issued(work) is None and not dates.is_in_press(work)

    def after(self, work: Work, related: Sequence[Related] = ()) -> Text:
        """Return what follows everything: "(Original work published 1900)" (§ 9.41)."""
        if related and work.string("relatedtype") in ("reprintfrom", "reprintof"):
            first = related[0]
            return concat("(Reprinted from ", first.family.as_origin(first.work, work), ")")
        if original := dates.original(work):
            return plain(f"(Original work published {dates.span(original)})")
        return EMPTY

    # Together

    def reference(self, work: Work, letter: str = "", related: Sequence[Related] = ()) -> Text:
        """Return the whole reference.

        Args:
            work: The work.
            letter: The letter that tells works of one author and year apart.
            related: The works that it names in `related`, each with how it reads.
        """
        author, date, title = self.author(work), self.date(work, letter), self.title(work, related)
        elements = [author, date, title] if author else [title, date]
        text = sentences([*elements, *self.source(work)])
        if marked := star(work):
            text = concat(marked, text)
        # Whether it changes is asked only where the day of a visit is known.
        address = links.retrieval(work, changing="urldate" in work.dates and self.changing(work))
        return join(" ", [text, address, self.after(work, related)])

    def as_origin(self, work: Work, reprint: Work) -> Text:
        """Return the work as a reprint names it (§ 9.41): "Title," 1981, source."""
        title = titles.in_sentence_case(work)
        named = concat("“", title, ",”") if self.is_part(work) else concat(italic(title), ",")
        same = not self.creators(work) or self.creators(work) == reprint.names("author", "editor")
        where = [EMPTY if same else roles.by_line(work), plain(dates.year(work)), *self.origin_source(work)]
        where = where if self.is_part(work) else [plain(details.labelled_pages(work)), *where]
        return concat(named, " ", join(", ", [*where, links.retrieval(work, changing=False)]))

    def origin_source(self, work: Work) -> list[Text]:
        """Return where the original stood, for a reprint's note."""
        return [self.publisher(work)]

    def is_listed(self, work: Work) -> bool:
        """Tell whether the work stands in reference lists."""
        return True

    # In the text

    def cited_title(self, work: Work) -> Text:
        """Return what stands for an author in the text: a title in italics or quotation marks (§ 8.14)."""
        title = titles.in_title_case(work, "shorttitle", "title", "maintitle", "titleaddon")
        return concat("“", title, "”") if self.is_part(work) else italic(title)

    def label(self, work: Work, *, narrative: bool) -> Text:
        """Return what a citation of a work without authors says; a law's may differ in running text."""
        return self.cited_title(work)

    def cited_year(self, work: Work, letter: str) -> str:
        """Return the year as citations give it; an empty string when the label says it already."""
        return dates.year(work, letter)

    def narrative_year(self, work: Work, letter: str) -> str:
        """Return the year that follows a name in running text."""
        return self.cited_year(work, letter)


def without_business(publisher: Text) -> Text:
    """Leave out what kind of business a publisher is, which no reference says (§ 9.29): "Inc.", "Ltd"."""
    if not publisher or not (found := _BUSINESS.search(publisher[-1].text)):
        return publisher
    kept = publisher[-1].text[: found.start()]
    return (*publisher[:-1], publisher[-1]._replace(text=kept)) if kept else publisher


def _is_one_of(publisher: str, authors: Collection[str]) -> bool:
    return publisher in authors or (len(publisher) < 10 and "".join(sorted(publisher)) in authors)


def group_names(work: Work, names: Sequence[Name]) -> set[str]:
    """Return what the groups that wrote a work are called, for a publisher of that name is left out (§ 9.29).

    A publisher may have the surname of a person, which is another matter; "Author" was said for it once.
    """
    groups = [name.family for name in names if not name.given]
    called = {"author", "authors"} if groups else set()
    for name in (*groups, *(short.family for short in work.names("shortauthor") if not short.given)):
        called.update(map(fold_name, (name, *re.split(r"\s+[–—|/-]\s+", name))))
    return called | {roles.initialism(name) for name in names if name.group}


class Related(NamedTuple):
    """A work that another one names in `related`, and how it reads."""

    family: Family
    work: Work


def star(work: Work) -> str:
    """Return the asterisk that marks the works of a meta-analysis (§ 9.52): those with the keyword "meta"."""
    return "*" if "keywords" in work.texts and work.has_keyword("meta") else ""
