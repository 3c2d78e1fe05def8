"""What the site's targets hold, as the settings and the ledger of pelican-syndication say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from crosspost.command.settings_file import explain_failure, run_file
from crosspost.contract import TargetSettings
from crosspost.errors import SyndicationError
from crosspost.http.credentials import read_secret
from crosspost.ledger.ledger import Ledger, read_ledger
from crosspost.model import Holding
from crosspost.options import read_options
from crosspost.settings import Settings as Syndication
from crosspost.settings import read_settings as read_syndication
from crosspost.targets import KINDS

from .errors import ConversationError
from .model import GONE, Answer
from .settings import Settings, read_settings


@dataclass(frozen=True)
class Copies:
    """The copies that one target holds.

    Attributes:
        target: Its entry in the settings.
        options: What is set of it, with defaults.
        held: The id of a post → its copy, where readers can visit it.
        over: Posts whose copy was withdrawn, and with it what was answered to that.
        own: All that is or was the site's there, by the target's names for it.
        known: The id of a post → what is known of the answers to its copy, by their ids.
        secret: Returns its secret.
        settings: What the site says about answers.
        state: What was seen last time, of use only to ask less; what is noted there is kept.
    """

    target: TargetSettings
    options: Mapping[str, Any]
    held: Mapping[str, Holding]
    over: frozenset[str]
    own: frozenset[str]
    known: Mapping[str, Mapping[str, Answer]]
    secret: Callable[[], str]
    settings: Settings
    state: dict[str, Any] = field(default_factory=dict)

    def find_homes(self, root: str, above: Mapping[str, str]) -> dict[str, str]:
        """Return of each answer in a thread to which of the site's copies it is one.

        Parts of a series may answer each other: each has what was said to it. Where what is between is gone,
        an answer stays where it is known.

        Args:
            root: The target's name for the copy from which the thread was read.
            above: Each answer → what it answers, by the target's names.
        """
        found: dict[str, str] = {}
        for name in above:
            way: list[str] = []
            while name in above and name not in found and name not in self.own:
                found[name] = ""
                way.append(name)
                name = above[name]
            home = name if name in self.own else found.get(name, "")
            found |= {one: home or self.places.get(one, root) for one in way}
        return found

    @cached_property
    def places(self) -> dict[str, str]:
        """The target's name of each answer that is known and there → that for the copy."""
        found: dict[str, str] = {}
        for post, holding in self.held.items():
            for id, answer in self.known.get(post, {}).items():
                if answer.state != GONE:
                    # On some the id is the name, on others it ends with it.
                    found.setdefault(id if id.startswith("at://") else id.rpartition("/")[2], holding.id)
        return found


@dataclass(frozen=True)
class Site:
    """The site, as a command works with it.

    Attributes:
        settings: What it says about answers.
        syndication: What it says about its copies.
        ledger: What was sent.
    """

    settings: Settings
    syndication: Syndication
    ledger: Ledger

    @property
    def root(self) -> Path:
        """The site's folder."""
        return self.syndication.root

    def list_copies(
        self, target: TargetSettings, known: Mapping[str, Mapping[str, Answer]], state: dict[str, Any]
    ) -> Copies:
        """Return what a target holds.

        Args:
            target: Its entry in the settings.
            known: The id of a post → all that is known of its answers, by their ids.
            state: What was seen last time.

        Raises:
            SyndicationError: Its entry cannot be used.
        """
        every = {}
        for post in self.ledger.posts(target.name):
            receipt = self.ledger.known(target.name, post)
            if receipt and receipt.holding:
                every[post] = (receipt.state, receipt.holding)
        held = {post: one for post, (state, one) in every.items() if one.public and state != "withdrawn"}
        return Copies(
            target,
            read_options(target, KINDS[target.kind].options),
            held,
            frozenset(post for post, (state, _) in every.items() if state == "withdrawn"),
            frozenset(one.id for _, one in every.values()),
            {
                post: {id: answer for id, answer in answers.items() if answer.target == target.name}
                for post, answers in known.items()
            },
            partial(read_secret, target.name, self.root),
            self.settings,
            state,
        )


def open_site(path: str) -> Site:
    """Read a Pelican settings file, and the ledger.

    Raises:
        ConversationError: Something cannot be used.
    """
    try:
        values = run_file(Path(path))
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        raise ConversationError(explain_failure(path, error)) from error
    try:
        syndication = read_syndication(values)
        return Site(read_settings(values), syndication, read_ledger(syndication.ledger))
    except (SyndicationError, ConversationError) as error:
        raise ConversationError(f"{path}: {error}") from None
