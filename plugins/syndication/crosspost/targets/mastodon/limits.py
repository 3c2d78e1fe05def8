"""What a server with Mastodon's API takes, as it says itself, as far as that can be believed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from crosspost.text.short import URL

# The most of anything that is believed of a server: characters of a status, entries of a list; and characters
# that a link counts.
MOST, LINK = 100_000, 500
# What ends a link in a status: Mastodon takes no closing punctuation and only some scripts.
CLOSING = re.compile(r"[^\x21-\x7e\u00c0-\u024f\u0400-\u052f].*|(?<![.,;:!?'\")\]}])[.,;:!?'\")\]}]++$")
MENTION = re.compile(r"(?<![=/\w])@(\w(?:[\w.-]*\w)?)@[\w.-]*\w")


@dataclass(frozen=True)
class Limits:
    """What an instance takes.

    Attributes:
        characters: Of a status.
        link: How many characters a link counts, however long; None if every character counts.
        image: The size of an image, in bytes; 0 if it did not say.
        types: Media types of images; empty if it did not say.
        description: Characters of the text for those who do not see an image.
    """

    characters: int = 500
    link: int | None = None
    image: int = 0
    types: tuple[str, ...] = ()
    description: int = 1500

    def count(self, text: str) -> int:
        """Return how long a status is here.

        Mastodon counts what readers take for a character, a link as so many, and of an account elsewhere
        only its name (docs.joinmastodon.org, “Posting to your profile”). Others count code points.
        """
        if self.link is None:
            return len(text)
        from crosspost.text.graphemes import split_graphemes

        stand_in = "x" * self.link
        text = URL.sub(lambda match: stand_in + "".join(CLOSING.findall(match[0])), text)
        return len(split_graphemes(MENTION.sub(r"@\1", text)))


def read_limits(instance: Mapping[str, Any]) -> Limits:
    """Read the limits of an instance; what it does not say is as on Mastodon.

    GoToSocial states that it reserves 25 characters for a link, and then counts it in full; so do others
    that speak this API. Only what may be Mastodon is believed.
    """
    configuration = read_part(instance, "configuration")
    statuses, media = read_part(configuration, "statuses"), read_part(configuration, "media_attachments")
    characters = read_count(statuses, "max_characters") or read_count(instance, "max_toot_chars")
    link = read_count(statuses, "characters_reserved_per_url")
    # Some name a number so that there is no limit; a link of which there is no end is none.
    characters, link = min(characters, MOST), link if link <= LINK else 0
    types = media.get("supported_mime_types")
    return Limits(
        characters or Limits.characters,
        link if link and not is_other(instance) else None,
        read_count(media, "image_size_limit"),
        tuple(str(type) for type in types[:MOST]) if isinstance(types, list) else (),
        min(read_count(media, "description_limit"), MOST) or Limits.description,
    )


def read_part(answer: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Return a part of an answer; empty if it is not there, or something else."""
    found = answer.get(name)
    return found if isinstance(found, Mapping) else {}


def read_count(answer: Mapping[str, Any], name: str) -> int:
    """Return a number that an answer gives; 0 if it gives none (Python reads `Infinity` and `NaN`, too)."""
    try:
        return max(0, int(answer.get(name) or 0))
    except (OverflowError, TypeError, ValueError):
        return 0


def is_other(instance: Mapping[str, Any]) -> bool:
    """Say whether a server is surely not Mastodon: by where its source is, or by its version."""
    source, version = str(instance.get("source_url") or ""), str(instance.get("version") or "")
    if source:
        return "mastodon" not in source.lower()
    return version.startswith("0.") or "compatible" in version or "gotosocial" in version.lower()
