"""What one implements to add a target or a deploy, and what it is given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from .errors import SyndicationError
from .model import Delivery, Holding, Post

# The fact that category or tags are written in other letters, and are the same.
SPELLING = "Spelling"


@dataclass(frozen=True)
class TargetSettings:
    """One entry of SYNDICATION_TARGETS.

    Attributes:
        name: Its name there.
        kind: Which folder of `targets/` serves it.
        label: Its name for readers.
        categories: What our categories are called there.
        tags: What our tags are called there; "" for one that is left out.
        limit: How many new posts it takes in one run; 0 for any number.
        pace: How many requests it takes in a minute; 0 for any number.
        largest: How many megabytes an answer of it may have; 0 for as many as is usual.
        options: The rest of the entry, which is its kind's own business.
    """

    name: str
    kind: str
    label: str
    categories: Mapping[str, str] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)
    limit: int = 0
    pace: int = 0
    largest: int = 0
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Rooms:
    """The folders that a target or a deploy may use.

    Attributes:
        root: The site's.
        content: That of the sources.
        output: That of the built site.
        copies: That of what targets make, and of notes on what was done.
        others: Those with files of somebody else: the outbox, the theme and so on.
    """

    root: Path
    content: Path
    output: Path
    copies: Path
    others: tuple[Path, ...] = ()

    @property
    def sent(self) -> Path:
        """The folder with the plain text of what was sent from this machine."""
        return self.copies / ".sent"

    @property
    def seen(self) -> Path:
        """The folder with notes of files that are read again only when somebody may have touched them."""
        return self.root / ".cache" / "seen"


@dataclass(frozen=True)
class Finding:
    """One thing that `doctor` looked at.

    Attributes:
        good: Whether it is as it should be.
        text: What was found, and if it is not good, what to do.
        note: Whether it is good to know, and neither a success nor a fault: a limit, or what a copy goes
            without. A note is good.
    """

    good: bool
    text: str
    note: bool = False


@dataclass(frozen=True)
class Kind:
    """What a build must know of a kind of target.

    Attributes:
        network: What its accounts are called in `content/people.toml`; "" where nobody is mentioned.
        characters: How many it surely takes, if it takes a few words and a link; 0 if the whole post.
        count: How long a text is, as it counts.
        card: Whether it is given title and summary of the post besides those words.
        local: Whether nothing leaves this machine.
        options: What its entry may say, with the defaults, as `options.read_options` has it.
    """

    network: str = ""
    characters: int = 0
    count: Callable[[str], int] = len
    card: bool = False
    local: bool = False
    options: Mapping[str, Any] = field(default_factory=dict)


class Target(Protocol):
    """One who receives copies. Implementations differ in nothing but how they talk to it.

    Every method that asks somebody may raise:
        RefusedError: The answer was no; nothing was changed there.
        BlockedError: The copy must be left as it is: changed there, gone, or in the partner's trash.
        UnansweredError: It is not known whether what was asked was done; the next run asks first.
        UnavailableError: Nothing can be asked now.

    What has the id of a copy and is none of ours (`text.whose.is_ours`) is touched by none of them: the copy
    is gone then.

    Attributes:
        keeps: What of a post does not change in a copy that is there: a fact as `ledger.sent` names it, or
            SPELLING, and what a plan says of that.
    """

    keeps: Mapping[str, str]

    def holds(self, holding: Holding) -> bool:
        """Say without the network whether the copy is still there; True if that cannot be known."""

    def find(self, delivery: Delivery) -> Holding | None:
        """Look for a copy of the post, so that it is never made twice.

        First for ours, by its mark (`text.whose.find_mark`) or the name under which we make it; then for one
        made by hand, which links to the post and has its words: that has the version "". What only links to
        the post is none.
        """

    def create(self, delivery: Delivery) -> Holding:
        """Make the copy. `find` has just found none."""

    def update(self, delivery: Delivery, known: Holding, overwrite: bool) -> Holding:
        """Replace the copy `known`, or block if it is not as `known.stored` says and not to overwrite."""

    def withdraw(self, known: Holding, overwrite: bool) -> Holding:
        """Take the copy from its readers, into the trash where there is one; block as `update` does.

        A copy that is gone already is withdrawn. Returns what is left, not public.
        """

    def restore(self, delivery: Delivery, known: Holding, overwrite: bool = False) -> Holding:
        """Bring back a copy that was withdrawn, as the delivery has it; make it anew where it is gone.

        Block, as `update` does, if its words were changed there since it was withdrawn.
        """

    def read(self, known: Holding) -> tuple[Holding, str] | None:
        """Return the copy as it is now, and its words as plain text; None if it is gone or in the trash."""

    def check(self) -> Iterable[Finding]:
        """Look, without changing anything, whether copies could be sent: address, account, rights, limits.

        Findings come as they are made; what makes the rest pointless is the last one.
        """

    def close(self, deliveries: Sequence[Delivery]) -> None:
        """End a run in which all of `deliveries`, everything for this target, arrived."""


@runtime_checkable
class Settling(Protocol):
    """A target that looks for doubles of several new copies at once, which takes fewer requests."""

    def make(self, delivery: Delivery) -> Holding:
        """Make the copy as `create` does, which then looks whether somebody else made it at that moment."""

    def settle(self, made: Sequence[tuple[Delivery, Holding]]) -> Sequence[Holding | SyndicationError]:
        """Look for doubles of copies that were just made, and keep the first of each.

        Returns:
            For each the copy that stays, or what went wrong; then it is not known, or blocked.

        Raises:
            UnansweredError, UnavailableError: It is not known of any.
        """


@runtime_checkable
class Looking(Protocol):
    """A target that can tell more of its copies than whether they are there."""

    def look(self, held: Sequence[tuple[Post, Holding | None]]) -> Iterable[Finding]:
        """Look, without changing anything, whether copies are shown as they could be.

        Args:
            held: What is due, and what the target has of it by the ledger.
        """


class Deploy(Protocol):
    """How the site itself gets to its readers."""

    def deploy(self) -> str:
        """Make the public site the same as the built one, and say in one line what was done."""

    def check(self) -> Iterable[Finding]:
        """Look, without changing anything, whether the site could be deployed."""
