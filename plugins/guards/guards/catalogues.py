"""What programs say, in the languages that a folder has a catalogue for (`mi.po`, as gettext has them)."""

from __future__ import annotations

import ast
import re
import struct
from collections.abc import Callable
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

_LINE = re.compile(r'(msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?)?\s*("(?:[^"\\]|\\.)*")\s*')
# One of a file's own language, for which nobody needs a catalogue.
_SOURCE = "en"


class CatalogueError(ValueError):
    """A catalogue that cannot be read; its text begins with the line."""


class Catalogues:
    """The catalogues of a folder, each read when it is first asked for.

    Args:
        folder: Where they are, each named by its language: `mi.po`, `pt-BR.po`.
        tell: Takes what is wrong with one, which then says everything in English.
    """

    def __init__(self, folder: Path, tell: Callable[[Path, str], None]) -> None:
        self._folder = folder
        self._tell = tell
        self._read: dict[str, tuple[str, NullTranslations]] = {}

    def choose(self, language: str) -> str:
        """Return the language that words for readers of a language are in: that, or else English."""
        return self._find(language)[0]

    def say(self, language: str, words: str, **values: object) -> str:
        """Return words in a language, or as they are; `{name}` stands for a value."""
        said = self._find(language)[1].gettext(words)
        return said.format(**values) if values else said

    def count(self, language: str, one: str, many: str, number: int) -> str:
        """Return words for a number of things, in which `{n}` stands for the number."""
        return self._find(language)[1].ngettext(one, many, number).format(n=number)

    def _find(self, language: str) -> tuple[str, NullTranslations]:
        if language not in self._read:
            self._read[language] = self._open(language)
        return self._read[language]

    def _open(self, language: str) -> tuple[str, NullTranslations]:
        tag = language.replace("_", "-").lower()
        names = {file.stem.lower(): file for file in sorted(self._folder.glob("*.po"))}
        # As RFC 4647, § 3.4, looks up: en-NZ-x, en-NZ, en.
        while tag:
            if tag in names:
                try:
                    return names[tag].stem, read_catalogue(names[tag])
                except CatalogueError as error:
                    self._tell(names[tag], str(error))
                    break
            if tag == _SOURCE:
                break
            tag = tag.rpartition("-")[0]
        return _SOURCE, NullTranslations()


def read_catalogue(file: Path) -> GNUTranslations:
    """Read a catalogue; what is not translated in it is said as it is.

    Raises:
        CatalogueError: It is none.
    """
    entries: dict[str, str] = {}
    entry: dict[str, str] = {}
    name = ""
    try:
        lines = file.read_text("utf-8-sig").splitlines()
    except ValueError:
        raise CatalogueError("1: this file is not UTF-8 text. Save it as UTF-8.") from None
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        found = _LINE.fullmatch(line)
        if not found or not (found[1] or name):
            raise CatalogueError(
                f"{number}: this is no line of a catalogue. Edit it with a program such as Poedit."
            )
        if found[1] in ("msgctxt", "msgid") and "msgstr" in "".join(entry):
            _keep(entry, entries)
            entry = {}
        name = found[1] or name
        entry[name] = entry.get(name, "") + ast.literal_eval(found[2])
    _keep(entry, entries)
    try:
        return GNUTranslations(BytesIO(_compile(entries)))
    except (ValueError, LookupError) as error:
        raise CatalogueError(f"1: the header cannot be read ({error}).") from None


def _keep(entry: dict[str, str], entries: dict[str, str]) -> None:
    """Take over what is said of an entry, as a compiled catalogue has it."""
    key, plural = entry.get("msgid", ""), entry.get("msgid_plural")
    forms = [entry[name] for name in sorted(entry) if name.startswith("msgstr")]
    if all(forms) and forms:
        entries[f"{key}\0{plural}" if plural else key] = "\0".join(forms)


def _compile(entries: dict[str, str]) -> bytes:
    """Return a compiled catalogue (gettext manual, § 11.3), which Python reads."""
    pairs = sorted((key.encode(), text.encode()) for key, text in entries.items())
    place = 28 + 16 * len(pairs)
    tables: tuple[list[int], list[int]] = ([], [])
    for table, texts in zip(tables, zip(*pairs, strict=True), strict=False):
        for text in texts:
            table += [len(text), place]
            place += len(text) + 1
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, place)
    numbers = struct.pack(f"<{4 * len(pairs)}I", *tables[0], *tables[1])
    return head + numbers + b"".join(text + b"\0" for table in zip(*pairs, strict=True) for text in table)
