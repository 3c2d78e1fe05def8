"""Posts of networks that an author quotes: each a file of text in `content/quoted/`, which may be edited."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from guards.characters import clean_text
from guards.tables import Sheet, read_sheet
from guards.whole import write_file

from .text import clean_address, clean_language, clean_name, clean_words

FOLDER, SUFFIX = "quoted", ".toml"
# A longer name of a file is cut, and told from others by its hash.
LONGEST = 80
HEAD = (
    "# Quoted with `invoke quote`. Readers see what stands here: you may correct and shorten it.\n"
    "# addresses: by which a text names it; key: its work in the .bib file; sum: of its words as they were.\n"
)
# What a post of Bluesky's network is called by programs.
_RECORD = re.compile(r"at://([^/\s]+)/app\.bsky\.feed\.post/([\w.~:-]+)")
# Signs that every system has in names of files, and that nothing is lost of.
_PLAIN = re.compile(r"[a-z0-9:/@]+(?:\.[a-z0-9:/@]+)*")


@dataclass(frozen=True)
class Quotation:
    """A post that is quoted.

    Attributes:
        addresses: By which posts of the site name it.
        permalink: Where it can be read.
        author: Its author's name; "" if that is not known.
        username: What its author is called there, such as ``@ann@social.example``; "" if that is not known.
        page: Its author's page.
        date: When it was written, in ISO 8601 with its offset, or the day; "" if that is not known.
        lang: A language tag; "" if that is not known.
        site: The network or the site.
        kind: What it is, as APA says it in brackets: ``Post``; "" of a page.
        attached: What else it has, such as ``Image attached``.
        title: Its title, if it has one beside its words.
        key: By which it is cited; "" if it is not.
        sum: The hash of its words as they were there.
        text: Its words.
    """

    addresses: tuple[str, ...]
    permalink: str
    author: str = ""
    username: str = ""
    page: str = ""
    date: str = ""
    lang: str = ""
    site: str = ""
    kind: str = ""
    attached: str = ""
    title: str = ""
    key: str = ""
    sum: str = ""
    text: str = ""


NAMES = tuple(field.name for field in fields(Quotation))


def name_address(address: str) -> str:
    """Return an address as it is compared, without what only counts readers; "" if it is none."""
    if found := _RECORD.fullmatch(address.strip()):
        address = f"https://bsky.app/profile/{found[1]}/post/{found[2]}"
    address = clean_address(address)
    if not address:
        return ""
    parts = urlsplit(address)
    query = "&".join(
        pair for pair in parts.query.split("&") if pair and not re.match(r"(?:utm_|ref_|fbclid|igshid)", pair)
    )
    path = parts.path.rstrip("/")
    return f"{parts.scheme.lower()}://{parts.netloc.lower()}{path}{f'?{query}' if query else ''}"


def name_file(address: str) -> str:
    """Return the name of the file of a post, by the address that its author writes.

    Args:
        address: As `name_address` has it.
    """
    place = address.partition("://")[2]
    name = re.sub(r"\.?[^a-z0-9.]+\.*|\.\.+", "-", place.lower()).strip("-.")
    if len(name) > LONGEST or not _PLAIN.fullmatch(place):
        name = f"{name[:LONGEST].strip('-.')}-{sha256(address.encode()).hexdigest()[:8]}"
    return f"{name}{SUFFIX}"


def list_files(content: Path) -> list[Path]:
    """Return the files of all posts that are quoted."""
    return sorted(path for path in (content / FOLDER).glob(f"*{SUFFIX}") if not path.name.startswith("."))


def find_file(content: Path, address: str) -> Path | None:
    """Return the file of a post, by one of its addresses; None if there is none.

    Args:
        content: The content folder.
        address: As `name_address` has it.
    """
    path = content / FOLDER / name_file(address)
    return path if path.is_file() else list_addresses(content).get(address)


def list_addresses(content: Path) -> dict[str, Path]:
    """Return the file of each address by which a post may be named."""
    # Of several, the first.
    files = reversed(list_files(content))
    return {address: path for path in files for address in read_addresses(read_sheet(path))}


def read_quotation(path: Path) -> tuple[Quotation, Sheet]:
    """Read a file, and what is wrong with it: the faults of its sheet.

    Args:
        path: The file.
    """
    sheet = read_sheet(path)
    if sheet.faults:
        return Quotation((), ""), sheet
    sheet.check_keys(NAMES)
    said = {name: sheet.text(name) or "" for name in NAMES if name not in ("addresses", "text")}
    text = sheet.get("text")
    if not isinstance(text, str) or not text.strip():
        sheet.say('text must be the words that are quoted: text = """…""".', "text")
        text = ""
    for name in ("permalink", "page"):
        if said[name] and not clean_address(said[name]):
            sheet.say(f"{name} is no address. Write one such as https://example.org/page.", name)
    if not said["permalink"]:
        sheet.say('permalink is missing: permalink = "https://…", where the post can be read.')
    if said["lang"] and not clean_language(said["lang"]):
        sheet.say('lang is no language tag. Write one such as "en" or "mi".', "lang")
    if said["date"] and not is_date(said["date"]):
        sheet.say('date is no date. Write one such as "2026-11-02T10:00:00+13:00" or "2026-11-02".', "date")
        said["date"] = ""
    said |= {name: clean_address(said[name]) for name in ("permalink", "page")}
    said["lang"] = clean_language(said["lang"])
    return Quotation(tuple(read_addresses(sheet)), text=clean_words(text), **said), sheet


def is_date(text: str) -> bool:
    """Say whether a text is a day, or a moment, of a year that a calendar has."""
    try:
        return 1 < datetime.fromisoformat(text).year < datetime.max.year
    except ValueError:
        return False


def read_addresses(sheet: Sheet) -> list[str]:
    """Return the addresses by which posts may name what a file quotes."""
    listed = sheet.get("addresses")
    some = [*(listed if isinstance(listed, list) else ()), sheet.get("permalink")]
    return [name_address(one) for one in some if isinstance(one, str)]


def write_quotation(content: Path, quotation: Quotation) -> Path:
    """Write the file of a post, which is not there yet, and return it.

    Args:
        content: The content folder.
        quotation: The post; its file is named by the first of its addresses.

    Raises:
        OSError: It cannot be written.
    """
    path = content / FOLDER / name_file(quotation.addresses[0])
    path.parent.mkdir(exist_ok=True)
    write_file(path, write_text(quotation).encode())
    return path


def write_text(quotation: Quotation) -> str:
    """Return what the file of a post says."""
    lines = [f"addresses = [{', '.join(map(quote, quotation.addresses))}]\n"]
    for name in NAMES:
        value = getattr(quotation, name)
        if name not in ("addresses", "text") and value:
            lines.append(f"{name} = {quote(value)}\n")
    words = quotation.text.replace("\\", "\\\\").replace('"""', '""\\"')
    return f'{HEAD}{"".join(lines)}text = """\n{words}\n"""\n'


