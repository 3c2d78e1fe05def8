"""What servers said, kept for some days: nobody is asked the same again at every check."""

from __future__ import annotations

import json
import time
from pathlib import Path

from guards.answers import parse_json
from guards.whole import write_file

from .question import Answer

DAY = 86_400
# How long an answer counts: what is there stays longer than what a server may mend.
KEPT, DOUBTED = 14 * DAY, DAY


class Memory:
    """Answers by address, in a file.

    Args:
        file: Where they are kept.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._known: dict[str, list[object]] = {}
        try:
            known = parse_json(file.read_text("utf-8"))
        except (OSError, ValueError):
            known = {}
        if isinstance(known, dict):
            self._known = {str(key): value for key, value in known.items() if isinstance(value, list)}

    def find(self, address: str) -> Answer | None:
        """Return what was answered before, as long as that counts."""
        try:
            when, status, moved, reason = self._known[address]
            age = time.time() - float(str(when))
            answer = Answer(int(str(status)), str(moved), str(reason))
        except (KeyError, ValueError):
            return None
        kept = KEPT if 200 <= answer.status < 300 else DOUBTED
        return answer if 0 <= age < kept else None

    def keep(self, address: str, answer: Answer) -> None:
        """Remember an answer."""
        self._known[address] = [int(time.time()), *answer]

    def write(self) -> None:
        """Write all that still counts; who was not reached may be by the next time."""
        kept = {
            address: self._known[address]
            for address in sorted(self._known)
            if (answer := self.find(address)) and answer.status
        }
        self._file.parent.mkdir(parents=True, exist_ok=True)
        write_file(self._file, json.dumps(kept, ensure_ascii=False, indent=1).encode("utf-8"))
