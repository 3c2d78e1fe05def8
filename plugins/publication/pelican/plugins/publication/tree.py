"""The files below a folder, as far as a build may follow them."""

import os
import stat
from collections.abc import Callable, Collection, Iterator
from fnmatch import fnmatch
from pathlib import Path

from guards.characters import find_unfit, show_text
from guards.paths import PathError, require_inside

from .errors import Problem
from .names import explain_name

DEEPEST = 30
"""Folders in folders; nobody finds what lies deeper, and programs fail there."""


class Tree:
    """The files of a content or theme folder.

    Args:
        root: The folder.
        ignored: Patterns of names that nobody reads (``IGNORE_FILES``).
        named: Files and folders that the settings name, hidden or not.
        is_post: Says of a file's name whether it is a post's.

    Attributes:
        problems: What is wrong with the files found so far, each once.
    """

    def __init__(
        self,
        root: Path,
        ignored: Collection[str] = (),
        named: Collection[str] = (),
        is_post: Callable[[str], bool] = lambda name: False,
    ) -> None:
        self.root = root
        self.ignored = ignored
        self.named = named
        self.is_post = is_post
        self.problems: dict[Problem, None] = {}
        self._found: dict[tuple[str, frozenset[str]], list[str]] = {}

    def find_files(self, top: str, excluded: Collection[str] = ()) -> list[str]:
        """Return the files below a folder, or a file itself, by their names from the root, with slashes.

        Args:
            top: The folder or file, from the root.
            excluded: Folders that are left out, from the root.
        """
        name = os.path.normpath(os.path.relpath(self.root / top, self.root)).replace(os.sep, "/")
        left_out = frozenset(os.path.normpath(path).replace(os.sep, "/") for path in excluded)
        key = name, left_out
        if key not in self._found:
            top_path = self.root / name
            if top_path.is_dir() and not self._is_outside("" if name == "." else name, top_path):
                self._found[key] = sorted(self._walk("" if name == "." else name, left_out))
            else:
                self._found[key] = [name] if name != "." and self._may_read(name, top_path) else []
        return self._found[key]

    def _walk(self, top: str, excluded: frozenset[str]) -> Iterator[str]:
        # Folders to look into: their names, and the link below which they are.
        waiting = [(top, "")]
        while waiting:
            folder, link = waiting.pop()
            if folder.count("/") >= DEEPEST:
                self._tell(folder, f"is deeper than {DEEPEST} folders. Move it up.")
                continue
            try:
                entries = sorted(os.scandir(self.root / folder), key=lambda entry: entry.name)
            except OSError as error:
                self._tell(folder, f"cannot be read ({error.strerror}). Is it a folder that you may read?")
                continue
            for entry in entries:
                name = f"{folder}/{entry.name}" if folder else entry.name
                if name in excluded or any(fnmatch(entry.name, pattern) for pattern in self.ignored):
                    continue
                if not self._is_meant(name):
                    self._warn_of_hidden(name, entry)
                elif not Path(entry.path).is_dir():
                    if self._may_read(name, Path(entry.path)):
                        yield name
                elif not entry.is_symlink():
                    self._warn_of_folder(name)
                    waiting.append((name, link))
                elif link:
                    self._tell(
                        name, f"is a link in a folder that is a link, too ({link}). Remove one of them."
                    )
                elif not self._is_outside(name, Path(entry.path)):
                    if Path(entry.path).parent.resolve().is_relative_to(Path(entry.path).resolve()):
                        self._tell(name, "is a link to a folder that it is in itself. Remove it.")
                    else:
                        waiting.append((name, name))

    def _is_meant(self, name: str) -> bool:
        """Say whether a name is not hidden, or on the way to one that the settings name."""
        on_the_way = any(other.startswith(f"{name}/") for other in self.named)
        return on_the_way or not explain_name(name, self.named).startswith("is hidden")

    def _may_read(self, name: str, path: Path) -> bool:
        if unfit := find_unfit(path.name):
            self._tell(name, f"has the character {unfit} in its name. Rename it.")
            return False
        if path.is_symlink():
            if self._is_outside(name, path):
                return False
            if not path.exists():
                self._tell(name, "is a link that leads nowhere. Remove it, or put the file itself there.")
                return False
        try:
            mode = path.stat().st_mode
        except OSError:
            return False
        if not stat.S_ISREG(mode):
            self._tell(name, "is no file that can be read: a program uses it as a device. Remove it.")
        return stat.S_ISREG(mode)

    def _is_outside(self, name: str, path: Path) -> bool:
        try:
            require_inside(self.root, path)
        except PathError as error:
            advice = "Put the files themselves there" if path.is_dir() else "Put the file itself there"
            self._tell(name, f"{error}. {advice}: nothing from elsewhere is published.")
            return True
        return False

    def _warn_of_hidden(self, name: str, entry: os.DirEntry[str]) -> None:
        # macOS keeps a file's properties in one of the same name.
        if self.is_post(entry.name) and not entry.name.startswith("._") and Path(entry.path).is_file():
            self._tell(name, "is not read, since its name begins with a dot. Rename it.", grave=False)

    def _warn_of_folder(self, name: str) -> None:
        if self.is_post(name):
            self._tell(name, "is a folder, though it is called like a post. Rename it.", grave=False)

    def _tell(self, name: str, message: str, grave: bool = True) -> None:
        shown = show_text(f"{self.root.name}/{name}" if name else self.root.name)
        self.problems.setdefault(Problem(shown, 0, message, grave))
