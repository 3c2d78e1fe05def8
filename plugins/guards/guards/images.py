"""Images that somebody brings: the formats that pages show, whole and of a size that machines can hold."""

from __future__ import annotations

import io
import re
import stat
import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST = 50_000_000
"""Bytes of a file."""

MOST_PIXELS = 89_000_000
"""Pixels of a picture: each takes four bytes of a reader's memory."""

# By which ending of its name a format is known, the usual one first.
ENDINGS = {
    "AVIF": (".avif",),
    "GIF": (".gif",),
    "JPEG": (".jpg", ".jpeg", ".jpe", ".jfif"),
    "PNG": (".png", ".apng"),
    "SVG": (".svg",),
    "WEBP": (".webp",),
}
SHOWN = "PNG, JPEG, GIF, WebP, AVIF or SVG"
SHORT = "ends too early, as a copy that was broken off does. Copy it again"
DAMAGED = "is damaged. Export or copy it again"
# JPEG (ITU T.81, table B.1): frame headers, of which C4, C8 and CC are none.
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}


class ImageError(ValueError):
    """An image that cannot be shown; its text says why and goes after the file's name."""


@dataclass(frozen=True)
class Picture:
    """What is known of an image file.

    Attributes:
        kind: One of ENDINGS.
        size: Width and height in CSS pixels; None if a drawing does not say.
        notes: What readers may see otherwise than its author; each goes after the file's name.
    """

    kind: str
    size: tuple[int, int] | None
    notes: tuple[str, ...] = ()


def read_picture(file: Path) -> Picture:
    """Return what is known of an image file, without decoding it.

    Raises:
        ImageError: It is none that a page can show.
    """
    try:
        if not stat.S_ISREG(file.stat().st_mode):
            raise ImageError("is no file")
        with file.open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except OSError as error:
        raise ImageError(f"cannot be read ({error.strerror})") from None
    picture = inspect(data)
    endings = ENDINGS[picture.kind]
    if file.suffix.lower() in endings:
        return picture
    note = f"is a {picture.kind} by what is in it. Call it {file.stem[:60]}{endings[0]}"
    return Picture(picture.kind, picture.size, (*picture.notes, note))


def inspect(data: bytes) -> Picture:
    """Return what is known of the bytes of an image.

    Raises:
        ImageError: They are none that a page can show.
    """
    from .drawings import inspect_drawing, looks_drawn

    if not data:
        raise ImageError("is empty. Copy it again")
    if len(data) > LARGEST:
        raise ImageError(f"is larger than {LARGEST:,} bytes. Make it smaller")
    kind = next((kind for kind, (mark, _) in READERS.items() if mark.match(data)), "")
    if not kind:
        if looks_drawn(data):
            return inspect_drawing(data)
        raise ImageError(f"is none that pages show. Save it as {SHOWN}")
    try:
        width, height = READERS[kind][1](data)
    except (IndexError, struct.error):
        raise ImageError(SHORT) from None
    if not width or not height:
        raise ImageError(DAMAGED)
    if width * height > MOST_PIXELS:
        raise ImageError(
            f"has {width:,} × {height:,} pixels, and {MOST_PIXELS:,} at most are shown. Make it smaller"
        )
    return Picture(kind, (width, height))


@contextmanager
def open_image(data: bytes) -> Iterator[Image]:
    """Open a picture with Pillow, by no reader but that of its format, for as long as the block runs.

    Whatever goes wrong with it in there is the picture's fault: Pillow's readers raise errors of any kind.

    Raises:
        ImageError: It cannot be read; the text goes after the file's name.
    """
    import PIL.Image

    picture = inspect(data)
    if picture.kind == "SVG":
        raise ImageError("is a drawing, and a picture is needed")
    try:
        with PIL.Image.open(io.BytesIO(data), formats=[picture.kind]) as image:
            yield image
    except ImageError:
        raise
    except Exception as error:
        raise ImageError(f"cannot be read ({str(error)[:200] or type(error).__name__})") from None


