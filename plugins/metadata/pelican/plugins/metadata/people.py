"""Who the authors are: ``content/people.toml``, and names that are not in it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from guards.addresses import AddressError, read_address
from guards.tables import Sheet
from guards.words import shorten, suggest

from .errors import Problem
from .model import Person

ORCID = re.compile(r"(?:https://orcid\.org/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])")
ACCOUNT = re.compile(r"@[\w.-]+@[\w.-]+(?::\d+)?")
ROR = re.compile(r"(?:https://ror\.org/)?(0[a-hj-km-np-tv-z0-9]{6}\d\d)")
# Written small, these begin a family name.
PARTICLES = {"af", "da", "de", "del", "della", "den", "der", "di", "dos", "du", "la", "le", "ten", "ter"} | {
    "van",
    "von",
    "zu",
    # Māori names: the article belongs to the name.
    "Te",
    "te",
    "Ngā",
}
# They stand after a name, and part two generations; degrees do, too, and part nobody.
SUFFIXES = {"Jr", "Jr.", "Sr", "Sr.", "Jnr", "Jnr.", "Snr", "Snr.", "II", "III", "IV"}
DEGREES = {
    "PhD",
    "Ph.D.",
    "DPhil",
    "MD",
    "M.D.",
    "EdD",
    "Ed.D.",
    "JD",
    "J.D.",
    "MA",
    "M.A.",
    "MSW",
    "Esq",
    "Esq.",
}
ORGANISATION = re.compile(
    r"^The\s|\b(?:agency|association|board|centre|center|collective|committee|council|department|editors"
    r"|foundation|group|institute|library|ministry|network|office|press|society|team|trust|university)\b",
    re.IGNORECASE,
)


def read_people(sheet: Sheet, path: str) -> tuple[dict[str, Person], list[Problem]]:
    """Read a ``people.toml``.

    Args:
        sheet: What is in the file: one table a person, named as posts name the person. Keys that other
            tools use, such as network handles, are left to them.
        path: The file as its author knows it, for messages.

    Returns:
        The people by name, and what is wrong with the file.
    """
    people = {}
    for name, table in sheet.values.items():
        if isinstance(table, dict):
            person = _read_person(sheet, name)
            people[person.name] = person
        else:
            sheet.say(f'write a table for each person: ["{shorten(name)}"]', name)
    return people, [Problem(path, fault.line, fault.message, fault.grave) for fault in sheet.faults]


def _read_person(sheet: Sheet, key: str) -> Person:
    table: dict[str, Any] = {part: sheet.text(key, part) for part in ("given", "family", "orcid", "ror")}
    table["about"] = sheet.words(key, "about")
    table |= {"url": sheet.address(key, "url"), "organisation": sheet.flag(key, "organisation")}
    table["links"] = tuple(read_links(sheet, key))
    account = str(sheet.get(key).get("mastodon"))
    # Whoever posts there tells what is wrong with it.
    table["mastodon"] = account if ACCOUNT.fullmatch(account) else None
    if table["ror"] and not ROR.fullmatch(table["ror"]):
        message = f'"{shorten(table["ror"])}" is no ROR id. Copy it from ror.org: https://ror.org/0…'
        sheet.say(message, key, "ror")
        table["ror"] = None
    if table["orcid"] and not is_orcid(table["orcid"]):
        message = f'"{shorten(table["orcid"])}" is no ORCID iD. Copy it from orcid.org: 0000-0000-0000-0000'
        sheet.say(message, key, "orcid")
        table["orcid"] = None
    for other in sheet.get(key):
        if other not in table and (hint := suggest(other, table, cutoff=0.8)):
            sheet.say(f'nobody here reads "{shorten(other)}".{hint}', key, other, grave=False)
    return make_person(sheet.name(key), {part: value for part, value in table.items() if value is not None})


def read_links(sheet: Sheet, key: str) -> Iterator[str]:
    """Yield the addresses of further pages of a person, and tell those that are none."""
    links = sheet.get(key).get("links", [])
    for link in links if isinstance(links, list) else [links]:
        try:
            yield read_address(str(link))
        except AddressError as error:
            sheet.say(f"links: {error}", key, "links")


def join_suffixes(names: Iterable[str]) -> list[str]:
    """Put suffixes back after the names from which a comma parted them.

    Args:
        names: The pieces of a list of authors, such as ``["Ana Smith", "Kim Jones", "Jr."]``.
    """
    joined: list[list[str]] = []
    for name in filter(None, map(str.strip, names)):
        if joined and (name in SUFFIXES or name in DEGREES):
            joined[-1].append(name)
        else:
            joined.append([name])
    return [", ".join(pieces) for pieces in joined]


def make_person(name: str, table: Mapping[str, Any]) -> Person:
    """Make a person of a name and what else is known of them, as in ``people.toml``."""
    orcid = ORCID.fullmatch(table["orcid"]) if table.get("orcid") else None
    ror = ROR.fullmatch(table["ror"]) if table.get("ror") else None
    guess = split_name(name)
    organisation = bool(table.get("organisation", guess.organisation and "family" not in table))
    family = table.get("family", guess.family)
    # Who writes a suffix into the family name has it there.
    suffix = None if guess.suffix and str(family).endswith(guess.suffix) else guess.suffix
    return Person(
        name=name,
        given=None if organisation else table.get("given", guess.given),
        family=None if organisation else family,
        suffix=None if organisation else suffix,
        orcid=f"https://orcid.org/{orcid[1]}" if orcid else None,
        url=table.get("url"),
        organisation=organisation,
        ror=f"https://ror.org/{ror[1]}" if ror else None,
        about=table.get("about"),
        links=table.get("links", ()),
        account=table.get("mastodon"),
    )


def split_name(name: str) -> Person:
    """Make a person of a name alone.

    ``Family, Given`` is taken at its word. Otherwise the last word is the family name, with the small
    particles before it (``First van Last``). A suffix stands after it, with or without a comma. A name that
    begins with "The" or holds a word such as "university" is an organisation.
    """
    if ORGANISATION.search(name):
        return Person(name, organisation=True)
    pieces = [piece.strip() for piece in name.split(",")]
    suffixes = [piece for piece in pieces[1:] if piece in SUFFIXES | DEGREES]
    pieces = [pieces[0], *(piece for piece in pieces[1:] if piece not in suffixes)]
    words = pieces[0].split()
    if len(pieces) == 1 and len(words) > 1 and words[-1] in SUFFIXES:
        suffixes.insert(0, words.pop())
    suffix = ", ".join(suffixes) or None
    if len(pieces) > 1:
        family, given = pieces[0], ", ".join(pieces[1:])
        return Person(", ".join([f"{given} {family}", *suffixes]), given, family, suffix)
    start = len(words) - 1
    while start > 1 and words[start - 1] in PARTICLES:
        start -= 1
    if start < 1:
        return Person(name, None, " ".join(words), suffix)
    return Person(name, " ".join(words[:start]), " ".join(words[start:]), suffix)


def is_orcid(text: Any) -> bool:
    """Tell whether a text is an ORCID iD whose check digit is right (ISO 7064, MOD 11-2)."""
    found = ORCID.fullmatch(text) if isinstance(text, str) else None
    if not found:
        return False
    digits = found[1].replace("-", "")
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    return digits[-1] == ("X" if check == 10 else str(check))
