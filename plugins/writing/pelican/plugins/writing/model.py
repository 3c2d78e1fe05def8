"""The nouns: a page that is being read, and the ways of writing that it may have."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from guards.words import Lines

from .errors import Problem

Rewrite = Callable[[list[str]], list[str]]
"""Takes the lines of a text, without its header and before anything is read of them, and returns others."""


@dataclass
class Page:
    """What is known of the text that is being converted.

    Attributes:
        path: Its file.
        shown: The file as its author knows it.
        source: What its author wrote, header and all, to be asked for the line of something.
        lang: Its language, unless its header says another.
        brief: Whether a field of the header (a summary) is converted, which has no numbers and no notes.
        text: What is converted, without the header.
        problems: What is wrong with it.
        rewrites: What is done with its lines first, by the name of the room that does it.
    """

    path: Path = Path()
    shown: str = ""
    source: Lines = field(default_factory=lambda: Lines(""))
    lang: str = "en"
    brief: bool = False
    text: str = ""
    problems: list[Problem] = field(default_factory=list)
    rewrites: dict[str, Rewrite] = field(default_factory=dict)

    def begin(self, text: str) -> None:
        """Take what is converted next."""
        if not self.brief:
            self.text = text

    def tell(self, message: str, *words: str, grave: bool = True) -> None:
        """Note what is wrong at the next line that holds one of these words, the first one rather."""
        self.problems.append(Problem(self.shown, self.source.find(*words), message, grave))


@dataclass(frozen=True)
class Way:
    """One way of writing something.

    Attributes:
        room: The module of this package that reads it. Its `extend(md, page)` is called once, and registers what
            that takes with Python-Markdown (no preprocessors), or puts what is done with lines into
            `page.rewrites`. None of it takes part in texts that have nothing of it.
        marks: A text without any of these has none of it, and does not load the room.
        pattern: Nor does one in which this is nowhere, if there is one.
    """

    room: str
    marks: tuple[str, ...]
    pattern: str = ""

    def is_in(self, text: str) -> bool:
        """Say whether a text may have something written so; quickly, since most have not."""
        return any(mark in text for mark in self.marks) and (
            not self.pattern or re.search(self.pattern, text, re.MULTILINE) is not None
        )
