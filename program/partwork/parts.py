"""How `invoke new` begins a part: a file with its metadata, and a line in the list of its series."""

from __future__ import annotations

import re
import tomllib
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from guards.characters import find_unfit
from guards.paths import TAKEN
from guards.tables import read_sheet
from guards.whole import write_file

# Bytes: names of files have at most 255, and some of those made of a post hold its series and a hash, too.
LONGEST = 150
# So many ends of arrays are tried, from the end of the file.
ENDS = 50


class PartError(Exception):
    """A part cannot be begun; the text says why and what to do."""


def begin_part(content: Path, title: str, series: str) -> Path:
    """Write a new part and list it in its series; whatever is wrong is found before anything is written.

    Raises:
        PartError: It cannot be.
        OSError: A file cannot be written; what was there is there still.
    """
    from pelican.utils import slugify

    from pelicanconf import SLUG_REGEX_SUBSTITUTIONS, TIMEZONE

    title = title.strip()
    if unfit := find_unfit(title):
        raise PartError(f"The title has the character {unfit} in it. Write it without.")
    slug = slugify(title, regex_subs=SLUG_REGEX_SUBSTITUTIONS)
    if not slug or not re.fullmatch(r"[\w-]+", series):
        raise PartError(
            "A part needs a title in words, and a series the name of its folder: letters and hyphens."
        )
    if series.lower() in TAKEN:
        raise PartError(f'"{series}" is the name of another folder of a site. Choose another for the series.')
    if len(f"{series}{slug}".encode()) > LONGEST:
        raise PartError(
            "Title and series make names of files, and are too long for that. Take at most "
            f"{LONGEST} letters here; in the file, the title may be as long as you like."
        )
    folder = content / series
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise PartError(f"content/{series} is no folder. Choose another name for the series.")
    if twins := [path for path in folder.glob("*.md") if re.fullmatch(rf"(\d+-)?{slug}", path.stem)]:
        raise PartError(f"content/{series}/{twins[0].name} has this title already. Choose another.")
    number, listed = _count(folder)
    part = folder / f"{number + 1}-{slug}.md"
    text = (
        f"Title: {title}\nDate: {datetime.now(ZoneInfo(TIMEZONE)):%Y-%m-%d %H:%M}\nStatus: draft\n"
        "Tags: \nSummary: \n\n<!-- Write here, and cite a work of references.bib as [@key, p. 10]. -->\n"
    )
    begun = add_entry(listed, series, part.name)
    write_file(part, text.encode())
    try:
        _list(folder / "series.toml", listed, begun)
    except BaseException:
        part.unlink()
        with suppress(OSError):
            folder.rmdir()
        raise
    return part


def add_entry(text: str, series: str, name: str) -> str:
    """Return a `series.toml` with one more part, in the form in which it lists the others.

    Raises:
        PartError: There is no place for it that could be found.
    """
    if not text.strip():
        text = f'title = "{series.replace("-", " ").capitalize()}"\nabstract = ""\n'
    end = "\r\n" if "\r\n" in text else "\n"
    table = _read(text)
    wanted = {**table, "parts": [*table.get("parts", []), {"source": name}]}
    inline = f'{{ source = "{name}" }}'
    new = [f'{text.rstrip()}{end}{end}[[parts]]{end}source = "{name}"{end}']
    for found in list(re.finditer(r"\]", text))[-ENDS:][::-1]:
        before, after = text[: found.start()], text[found.start() :]
        last = before.rstrip()
        blank = before[len(last) :]
        # After what is last, or, where a remark ends the line, on a line of its own.
        marks = (", ", "" if last.endswith("[") else " ")
        new += [f"{last}{mark}{inline}{blank}{after}" for mark in marks]
        new += [f"{before}{mark}{inline}{end}{after}" for mark in (", ", "")]
    for candidate in new:
        with suppress(tomllib.TOMLDecodeError):
            if _read(candidate) == wanted:
                return candidate
    raise PartError(
        f"content/{series}/series.toml lists its parts in a way that cannot be added to. Write each as a "
        'table, a line [[parts]] and below it a line source = "…".'
    )


def _read(text: str) -> dict[str, Any]:
    # An editor may begin a file with a mark that TOML has no room for.
    return tomllib.loads(text.removeprefix("\ufeff"))


def _count(folder: Path) -> tuple[int, str]:
    """Return how many parts a series lists, and the text of the list; "" if there is none yet."""
    file = folder / "series.toml"
    if not file.exists() and not file.is_symlink():
        return 0, ""
    sheet = read_sheet(file)
    parts = sheet.get("parts") or []
    if not sheet.faults and not (isinstance(parts, list) and all(isinstance(part, dict) for part in parts)):
        sheet.say("write each part as a table: [[parts]]", "parts")
    for fault in sheet.faults:
        raise PartError(f"content/{folder.name}/series.toml:{fault.line}: {fault.message}")
    return len(parts), file.read_bytes().decode("utf-8")


def _list(file: Path, before: str, text: str) -> None:
    """Write a list, unless its author has saved another meanwhile."""
    now = file.read_bytes().decode("utf-8") if file.exists() else ""
    if now != before:
        raise PartError(f"content/{file.parent.name}/series.toml was saved meanwhile. Ask again.")
    write_file(file, text.encode())
