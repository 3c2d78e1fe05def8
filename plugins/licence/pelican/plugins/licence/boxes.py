"""AVIF images, made of boxes (ISO 14496-12, 23008-12): the credit is an item beside the picture."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from guards.images import DAMAGED, ImageError

from .exif import settle_exif
from .model import Credit
from .packets import write_packet

TYPE = b"application/rdf+xml\0"
MOVING = "is an animation, into which no credit can be written. Say it in the caption, too"


@dataclass
class Item:
    """Where the bytes of an item are: by which rule, in which file, and its parts with their lengths."""

    id: int
    rule: int = 0
    file: int = 0
    extents: list[tuple[int, int]] = field(default_factory=list)


def sign_avif(data: bytes, credit: Credit) -> bytes:
    """Put a credit into an AVIF image.

    Raises:
        ImageError: It is an animation, whose frames are found by places that would change.
    """
    boxes = list(_read_boxes(data, 0, len(data)))
    names = [name for name, _, _, _ in boxes]
    if b"moov" in names or b"moof" in names:
        raise ImageError(MOVING)
    if names.count(b"meta") != 1:
        raise ImageError(DAMAGED)
    _, begin, body, end = boxes[names.index(b"meta")]
    inner = {name: data[start:stop] for name, _, start, stop in _read_boxes(data, body + 4, end)}
    items = {item.id: item for item in _read_places(inner[b"iloc"])}
    own, camera, infos = _find_items(inner[b"iinf"])
    for at, length in items[camera].extents[:1] if camera in items else ():
        # What comes first says where the data begin.
        start = at + 4 + struct.unpack_from(">I", data, at)[0]
        data = data[:start] + settle_exif(data[start : at + length], credit) + data[at + length :]
    before = b""
    if own in items and items[own].rule == 0:
        before = b"".join(data[at : at + length] for at, length in items[own].extents)
        _, last, inside, stop = boxes[-1]
        if items[own].extents == [(inside, stop - inside)] and last >= end:
            # Nothing else is in there.
            data = data[:last]
    packet = write_packet(credit, before)
    if own not in items:
        own = own or max([*items, 0]) + 1
        infos.append(_write_full(b"infe", 2, 0, struct.pack(">HH", own, 0) + b"mime\0" + TYPE))
        primary = inner[b"pitm"]
        inner[b"iref"] = _refer(inner.get(b"iref", bytes(4)), own, int.from_bytes(primary[4:], "big"))
    if own > 0xFFFF:
        raise ImageError(DAMAGED)
    inner[b"iinf"] = bytes(4) + struct.pack(">H", len(infos)) + b"".join(infos)
    items[own] = Item(own, extents=[(0, len(packet))])

    def write_meta(grown: int) -> bytes:
        moved = [
            Item(
                one.id,
                one.rule,
                one.file,
                [(at + grown * (one.rule == 0 and at >= end), n) for at, n in one.extents],
            )
            for one in items.values()
            if one.id != own
        ]
        place = len(data) + grown + 8
        inner[b"iloc"] = _write_places([*moved, Item(own, extents=[(place, len(packet))])])
        parts = b"".join(_write_box(name, value) for name, value in inner.items())
        return _write_box(b"meta", data[body : body + 4] + parts)

    # Its length is the same wherever things are.
    grown = len(write_meta(0)) - (end - begin)
    return data[:begin] + write_meta(grown) + data[end:] + _write_box(b"mdat", packet)


def _read_boxes(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, int, int, int]]:
    """Yield name, begin, begin of what is in it, and end of each box."""
    while at < end:
        length, name = struct.unpack_from(">I4s", data, at)
        body = at + 8
        if length == 1:
            (length,) = struct.unpack_from(">Q", data, body)
            body += 8
        stop = at + length if length else end
        if stop < body or stop > end or (not length and end != len(data)):
            raise ImageError(DAMAGED)
        if not length and name != b"mdat":
            raise ImageError(DAMAGED)
        yield name, at, body, stop
        at = stop


def _read_places(box: bytes) -> Iterator[Item]:
    """Read where items are (ISO 14496-12, § 8.11.3)."""
    version, sizes = box[0], struct.unpack_from(">H", box, 4)[0]
    offset, length, base, index = (sizes >> shift & 15 for shift in (12, 8, 4, 0))
    at = 6

    def read(size: int) -> int:
        nonlocal at
        if at + size > len(box):
            raise ImageError(DAMAGED)
        at += size
        return int.from_bytes(box[at - size : at], "big")

    wide = 4 if version == 2 else 2
    for _ in range(read(wide)):
        item = Item(read(wide))
        item.rule = read(2) & 15 if version else 0
        item.file = read(2)
        start = read(base)
        for _ in range(read(2)):
            if version:
                read(index)
            place = start + read(offset)
            item.extents.append((place, read(length)))
        yield item


def _write_places(items: list[Item]) -> bytes:
    parts = [bytes([1, 0, 0, 0, 0x44, 0]), struct.pack(">H", len(items))]
    for item in items:
        parts.append(struct.pack(">HHHH", item.id, item.rule, item.file, len(item.extents)))
        parts += [struct.pack(">II", *extent) for extent in item.extents]
    return b"".join(parts)


def _find_items(box: bytes) -> tuple[int, int, list[bytes]]:
    """Return the item that is a packet, and that of a camera, 0 for none; and what is said of all items."""
    found, camera, infos = 0, 0, []
    at = 6 if box[0] == 0 else 8
    for name, begin, body, end in _read_boxes(box, at, len(box)):
        if name == b"infe" and box[body] == 2:
            item, _, kind = struct.unpack_from(">HH4s", box, body + 4)
            if kind == b"Exif":
                camera = item
            elif kind == b"mime" and box[body + 12 : end].split(b"\0", 1)[-1].startswith(TYPE):
                found = item
        infos.append(box[begin:end])
    return found, camera, infos


def _refer(box: bytes, item: int, primary: int) -> bytes:
    """Say that an item describes the picture (ISO 23008-12, § 9.2)."""
    size = ">I" if box[0] else ">H"
    reference = struct.pack(size, item) + struct.pack(">H", 1) + struct.pack(size, primary)
    return box + _write_box(b"cdsc", reference)


def _write_box(name: bytes, value: bytes) -> bytes:
    return struct.pack(">I", len(value) + 8) + name + value


def _write_full(name: bytes, version: int, flags: int, value: bytes) -> bytes:
    return _write_box(name, struct.pack(">I", version << 24 | flags) + value)
