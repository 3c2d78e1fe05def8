"""Drawings (SVG) that somebody brings: no programs, nothing of other places, no text that grows."""

from __future__ import annotations

import math
import re
from typing import Any
from xml.parsers import expat

from .images import ImageError, Picture
from .words import shorten

LARGEST = 10_000_000
"""Bytes of a drawing: each of its lines is drawn anew by every reader."""

DEEPEST = 500
"""Elements within elements."""

LONGEST_SIDE = 100_000
_START = re.compile(
    rb"\s*(?:<\?xml|<!--|<!DOCTYPE\s+(?:[\w.-]+:)?svg|<(?:[\w.-]+:)?svg[\s/>])", re.IGNORECASE
)
_LENGTH = re.compile(r"\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*([a-zA-Z]*|%)\s*")
# Elements that show what an address leads to; that of a link (`a`) is only followed.
_SHOW = {"image", "use", "feImage", "script", "iframe", "img", "link", "audio", "video", "embed", "object"}
_AWAY = re.compile(r"\s*(?:[a-zA-Z][a-zA-Z0-9+.-]*:|//)")
_STYLE = re.compile(
    r"""@import|url\(\s*+["']?\s*+(?!data:)(?:[a-zA-Z][a-zA-Z0-9+.-]{0,20}:|//)""", re.IGNORECASE
)
_PROGRAM = "has a program in it, which would run on your site. Export the drawing without scripts"
_OUTSIDE = "shows something that is elsewhere, which readers will not see. Put it into the drawing"
_NO_SIZE = "has a width or height that is none. Give both in pixels"


def looks_drawn(data: bytes) -> bool:
    """Say whether the bytes of a file begin as a drawing does."""
    return _START.match(data.removeprefix(b"\xef\xbb\xbf")) is not None or data.startswith(
        (b"\xff\xfe<\x00", b"\xfe\xff\x00<")
    )


def inspect_drawing(data: bytes) -> Picture:
    """Return what is known of a drawing.

    Raises:
        ImageError: It is none that a page can show.
    """
    if len(data) > LARGEST:
        raise ImageError(f"is a drawing of more than {LARGEST:,} bytes. Save it as a picture (PNG)")
    reader = _Reader()
    try:
        reader.parser.Parse(data, True)
    except expat.ExpatError as error:
        line, why = error.lineno, expat.ErrorString(error.code)
        raise ImageError(f"is no drawing that can be read (line {line}: {why}). Export it again") from None
    except (LookupError, ValueError) as error:
        if isinstance(error, ImageError):
            raise
        raise ImageError("is in an encoding that nobody reads. Save it as UTF-8") from None
    size, wrong = read_size(reader.root)
    notes = (_OUTSIDE,) * reader.outside + (_NO_SIZE,) * wrong
    return Picture("SVG", size, notes)


def read_size(root: dict[str, str]) -> tuple[tuple[int, int] | None, bool]:
    """Return width and height of a drawing, and whether what it says of them is wrong.

    Args:
        root: The attributes of its root.
    """
    sizes, wrong = [], False
    for name in ("width", "height"):
        written = root.get(name, "auto")
        found = _LENGTH.fullmatch(written[:100])
        number = float(found[1]) if found else math.nan
        if found and found[2] in ("", "px") and 0 < number <= LONGEST_SIDE:
            sizes.append(max(1, round(number)))
        elif written != "auto" and not (found and found[2] not in ("", "px") and 0 < number < math.inf):
            wrong = True
    if len(sizes) == 2:
        return (sizes[0], sizes[1]), wrong
    box = re.split(r"[\s,]+", root.get("viewBox", "")[:200].strip())
    lengths = [_LENGTH.fullmatch(text) for text in box]
    if len(lengths) != 4 or not all(found and not found[2] for found in lengths):
        return None, wrong
    width, height = (float(found[1]) for found in lengths[2:] if found)
    if not (0 < width <= LONGEST_SIDE and 0 < height <= LONGEST_SIDE):
        return None, True
    return (max(1, round(width)), max(1, round(height))), wrong


class _Reader:
    """Reads a drawing from its beginning to its end, and keeps the attributes of its root."""

    def __init__(self) -> None:
        self.root: dict[str, str] = {}
        self.outside = False
        self.depth = 0
        self.style = False
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.read_text
        self.parser.EntityDeclHandler = self.declare
        self.parser.ProcessingInstructionHandler = self.instruct

    def start(self, name: str, attributes: dict[str, str]) -> None:
        plain = name.rpartition(":")[2]
        if not self.depth:
            if plain != "svg":
                raise ImageError(f"is no drawing: it begins with <{shorten(name)}>. Export it as SVG")
            self.root = attributes
        self.depth += 1
        if self.depth > DEEPEST:
            raise ImageError(f"has more than {DEEPEST} elements within one another. Simplify the drawing")
        if plain in ("script", "handler"):
            raise ImageError(_PROGRAM)
        self.style = plain == "style"
        for key, value in attributes.items():
            last = key.rpartition(":")[2]
            address = "".join(value[:200].split()).lower()
            if last.startswith("on") or (last == "href" and address.startswith(("javascript:", "vbscript:"))):
                raise ImageError(_PROGRAM)
            if last in ("href", "src") and plain in _SHOW and _AWAY.match(value):
                self.outside |= not address.startswith("data:image/")
            elif "url(" in value and _STYLE.search(value):
                self.outside = True

    def end(self, _name: str) -> None:
        self.depth -= 1
        self.style = False

    def read_text(self, text: str) -> None:
        if self.style and _STYLE.search(text):
            self.outside = True

    def declare(self, name: str, _parameter: bool, value: str | None, *_: Any) -> None:
        # Such as Illustrator writes are addresses alone; others grow when they are read.
        if value is None or "&" in value or "%" in value or len(value) > 100:
            raise ImageError(f'has an entity "{shorten(name)}" that may grow. Export the drawing again')

    def instruct(self, target: str, data: str) -> None:
        if target == "xml-stylesheet":
            self.outside = True
