"""The nouns: a page that is being read, and the ways of writing that it may have."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from guards.catalogues import Catalogues
from guards.words import Lines

from .errors import Problem

LOCALE = Path(__file__).parent / "locale"

Rewrite = Callable[[list[str]], list[str]]
"""Takes the lines of a text, without its header and before anything is read of them, and returns others."""


class Label(NamedTuple):
    """What something is called on its page, so that the text can mention it.

    Attributes:
        key: As its author writes it, and the anchor: `fig-map`.
        kind: What that begins with.
        number: Its number, or the words of a heading.
    """

    key: str
    kind: str
    number: str


class Mention(NamedTuple):
    """Where a text mentions what has labels.

    Attributes:
        written: As it was typed.
        keys: Which labels.
        before: The author's words before the first one, within its brackets.
        after: Those after the last one.
        bare: Whether numbers alone are wanted (`-@fig-map`).
    """

    written: str
    keys: tuple[str, ...]
    before: str
    after: str
    bare: bool


class Origin(NamedTuple):
    """Where a line of a text is from: a file, as its author knows it, and its line there."""

    shown: str
    line: int


@dataclass
class Page:
    """What is known of the text that is being converted.

    Attributes:
        path: Its file.
        shown: The file as its author knows it.
        source: What its author wrote, header and all, to be asked for the line of something.
        lang: Its language, unless its header says another.
        spoken: The one that it is in.
        brief: Whether a field of the header (a summary) is converted, which has no numbers and no notes.
        text: What is converted, without the header.
        problems: What is wrong with it.
        rewrites: What is done with its lines first, by the name of the room that does it.
        labels: What has a label, by it.
        mentions: Where it is mentioned.
        content: The content folder.
        origins: Where each line of the source is from, if it includes other files.
        frames: What it shows of other hosts, as a policy of content says it: `frame-src https://…`.
    """

    path: Path = Path()
    shown: str = ""
    source: Lines = field(default_factory=lambda: Lines(""))
    lang: str = "en"
    spoken: str = "en"
    brief: bool = False
    text: str = ""
    problems: list[Problem] = field(default_factory=list)
    rewrites: dict[str, Rewrite] = field(default_factory=dict)
    labels: dict[str, Label] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    content: Path = Path()
    origins: list[Origin] = field(default_factory=list)
    frames: set[str] = field(default_factory=set)

    def begin(self, text: str, lang: str) -> None:
        """Take what is converted next; its language where its header says one."""
        self.spoken = lang or self.lang
        self.mentions.clear()
        if not self.brief:
            self.text = text
            self.labels.clear()

    @cached_property
    def catalogues(self) -> Catalogues:
        """What we say in other languages, read when something is first said."""
        return Catalogues(LOCALE, lambda file, message: self.problems.append(Problem(str(file), 1, message)))

    def say(self, words: str, **values: object) -> str:
        """Return words in the language of the page; `{name}` stands for a value."""
        return self.catalogues.say(self.spoken, words, **values)

    def tell(self, message: str, *words: str, grave: bool = True) -> None:
        """Note what is wrong at the next line that holds one of these words, the first one rather."""
        line = self.source.find(*words)
        self.tell_at(
            self.origins[line - 1] if self.origins else Origin(self.shown, line), message, grave=grave
        )

    def tell_at(self, origin: Origin, message: str, *, grave: bool = True) -> None:
        """Note what is wrong in a line."""
        self.problems.append(Problem(*origin, message, grave))


@dataclass(frozen=True)
class Way:
    """One way of writing something.

    Attributes:
        room: The module of this package that reads it. Its `extend(md, page)` is called once, and registers
            what that takes with Python-Markdown (no preprocessors), or puts what is done with lines into
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
