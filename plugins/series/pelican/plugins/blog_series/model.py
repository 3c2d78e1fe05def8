"""The nouns: a series and its parts."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

NUMBER = attrgetter("number")


@dataclass(frozen=True)
class Part:
    """One part of a series, published or planned.

    Attributes:
        number: Its place in the series, counted from 1; planned parts count.
        title: Plain text: the post's title; while planned, the title in ``series.toml`` or ``Part 3``.
        summary: Plain text, possibly empty.
        url: The post's URL relative to SITEURL; None while planned.
        source: The post's file relative to the content folder; None while planned.
        article: Pelican's article; None while planned.
        lang: The language of its title and summary.
        published: The published parts of the series, in order.
    """

    number: int
    title: str
    summary: str = ""
    url: str | None = None
    source: str | None = None
    article: Any = field(default=None, repr=False, compare=False)
    lang: str = ""
    published: Sequence["Part"] = field(default=(), repr=False, compare=False)

    @property
    def planned(self) -> bool:
        """Whether readers cannot read this part yet."""
        return self.url is None

    @property
    def previous(self) -> "Part | None":
        """The nearest published part before this one."""
        place = bisect_left(self.published, self.number, key=NUMBER)
        return self.published[place - 1] if place else None

    @property
    def next(self) -> "Part | None":
        """The nearest published part after this one."""
        place = bisect_right(self.published, self.number, key=NUMBER)
        return self.published[place] if place < len(self.published) else None


@dataclass(frozen=True)
class Series:
    """Posts that are published in parts.

    Attributes:
        slug: The name of its folder, as it stands in URLs.
        title: Plain text.
        abstract: Plain text, possibly empty.
        lang: The language tag (BCP 47).
        url: The landing page's URL relative to SITEURL.
        save_as: The landing page's file relative to the output folder.
        feed_url: The Atom feed's URL relative to SITEURL; None if there is no feed.
        source: ``series.toml`` as its author knows it, such as ``content/floods/series.toml``.
        parts: All parts in order, planned ones too. Those of a translation are in its language where they
            have been translated.
    """

    slug: str
    title: str
    abstract: str
    lang: str
    url: str
    save_as: str
    feed_url: str | None
    source: str
    parts: tuple[Part, ...]

    @property
    def published(self) -> tuple[Part, ...]:
        """The parts that can be read."""
        return tuple(part for part in self.parts if not part.planned)
