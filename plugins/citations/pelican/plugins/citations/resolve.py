"""Citations + library → what they say: the rules that need the whole document (APA 7, §§ 8.12–8.21).

A `Document` first sees every citation, then words each one in reading order.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from .apa import dates, intext
from .apa.names import initials, surname
from .apa.sorting import sort_key
from .apa.works import family_of
from .model import Bibliography, Citation, Cite, Citekey, Work
from .richtext import EMPTY, Text, concat, flatten, merge, plain


class Words(NamedTuple):
    """A stretch of a citation.

    Attributes:
        text: What it says; empty where the author's own words stand.
        key: The work it belongs to and links to, if any.
        own: The author's own Markdown: the number of the cite and "prefix" or "suffix".
        missing: Whether the key names no work.
    """

    text: Text = EMPTY
    key: Citekey | None = None
    own: tuple[int, str] | None = None
    missing: bool = False


class Listed(NamedTuple):
    """An entry of the reference list."""

    work: Work
    text: Text


def arrange(works: Iterable[Work]) -> tuple[list[Work], dict[Citekey, intext.Form]]:
    """Put works into the order of a reference list and find the form in which each is cited."""
    ordered = sorted({work.key: work for work in works}.values(), key=sort_key)
    with_initials = _needing_initials(ordered)
    letters = _letters(ordered)
    forms = {
        work.key: intext.Form(initials=work.key in with_initials, letter=letters.get(work.key, ""))
        for work in ordered
    }
    for key, shown in _needing_names(ordered, forms):
        forms[key] = forms[key]._replace(shown=shown)
    return ordered, forms


class Document:
    """All citations of one document.

    Args:
        citations: In reading order.
        bibliography: Where their works are looked up.
        others: Works by key that are cited elsewhere and set letters and initials here, too.
    """

    def __init__(
        self,
        citations: Iterable[Citation],
        bibliography: Bibliography,
        others: Mapping[Citekey, Work] = MappingProxyType({}),
    ) -> None:
        self.citations = list(citations)
        self.works: dict[Citekey, Work] = dict(others)
        for citation in self.citations:
            for cite in citation.cites:
                if work := bibliography.get(cite.key):
                    self.works[cite.key] = work
        self.ordered, self._forms = arrange(self.works.values())
        self._order = {work.key: number for number, work in enumerate(self.ordered)}

    def references(self) -> list[Listed]:
        """Return the reference list."""
        return [
            Listed(work, merge(family_of(work).reference(work, self._forms[work.key].letter)))
            for work in self.ordered
        ]

    def word(self) -> list[list[Words]]:
        """Word every citation, in reading order."""
        introduced: set[str] = set()
        return [self._word(citation, introduced) for citation in self.citations]

    def _word(self, citation: Citation, introduced: set[str]) -> list[Words]:
        if not citation.narrative:
            return [_OPEN, *self._enclosed(citation.cites, 0, introduced), _CLOSE]
        first, *others = citation.cites
        name, inside = self._narrative(first, introduced)
        if others:
            inside = [*inside, _NEXT] if inside else []
            inside += self._enclosed(others, 1, introduced)
            return [*name, Words(plain(" (")), *inside, _CLOSE]
        key = None if first.key not in self.works else name[0].key
        return [*name, Words(plain(" ("), key), *inside, Words(plain(")"), key)] if inside else name

    def _narrative(self, cite: Cite, introduced: set[str]) -> tuple[list[Words], list[Words]]:
        """Word an author in the sentence, and what stands in the parentheses that follow."""
        work = self.works.get(cite.key)
        if work is None:
            return [Words(plain(cite.key), cite.key, missing=True)], self._trail(0, cite, None, "")
        form = self._forms[work.key]
        short = intext.introduces(work, introduced)
        name = intext.label(work, form, narrative=True, introduced=introduced)
        introduced.update(_group(work))
        year = ", ".join(filter(None, (short, intext.year(work, form))))
        return [Words(name, work.key)], self._trail(0, cite, work, year)

    def _enclosed(self, cites: Sequence[Cite], start: int, introduced: set[str]) -> list[Words]:
        """Word works inside parentheses; `start` is the number of the first."""
        words: list[Words] = []
        before: Placed | None = None
        for placed in self._arranged(cites, start):
            cite, work = placed.cite, self.works.get(placed.cite.key)
            merged = before is not None and self._continues(before, placed)
            if before:
                words.append(_SAME if merged else _NEXT)
            if placed.prefix is not None:
                words += [Words(own=(placed.prefix, "prefix")), Words(plain(" "))]
            if work is None:
                words.append(Words(plain(cite.key), cite.key, missing=True))
                words += self._trail(placed.number, cite, None, "", after_name=True)
            else:
                form = self._forms[work.key]
                year = intext.year(work, form)
                name: Text = EMPTY
                if (cite.author or not year) and not merged:
                    name = intext.label(work, form, narrative=False, introduced=introduced)
                    introduced.update(_group(work))
                words.append(Words(_with_comma(name, year), work.key))
                words += self._trail(placed.number, cite, work, "", after_name=True)
            before = placed
        return words

    def _trail(
        self, number: int, cite: Cite, work: Work | None, year: str, *, after_name: bool = False
    ) -> list[Words]:
        """Word the year, the locator and the author's suffix."""
        key = work.key if work else None
        where = ", ".join(filter(None, (year, intext.locate(cite.locator, work))))
        words = [Words(plain(f", {where}" if after_name else where), key)] if where else []
        if cite.suffix:
            joined = cite.suffix[0] in ",.;:"
            space = [] if joined or not (words or after_name) else [Words(plain(" "), key)]
            words += [*space, Words(key=key, own=(number, "suffix"))]
        return words

    def _arranged(self, cites: Sequence[Cite], start: int) -> list["Placed"]:
        """Put works into the order of the reference list (§ 8.12); a prefix ("see also") begins anew."""
        runs: list[list[Placed]] = []
        for number, cite in enumerate(cites, start):
            if not runs or cite.prefix:
                runs.append([])
            runs[-1].append(Placed(number, cite))
        arranged = []
        for run in runs:
            first, *others = sorted(run, key=self._place)
            # The prefix stays in front of the run, whichever work comes first.
            arranged += [first._replace(prefix=run[0].number if run[0].cite.prefix else None), *others]
        return arranged

    def _place(self, placed: "Placed") -> int:
        work = self.works.get(placed.cite.key)
        return self._order[work.key] if work else len(self._order)

    def _continues(self, before: "Placed", placed: "Placed") -> bool:
        """Tell whether a work follows another by the same authors: "(Zhou, 2000, 2016)"."""
        if placed.prefix is not None or before.cite.locator or before.cite.suffix:
            return False
        first, second = self.works.get(before.cite.key), self.works.get(placed.cite.key)
        if first is None or second is None or not (before.cite.author and placed.cite.author):
            return False
        names = intext.cited_names(first)
        same_names = bool(names) and names == intext.cited_names(second)
        return same_names and self._forms[first.key].shown == self._forms[second.key].shown


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


