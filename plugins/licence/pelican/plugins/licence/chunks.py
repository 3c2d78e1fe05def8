"""Images made of chunks and blocks (PNG, WebP, GIF): the credit is put between those that are there."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

from .exif import settle_exif
from .model import Credit
from .packets import write_packet

XMP = b"XML:com.adobe.xmp"
# Bytes of what an image may say of itself, when it is unpacked.
LONGEST = 10_000_000
# What texts in PNG say (PNG, § 11.3.3.2), and the part of a record that may contradict it.
TEXTS = {b"Author": "author", b"Copyright": "licence", b"Title": "title"}
ALPHA, HAS_EXIF, HAS_XMP = 0x10, 0x08, 0x04
# XMP in GIF (XMP part 3, § 1.1.2): what begins it, and what leads a reader of blocks to its end.
GIF_HEAD = b"\x21\xff\x0bXMP DataXMP"
GIF_TAIL = b"\x01" + bytes(range(255, -1, -1)) + b"\x00"


def sign_png(data: bytes, credit: Credit) -> bytes:
    """Put a credit into a PNG image."""
    before, parts = b"", []
    for name, value, whole in _read_png(data):
        keyword = value.split(b"\0", 1)[0]
        if name == b"iTXt" and keyword == XMP:
            before = before or _read_text(value)
        elif name in (b"tEXt", b"zTXt", b"iTXt") and getattr(credit, TEXTS.get(keyword, ""), None):
            continue
        elif name == b"eXIf":
            parts.append(_write_png(name, settle_exif(value, credit)))
        else:
            parts.append(whole)
    head, *rest = parts
    own = _write_png(b"iTXt", XMP + bytes(5) + write_packet(credit, before))
    return b"".join([data[:8], head, own, *rest])


def _read_png(data: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Yield the chunks up to the last one, which has all that stands after it with it."""
    at = 8
    while at < len(data):
        length, name = struct.unpack_from(">I4s", data, at)
        end = len(data) if name == b"IEND" else at + 12 + length
        yield name, data[at + 8 : at + 8 + length], data[at:end]
        at = end


def _read_text(value: bytes) -> bytes:
    packed, text = value[len(XMP) + 1 : len(XMP) + 2] == b"\x01", value[len(XMP) + 3 :]
    text = text.split(b"\0", 2)[-1]
    try:
        return zlib.decompressobj().decompress(text, LONGEST) if packed else text
    except zlib.error:
        return b""


def _write_png(name: bytes, value: bytes) -> bytes:
    return struct.pack(">I", len(value)) + name + value + struct.pack(">I", zlib.crc32(name + value))


def sign_webp(data: bytes, credit: Credit) -> bytes:
    """Put a credit into a WebP image (RFC 9649, § 2.7)."""
    (length,) = struct.unpack_from("<I", data, 4)
    chunks = [(name, value) for name, value in _read_webp(data[: length + 8])]
    if chunks[0][0] != b"VP8X":
        chunks.insert(0, (b"VP8X", _describe_webp(*chunks[0])))
    before = next((value for name, value in chunks if name == b"XMP "), b"")
    flags = chunks[0][1][0] | HAS_XMP
    kept = [
        (name, settle_exif(value, credit) if name == b"EXIF" else value)
        for name, value in chunks[1:]
        if name != b"XMP "
    ]
    chunks = [
        (b"VP8X", bytes([flags]) + chunks[0][1][1:]),
        *kept,
        (b"XMP ", write_packet(credit, before)),
    ]
    body = b"WEBP" + b"".join(
        name + struct.pack("<I", len(value)) + value + bytes(len(value) % 2) for name, value in chunks
    )
    return b"RIFF" + struct.pack("<I", len(body)) + body + data[length + 8 :]


def _read_webp(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 12
    while at + 8 <= len(data):
        name, length = struct.unpack_from("<4sI", data, at)
        yield name, data[at + 8 : at + 8 + length]
        at += 8 + length + length % 2


def _describe_webp(name: bytes, value: bytes) -> bytes:
    """Return what stands before an image that was all there was."""
    if name == b"VP8L":
        (bits,) = struct.unpack_from("<I", value, 1)
        flags, sides = ALPHA * (bits >> 28 & 1), (bits & 0x3FFF, bits >> 14 & 0x3FFF)
    else:
        width, height = struct.unpack_from("<HH", value, 6)
        flags, sides = 0, ((width & 0x3FFF) - 1, (height & 0x3FFF) - 1)
    return bytes([flags, 0, 0, 0]) + b"".join(side.to_bytes(3, "little") for side in sides)


def sign_gif(data: bytes, credit: Credit) -> bytes:
    """Put a credit into a GIF image."""
    before, begin = b"", data.find(GIF_HEAD)
    end = data.find(GIF_TAIL, begin)
    if 0 <= begin < end:
        before = data[begin + len(GIF_HEAD) : end]
        data = data[:begin] + data[end + len(GIF_TAIL) :]
    flags = data[10]
    at = 13 + (3 << ((flags & 7) + 1) if flags & 0x80 else 0)
    packet = re.sub(rb"\0", b"", write_packet(credit, before))
    return b"GIF89a" + data[6:at] + GIF_HEAD + packet + GIF_TAIL + data[at:]
