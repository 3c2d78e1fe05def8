"""Words for a message: what may have been meant, and no more of a text than a line has room for."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

# So many letters of a text, and so many known words, are looked at: comparing takes time.
LONGEST = 80
MOST = 500
# For so many wrong words of one file the nearest right ones are sought: each is compared with all.
HINTS = 10


def suggest(word: str, known: Iterable[str], count: int = 2, cutoff: float = 0.6) -> str:
    """Return `` Did you mean "…"?`` for the nearest known words, or nothing."""
    if len(word) > LONGEST:
        return ""
    # Few words are wrong.
    from difflib import get_close_matches

    near = get_close_matches(word, [*islice(known, MOST)], n=count, cutoff=cutoff)
    quoted = " or ".join(f'"{match}"' for match in near)
    return f" Did you mean {quoted}?" if near else ""


def shorten(text: str) -> str:
    """Return as much of a text as a message needs, on one line."""
    # No more is parted into words than can be shown.
    line = " ".join(text[: LONGEST * 2].split())
    return line if len(line) <= LONGEST and len(text) <= LONGEST * 2 else f"{line[: LONGEST - 1]}…"


class Lines:
    """The lines of a text, to be asked many times for where something stands."""

    def __init__(self, text: str) -> None:
        """Take the text."""
        self.text = text
        self._place = self._line = 0

    def find(self, *needles: str) -> int:
        """Return the line, counted from 1, of the next place that holds a word: from the last one found on.

        If it is not below that one it is looked for from the beginning, and if it is nowhere the next word;
        1 if there is none.
        """
        for needle in needles:
            start = self._place
            place = self.text.find(needle, start)
            if place < 0:
                start = self._line = 0
                place = self.text.find(needle, 0, self._place + len(needle))
            self._place = start
            if place >= 0:
                self._line += self.text.count("\n", start, place)
                self._place = place
                return self._line + 1
        return 1
