"""A DOI, an ISBN or an address → an entry, as a service writes it."""

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

from apa7.errors import CitationsError
from guards.addresses import ASKED, AddressError, read_address, split_address

from .exchange import UnansweredError, ask

DOI_SERVICE = "https://doi.org/"
"""Answers `<service><DOI>` with BibTeX by content negotiation (https://www.crossref.org, DataCite, mEDRA)."""

OTHER_SERVICE = "https://en.wikipedia.org/api/rest_v1/data/citation/bibtex/"
"""Citoid: answers `<service><ISBN or address>` with BibTeX."""

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
    if re.search(r"10\.\d{4,9}(?:\.\d+)*(?:%2f|/)", text, re.IGNORECASE) and "%" in text:
        # A DOI that was copied from an address has its signs by their numbers.
        text = unquote(text)
    if found := _DOI.fullmatch(text) or _DOI_IN_ADDRESS.match(text):
        return Identifier("DOI", found[1])
    if re.match(r"https?://", text):
        return Identifier("address", _require_public(text))
    digits = re.sub(r"^isbn(?:-1[03])?:?|[\s-]", "", text, flags=re.IGNORECASE).upper()
    if re.fullmatch(r"\d{9}[\dX]|\d{13}", digits):
        if not _is_isbn(digits):
            raise CitationsError(
                f"{text} is no ISBN: its last digit doesn't fit the others. Check for a typing mistake."
            )
        return Identifier("ISBN", digits)
    raise CitationsError(f"{text!r} is neither a DOI (10.…/…) nor an ISBN nor an address (https://…)")


def _require_public(address: str) -> str:
    parts = split_address(address)
    if parts is None or not parts.hostname:
        raise CitationsError(f"{address} is no address; write one such as https://example.org/page")
    if "@" in parts.netloc:
        raise CitationsError("the address has a user's name or a password in it, which a service would see")
    return address


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
    try:
        service = read_address(service, ASKED)
    except AddressError as error:
        named = "--doi-service, CITATIONS_DOI_SERVICE" if by_doi else "--service, CITATIONS_SERVICE"
        raise CitationsError(f"the service's address ({named}) {error}") from error
    address = f"{service.rstrip('/')}/{quote(identifier.value, safe='/():;' if by_doi else '')}"
    headers = {"Accept": "application/x-bibtex, text/x-bibtex;q=0.9", "User-Agent": "pelican-citations"}
    parts = split_address(service)
    host = parts.netloc.rpartition("@")[2] if parts else ""
    try:
        return ask(address, headers).decode("utf-8", errors="replace")
    except UnansweredError as error:
        if error.status:
            raise CitationsError(_explain(error.status, identifier, host)) from error
        raise CitationsError(f"{host} {error} Nothing was added.") from error


def _explain(code: int, identifier: Identifier, host: str) -> str:
    if code in (404, 410):
        return f"{host} knows no work with the {identifier.kind} {identifier.value}. Is it typed right?"
    if code in (406, 415, 501):
        return f"{host} has no BibTeX for the {identifier.kind} {identifier.value}. Enter the work by hand."
    if 300 <= code < 400:
        return f"{host} leads round in circles, or to what is no page of the web. Nothing was added."
    if code == 429 or code >= 500:
        return f"{host} has no time now (status {code}). Try again later; nothing was added."
    return f"{host} refused to answer (status {code}). Nothing was added."
