"""Builds of a site that Pelican's own command makes: nothing, a part, or all of it, beside what is there."""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from rebuild.circumstances import identify
from rebuild.comparison import compare
from rebuild.decision import decide, trace_entries
from rebuild.errors import UnclearError
from rebuild.facts import Facts
from rebuild.keeping import Said, renew_posts, renew_record
from rebuild.model import Decision, Difference, Posts, Record, Tree
from rebuild.notes import Notes
from rebuild.stamps import is_same, list_files, update_tree
from rebuild.storage import FOLDER, forget, read_posts, read_record, write_posts, write_record

from guards.locks import hold_lock
from guards.terminal import print_line
from guards.whole import finish_files, replace_files

from .description import describe_posts, list_moments
from .known import has_outbox
from .parts import begin_part, end_part
from .settings import BEFORE, PART, UNKNOWN, WATCH
from .watch import Watch

OUTPUT = "output"
# Seconds for another build to end.
LONGEST = 600


class Driver:
    """Makes a site, or what an edit changed of it, in the place of Pelican's own `run`.

    Args:
        pelican: Pelican, before it runs.
        run: Its own `run`.
        quiet: Keeps Pelican from saying how many posts it read, as long as it is held.
    """

    def __init__(self, pelican: Any, run: Callable[[], None], quiet: Any) -> None:
        self._pelican = pelican
        self._run = run
        self._quiet = quiet
        self._settings = pelican.settings
        self._site = Path.cwd()
        self._output = Path(pelican.output_path).absolute()
        self._outputs = {OUTPUT: self._output}
        if has_outbox(self._settings):
            self._outputs["outbox"] = Path(self._settings.get("SYNDICATION_OUTBOX") or "outbox").absolute()
        self._kept = self._site / FOLDER
        self._new = self._kept / "build"

    def build(self) -> None:
        """Build what has to be built, and say what that was."""
        if reason := self._settings[UNKNOWN]:
            self._run()
            print_line(f"Built the whole site: {reason}.")
            return
        with hold_lock(self._kept / "build.lock", LONGEST):
            finish_files(self._kept / "patching")
            command = hash_settings(self._settings)
            record = read_record(self._kept)
            difference = Difference(reason="there is no record of an earlier build")
            if record is not None:
                difference = compare(record, self._site, identify(self._site, command), self._outputs)
            posts = read_posts(self._kept) if difference and not difference.reason else None
            if record is not None:
                difference = trace_entries(difference, record, posts, self._site)
            decision = decide(difference, posts)
            if record is not None and decision.level == "nothing":
                if difference.refreshed:
                    write_record(
                        self._kept, replace(record, inputs={**record.inputs, **difference.refreshed})
                    )
                tell(record.messages)
                print_line("Nothing has changed since the last build.")
                return
            if record is not None and posts is not None and decision.level == "part":
                try:
                    self._build_part(record, posts, decision, difference)
                    return
                except UnclearError as error:
                    decision = Decision("whole", str(error))
            self._build_whole(record, command, decision.reason)

    def _build_part(self, record: Record, posts: Posts, decision: Decision, difference: Difference) -> None:
        said: list[Said] = []
        found: list[tuple[str, Path]] = []
        after: Posts | None = None
        if decision.remade:
            with listen(hold=True) as said, self._quiet(), self._aside():
                begin_part(self._settings, posts, decision, self._output)
                self._run()
                if any(error for error, _ in said):
                    raise UnclearError(next(text for error, text in said if error))
                found, after = end_part(self._settings, posts, decision, self._site, self._output, self._new)
        places = [self._output / name for name, _ in found]
        replace_files(self._kept / "patching", [(self._output / name, file) for name, file in found])
        record = renew_record(record, difference, decision, posts, self._site, self._outputs, places, said)
        if after or difference.traced:
            after = after or Posts({}, posts.content, {}, [], [])
            write_posts(self._kept, renew_posts(posts, after, difference))
        write_record(self._kept, record)
        tell(record.messages)
        print_line(f"Remade {len(found)} file{'s' * (len(found) != 1)}: {decision.reason}.")

    def _build_whole(self, record: Record | None, command: str, reason: str) -> None:
        for name in (PART, BEFORE):
            self._settings.pop(name, None)
        self._settings[WATCH] = Watch()
        notes = Notes(self._site, command)
        folders = (
            self._settings["PATH"],
            self._settings["THEME"],
            *self._settings["THEME_TEMPLATES_OVERRIDES"],
        )
        notes.note_roots(folder for folder in folders if Path(folder).is_dir())
        with notes.follow(), listen(hold=False) as said, self._aside():
            self._run()
            posts = describe_posts(self._settings, self._site)
        before = record.outputs[OUTPUT].files if record is not None and OUTPUT in record.outputs else {}
        pairs = list(self._list_pairs(before))
        names = list_files(self._new)
        forget(self._kept)
        replace_files(self._kept / "patching", pairs)
        remove_empty(self._output, [place for place, new in pairs if new is None])
        shutil.rmtree(self._new, ignore_errors=True)
        if not any(error for error, _ in said):
            write_posts(self._kept, posts)
            moments = list_moments(self._settings[WATCH])
            others = {name: folder for name, folder in self._outputs.items() if name != OUTPUT}
            record = notes.write(others, (), moments, said, reason)
            places = [self._output / name for name in names]
            outputs = {OUTPUT: update_tree(Tree({}, {}), self._output, places, deep=False), **record.outputs}
            write_record(self._kept, replace(record, outputs=outputs))
        print_line(f"Built the whole site: {reason}.")

    def _list_pairs(self, before: Iterable[str]) -> Iterator[tuple[Path, Path | None]]:
        """Yield what is to be replaced; files that no build wrote stay, unless the settings say otherwise."""
        names = list_files(self._new)
        for name in names:
            if not is_same(self._output / name, self._new / name):
                yield self._output / name, self._new / name
        gone = set(before)
        if self._settings["DELETE_OUTPUT_DIRECTORY"]:
            retained = set(self._settings["OUTPUT_RETENTION"])
            gone |= {name for name in list_files(self._output) if name.partition("/")[0] not in retained}
        for name in sorted(gone - set(names)):
            yield self._output / name, None

    @contextmanager
    def _aside(self) -> Iterator[None]:
        """Let Pelican write into a folder of its own as long as the block runs."""
        shutil.rmtree(self._new, ignore_errors=True)
        self._new.mkdir(parents=True)
        before, deleting = self._pelican.output_path, self._pelican.delete_outputdir
        self._pelican.output_path = self._settings["OUTPUT_PATH"] = str(self._new)
        self._pelican.delete_outputdir = False
        try:
            yield
        finally:
            self._pelican.output_path = self._settings["OUTPUT_PATH"] = before
            self._pelican.delete_outputdir = deleting


