"""Citations + library → what they say: the rules that need the whole document (APA 7, §§ 8.6–8.21).

A `Document` first sees every citation, then words each one in reading order.
"""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from apa7.bibliography.garbage import unsearched
from apa7.bibliography.richtext import concat, flatten, merge, plain
from apa7.rules.forms import arrange
from apa7.rules.memory import once
from apa7.rules.sorting import date_key
from apa7.rules.works import family_of, write_reference

from .model import EMPTY, Bibliography, Citation, Cite, Citekey, Text, Work
from .rules import intext


class Words(NamedTuple):
    """A stretch of a citation.

    Attributes:
        text: What it says; empty where the author's own words stand.
        key: The work whose reference it links to, if any.
        own: The author's own Markdown: the number of the cite and "prefix", "suffix" or "source"
            (the suffix of the work that it is cited in).
        missing: Whether this is a key that names no work.
        begins: Whether the author's own words begin the parentheses, so that their comma goes.
    """

    text: Text = EMPTY
    key: Citekey | None = None
    own: tuple[int, str] | None = None
    missing: bool = False
    begins: bool = False


class Listed(NamedTuple):
    """An entry of the reference list.

    Attributes:
        work: The work.
        text: Its reference.
        letter: What tells it apart there from others of its authors and year.
    """

    work: Work
    text: Text
    letter: str = ""


class Placed(NamedTuple):
    """A cite in its place inside parentheses.

    Attributes:
        number: Which cite of the citation it is.
        cite: The cite.
        prefix: The number of the cite whose prefix stands before it, if any.
    """

    number: int
    cite: Cite
    prefix: int | None = None


