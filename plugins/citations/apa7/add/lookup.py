"""The one module that asks the network: a DOI, an ISBN or an address → an entry, as a service writes it."""

import re
import urllib.error
import urllib.request
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from apa7.errors import CitationsError

DOI_SERVICE = "https://doi.org/"
"""Answers `<service><DOI>` with BibTeX by content negotiation (https://www.crossref.org, DataCite, mEDRA)."""

OTHER_SERVICE = "https://en.wikipedia.org/api/rest_v1/data/citation/bibtex/"
"""Citoid: answers `<service><ISBN or address>` with BibTeX."""

SECONDS = 30
LARGEST = 1_000_000

_DOI = re.compile(
    r"(?:doi:\s*|(?:https?://)?(?:dx\.|www\.)?doi\.org/)?(10\.\d{4,9}(?:\.\d+)*/\S+)", re.IGNORECASE
)
_DOI_IN_ADDRESS = re.compile(r"https?://[^?#]*/doi/(?:[a-z]+/)?(10\.\d{4,9}/[^?#\s]+)", re.IGNORECASE)


@dataclass(frozen=True)
class Identifier:
    """What an author has in hand of a work.

    Attributes:
        kind: "DOI", "ISBN" or "address".
        value: Without resolver, hyphens or the like.
    """

    kind: str
    value: str


def read_identifier(text: str) -> Identifier:
    """Tell what an author gave.

    Raises:
        CitationsError: It is none of the three, or an ISBN with a digit that is wrong.
    """
    text = text.strip()
    if found := _DOI.fullmatch(text) or _DOI_IN_ADDRESS.match(text):
        return Identifier("DOI", found[1])
    if re.match(r"https?://[^/\s]+", text):
        return Identifier("address", text)
    digits = re.sub(r"^isbn(?:-1[03])?:?|[\s-]", "", text, flags=re.IGNORECASE).upper()
    if re.fullmatch(r"\d{9}[\dX]|\d{13}", digits):
        if not _is_isbn(digits):
            raise CitationsError(
                f"{text} is no ISBN: its last digit doesn't fit the others. Check for a typing mistake."
            )
        return Identifier("ISBN", digits)
    raise CitationsError(f"{text!r} is neither a DOI (10.…/…) nor an ISBN nor an address (https://…)")


def _is_isbn(digits: str) -> bool:
    """Check the last digit (ISO 2108)."""
    values = [10 if digit == "X" else int(digit) for digit in digits]
    if len(values) == 10:
        return sum(value * weight for value, weight in zip(values, range(10, 0, -1), strict=True)) % 11 == 0
    return sum(value * (3 if place % 2 else 1) for place, value in enumerate(values)) % 10 == 0


def fetch(
    identifier: Identifier, *, doi_service: str = DOI_SERVICE, other_service: str = OTHER_SERVICE
) -> str:
    """Ask a service for a work.

    Args:
        identifier: Which work.
        doi_service: Where DOIs are resolved.
        other_service: Where ISBNs and addresses are looked up.

    Returns:
        The answer, which should be BibTeX.

    Raises:
        CitationsError: There is no answer; the message says why and what to do.
    """
    by_doi = identifier.kind == "DOI"
    service = doi_service if by_doi else other_service
    if urlsplit(service).scheme not in ("http", "https"):
        raise CitationsError(f"{service!r} is no address of a service; it begins with https://")
    address = f"{service.rstrip('/')}/{quote(identifier.value, safe='/():;' if by_doi else '')}"
    host = urlsplit(service).netloc
    headers = {"Accept": "application/x-bibtex, text/x-bibtex;q=0.9", "User-Agent": "pelican-citations"}
    try:
        with urllib.request.urlopen(
            urllib.request.Request(address, headers=headers), timeout=SECONDS
        ) as answer:
            data: bytes = answer.read(LARGEST + 1)
    except urllib.error.HTTPError as error:
        raise CitationsError(_explain(error.code, identifier, host)) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise CitationsError(
            f"{host} can't be reached ({reason}). Are you online? Nothing was added."
        ) from error
    if len(data) > LARGEST:
        raise CitationsError(f"{host} answered with more than an entry. Nothing was added.")
    return data.decode("utf-8", errors="replace")


def _explain(code: int, identifier: Identifier, host: str) -> str:
    if code in (404, 410):
        return f"{host} knows no work with the {identifier.kind} {identifier.value}. Is it typed right?"
    if code in (406, 415, 501):
        return f"{host} has no BibTeX for the {identifier.kind} {identifier.value}. Enter the work by hand."
    if code == 429 or code >= 500:
        return f"{host} has no time now (status {code}). Try again later; nothing was added."
    return f"{host} refused to answer (status {code}). Nothing was added."