_OPEN, _CLOSE = Words(plain("(")), Words(plain(")"))
_NEXT, _SAME = Words(plain("; ")), Words(plain(", "))


def _with_comma(name: Text, year: str) -> Text:
    """Put a comma between a name and the year; it goes inside a title's quotation marks (§ 6.7)."""
    if not (name and year):
        return name or plain(year)
    if not flatten(name).endswith("”"):
        return concat(name, f", {year}")
    last = name[-1]
    title = concat(name[:-1], (last._replace(text=last.text[:-1]),))
    return concat(title, "” " if flatten(title).endswith(("?", "!")) else ",” ", year)


def _group(work: Work) -> list[str]:
    return [intext.cited_names(work)[0].family] if intext.abbreviation(work) else []


def _needing_initials(works: Sequence[Work]) -> set[Citekey]:
    """Find the works whose first author shares a surname with another's (§ 8.20)."""
    by_surname: dict[str, dict[str, list[Work]]] = defaultdict(lambda: defaultdict(list))
    for work in works:
        names = intext.cited_names(work)
        if names and not names[0].group and initials(names[0]):
            by_surname[surname(names[0])][initials(names[0])].append(work)
    return {
        work.key
        for alike in by_surname.values()
        if len(alike) > 1
        for works_of_one in alike.values()
        for work in works_of_one
        if not _shares_surname_within(work)
    }


def _shares_surname_within(work: Work) -> bool:
    first, *others = intext.cited_names(work)
    return any(surname(name) == surname(first) for name in others)


def _letters(works: Sequence[Work]) -> dict[Citekey, str]:
    """Give letters to works of the same authors and year, in the order of the list (§ 8.19)."""
    alike: dict[object, list[Work]] = defaultdict(list)
    for work in works:
        names = intext.cited_names(work)
        who = tuple((surname(name), initials(name), name.suffix, name.mark) for name in names)
        alike[who or flatten(family_of(work).cited_title(work)), dates.year(work)].append(work)
    return {
        work.key: _letter(number)
        for group in alike.values()
        if len(group) > 1
        for number, work in enumerate(group)
    }


def _letter(number: int) -> str:
    """Return a, b, …, z, aa, ab and so on."""
    rest, last = divmod(number, 26)
    return (_letter(rest - 1) if rest else "") + chr(ord("a") + last)


def _needing_names(works: Sequence[Work], forms: dict[Citekey, intext.Form]) -> Iterable[tuple[Citekey, int]]:
    """Find how many authors it takes to tell works of one year apart that "et al." makes alike (§ 8.18)."""
    shortened = [work for work in works if intext.shortens(work)]
    alike: dict[object, list[tuple[str, ...]]] = defaultdict(list)
    names = {work.key: intext.family_names(work, forms[work.key]) for work in shortened}
    for work in shortened:
        alike[names[work.key][:1], dates.year(work)].append(names[work.key])
    for work in shortened:
        own = names[work.key]
        rivals = [other for other in alike[own[:1], dates.year(work)] if other != own]
        shown = 1
        while shown < len(own) and any(_form(own, shown) == _form(other, shown) for other in rivals):
            shown += 1
        # "et al." stands for several: the last author alone is named.
        yield work.key, len(own) if shown == len(own) - 1 and rivals else shown


def _form(names: tuple[str, ...], shown: int) -> tuple[tuple[str, ...], bool]:
    return names[:shown], shown < len(names)
