"""Brings the draft up to date whenever the files differ from those that the last build saw."""

from __future__ import annotations

import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..builds import Message, print_message
from ..folder import ENGINE
from .build import FRESH, MORE, SITE, Answer, Job, has_record, read_answer
from .draft import Draft
from .tree import Alarm, Tree, forget_bytecode, read_tree, settle_tree
from .workshop import Workshop

# Seconds after which a build may hang, or so many times what the last one took. The next save then ends it.
LONG, TIMES = 30.0, 3
# Seconds between two looks at the files where the system tells of no change, or so many times what one takes.
PAUSE, SHARE = 2.0, 50
WORDLESS = "the build ended without a word. `invoke check` may say more."


@dataclass
class Run:
    """A job that is under way.

    Attributes:
        job: The job.
        tree: The files when it began.
        begun: When that was.
        longest: Seconds after which it may hang.
        answer: What came of it.
        told: Whether it was said that it takes long.
    """

    job: Job
    tree: Tree
    begun: float
    longest: float
    answer: Answer | None = None
    told: bool = False


class Follower:
    """Follows what is saved, from `start` to `stop`.

    What the files look like is noted before each build and compared after it: what was saved meanwhile
    makes another one. So no save is lost, whatever the system tells of changes.

    A save begins a renewal of what is shown. If that is not enough, a whole build follows in the background,
    beside which further saves are renewals, too: so that what one writes is there at once.

    Args:
        root: The folder of the site.
        place: A folder for what is built.
        draft: Where to put what came of a build.
        stays: Whether the next one at this place may go on with what is there.
    """

    def __init__(self, root: Path, place: Path, draft: Draft, stays: bool = False) -> None:
        self._root = root
        self._place = place
        self._draft = draft
        self._stays = stays
        self._alarm = Alarm()
        self._workshop = Workshop(root, self._alarm.ring)
        # What makes a site may itself be at work on.
        self._ours = (root / "plugins", ENGINE)
        self._folders: tuple[Path, ...] = (root / "content", root / "theme", *self._ours)
        # The last good whole build, and the one shown before, of which somebody may still be reading.
        self._shown: Path | None = None
        self._before: Path | None = None
        # The files that the last job saw; None if another one has to follow in any case.
        self._seen: Tree | None = None
        self._renewal: Run | None = None
        self._build: Run | None = None
        self._number = 0
        self._took = 0.0
        # What the workshop may have imported, and whether it has to be another one.
        self._last: Tree = {}
        self._programs: set[str] | None = None
        self._old = False
        self._stopped = False
        self._sweeper = threading.Thread()
        self._thread = threading.Thread(target=self._follow, daemon=True)

    def start(self) -> None:
        """Begin, in the background."""
        self._thread.start()

    def stop(self) -> None:
        """End what is under way, and remove what was built, unless the next one may go on with it."""
        self._stopped = True
        self._alarm.stop()
        self._thread.join()
        self._workshop.end()
        if self._stays and self._shown:
            # The rest of it is removed by the next one, too: nobody should have to wait for that.
            return
        if self._sweeper.ident:
            self._sweeper.join()
        _sweep([self._place])

    def _follow(self) -> None:
        earlier = sorted(filter(has_record, self._place.glob("*")), key=lambda folder: folder.stat().st_mtime)
        self._shown = earlier[-1] if earlier else None
        self._clean()
        while not self._stopped:
            self._alarm.watch(self._root, self._folders)
            self._hear()
            pause = PAUSE
            if self._may_begin():
                begun = time.monotonic()
                tree = read_tree(self._root, self._folders)
                pause = max(PAUSE, SHARE * (time.monotonic() - begun))
                if tree != self._seen:
                    self._begin(settle_tree(self._seen or {}, tree))
                    continue
            self._alarm.wait(pause)

    def _may_begin(self) -> bool:
        """Say whether a save could be taken up now; a job that seems to hang does not keep it from that."""
        runs = [run for run in (self._renewal, self._build) if run]
        slow = [run for run in runs if time.monotonic() - run.begun > run.longest]
        for run in slow:
            if read_tree(self._root, self._folders) != run.tree:
                self._workshop.end()
                self._renewal = self._build = self._seen = None
                return True
            if not run.told:
                run.told = True
                text = f"building takes longer than {run.longest:.0f} seconds. "
                slow_one = Message(False, f"{text}If it hangs, correct what you saved last.")
                self._show(None, [*self._draft.state.messages, slow_one])
        return not (self._renewal or (self._build and (self._old or not self._shown)))

    def _begin(self, tree: Tree) -> None:
        """Begin what a save asks for."""
        programs = {name for name in tree if name.endswith(".py")}
        if self._programs not in (None, programs):
            # One may stand before another of its name.
            self._old = True
        self._programs = programs
        if self._old and self._build:
            return
        forget_bytecode(self._last, tree)
        self._seen = self._last = tree
        if self._shown:
            self._renewal = self._start(tree, self._shown)
        else:
            self._build = self._start(tree, None)

    def _start(self, tree: Tree, shown: Path | None) -> Run | None:
        if self._old and not self._build:
            self._workshop.end()
            self._old = False
        try:
            self._place.mkdir(parents=True, exist_ok=True)
            self._number += 1
            job = Job(self._number, Path(tempfile.mkdtemp(dir=self._place)), shown)
            self._workshop.start(job)
        except OSError as error:
            name = error.filename or self._place
            self._show(None, [Message(True, f"{name}: {error.strerror}. Is there room for a build?")])
            return None
        return Run(job, tree, time.monotonic(), max(LONG, TIMES * self._took))

    def _hear(self) -> None:
        """Take up what became of jobs."""
        for word, number in self._workshop.hear():
            renewal, build = self._renewal, self._build
            if renewal and renewal.job.number == number:
                if word == "answered":
                    self._take_renewal(renewal)
                else:
                    self._end_renewal(renewal, word == "old")
            elif build and build.job.number == number:
                if word == "answered":
                    self._take_build(build)
                else:
                    self._end_build(build, word == "old")

    def _take_renewal(self, run: Run) -> None:
        """Show what came of a renewal, unless another whole build is there by now."""
        answer = run.answer = read_answer(run.job.folder)
        shown, state = run.job.shown, self._draft.state
        if answer is None or shown is None or shown != self._shown:
            return
        self._read_folders(shown)
        if answer.outcome == FRESH and self._build:
            # What it was begun for has been taken back.
            self._workshop.cancel(self._build.job)
            self._build = None
        same = state.folder == shown / SITE and not answer.changed
        if answer.outcome == MORE:
            if answer.first or not same:
                whole = read_answer(shown)
                messages = answer.messages or (whole.messages if whole else [])
                self._show(shown, messages, {Path(place): Path(new) for place, new in answer.first})
        else:
            self._show(None if same and not state.first else shown, answer.messages)

    def _end_renewal(self, run: Run, old: bool) -> None:
        self._renewal = None
        if old or run.job.shown != self._shown:
            self._old, self._seen = self._old or old, None
        elif (run.answer is None or run.answer.outcome == MORE) and not self._build:
            self._build = self._start(run.tree, None)
        self._clean()

    def _take_build(self, run: Run) -> None:
        """Show what came of a whole build."""
        answer = run.answer = read_answer(run.job.folder)
        if answer is None:
            return
        self._read_folders(run.job.folder)
        state = self._draft.state
        if answer.outcome == FRESH:
            self._shown = run.job.folder
        elif state.first:
            # They are no more than what was built is.
            self._show(self._shown, answer.messages)
            return
        # What was saved since is renewed before it is shown: no page becomes an older one.
        if self._seen == run.tree or not state.folder:
            self._show(self._shown if answer.outcome == FRESH else None, answer.messages)

    def _end_build(self, run: Run, old: bool) -> None:
        self._build = None
        if run.answer:
            self._took = time.monotonic() - run.begun
        if old or self._seen != run.tree:
            self._old, self._seen = self._old or old, None
        elif run.answer is None:
            self._show(None, [Message(True, WORDLESS)])
        self._clean()

    def _read_folders(self, folder: Path) -> None:
        """Follow the folders that a whole build has read."""
        answer = read_answer(folder)
        if answer and answer.read:
            self._folders = tuple(dict.fromkeys([*map(Path, answer.read), *self._ours]))

    def _show(
        self, folder: Path | None, messages: list[Message], first: Mapping[Path, Path] | None = None
    ) -> None:
        """Show pages, or keep those that are there, and print what was not said before."""
        before = self._draft.state
        for message in messages:
            if message not in before.messages:
                print_message(message)
        if folder and before.folder and before.folder.parent != folder:
            self._before = before.folder.parent
        if folder or tuple(messages) != before.messages:
            self._draft.change(folder and folder / SITE, tuple(messages), first)
        if wrong := sum(message.error for message in messages):
            there = self._draft.state.folder
            shown = "the pages are those of the last good build" if there else "there is no page to show yet"
            print(f"{wrong} error{'s' * (wrong > 1)}: {shown}.", file=sys.stderr, flush=True)

    def _clean(self) -> None:
        """Remove what is not needed any more."""
        runs = [run.job for run in (self._renewal, self._build) if run]
        kept = {self._shown, self._before, *(folder for job in runs for folder in (job.folder, job.shown))}
        state = self._draft.state
        files = [*state.first.values(), *([state.folder] if state.folder else [])]
        kept |= {self._place / file.relative_to(self._place).parts[0] for file in files}
        old = set(self._place.glob("*")) - kept
        if old and not self._sweeper.is_alive():
            # Beside all else: a large site takes a while.
            self._sweeper = threading.Thread(target=_sweep, args=(old,), daemon=True)
            self._sweeper.start()


def _sweep(folders: Iterable[Path]) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
