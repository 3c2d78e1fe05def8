"""What a camera wrote into an image (Exif 2.3, TIFF 6.0), as far as it says who made the image."""

import struct

from .model import Credit

ARTIST, COPYRIGHT = 0x013B, 0x8298
ENTRY = 12


def settle_exif(data: bytes, credit: Credit) -> bytes:
    """Return the data without names and rights that contradict a record; all else stays where it is.

    Args:
        data: From the mark of the byte order on.
        credit: What the record says.
    """
    said = {ARTIST: credit.author, COPYRIGHT: credit.licence}
    gone = {tag for tag, value in said.items() if value}
    order = {b"II": "<", b"MM": ">"}.get(data[:2])
    if not order:
        return data
    try:
        (start,) = struct.unpack_from(f"{order}I", data, 4)
        (count,) = struct.unpack_from(f"{order}H", data, start)
        begin, end = start + 2, start + 2 + count * ENTRY
        entries = [data[at : at + ENTRY] for at in range(begin, end, ENTRY)]
        kept = [entry for entry in entries if struct.unpack_from(f"{order}H", entry)[0] not in gone]
        after = bytes(data[end : end + 4])
    except struct.error:
        return data
    if len(kept) == count or len(after) < 4:
        return data
    table: bytes = struct.pack(f"{order}H", len(kept)) + b"".join(kept) + after
    # What the entries lead to is named by its place in the data.
    return data[:start] + table + bytes((count - len(kept)) * ENTRY) + data[end + 4 :]
