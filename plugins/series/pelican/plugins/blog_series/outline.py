"""What an author writes down about a series: ``series.toml``."""

from dataclasses import dataclass, field

from guards.characters import is_language
from guards.tables import Sheet
from guards.words import shorten

from .errors import Problem

SERIES_KEYS = ("title", "abstract", "lang", "parts")
PART_KEYS = ("source", "title", "summary")


@dataclass(frozen=True)
class PlannedPart:
    """One ``[[parts]]`` table: a post's file, or what is planned."""

    source: str | None
    title: str | None
    summary: str
    line: int


@dataclass(frozen=True)
class Outline:
    """A ``series.toml`` as read, and what is wrong with it."""

    title: str = ""
    abstract: str = ""
    lang: str | None = None
    parts: tuple[PlannedPart, ...] = ()
    problems: tuple[Problem, ...] = field(default=())


def read_outline(sheet: Sheet, path: str) -> Outline:
    """Read a ``series.toml``.

    Args:
        sheet: What is in the file.
        path: The file as its author knows it, for messages.

    Returns:
        What the file says. Tables that cannot be understood are left out and told as problems.
    """
    title = abstract = lang = None
    parts: list[PlannedPart] = []
    if not sheet.faults:
        sheet.check_keys(SERIES_KEYS)
        title, abstract, lang = (sheet.words("title"), sheet.words("abstract"), sheet.text("lang"))
        if title is None and isinstance(sheet.get("title"), str | None):
            sheet.say('the series has no title. Write: title = "…"', "title")
        if lang and not is_language(lang):
            sheet.say(f'"{shorten(lang)}" is no language. Write its tag, such as en, mi or en-NZ.', "lang")
            lang = None
        written = sheet.get("parts") or []
        if not isinstance(written, list) or not all(isinstance(entry, dict) for entry in written):
            sheet.say("write each part as a table: [[parts]]", "parts")
            written = []
        parts = [_read_part(sheet, number) for number in range(len(written))]
    problems = tuple(Problem(path, fault.line, fault.message, fault.grave) for fault in sheet.faults)
    return Outline(title or "", abstract or "", lang, tuple(parts), problems)


def _read_part(sheet: Sheet, number: int) -> PlannedPart:
    place = ("parts", number)
    sheet.check_keys(PART_KEYS, *place)
    if not sheet.get(*place, "source") and not sheet.get(*place, "title"):
        sheet.say("this part has neither a source nor a title. Give it one.", *place)
    source, title, summary = (
        sheet.text(*place, "source"),
        *(sheet.words(*place, key) for key in PART_KEYS[1:]),
    )
    return PlannedPart(source, title, summary or "", sheet.line(*place, "source"))
