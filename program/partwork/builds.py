"""How the site is built, and what a build says about it."""

from __future__ import annotations

import json
import logging
import os
import re
import shutil
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rebuild.errors import UnclearError

from guards.terminal import print_line
from proofs.model import label, order
from proofs.origins import code_of

from .causes import explain, find_line
from .colours import explain_accent
from .folder import ROOT
from .themes import list_lacks

# Where a build of a part keeps what it is about, on Pelican's settings.
PART = "PART"
# Where the plugin for checks keeps which codes nobody wants to hear.
SILENT = "CHECKS_SILENT"
# Pelican's words, without a place, for links of which plugins have told the place, as errors.
LOST = "Unable to find '%s', skipping url replacement."
# Pelican's words for a post that it cannot publish.
LACKING = "Skipping %s: could not find information about '%s'"


@dataclass(frozen=True)
class Message:
    """One thing that a build says.

    Attributes:
        error: Whether it fails the build; otherwise it is a warning.
        text: `file:line: what it is, what to do`.
        code: By which it is looked up.
    """

    error: bool
    text: str
    code: str = ""

    def __str__(self) -> str:
        return f"{label(self.error, self.text)}: {self.text}"


def print_message(message: Message) -> None:
    """Print a message as a plain line on standard error."""
    print_line(str(message), sys.stderr)


