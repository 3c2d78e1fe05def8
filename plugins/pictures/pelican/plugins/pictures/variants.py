"""A picture in the sizes and formats that screens and browsers want, where these have fewer bytes."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from guards.images import ImageError, open_image

from .store import Store

if TYPE_CHECKING:
    from PIL.Image import Image

# The formats, the best first, with their endings and media types.
KINDS = {"AVIF": ("avif", "image/avif"), "WEBP": ("webp", "image/webp")}
WIDTHS = (480, 800, 1200, 1800)
# Wider than any column of text, and bytes of which there are too few to save any.
WIDEST, LIGHT = 2400, 8_000
# As photographs are taken; what is drawn has sharp edges, and few colours.
TAKEN: dict[str, dict[str, Any]] = {
    "AVIF": {"quality": 60, "subsampling": "4:2:0"},
    "WEBP": {"quality": 78, "method": 4},
}
DRAWN: dict[str, dict[str, Any]] = {
    "AVIF": {"quality": 85, "subsampling": "4:4:4"},
    "WEBP": {"lossless": True, "method": 4},
}
# One thread a picture, so that the bytes are the same on each machine.
STEADY = {"AVIF": {"speed": 6, "max_threads": 1, "autotiling": False}, "WEBP": {}}
MODES = {"1", "L", "LA", "P", "RGB", "RGBA"}
Encoded = tuple[str, int, bytes]


def recall_variants(store: Store, data: bytes) -> list[Encoded]:
    """Return format, width and bytes of each of a picture's variants, if need be from an earlier build.

    Args:
        store: Where they are kept.
        data: The picture's file.
    """
    if len(data) < LIGHT:
        return []
    index = store.name(b"variants", data)
    known = _load(store, index)
    if known is None:
        known = make_variants(data)
        for kind, width, encoded in known:
            store.keep(_name(index, kind, width), encoded)
        store.keep(index, json.dumps([[kind, width] for kind, width, _ in known]).encode())
    return known


def _name(index: str, kind: str, width: int) -> str:
    return f"{index}-{width}.{KINDS[kind][0]}"


def _load(store: Store, index: str) -> list[Encoded] | None:
    listed = store.load(index)
    if listed is None:
        return None
    found = [(kind, width, store.load(_name(index, kind, width))) for kind, width in json.loads(listed)]
    return (
        None if any(data is None for _, _, data in found) else [(k, w, data or b"") for k, w, data in found]
    )


def make_variants(data: bytes) -> list[Encoded]:
    """Return a picture in smaller sizes and better formats, as far as these have fewer bytes.

    Drawings, animations, and what no browser shows in colours alone (CMYK), have none.
    """
    from concurrent.futures import ThreadPoolExecutor

    from PIL.Image import Resampling

    try:
        with open_image(data) as image:
            if getattr(image, "is_animated", False) or image.mode not in MODES:
                return []
            whole, ways = _prepare(image), DRAWN if image.format in ("PNG", "GIF") else TAKEN
    except ImageError:
        # Whoever shows it, is told so by another plugin.
        return []
    widths = [width for width in WIDTHS if width < 0.9 * whole.width]
    widths.append(min(whole.width, WIDEST))
    jobs = [(kind, width) for kind in KINDS for width in widths]

    def encode(job: tuple[str, int]) -> bytes:
        kind, width = job
        size = (width, max(1, round(whole.height * width / whole.width)))
        file = io.BytesIO()
        # Pillow keeps on an image how it is being saved: two threads must not save one.
        drawn = (
            whole.copy() if width == whole.width else whole.resize(size, Resampling.LANCZOS, reducing_gap=3.0)
        )
        drawn.save(file, kind, **ways[kind], **STEADY[kind])
        return file.getvalue()

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        encoded = dict(zip(jobs, pool.map(encode, jobs), strict=True))
    return list(choose(encoded, widths, len(data)))


def _prepare(image: Image) -> Image:
    """Return a picture as it is seen, in plain colours, and nothing of what it says of itself but these."""
    from PIL import ImageOps

    seen = ImageOps.exif_transpose(image)
    clear = seen.mode in ("LA", "RGBA") or "transparency" in seen.info
    colours = seen.info.get("icc_profile") if seen.mode in ("RGB", "RGBA", "P") else None
    plain = seen.convert("RGBA" if clear else "RGB")
    plain.info = {"icc_profile": colours} if colours else {}
    return plain


def choose(encoded: dict[tuple[str, int], bytes], widths: Iterable[int], limit: int) -> Iterator[Encoded]:
    """Yield what has fewer bytes than the file, in each format less the narrower it is.

    A browser takes the first format that it knows, in whichever width: so one that is not there in the
    greatest is not there at all, nor one that has more bytes than the next.
    """
    ordered = sorted(widths, reverse=True)
    full = {kind: len(encoded[kind, ordered[0]]) for kind in KINDS}
    for kind in KINDS:
        others = [size for other, size in full.items() if list(KINDS).index(other) > list(KINDS).index(kind)]
        if full[kind] >= min([limit, *others]):
            continue
        least, kept = limit, []
        for width in ordered:
            if len(encoded[kind, width]) < least:
                least = len(encoded[kind, width])
                kept.append((kind, width, encoded[kind, width]))
        yield from reversed(kept)