def hash_settings(settings: Any) -> str:
    """Return what stands for the values of all settings.

    Raises:
        UnclearError: Nobody can tell what one of them holds.
    """
    own = {name: value for name, value in settings.items() if not name.startswith("_") and name != PART}
    text = json.dumps(Facts().describe(own))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@contextmanager
def listen(hold: bool) -> Iterator[list[Said]]:
    """Note warnings and errors as long as the block runs; keep them from being shown, too, if `hold`."""
    said: list[Said] = []

    class Catcher(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append((record.levelno >= logging.ERROR, record.getMessage()))

    def pass_on(_: logging.LogRecord) -> bool:
        return not hold

    root = logging.getLogger()
    catcher = Catcher(logging.WARNING)
    others = list(root.handlers)
    for handler in others:
        handler.addFilter(pass_on)
    root.addHandler(catcher)
    try:
        yield said
    finally:
        root.removeHandler(catcher)
        for handler in others:
            handler.removeFilter(pass_on)


def tell(messages: Iterable[Said]) -> None:
    """Say what an earlier build said: it is as true as then."""
    for error, text in messages:
        logging.getLogger(__name__).log(logging.ERROR if error else logging.WARNING, "%s", text)


def remove_empty(folder: Path, gone: Iterable[Path]) -> None:
    """Remove folders in which no file is left."""
    for place in gone:
        for parent in place.parents:
            if parent == folder or not parent.is_dir() or any(parent.iterdir()):
                break
            parent.rmdir()
