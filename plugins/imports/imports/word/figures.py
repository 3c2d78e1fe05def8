"""Captions, put to the pictures and tables that they stand by."""

from __future__ import annotations

import re

from .. import places
from ..markup.escaping import escape_text
from .draft import MARK, Draft

_MARKS = rf"(?:{MARK.pattern}|{places.MARK.pattern})"
_CAPTION = re.compile(rf"{_MARKS}*?\ufdd2(?P<kind>[fgt])(?P<number>\d+)\ufdd3")
_PICTURE = re.compile(
    rf"(?P<marks>{_MARKS}*)!\[(?P<alt>[^\n]*)\]\((?P<where>{places.BEGIN}i\d+{places.END})\)"
    rf"(?P<after>(?:{_MARKS}|\s)*)"
)
_NUMBERED = re.compile(r"(?:image|picture|rId|media)?\d*|[\dA-Fa-f]{20,}")
MOST_WORDS = 3


def name_image(path: str, words: str) -> str:
    """Return a name for a picture: of what is to be seen, if its program had none."""
    name = path.rpartition("/")[2]
    stem, _, ending = name.rpartition(".")
    said = re.findall(r"[a-z\d]+", words.lower())[:4]
    return f"{'-'.join(said)}.{ending}" if said and _NUMBERED.fullmatch(stem) else name


class Figures:
    """Numbers figures and tables by labels.

    Args:
        draft: Has the captions; gets what cannot be kept.
    """

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.labels: dict[str, str] = {}
        """Name of a bookmark → the label of the figure or table that its caption belongs to."""
        self.taken: dict[str, int] = {}

    def join(self, blocks: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """Return blocks in which each caption is where Markdown has it."""
        done: list[tuple[str, str]] = []
        at = 0
        while at < len(blocks):
            kind, text = blocks[at]
            following = blocks[at + 1] if at + 1 < len(blocks) else ("", "")
            found = _CAPTION.match(text) if kind == "Para" else None
            if not found:
                done.append((kind, text))
                at += 1
                continue
            wanted, number = found["kind"], int(found["number"])
            before = done[-1] if done else ("", "")
            words = text[: found.end()][: -len(f"\ufdd2{wanted}{number}\ufdd3")] + text[found.end() :]
            if wanted != "f" and following[0] == "Table":
                done.append(("Para", self._table(words, number)))
            elif wanted != "t" and _PICTURE.fullmatch(before[1]):
                done[-1] = ("Figure", self._figure(before[1], words, number))
            elif wanted != "t" and _PICTURE.fullmatch(following[1]):
                done.append(("Figure", self._figure(following[1], words, number)))
                at += 1
            elif wanted != "f" and before[0] == "Table":
                done.append(("Para", self._table(words, number)))
            else:
                done.append((kind, escape_text(self.draft.captions[number].label) + words))
            at += 1
        return done

    def _figure(self, picture: str, words: str, number: int) -> str:
        found = _PICTURE.fullmatch(picture)
        assert found is not None
        label = self._label("fig", words, number)
        alt = re.sub(r"\\(.)", r"\1", found["alt"]).translate(str.maketrans('"{}', "”()"))
        said = f' fig-alt="{alt}"' if alt.strip() else ""
        title = " ".join(words.split())
        return f"{found['marks']}![{title}]({found['where']}){{#{label}{said}}}{found['after'].strip()}"

    def _table(self, words: str, number: int) -> str:
        return f": {' '.join(words.split())} {{#{self._label('tbl', words, number)}}}"

    def name_table(self, words: str) -> str:
        """Return the caption of a table that pandoc has found itself."""
        return f": {' '.join(words.split())} {{#{self._label('tbl', words, -1)}}}"

    def _label(self, kind: str, words: str, number: int) -> str:
        plain = re.sub(r"[\[({].*", "", MARK.sub("", places.MARK.sub("", words))).lower()
        said = re.findall(r"[a-z\d]+", plain)[:MOST_WORDS]
        label = "-".join([kind, *(said or [str(len(self.taken) + 1)])])
        self.taken[label] = self.taken.get(label, 0) + 1
        name = label if self.taken[label] == 1 else f"{label}-{self.taken[label]}"
        if number >= 0:
            self.labels |= dict.fromkeys(self.draft.captions[number].names, name)
        return name
