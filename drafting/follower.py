"""Builds again whenever the files differ from those that the last build saw."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path

from builds import Message, print_message

from .build import REPORT
from .draft import Draft
from .tree import Alarm, Tree, forget_bytecode, read_tree, settle_tree

# Seconds after which a build may hang, or so many times what the last one took. The next save then ends it.
LONG, TIMES = 30.0, 3


class Follower:
    """Follows what is saved, from `start` to `stop`.

    What the files look like is noted before each build and compared after it: what was saved meanwhile
    makes another build. So no save is lost, whatever the system tells of changes.

    Args:
        root: The folder of the site.
        place: A folder for what is built, emptied first and removed at the end.
        draft: Where to put what came of a build.
    """

    def __init__(self, root: Path, place: Path, draft: Draft) -> None:
        self._root = root
        self._place = place
        self._draft = draft
        self._alarm = Alarm()
        self._folders: tuple[Path, ...] = (root / "content", root / "theme", root / "plugins")
        self._took = 0.0
        self._stopped = False
        self._thread = threading.Thread(target=self._follow, daemon=True)

    def start(self) -> None:
        """Begin, in the background."""
        self._thread.start()

    def stop(self) -> None:
        """End what is under way and remove what was built."""
        self._stopped = True
        self._alarm.stop()
        self._thread.join()
        shutil.rmtree(self._place, ignore_errors=True)

    def _follow(self) -> None:
        built: Tree | None = None
        shutil.rmtree(self._place, ignore_errors=True)
        while not self._stopped:
            self._alarm.watch(self._root, self._folders)
            if built is not None and read_tree(self._root, self._folders) == built:
                self._alarm.wait()
                continue
            tree = settle_tree(self._root, self._folders)
            if tree != built:
                forget_bytecode(built or {}, tree)
                built = tree if self._build(tree) else None

    def _build(self, tree: Tree) -> bool:
        """Build once, and show what came of it; say whether the build came to its end."""
        try:
            self._place.mkdir(parents=True, exist_ok=True)
            folder = Path(tempfile.mkdtemp(dir=self._place))
            if not self._run(folder, tree):
                return False
            messages = self._read_report(folder)
        except OSError as error:
            messages = [
                Message(
                    True, f"{error.filename or self._place}: {error.strerror}. Is there room for a build?"
                )
            ]
        before = self._draft.state.folder
        wrong = sum(message.error for message in messages)
        self._show(None if wrong else folder / "output", messages)
        if wrong:
            shown = "the pages are those of the last good build" if before else "there is no page to show yet"
            print(f"{wrong} error{'s' * (wrong > 1)}: {shown}.", file=sys.stderr, flush=True)
        # Of the one before, somebody may still be reading.
        kept = {path.parent for path in (before, self._draft.state.folder) if path}
        for old in set(self._place.glob("*")) - kept:
            shutil.rmtree(old, ignore_errors=True)
        return True

    def _run(self, folder: Path, tree: Tree) -> bool:
        """Run a build; return whether it ended by itself."""
        command = [sys.executable, "-m", "drafting.build", str(folder)]
        begun, longest, told = time.monotonic(), max(LONG, TIMES * self._took), False
        # Out of reach of Ctrl-C, which is for us; it ends when its standard input does.
        with subprocess.Popen(
            command, cwd=self._root, stdin=subprocess.PIPE, start_new_session=True
        ) as process:
            while not _has_ended(process):
                long = time.monotonic() - begun > longest
                if self._stopped or (long and read_tree(self._root, self._folders) != tree):
                    process.kill()
                    return False
                if long and not told:
                    told = True
                    text = f"building takes longer than {longest:.0f} seconds. "
                    slow = Message(False, f"{text}If it hangs, correct what you saved last.")
                    self._show(None, [*self._draft.state.messages, slow])
        self._took = time.monotonic() - begun
        return True

    def _read_report(self, folder: Path) -> list[Message]:
        """Return what a build said, and note which folders it read."""
        try:
            report = json.loads((folder / REPORT).read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return [Message(True, "the build ended without a word. `invoke check` may say more.")]
        if report["read"]:
            self._folders = tuple(dict.fromkeys([*map(Path, report["read"]), self._root / "plugins"]))
        return list(dict.fromkeys(Message(**message) for message in report["messages"]))

    def _show(self, folder: Path | None, messages: list[Message]) -> None:
        """Show a build, or keep the last good one, and print what was not said before."""
        for message in messages:
            if message not in self._draft.state.messages:
                print_message(message)
        self._draft.change(folder, tuple(messages))


def _has_ended(process: subprocess.Popen[bytes]) -> bool:
    with suppress(subprocess.TimeoutExpired):
        process.wait(timeout=0.2)
    return process.returncode is not None
