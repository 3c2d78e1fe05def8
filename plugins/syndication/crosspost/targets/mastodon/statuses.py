"""What an account has said already: which of its statuses lead to a post, and which are ours."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from crosspost.errors import BlockedError, SyndicationError
from crosspost.files import hash_text
from crosspost.http.pages import Pages
from crosspost.model import Delivery, Holding, Post
from crosspost.text.whose import drop_sites

from .api import PAGES, Api

# What makes two statuses the same.
SAID = ("content", "visibility")


class Statuses:
    """The statuses of an account, asked for once in a run and then only for what is new."""

    def __init__(self, api: Api) -> None:
        """Take the server; nothing is asked yet."""
        self.api = api
        self.pages = Pages(api.web.url, self.read_page, name, date, PAGES)
        self.listed = 0
        self.links: dict[tuple[str, str], set[tuple[str, str, str]]] = {}

    def read_page(self, before: str) -> tuple[list[Mapping[str, Any]], str]:
        """Return the statuses older than one, and the id of the last of them."""
        start = self.api.web.taken
        page = self.api.list_statuses(before)
        self.listed += self.api.web.taken - start
        self.api.web.require_few(self.listed)
        return page, name(page[-1]) if page else ""

    def find_links(self, url: str, published: str) -> list[tuple[Mapping[str, Any], str]]:
        """Return the statuses that lead to a post, with their words, the oldest first.

        Args:
            url: The post's address.
            published: When it appeared, in ISO 8601.
        """
        self.pages.read_since(published)
        wanted, found = normalise(url), []
        for status in [status for status in self.pages.seen.values() if wanted in self.links_of(status)]:
            now = self.api.read_status(name(status))
            if now is None:
                del self.pages.seen[name(status)]
            elif leads_to(str(now.get("content", "")), url):
                found.append((now, str(self.api.read_source(now).get("text", ""))))
        return sorted(found, key=lambda pair: age(pair[0]))

    def find_moved(self, url: str, text: str) -> Iterator[tuple[Mapping[str, Any], str]]:
        """Give the statuses that say a text, but with the address that the post had on another site."""
        wanted = normalise(url)[1:]
        for status in self.pages.seen.values():
            if wanted in {link[1:] for link in self.links_of(status)}:
                written = str(self.api.read_source(status).get("text", ""))
                if same_words(drop_sites(written), drop_sites(text)):
                    yield status, written

    def open(self, known: Holding, ours: Post | None) -> Mapping[str, Any] | None:
        """Return a status of ours; None if it is gone, another's, or neither as we know it nor about a post.

        One about the post leads to our site, or to the post's place on the site that we had.
        """
        status = self.api.read_status(known.id)
        account = status.get("account") if status else None
        if isinstance(account, Mapping) and account.get("id") != self.api.account["id"]:
            return None
        if status is None or ours is None:
            return status
        host, *place = normalise(ours.url)
        links = read_links(str(status.get("content", "")))
        if any(site == host or there == place for site, *there in links):
            return status
        written = str(self.api.read_source(status).get("text", ""))
        return status if hash_words(written) == known.stored.partition(".")[0] else None

    def links_of(self, status: Mapping[str, Any]) -> set[tuple[str, str, str]]:
        """Return where a status leads; one that only repeats another is none of the account's."""
        if status.get("reblog"):
            return set()
        key = name(status), str(status.get("content", ""))
        if key not in self.links:
            self.links[key] = read_links(key[1])
        return self.links[key]

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
            same = [one for one in page if not one.get("reblog")]
            same = [one for one in same if all(one.get(key, "") == status.get(key) for key in SAID)]
            first = min([status, *same], key=age)
            if str(first["id"]) != str(status["id"]):
                self.api.delete(str(status["id"]))
                return first
        except SyndicationError as error:
            notes.append(f"whether another publisher posted the same at this moment is not known: {error}")
        return status


def name(status: Mapping[str, Any]) -> str:
    """Return the id of a status."""
    return str(status["id"])


def date(status: Mapping[str, Any]) -> str:
    """Return when a status was made, in ISO 8601; "" if that is not known."""
    return str(status.get("created_at") or "")


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
    from crosspost.text.parser import parse

    links = parse(html).find_all("a")
    return {normalise(link.attrs["href"]) for link in links if "href" in link.attrs}


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


def plain(delivery: Delivery) -> dict[str, str]:
    """Return how a status is to be read: its language (ISO 639), and that its words are no Markdown.

    Of the latter only GoToSocial wants to know, whose accounts may write Markdown by default.
    """
    language = delivery.post.language.partition("-")[0].lower()
    return {"content_type": "text/plain"} | ({"language": language} if language else {})