def _png(data: bytes) -> tuple[int, int]:
    """Walk the chunks (PNG, § 5.3) to the last one."""
    size, at = None, 8
    while True:
        length, name = struct.unpack_from(">I4s", data, at)
        end = at + 8 + length
        (check,) = struct.unpack_from(">I", data, end)
        if name[:1].isupper() and zlib.crc32(memoryview(data)[at + 4 : end]) != check:
            raise ImageError(DAMAGED)
        if size is None:
            if name != b"IHDR" or length != 13:
                raise ImageError(DAMAGED)
            size = struct.unpack_from(">II", data, at + 8)
        if name == b"IEND":
            return size[0], size[1]
        at = end + 4


def _jpeg(data: bytes) -> tuple[int, int]:
    """Walk the segments (ITU T.81, § B.1) to the first scan."""
    size, at = None, 2
    while True:
        if data[at] != 0xFF:
            raise ImageError(DAMAGED)
        while data[at] == 0xFF:
            at += 1
        marker = data[at]
        (length,) = struct.unpack_from(">H", data, at + 1)
        if marker in FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 4)
            size = width, height
        if marker == 0xDA:
            break
        at += 1 + max(length, 2)
    if data.find(b"\xff\xd9", at) < 0:
        raise ImageError(SHORT)
    if size is None:
        raise ImageError(DAMAGED)
    return size


def _gif(data: bytes) -> tuple[int, int]:
    """Walk the blocks (GIF 89a, appendix A) to the end of the first picture."""
    width, height, flags = struct.unpack_from("<HHB", data, 6)
    at = 13 + _colours(flags)
    while data[at] == 0x21:
        at = _skip(data, at + 2)
    if data[at] != 0x2C:
        raise ImageError(DAMAGED)
    _skip(data, at + 11 + _colours(data[at + 9]))
    return width, height


def _colours(flags: int) -> int:
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _skip(data: bytes, at: int) -> int:
    while data[at]:
        at += data[at] + 1
    return at + 1


def _webp(data: bytes) -> tuple[int, int]:
    """Read the first chunk (RFC 9649, § 2)."""
    (length,) = struct.unpack_from("<I", data, 4)
    if length + 8 > len(data):
        raise ImageError(SHORT)
    name = data[12:16]
    if name == b"VP8X":
        return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    if name == b"VP8L":
        (bits,) = struct.unpack_from("<I", data, 21)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if name != b"VP8 ":
        raise ImageError(DAMAGED)
    width, height = struct.unpack_from("<HH", data, 26)
    return width & 0x3FFF, height & 0x3FFF


def _avif(data: bytes) -> tuple[int, int]:
    """Walk the boxes (ISO 14496-12, § 4.2); of several pictures the largest is what is seen."""
    sizes, at = [(0, 0)], 0
    while at < len(data):
        length, name = struct.unpack_from(">I4s", data, at)
        if length == 1:
            (length,) = struct.unpack_from(">Q", data, at + 8)
        end = at + length if length else len(data)
        if end > len(data):
            raise ImageError(SHORT)
        if length and length < 8:
            raise ImageError(DAMAGED)
        if name == b"meta":
            for found in re.finditer(b"ispe", data[at:end]):
                sizes.append(struct.unpack_from(">II", data, at + found.end() + 4))
        at = end
    return max(sizes, key=lambda size: size[0] * size[1])


# By what its bytes begin with a format is known, and what reads its size.
READERS: dict[str, tuple[re.Pattern[bytes], Callable[[bytes], tuple[int, int]]]] = {
    "PNG": (re.compile(rb"\x89PNG\r\n\x1a\n"), _png),
    "JPEG": (re.compile(rb"\xff\xd8\xff"), _jpeg),
    "GIF": (re.compile(rb"GIF8[79]a"), _gif),
    "WEBP": (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), _webp),
    "AVIF": (re.compile(rb".{4}ftyp(?:avi[fs]|.{4}(?:.{4}){0,20}?avi[fs])", re.DOTALL), _avif),
}
