"""The ledger: one JSON line an attempt and one a receipt, appended and never changed.

Lines may come in any order, because git's union merge puts those of two machines together as it likes:
each line says when it was written, and a receipt names the attempts that it settles.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

from crosspost.errors import LedgerError
from crosspost.model import Holding

from .entries import Attempt, Receipt, read_line, receipt_line, stamp

# How every line begins.
BEGIN = b'{"kind": "'
Key = tuple[str, str]


@dataclass
class Ledger:
    """What was sent to whom, as far as the file tells.

    Attributes:
        path: The file.
        problems: A message for each line that could not be read.
    """

    path: Path
    problems: list[str] = field(default_factory=list)
    _attempts: dict[Key, dict[str, Attempt]] = field(default_factory=dict)
    _settled: set[str] = field(default_factory=set)
    _receipts: dict[Key, list[Receipt]] = field(default_factory=dict)
    _latest: str = ""
    # Targets are served side by side.
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def known(self, target: str, post: str) -> Receipt | None:
        """Return the last receipt that says what the target holds of the post."""
        held = [receipt for receipt in self._receipts.get((target, post), ()) if receipt.holding]
        return held[-1] if held else None

    def last(self, target: str, post: str) -> Receipt | None:
        """Return the last receipt of any kind."""
        receipts = self._receipts.get((target, post))
        return receipts[-1] if receipts else None

    def posts(self, target: str) -> list[str]:
        """Return the ids of all posts of which the ledger says something at a target."""
        return sorted({post for name, post in (*self._receipts, *self._attempts) if name == target})

    def targets(self) -> list[str]:
        """Return the names of all targets of which the ledger says something."""
        return sorted({name for name, _ in (*self._receipts, *self._attempts)})

    def wordings(self, targets: Collection[str]) -> dict[str, set[str]]:
        """Return the posts of which one of these targets has a copy, by the hash of its words."""
        found: dict[str, set[str]] = {}
        for (target, post), receipts in self._receipts.items():
            known = self.known(target, post) if target in targets else None
            if known is None or known.state == "withdrawn":
                continue
            for receipt in receipts:
                # Not each receipt for a version says how it was worded: what is seen again is not.
                if receipt.wording and receipt.version == known.version:
                    found.setdefault(receipt.wording, set()).add(post)
        return found

    def pages(self) -> dict[str, list[str]]:
        """Return the addresses that each post had on our site, by its id, in their order."""
        found: dict[str, dict[str, None]] = {}
        for (_, post), receipts in self._receipts.items():
            found.setdefault(post, {}).update(
                dict.fromkeys(receipt.page for receipt in receipts if receipt.page)
            )
        return {post: [*pages] for post, pages in found.items() if pages}

    def open_attempts(self, target: str, post: str) -> list[Attempt]:
        """Return the attempts of which it is not known what became of them."""
        attempts = self._attempts.get((target, post), {}).values()
        return [attempt for attempt in attempts if attempt.id not in self._settled]

    def attempt(self, target: str, post: str, action: str, version: str) -> Attempt:
        """Write down, safely on disk, what is about to be asked of a target."""
        with self._lock:
            attempt = Attempt(self._now(), os.urandom(6).hex(), target, post, action, version)
            self._append({"kind": "attempt", **asdict(attempt)})
            self._add(attempt)
        return attempt

    def receive(
        self,
        target: str,
        post: str,
        state: str,
        version: str,
        holding: Holding | None = None,
        words: str = "",
        leave: Collection[Attempt] = (),
        wording: str = "",
        page: str = "",
        sure: bool = True,
    ) -> Receipt:
        """Write down what became of the open attempts for this post at this target.

        Args:
            target: The target's name.
            post: The post's id.
            state: As `Receipt` has it.
            version: What the target has, or did not take.
            holding: What the target has.
            words: Why not.
            leave: Attempts of which it is still not known what became of them.
            wording: As `Receipt` has it.
            page: As `Receipt` has it.
            sure: Whether to write it now; else it is known to this run, until `confirm` or `forget`.
        """
        open_attempts = self.open_attempts(target, post)
        attempts = tuple(attempt.id for attempt in open_attempts if attempt not in leave)
        holding = replace(holding, post=post, ours=None) if holding else None
        with self._lock:
            receipt = Receipt(
                self._now(), target, post, state, version, attempts, words, holding, wording, page
            )
            if sure:
                self._append(receipt_line(receipt))
            self._add(receipt)
        return receipt

    def confirm(self, receipts: Sequence[Receipt]) -> None:
        """Write receipts down of which this run was not sure when it got them."""
        with self._lock:
            for receipt in receipts:
                self._append(receipt_line(receipt))

    def forget(self, receipt: Receipt) -> None:
        """Take back a receipt that was not written down: its attempts are open again."""
        with self._lock:
            self._receipts[receipt.target, receipt.post].remove(receipt)
            self._settled.difference_update(receipt.attempts)

    def _now(self) -> str:
        """Return the time, never before that of the latest line, whatever the clock says."""
        now = datetime.now(UTC)
        if self._latest:
            now = max(now, datetime.fromisoformat(self._latest) + timedelta(microseconds=1))
        return stamp(now)

    def _add(self, entry: Attempt | Receipt) -> None:
        self._latest = max(self._latest, entry.time)
        key = entry.target, entry.post
        if isinstance(entry, Attempt):
            self._attempts.setdefault(key, {})[entry.id] = entry
        else:
            self._settled.update(entry.attempts)
            self._receipts.setdefault(key, []).append(entry)

    def _append(self, line: dict[str, Any]) -> None:
        text = json.dumps(
            {key: value for key, value in line.items() if value not in ("", (), None)}, ensure_ascii=False
        )
        try:
            # Half a character of a partner's is written as JSON escapes it.
            append_line(self.path, text.encode(errors="backslashreplace"))
        except OSError as error:
            raise LedgerError(
                f"{self.path}: cannot be written ({error.strerror or error}), so nothing more is sent. "
                "Make room or set its permissions, then publish again."
            ) from error


def append_line(path: Path, line: bytes) -> None:
    """Append a line so that it is on the disk, whole, when this returns.

    A torn last line, left by a run that was killed while it wrote, is removed first: whoever wrote it
    had not yet acted on it. A whole last line without its line break gets one.

    Raises:
        OSError: The line could not be written; the file is as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # Unbuffered: what a full disk did not take must not be written when the file is closed.
    with path.open("a+b", buffering=0) as file:
        end = file.seek(0, os.SEEK_END)
        start = max(0, end - 65536)
        file.seek(start)
        tail = file.read().rpartition(b"\n")[2]
        prefix = b""
        if tail and read_line(tail) is None:
            end -= len(tail)
            file.truncate(end)
        elif tail:
            prefix = b"\n"
        try:
            rest = prefix + line + b"\n"
            while rest:
                rest = rest[file.write(rest) :]
            os.fsync(file.fileno())
        except OSError:
            file.truncate(end)
            raise


