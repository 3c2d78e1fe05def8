"""What the contract suite asks of a partner: one file here for each kind of target makes it run for that.

A file holds one class or several that inherit from `Partner`; nothing has to be registered. Making one starts
its server, once for a run of the tests.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, ClassVar, Protocol

from servers.proxy import Proxy


@dataclass(frozen=True)
class Shown:
    """A copy, as the partner's server holds it.

    Attributes:
        id: The partner's own name for it.
        url: Where its readers find it; "" if it has no address.
        title: Plain text; "" where there are no titles.
        text: What its readers read, as plain text or HTML; with the addresses of links.
        public: Whether readers can come to it now.
    """

    id: str
    url: str
    title: str
    text: str
    public: bool


class Partner(Protocol):
    """One who receives copies, as the suite sees it: past the plugin, straight at the server.

    Attributes:
        name: What the table of results calls it; different for two flavours of one kind.
        kind: That of the target.
        post: What the plan calls that which is sent: the site's post, or its feed where feeds are sent.
        lines: Further lines of the site's settings.
        form: article (the whole text), short (a few words and a link) or ping (no words at all).
        secret: Its value in the environment; "" if it needs none.
        wrong_secret: One of the same form that the server does not accept.
        hidden: Further texts that must be written nowhere, such as the key inside `secret`.
        proxy: In front of the server, which is asked through it; None where there is no server.
        site: The folder of the site that sends; the suite sets it before each `reset`.
        create_method: Of the request that makes the copy.
        create_path: A part of that request's path by which no other request is meant.
        earlier: How many such requests come before it, for what the copy refers to.
        update_method: Of the request that changes the copy.
        update_path: A part of that request's path.
        impossible: Cases that cannot be here, each with the reason; a case is called as its test in
            `test_contract.py`, such as "partners edit".
    """

    name: ClassVar[str]
    kind: ClassVar[str]
    form: ClassVar[str] = "article"
    post: ClassVar[str] = "media/practitioners"
    lines: ClassVar[str] = ""
    impossible: ClassVar[Mapping[str, str]] = {}
    secret: str = ""
    wrong_secret: str = "wrong wrong wrong"
    hidden: tuple[str, ...] = ()
    proxy: Proxy | None = None
    site: Path = Path()
    create_method: str = "POST"
    create_path: str = ""
    earlier: int = 0
    update_method: str = "PUT"
    update_path: str = ""

    def settings(self) -> dict[str, Any]:
        """Return the entry in SYNDICATION_TARGETS, its address being that of the proxy."""
        ...

    def copies(self) -> list[Shown]:
        """Return everything that the server holds in whatever state, but in the partner's trash.

        Also doubles, what was made by hand, and what has an empty or half text. One that was withdrawn into
        something softer than the trash, such as a draft, is listed as not public.
        """
        ...

    def edit(self, id: str) -> None:
        """Change words of a copy as its partner would: put the word "theirs" somewhere into the text."""
        ...

    def trash(self, id: str) -> None:
        """Remove a copy as its partner would."""
        ...

    def give_away(self, id: str) -> None:
        """Have the id of a copy belong to an article of the partner's own, as once a backup is restored."""
        ...

    def add_by_hand(self, url: str, title: str, html: str) -> None:
        """Make what an author makes by hand: something with that title, a link to the address, and the text.

        A few words have a title for a text.
        """
        ...

    def reset(self) -> None:
        """Be as new."""
        ...

    def stop(self) -> None:
        """End the server and its proxy."""
        if self.proxy:
            self.proxy.close()

    def limit(self, wait: int, times: int = 1) -> None:
        """Ask the next requests to come back after so many seconds; -1 times for all of them."""
        assert self.proxy
        body = json.dumps({"error": "Too many requests"})
        headers = {"Retry-After": str(wait)}
        self.proxy.fail("status", status=429, headers=headers, body=body, times=times)


def find_partners() -> dict[str, type[Partner]]:
    """Return the classes of all files here, by name."""
    found: dict[str, type[Partner]] = {}
    for path in sorted(Path(__file__).parent.glob("*.py")):
        if path.stem in {"conftest", "partner", "sender", "test_contract"}:
            continue
        module = import_module(f"syndication.contract.{path.stem}")
        for value in vars(module).values():
            if isinstance(value, type) and value.__module__ == module.__name__ and hasattr(value, "kind"):
                found[value.name] = value
    return found
