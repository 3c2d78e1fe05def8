"""Where a work is found: DOI or URL (APA 7, §§ 9.34–9.36)."""

from apa7.bibliography.addresses import read_doi, read_web
from apa7.bibliography.patterns import late
from apa7.bibliography.richtext import concat, link, plain
from apa7.model import Text, Work

from .dates import day
from .memory import once

_NUMBER = late(r"[\w./:()+-]+")
_DOI_ORG = late(r"https?://(?:dx\.)?doi\.org/10\.")
_EPRINTS = {
    "arxiv": "https://arxiv.org/abs/",
    "hdl": "https://hdl.handle.net/",
    "jstor": "https://www.jstor.org/stable/",
    "pubmed": "https://pubmed.ncbi.nlm.nih.gov/",
}


@once
def doi(work: Work) -> str:
    """Return the work's DOI without its resolver, or an empty string."""
    if "doi" in work.texts and (found := read_doi(work.string("doi"))):
        return found
    url = work.string("url") if "url" in work.texts else ""
    return read_doi(url) if "doi.org/10." in url and _DOI_ORG.match(url) else ""


def web(work: Work) -> str:
    """Return the work's URL if a browser may open it, or an empty string."""
    return read_web(work.string("url"))


def archived(work: Work) -> tuple[str, str]:
    """Return where an archive keeps a copy of a work that is found by its URL alone, and of which day it is.

    The reference stays as it is: a page that does not change has neither (§ 9.16), and where an archived page
    is meant, that is the work's own URL (§ 10.16).
    """
    copy = read_web(work.string("archiveurl")) if "archiveurl" in work.texts else ""
    if not copy or doi(work) or not web(work):
        return "", ""
    made = work.dates.get("archivedate")
    start = made.start if made else None
    known = start is not None and start.month and start.day and 0 < start.year < 10_000
    return copy, f"{start.year:04}-{start.month:02}-{start.day:02}" if start and known else ""


@once
def address(work: Work) -> str:
    """Return the DOI as a link, otherwise the URL, otherwise the address of an e-print (§ 9.34)."""
    if identifier := doi(work):
        return f"https://doi.org/{identifier}"
    if "url" in work.texts and work.text("url"):
        return web(work)
    if "eprint" not in work.texts:
        return ""
    prefix, number = _EPRINTS.get(work.string("eprinttype").lower()), work.string("eprint")
    return f"{prefix}{number}" if prefix and _NUMBER.fullmatch(number) else ""


def retrieval(work: Work, *, changing: bool) -> Text:
    """Return the address, with the day it was visited if the work has no fixed form (§ 9.16).

    Args:
        work: The work.
        changing: Whether the work is meant to change over time.
    """
    url = address(work)
    visited = work.dates.get("urldate")
    if not url:
        # What a browser can't open, or shouldn't, is no link.
        return plain(work.string("url", "doi"))
    if visited and changing and not doi(work):
        return concat(f"Retrieved {day(visited)}, from ", link(url))
    return link(url)
