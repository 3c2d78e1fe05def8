"""Readers that read a header whole, whatever tool it was written for."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from os.path import relpath
from pathlib import Path
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from guards.characters import drop_controls

from ..errors import Problem, line_of, show
from ..record import AUTHORS
from .entries import Header, Person
from .errors import HeaderError
from .foreign import check_foreign
from .plain import check_body, check_plain
from .signs import clean_value, find_line, find_signs, require_addresses, require_language
from .translation import translate
from .waiting import judge
from .words import KNOWN

logger = logging.getLogger(__name__)

INVISIBLE = re.compile("[\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")

Name = Callable[[str, dict[str, Any]], Mapping[str, Any]]

# Posts that are no Markdown, and whose headers we know.
FOREIGN = {".rst", ".html", ".htm"}

# What Pelican says of a date that does not exist.
NO_DATE = re.compile(r"'(.*)' is not a valid date")


class HeaderExtension(Extension):
    """Gives Python-Markdown's `meta` a header as that has it.

    Attributes:
        header: Of the text that is converted next; None where it is as it should be.
    """

    def __init__(self) -> None:
        super().__init__()
        self.header: Header | None = None

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Put it between the cleaning of blanks (30) and `meta` (27)."""
        md.preprocessors.register(HeaderPreprocessor(self), "partwork_header", 28)


class HeaderPreprocessor(Preprocessor):
    """Replaces the lines of a header; those below keep their numbers."""

    forgets = True

    def __init__(self, extension: HeaderExtension) -> None:
        super().__init__()
        self.extension = extension

    def run(self, lines: list[str]) -> list[str]:
        """Return the text with its header in Pelican's form; a summary that is converted later has none."""
        header, self.extension.header = self.extension.header, None
        return [*header.lines, *lines[len(header.lines) :]] if header else lines


def read_header(text: str) -> Header | None:
    """Return the header of a Markdown file if it has to be brought into Pelican's form.

    Raises:
        HeaderError: It cannot be read whole, or the text below begins like another one.
    """
    # As Markdown does; Python knows more signs that end lines.
    lines = text.replace("\r\n", "\n").replace("\r", "\n").expandtabs(4).split("\n")
    header = translate(lines)
    end = len(header.lines) if header else check_plain(lines)
    for number, line in enumerate(lines[:end], 1):
        if INVISIBLE.search(line):
            message = (
                "this line has a line break in it that nobody sees (Shift and Enter in Word). Remove it."
            )
            raise HeaderError(number, message)
    check_body(lines, end)
    return header


def with_header(reader: Any, name: Name) -> Any:
    """Return a reader class that extends another one of Markdown by headers that are read whole.

    Args:
        reader: The class.
        name: As for `with_judgement`.
    """

    class HeaderReader(with_judgement(reader, name)):  # type: ignore[misc]
        def __init__(self, settings: dict[str, Any]) -> None:
            self._header = HeaderExtension()
            markdown = settings["MARKDOWN"]
            extensions = [*markdown.get("extensions", []), self._header]
            super().__init__({**settings, "MARKDOWN": {**markdown, "extensions": extensions}})

        def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
            file = Path(source_path)
            people: Mapping[str, Person] = {}
            try:
                header = read_header(file.read_text("utf-8-sig"))
                if header:
                    self._header.header, people = header, header.people
                content, metadata = super().read(source_path)
            except HeaderError as error:
                raise tell(error, file, self.settings["PATH"]) from None
            return content, {**metadata, AUTHORS: people} if people else metadata

    HeaderReader.__name__ = reader.__name__
    return HeaderReader


def with_judgement(reader: Any, name: Name) -> Any:
    """Return a reader class that extends another one: what looks like a draft becomes one.

    Args:
        reader: The class.
        name: Returns what a path in the content folder says of a post, as the settings read it.
    """

    class JudgingReader(reader):  # type: ignore[misc]
        def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
            file, root = Path(source_path), self.settings["PATH"]
            try:
                if file.suffix in FOREIGN:
                    check_foreign(file.read_text("utf-8-sig"), file.suffix)
                content, metadata = super().read(source_path)
                require_title({**name(relpath(file, root), self.settings), **metadata})
                text = file.read_text("utf-8-sig")
                require_language(metadata.get("lang"), text)
                require_addresses(content + str(metadata.get("summary", "")), text)
            except HeaderError as error:
                raise tell(error, file, root) from None
            except ValueError as error:
                if isinstance(error, UnicodeError) or not (date := NO_DATE.fullmatch(str(error))):
                    raise
                line = line_of(file.read_text("utf-8-sig"), date[1])
                message = f'there is no date "{date[1]}". Write it as 2026-11-02 or 2026-11-02 10:00.'
                raise tell(HeaderError(line, message), file, root) from None
            number, message = find_signs(text)
            if message:
                logger.warning("%s", Problem(show(file, root), number, message, grave=False))
            # Pelican keeps an object of no kind where a line is empty.
            said = {
                key: "" if type(value) is object else value
                for key, value in metadata.items()
                # Authors write no tuples: other plugins do.
                if not isinstance(value, tuple)
            }
            verdict = judge(said, Path(relpath(file, root)).as_posix(), datetime.now())
            if verdict.message:
                line = find_line(text, verdict.word)
                logger.error("%s", Problem(show(file, root), line, verdict.message))
            if verdict.status:
                metadata = {**metadata, "status": verdict.status}
            return drop_controls(content), metadata

        def process_metadata(self, name: str, value: Any) -> Any:
            return super().process_metadata(name, clean_value(value))

    JudgingReader.__name__ = reader.__name__
    return JudgingReader


def require_title(metadata: Mapping[str, Any]) -> None:
    """Refuse a post that nothing gives a title: Pelican would not say why.

    Raises:
        HeaderError: Neither its header nor its name does.
    """
    if metadata.get("title") or metadata.get("status") == "skip":
        return
    message = "the header has no title"
    if not any(key in metadata for key in KNOWN):
        message = "the file has no header"
    raise HeaderError(1, f'{message}. Write "Title: …" into its first line, and "Date: …" below it.')


def tell(error: HeaderError, file: Path, content: str) -> HeaderError:
    """Tell the author what is wrong with a header, once."""
    if not error.told:
        logger.error("%s", Problem(show(file, content), error.line, str(error)))
        error.told = True
    return error
