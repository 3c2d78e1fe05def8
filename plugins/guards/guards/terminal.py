"""What is printed: a terminal shows it, whatever is in it, and nobody minds if nobody reads it."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from io import TextIOWrapper
from typing import TextIO

from .characters import show_text


def print_line(text: str, stream: TextIO | None = None) -> None:
    """Print one message as one line, to standard output unless another stream is given.

    A stream that is closed, or whose reader has gone (`| head`), takes nothing, and that is no fault.
    """
    stream = sys.stdout if stream is None else stream
    if stream is None or stream.closed:
        return
    line = show_text(text)
    encoding = getattr(stream, "encoding", None) or "utf-8"
    try:
        stream.write(line.encode(encoding, "backslashreplace").decode(encoding) + "\n")
        stream.flush()
    except BrokenPipeError:
        forget_reader(stream)
    except OSError:
        # A full disk behind it, or a descriptor that is closed: there is nobody to tell.
        pass


class PatientStream(TextIOWrapper):
    """A stream whose reader may go (`| head`): what is written goes on, to nowhere."""

    def write(self, text: str) -> int:
        """Write a text."""
        try:
            return super().write(text)
        except BrokenPipeError:
            forget_reader(self)
            return len(text)

    def flush(self) -> None:
        """Hand over what was written."""
        try:
            super().flush()
        except BrokenPipeError:
            forget_reader(self)


def open_streams() -> None:
    """Let a program go on whoever reads what it prints; to be called as it starts.

    What was closed before leads to nowhere, so that no file takes its place.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            # The lowest number that is free is taken, which is this one.
            os.open(os.devnull, os.O_RDWR)
    for name, number in (("stdout", 1), ("stderr", 2)):
        stream = getattr(sys, name)
        # Others, such as those of tests, are somebody else's.
        if stream is None or type(stream) is TextIOWrapper:
            buffer = stream.buffer if stream else os.fdopen(number, "wb", closefd=False)
            named = (stream.encoding, stream.errors) if stream else ("utf-8", "replace")
            setattr(
                sys, name, PatientStream(buffer, *named, line_buffering=name == "stderr" or buffer.isatty())
            )


def forget_reader(stream: TextIO) -> None:
    """Lead a stream without a reader to nowhere, so that Python does not complain when it ends."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
