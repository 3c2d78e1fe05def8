"""The nouns of syndication: posts, what is sent of them, and what became of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .placed import Placed
from .publication import Publication


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
        reuse: Whether a partner may store it, or a copy only links to it.
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
        source, file: Its file, for messages and where it is.
        slug: What a partner may use in the address of the copy.
        title: Plain text.
        html: The content, with the site's links.
        site: The site's name.
        home: The site's absolute address, without a final slash.
        output: The folder in which the site's files are.
        reuse: Of images by their path in the output folder: credit, SPDX identifier, may be copied.
        shorts: The author's own words for networks: "short", or "short-" and a target's name → the text.
        cover, cover_alt: What its author chose to stand for it: a path in the output folder, and a text.
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
    shorts: Mapping[str, str] = field(default_factory=dict)
    cover: str = ""
    cover_alt: str = ""
    file: str = ""


@dataclass(frozen=True)
class Short:
    """A post in a few words, for networks.

    Attributes:
        text: What is said, the link to the post in it.
        elastic: The part of `text` that may be cut where a network counts stricter than the build did;
            "" if the author wrote the text.
        mentions: Who is mentioned: what stands in `text` → the account, as the network writes it.
    """

    text: str
    elastic: str = ""
    mentions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Post:
    """A copy of a post as every partner can take it: one file of the outbox.

    Attributes:
        id: Stays the same while the post is edited, renamed or renumbered.
        slug: What a partner may use in the address of the copy.
        title: Plain text.
        html: The whole copy. Links are absolute, anchors carry the post's own prefix.
        text: The same as plain text.
        summary: Plain text: the author's, or how the text begins.
        url: The canonical address.
        published: ISO 8601, with time zone.
        modified: ISO 8601, with time zone, or "".
        card: The image that stands for the post: featured image of a copy, card of a short form.
        featured: Whether the card may be shown above the text, which may show it already.
        short: For targets that take a few words and a link; then `html` is "" and `text` is those words.
        publication: The site as a whole, for networks that show which one an article belongs to.
        words: Hash of the words of `text`, by which a copy tells that nobody changed it.
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
    card: Image | None = None
    featured: bool = False
    short: Short | None = None
    publication: Publication | None = None
    words: str = ""
    hash: str = ""

    @property
    def cover(self) -> Image | None:
        """The card, where a partner may show it above the text and store it."""
        return self.card if self.featured and self.card and self.card.reuse else None

    @property
    def placed(self) -> Placed:
        """What a partner is to set beside the words."""
        cover = self.cover
        image = (cover.sha256, cover.alt, cover.credit) if cover else ()
        return Placed(self.published, self.category, self.tags, *image)

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """Make the rest of a post of which only a part is there (`defer_post`), once it is wanted."""
            if "_rest" not in vars(self):
                raise AttributeError(name)
            vars(self).update(vars(vars(self).pop("_rest")()))
            return getattr(self, name)


def defer_post(fields: Mapping[str, Any], rest: Callable[[], Post]) -> Post:
    """Return a post with these fields; all others are made by `rest`, which returns it whole, when wanted."""
    post = object.__new__(Post)
    vars(post).update(fields, _rest=rest)
    return post


@dataclass(frozen=True)
class Waiting:
    """A post that exists and does not go to some targets, for now or for good.

    Attributes:
        post: Its id.
        title: Plain text.
        reason: draft, hidden, date (still to come) or kept (`Syndicate:` leaves these targets out).
        until: The date to come, ISO 8601 with time zone; "" for other reasons.
        targets: Who would receive it otherwise.
    """

    post: str
    title: str
    reason: str
    until: str
    targets: tuple[str, ...]


@dataclass(frozen=True)
class Delivery:
    """A post for one target, its links to siblings leading to that target's own copies.

    Attributes:
        post: With `html` and `text` as they are sent.
        target: The target's name.
        marker: Tells our copy of this post from everything else on the partner's site.
        version: Of content and sibling links, as two hashes joined by a full stop.
        thread: What the target holds of the earlier parts of the series, in their order.
        tried: Whether it may have been made by an attempt of which nobody said what became of it.
    """

    post: Post
    target: str
    marker: str
    version: str
    thread: tuple[Holding, ...] = ()
    tried: bool = False


@dataclass(frozen=True)
class Holding:
    """A copy as the partner holds it.

    Attributes:
        id: The partner's own name for it.
        url: Where readers find it.
        public: Whether readers can visit it already.
        version: That of the delivery it was made from, as marked in it; "" without a mark.
        stored: Hash of what the partner stored, by which its own edits are noticed later.
        edited: Whether its words are others than those it was made from, as far as the copy itself tells.
        notes: What the author should know about this delivery.
        placed: What we last set there beside the words; None if that is not known, or all of it is ours.
        post: Whose copy it is, by the id of the post; "" where no receipt says so.
        ours: The post itself, where it is due: by its words a copy is known whose mark a filter took.
    """

    id: str
    url: str
    public: bool
    version: str
    stored: str
    edited: bool = False
    notes: tuple[str, ...] = ()
    placed: Placed | None = None
    post: str = field(default="", compare=False)
    ours: Post | None = field(default=None, compare=False, repr=False)

    @property
    def visitable(self) -> bool:
        """Whether readers can visit it at an address that may stand in our own pages as it is."""
        return self.public and re.fullmatch(r"https?://[^\s\"'<>\\`]+", self.url) is not None
