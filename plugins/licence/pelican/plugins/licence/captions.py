"""The credit of an image in IPTC's older records (IIM 4), in Photoshop's blocks of a JPEG file."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from .model import Credit
from .packets import write_notice

NAME = b"Photoshop 3.0\0"
# The block of the records, and that of a hash of them as another program left them.
RECORDS, HASH = 0x0404, 0x0425
UTF8 = b"\x1b%G"
CHARACTERS = (1, 90)
# The numbers of what a record may say (IIM 4, § 6).
TITLE, AUTHOR, POSITION, CREDIT, SOURCE, NOTICE, CONTACT = 5, 80, 85, 110, 115, 116, 118
# Of these the values are text, of others they may be anything.
TEXTS = {*range(5, 123)}


def write_blocks(credit: Credit, before: bytes = b"") -> bytes:
    """Return Photoshop's blocks with the credit of an image.

    Args:
        credit: What its record says.
        before: The blocks that it has; what does not contradict is kept.
    """
    blocks = list(_read_blocks(before))
    records = b"".join(value for kind, _, value in blocks if kind == RECORDS)
    others = [block for block in blocks if block[0] not in (RECORDS, HASH)]
    return b"".join(
        b"8BIM"
        + struct.pack(">H", kind)
        + name
        + struct.pack(">I", len(value))
        + value
        + bytes(len(value) % 2)
        for kind, name, value in [*others, (RECORDS, b"\0\0", write_records(credit, records))]
    )


def write_records(credit: Credit, before: bytes = b"") -> bytes:
    """Return the records of a credit, with those of `before` that do not contradict."""
    said = {
        TITLE: credit.title,
        AUTHOR: credit.author,
        CREDIT: credit.author,
        SOURCE: credit.source,
        NOTICE: write_notice(credit),
    }
    gone = {number for number, text in said.items() if text} | (
        {POSITION, CONTACT} if credit.author else set()
    )
    known = list(_read_records(before))
    coded = any(key == CHARACTERS and value == UTF8 for key, value in known)
    kept = [
        (key, value if coded or key[0] != 2 or key[1] not in TEXTS else _recode(value))
        for key, value in known
        if key != CHARACTERS and not (key[0] == 2 and key[1] in gone)
    ]
    own = [((2, number), text.encode()) for number, text in said.items() if text]
    records = sorted([(CHARACTERS, UTF8), *kept, *own], key=lambda record: record[0])
    return b"".join(
        struct.pack(">BBBH", 0x1C, *key, len(value[:32767])) + value[:32767] for key, value in records
    )


def _recode(value: bytes) -> bytes:
    """Return text in UTF-8 that is in no encoding that the records name."""
    try:
        value.decode()
    except UnicodeDecodeError:
        return value.decode("cp1252", "replace").encode()
    return value


def _read_blocks(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    at = 0
    while data.startswith(b"8BIM", at) and at + 12 <= len(data):
        (kind,) = struct.unpack_from(">H", data, at + 4)
        length = data[at + 6] + 1
        name = data[at + 6 : at + 6 + length + length % 2]
        at += 6 + len(name)
        if at + 4 > len(data):
            return
        (size,) = struct.unpack_from(">I", data, at)
        yield kind, name, data[at + 4 : at + 4 + size]
        at += 4 + size + size % 2


def _read_records(data: bytes) -> Iterator[tuple[tuple[int, int], bytes]]:
    at = 0
    while data[at : at + 1] == b"\x1c" and at + 5 <= len(data):
        record, number, length = struct.unpack_from(">BBH", data, at + 1)
        # Longer ones are no text, and no program writes any.
        if length & 0x8000:
            return
        yield (record, number), data[at + 5 : at + 5 + length]
        at += 5 + length
