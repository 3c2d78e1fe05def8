"""Typefaces, as far as cards need them: letter by letter, each drawn once a build."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

ENDINGS = (".woff2", ".woff", ".otf", ".ttf")
STRONG = re.compile(r"bold|black|heavy|[6-9]00", re.IGNORECASE)
SLANTED = re.compile(r"italic|oblique", re.IGNORECASE)
# What no letter is: where a face has nothing else, it shows this.
NOTHING = "\uffff"
# What looks the same.
ALIKE = {"\u2010": "-", "\u2011": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " "}
# Steps between no ink and all of it.
STEPS = 12


def find_faces(files: Sequence[Path]) -> tuple[bytes, bytes]:
    """Return the theme's face for titles, and that for everything else; nothing where it has none."""
    upright = [file for file in files if file.suffix.lower() in ENDINGS and not SLANTED.search(file.stem)]
    strong = [file for file in upright if STRONG.search(file.stem)]
    plain = [file for file in upright if file not in strong] or upright
    chosen = [next(_read(found), b"") for found in (strong or plain, plain)]
    return chosen[0] or chosen[1], chosen[1] or chosen[0]


def _read(files: Sequence[Path]) -> Iterator[bytes]:
    for file in files:
        try:
            yield file.read_bytes()
        except OSError:
            continue


class Face:
    """A face in one size.

    Args:
        data: Its file; nothing for Pillow's own.
        size: In pixels.
    """

    def __init__(self, data: bytes, size: int) -> None:
        self.size = size
        self._font = _open(data, size)
        self._features = _list_features(self._font)
        self._letters: dict[str, tuple[Image, Image, tuple[int, int]] | None] = {}
        self._steps: dict[str, float] = {}
        self._has: dict[str, bool] = {}
        self._widths: dict[str, float] = {}
        self._nothing = bytes(self._font.getmask(NOTHING))

    def has(self, letter: str) -> bool:
        """Say whether the face has a letter, rather than a box in its place."""
        if letter not in self._has:
            self._has[letter] = self._find(letter)
        return self._has[letter]

    def _find(self, letter: str) -> bool:
        if letter == " ":
            return True
        simple = unicodedata.bidirectional(letter) not in ("R", "AL") and not unicodedata.combining(letter)
        return simple and letter.isprintable() and self._draw(letter) is not None

    def clean(self, text: str) -> str:
        """Return as much of a text as the face can show; nothing if that is less than half of it."""
        shown = []
        composed = unicodedata.normalize("NFC", " ".join(text.split()))
        for letter in composed:
            found = ALIKE.get(letter, letter)
            if not self.has(found):
                plain = unicodedata.normalize("NFKD", found)
                found = "".join(one for one in plain if not unicodedata.combining(one) and self.has(one))
            shown.append(found)
        kept = " ".join("".join(shown).split())
        if kept == composed:
            return kept
        count = sum(letter.isalnum() for letter in kept)
        return kept if 2 * count >= sum(letter.isalnum() for letter in composed) else ""

    def measure(self, text: str) -> float:
        """Return how wide a text is."""
        if text not in self._widths:
            self._widths[text] = sum(self._step(pair) for pair in _list_pairs(text))
        return self._widths[text]

    def write(self, canvas: Image, text: str, left: float, line: int) -> None:
        """Write a text on a canvas.

        Args:
            canvas: A palette image whose first colours are the paper and the steps to the ink.
            text: What the face can show.
            left: Where it begins.
            line: What it stands on.
        """
        put = canvas.im.paste
        for pair in _list_pairs(text):
            drawn = self._draw(pair[0])
            if drawn:
                letter, mask, (right, down) = drawn
                x, y = round(left) + right, line + down
                # As `Image.paste` does, once it has looked at what it was given.
                put(letter.im, (x, y, x + letter.width, y + letter.height), mask.im)
            left += self._step(pair)

    def _draw(self, letter: str) -> tuple[Image, Image, tuple[int, int]] | None:
        if letter not in self._letters:
            from PIL import Image

            core, place = self._font.getmask2(letter, "L", anchor="ls")
            values = bytes(core)
            drawn = None
            if values and values != self._nothing:
                ink = bytes((value * STEPS + 127) // 255 for value in values)
                mask = bytes(255 * (value > 0) for value in ink)
                drawn = (
                    Image.frombytes("P", core.size, ink),
                    Image.frombytes("L", core.size, mask),
                    (round(place[0]), round(place[1])),
                )
            self._letters[letter] = drawn
        return self._letters[letter]

    def _step(self, pair: str) -> float:
        """Return how far it is from a letter to the next one."""
        if pair not in self._steps:
            both = self._font.getlength(pair, features=self._features)
            after = self._font.getlength(pair[1:], features=self._features) if pair[1:] else 0
            self._steps[pair] = both - after
        return self._steps[pair]


def _list_pairs(text: str) -> Iterator[str]:
    return (text[at : at + 2] for at in range(len(text)))


def _open(data: bytes, size: int) -> FreeTypeFont:
    from PIL import ImageFont

    if data:
        try:
            return ImageFont.truetype(io.BytesIO(data), size)
        except OSError:
            # A face that nobody can read is none.
            return _open(b"", size)
    font = ImageFont.load_default(size)
    assert isinstance(font, ImageFont.FreeTypeFont)
    return font


def _list_features(font: FreeTypeFont) -> list[str] | None:
    from PIL import ImageFont

    # Letters that are drawn one by one do not join. Where nothing joins them, nobody may be told so.
    return ["-liga", "-clig", "-dlig"] if font.layout_engine == ImageFont.Layout.RAQM else None
