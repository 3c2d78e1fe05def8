"""What a work says, in the variables of CSL 1.0.2: its type, whole, genre, people and dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from apa7.bibliography.richtext import flatten
from apa7.model import OTHERS, Day, Name, When, Work
from apa7.rules import titles
from apa7.rules.names import initials
from apa7.rules.works import family_of
from apa7.rules.works.law_names import is_bill
from apa7.rules.works.legal import Law
from apa7.rules.works.web import site

TYPES = {
    "article": "article-journal",
    "artwork": "graphic",
    "audio": "song",
    "booklet": "pamphlet",
    "dataset": "dataset",
    "image": "graphic",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "inreference": "entry-encyclopedia",
    "jurisdiction": "legal_case",
    "legadminmaterial": "regulation",
    "legal": "treaty",
    "legislation": "legislation",
    "letter": "personal_communication",
    "personal": "personal_communication",
    "legmaterial": "hearing",
    "mastersthesis": "thesis",
    "movie": "motion_picture",
    "music": "song",
    "online": "webpage",
    "patent": "patent",
    "performance": "performance",
    "periodical": "periodical",
    "phdthesis": "thesis",
    "presentation": "speech",
    "report": "report",
    "software": "software",
    "standard": "standard",
    "thesis": "thesis",
    "unpublished": "manuscript",
    "video": "motion_picture",
    **dict.fromkeys(("book", "collection", "manual", "mvbook", "mvcollection"), "book"),
    **dict.fromkeys(("mvproceedings", "mvreference", "proceedings", "reference"), "book"),
}
"""Entry type → type of CSL 1.0.2."""

SUBTYPES = {
    "blog": "post-weblog",
    "blogpost": "post-weblog",
    "magazine": "article-magazine",
    "newspaper": "article-newspaper",
    "newsarticle": "article-newspaper",
    "nonacademic": "article-newspaper",
    "podcast": "broadcast",
    "podcastepisode": "broadcast",
    "radiobroadcast": "broadcast",
    "tvepisode": "broadcast",
    "tvseries": "broadcast",
}
"""`entrysubtype` → type of CSL, whatever the entry type."""

DEGREES = {"phdthesis": "Doctoral dissertation", "mastersthesis": "Master’s thesis"}
SERIES = ("book", "chapter", "paper-conference", "entry-encyclopedia")
"""Types that are in a series: their number is the series'."""

BILLS = ("bill", "resolution", "jointresolution", "concurrentresolution", "unenacted bill")

PEOPLE = {
    "author": "author",
    "editor": "editor",
    "translator": "translator",
    "narrator": "narrator",
    "bookauthor": "container-author",
    "director": "director",
    "writer": "script-writer",
    "host": "host",
    "producer": "producer",
    "execproducer": "executive-producer",
    "guestexpert": "guest",
    "performer": "performer",
    "composer": "composer",
    "interviewer": "interviewer",
}
"""Field of names, or role of an author → variable of CSL."""

# fmt: off
LANGUAGES = {
    "american": "en-US", "australian": "en-AU", "austrian": "de-AT", "brazil": "pt-BR", "brazilian": "pt-BR",
    "british": "en-GB", "canadian": "en-CA", "canadien": "fr-CA", "catalan": "ca", "chinese": "zh",
    "croatian": "hr", "czech": "cs", "danish": "da", "dutch": "nl", "english": "en", "estonian": "et",
    "finnish": "fi", "french": "fr", "german": "de", "greek": "el", "hebrew": "he", "hungarian": "hu",
    "icelandic": "is", "irish": "ga", "italian": "it", "japanese": "ja", "korean": "ko", "latin": "la",
    "magyar": "hu", "maori": "mi", "māori": "mi", "naustrian": "de-AT", "newzealand": "en-NZ",
    "ngerman": "de", "norsk": "nb", "norwegian": "no", "nynorsk": "nn", "persian": "fa", "polish": "pl",
    "portuguese": "pt", "romanian": "ro", "russian": "ru", "samoan": "sm", "serbian": "sr", "slovak": "sk",
    "slovene": "sl", "slovenian": "sl", "spanish": "es", "swedish": "sv", "tongan": "to", "turkish": "tr",
    "ukrainian": "uk", "ukenglish": "en-GB", "usenglish": "en-US", "vietnamese": "vi", "welsh": "cy",
}
# fmt: on
"""Name of a language in babel and biblatex → its tag (BCP 47)."""

_REPORT = re.compile(r"((?:[\[(]\d{4}[\])]\s*)?\d*)\s+(\D[\w.’' ()&]*?)\s+(\d+)")


def find_type(work: Work) -> str:
    """Return the type of CSL."""
    if work.type == "legmaterial" and (is_bill(work) or work.string("type").lower() in BILLS):
        return "bill"
    if work.type in ("online", "misc", "unpublished") and work.string("eprinttype"):
        return "article"
    return SUBTYPES.get(work.subtype.replace(" ", "")) or TYPES.get(work.type, "document")