def add_address(path: Path, address: str) -> bool:
    """Let posts name what a file quotes by one more address; all else in it stays. Say whether that was done.

    Raises:
        OSError: It cannot be read or written.
    """
    text = path.read_bytes().decode("utf-8")
    added, count = re.subn(
        r"(?m)^(addresses = \[[^\]\n]*)\]", lambda found: f"{found[1]}, {quote(address)}]", text, count=1
    )
    return bool(count) and address in read_addresses(Sheet(added)) and write_file(path, added.encode())


def quote(text: str) -> str:
    """Return a text on one line as TOML has it."""
    line = clean_text(" ".join(text.split())).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{line}"'


def add_words(text: str) -> str:
    """Return the hash of words, whatever blanks are between them."""
    return sha256(" ".join(text.split()).encode(errors="replace")).hexdigest()[:16]


def tidy(quotation: Quotation) -> Quotation:
    """Return a post of which everything may be shown, as its network said it."""
    return replace(
        quotation,
        author=clean_name(quotation.author),
        username=re.sub(r"[^\w.@:-]", "", clean_name(quotation.username)),
        page=clean_address(quotation.page),
        permalink=clean_address(quotation.permalink),
        date=quotation.date if is_date(quotation.date) else "",
        lang=clean_language(quotation.lang),
        title=clean_name(quotation.title),
        text=clean_words(quotation.text),
        sum=add_words(clean_words(quotation.text)),
    )
