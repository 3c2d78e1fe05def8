"""The conversation of a post as a file, a line at a time: read, added to, and rid of what is gone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from guards.whole import read_file, write_file

from .errors import ConversationError
from .lines import bury, describe, has_words, join_lines, read_line, write_line
from .model import GONE, Answer

FOLDER = "conversation"
SUFFIX = ".jsonl"


@dataclass
class Conversation:
    """What is known of the answers to a post.

    Attributes:
        path: The file.
        answers: By id, in the order of the file.
        problems: A message for each line that could not be read.
    """

    path: Path
    answers: dict[str, Answer] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    _lines: list[tuple[str, dict[str, Any] | None]] = field(default_factory=list)
    _by_hand: dict[str, list[str]] = field(default_factory=dict)
    _latest: str = ""

    def save(self, answers: Iterable[Answer] = (), states: Mapping[str, str] | None = None) -> bool:
        """Add answers and what became of others, and remove words that are gone, or were edited.

        The file is replaced in one step, so that a run that is killed leaves it as it was, or as it is to be.

        Args:
            answers: New, or with other words than before.
            states: What others are now, by their ids.

        Returns:
            Whether the file is another one now.

        Raises:
            OSError: It cannot be written; it is as it was.
        """
        new = [describe(answer) for answer in answers]
        new += [{"id": id, "state": state} for id, state in (states or {}).items() if state != GONE]
        gone = {id for id, answer in self.answers.items() if answer.state == GONE}
        # What an author has edited is no more to be read here than there.
        edited = {data["id"] for data in new if "text" in data}
        buried = {id for id, state in (states or {}).items() if state == GONE and id not in gone}
        wordy = {data["id"] for _, data in self._lines if data is not None and has_words(data)}
        kept, left = [], gone & wordy
        dropped = gone | buried | edited
        for raw, data in self._lines:
            if data is None or data["id"] not in dropped or not has_words(data):
                kept.append(raw)
        for id in sorted(buried | left):
            answer = self.answers[id]
            new.append(bury({"id": id, "target": answer.target, "answers": answer.answers}))
        lines = [write_line(data, self._now(), self._by_hand.get(data["id"], ())) for data in new]
        if not lines and len(kept) == len(self._lines):
            return False
        text = "".join(f"{line}\n" for line in [*kept, *lines]).encode(errors="replace")
        written = write_file(self.path, text)
        self._read(text.decode())
        return written

    def _read(self, text: str) -> None:
        """Take what a file holds in the place of what was known."""
        self.answers, self.problems, self._lines, self._by_hand = {}, [], [], {}
        several: dict[str, list[dict[str, Any]]] = {}
        for number, raw in enumerate(text.split("\n"), 1):
            if not raw.strip():
                continue
            try:
                data = read_line(raw)
            except ValueError as error:
                self.problems.append(
                    f"{self.path}:{number}: is no line of a conversation, skipped: {error}. "
                    "Correct it, or remove it."
                )
                self._lines.append((raw, None))
                continue
            self._lines.append((raw, data))
            several.setdefault(data["id"], []).append(data)
            self._latest = max(self._latest, read_moment(data.get("noted", "")))
        for id, lines in several.items():
            self.answers[id], self._by_hand[id] = join_lines(lines)

    def _now(self) -> str:
        """Return the time, never before that of the latest line, whatever the clock says."""
        now = datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
        if self._latest >= now:
            latest = datetime.fromisoformat(self._latest) + timedelta(microseconds=1)
            now = latest.isoformat(timespec="microseconds").replace("+00:00", "Z")
        self._latest = now
        return now


def read_conversation(path: Path) -> Conversation:
    """Read a file; one that is not there is empty. Lines that cannot be read are told, and stay as they are.

    Raises:
        ConversationError: The file cannot be read.
    """
    found = Conversation(path)
    try:
        text = read_file(path).decode("utf-8-sig")
    except FileNotFoundError:
        return found
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ConversationError(f"{path}:{line}: is not UTF-8. Save the file as UTF-8.") from None
    except OSError as error:
        raise ConversationError(f"{path}: cannot be read ({error.strerror or error}).") from None
    found._read(text)
    return found


def read_moment(text: str) -> str:
    """Return when a line was written; "" if what stands there is no moment, or far off."""
    try:
        moment = datetime.fromisoformat(text)
        return text if moment.tzinfo and moment.year < datetime.max.year and text.endswith("Z") else ""
    except ValueError:
        return ""


def list_files(content: Path) -> dict[str, Path]:
    """Return the files of all conversations by their names below the folder, without suffix.

    Args:
        content: The content folder.
    """
    folder = content / FOLDER
    paths = sorted(path for path in folder.rglob(f"*{SUFFIX}") if not path.name.startswith((".", "_")))
    return {path.relative_to(folder).as_posix().removesuffix(SUFFIX): path for path in paths}
