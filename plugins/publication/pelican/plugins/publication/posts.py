"""A post that was read: where it would be written, and whether its state says so."""

import logging
import re
from collections.abc import Callable, Mapping
from os.path import relpath
from pathlib import Path
from typing import Any

from .effort import require_ease
from .errors import Problem, SourceError
from .names import explain_target
from .sources import read_source

logger = logging.getLogger(__name__)

UNFIT = re.compile(r"[/\\%?#:*\"<>|&]")
# What docutils says of a place in a file.
DOCUTILS = re.compile(r"(?s).*?:(?P<line>\d+): \(\w+/\d\) (?P<text>.*)")


def with_sources(reader: Any) -> Any:
    """Return a reader class that extends another one: what it cannot read is told with file and line."""

    class SourceReader(reader):  # type: ignore[misc]
        def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
            file, content = Path(source_path), self.settings["PATH"]
            try:
                text = read_source(file)
                require_ease(text, file.suffix)
                html, metadata = super().read(source_path)
                require_ease(html or "", ".html", file.suffix == ".html")
            except SourceError as error:
                raise tell(error, file, content) from None
            except Exception as error:
                if getattr(error, "told", False):
                    raise
                raise tell(explain(error), file, content) from error
            if str(metadata.get("status", "")).strip().lower() == "skip":
                # Pelican fails where the word has capitals.
                metadata = {**metadata, "status": "skip"}
                message = (
                    '"skip" keeps this from readers, and from you while drafting. Write "Status: draft".'
                )
                logger.warning("%s", Problem(show(file, content), find_key(text, "status"), message))
            return html, metadata

    SourceReader.__name__ = reader.__name__
    return SourceReader


def check_address(
    read: Callable[[], str], slug: Any, metadata: Mapping[str, Any], save_as: Callable[[], str]
) -> None:
    """Refuse a post that would be written where it should not.

    Args:
        read: Returns the text of its file.
        slug: The name in its address.
        metadata: Its header.
        save_as: Returns the file that Pelican would write.

    Raises:
        SourceError: Its name or its file's is none.
    """
    for key in ("slug", "lang", "save_as", "url", "template"):
        if key in metadata and not isinstance(metadata[key], str):
            message = f'"{key.title()}:" stands there more than once. Keep one.'
            raise SourceError(find_key(read(), key), message)
    named = "slug" if "slug" in metadata else "title"
    if not slug or not str(slug).strip("."):
        raise SourceError(
            find_key(read(), named),
            'no address can be made of this post\'s name. Write a line "Slug: …", with letters.',
        )
    if str(slug).startswith(".") or UNFIT.search(str(slug)):
        raise SourceError(
            find_key(read(), named),
            f'"{slug}" cannot be the name of a post in an address. Write words with hyphens: "Slug: …".',
        )
    if "url" in metadata and re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//|\\", metadata["url"]):
        message = f'"{metadata["url"]}" is no address on this site. Write a path such as "about/".'
        raise SourceError(find_key(read(), "url"), message)
    try:
        name = save_as()
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        # Pelican tells it where a setting or a date is missing.
        return
    if name and (reason := explain_target(name)):
        key = next((key for key in ("save_as", "lang") if key in metadata), "slug")
        raise SourceError(
            find_key(read(), key),
            f'"{shorten(name)}", where this would be published, {reason}. Write a short path.',
        )


def explain(error: Exception) -> SourceError:
    """Return what a reader says, with its line where it says one."""
    if isinstance(error, RecursionError):
        return SourceError(1, "what is in this file is nested too deeply to be read.")
    text = str(error) or type(error).__name__
    if found := DOCUTILS.fullmatch(text):
        line, text = int(found["line"]), found["text"].split("\n")[0]
        if "directive disabled" in text:
            text += " It would put a file into the post that may have to stay at home: copy its text here."
        return SourceError(line, text)
    return SourceError(1, f"this cannot be read: {text}")


def find_key(text: str, key: str) -> int:
    """Return the line of a header that a word begins, in any of the forms that readers know; else 1."""
    mark = re.compile(rf"(?i)\W*{re.escape(key)}\b[\"']?\s*[:=]|.*name=[\"']{re.escape(key)}\b")
    return next((number for number, line in enumerate(text.split("\n"), 1) if mark.match(line)), 1)


def shorten(text: str) -> str:
    """Return as much of a text as a message needs."""
    return text if len(text) <= 80 else f"{text[:79]}…"


def tell(error: SourceError, file: Path, content: str) -> SourceError:
    """Tell the author what is wrong with a post, once."""
    if not error.told:
        logger.error("%s", Problem(show(file, content), error.line, str(error)))
        error.told = True
    return error


def say(problem: Problem) -> None:
    """Log what is wrong."""
    logger.log(logging.ERROR if problem.grave else logging.WARNING, "%s", problem)


def show(file: Path, content: str) -> str:
    """Return a file's path as its author knows it: from the folder that holds the content folder."""
    return Path(relpath(file, Path(content).parent)).as_posix()
