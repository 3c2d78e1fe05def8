"""How the site is built, and what a build says about it."""

from __future__ import annotations

import logging
import os
import shutil
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent
# Pelican's words for a post that it cannot publish.
LACKING = "Skipping %s: could not find information about '%s'"


@dataclass(frozen=True)
class Message:
    """One thing that a build says.

    Attributes:
        error: Whether it fails the build; otherwise it is a warning.
        text: `file:line: what it is, what to do`.
    """

    error: bool
    text: str

    def __str__(self) -> str:
        return f"{'error' if self.error else 'warning'}: {self.text}"


def print_message(message: Message) -> None:
    """Print a message as a plain line on standard error."""
    print(message, file=sys.stderr)


class Messages(logging.Handler):
    """Passes warnings and errors on as plain messages, each once, and counts the errors.

    Pelican ends with exit code 0 after an error; a build must not.

    Args:
        tell: Is given each message.
    """

    def __init__(self, tell: Callable[[Message], None]) -> None:
        super().__init__(logging.WARNING)
        self.tell = tell
        self.errors = 0
        self._told: set[Message] = set()

    def emit(self, record: logging.LogRecord) -> None:
        """Tell one message, its files as their author knows them."""
        cause = sys.exc_info()[1] if record.name == "pelican.generators" else None
        if getattr(cause, "told", False):
            # Whoever raised it has said more than Pelican can.
            return
        text = f"{_write(record)}{_reason(cause)}".replace(f"{ROOT}{os.sep}", "")
        message = Message(record.levelno >= logging.ERROR, text)
        if message not in self._told:
            self._told.add(message)
            self.errors += message.error
            self.tell(message)


def run_pelican(
    settings: str, output: Path, outbox: Path, tell: Callable[[Message], None] = print_message
) -> int:
    """Build into `output` and `outbox`, both emptied first, and return how many errors there were."""
    import pelican

    messages = Messages(tell)
    logging.getLogger().addHandler(messages)
    try:
        for folder in (output, outbox):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
        options = ["-s", settings, "-o", str(output), "-e", f'SYNDICATION_OUTBOX="{outbox}"']
        arguments = pelican.parse_arguments(options)  # type: ignore[attr-defined]
        site, _ = pelican.get_instance(arguments)  # type: ignore[attr-defined]
        site.run()
    except (Exception, SystemExit) as error:
        # Settings and templates are programs, and Pelican raises what it cannot log.
        logging.getLogger().error("%s", _explain(error))
    finally:
        logging.getLogger().removeHandler(messages)
    return messages.errors


def _write(record: logging.LogRecord) -> str:
    """Return what was logged, with what to do where Pelican does not say it."""
    if record.msg == LACKING and isinstance(record.args, tuple):
        content, name = record.args
        return f'{content}:1: the header has no {name}. Write a line "{str(name).title()}: …" into it.'
    return record.getMessage()


def _reason(cause: BaseException | None) -> str:
    """Say why Pelican "could not process" a post: it logs that without the exception it handles."""
    if isinstance(cause, UnicodeDecodeError):
        line = cause.object.count(b"\n", 0, cause.start) + 1
        return f": line {line} is not UTF-8 text. Save the file as UTF-8."
    return f": {cause}" if cause else ""


def _explain(error: BaseException) -> str:
    """Say what an exception says, and in which line of which of this site's files it was raised."""
    text = "it ends the program" if isinstance(error, SystemExit) else str(error)
    if isinstance(error, KeyError) or not text:
        text = f"{type(error).__name__} {text}".rstrip()
    place = _place(error)
    return f"{place}: {text.rstrip('.')}. Correct that line." if place else text


def _place(error: BaseException) -> str:
    # Jinja puts the lines of templates into the traceback, too.
    frames = [(frame.filename, frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    if isinstance(error, SyntaxError):
        frames.append((error.filename or "", error.lineno))
    for filename, line in reversed(frames):
        file = Path(filename).resolve()
        if file.is_relative_to(ROOT) and file != Path(__file__).resolve():
            inner = file.relative_to(ROOT)
            if not any(part.startswith(".") for part in inner.parts):
                return f"{inner.as_posix()}:{line}"
    return ""
