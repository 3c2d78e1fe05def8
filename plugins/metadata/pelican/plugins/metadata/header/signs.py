"""What steers instead of being read, languages and addresses that are none: found in what a reader made."""

import re
from typing import Any

from guards.addresses import split_address
from guards.characters import clean_text, find_dropped, find_unfit, is_language
from guards.words import Lines, shorten

from ..links import find_addresses
from .errors import HeaderError

# Pelican's marks for a file of the site (INTRASITE_LINK_REGEX).
MARK = re.compile(r"^[{|]\w+[|}]")
# Most addresses: nothing in them could keep anybody from taking them apart.
PLAIN = re.compile(r"(?:https?://)?[\w.~/%+#-]*", re.ASCII)
LEFT_OUT = "this line has the character {} in it, which is left out."


def clean_value(value: Any) -> Any:
    """Return what a line of a header says, or several say, without what steers."""
    if isinstance(value, list):
        return [clean_value(one) for one in value]
    return clean_text(value) if isinstance(value, str) else value


def find_signs(text: str) -> tuple[int, str]:
    """Return the first line of a post that has in it what steers instead of being read, and what to say.

    Below its header marks of direction may stand: they end with their paragraph.
    """
    head = re.split(r"\n[ \t]*\n", text, maxsplit=1)[0]
    for number, line in enumerate(head.split("\n"), 1):
        if unfit := find_unfit(line.replace("\t", " ").rstrip("\r")):
            return number, LEFT_OUT.format(unfit)
    number, unfit = find_dropped(text)
    return number, LEFT_OUT.format(unfit) if unfit else ""


def require_language(lang: object, text: str) -> None:
    """Refuse a post whose language is none: pages, addresses and feeds name it.

    Raises:
        HeaderError: It is none.
    """
    if isinstance(lang, str) and lang and not is_language(lang):
        message = f'"{shorten(lang)}" is no language. Write its tag, such as en, mi or en-NZ.'
        raise HeaderError(find_line(text, "lang"), message)


def require_addresses(html: str, text: str) -> None:
    """Refuse a post with an address that nobody can take apart: neither pages nor feeds could be written.

    Raises:
        HeaderError: There is one.
    """
    for address in find_addresses(html):
        if not PLAIN.fullmatch(address) and split_address(MARK.sub("", address)) is None:
            message = f'"{shorten(address)}" is no address. Correct it, such as https://example.org/page.'
            raise HeaderError(Lines(text).find(address), message)


def find_line(text: str, word: str) -> int:
    """Return the line of a header that a word begins; 1 if there is none."""
    mark = re.compile(rf"\W*{re.escape(word)}\b[\"']?\s*[:=]|.*name=[\"']{re.escape(word)}\b", re.IGNORECASE)
    return next((number for number, line in enumerate(text.split("\n"), 1) if mark.match(line)), 1)
