"""What an account has said already: which of its statuses lead to a post, and which are ours."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from ..errors import BlockedError, SyndicationError
from ..files import hash_text
from ..model import Holding
from .mastodon_api import PAGES, Api

# What makes two statuses the same.
SAID = ("content", "visibility")


class Statuses:
    """The latest statuses of an account, asked for once in a run and then only for what is new."""

    def __init__(self, api: Api) -> None:
        """Take the server; nothing is asked yet."""
        self.api = api
        self.seen: dict[str, Mapping[str, Any]] = {}

    def read_all(self) -> list[Mapping[str, Any]]:
        """Return the account's statuses, oldest first."""
        page = self.api.list_statuses()
        fresh = {str(status["id"]): status for status in page}
        if not self.seen:
            for _ in range(1, PAGES):
                if not page:
                    break
                page = self.api.list_statuses(str(page[-1]["id"]))
                self.seen |= {str(status["id"]): status for status in page}
        self.seen |= fresh
        return sorted(self.seen.values(), key=age)

    def find_links(self, url: str) -> list[tuple[Mapping[str, Any], str]]:
        """Return the statuses that lead to an address, with their words, the oldest first."""
        found = []
        for status in self.read_all():
            if not leads_to(str(status.get("content", "")), url):
                continue
            now = self.api.read_status(str(status["id"]))
            if now is None:
                del self.seen[str(status["id"])]
            elif leads_to(str(now.get("content", "")), url):
                found.append((now, str(self.api.read_source(now).get("text", ""))))
        return found

    def is_ours(self, status: Mapping[str, Any]) -> bool:
        """Say whether the application whose token we have made a status; False if that is not told."""
        application = status.get("application")
        name = application.get("name") if isinstance(application, Mapping) else ""
        return bool(name) and name == self.api.application

    def is_announcement(self, status: Mapping[str, Any]) -> bool:
        """Say whether a status is said to all: no answer to somebody else, and no private word."""
        to = status.get("in_reply_to_account_id")
        alone = not status.get("in_reply_to_id") or to in (None, self.api.account["id"])
        return alone and status.get("visibility") != "direct"

    def settle(self, status: Mapping[str, Any], notes: list[str]) -> Mapping[str, Any]:
        """Keep the older of two statuses that say the same, of what two publishers made at once.

        Args:
            status: The one that was just made.
            notes: Is told if it could not be looked for the other.

        Returns:
            The one that stays.
        """
        try:
            page = self.api.list_statuses()
            same = [one for one in page if all(one.get(key, "") == status.get(key) for key in SAID)]
            first = min([status, *same], key=age)
            if str(first["id"]) != str(status["id"]):
                self.api.delete(str(status["id"]))
                return first
        except SyndicationError as error:
            notes.append(f"whether another publisher posted the same at this moment is not known: {error}")
        return status


def age(status: Mapping[str, Any]) -> tuple[str, int, str]:
    """Return by what statuses are put in order, the oldest first; ids grow, and with them their length."""
    id = str(status["id"])
    return str(status.get("created_at", "")), len(id), id


def leads_to(html: str, url: str) -> bool:
    """Say whether a status links to an address, however a server writes that."""
    return normalise(url) in read_links(html)


def leads_only_to(html: str, url: str) -> bool:
    """Say whether a status links to an address and to no other of the same site."""
    wanted = normalise(url)
    return {link for link in read_links(html) if link[0] == wanted[0]} == {wanted}


def read_links(html: str) -> set[tuple[str, str, str]]:
    """Return the addresses that a status links to; its words may show them cut."""
    from ..plaintext import parse

    return {normalise(str(link["href"])) for link in parse(html).find_all("a", href=True)}


def normalise(url: str) -> tuple[str, str, str]:
    """Return host, path and query of an address, however they are encoded."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").encode("idna").decode() if parts.hostname else ""
        return f"{host}:{parts.port or ''}", unquote(parts.path).rstrip("/"), unquote(parts.query)
    except ValueError:
        return "", url, ""


def squeeze(text: str) -> str:
    """Return the words of a status without what servers change in them: spaces, control characters, forms."""
    plain = unicodedata.normalize("NFC", text)
    return " ".join("".join(letter if letter.isprintable() else " " for letter in plain).split())


def require_unchanged(known: Holding, written: str, hint: str) -> None:
    """Raise BlockedError if a status has other words than we know of."""
    if hash_words(written) != known.stored.partition(".")[0]:
        raise BlockedError(
            f"{known.url} was changed there since we sent it. {hint} with --overwrite", written
        )


def same_words(written: str, text: str) -> bool:
    """Say whether a status says a text."""
    return squeeze(written) == squeeze(text)


def hash_words(text: str) -> str:
    """Return a hash of the words of a status."""
    return hash_text(squeeze(text))[:32]
