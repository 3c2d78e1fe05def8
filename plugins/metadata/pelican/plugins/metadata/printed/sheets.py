"""What a PDF shows: a post, or the posts of a series one after the other."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import Any

from markupsafe import Markup

from guards.formulas import write_formulas

from ..full_text import FORMER, drop_backs, write_boxes
from ..links import make_absolute
from ..model import Person, Record
from ..record import encode

IDS = r'(?<=\s)(id|aria-labelledby|aria-describedby|headers|for)="([^"<>]*)"'
INNER = r'(?<=\s)href="#([^"<>]*)"'
# What only a screen can show.
PLAYED = re.compile(r"<(iframe|video|audio|object|embed)\b[^<>]*>(?:[^<]*</\1>)?", re.IGNORECASE)


@dataclass(frozen=True)
class Sheet:
    """A post in a PDF.

    Attributes:
        record: What is known of it.
        html: Its content: links within it lead within the PDF, all others are absolute.
        attribution: How it may be reused, as HTML.
        title: Its title as HTML.
    """

    record: Record
    html: Markup
    attribution: Markup
    title: Markup


@dataclass(frozen=True)
class Document:
    """A PDF.

    Attributes:
        url: Where it is, relative to the site.
        address: The page that it is a PDF of, or its DOI.
        title: Plain text.
        language: Its language tag.
        abstract: Plain text, possibly empty.
        authors: All of them, in order.
        keywords: Of all sheets.
        created, modified: Of the first sheet that was published, and of the last one that changed.
        licence, licence_url: The licence that all sheets have, or None.
        sheets: What it shows.
        series: Whether it is of a whole series.
        site: The site's name.
    """

    url: str
    address: str
    title: str
    language: str
    abstract: str
    authors: tuple[Person, ...]
    keywords: tuple[str, ...]
    created: datetime
    modified: datetime
    licence: str | None
    licence_url: str | None
    sheets: tuple[Sheet, ...]
    series: bool
    site: str


def make_sheet(article: Any, siteurl: str, prefix: str = "") -> Sheet:
    """Return a post as a PDF shows it.

    Args:
        article: Pelican's article, with its record.
        siteurl: The site's address.
        prefix: What its ids begin with, where several posts stand in one PDF.
    """
    record = article.record
    # WeasyPrint knows no MathML.
    html = write_boxes(write_formulas(drop_backs(article.get_content(siteurl))))
    html = make_absolute(PLAYED.sub("", re.sub(FORMER, "", html)), record.url)
    html = html.replace(f'href="{record.url}#', 'href="#')
    html = re.sub(IDS, lambda found: f'{found[1]}="{name_ids(found[2], prefix)}"', html)
    html = re.sub(INNER, lambda found: f'href="#{name_ids(unescape(found[1]), prefix)}"', html)
    attribution = make_absolute(str(getattr(getattr(article, "attribution", None), "html", "")), record.url)
    return Sheet(record, Markup(html), Markup(attribution), Markup(article.title))


def name_ids(ids: str, prefix: str) -> str:
    """Return ids as they are in a PDF."""
    return " ".join(prefix + name for name in ids.split())


def print_post(article: Any, siteurl: str) -> Document:
    """Return the PDF of a post."""
    record: Record = article.record
    return bind(
        record.pdf.url if record.pdf else "",
        record.cited_at,
        record.title,
        record.language,
        record.abstract,
        [make_sheet(article, siteurl)],
    )


def print_series(series: Any, url: str, siteurl: str, language: str) -> Document:
    """Return the PDF of a series: its parts to read, in their order.

    Args:
        series: The series.
        url: Where the PDF is, relative to the site.
        siteurl: The site's address.
        language: The series' language tag.
    """
    sheets = [make_sheet(part.article, siteurl, f"part-{part.number}-") for part in series.published]
    address = encode(f"{siteurl}/{series.url}")
    return bind(url, address, str(series.title), language, str(series.abstract or ""), sheets, series=True)


def bind(
    url: str,
    address: str,
    title: str,
    language: str,
    abstract: str,
    sheets: Iterable[Sheet],
    *,
    series: bool = False,
) -> Document:
    """Return what a PDF of these sheets says of itself."""
    sheets = tuple(sheets)
    records = [sheet.record for sheet in sheets]
    licences = {(record.licence, record.licence_url) for record in records}
    licence, licence_url = licences.pop() if len(licences) == 1 else (None, None)
    return Document(
        url,
        address,
        title,
        language,
        abstract,
        tuple(dict.fromkeys(person for record in records for person in record.authors)),
        tuple(dict.fromkeys(keyword for record in records for keyword in record.keywords)),
        min(record.published for record in records),
        max(record.modified for record in records),
        licence,
        licence_url,
        sheets,
        series,
        records[0].site,
    )
