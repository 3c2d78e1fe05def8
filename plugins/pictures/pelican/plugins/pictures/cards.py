"""Cards: the title of a page in the theme's face and colours, as large as it may be."""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .faces import STEPS, Face, find_faces
from .model import Words

if TYPE_CHECKING:
    from PIL.Image import Image

WIDTH, HEIGHT = 1200, 630
TYPE = "image/png"
MARGIN, BAR = 80, 20
# Before each row of its pixels, PNG has a byte that says how they are stored: 0, as two of the paper are.
FILTER = 2
LEFT, ROOM = FILTER + MARGIN, WIDTH - 2 * MARGIN
# Where the label stands, between what the title is, where the line is, and what the names stand on.
LABEL, TOP, BOTTOM, RULE, FOOT = 116, 150, 490, 520, 580
SIZES = (92, 80, 70, 62, 54, 47, 41)
SMALL = 34
LEADING = 1.16
MORE = "…"
# Letters of a text that a card can show; bytes that a card should have at most.
MOST, LIGHT = 400, 32_000
COLOURS = {"paper": "#fbfcfa", "ink": "#1b2421", "accent": "#0e5a48", "rule": "#cbd5cf"}
# The places of these in the palette, behind the steps from paper to ink.
ACCENT, LINE = STEPS + 1, STEPS + 2
_COLOUR = re.compile(r"--(paper|ink|accent|rule)\s*:\s*#([0-9a-fA-F]{6})\b")


class Press:
    """Prints the cards of a site.

    Args:
        files: The theme's files that are published.

    Attributes:
        made_of: Stands for all that cards are made of, beside their words.
    """

    def __init__(self, files: Sequence[Path]) -> None:
        self._files = find_faces(files)
        self._colours = _read_colours(files)
        self._faces: dict[tuple[bool, int], Face] = {}
        self._last: tuple[tuple[str, str], Image] | None = None
        colours = repr(sorted(self._colours.items())).encode()
        self.made_of = hashlib.sha256(b"\0".join([*self._files, colours])).digest()

    def print_card(self, words: Words) -> bytes:
        """Return a card as a PNG image: flat colours, so that it is small."""
        plain, strong = self._face(False, SMALL), self._face(True, SMALL)
        site = fit(strong, strong.clean(words.site[:MOST]), ROOM)
        rest = ROOM - strong.measure(site) - MARGIN / 2
        canvas = self._paper(site, fit(plain, plain.clean(words.names[:MOST]), rest))
        # Of a title that the face lacks the letters for, the rest of the card tells.
        title = self._face(True, SIZES[0]).clean(words.title[:MOST]) or site
        plain.write(canvas, fit(plain, plain.clean(words.label[:MOST]), ROOM), LEFT, LABEL)
        face, lines = self._arrange(title, ROOM)
        step = round(face.size * LEADING)
        first = TOP + round((BOTTOM - TOP - step * len(lines)) / 3) + face.size
        for number, line in enumerate(lines):
            face.write(canvas, line, LEFT, first + number * step)
        return self._encode(canvas.tobytes("raw", "P;4"))

    def _paper(self, site: str, names: str) -> Image:
        """Return a card without title and label: most of a site's have the same."""
        from PIL import Image

        if self._last is None or self._last[0] != (site, names):
            canvas = Image.new("P", (FILTER + WIDTH, HEIGHT), 0)
            canvas.paste(ACCENT, (FILTER, 0, FILTER + WIDTH, BAR))
            canvas.paste(LINE, (LEFT, RULE, LEFT + ROOM, RULE + 2))
            plain, strong = self._face(False, SMALL), self._face(True, SMALL)
            strong.write(canvas, site, LEFT + ROOM - strong.measure(site), FOOT)
            plain.write(canvas, names, LEFT, FOOT)
            self._last = ((site, names), canvas)
        return self._last[1].copy()

    def _arrange(self, title: str, room: int) -> tuple[Face, list[str]]:
        """Return the largest face in which a title has room, and its lines."""
        for size in SIZES:
            face = self._face(True, size)
            most = int((BOTTOM - TOP) / (size * LEADING))
            lines = list(wrap(face, title, room))
            if len(lines) <= most:
                return face, balance(face, title, room, lines)
        return face, [*lines[: most - 1], fit(face, f"{lines[most - 1]}{MORE}", room)]

    def _face(self, strong: bool, size: int) -> Face:
        if (strong, size) not in self._faces:
            self._faces[strong, size] = Face(self._files[not strong], size)
        return self._faces[strong, size]

    def _encode(self, rows: bytes) -> bytes:
        """Return the file, from rows of pixels, two in a byte."""
        paper, ink = self._colours["paper"], self._colours["ink"]
        steps = [
            tuple(round(a + (b - a) * n / STEPS) for a, b in zip(paper, ink, strict=True))
            for n in range(STEPS + 1)
        ]
        palette = bytes(
            value for colour in (*steps, self._colours["accent"], self._colours["rule"]) for value in colour
        )
        packer = zlib.compressobj(1, zlib.DEFLATED, 15, 9, zlib.Z_RLE)
        data = packer.compress(rows) + packer.flush()
        # Quick is enough for most; one that is full of letters is worth the time.
        data = data if len(data) < LIGHT else zlib.compress(rows, 6)
        head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 4, 3, 0, 0, 0)
        chunks = ((b"IHDR", head), (b"PLTE", palette), (b"IDAT", data), (b"IEND", b""))
        return b"\x89PNG\r\n\x1a\n" + b"".join(
            struct.pack(">I", len(value)) + name + value + struct.pack(">I", zlib.crc32(name + value))
            for name, value in chunks
        )


