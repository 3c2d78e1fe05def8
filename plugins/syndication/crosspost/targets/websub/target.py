"""A WebSub hub, which is told that a feed changed and brings it to all who subscribed (W3C WebSub, § 5)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import ClassVar
from urllib.parse import urlsplit

from crosspost.contract import Finding, Rooms, TargetSettings
from crosspost.errors import RefusedError, SyndicationError
from crosspost.http.exchange import Web, check_address
from crosspost.model import Delivery, Holding
from crosspost.options import read_options
from crosspost.targets import KINDS


def open_target(settings: TargetSettings, rooms: Rooms, secret: Callable[[], str]) -> Hub:
    """Return the target of `{"kind": "websub", "url": …}`; a hub asks for no account."""
    url = read_options(settings, KINDS["websub"].options)["url"]
    check_address(url.partition("?")[0], f'SYNDICATION_TARGETS["{settings.name}"]')
    return Hub(url, settings.pace, settings.largest)


class Hub:
    """A hub: a topic is an absolute address of a feed, and a holding says which version it was told of.

    To tell it twice does no more than once, so a lost answer needs no care.
    """

    keeps: ClassVar[Mapping[str, str]] = {}

    def __init__(self, url: str, pace: int = 0, largest: int = 0) -> None:
        """Take the hub's address, as the feeds name it."""
        parts = urlsplit(url)
        self.url = url
        self.path = parts.path + (f"?{parts.query}" if parts.query else "")
        self.web = Web(f"{parts.scheme}://{parts.netloc}", "nobody", pace=pace, largest=largest)
        self.unseen: set[str] = set()

    def holds(self, holding: Holding) -> bool:
        """Believe it."""
        return True

    def find(self, delivery: Delivery) -> Holding | None:
        """Find nothing: a hub does not say what it was told."""
        return None

    def create(self, delivery: Delivery) -> Holding:
        """Tell the hub of a feed."""
        topic = delivery.post.url
        self.tell(topic)
        return Holding(topic, topic, True, delivery.version, delivery.version, notes=self.look_at(topic))

    def update(self, delivery: Delivery, known: Holding, overwrite: bool) -> Holding:
        """Tell the hub that the feed changed."""
        return self.create(delivery)

    def withdraw(self, known: Holding, overwrite: bool) -> Holding:
        """Tell the hub to look at the feed, which is empty or gone."""
        self.tell(known.id)
        return replace(known, public=False)

    def restore(self, delivery: Delivery, known: Holding, overwrite: bool = False) -> Holding:
        """Tell the hub that the feed is back."""
        return self.create(delivery)

    def read(self, known: Holding) -> tuple[Holding, str] | None:
        """Return what is known: a hub stores nothing that could have changed."""
        return known, ""

    def tell(self, topic: str) -> None:
        """Ask the hub to fetch a feed."""
        # WebSub leaves open how a hub is told; these are the two ways that hubs take.
        form = {"hub.mode": "publish", "hub.topic": topic, "hub.url": topic}
        self.web.send("POST", self.path, again=True, data=form)

    def look_at(self, topic: str) -> tuple[str, ...]:
        """Return what keeps subscribers from the feed: a hub may insist on the headers of WebSub, § 4."""
        parts = urlsplit(topic)
        site = f"{parts.scheme}://{parts.netloc}"
        if site in self.unseen:
            return ()
        try:
            answer = Web(site, "nobody").send("HEAD", parts.path, again=True)
        except SyndicationError as error:
            # One look at a site that does not answer is enough.
            self.unseen.add(site)
            return (f"{topic} cannot be looked at: {error}",)
        links = read_links(answer.headers.get_list("link"))
        wanted = [("hub", self.url), ("self", topic)]
        missing = [f'<{address}>; rel="{name}"' for name, address in wanted if (name, address) not in links]
        if not missing:
            return ()
        return (
            f"{topic} is served without Link: {', '.join(missing)}. Many hubs then pass nothing on: let the "
            "web server send that header with the feed",
        )

    def check(self) -> Iterator[Finding]:
        """Look whether the hub answers; it says no to anything that is no ping or subscription."""
        try:
            self.web.send("GET", self.path, again=True)
        except RefusedError as error:
            if error.status >= 500 or error.status in {404, 410}:
                yield Finding(False, f'{error}. Is the "url" that of a hub?')
                return
        except SyndicationError as error:
            yield Finding(False, str(error))
            return
        yield Finding(True, f"{self.url} answers; a hub asks for no account")

    def close(self, deliveries: Sequence[Delivery]) -> None:
        """Do nothing more."""


def read_links(headers: Sequence[str]) -> set[tuple[str, str]]:
    """Return relation and address of each link in `Link` headers (RFC 8288, § 3)."""
    found = set()
    for address, parameters in re.findall(r"<([^<>]*)>([^<]*)", ", ".join(headers)):
        names = re.search(r";\s*rel\s*=\s*\"?([^\";,]+)", parameters, re.IGNORECASE)
        for name in names[1].split() if names else ():
            found.add((name.lower(), address))
    return found
