"""What is printed: a terminal shows it, whatever is in it, and nobody minds if nobody reads it."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
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
        _forget(stream)
    except OSError:
        # A full disk behind it, or a descriptor that is closed: there is nobody to tell.
        pass


def _forget(stream: TextIO) -> None:
    """Lead a stream without a reader to nowhere, so that Python does not complain when it ends."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
