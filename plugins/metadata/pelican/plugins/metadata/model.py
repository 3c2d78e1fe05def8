"""The nouns: a person, a site, a picture, a reference file, and the record of a post."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from markupsafe import Markup

NOTHING = Markup("")


@dataclass(frozen=True)
class Person:
    """Who wrote a post.

    Attributes:
        name: As the post gives it.
        given: The given names; None for an organisation.
        family: The family name; None for an organisation.
        suffix: What stands after the name, such as ``Jr.``, or None.
        orcid: ``https://orcid.org/…``, or None.
        url: The person's page, or None.
        organisation: Whether this is no single person.
        ror: ``https://ror.org/…`` of an organisation, or None.
        about: Who that is, in a sentence or two, or None.
        links: Further pages of the same person.
        account: ``@name@server`` in the fediverse, or None.
    """

    name: str
    given: str | None = None
    family: str | None = None
    suffix: str | None = None
    orcid: str | None = None
    url: str | None = None
    organisation: bool = False
    ror: str | None = None
    about: str | None = None
    links: tuple[str, ...] = ()
    account: str | None = None

    @property
    def identifier(self) -> str | None:
        """The best address of the person: ORCID or ROR, or else the page."""
        return self.orcid or self.ror or self.url

    @property
    def inverted(self) -> str:
        """The name as lists have it: ``Family, Given, Jr.``."""
        return ", ".join(filter(None, (self.family, self.given, self.suffix))) if self.family else self.name


@dataclass(frozen=True)
class Site:
    """The site: its name, its address without a slash at the end, its language tag; whether it has PDFs."""

    name: str
    url: str
    language: str
    pdf: bool = False


@dataclass(frozen=True)
class Picture:
    """An image of a post: its address, what it shows, and how it may be reused."""

    url: str
    alt: str
    title: str | None = None
    author: str | None = None
    source: str | None = None
    licence_url: str | None = None


@dataclass(frozen=True)
class Preview:
    """The picture that stands for a page where others link to it.

    Attributes:
        url: Its address.
        alt: What it shows.
        width: In pixels; 0 if it is not known.
        height: In pixels; 0 if it is not known.
        type: The media type; "" if it is not known.
    """

    url: str
    alt: str
    width: int = 0
    height: int = 0
    type: str = ""


@dataclass(frozen=True)
class CitationFile:
    """A file beside the page that reference managers read.

    Attributes:
        label: What readers call it, such as ``BibTeX``.
        type: The media type.
        url: Relative to the site; also the file in the output folder.
    """

    label: str
    type: str
    url: str


@dataclass(frozen=True)
class Version:
    """A post in one of the languages that it is published in.

    Attributes:
        language: The language tag (BCP 47).
        url: The canonical URL.
        title: Plain text.
        original: Whether it stands for all of them.
    """

    language: str
    url: str
    title: str
    original: bool


@dataclass(frozen=True)
class Record:
    """All that machines are told about a post, stated once.

    Attributes:
        id: A URI that stays the same when date, title or address change.
        title: Plain text.
        authors: In order.
        published: With time zone.
        modified: With time zone; the date of publication if nothing changed.
        url: The canonical URL.
        language: The language tag (BCP 47).
        abstract: Plain text, possibly empty.
        keywords: The post's tags.
        site: The site's name.
        site_url: The site's address.
        series: The series' title, or None.
        series_url: The series' landing page, or None.
        number: The part's number in the series, or None.
        licence: The licence's short name, or None.
        licence_url: The licence's deed, or None.
        image: The URL of the image that stands for the post, or None.
        card: What social networks show of the post, as another plugin chose it, or None: then the image.
        pictures: All images of the post.
        references: What the post cites, as the citations plugin tells it.
        doi: The post's own DOI as an address, ``https://doi.org/10.…``, or None.
        versions: The post in each language that it is published in, itself first; none if it is the only one.
        exports: The citation files beside the page.
        pdf, series_pdf: The PDF of the post, and that of its series, or None.
        cite_this: The post's own reference in APA style, as HTML.
        write: Writes its ``head``.
        sign: Writes its ``link_headers``.
    """

    id: str
    title: str
    authors: tuple[Person, ...]
    published: datetime
    modified: datetime
    url: str
    language: str
    abstract: str
    keywords: tuple[str, ...]
    site: str
    site_url: str
    series: str | None = None
    series_url: str | None = None
    number: int | None = None
    licence: str | None = None
    licence_url: str | None = None
    image: str | None = None
    card: Preview | None = None
    pictures: tuple[Picture, ...] = ()
    references: tuple[Any, ...] = ()
    doi: str | None = None
    versions: tuple[Version, ...] = ()
    exports: tuple[CitationFile, ...] = ()
    pdf: CitationFile | None = None
    series_pdf: CitationFile | None = None
    cite_this: Markup = NOTHING
    write: Callable[["Record"], Markup] = field(default=lambda record: NOTHING, repr=False, compare=False)
    sign: Callable[["Record"], list[str]] = field(default=lambda record: [], repr=False, compare=False)

    @property
    def doi_name(self) -> str:
        """The DOI without its resolver; "" if there is none."""
        return (self.doi or "").removeprefix("https://doi.org/")

    @property
    def cited_at(self) -> str:
        """Where others find the post for good: its DOI, or else its URL (APA 7, § 9.34)."""
        return self.doi or self.url

    @property
    def head(self) -> Markup:
        """The HTML for ``<head>``: only its page needs it, and it is long, so it is not kept."""
        return self.write(self)

    @property
    def link_headers(self) -> list[str]:
        """What servers may send as ``Link`` with the page, for templates."""
        return self.sign(self)
