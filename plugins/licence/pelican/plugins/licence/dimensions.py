"""Width and height of an image, read off the first bytes of its file."""

import re
from pathlib import Path

SVG_TAG = re.compile(r"<svg\b[^>]*>", re.IGNORECASE)
SVG_HEAD_BYTES = 4096
# JPEG (ITU T.81, table B.1): frame headers, of which C4, C8 and CC are none.
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}


def read_dimensions(path: Path) -> tuple[int, int] | None:
    """Return width and height in CSS pixels of a PNG, JPEG or SVG; None if they cannot be told."""
    readers = {".png": _png, ".jpg": _jpeg, ".jpeg": _jpeg, ".svg": _svg}
    reader = readers.get(path.suffix.lower())
    return reader(path.read_bytes()) if reader else None


def _png(data: bytes) -> tuple[int, int] | None:
    if not data.startswith(b"\x89PNG\r\n\x1a\n") or len(data) < 24:
        return None
    return int.from_bytes(data[16:20]), int.from_bytes(data[20:24])


def _jpeg(data: bytes) -> tuple[int, int] | None:
    at = 2
    while data.startswith(b"\xff\xd8") and at + 9 <= len(data):
        marker = data[at + 1]
        if marker in FRAMES:
            return int.from_bytes(data[at + 7 : at + 9]), int.from_bytes(data[at + 5 : at + 7])
        at += 2 + int.from_bytes(data[at + 2 : at + 4])
    return None


def _svg(data: bytes) -> tuple[int, int] | None:
    tag = SVG_TAG.search(data[:SVG_HEAD_BYTES].decode("utf-8", "replace"))
    if not tag:
        return None
    sizes = [re.search(rf'\s{name}\s*=\s*["\']([\d.]+)(?:px)?["\']', tag[0]) for name in ("width", "height")]
    if sizes[0] and sizes[1]:
        return round(float(sizes[0][1])), round(float(sizes[1][1]))
    box = re.search(r'viewBox\s*=\s*["\']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)', tag[0])
    return (round(float(box[1])), round(float(box[2]))) if box else None
