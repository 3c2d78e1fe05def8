"""What a new site must know of its author: each question, what is usual, what can be wrong with an answer."""

from __future__ import annotations

import getpass
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from guards.addresses import ASKED, AddressError, read_address
from guards.characters import find_unfit, is_language, show_text
from guards.words import suggest

from .colours import explain_accent

# The address of nobody (RFC 2606), until the author has one.
NOWHERE = "https://example.org"
# Pixels a side: networks show no smaller icon.
SMALLEST = 256


class AnswerError(ValueError):
    """An answer that a site cannot have; the text says why and what to write."""


@dataclass(frozen=True)
class Question:
    """One thing to ask.

    Attributes:
        name: Of the answer, and of the option that gives it.
        text: What is asked, in a line.
        usual: The answer of those who press Enter, given the name of the folder; "" for none.
        check: Takes an answer and returns it as it is to be written; raises `AnswerError`.
    """

    name: str
    text: str
    usual: Callable[[str], str]
    check: Callable[[str], str]


def ask(folder: str, given: Mapping[str, str], asking: bool) -> dict[str, str]:
    """Return all answers: those that are given, and of the others what one says, or what is usual.

    Args:
        folder: The name of the new folder.
        given: Answers by name.
        asking: Whether somebody is there to be asked.

    Raises:
        AnswerError: A given answer is wrong; it begins with the option's name.
    """
    answers = {}
    for question in QUESTIONS:
        if question.name in given:
            try:
                answers[question.name] = question.check(given[question.name].strip())
            except AnswerError as error:
                raise AnswerError(f"--{question.name}: {show_text(str(error))}") from None
    for question in QUESTIONS:
        if question.name not in answers:
            usual = question.usual(folder)
            answers[question.name] = _ask_one(question, usual) if asking else question.check(usual)
    return answers


def _ask_one(question: Question, usual: str) -> str:
    while True:
        said = input(f"{question.text} [{usual or 'none'}]: ").strip()
        try:
            return question.check("" if said.lower() == "none" else said or usual)
        except AnswerError as error:
            print(f"  {show_text(str(error))}", file=sys.stderr)


def _check_words(text: str) -> str:
    if not text:
        raise AnswerError("Write a name.")
    if unfit := find_unfit(text):
        raise AnswerError(f"It has the character {unfit} in it. Write it without.")
    return text


def _check_orcid(text: str) -> str:
    from pelican.plugins.metadata.people import is_orcid

    plain = text.removeprefix("https://orcid.org/")
    if plain and not is_orcid(plain):
        raise AnswerError("No ORCID iD has these digits: the last does not fit the others. Look it up.")
    return plain


def _check_licence(text: str) -> str:
    from pelican.plugins.licence.licences import UnknownLicenceError, find_licence

    try:
        return find_licence(text).spdx
    except UnknownLicenceError as error:
        raise AnswerError(str(error)) from None


def _check_language(text: str) -> str:
    if not is_language(text):
        raise AnswerError('Write the tag of a language, such as "en", "mi" or "pt-br".')
    return text.lower()


def _check_zone(text: str) -> str:
    from zoneinfo import ZoneInfo, available_timezones

    with suppress(Exception):
        ZoneInfo(text)
        return text
    near = suggest(text, [zone for zone in sorted(available_timezones()) if zone[:3] == text[:3].title()])
    raise AnswerError(f'There is no time zone "{text}", only such as "Pacific/Auckland".{near}')


def _check_address(text: str) -> str:
    try:
        parts = urlsplit(read_address(text, ASKED))
    except AddressError as error:
        raise AnswerError(f"{text} {error}.") from None
    if parts.query or parts.fragment or parts.username:
        raise AnswerError("Write the address of the first page, without ? or #.")
    return text.rstrip("/")


def _check_accent(text: str) -> str:
    if text and (wrong := explain_accent(text)):
        raise AnswerError(f"{text} {wrong}.")
    return text.lower()


def _check_logo(text: str) -> str:
    from guards.images import ImageError, inspect

    if not text:
        return ""
    file = Path(text).expanduser()
    try:
        picture = inspect(file.read_bytes())
    except OSError as error:
        raise AnswerError(f"{text}: {error.strerror}. Write the path of a picture.") from None
    except ImageError as error:
        raise AnswerError(f"{text} {error}.") from None
    if picture.size is None or picture.kind == "SVG" or max(picture.size) < SMALLEST:
        raise AnswerError(f"{text} is a drawing, or small. Save it as a PNG of {SMALLEST} pixels or more.")
    return str(file)


def _find_author(_: str) -> str:
    """Return who writes here, as Git knows it, or the system."""
    with suppress(OSError, subprocess.SubprocessError):
        if git := shutil.which("git"):
            ran = subprocess.run([git, "config", "user.name"], capture_output=True, text=True, timeout=5)
            if ran.stdout.strip():
                return ran.stdout.strip()
    with suppress(Exception):
        return getpass.getuser()
    return "The author"


def _find_language(_: str) -> str:
    said = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    found = re.match(r"[a-z]{2,3}(?=[_.]|$)", said)
    return found[0] if found and found[0] != "c" else "en"


def _find_zone(_: str) -> str:
    for said in (os.environ.get("TZ", ""), os.path.realpath("/etc/localtime").partition("zoneinfo/")[2]):
        with suppress(AnswerError):
            return _check_zone(said) if said else _check_zone("-")
    return "UTC"


QUESTIONS = (
    Question("name", "The site's name", lambda folder: folder.replace("-", " ").capitalize(), _check_words),
    Question("author", "Your name, as readers see it", _find_author, _check_words),
    Question("orcid", "Your ORCID iD", lambda _: "", _check_orcid),
    Question("licence", "The licence of what you write (SPDX)", lambda _: "CC-BY-4.0", _check_licence),
    Question("language", "Its language", _find_language, _check_language),
    Question("zone", "Your time zone", _find_zone, _check_zone),
    Question("address", "The site's address, if you have one", lambda _: NOWHERE, _check_address),
    Question("accent", "The colour of links, such as #8a1c1c", lambda _: "", _check_accent),
    Question("logo", "A picture for the site's icon (PNG or JPEG)", lambda _: "", _check_logo),
)
