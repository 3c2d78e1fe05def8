"""What there is to show: the last good build, and what the latest one said."""

from __future__ import annotations

import secrets
import threading
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from ..builds import Message

# Browsers open six connections to one address. The tabs that listen leave some for pages and pictures.
LISTENERS = 4


@dataclass(frozen=True)
class State:
    """What a page is compared with.

    Attributes:
        number: How many times there was news.
        folder: The last good build; None before the first.
        site: Stands for what pages are made of: a page that has another one is old.
        messages: What the latest build said.
        first: Files of the folder → those that are shown in their place until all of it is built.
    """

    number: int = 0
    folder: Path | None = None
    site: str = ""
    messages: tuple[Message, ...] = ()
    first: Mapping[Path, Path] = field(default_factory=dict)


class Draft:
    """The state, shared by the follower that changes it and the server that shows it."""

    def __init__(self) -> None:
        self.state = State()
        self._news = threading.Condition()
        self._listeners: deque[object] = deque()
        # Pages of an earlier server are old, too.
        self._run = secrets.token_hex(4)

    def change(
        self, folder: Path | None, messages: tuple[Message, ...], first: Mapping[Path, Path] | None = None
    ) -> None:
        """Show what was built anew, or (where the folder is None) the same pages with other messages."""
        with self._news:
            number = self.state.number + 1
            shown = folder or self.state.folder
            same = folder is None and shown is not None
            site = self.state.site if same else f"{self._run}-{number}"
            pages = self.state.first if same else first or {}
            self.state = State(number, shown, site, messages, pages)
            self._news.notify_all()

    @contextmanager
    def listen(self) -> Iterator[object]:
        """Take part in `wait_for_news`; who has listened longest goes when there are too many."""
        listener = object()
        with self._news:
            self._listeners.append(listener)
            while len(self._listeners) > LISTENERS:
                self._listeners.popleft()
            self._news.notify_all()
        try:
            yield listener
        finally:
            with self._news:
                if listener in self._listeners:
                    self._listeners.remove(listener)

    def wait_for_news(self, listener: object, known: int, longest: float) -> State | None:
        """Return the state when it is another than the known one, or after so many seconds.

        Returns:
            None when the listener has to go.
        """
        with self._news:
            self._news.wait_for(
                lambda: self.state.number > known or listener not in self._listeners, timeout=longest
            )
            return self.state if listener in self._listeners else None