def read_ledger(path: Path) -> Ledger:
    """Read the ledger; no file is an empty ledger. Unreadable lines are reported and skipped.

    Raises:
        LedgerError: It cannot be read, or is another file, to which nothing must be added.
    """
    other = "SYNDICATION_LEDGER must name a file of its own, such as syndication.jsonl."
    try:
        if path.exists() and not path.is_file():
            raise LedgerError(f"{path}: is no file. {other}")
        lines = path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return Ledger(path)
    except OSError as error:
        raise LedgerError(f"{path}: cannot be read ({error.strerror or error}).") from error
    entries, problems = [], []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        entry = read_line(line)
        if entry is not None:
            entries.append(entry)
        elif number < len(lines):
            problems.append(
                f"{path}:{number}: not a line of the ledger, skipped. "
                "If it was edited by hand, restore it: what it recorded is looked up at the target."
            )
    if not entries and not is_torn([line for line in lines if line.strip()]):
        raise LedgerError(f"{path}: is no ledger, so nothing is written to it. {other}")
    return build_ledger(path, entries, problems)


def is_torn(lines: Sequence[bytes]) -> bool:
    """Say whether there is only what is left of a ledger whose first line is torn, or nothing at all."""
    if not lines or lines[0].startswith(BEGIN):
        return True
    # After a power cut, some file systems show zeros where nothing was written.
    return len(lines) == 1 and BEGIN.startswith(lines[0].rstrip(b"\0"))


def build_ledger(path: Path, entries: Iterable[Attempt | Receipt], problems: list[str]) -> Ledger:
    """Put entries in the order in which they were written, each once."""
    ledger = Ledger(path, problems)
    for _, several in groupby(sorted(set(entries), key=attrgetter("time")), attrgetter("time")):
        for entry in sorted(several, key=repr):
            ledger._add(entry)
    return ledger
