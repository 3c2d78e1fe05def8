"""What all references have in common: who, when, what, where (APA 7, § 9.4).

A family of works overrides what reads differently for it, in its own file in `works/`.
"""

from ..model import Name, Work
from ..richtext import EMPTY, Text, close, concat, flatten, italic, join, plain, sentences
from . import dates, links, titles
from .names import enumerate_names, in_brackets, inverted

CONTRIBUTORS = {
    "editor": ("Ed.", "Eds."),
    "translator": ("Trans.", "Trans."),
    "narrator": ("Narr.", "Narrs."),
    "annotator": ("Annot.", "Annots."),
    "commentator": ("Comment.", "Comments."),
    "introduction": ("Intro.", "Intros."),
    "foreword": ("Foreword", "Forewords"),
    "performer": ("Perf.", "Perfs."),
}
"""Who else had a hand in a work, and how that is abbreviated after their names (§ 9.24)."""

ROLES = {
    "director": ("Director", "Directors"),
    "writer": ("Writer", "Writers"),
    "host": ("Host", "Hosts"),
    "producer": ("Producer", "Producers"),
    "execproducer": ("Executive Producer", "Executive Producers"),
    "guestexpert": ("Guest Expert", "Guest Experts"),
    "interviewer": ("Interviewer", "Interviewers"),
    "artist": ("Artist", "Artists"),
    "photographer": ("Photographer", "Photographers"),
    "composer": ("Composer", "Composers"),
    "lyricist": ("Lyricist", "Lyricists"),
    "editor": ("Ed.", "Eds."),
}
"""What an author did, as `author+an:role` says it, and how it is written after the name (§ 9.10)."""

_ROLE_ORDER = ("writer", "director")


class Family:
    """A family of works that read alike.

    Attributes:
        precise: Whether references give the month and day (§ 9.14) or the year alone.
        part: Whether the work is part of a greater whole: its title is then upright here and
            in quotation marks in the text, and the whole's title is in italics (§ 9.19).
    """

    precise = True
    part = False

    # Who

    def creators(self, work: Work) -> tuple[Name, ...]:
        """Return the names that the work is listed and cited by."""
        return work.names("author", "editor")

    def author(self, work: Work) -> Text:
        """Return the author element: "Forman, M. (Director)"."""
        field = next((role for role in ("author", "editor") if work.names(role)), "author")
        names = self.creators(work)
        if not names:
            return EMPTY
        text = enumerate_names(names, inverted, lambda number: _describe(work, field, number, len(names)))
        if label := _label_of_all(work, field, len(names)):
            text = concat(text, f" ({label})")
        elif field == "editor":
            text = concat(text, " (Ed.)" if len(names) == 1 else " (Eds.)")
        if work.names("with"):
            text = concat(text, " (with ", enumerate_names(work.names("with")), ")")
        return text

    # When

    def date(self, work: Work, letter: str) -> Text:
        """Return the date element: "(2020, March 26)", "[ca. 350 B.C.E.]"."""
        date = dates.full(work, letter, precise=self.precise)
        return plain(f"[{date}]" if dates.is_circa(work) else f"({date})")

    # What

    def title(self, work: Work) -> Text:
        """Return the title element with what follows it in parentheses and brackets."""
        return self.describe(self.named(work), self.parentheses(work), self.brackets(work))

    def named(self, work: Work) -> Text:
        """Return the title as it is set: in italics, or upright for a part of a whole; translated titles in brackets."""
        own = titles.in_sentence_case(work) if self.part else titles.numbered_title(work)
        if not (own and work.text("origtitle")):
            return own if self.part else italic(own)
        original = work.text("origtitle") if self.part else italic(work.text("origtitle"))
        return concat(original, " [", own, "]")

    def parentheses(self, work: Work) -> list[Text]:
        """Return what stands in parentheses after the title."""
        return self.contributors(work)

    def brackets(self, work: Work) -> list[Text]:
        """Return the descriptions that stand in brackets after the title (§ 9.21)."""
        return [work.text("titleaddon")]

    @staticmethod
    def describe(title: Text, parentheses: list[Text], brackets: list[Text]) -> Text:
        """Put a title, its parentheses and its brackets together."""
        inside = join("; ", parentheses)
        described = [concat("[", note, "]") for note in brackets if note]
        return join(" ", [title, concat("(", inside, ")") if inside else EMPTY, *described])

    def contributors(self, work: Work) -> list[Text]:
        """Return who else worked on it: "J. Strachey, Ed. & Trans."."""
        grouped: dict[tuple[Name, ...], list[tuple[str, str]]] = {}
        for role, label in CONTRIBUTORS.items():
            names = work.names(role)
            if names and names is not self.creators(work):
                grouped.setdefault(names, []).append(label)
        return [
            in_brackets(names, " & ".join(one for one, _ in labels), " & ".join(more for _, more in labels))
            for names, labels in grouped.items()
        ]

    # Where

    def source(self, work: Work) -> list[Text]:
        """Return the sentences of the source element."""
        return [self.publisher(work)]

    def publisher(self, work: Work, *fields: str) -> Text:
        """Return who published it, unless they are the authors, too (§ 9.29)."""
        authors = {name.family.casefold() for name in self.creators(work)}
        for field in fields or ("publisher", "institution", "organization"):
            listed = work.lists.get(field) or ((work.text(field),) if work.text(field) else ())
            if listed:
                return join("; ", (item for item in listed if flatten(item).casefold() not in authors))
        return EMPTY

    def changing(self, work: Work) -> bool:
        """Tell whether the work is meant to change, so that the day of retrieval matters (§ 9.16)."""
        return dates.issued(work) is None and not dates.is_in_press(work)

    def after(self, work: Work) -> Text:
        """Return what follows everything: "(Original work published 1900)" (§ 9.41)."""
        if original := work.dates.get("origdate"):
            return plain(f"(Original work published {dates.span(original)})")
        if work.string("relatedtype") in ("reprintfrom", "reprintof") and work.related:
            from .works import family_of

            first = work.related[0]
            return concat("(Reprinted from ", family_of(first).as_origin(first), ")")
        return EMPTY

    # Together

    def reference(self, work: Work, letter: str = "") -> Text:
        """Return the whole reference.

        Args:
            work: The work.
            letter: The letter that tells works of one author and year apart.
        """
        author, date, title = self.author(work), self.date(work, letter), self.title(work)
        elements = [author, date, title] if author else [title, date]
        text = concat(star(work), sentences([*elements, *self.source(work)]))
        address = links.retrieval(work, changing=self.changing(work))
        return join(" ", [text, address, self.after(work)])

    def as_origin(self, work: Work) -> Text:
        """Return the work as a reprint names it: "Title", 1981, source."""
        title = titles.in_sentence_case(work)
        named = concat("“", title, ",”") if self.part else concat(italic(title), ",")
        where = [plain(dates.year(work)), *self.origin_source(work), links.retrieval(work, changing=False)]
        return concat(named, " ", join(", ", where))

    def origin_source(self, work: Work) -> list[Text]:
        """Return where the original stood, for a reprint's note."""
        return [enumerate_names_by(work), self.publisher(work)]

    # In the text

    def cited_title(self, work: Work) -> Text:
        """Return what a citation says instead of an author: a title in italics or quotation marks (§ 8.14)."""
        short = work.text("shorttitle")
        title = titles.title_case(short or work.text("title", "maintitle", "titleaddon"))
        return concat("“", title, "”") if self.part else italic(title)

    def label(self, work: Work, *, narrative: bool) -> Text:
        """Return what a citation of a work without authors says; a law's may differ in running text."""
        return self.cited_title(work)

    def cited_year(self, work: Work, letter: str) -> str:
        """Return the year as citations give it; an empty string when the label says it already."""
        return dates.year(work, letter)


