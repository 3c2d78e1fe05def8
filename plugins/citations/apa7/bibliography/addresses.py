"""Addresses of works in fields: what may become a link."""

import re
from urllib.parse import quote, unquote

from guards.addresses import AddressError, read_address

from .patterns import late

_RESOLVER = late(
    r"^(?:https?://)?(?:(?:dx\.)?(?:www\.)?doi\.org|(?:dx[.-])?doi-org\.[\w.-]+)/(?:doi:\s*)?"
    r"|^(?:digital object identifier|doi)[:.]?\s*(?=\d)|^doi:\s*",
    re.IGNORECASE,
)
"""What stands before a DOI: its resolver, also behind a library's proxy, or its name."""
_DOI = late(r"(?![A-Za-z][\w+.-]*:)[^\s\"`\\^{}|]+")
_NUMBERED = late(r"%[0-9A-Fa-f]{2}")
USUAL = late(r"https?://[a-z0-9.-]+(?:/[\w./~%?=&#:+,;()!*-]*)?", re.ASCII)
"""Addresses of which nothing has to be asked."""
_USUAL_DOI = late(r"10\.[\w./()-]+", re.ASCII)
_WEB = frozenset({"http", "https", "ftp"})


def read_web(text: str) -> str:
    """Return the address that a text is, or an empty string if no browser should open it.

    Signs that browsers take and no address has by the rules, such as "|", are spelt by their number.
    """
    if USUAL.fullmatch(text):
        return text
    spelt = re.sub(r"[\"<>\\^`{|}]", lambda sign: quote(sign[0]), text)
    try:
        return read_address(spelt, _WEB)
    except AddressError:
        return ""


def read_doi(text: str) -> str:
    """Return the DOI that a text is, without its resolver, or an empty string."""
    if _USUAL_DOI.fullmatch(text):
        return text
    text = _RESOLVER.sub("", text)
    if text.startswith("10.") and _NUMBERED.search(text):
        # Addresses have "/", "(" and "<" by their numbers.
        text = unquote(text)
    found = _DOI.fullmatch(text)
    return found[0] if found else ""
