"""One entry by itself: its type, the fields that its type needs, its DOI."""

import re
from collections.abc import Iterable, Iterator, Sequence

from apa7.bibliography.fields import VERBATIM_FIELDS
from apa7.bibliography.latex import find_unknown
from apa7.errors import shorten
from apa7.model import Work
from apa7.rules import links
from apa7.rules.works import FAMILIES, family_of, relative_of

from .findings import Finding, warn

_PLACE = ("url", "doi", "eprint")
_MAKER = ("publisher", "institution", "organization")
NEEDED: dict[str, tuple[tuple[str, ...], ...]] = {
    "article": (("journaltitle", "eprint"), ("date",)),
    "book": (("date", "volume"),),
    "collection": (("editor",), ("date", "volume")),
    "dataset": ((*_MAKER, *_PLACE, "author"),),
    "inbook": (("booktitle", "maintitle"), ("date",)),
    "incollection": (("booktitle", "maintitle"), ("date",)),
    "inproceedings": (("booktitle", "maintitle", "journaltitle"), ("date",)),
    "inreference": (("booktitle", "maintitle"),),
    "jurisdiction": (("citation", "number", "journaltitle", *_PLACE),),
    "mastersthesis": (_MAKER, ("date",)),
    "online": ((*_PLACE, "location"),),
    "patent": (("number",), ("date",)),
    "periodical": (("journaltitle", "title"), ("date",)),
    "phdthesis": (_MAKER, ("date",)),
    "presentation": (("eventtitle", "venue", "maintitle", *_MAKER),),
    "report": ((*_MAKER, "author"),),
    "thesis": (_MAKER, ("date",)),
}
"""Entry type → groups of fields; of each group it needs one."""

_UNPRINTED = frozenset(("abstract", "annotation", "keywords", "note", "options"))
"""Fields whose markup no reference shows."""

_NO_TITLE = ("letter", "personal", "nameonly", "constitution", "periodical", "patent", "legmaterial")
_INSTEAD = ("titleaddon", "entrysubtype", "shorttitle", "related", "citation", "issuetitle", "type")
_TITLES = ("title", *_INSTEAD)
_PROXY = re.compile(r"(?:^|\.)(?:ez|lib)?proxy\d*\.|\.idm\.oclc\.org$|-(?:com|org|net|edu)\.[\w.-]+\.\w+$")
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")


def find_relative(work: Work) -> Sequence[Finding]:
    """A type that has no rule of its own (APA 7, § 10: choose the category that is most alike)."""
    if work.type in FAMILIES or not (relative := relative_of(work)):
        return ()
    message = f'"{work.key}" is {named(work.type)}, which reads like {named(relative)}'
    return (Finding(work.path, work.line, message, "type"),)


def find_missing(work: Work) -> Sequence[Finding]:
    """Fields without which the reference isn't whole (APA 7, §§ 9.4–9.37)."""
    found: list[Finding] = []
    needed = NEEDED.get(work.type, ())
    for group in needed if work.type in _NO_TITLE else (_TITLES, *needed):
        for name in group:
            if _has(work, name):
                break
        else:
            names = " or ".join(group[:2]) if len(group) > 1 and group[0] != "title" else group[0]
            found.append(warn(work, "missing-field", f"{named(work.type)} needs {names}"))
    if not (work.texts.get("title") or work.text(*_INSTEAD) or family_of(work).creators(work)):
        found.append(warn(work, "missing-field", "neither an author nor a title"))
    return found


def find_commands(work: Work) -> Iterable[Finding]:
    """Commands of LaTeX that mean nothing here, so that they are left out of the reference."""
    return _find_commands(work) if "\\" in "".join(work.source.values()) else ()


def _find_commands(work: Work) -> Iterator[Finding]:
    marked = {name for name, value in work.source.items() if "\\" in value}
    for name in sorted(marked - _UNPRINTED - VERBATIM_FIELDS):
        for command in dict.fromkeys(find_unknown(work.source[name])):
            message = (
                f"\\{shorten(command)} in the {name} isn't known and is left out; write what it stands for"
            )
            yield warn(work, "unknown-command", message)


def named(kind: str) -> str:
    """Return an entry type with its article: "an @article"."""
    return f"{'an' if kind[0] in 'aeiou' else 'a'} @{kind}"


def _has(work: Work, name: str) -> bool:
    if name == "date":
        return bool(work.dates.get("date") or work.text("pubstate", "year"))
    return bool(work.source.get(name) or work.texts.get(name) or work.people.get(name))


def find_proxy(work: Work) -> Sequence[Finding]:
    """An address behind a library's proxy, which its readers alone can open (§ 9.34)."""
    url = links.web(work)
    host = url.split("/", 3)[2] if url.count("/") > 1 else ""
    if not _PROXY.search(host) or links.doi(work):
        return ()
    message = (
        f'"{shorten(host)}" is a library\'s proxy, which few readers can open; write the address behind it'
    )
    return (warn(work, "proxy", message),)


def find_bad_doi(work: Work) -> Sequence[Finding]:
    """A DOI that can lead nowhere, by its form (`10.`, a registrant's number, a slash, a suffix)."""
    doi = links.doi(work)
    if doi and not _DOI.fullmatch(doi):
        message = f'"{doi}" is no DOI: one begins with 10., four digits or more and a slash'
    elif doi.endswith((".", ",", ";", ":")):
        message = f'the DOI "{doi}" ends with a {doi[-1]} that is likely not part of it'
    else:
        return ()
    return (warn(work, "bad-doi", message),)