class Document:
    """All citations of one document.

    Args:
        citations: In reading order.
        bibliography: Where their works are looked up.
        others: Works by key that are cited elsewhere and set letters and initials here, too.
    """

    @unsearched()
    def __init__(
        self,
        citations: Iterable[Citation],
        bibliography: Bibliography,
        others: Mapping[Citekey, Work] = MappingProxyType({}),
    ) -> None:
        self.citations = list(citations)
        self.works: dict[Citekey, Work] = dict(others)
        self._listed: set[Citekey] = set()
        for cite in (cite for citation in self.citations for cite in citation.all_cites()):
            if work := bibliography.get(cite.key):
                self.works[cite.key] = work
                # What is known at second hand isn't listed; the work that cites it is (§ 8.6).
                if not cite.cited_in and family_of(work).is_listed(work):
                    self._listed.add(work.key)
        self.ordered, self._forms = arrange(self.works.values())
        self._order = {work.key: number for number, work in enumerate(self.ordered)}
        self._introduced: set[str] = set()

    @unsearched()
    def references(self) -> list[Listed]:
        """Return the reference list."""
        listed = [work for work in self.ordered if work.key in self._listed]
        return [list_work(work, self._forms[work.key].letter) for work in listed]

    def word(self) -> list[list[Words]]:
        """Word every citation, in reading order."""
        self._introduced = set()
        return [self._word(citation) for citation in self.citations]

    def _word(self, citation: Citation) -> list[Words]:
        if not citation.narrative:
            return [_OPEN, *self._enclosed(citation.cites, 0), _CLOSE]
        first, *others = citation.cites
        name, inside = self._narrative(first)
        if citation.possessive:
            name = [*name, Words(plain("’s"), self._link(self.works.get(first.key)))]
        if others:
            inside = [*inside, _NEXT] if inside else []
            return [*name, Words(plain(" (")), *inside, *self._enclosed(others, 1), _CLOSE]
        # One link holds it all, unless it holds words about another work.
        key = None if first.cited_in else self._link(self.works.get(first.key))
        return [*name, Words(plain(" ("), key), *inside, Words(plain(")"), key)] if inside else name

    def _narrative(self, cite: Cite) -> tuple[list[Words], list[Words]]:
        """Word an author in the sentence, and what stands in the parentheses that follow."""
        work = self.works.get(cite.key)
        if work is None:
            return [_missing(cite)], self._after(0, cite, "")
        form = self._forms[work.key]
        short = intext.introduces(work, form, self._introduced)
        name = intext.label(work, form, narrative=True, introduced=self._introduced)
        self._introduced.update(_group(work, form))
        year = ", ".join(filter(None, (short, intext.year(work, form, narrative=True))))
        return [Words(name, self._link(work))], self._after(0, cite, year)

    def _enclosed(self, cites: Sequence[Cite], start: int) -> list[Words]:
        """Word works inside parentheses; `start` is the number of the first."""
        words: list[Words] = []
        before: Placed | None = None
        for placed in self._arranged(cites, start):
            merged = before is not None and self._continues(before, placed)
            if before:
                words.append(_SAME if merged else _NEXT)
            if placed.prefix is not None:
                words += [Words(own=(placed.prefix, "prefix")), Words(plain(" "))]
            words.append(self._name_and_year(placed.cite, named=placed.cite.author and not merged))
            words += self._after(placed.number, placed.cite)
            before = placed
        return words

    def _name_and_year(self, cite: Cite, *, named: bool = True) -> Words:
        """Word "Kea et al., 2019" for use inside parentheses."""
        work = self.works.get(cite.key)
        if work is None:
            return _missing(cite)
        form = self._forms[work.key]
        year = intext.year(work, form)
        name: Text = EMPTY
        if named or not year:
            name = intext.label(work, form, narrative=False, introduced=self._introduced)
            self._introduced.update(_group(work, form))
        return Words(_with_comma(name, year), self._link(work))

    def _after(self, number: int, cite: Cite, year: str | None = None) -> list[Words]:
        """Word the locator, the author's suffix and the work that this one is cited in.

        Args:
            number: Which cite of the citation it is.
            cite: The cite.
            year: The year, where the name stands outside the parentheses; None where it stands inside.
        """
        work = self.works.get(cite.key)
        key = self._link(work)
        begun = year is None
        where = ", ".join(filter(None, (year, intext.locate(cite.locator, work))))
        words = [Words(plain(f", {where}" if begun else where), key)] if where else []
        words += _own(number, "suffix", cite.suffix, key, begun=bool(begun or words))
        if source := cite.cited_in:
            joined = f", {source.prefix} " if begun or words else f"{source.prefix} "
            words += [Words(plain(joined)), self._name_and_year(source, named=source.author)]
            work = self.works.get(source.key)
            if where := intext.locate(source.locator, work):
                words.append(Words(plain(f", {where}"), self._link(work)))
            words += _own(number, "source", source.suffix, self._link(work), begun=True)
        return words

    def _link(self, work: Work | None) -> Citekey | None:
        return work.key if work and work.key in self._listed else None

    def _arranged(self, cites: Sequence[Cite], start: int) -> list[Placed]:
        """Put works into the order of the reference list (§ 8.12); a prefix ("see also") begins anew."""
        runs: list[list[Placed]] = []
        for number, cite in enumerate(cites, start):
            if not runs or cite.prefix:
                runs.append([])
            runs[-1].append(Placed(number, cite))
        arranged = []
        for run in runs:
            # Works without their authors follow the words before them, not the list.
            named = all(placed.cite.author for placed in run)
            first, *others = self._sorted(run) if named else run
            # The prefix stays in front of the run, whichever work comes first.
            arranged += [first._replace(prefix=run[0].number if run[0].cite.prefix else None), *others]
        return arranged

    def _sorted(self, run: list[Placed]) -> list[Placed]:
        """Sort works as the list does; those that "et al." makes alike by date (§§ 8.12, 8.18)."""
        if len(run) == 1:
            return run
        places = {placed.number: self._place(placed) for placed in run}
        first: dict[object, int] = {}
        labels = {placed.number: self._label(placed) for placed in run}
        for placed in run:
            label, place = labels[placed.number], places[placed.number]
            first[label] = min(first.get(label, place), place)

        def order(placed: Placed) -> tuple[int, object, int]:
            work = self.works.get(placed.cite.key)
            shortened = work is not None and intext.shortens(work)
            date = date_key(work) if work and shortened else ()
            return first[labels[placed.number]], date, places[placed.number]

        return sorted(run, key=order)

    def _label(self, placed: Placed) -> object:
        """Return what a work is cited by, if "et al." may make it the same as another's."""
        work = self.works.get(placed.cite.key)
        if work is None or not intext.shortens(work):
            return placed.number
        return intext.label(work, self._forms[work.key], narrative=False)

    def _place(self, placed: Placed) -> int:
        work = self.works.get(placed.cite.key)
        return self._order[work.key] if work else len(self._order)

    def _continues(self, before: Placed, placed: Placed) -> bool:
        """Tell whether a work follows another by the same authors: "(Zhou, 2000, 2016)"."""
        if placed.prefix is not None or before.cite.locator or before.cite.suffix or before.cite.cited_in:
            return False
        first, second = self.works.get(before.cite.key), self.works.get(placed.cite.key)
        if first is None or second is None or before.cite.author != placed.cite.author:
            return False
        names = intext.cited_names(first)
        same_names = bool(names) and names == intext.cited_names(second)
        return same_names and self._forms[first.key].shown == self._forms[second.key].shown


def list_work(work: Work, letter: str) -> Listed:
    """Return a work as a list has it; `letter` tells works of one author and year apart."""
    return Listed(work, write_listed(work, letter), letter)


@once
def write_listed(work: Work, letter: str) -> Text:
    """Return a work's reference as `list_work` has it."""
    return merge(write_reference(work, letter))


_OPEN, _CLOSE = Words(plain("(")), Words(plain(")"))
_NEXT, _SAME = Words(plain("; ")), Words(plain(", "))


def _missing(cite: Cite) -> Words:
    return Words(plain(cite.key), cite.key, missing=True)


def _own(number: int, place: str, suffix: str, key: Citekey | None, *, begun: bool) -> list[Words]:
    """Word a suffix, with a space before it unless it brings its comma or begins the parentheses."""
    if not suffix:
        return []
    space = [Words(plain(" "), key)] if begun and suffix[0] not in ",.;:" else []
    return [*space, Words(key=key, own=(number, place), begins=not begun)]


def _with_comma(name: Text, year: str) -> Text:
    """Put a comma between a name and the year; it goes inside a title's quotation marks (§ 6.7)."""
    if not (name and year):
        return name or plain(year)
    if not flatten(name).endswith("”"):
        return concat(name, f", {year}")
    last = name[-1]
    title = concat(name[:-1], (last._replace(text=last.text[:-1]),))
    return concat(title, "” " if flatten(title).endswith(("?", "!")) else ",” ", year)


def _group(work: Work, form: intext.Form) -> list[str]:
    return [intext.cited_names(work)[0].family] if form.short else []
