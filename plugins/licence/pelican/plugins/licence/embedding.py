"""The credit of an image in its file: whoever has the file knows who made it and how it may be reused."""

from __future__ import annotations

import struct
from collections.abc import Callable

from guards.images import DAMAGED, ImageError, inspect

from .boxes import sign_avif
from .chunks import sign_gif, sign_png, sign_webp
from .model import Credit
from .packets import Cutter, write_description, write_graph
from .segments import sign_jpeg

MARK = b"\xef\xbb\xbf"
WIDE = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


def sign(data: bytes, credit: Credit) -> bytes:
    """Return an image with its credit in it. The picture stays as it is, to the last bit.

    Args:
        data: The file.
        credit: What its record says, with the licence that counts.

    Raises:
        ImageError: Nothing can be put into it; the text goes after the file's name.
    """
    kind = inspect(data).kind
    try:
        return SIGNERS[kind](data, credit)
    except (IndexError, KeyError, struct.error, OverflowError):
        raise ImageError(DAMAGED) from None


def sign_drawing(data: bytes, credit: Credit) -> bytes:
    """Put a credit into a drawing (SVG 2, § 5.9)."""
    for mark, encoding in WIDE.items():
        if data.startswith(mark):
            return mark + sign_text(data[2:].decode(encoding), credit).encode(encoding)
    return MARK * data.startswith(MARK) + sign_bytes(data.removeprefix(MARK), credit)


def sign_text(text: str, credit: Credit) -> str:
    """Put a credit into a drawing in two bytes a character, whose first line may say so."""
    head, end, rest = text.partition("?>") if text.lstrip().startswith("<?xml") else ("", "", text)
    return head + end + sign_bytes(rest.encode(), credit).decode()


def sign_bytes(data: bytes, credit: Credit) -> bytes:
    """Put a credit into a drawing in an encoding in which ASCII is ASCII."""
    cutter = Cutter(data, credit)
    if not cutter.read() or not cutter.start:
        raise ImageError(DAMAGED)
    if cutter.place:
        return cutter.cut({cutter.place: encode(write_description(credit, cutter.about or ""))})
    own = b'<metadata xmlns="http://www.w3.org/2000/svg">' + encode(write_graph(credit)) + b"</metadata>"
    if data[cutter.start - 2 : cutter.start] == b"/>":
        end = f"</{cutter.root}>".encode()
        return data[: cutter.start - 2] + b">" + own + end + data[cutter.start :]
    return cutter.cut({cutter.start: own})


def encode(text: str) -> bytes:
    """Return text of XML in whichever encoding has ASCII."""
    return text.encode("ascii", "xmlcharrefreplace")


SIGNERS: dict[str, Callable[[bytes, Credit], bytes]] = {
    "AVIF": sign_avif,
    "GIF": sign_gif,
    "JPEG": sign_jpeg,
    "PNG": sign_png,
    "SVG": sign_drawing,
    "WEBP": sign_webp,
}
