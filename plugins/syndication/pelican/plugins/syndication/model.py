"""The nouns of syndication: posts, what is sent of them, and what became of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol


@dataclass(frozen=True)
class Licence:
    """The licence under which a post or an image may be reused."""

    spdx: str
    name: str
    url: str


@dataclass(frozen=True)
class Image:
    """An image that a copy shows.

    Attributes:
        path: Its file, relative to the output folder.
        url: Its absolute address on our site, as it stands in the copy.
        sha256: Of its bytes; a partner stores an image once under it.
        alt: The text for those who do not see it.
        caption: Plain text, without the credit.
        credit: Plain text: title, author, source and licence of the image.
        licence: Its SPDX identifier, or "" for that of the post.
        reuse: Whether a partner may store it. A copy only links to an image that may not be reused.
    """

    path: str
    url: str
    sha256: str
    alt: str = ""
    caption: str = ""
    credit: str = ""
    licence: str = ""
    reuse: bool = True


@dataclass(frozen=True)
class Sibling:
    """Another part of the series; `id` and `url` are "" while it is only planned."""

    id: str
    number: int
    title: str
    url: str


@dataclass(frozen=True)
class Place:
    """Where a post stands in its series."""

    title: str
    url: str
    number: int
    count: int
    siblings: tuple[Sibling, ...]


@dataclass(frozen=True)
class Article:
    """A post as the site shows it, before it is made into a copy.

    Attributes:
        source: Its file, for messages.
        slug: What a partner may use in the address of the copy.
        title: Plain text.
        html: The content, with the site's links.
        site: The site's name.
        home: The site's absolute address, without a final slash.
        output: The folder in which the site's files are.
        reuse: Of images by their path in the output folder: credit, SPDX identifier, may be copied.
        Otherwise as in `Post`.
    """

    id: str
    source: str
    slug: str
    title: str
    html: str
    summary: str
    url: str
    published: str
    modified: str
    language: str
    authors: tuple[str, ...]
    category: str
    tags: tuple[str, ...]
    licence: Licence | None
    attribution_html: str
    attribution_text: str
    series: Place | None
    site: str
    home: str
    output: Path
    reuse: Mapping[str, tuple[str, str, bool]] = field(default_factory=dict)


@dataclass(frozen=True)
class Post:
    """A copy of a post as every partner can take it: one file of the outbox.

    Attributes:
        id: Stays the same while the post is edited, renamed or renumbered.
        slug: What a partner may use in the address of the copy.
        title: Plain text.
        html: The whole copy. Links are absolute, anchors carry the post's own prefix.
        text: The same as plain text.
        summary: Plain text, "" if the author wrote none.
        url: The canonical address.
        published: ISO 8601, with time zone.
        modified: ISO 8601, with time zone, or "".
        hash: Of all the above and below: the version of the copy.
    """

    id: str
    slug: str
    title: str
    html: str
    text: str
    summary: str
    url: str
    published: str
    modified: str
    language: str
    authors: tuple[str, ...]
    category: str
    tags: tuple[str, ...]
    licence: Licence | None
    attribution_html: str
    attribution_text: str
    series: Place | None
    images: tuple[Image, ...]
    hash: str = ""


@dataclass(frozen=True)
class Delivery:
    """A post for one target, its links to siblings leading to that target's own copies.

    Attributes:
        post: With `html` and `text` as they are sent.
        target: The target's name.
        marker: Tells our copy of this post from everything else on the partner's site.
        version: Of content and sibling links, as two hashes joined by a full stop.
    """

    post: Post
    target: str
    marker: str
    version: str


@dataclass(frozen=True)
class Holding:
    """A copy as the partner holds it.

    Attributes:
        id: The partner's own name for it.
        url: Where readers find it.
        public: Whether readers can visit it already.
        version: That of the delivery it was made from, as marked in the copy; "" without a mark.
        stored: Hash of what the partner stored, by which its own edits are noticed later.
        notes: What the author should know about this delivery.
    """

    id: str
    url: str
    public: bool
    version: str
    stored: str
    notes: tuple[str, ...] = ()

    @property
    def visitable(self) -> bool:
        """Whether readers can visit it at an address that may stand in our own pages as it is."""
        return self.public and re.fullmatch(r"https?://[^\s\"'<>\\`]+", self.url) is not None


@dataclass(frozen=True)
class Attempt:
    """What was about to be asked of a target, written down before it was asked."""

    time: str
    id: str
    target: str
    post: str
    action: str
    version: str


@dataclass(frozen=True)
class Receipt:
    """What became of attempts.

    Attributes:
        attempts: Ids of the attempts that it settles.
        state: created, updated or found (there already); refused or blocked, with `words`.
        words: The partner's own, or why it was blocked.
        holding: What the partner has now; None after a refusal.
    """

    time: str
    target: str
    post: str
    state: str
    version: str
    attempts: tuple[str, ...] = ()
    words: str = ""
    holding: Holding | None = None


@dataclass(frozen=True)
class Copy:
    """A copy that readers can visit, for templates: `article.copies`."""

    target: str
    label: str
    url: str


@dataclass(frozen=True)
class TargetSettings:
    """One entry of SYNDICATION_TARGETS.

    Attributes:
        name: Its name there.
        kind: Which file of `targets/` serves it.
        label: Its name for readers.
        options: The rest of the entry.
    """

    name: str
    kind: str
    label: str
    options: Mapping[str, Any]


@dataclass(frozen=True)
class Rooms:
    """The folders that a target or a deploy may use.

    Attributes:
        root: The site's.
        content: That of the sources.
        output: That of the built site.
        copies: That of what targets make, and of notes on what was done.
    """

    root: Path
    content: Path
    output: Path
    copies: Path


class Target(Protocol):
    """One who receives copies. Implementations differ in nothing but how they talk to it."""

    def holds(self, holding: Holding) -> bool:
        """Say without the network whether the copy is still there; True if that cannot be known."""

    def find(self, delivery: Delivery) -> Holding | None:
        """Look for our copy of the post, by its marker, so that it is never created twice.

        Raises:
            BlockedError: There is one that must be left as it is, such as in the partner's trash.
        """

    def create(self, delivery: Delivery) -> Holding:
        """Make the copy. `find` has just found none."""

    def update(self, delivery: Delivery, known: Holding, overwrite: bool) -> Holding:
        """Replace the copy `known`, or raise `BlockedError` if the partner has changed it since."""

    def close(self, deliveries: Sequence[Delivery]) -> None:
        """End a run in which all of `deliveries`, everything for this target, arrived."""


class Deploy(Protocol):
    """How the site itself gets to its readers."""

    def deploy(self) -> str:
        """Make the public site the same as the built one, and say in one line what was done."""
