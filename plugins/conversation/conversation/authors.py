"""Authors of whom the site shows nothing, or all: a line each, in one file beside the conversations."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from guards.answers import parse_json
from guards.whole import read_file, write_file

from .errors import ConversationError
from .files import FOLDER
from .model import Answer, name_author

FILE = "_authors.jsonl"
# Not shown; not shown and not kept, since they asked for it; neither.
BLOCKED, LEFT_OUT, FREE = KINDS = ("blocked", "left out", "free")


@dataclass
class Authors:
    """Who is blocked, and who asked to be left out.

    Attributes:
        path: The file.
        said: What counts of each author.
        names: What they want to be called, where that is not what they are called there; "" for no name.
        problems: A message for each line that could not be read.
    """

    path: Path
    said: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    _text: str = ""

    def say(self, answer: Answer) -> str:
        """Return what counts of the author of an answer: one of `KINDS`."""
        return self.said.get(answer.author, FREE)

    def dress(self, answer: Answer) -> Answer:
        """Return an answer whose author is called as they wish; nothing leads to one without a name."""
        name = self.names.get(answer.author)
        if name is None:
            return answer
        if name:
            return replace(answer, name=name, handle="")
        return replace(answer, name="", handle="", page="", address="")

    def add(self, authors: Iterable[str], kind: str) -> None:
        """Say something of authors.

        Raises:
            OSError: The file cannot be written; it is as it was.
        """
        noted = datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
        for author in authors:
            line = {"author": author, "state": kind, "noted": noted}
            self._text += f"{json.dumps(line, ensure_ascii=False)}\n"
            self.said[author] = kind
        write_file(self.path, self._text.encode())


def read_authors(content: Path) -> Authors:
    """Read the file of a content folder; one that is not there is empty.

    Of several lines about an author the last one counts, and before all others one without a time, which
    somebody wrote by hand.

    Raises:
        ConversationError: It cannot be read.
    """
    path = content / FOLDER / FILE
    found = Authors(path)
    try:
        text = read_file(path).decode("utf-8-sig")
    except FileNotFoundError:
        return found
    except (OSError, UnicodeDecodeError) as error:
        raise ConversationError(f"{path}: cannot be read ({error}).") from None
    found._text = text if text.endswith("\n") or not text else f"{text}\n"
    lines: list[tuple[bool, str, str, str]] = []
    names: list[tuple[bool, str, str, str]] = []
    for number, raw in enumerate(text.split("\n"), 1):
        if not raw.strip():
            continue
        try:
            data = parse_json(raw)
            author, kind, noted = data["author"], data["state"], data.get("noted", "")
            if kind not in KINDS or not isinstance(author, str) or not isinstance(noted, str):
                raise ValueError(kind)
            lines.append((not noted, noted, name_author(author) or author, kind))
            if isinstance(data.get("name"), str):
                names.append((not noted, noted, name_author(author) or author, data["name"]))
        except (ValueError, KeyError, TypeError, AttributeError):
            found.problems.append(
                f'{path}:{number}: is none such as {{"author": "https://…", "state": "blocked"}}, skipped. '
                f"States are: {', '.join(KINDS)}."
            )
    found.said = {author: kind for _, _, author, kind in sorted(lines)}
    found.names = {author: name for _, _, author, name in sorted(names)}
    return found
