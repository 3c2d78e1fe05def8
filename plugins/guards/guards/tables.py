"""Data files that authors write, in TOML: read up to a size and a depth, each fault with its line."""

from __future__ import annotations

import re
import stat
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .addresses import AddressError, read_address
from .characters import clean_text, find_unfit
from .marks import explain_language, find_wrong, read_marks
from .places import DeepError, Place, check_depth, locate
from .words import LONGEST, shorten, suggest

LARGEST = 2_000_000
"""Bytes: ten thousand people, or parts, have room in it."""

_QUOTES = "\"'“”„‘’«»"
# A name in square brackets, and a key with its value, both with any or no quotation marks.
_NAME = re.compile(rf"\s*\[[{_QUOTES}\s]*([^\[\]]*?)[{_QUOTES}\s]*\]\s*")
_VALUE = re.compile(rf"\s*([\w-]+)\s*=[{_QUOTES}\s]*([^#\[\]{{}}]*?)[{_QUOTES}\s]*(?:#.*)?")


@dataclass(frozen=True)
class Fault:
    """What is wrong with a file.

    Attributes:
        line: Counted from 1.
        message: What it is, and what to do.
        grave: Whether a build must not go on with it; otherwise it is a warning.
    """

    line: int
    message: str
    grave: bool = True


class Sheet:
    """What a data file says, with the lines on which it says so.

    Attributes:
        values: As TOML has them; empty if the file cannot be read.
        faults: What has been found wrong so far; reading from the sheet adds to it.
    """

    def __init__(self, text: str = "", faults: Collection[Fault] = ()) -> None:
        """Read a text."""
        self.values: Mapping[str, Any] = {}
        self.faults = list(faults)
        self._root = Place(1)
        try:
            check_depth(text)
            self.values = tomllib.loads(text)
            self._root = locate(text)
        except DeepError as error:
            self.faults.append(Fault(error.line, str(error)))
        except ValueError as error:
            self.faults.append(_explain(error, text))

    def line(self, *path: str | int) -> int:
        """Return the line of a value, by the keys and numbers that lead to it; that of what holds it else."""
        place = self._root
        for step in path:
            inner = place.keys.get(step) if isinstance(step, str) else None
            if isinstance(step, int) and step < len(place.items):
                inner = place.items[step]
            if inner is None:
                break
            place = inner
        return place.line

    def say(self, message: str, *path: str | int, grave: bool = True) -> None:
        """Note that something is wrong with a value."""
        self.faults.append(Fault(self.line(*path), message, grave))

    def get(self, *path: str | int) -> Any:
        """Return a value; None if it is not there."""
        value: Any = self.values
        for step in path:
            if isinstance(step, int) and isinstance(value, list):
                value = value[step]
            else:
                value = value.get(step) if isinstance(value, Mapping) else None
        return value

    def text(self, *path: str | int) -> str | None:
        """Return a text on one line, without what steers; None if there is none, which is noted if wrong."""
        value, key = self.get(*path), path[-1]
        if value is None:
            return None
        if not isinstance(value, str):
            self.say(f'{key} must be text in quotes: {key} = "…"', *path)
            return None
        line = " ".join(value.split())
        if unfit := find_unfit(line):
            self.say(f"{key} has the character {unfit} in it, which is left out.", *path, grave=False)
        return clean_text(line) or None

    def words(self, *path: str | int) -> str | None:
        """Return a text that may have words in another language marked; as `text` does."""
        text = self.text(*path)
        for wrong in find_wrong(text or ""):
            self.say(explain_language(wrong), *path)
        return read_marks(text) if text else None

    def address(self, *path: str | int) -> str | None:
        """Return an address; None if there is none, or what is there is none, which is noted."""
        text = self.text(*path)
        if text is None:
            return None
        try:
            return read_address(text)
        except AddressError as error:
            self.say(f"{path[-1]} {error}.", *path)
            return None

    def name(self, key: str) -> str:
        """Return the name that a table has, without what steers, which is noted."""
        if unfit := find_unfit(key):
            self.say(f"the name has the character {unfit} in it, which is left out.", key, grave=False)
        return clean_text(" ".join(key.split()))

    def flag(self, *path: str | int) -> bool | None:
        """Return what is true or false; None if it is not there, or neither, which is noted."""
        value = self.get(*path)
        if value is None or isinstance(value, bool):
            return value
        self.say(f"{path[-1]} must be true or false, without quotation marks.", *path)
        return None

    def check_keys(self, known: Collection[str], *path: str | int) -> None:
        """Note each key of a table that nobody knows, with the one that may be meant."""
        for key in self.get(*path) or ():
            if key not in known:
                hint = suggest(key, known) or f" Known are: {', '.join(known)}."
                self.say(f'unknown key "{shorten(key)}".{hint}', *path, key)


def read_sheet(file: Path) -> Sheet:
    """Read a data file; one that is not there is an empty one."""
    try:
        mode = file.lstat().st_mode
    except OSError:
        return Sheet()
    try:
        mode = file.stat().st_mode
        if not stat.S_ISREG(mode):
            what = "a folder" if stat.S_ISDIR(mode) else "no file"
            return Sheet("", [Fault(1, f"this is {what}. Remove it, or put a text file there.")])
        with file.open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except OSError as error:
        return Sheet("", [Fault(1, f"the file cannot be read ({error.strerror}).")])
    if len(data) > LARGEST:
        return Sheet(
            "", [Fault(1, f"the file is larger than {LARGEST:,} bytes. Take out what is not needed.")]
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Sheet("", [Fault(line, "this line is not UTF-8 text. Save the file as UTF-8.")])
    return Sheet(text.replace("\r\n", "\n"))


def _explain(error: ValueError, text: str) -> Fault:
    """Say in which line a text is no TOML, and what is wrong there."""
    if not isinstance(error, tomllib.TOMLDecodeError):
        long = re.search(r"[\d_]{4000}", text)
        line = text.count("\n", 0, long.start() if long else 0) + 1
        return Fault(line, "this number is so long that nobody can read it.")
    # Python 3.14 has error.lineno; before, only the message tells.
    found = re.search(r"at line (\d+)", str(error))
    lines = text.splitlines() or [""]
    line = min(int(found[1]), len(lines)) if found else len(lines)
    if mended := _mend(lines[line - 1]):
        return Fault(line, f"names and values stand in quotation marks. Write {mended}")
    hint = ' Quotation marks must be straight: "…".' if re.search("[“”„‘’«»]", lines[line - 1]) else ""
    return Fault(line, f"not valid TOML: {shorten(str(error))}.{hint}")


def _mend(line: str) -> str:
    """Return a line with straight quotation marks around its value or name, if it needs no more than that."""
    if len(line) > LONGEST * 2:
        return ""
    name, value = _NAME.fullmatch(line), _VALUE.fullmatch(line)
    mended = f'["{name[1]}"]' if name and name[1] else f'{value[1]} = "{value[2]}"' if value else ""
    return mended if mended and _is_toml(mended) and not _is_toml(line) else ""


def _is_toml(text: str) -> bool:
    try:
        tomllib.loads(text)
    except ValueError:
        return False
    return True
