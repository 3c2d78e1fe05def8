"""The accent of a site's pages: whether it can be read on them, and what stands for it in the dark."""

from __future__ import annotations

import re

# What links stand on, in the light and in the dark: the less fitting of the theme's two grounds each.
LIGHT, DARK = "#f1f4f0", "#1c2521"
# WCAG 2.2, success criterion 1.4.3 (AA), for text of usual size.
LEAST = 4.5
# So many steps lead from a colour to white or to black.
STEPS = 100


def explain_accent(colour: object) -> str:
    """Say what keeps a colour from being an accent, and which one near it could be; "" if nothing does."""
    if not isinstance(colour, str) or not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        return 'is no colour. Write one such as "#8a1c1c"'
    if (found := measure_contrast(colour, LIGHT)) >= LEAST:
        return ""
    near = change(colour, LIGHT, "#000000")
    # What is cut off is no contrast that is not there.
    shown = f"{int(found * 10) / 10}"
    return f"cannot be read well on the page: its contrast is {shown}, WCAG AA asks for {LEAST}. Take {near}"


def brighten(colour: str) -> str:
    """Return what stands for an accent in the dark: as much lighter as it takes to be read there."""
    return change(colour, DARK, "#ffffff", LEAST + 1)


def measure_contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours (WCAG 2.2, "contrast ratio"), from 1 to 21."""
    lighter, darker = sorted((_measure_light(one), _measure_light(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def change(colour: str, ground: str, towards: str, least: float = LEAST) -> str:
    """Return the colour nearest to another, on its way to white or black, that can be read on a ground."""
    start, end = _read(colour), _read(towards)
    for step in range(STEPS + 1):
        mixed = (round(a + (b - a) * step / STEPS) for a, b in zip(start, end, strict=True))
        found = "#" + "".join(f"{value:02x}" for value in mixed)
        if measure_contrast(found, ground) >= least:
            return found
    return towards


def _measure_light(colour: str) -> float:
    """Return the relative luminance (WCAG 2.2)."""
    parts = (value / 255 for value in _read(colour))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4) for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _read(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour[1:]))