class Messages(logging.Handler):
    """Keeps warnings and errors as plain messages, each once, and counts the errors.

    Pelican ends with exit code 0 after an error; a build must not.
    """

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.errors = 0
        self._said: dict[tuple[bool, str], Message] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one message, its files as their author knows them."""
        # With "exc_info" it is logged, and otherwise handled.
        logged = record.exc_info[1] if record.exc_info else None
        cause = logged or (sys.exc_info()[1] if record.name == "pelican.generators" else None)
        if getattr(cause, "told", False) or (record.msg == LOST and self.errors):
            # Whoever raised it has said more than Pelican can.
            return
        text = f"{_write(record)}{_reason(cause)}".replace(f"{ROOT}{os.sep}", "")
        error, text = record.levelno >= logging.ERROR, re.sub(r"\s*\n\s*", " ", text).strip()
        if (error, text) not in self._said:
            found = getattr(record, "finding", None)
            code = found.code if found else code_of(record.name, text)
            self._said[error, text] = Message(error, text, code)
            self.errors += error

    def list_all(self, silent: Mapping[str, Collection[str]]) -> list[Message]:
        """Return all in the order of files and lines, without those whose codes are silenced.

        Args:
            silent: A file, or "" for all → codes; errors are told whatever it says.
        """
        kept = [
            message
            for message in self._said.values()
            if message.error
            or message.code not in {*silent.get("", ()), *silent.get(message.text.partition(":")[0], ())}
        ]
        return sorted(kept, key=lambda message: order(message.text))


def run_pelican(
    settings: str,
    output: Path,
    outbox: Path,
    places: Iterable[Path] = (),
    tell: Callable[[Message], None] = print_message,
    begin: Callable[[Any], None] = lambda site: None,
    end: Callable[[Any], None] = lambda site: None,
    quiet: bool = False,
) -> int:
    """Build into `output` and `outbox`, both emptied first, and return how many errors there were.

    Args:
        settings: The settings file.
        output: A folder for the site.
        outbox: A folder for what is due.
        places: Which folders they will replace.
        tell: Is given each message, in the order of files and lines, when there are no more.
        begin: Is given Pelican before it runs.
        end: Is given Pelican after it ran.
        quiet: Whether Pelican prints nothing of its own.

    Raises:
        UnclearError: It was to make a part, which is not enough.
    """
    import pelican

    messages = Messages()
    logging.getLogger().addHandler(messages)
    values: dict[str, Any] = {}
    try:
        if fault := find_fault(settings, list(places)):
            logging.getLogger().error("%s", fault)
            return messages.errors
        for folder in (output, outbox):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
        extra = [f"SYNDICATION_OUTBOX={json.dumps(str(outbox))}", "INCREMENTAL=false"]
        options = ["-s", settings, "-o", str(output), "-e", *extra]
        arguments = pelican.parse_arguments(options)  # type: ignore[attr-defined]
        with load_named():
            site, values = pelican.get_instance(arguments)  # type: ignore[attr-defined]
        begin(site)
        generators: list[Any] = []
        pelican.signals.all_generators_finalized.connect(generators.extend, weak=False)  # type: ignore[attr-defined]
        pelican.log.console.quiet = quiet or PART in values
        site.run()
        if PART not in values:
            for lack in list_lacks(values, generators):
                logging.getLogger().warning("%s", lack)
        end(site)
    except UnclearError:
        raise
    except (Exception, SystemExit) as error:
        # Settings and templates are programs, and Pelican raises what it cannot log.
        if not getattr(error, "told", False):
            logging.getLogger().error("%s", explain(error))
    finally:
        logging.getLogger().removeHandler(messages)
        # What plugins hold as long as a build is at work, where it did not come to its end.
        for held in [value for value in values.values() if isinstance(value, ExitStack)]:
            held.close()
        for message in messages.list_all(values.get(SILENT) or {}):
            tell(message)
    return messages.errors


@contextmanager
def load_named() -> Iterator[None]:
    """Let Pelican import only the plugins that settings name, as long as the block runs.

    It imports all that are installed, which can take longer than most edits do.
    """
    import pelican
    from pelican.plugins import _utils  # type: ignore[attr-defined]

    load, find = pelican.load_plugins, _utils.iter_namespace  # type: ignore[attr-defined]

    def choose(values: Mapping[str, Any]) -> Any:
        if (named := values.get("PLUGINS")) is not None:
            names = {str(one).rpartition(".")[2] for one in named}
            _utils.iter_namespace = lambda package: (
                one for one in find(package) if one[1].rpartition(".")[2] in names
            )
        return load(values)

    pelican.load_plugins = choose  # type: ignore[attr-defined]
    try:
        yield
    finally:
        pelican.load_plugins, _utils.iter_namespace = load, find  # type: ignore[attr-defined]


def find_fault(settings: str, places: list[Path]) -> str:
    """Say what keeps a build from beginning, or from replacing folders; "" if nothing does."""
    for place in places:
        if place.is_symlink() or (place.exists() and not place.is_dir()):
            kind = "a link" if place.is_symlink() else "no folder"
            return f"{place.name}: this is {kind}, and a build would replace it. Move it away."
    from pelican.settings import get_settings_from_file

    values = get_settings_from_file(settings)
    if misfit := _find_misfit(values):
        return f"{settings}: {misfit}"
    if not places:
        return ""
    for name, place in zip(("OUTPUT_PATH", "SYNDICATION_OUTBOX"), places, strict=True):
        if name in values and (ROOT / values[name]).resolve() != place.resolve():
            return (
                f'{settings}: {name} must be "{place.name}", the folder that a build replaces, not '
                f"{values[name]!r}. Remove that line; SYNDICATION_DEPLOY says where the site goes."
            )
    with suppress(ImportError):
        from crosspost.errors import MixedError
        from crosspost.settings import read_settings as read_syndication

        try:
            read_syndication(values)
        except MixedError as error:
            return f"{settings}: {error}"
        except Exception:
            # The plugin tells it with what else is wrong.
            return ""
    return ""


def _find_misfit(values: dict[str, Any]) -> str:
    """Say which setting would let a build fail without its name, or read the whole computer."""
    from pelican.settings import DEFAULT_CONFIG

    for name in ("PATH", "OUTPUT_PATH", "THEME"):
        if not isinstance(values.get(name, ""), str | Path):
            return f"{name} must be a path in quotes, not {values[name]!r}."
    path = (ROOT / values.get("PATH", "content")).resolve()
    if ROOT.is_relative_to(path):
        return f'PATH must be a folder that has the posts and nothing else, such as "content", not {path}.'
    if values.get("ACCENT") and (wrong := explain_accent(values["ACCENT"])):
        return f"ACCENT: {values['ACCENT']} {wrong}."
    for name, usual in DEFAULT_CONFIG.items():
        value = values.get(name)
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if number and isinstance(usual, str | list | tuple | dict):
            kind = "text in quotes" if isinstance(usual, str) else "a list" if isinstance(usual, list) else ""
            return f"{name} must be {kind or 'names with values'}, not {value}."
    return ""


def _write(record: logging.LogRecord) -> str:
    """Return what was logged, with what to do where Pelican does not say it."""
    if record.msg == LACKING and isinstance(record.args, tuple):
        content, name = record.args
        return f'{content}:1: the header has no {name}. Write a line "{str(name).title()}: …" into it.'
    return record.getMessage()


def _reason(cause: BaseException | None) -> str:
    """Say why Pelican "could not process" a post: it logs that without the exception it handles."""
    if isinstance(cause, UnicodeDecodeError):
        return f": {find_line(cause)}."
    return f": {cause or type(cause).__name__}" if cause else ""
