"""An entry as a service writes it → one that fits into an author's .bib file."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping

from apa7.bibliography.fields import Entry, make_work
from apa7.bibliography.library import parse
from apa7.errors import CitationsError
from apa7.export import write_entry
from apa7.model import Day, Work
from apa7.rules import links
from apa7.rules.names import surname
from apa7.rules.sorting import fold
from apa7.rules.titles import is_english
from apa7.rules.works import family_of

_KEPT_BACK = (
    "abstract",
    "note",
    "copyright",
    "keywords",
    "file",
    "month",
    "year",
    "day",
    "date",
    "key",
    "language",
)
_FIRST = (
    "author", "editor", "title", "subtitle", "booktitle", "journaltitle", "volume", "number", "pages", "eid",
    "publisher", "institution", "organization", "location", "date",
)  # fmt: skip
_SMALL = ("of", "and", "the", "for", "on", "in", "a", "an", "und", "der", "die", "das", "et", "de", "la")


def read_answer(answer: str) -> Work:
    """Read the entry in a service's answer.

    Raises:
        CitationsError: There is none.
    """
    entries, problems = parse(_on_lines(answer))
    if not entries:
        reason = f" ({problems[0].message})" if problems else ""
        raise CitationsError(
            f"the service answered with something that isn't an entry{reason}. Nothing was added."
        )
    if len(entries) > 1:
        raise CitationsError(f"the service answered with {len(entries)} works for one. Nothing was added.")
    return make_work(_as_page(entries[0]))


def _as_page(entry: Entry) -> Entry:
    """Make a web page of the @misc that services without biblatex write for one."""
    fields = dict(entry.fields)
    if entry.type != "misc" or "url" not in fields or "doi" in fields:
        return entry
    if "organization" not in fields and (site := fields.pop("journaltitle", "")):
        fields["organization"] = site
    return entry._replace(type="online", fields=fields)


def _on_lines(answer: str) -> str:
    return re.sub(r"^\s*@", "@", answer.replace("\r\n", "\n"))


def find_twin(work: Work, works: Iterable[Work]) -> Work | None:
    """Return the work of a library that is this one: by DOI, ISBN, address, or title with author and year."""
    own = identities(work)
    return next((other for other in works if own & identities(other)), None)


def identities(work: Work) -> set[tuple[str, ...]]:
    """Return what tells a work from others; two works that share one of these are one."""
    found: set[tuple[str, ...]] = set()
    if doi := links.doi(work):
        found.add(("doi", doi.lower()))
    elif url := work.string("url"):
        found.add(("url", re.sub(r"^https?://(?:www\.)?|/$", "", url)))
    if work.type in ("book", "collection", "mvbook", "manual", "proceedings", "reference"):
        for isbn in re.split(r"[\s,;]+", work.string("isbn")):
            if len(digits := re.sub(r"[^\dX]", "", isbn.upper())) in (10, 13):
                found.add(("isbn", digits[-10:-1]))
    names = family_of(work).creators(work)
    title = fold(" ".join((work.string("title"), work.string("subtitle"))))
    if title and names and (year := _year(work)):
        found.add(("title", title, fold(surname(names[0])), year))
    return found


KEY = re.compile(r"\w+(?:[-.:+/]\w+)*")


def require_key(key: str) -> None:
    """Refuse a key that cannot be cited without braces, or that breaks a .bib file.

    Raises:
        CitationsError: It is one.
    """
    if not KEY.fullmatch(key):
        raise CitationsError(
            f'"{key}" can\'t be a key: it has letters, digits and _, and between them single - . : + / '
            "such as novell2013"
        )


def make_key(work: Work, taken: Collection[str]) -> str:
    """Make a key such as novell2013, with a letter where that is taken.

    A group of several words gives its initials (who2020); a work without authors, its
    title's first long word; one without a date has no year.
    """
    names = family_of(work).creators(work)
    if names and names[0].group:
        words = [word for word in re.findall(r"\w+", names[0].family) if word.lower() not in _SMALL]
        stem = "".join(word[0] for word in words) if len(words) > 2 else "".join(words)
    elif names:
        stem = names[0].family
    else:
        words = re.findall(r"\w{4,}", work.string("title")) or ["work"]
        stem = words[0]
    base = (_letters(stem) or "work") + _year(work)
    numbers = [base, *(f"{base}{letter}" for letter in "abcdefghijklmnopqrstuvwxyz")]
    known = {key.lower() for key in taken}
    return next((key for key in numbers if key not in known), None) or f"{base}-{len(known)}"


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKD", fold(text)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]", "", plain)


def _year(work: Work) -> str:
    date = work.dates.get("date")
    return str(abs(date.start.year)) if date and date.start else ""


def write(work: Work, key: str) -> str:
    """Write the entry in biblatex, under a key of the author's."""
    source = {name: _clean(value) for name, value in work.source.items() if name not in _KEPT_BACK}
    if doi := links.doi(work):
        source["doi"] = doi
        source.pop("url", None)
    language = work.string("langid", "language")
    if language and not is_english(work):
        source["langid"] = language
    date = work.dates.get("date")
    if date and date.start:
        source["date"] = "/".join(_iso(day) for day in (date.start, date.end) if day)
    elif given := work.source.get("date") or work.source.get("year"):
        source["date"] = given
    if work.type == "article" and not re.search(r"\d", source.get("pages", "1")):
        # "n/a-n/a" is what some publishers give for articles without pages.
        del source["pages"]
    return write_entry(work.type, key, order_fields(source))


def order_fields(fields: Mapping[str, str]) -> dict[str, str]:
    """Return those fields that say something, in the order in which an author reads them."""
    order = [*(name for name in _FIRST if name in fields), *(name for name in fields if name not in _FIRST)]
    return {name: fields[name] for name in order if fields[name]}


def _clean(value: str) -> str:
    value = " ".join(value.replace("&amp;", "&").split())
    return re.sub(r"(?<!\\)([&%#])", r"\\\1", value) if not value.startswith(("http:", "https:")) else value


def _iso(day: Day) -> str:
    parts = [f"{day.year:04}", *(f"{part:02}" for part in (day.month, day.day) if part)]
    return "-".join(parts)


def as_entry(text: str, key: str) -> Entry:
    """Return the entry that `write` wrote, as the file will have it.

    Raises:
        CitationsError: It would be read as something else: a service may answer with anything.
    """
    entries, problems = parse(text)
    wrong = len(entries) != 1 or entries[0].key != key or any(not problem.warning for problem in problems)
    lines = text.split("\n")[1:-2]
    names = sorted(line.partition("=")[0].strip() for line in lines)
    if wrong or names != sorted(entries[0].fields) or not all(map(_is_closed, lines)):
        raise CitationsError(
            "the service answered with an entry that can't be written down. Nothing was added; "
            "enter the work by hand."
        )
    return entries[0]


def _is_closed(line: str) -> bool:
    """Tell whether the braces of a field close each other, and nothing before its end closes it."""
    depth = 0
    value = line.partition("=")[2].strip().removesuffix(",")
    for position, character in enumerate(value):
        depth += (character == "{") - (character == "}")
        if depth <= 0:
            return position == len(value) - 1
    return False