def find_genre(work: Work, kind: str) -> str:
    """Return what a work is called: as its reference does in brackets, or as its entry says."""
    if kind == "thesis":
        return work.string("type") or DEGREES.get(work.type, "")
    called = map(flatten, family_of(work).brackets(work))
    return next(filter(None, called), "") or work.string("type")


def write_title(work: Work, field: str = "title") -> str:
    """Return a title with its subtitle, in sentence case: from that, styles make title case, and not back."""
    return flatten(titles.in_sentence_case(work, field))


def name_work(work: Work) -> str:
    """Return a work's title; law that has none is called by its citation."""
    family = family_of(work)
    if isinstance(family, Law):
        return flatten(titles.main_title(work) or family.heading(work))
    return write_title(work)


def find_whole(work: Work, kind: str) -> dict[str, str]:
    """Return what a work is a part of, and its volume."""
    volume = work.string("volume")
    main, book = write_title(work, "maintitle"), write_title(work, "booktitle")
    if kind in ("broadcast", "motion_picture", "song"):
        # Series and albums keep their capitals (APA 7, §§ 10.12, 10.13).
        main = flatten(titles.main_title(work, "maintitle"))
    if kind == "legal_case":
        return _find_report(work)
    if kind != "article" and work.type in ("online", "misc"):
        return {"container-title": flatten(site(work, family_of(work))), "volume": volume}
    if journal := flatten(titles.main_title(work, "journaltitle")):
        return {"container-title": journal, "volume": volume}
    if main and book:
        # A volume with its own title (APA 7, § 10.3).
        number = f": Vol. {volume}. " if volume else ": "
        return {"container-title": f"{main}{number}{book}"}
    return {"container-title": book or main, "volume": volume}


def _find_report(work: Work) -> dict[str, str]:
    """Return where a case is reported: volume, reporter and page of "410 U.S. 113" or "[2019] NZCA 12"."""
    cited = work.string("citation")
    if report := _REPORT.fullmatch(cited):
        return {"volume": report[1].strip(), "container-title": report[2], "page": report[3]}
    return {"container-title": cited or work.string("reporter"), "volume": work.string("volume")}


def find_people(work: Work) -> dict[str, list[dict[str, str]]]:
    """Return who did what, by variable: an author who is said to be the director is the director."""
    found: dict[str, list[dict[str, str]]] = {}
    for field, variable in PEOPLE.items() if work.people else ():
        if field not in work.people:
            continue
        for number, name in enumerate(work.people[field], 1):
            if name != OTHERS:
                role = ""
                if work.annotations:
                    role = work.note(field, "role", number) or work.note(field, "role", 0)
                found.setdefault(PEOPLE.get(role, variable), []).append(write_name(name))
    return found


def write_name(name: Name) -> dict[str, str]:
    """Return a name in its parts."""
    if name.group:
        return {"literal": name.family}
    particle = "non-dropping-particle" if name.use_prefix else "dropping-particle"
    parts = {"family": name.family, "given": write_given(name), particle: name.prefix, "suffix": name.suffix}
    return {part: text for part, text in parts.items() if text}


def write_given(name: Name) -> str:
    """Return given names, or initials where no style makes any: of what begins with a small letter."""
    return initials(name) if name.given[:1].islower() else name.given


def find_dates(work: Work) -> Iterator[tuple[str, Any]]:
    """Yield when it appeared, was seen, first appeared and took place."""
    issued, event = work.dates.get("date"), work.dates.get("eventdate")
    dates = {
        "issued": issued or event,
        "accessed": work.dates.get("urldate"),
        "original-date": work.dates.get("origdate"),
        "event-date": event if issued else None,
    }
    for name, date in dates.items():
        if date and (date.start or date.text):
            yield name, write_date(date)


def write_date(date: When) -> dict[str, Any]:
    """Return a date or a range of dates."""
    if date.start is None:
        return {"literal": date.text}
    days = [day for day in (date.start, date.end) if day]
    item: dict[str, Any] = {"date-parts": [_part(day) for day in days]}
    if date.start.month and date.start.month > 20:
        item["season"] = date.start.month - 20
    if date.start.circa or date.start.uncertain:
        item["circa"] = True
    return item


def _part(day: Day) -> list[int]:
    month = day.month if day.month and day.month <= 12 else None
    # CSL counts as historians do: there is no year 0.
    year = day.year if day.year > 0 else day.year - 1
    return [part for part in (year, month, day.day if month else None) if part is not None]


def tag_language(work: Work) -> str:
    """Return the tag of a work's language, or what its entry says if that is no language that we know."""
    written = work.string("langid", "language")
    return LANGUAGES.get(written.casefold(), written.replace("_", "-"))
