"""The nouns of WordPress, whether they are from an export or its API."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone


@dataclass
class Attachment:
    """An uploaded file.

    Attributes:
        id: Its number.
        url: Its address.
        parent: The number of the post that it was uploaded to.
        title: What it is called.
        alt: Its alternative text.
        caption: HTML.
        author: Who made it, as the file itself says.
    """

    id: str
    url: str
    parent: str = ""
    title: str = ""
    alt: str = ""
    caption: str = ""
    author: str = ""


@dataclass
class Answer:
    """A comment.

    Attributes:
        id: Its number.
        name: The name shown.
        url: Its author's page.
        html: As WordPress keeps it, without paragraphs.
        date: When.
        parent: The number of the comment that it answers, or "0".
        state: "1" for an approved one, or a word.
        kind: "comment", "pingback" or "trackback".
    """

    id: str
    name: str
    url: str
    html: str
    date: datetime | None
    parent: str = "0"
    state: str = "1"
    kind: str = "comment"


@dataclass
class Item:
    """A post, a page, or something else that WordPress keeps as one.

    Attributes:
        id: Its number.
        kind: "post", "page", "wp_block" and others.
        title: HTML.
        html: Its text, with WordPress's comments for blocks.
        excerpt: HTML.
        line: Where the text begins in the export; 0 for none.
        place: Where the item begins.
        link: Its address.
        guid: By which feed readers know it.
        slug: The end of its address.
        status: WordPress's word.
        locked: Whether it has a password.
        date: When it was published.
        modified: When it was changed.
        authors: Names as readers saw them.
        tags: Names of categories, tags and others of their kind.
        lang: A language tag.
        meta: What plugins keep with it.
        answers: Comments.
        rendered: Whether the text is as readers get it, with all that WordPress puts there.
    """

    id: str
    kind: str = "post"
    title: str = ""
    html: str = ""
    excerpt: str = ""
    line: int = 0
    place: str = ""
    link: str = ""
    guid: str = ""
    slug: str = ""
    status: str = "publish"
    locked: bool = False
    date: datetime | None = None
    modified: datetime | None = None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    lang: str = ""
    meta: dict[str, list[str]] = field(default_factory=dict)
    answers: list[Answer] = field(default_factory=list)
    rendered: bool = False


@dataclass
class Blog:
    """All of it.

    Attributes:
        name: The export or the address, for messages.
        url: The blog's address.
        items: In the order of the export.
        attachments: By their numbers.
        people: Name → `given` and `family`.
        faults: What is wrong with the export, and its line.
    """

    name: str
    url: str = ""
    items: list[Item] = field(default_factory=list)
    attachments: dict[str, Attachment] = field(default_factory=dict)
    people: dict[str, dict[str, str]] = field(default_factory=dict)
    faults: list[tuple[str, int]] = field(default_factory=list)


def read_date(local: str, universal: str) -> datetime | None:
    """Return a date with the offset that it had, by its two forms; None if it is none ("0000-00-00 …").

    Of drafts only the local one is known, which has no offset then: it is in the time of the site.
    """
    try:
        there = datetime.fromisoformat(local.strip().replace("T", " "))
    except ValueError:
        return None
    there = there.replace(tzinfo=None)
    try:
        utc = datetime.fromisoformat(universal.strip().replace("T", " ")).replace(tzinfo=None)
    except ValueError:
        return there
    minutes = round((there - utc).total_seconds() / 60)
    # No place is further away; what is, was moved by hand.
    offset = minutes if abs(minutes) <= 15 * 60 else 0
    return there.replace(tzinfo=timezone(timedelta(minutes=offset)))
