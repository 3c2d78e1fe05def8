"""One build of the draft, in a process of its own: of what an edit changed, or of all.

What is built whole gets a folder of its own, with its record. What an edit changed is put into that folder,
as long as it is the one that is shown.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from rebuild.errors import UnclearError
from rebuild.storage import RECORD

from guards.whole import finish_files, replace_files, write_file

from ..builds import Message
from ..renewal import NAMES, Place, Renewal

SETTINGS = "pelicanconf.py"
# In the folder of a build: the site, its record, and the answer.
SITE, KEPT, ANSWER = NAMES[0], "record", "answer.json"
# What came of a build: all is as it is to be, or something is wrong, or more has to be built.
FRESH, WRONG, MORE = "fresh", "wrong", "more"


@dataclass(frozen=True)
class Job:
    """What is to be built.

    Attributes:
        number: Tells it from others.
        folder: Where its files are.
        shown: The whole build that is to be renewed; None where all is to be built.
    """

    number: int
    folder: Path
    shown: Path | None = None

    def write(self) -> bytes:
        """Return it as a line."""
        shown = self.shown and str(self.shown)
        return json.dumps([self.number, str(self.folder), shown]).encode() + b"\n"


@dataclass(frozen=True)
class Answer:
    """What came of a job.

    Attributes:
        outcome: `FRESH`, `WRONG` or `MORE`.
        changed: Whether pages are others now.
        messages: What is to be said of the site.
        first: Files that are shown until the rest is built: each place, with the file for it.
        read: The folders that Pelican reads.
        modules: What was imported: module → its file.
    """

    outcome: str
    changed: bool = False
    messages: list[Message] = field(default_factory=list)
    first: list[tuple[str, str]] = field(default_factory=list)
    read: list[str] = field(default_factory=list)
    modules: dict[str, str] = field(default_factory=dict)


def read_order(line: bytes) -> Job | int:
    """Return the job of a line, or the number of one that is to end."""
    order = json.loads(line)
    if isinstance(order, int):
        return order
    number, folder, shown = order
    return Job(number, Path(folder), Path(shown) if shown else None)


def read_answer(folder: Path) -> Answer | None:
    """Return what came of a job; None if it ended without a word."""
    try:
        values = json.loads((folder / ANSWER).read_bytes())
        messages = [Message(**message) for message in values.pop("messages")]
        return Answer(**values, messages=list(dict.fromkeys(messages)))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def has_record(folder: Path) -> bool:
    """Say whether a folder is that of a whole build that came to a good end."""
    return (folder / KEPT / RECORD).is_file()


def work(job: Job, opened: Iterable[str], answered: Callable[[], None]) -> None:
    """Do a job.

    Args:
        job: The job.
        opened: Files that this process has opened for what it imported.
        answered: Is called when `read_answer` has the answer; a renewal may still write to its record.
    """

    def answer(outcome: str, **values: Any) -> None:
        write_file(job.folder / ANSWER, json.dumps(asdict(Answer(outcome, **values))).encode())
        answered()

    if job.shown is None:
        _build(job.folder, opened, answer)
        return
    try:
        _renew(job.shown, job.folder, answer)
    except OSError:
        # A whole build says of which file.
        answer(MORE)


def _build(folder: Path, opened: Iterable[str], answer: Callable[..., None]) -> None:
    messages: list[Message] = []
    read: list[str] = []
    place = Place(SETTINGS, folder / KEPT, tuple((folder / name, folder / name) for name in NAMES))
    errors = 1
    try:
        # Here, since a plugin's import can fail in any way.
        from pelican.plugins import signals  # type: ignore[attr-defined]

        from ..making import make_whole

        def note(pelican: Any) -> None:
            read.extend(list_folders(pelican.settings))

        signals.initialized.connect(note)
        errors, keep = make_whole(Renewal(place), messages.append, opened)
        if not errors:
            keep()
    except BaseException as error:
        messages.append(Message(True, f"the build ended: {type(error).__name__} {error}".rstrip()))
    outcome = WRONG if errors else FRESH
    answer(outcome, changed=True, messages=messages, read=read, modules=list_modules())


def _renew(shown: Path, folder: Path, answer: Callable[..., None]) -> None:
    patching = shown / "patching"
    finish_files(patching)
    renewal = Renewal(Place(SETTINGS, shown / KEPT, tuple((shown / name, folder / name) for name in NAMES)))
    if renewal.decision.level == "nothing":
        answer(FRESH, messages=write_messages(renewal.list_messages(())))
        renewal.keep_nothing()
        return
    if renewal.decision.level == "whole":
        answer(MORE)
        return
    from ..making import PartError, make_part

    try:
        pairs, said, after = make_part(renewal)
    except PartError as error:
        messages = write_messages(renewal.list_messages(error.said))
        first = [(str(place), str(new)) for place, new in error.pages]
        answer(WRONG if error.wrong else MORE, messages=messages, first=first)
        return
    except UnclearError:
        answer(MORE)
        return
    replace_files(patching, pairs)
    answer(FRESH, changed=bool(pairs), messages=write_messages(renewal.list_messages(said)))
    renewal.keep_part([place for place, _ in pairs], said, after)


def write_messages(said: Iterable[tuple[bool, str]]) -> list[Message]:
    """Return what was said as messages."""
    return [Message(*entry) for entry in said]


def list_folders(settings: dict[str, Any]) -> list[str]:
    """Return the folders that Pelican reads with these settings."""
    several = [*settings["THEME_TEMPLATES_OVERRIDES"], *settings["PLUGIN_PATHS"]]
    return [str(Path(path).absolute()) for path in (settings["PATH"], settings["THEME"], *several)]


def list_modules() -> dict[str, str]:
    """Return all that was imported by its own name from a file: module → file."""
    specs = {name: getattr(module, "__spec__", None) for name, module in list(sys.modules.items())}
    return {
        name: spec.origin for name, spec in specs.items() if spec and spec.name == name and spec.has_location
    }
