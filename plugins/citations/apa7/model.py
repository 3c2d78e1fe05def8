"""The nouns: what an author writes (Citation), what a .bib holds (Work), what a page shows (Reference)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, NewType, Protocol, TypeAlias

Citekey = NewType("Citekey", str)
"""The name of a work in a .bib file: `novell2013`."""


class Piece(NamedTuple):
    """A run of characters that look alike.

    Attributes:
        text: The characters.
        italic: Whether they are set in italics.
        protected: Whether their capitals stay as they are (braces in the .bib file).
        url: Where they link to, or an empty string.
        math: Whether they are signs of a formula, which say nothing of the words around them.
    """

    text: str
    italic: bool = False
    protected: bool = False
    url: str = ""
    math: bool = False


Text: TypeAlias = tuple[Piece, ...]

EMPTY: Text = ()


@dataclass(frozen=True)
class Locator:
    """Where in a work: "pp. 33–35" is Locator("page", "33–35").

    Attributes:
        label: One of `syntax.LABELS`, or an empty string for what needs no label (a timestamp, a verse).
        value: What follows the label, as written.
        inner: Where in that part: "p. 45" of "Chapter 3, p. 45".
    """

    label: str
    value: str
    inner: "Locator | None" = None


@dataclass(frozen=True)
class Cite:
    """One work in a citation: `see @doe99, pp. 33-35 and *passim*`.

    Attributes:
        key: The work's citekey.
        prefix: Markdown before the key.
        locator: Where in the work.
        suffix: Markdown after the key and locator, with its leading comma, if any.
        author: False when the author is left out: `-@doe99`.
        cited_in: The work that cites this one, for works known at second hand (APA 7, § 8.6);
            its prefix is what joins them: "as cited in".
    """

    key: Citekey
    prefix: str = ""
    locator: Locator | None = None
    suffix: str = ""
    author: bool = True
    cited_in: "Cite | None" = None


@dataclass(frozen=True)
class Citation:
    """What stands at one place of a text: `[@doe99; @roe04]`, or `@doe99 [p. 3]`.

    Attributes:
        cites: The works, in the order written.
        narrative: Whether the first work's author is part of the sentence.
        possessive: Whether that author owns what follows: `@doe99's view`.
    """

    cites: tuple[Cite, ...]
    narrative: bool = False
    possessive: bool = False

    def all_cites(self) -> Iterator[Cite]:
        """Go through the works, with those that others are cited in."""
        for cite in self.cites:
            yield cite
            if cite.cited_in:
                yield cite.cited_in


@dataclass(frozen=True)
class Name:
    r"""A person or a group.

    Attributes:
        family: The family name, or a group's whole name.
        given: The given names or initials, as written.
        prefix: The particle: "von", "de la".
        suffix: "Jr.", "III".
        group: Whether this is a group (an organisation).
        use_prefix: Whether the particle is part of the name that one cites and sorts by.
        initials: Initials that the author of the .bib file stated (`given-i=`), or an empty string.
        mark: Tells names apart that look alike (a trailing `\relax` in the .bib file).
    """

    family: str
    given: str = ""
    prefix: str = ""
    suffix: str = ""
    group: bool = False
    use_prefix: bool = True
    initials: str = field(default="", compare=False)
    mark: str = ""


OTHERS = Name("others", group=True, mark="others")
"""Stands for `and others` at the end of a list of names."""


def is_others(name: Name) -> bool:
    """Tell whether this is `OTHERS`, also where somebody made it anew."""
    return name.mark == "others" and name == OTHERS


@dataclass(frozen=True)
class Day:
    """A day, or as much of it as is known.

    Attributes:
        year: Astronomical: 0 is 1 B.C.E., -349 is 350 B.C.E.
        month: 1–12, or 21–24 for spring, summer, autumn and winter.
        day: 1–31.
        circa: Whether it is approximate.
        uncertain: Whether it is in doubt.
        season: What the .bib file calls the season, if it says it in words: "Fall".
    """

    year: int
    month: int | None = None
    day: int | None = None
    circa: bool = False
    uncertain: bool = False
    season: str = field(default="", compare=False)


@dataclass(frozen=True)
class When:
    """A date or a range of dates.

    Attributes:
        start: The day or the first day; None when unknown.
        end: The last day of a range.
        open: Whether the range goes on.
        text: What the .bib file says instead of a date: "in press".
    """

    start: Day | None
    end: Day | None = None
    open: bool = False
    text: str = ""


@dataclass
class Work:
    """An entry of a .bib file, read; nobody changes it, though freezing it would take longer than making it.

    Attributes:
        key: Its citekey.
        type: Its entry type in lower case, as written: "article".
        texts: Fields that hold text; those that hold several have them with semicolons between them.
        lists: Fields that hold several texts: publisher, location.
        people: Fields that hold names.
        dates: Fields that hold dates.
        annotations: Notes on list items by "field:name" and number, 0 for the whole list (`author+an:role`).
        related: The works that it names in `related`, in that order; these may name it, too.
        path: The file it was read from.
        line: The line of its first line there.
        source: The fields as written, for export.
        capitals: Names that keep their capitals in titles besides those that are known.
        known: What was found out about it, so that it need not be found out again (`rules/memory.py`).
    """

    key: Citekey
    type: str
    texts: Mapping[str, Text] = field(default_factory=dict, repr=False)
    lists: Mapping[str, tuple[Text, ...]] = field(default_factory=dict, repr=False)
    people: Mapping[str, tuple[Name, ...]] = field(default_factory=dict, repr=False)
    dates: Mapping[str, When] = field(default_factory=dict, repr=False)
    annotations: Mapping[str, Mapping[int, str]] = field(default_factory=dict, repr=False)
    related: Sequence["Work"] = field(default=(), repr=False, compare=False)
    path: str = ""
    line: int = 0
    source: Mapping[str, str] = field(default_factory=dict, repr=False)
    capitals: tuple[str, ...] = field(default=(), repr=False, compare=False)
    known: dict[object, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __getstate__(self) -> dict[str, Any]:
        """Keep on the disk what was read alone."""
        return {**vars(self), "known": {}}

    def text(self, *names: str) -> Text:
        """Return the first of these fields that isn't empty."""
        texts = self.texts
        for name in names:
            if found := texts.get(name):
                return found
        return EMPTY

    def string(self, *names: str) -> str:
        """Return the first of these fields that isn't empty, without its markup."""
        texts = self.texts
        for name in names:
            if found := texts.get(name):
                return found[0][0] if len(found) == 1 else "".join([piece[0] for piece in found])
        return ""

    def names(self, *roles: str) -> tuple[Name, ...]:
        """Return the names in the first of these fields that isn't empty."""
        for role in roles:
            if found := self.people.get(role):
                return found
        return ()

    def note(self, field: str, name: str, number: int) -> str:
        """Return what an annotation says about one item of a list: `author+an:role = {1=director}`."""
        return self.annotations.get(f"{field}:{name}", {}).get(number, "")

    def has_keyword(self, keyword: str) -> bool:
        """Tell whether `keywords` lists this word."""
        listed = self.string("keywords") if "keywords" in self.texts else ""
        return keyword in listed and keyword in map(str.strip, listed.split(","))

    @property
    def subtype(self) -> str:
        """The `entrysubtype` in lower case: what kind of its type this is."""
        return self.string("entrysubtype").lower() if "entrysubtype" in self.texts else ""


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry of a reference list, as other plugins and templates read it.

    Attributes:
        key: The work's citekey.
        anchor: The id of the entry in the page.
        text: The reference as plain text.
        html: The reference as HTML, without its anchor and backlinks.
        doi: The DOI without its resolver, or None.
        url: Where the work is: the DOI's link, the URL or None.
        archive: Where an archive keeps a copy of it, or None.
        make_csl: Makes `csl`, the work as a CSL-JSON item, when that is first asked for.
    """

    key: str
    anchor: str
    text: str
    html: str
    doi: str | None
    url: str | None
    archive: str | None
    make_csl: Callable[[], dict[str, Any]] = field(repr=False, compare=False)
    csl: dict[str, Any] = field(init=False, repr=False)

    def __getattr__(self, name: str) -> Any:
        if name != "csl":
            raise AttributeError(name)
        object.__setattr__(self, "csl", self.make_csl())
        return self.csl


class Bibliography(Protocol):
    """Where works are looked up: a `library.Library`, or anything else with these methods."""

    def get(self, key: str) -> Work | None:
        """Return the work of this key or alias."""

    def __iter__(self) -> Iterator[Citekey]:
        """Go through all keys in the order of the files."""

    def __len__(self) -> int:
        """Count the works."""
