"""A PDF (PDF/UA-1) from HTML, the same bytes from the same HTML; kept, and made only if it is another."""

import hashlib
import logging
import re
from collections.abc import Callable, Collection
from html import escape
from importlib.metadata import version
from pathlib import Path
from typing import Any

from guards.whole import write_file

from .sheets import Document

CACHE = Path(".cache", "pdf")
ADDRESS = r'(?<=\s)src="([^"]*)"|url\("?([^")]+)"?\)'
# What WeasyPrint says of styles and fonts is nothing that an author could do anything about.
LOGGERS = ("weasyprint", "weasyprint.progress", "fontTools", "fontTools.subset")


class LibraryError(RuntimeError):
    """What makes PDFs cannot be loaded."""


def press(html: str, document: Document, find_file: Callable[[str], Path | None]) -> Path:
    """Return the file with a PDF, which is made if it is not kept.

    Args:
        html: What it shows.
        document: What it says of itself.
        find_file: Gives the file that the site has at an address, if it is one of the site's.

    Raises:
        LibraryError: WeasyPrint cannot be loaded.
    """
    key = hashlib.sha256(f"{version('weasyprint')}\n{html}\n{write_rights(document)}".encode())
    addresses = dict.fromkeys(one or other for one, other in re.findall(ADDRESS, html))
    for address in addresses:
        file = find_file(address)
        key.update(hashlib.sha256(file.read_bytes() if file else b"").digest())
    kept = CACHE / f"{key.hexdigest()}.pdf"
    if not kept.is_file():
        made = render(html, document, find_file, key.digest()[:16])
        kept.parent.mkdir(parents=True, exist_ok=True)
        write_file(kept, made)
    return kept


def forget(used: Collection[Path]) -> None:
    """Keep no PDF but these."""
    for file in CACHE.glob("*.pdf"):
        if file not in used:
            file.unlink(missing_ok=True)


def render(
    html: str, document: Document, find_file: Callable[[str], Path | None], identifier: bytes
) -> bytes:
    """Make a PDF; nobody is asked for what it shows."""
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher, URLFetcherResponse
    except OSError as error:
        raise LibraryError(
            "WeasyPrint cannot be loaded, so there are no PDFs: it needs Pango (Debian: libpangoft2-1.0-0 and"
            " libharfbuzz-subset0; elsewhere see WeasyPrint's first steps). Install it, or set METADATA_PDF"
            " to False."
        ) from error

    class SiteFetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            file = find_file(url)
            if url.startswith("data:"):
                return super().fetch(url, headers)
            if file is None:
                raise ValueError(f"{url} is not the site's")
            return URLFetcherResponse(url, file.read_bytes())

    for name in LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL)

    def finish(_: Any, pdf: Any) -> None:
        for stream in pdf.objects:
            if getattr(stream, "extra", {}).get("Type") == "/Metadata":
                rights = write_rights(document).encode()
                stream.stream = [
                    part.replace(b"</rdf:RDF>", rights + b"</rdf:RDF>") if isinstance(part, bytes) else part
                    for part in stream.stream
                ]

    source = HTML(string=html, base_url=document.address, url_fetcher=SiteFetcher())
    made: bytes = source.write_pdf(
        pdf_variant="pdf/ua-1", pdf_identifier=identifier, finisher=finish, custom_metadata=False
    )
    return made


def write_rights(document: Document) -> str:
    """Return licence and identifier as XMP (ISO 16684-1)."""
    said = [f"<dc:identifier>{escape(document.address)}</dc:identifier>"]
    if document.licence_url:
        url, name = escape(document.licence_url), escape(document.licence or "")
        said += [
            f'<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">{name}: {url}</rdf:li></rdf:Alt></dc:rights>',
            "<xmpRights:Marked>True</xmpRights:Marked>",
            f"<xmpRights:WebStatement>{url}</xmpRights:WebStatement>",
            f'<cc:license rdf:resource="{url}"/>',
        ]
    spaces = (
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/" '
        'xmlns:cc="http://creativecommons.org/ns#"'
    )
    return f'<rdf:Description rdf:about="" {spaces}>{"".join(said)}</rdf:Description>'