def wrap(face: Face, text: str, room: float) -> Iterator[str]:
    """Yield the lines of a text; a word that is wider than the room is parted."""
    line, width, space = "", 0.0, face.measure(" ")
    for word in text.split():
        for piece in part(face, word, room):
            length = face.measure(piece)
            if line and width + space + length > room:
                yield line
                line, width = piece, length
            else:
                line, width = (f"{line} {piece}", width + space + length) if line else (piece, length)
    if line:
        yield line


def part(face: Face, word: str, room: float) -> Iterator[str]:
    """Yield a word in as many pieces as it needs."""
    if face.measure(word) <= room:
        yield word
        return
    piece = ""
    for letter in word:
        if piece and face.measure(piece + letter) > room:
            yield piece
            piece = ""
        piece += letter
    yield piece


def balance(face: Face, text: str, room: float, lines: list[str]) -> list[str]:
    """Return as many lines that are about equally long."""
    narrow, wide = room / 2, room
    while wide - narrow > MARGIN / 4:
        middle = (narrow + wide) / 2
        tried = list(wrap(face, text, middle))
        if len(tried) <= len(lines):
            wide, lines = middle, tried
        else:
            narrow = middle
    return lines


def fit(face: Face, text: str, room: float) -> str:
    """Return a text, cut so that it has room in one line."""
    if face.measure(text) <= room:
        return text
    while text and face.measure(f"{text.rstrip()}{MORE}") > room:
        text = text[:-1]
    return f"{text.rstrip(' ,;:' + MORE)}{MORE}"


def _read_colours(files: Sequence[Path]) -> dict[str, tuple[int, ...]]:
    """Return the colours that the theme's style sheets name first, which are those of a light page."""
    found = dict(COLOURS)
    for file in reversed(files):
        if file.suffix != ".css":
            continue
        try:
            named = _COLOUR.findall(file.read_text(encoding="utf-8", errors="replace"))
        except OSError:
            continue
        found |= {name: f"#{value}" for name, value in reversed(named)}
    return {name: tuple(bytes.fromhex(value[1:])) for name, value in found.items()}


def list_names(names: Iterable[str]) -> str:
    """Return names as they stand on a card, each once."""
    return ", ".join(dict.fromkeys(names))