def enumerate_names_by(work: Work) -> Text:
    """Return "by A. Author" for a note on another work."""
    from .names import straight

    names = work.names("author", "editor")
    return concat("by ", enumerate_names(names, straight)) if names else EMPTY


def role_label(role: str, number: int = 1) -> str:
    """Return how a role is written after one or several names."""
    one, several = ROLES.get(role) or ROLES.get(role.removesuffix("s")) or (role.capitalize(), role.capitalize())
    return several if number > 1 or (role not in ROLES and role.removesuffix("s") in ROLES) else one


def _roles(work: Work, field: str, number: int) -> list[str]:
    roles = [role.strip() for role in work.note(field, "role", number).split(",") if role.strip()]
    return sorted(roles, key=lambda role: _ROLE_ORDER.index(role) if role in _ROLE_ORDER else len(_ROLE_ORDER))


def _label_of_all(work: Work, field: str, count: int) -> str:
    """Return the role that all share: a note on the list, or the same note on each of several."""
    if whole := work.note(field, "role", 0):
        return role_label(whole, 1 if whole in ROLES and count == 1 else 2)
    each = {tuple(_roles(work, field, number)) for number in range(1, count + 1)}
    shared = next(iter(each)) if len(each) == 1 else ()
    return " & ".join(role_label(role, count) for role in shared) if count > 1 else ""


def _describe(work: Work, field: str, number: int, count: int) -> str:
    """Return what follows one name: its handle (§ 9.8) and its role (§ 9.10)."""
    username = work.note(field, "username", number)
    described = f" [{username}]" if username else ""
    if not _label_of_all(work, field, count):
        roles = " & ".join(role_label(role) for role in _roles(work, field, number))
        described += f" ({roles})" if roles else ""
    return described


def star(work: Work) -> str:
    """Return the asterisk that marks the works of a meta-analysis (§ 9.52): those with the keyword "meta"."""
    return "*" if work.has_keyword("meta") else ""


def ordinal(number: str) -> str:
    """Return "2" as "2nd", and what isn't a number as it is."""
    if not number.isdigit():
        return number
    ending = "th" if number[-2:] in ("11", "12", "13") else {"1": "st", "2": "nd", "3": "rd"}.get(number[-1], "th")
    return f"{number}{ending}"


def edition(work: Work) -> str:
    """Return "2nd ed." or "Summer 2019 ed."."""
    words = {"first": "1st", "second": "2nd", "third": "3rd", "fourth": "4th", "fifth": "5th", "sixth": "6th",
             "seventh": "7th", "eighth": "8th", "ninth": "9th", "tenth": "10th", "revised": "Rev."}  # fmt: skip
    text = work.string("edition")
    if not text or text == "1":
        return ""
    text = words.get(text.lower(), ordinal(text))
    return text if text.endswith("ed.") else f"{text} ed."


def pages(work: Work) -> str:
    """Return the pages with an en dash: "33–35"."""
    return page_range(work.string("pages"))


def page_range(text: str) -> str:
    """Write ranges with an en dash, and a comma between them with a space."""
    import re

    return re.sub(r"\s*,\s*", ", ", re.sub(r"(?<=\w)\s*[-–—]+\s*(?=\w)", "–", text))


def labelled_pages(work: Work) -> str:
    """Return "p. 3" or "pp. 33–35"."""
    found = pages(work)
    if not found:
        return ""
    several = "–" in found or "," in found or found.endswith(("f", "ff"))
    return f"{'pp.' if several else 'p.'} {found}"


__all__ = [
    "CONTRIBUTORS", "ROLES", "Family", "close", "edition", "labelled_pages", "ordinal", "page_range", "pages", "role_label",
]  # fmt: skip
