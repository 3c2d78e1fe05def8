"""JPEG images, made of segments (ITU T.81, § B.1): the credit is put before the picture."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from guards.images import DAMAGED, ImageError

from .captions import NAME, write_blocks
from .exif import settle_exif
from .model import Credit
from .packets import write_packet

EXIF = b"Exif\0\0"
XMP = b"http://ns.adobe.com/xap/1.0/\0"
APP0, APP1, APP13, SCAN = 0xE0, 0xE1, 0xED, 0xDA
LONGEST = 65_533
"""Bytes of a segment."""

FULL = "says so much of itself already that its credit has no room in it. Export it without its metadata"


def sign_jpeg(data: bytes, credit: Credit) -> bytes:
    """Put a credit into a JPEG image, in XMP and in IPTC's older records."""
    first: list[bytes] = []
    others: list[bytes] = []
    packet = blocks = b""
    rest = 2
    for marker, value, end in _read_segments(data):
        rest = end
        if marker == APP1 and value.startswith(XMP):
            packet = packet or value[len(XMP) :]
        elif marker == APP13 and value.startswith(NAME):
            blocks += value[len(NAME) :]
        elif marker == APP1 and value.startswith(EXIF) and not others:
            first.append(_write(marker, EXIF + settle_exif(value[len(EXIF) :], credit)))
        elif marker == APP0 and not others:
            first.append(_write(marker, value))
        else:
            others.append(_write(marker, value))
    own = XMP + write_packet(credit, packet)
    if len(own) > LONGEST:
        # Programs leave room for what others may write.
        own = own.replace(b" " * 16, b"").replace(b"\n" * 16, b"")
    if len(own) > LONGEST:
        raise ImageError(FULL)
    written, room = write_blocks(credit, blocks), LONGEST - len(NAME)
    captions = (_write(APP13, NAME + written[at : at + room]) for at in range(0, len(written), room))
    return b"".join([data[:2], *first, _write(APP1, own), *captions, *others, data[rest:]])


def _read_segments(data: bytes) -> Iterator[tuple[int, bytes, int]]:
    """Yield the segments before the first scan: marker, what is in it, and where it ends."""
    at = 2
    while True:
        if data[at] != 0xFF:
            raise ImageError(DAMAGED)
        while data[at] == 0xFF:
            at += 1
        marker = data[at]
        if marker == SCAN:
            return
        (length,) = struct.unpack_from(">H", data, at + 1)
        end = at + 1 + length
        if length < 2 or end > len(data):
            raise ImageError(DAMAGED)
        yield marker, data[at + 3 : end], end
        at = end


def _write(marker: int, value: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(value) + 2) + value
