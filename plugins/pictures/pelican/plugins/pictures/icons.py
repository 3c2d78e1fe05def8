"""The icons of a site that browsers and telephones ask for: its theme's, unless its author has others."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from guards.images import open_image

ICON = "icon.png"
FAVICON, TOUCH = "favicon.ico", "apple-touch-icon.png"
SMALL = (16, 32, 48)
LARGE = 180


def find_icon(content: Path, files: Sequence[Path]) -> bytes | None:
    """Return the picture that icons are made of: of the content folder, or of the theme; None without one."""
    theme = (file for file in files if file.name == ICON)
    for file in (content / ICON, *theme):
        try:
            return file.read_bytes()
        except OSError:
            continue
    return None


def list_icons(content: Path, data: bytes | None) -> dict[str, Callable[[], bytes]]:
    """Return the icons by their names, each with what makes it.

    Args:
        content: The content folder: an icon that lies in it is published as it is.
        data: The picture that the others are made of.
    """
    makers: dict[str, Callable[[bytes], bytes]] = {FAVICON: make_favicon, TOUCH: make_touch_icon}
    icons: dict[str, Callable[[], bytes]] = {}
    for name, make in makers.items():
        own = content / name
        if own.is_file():
            icons[name] = own.read_bytes
        elif data is not None:
            icons[name] = partial(make, data)
    return icons


def make_favicon(data: bytes) -> bytes:
    """Return the icon for tabs and lists of bookmarks, in each size that these show.

    Raises:
        ImageError: It cannot be made of the picture.
    """
    # Otherwise Pillow loads all formats there are to find this one.
    from PIL import IcoImagePlugin  # noqa: F401

    file = io.BytesIO()
    with open_image(data) as image:
        image.convert("RGBA").save(file, "ICO", sizes=[(side, side) for side in SMALL])
    return file.getvalue()


def make_touch_icon(data: bytes) -> bytes:
    """Return the icon for a telephone's screen, which shows nothing through it; raises as the other does."""
    from PIL import Image

    file = io.BytesIO()
    with open_image(data) as image:
        drawn = image.convert("RGBA").resize((LARGE, LARGE), Image.Resampling.LANCZOS)
        ground = Image.new("RGBA", drawn.size, "white")
        ground.alpha_composite(drawn)
        ground.convert("RGB").save(file, "PNG", optimize=True)
    return file.getvalue()
