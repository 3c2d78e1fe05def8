"""How long a text is where user-perceived characters and bytes are both limited, as on Bluesky."""

from __future__ import annotations

# Lexicons of the AT Protocol allow ten bytes for each character: 300 and 3000, 500 and 5000, and so on.
BYTES = 10


def split_graphemes(text: str) -> list[str]:
    """Return the user-perceived characters of a text: extended grapheme clusters (Unicode, UAX #29)."""
    import regex

    return regex.findall(r"\X", text)


def measure(text: str) -> int:
    """Return the smallest limit in characters, with ten bytes of UTF-8 for each, that a text keeps to."""
    return max(len(split_graphemes(text)), -(-len(text.encode()) // BYTES))


def cut(text: str, limit: int) -> str:
    """Return a text, or as much of its beginning as keeps to a limit, with an ellipsis."""
    if measure(text) <= limit:
        return text
    kept, left = list[str](), limit * BYTES - len("…".encode())
    for cluster in split_graphemes(text)[: limit - 1]:
        left -= len(cluster.encode())
        if left < 0:
            break
        kept.append(cluster)
    return f"{''.join(kept).rstrip()}…"
