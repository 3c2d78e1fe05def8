"""The nouns: what comes in from elsewhere, before it is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Loss:
    """What could not be kept as it was.

    Attributes:
        message: What it is, and what became of it: a sentence without its end.
        place: Where it stands in what was imported, such as "export.xml:120" or "draft.docx, paragraph 7".
    """

    message: str
    place: str


@dataclass(frozen=True)
class Image:
    """A picture of a post.

    Attributes:
        address: Where it was: an address or a path, the same for the same picture.
        name: What its file was called.
        load: Returns what is in it; raises `ImportingError` with the reason where it cannot be had. The
            reason goes behind the address.
        title: What it is called, for its credit.
        author: Who made it, as somebody says.
        source: The page that it is from, as an address.
        licence: Its licence, as somebody says (an SPDX identifier).
    """

    address: str
    name: str
    load: Callable[[], bytes]
    title: str = ""
    author: str = ""
    source: str = ""
    licence: str = ""


@dataclass(frozen=True)
class Comment:
    """What somebody answered.

    Attributes:
        id: By which answers name it.
        author: The name shown.
        text: Plain text.
        html: The same with its markup, of which only harmless elements are left.
        date: When, with an offset; None if that is not known.
        url: The author's page; "" if there is none.
        address: Where it could be read; "" if that is not known.
        answers: The id of the comment that it answers; "" if it answers the post.
        approved: Whether readers could see it.
        kind: "comment", or "pingback" and "trackback" for what another site said.
    """

    id: str
    author: str
    text: str
    html: str
    date: datetime | None
    url: str = ""
    address: str = ""
    answers: str = ""
    approved: bool = False
    kind: str = "comment"


@dataclass
class Post:
    """A post or page.

    Attributes:
        id: By which a second import knows it: an address, or what the other program calls it.
        title: Plain text.
        body: Markdown, with marks of `places` for images, links and losses.
        place: Where it begins in what was imported, such as "export.xml:120".
        slug: The end of its address; made of the title if there is none.
        date: When it was published, with an offset where that is known; None if it was not.
        modified: When it was changed last; None if that is not known.
        authors: Names as readers saw them.
        tags: All of its tags and categories.
        summary: Plain text.
        lang: A language tag; "" for that of the site.
        status: "published", "draft" or "hidden" (whoever knows the address may read it).
        page: Whether it is a page and no post.
        former: Paths from the root of the site at which it was, such as "/2019/03/first/".
        addresses: All whole addresses that led to it, so that links of others to it go on to do so.
        cover: The picture that stands for it, one of `images`, by its number; None if none does.
        images: Its pictures, in the order of the marks in `body`.
        losses: What could not be kept, in the order of the marks in `body`; what has no mark is told, too.
        comments: What readers answered.
        notes: How many footnotes it has.
        licence: Its licence, as somebody says (an SPDX identifier); "" for that of the site.
    """

    id: str
    title: str
    body: str
    place: str
    slug: str = ""
    date: datetime | None = None
    modified: datetime | None = None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    summary: str = ""
    lang: str = ""
    status: str = "published"
    page: bool = False
    former: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    cover: int | None = None
    images: list[Image] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    notes: int = 0
    licence: str = ""


@dataclass
class Import:
    """All that one file, folder or address has.

    Attributes:
        kind: The program that made it, for readers: "WordPress".
        name: Its file or address, for messages.
        posts: Posts and pages.
        people: Each author's name → what `people.toml` can say of them (`given`, `family`, `url`, `about`).
        works: Citekey → its entry as BibTeX.
        losses: What could not be kept and belongs to no post.
    """

    kind: str
    name: str
    posts: list[Post] = field(default_factory=list)
    people: dict[str, dict[str, str]] = field(default_factory=dict)
    works: dict[str, str] = field(default_factory=dict)
    losses: list[Loss] = field(default_factory=list)
