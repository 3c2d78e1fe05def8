"""What can happen to a file."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st

# Control characters, marks that turn text, half a character.
STEERING = (
    "\0",
    "\x07",
    "\x1b[2J",
    "\r",
    "\x0b",
    "\x85",
    "\u2028",
    "\u202e",
    "\ufeff",
    "\ud800",
    "\t",
    "\n\n",
)
# What means something in one of the syntaxes.
SIGNS = (
    """[ ] { } ( ) < > & &amp; &#0; " ' ` | \\ / ../ ~ ^ @ @{ @a[ [@doe2020 [^1] ![ ]( <!-- --> : = , % # """
    "<script> ; $ * _ {{ {% {static} {filename} {attach} javascript: http://[::1 0 1e999 null 2024-02-30"
)
ODD = (*STEERING, *SIGNS.split(), "---\n", "+++\n", "[[parts]]\n", "é", "𝔸", "9" * 30, "a" * 300)


def place_in(text: bytes, place: float) -> int:
    """Return a place in a text from a share of it."""
    return int(place * len(text))


def cut(text: bytes, place: float, length: int, odd: bytes) -> bytes:
    """Take some bytes out."""
    start = place_in(text, place)
    return text[:start] + text[start + length :]


def end(text: bytes, place: float, length: int, odd: bytes) -> bytes:
    """Let it end there."""
    return text[: place_in(text, place)]


def double(text: bytes, place: float, length: int, odd: bytes) -> bytes:
    """Write some bytes twice."""
    start = place_in(text, place)
    return text[: start + length] + text[start:]


def insert(text: bytes, place: float, length: int, odd: bytes) -> bytes:
    """Put something odd there."""
    start = place_in(text, place)
    return text[:start] + odd + text[start:]


def replace(text: bytes, place: float, length: int, odd: bytes) -> bytes:
    """Put something odd in the place of some bytes."""
    start = place_in(text, place)
    return text[:start] + odd + text[start + length :]


def swap(text: bytes, place: float, length: int, odd: bytes) -> bytes:
    """Let two lines change places."""
    lines = text.split(b"\n")
    one, other = int(place * len(lines)), length % len(lines)
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def repeat(text: bytes, place: float, length: int, odd: bytes) -> bytes:
    """Write something odd many times."""
    start = place_in(text, place)
    return text[:start] + odd * length * 10 + text[start:]


Change = Callable[[bytes, float, int, bytes], bytes]
CHANGES: list[Change] = [cut, end, double, insert, replace, swap, repeat]
odds = st.one_of(
    st.sampled_from(ODD).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.binary(min_size=1, max_size=4),
)
changes = st.tuples(st.sampled_from(CHANGES), st.floats(0, 1, exclude_max=True), st.integers(1, 40), odds)


def mangle(text: bytes, made: list[tuple[Change, float, int, bytes]]) -> bytes:
    """Return a text to which all of this has happened, one after the other."""
    for change, place, length, odd in made:
        text = change(text, place, length, odd)
    return text
