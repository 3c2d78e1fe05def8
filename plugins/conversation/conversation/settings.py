"""The CONVERSATION_* settings as one frozen value that refuses what cannot be used."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from guards.addresses import ASKED, AddressError, hide_password, read_address
from guards.words import suggest

from .errors import ConversationError
from .model import name_author

# Where the posts of Bluesky's network can be read by anybody.
APPVIEW = "https://public.api.bsky.app"
NAMES = tuple(f"CONVERSATION_{name}" for name in ("APPVIEW", "HTML", "TRUSTED", "WEBMENTION"))


@dataclass(frozen=True)
class Settings:
    """What the site says about answers.

    Attributes:
        content: The content folder.
        trusted: ``CONVERSATION_TRUSTED``, whose answers are shown at once: a list of targets and of pages of
            authors.
        html: ``CONVERSATION_HTML``, whether pages show links and emphasis of answers, or their text alone.
        appview: ``CONVERSATION_APPVIEW``, where answers on Bluesky are read.
        webmention: ``CONVERSATION_WEBMENTION``, the list of a Webmention receiver, if there is one.
        labels: Each target's name for readers.
        bibliography: ``CITATIONS_BIBLIOGRAPHY`` of pelican-citations, the file to which works are added.
        zone: The site's time zone.
        pages: The folder of the site's pages, below the content folder.
    """

    content: Path
    trusted: Collection[str] = ()
    html: bool = False
    appview: str = APPVIEW
    webmention: str = ""
    labels: Mapping[str, str] | None = None
    bibliography: Path = Path("references.bib")
    zone: tzinfo = UTC
    pages: str = "pages"


def read_settings(values: Mapping[str, Any]) -> Settings:
    """Read Pelican's settings.

    Raises:
        ConversationError: A setting cannot be used; the message names it.
    """
    for name in values:
        if name.startswith("CONVERSATION_") and name not in NAMES:
            hint = suggest(name, NAMES, 1) or f" There are: {', '.join(NAMES)}."
            raise ConversationError(f'no setting "{name}".{hint}')
    trusted = values.get("CONVERSATION_TRUSTED", ())
    if not isinstance(trusted, list | tuple | set) or not all(isinstance(one, str) for one in trusted):
        raise ConversationError(
            'CONVERSATION_TRUSTED must be a list of targets and pages of authors, such as ["partner-blog", '
            f'"https://social.example/@name"], not {trusted!r}.'
        )
    html = values.get("CONVERSATION_HTML", False)
    if not isinstance(html, bool):
        raise ConversationError(f"CONVERSATION_HTML must be True or False, not {html!r}.")
    targets = values.get("SYNDICATION_TARGETS")
    entries = targets.items() if isinstance(targets, Mapping) else ()
    content = Path(values.get("PATH") or ".").absolute()
    named = values.get("CITATIONS_BIBLIOGRAPHY") or "references.bib"
    first = named if isinstance(named, str | Path) else next(iter(named), "references.bib")
    return Settings(
        content,
        frozenset(name_author(one) or one for one in trusted),
        html,
        read_server(values, "CONVERSATION_APPVIEW", APPVIEW).rstrip("/"),
        read_server(values, "CONVERSATION_WEBMENTION", ""),
        {
            name: str(entry["label"])
            for name, entry in entries
            if isinstance(entry, Mapping) and "label" in entry
        },
        content / first,
        read_zone(values.get("TIMEZONE") or "UTC"),
        next((one for one in values.get("PAGE_PATHS") or () if isinstance(one, str) and one), "pages"),
    )


def read_zone(name: object) -> tzinfo:
    """Return a time zone by its name."""
    try:
        return ZoneInfo(str(name))
    except (KeyError, OSError, ValueError):
        raise ConversationError(f"TIMEZONE: nobody knows the time zone {name!r}.") from None


def read_server(values: Mapping[str, Any], name: str, default: str) -> str:
    """Return a setting that is an address."""
    value = values.get(name) or default
    try:
        address = read_address(value, ASKED) if value else ""
    except (AddressError, AttributeError) as error:
        raise ConversationError(f"{name} {error}.") from None
    if hide_password(address) != address or "token=" in address:
        raise ConversationError(
            f"{name}: no secrets here. Put WEBMENTION_SECRET=… into .env or the environment."
        )
    return str(address)
