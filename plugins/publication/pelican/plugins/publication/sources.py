"""The file of a post, before a reader of any kind has it."""

from pathlib import Path

from guards.characters import find_control

from .errors import SourceError

LARGEST = 1_000_000
"""Bytes; a book of 500 pages has fewer."""


def read_source(file: Path) -> str:
    """Return the text of a post.

    Raises:
        SourceError: It is none, or too large.
    """
    try:
        size = file.stat().st_size
        if size > LARGEST:
            message = f"this has {size:,} bytes, and a post may have {LARGEST:,}. Make several parts of it."
            raise SourceError(1, message)
        data = file.read_bytes()
    except OSError as error:
        raise SourceError(1, f"this cannot be read ({error.strerror}).") from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SourceError(line, "this line is not UTF-8 text. Save the file as UTF-8.") from None
    place, name = find_control(text)
    if name:
        line = text.count("\n", 0, place) + 1
        raise SourceError(
            line, f"this line has the character {name} in it, which no page can show. Remove it."
        )
    return text
