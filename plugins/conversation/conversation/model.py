"""The nouns: an answer, and what somebody says of answers there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from urllib.parse import urlsplit

# What an answer can be. Only approved ones are shown; of one that is gone nothing is left but its id.
PENDING, APPROVED, HIDDEN, BLOCKED, GONE = STATES = ("pending", "approved", "hidden", "blocked", "gone")
# The kind of a line that is no answer: when all that a target holds of an event was looked at.
CHECK = "check"


@dataclass(frozen=True)
class Answer:
    """What somebody answered.

    Attributes:
        id: By which other answers name it; the same wherever and whenever it is read.
        target: Where it was written: a target of the site, "webmention", or the post's own file.
        kind: "comment", or what another site did: "mention", "like", "repost", "pingback", "trackback".
        address: Where it can be read; "" if that is not known.
        name: Its author's, plain text.
        page: Its author's page; "" if there is none.
        date: ISO 8601 with its offset; "" if that is not known.
        lang: A language tag; "" if that is not known.
        text: Plain text.
        html: The same with harmless markup.
        answers: The id of the answer that it answers; "" if it answers the post.
        state: One of `STATES`.
        own: Whether the site's own account wrote it.
        handle: What its author is called in the network: "@name", or "@name@server"; "" if that is not known.
        local: What the target calls it, where that is not its id.
    """

    id: str
    target: str = ""
    kind: str = "comment"
    address: str = ""
    name: str = ""
    page: str = ""
    date: str = ""
    lang: str = ""
    text: str = ""
    html: str = ""
    answers: str = ""
    state: str = PENDING
    own: bool = False
    handle: str = ""
    local: str = ""

    @property
    def author(self) -> str:
        """By what its author is known: the page, or else the name and where it was written."""
        return name_author(self.page) or (f"{self.name} at {self.target}" if self.name else "")


def name_author(page: str) -> str:
    """Return an address as authors are compared by it: without scheme, and whether it ends in a slash."""
    parts = urlsplit(page) if "://" in page else None
    if parts is None or not parts.netloc:
        return ""
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}{query}"


def number_answer(post: str, id: str) -> str:
    """Return what an answer to a post is called where its id is too long."""
    return sha256(f"{post} {id}".encode(errors="replace")).hexdigest()[:8]


@dataclass(frozen=True)
class Heard:
    """What a target says of its answers.

    Attributes:
        answers: Those that everybody can read there now, each with its post.
        there: Ids of answers that were known and are there still, as they were.
        posts: The posts of which all is said: what is known of them and not said is gone.
        notes: What its author should know.
    """

    answers: list[tuple[str, Answer]] = field(default_factory=list)
    there: set[str] = field(default_factory=set)
    posts: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)


# Of each post, what is known of its answers by their ids.
Known = Mapping[str, Mapping[str, Answer]]
