"""Where a work is found: DOI or URL (APA 7, §§ 9.34–9.36)."""

import re

from apa7.bibliography.richtext import concat, link, plain
from apa7.model import Text, Work

from .dates import day

_RESOLVER = re.compile(r"^(?:https?://)?(?:dx\.)?(?:www\.)?doi\.org/|^doi:\s*", re.IGNORECASE)
_WEB = re.compile(r"(?:https?|ftp)://[^\s/]", re.IGNORECASE)
_EPRINTS = {
    "arxiv": "https://arxiv.org/abs/",
    "hdl": "https://hdl.handle.net/",
    "jstor": "https://www.jstor.org/stable/",
    "pubmed": "https://pubmed.ncbi.nlm.nih.gov/",
}


def doi(work: Work) -> str:
    """Return the work's DOI without its resolver, or an empty string."""
    found = _RESOLVER.sub("", work.string("doi"))
    if found:
        return found
    url = work.string("url")
    return _RESOLVER.sub("", url) if re.match(r"https?://(?:dx\.)?doi\.org/10\.", url) else ""


def address(work: Work) -> str:
    """Return the DOI as a link, otherwise the URL, otherwise the address of an e-print (§ 9.34)."""
    if identifier := doi(work):
        return f"https://doi.org/{identifier}"
    if url := work.string("url"):
        return url if _WEB.match(url) else ""
    prefix = _EPRINTS.get(work.string("eprinttype").lower())
    return f"{prefix}{work.string('eprint')}" if prefix and work.string("eprint") else ""


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
        return plain(work.string("url"))
    if visited and changing and not doi(work):
        return concat(f"Retrieved {day(visited)}, from ", link(url))
    return link(url)
