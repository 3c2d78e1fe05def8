"""What a build depends on that is no file of the site: Python, what is installed, the environment."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

# Counts the changes to what a record means: with another one it is not read.
FORMAT = "3"
# Variables by which dates and words are written.
LOCALE = ("LC_ALL", "LC_TIME", "LC_CTYPE", "LANG", "TZ")
# Below these is what belongs to the system or to Python itself.
SYSTEM = ("/proc/", "/dev/", "/sys/", "/etc/", "/usr/", f"{sys.base_prefix}{os.sep}")

# Who notes which files are opened: Python has one place for all to be told, and nobody can leave it.
_listening: list[set[str]] = []
_heard: list[bool] = []


def identify(site: Path, command: str) -> dict[str, str]:
    """Return what must be the same for the record of a build to say anything about the next one.

    Args:
        site: The site's folder.
        command: What builds it, with which settings.
    """
    return {
        "format of the record": FORMAT,
        "Python": f"{sys.version} {sys.prefix}",
        "folder": str(site),
        "command": command,
        "installed package": _list_packages(),
    }


def _list_packages() -> str:
    names = sorted(
        f"{place}/{name}"
        for place in set(sys.path)
        if place.endswith("-packages") and os.path.isdir(place)
        for name in os.listdir(place)
        if name != "__pycache__"
    )
    return hashlib.sha256("\n".join(names).encode("utf-8", "surrogateescape")).hexdigest()


def list_modules() -> list[str]:
    """Return the files of all modules that are not Python's own."""
    files = {getattr(module, "__file__", None) for module in list(sys.modules.values())}
    packages = f"{os.sep}site-packages{os.sep}"
    return sorted(
        file
        for file in files
        if isinstance(file, str) and os.path.isabs(file) and (packages in file or not file.startswith(SYSTEM))
    )


@contextmanager
def note_files() -> Iterator[set[str]]:
    """Note every file that this process opens to read, as long as the block runs."""
    files: set[str] = set()
    if not _heard:
        _heard.append(True)
        sys.addaudithook(_hear)
    _listening.append(files)
    try:
        yield files
    finally:
        _listening[:] = [one for one in _listening if one is not files]


def _hear(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open" and _listening:
        path, _, flags = arguments
        if isinstance(path, str) and not flags & (os.O_WRONLY | os.O_RDWR):
            for files in _listening:
                files.add(path)


@contextmanager
def note_environment() -> Iterator[set[str]]:
    """Note the environment variables that are read, as long as the block runs."""
    names: set[str] = set(LOCALE)
    before = os.environ
    # The names in `os` are what settings ask; the environment itself stays as it is.
    vars(os)["environ"] = _Noting(before, names)
    try:
        yield names
    finally:
        vars(os)["environ"] = before


class _Noting(MutableMapping[str, str]):
    """The environment, which notes what is read of it."""

    def __init__(self, environment: MutableMapping[str, str], names: set[str]) -> None:
        self._environment = environment
        self._names = names

    def __getitem__(self, name: str) -> str:
        self._names.add(name)
        return self._environment[name]

    def __setitem__(self, name: str, value: str) -> None:
        self._environment[name] = value

    def __delitem__(self, name: str) -> None:
        del self._environment[name]

    def __iter__(self) -> Iterator[str]:
        # Whoever looks at all of them, hands them to another program: none of them is read.
        return iter(self._environment)

    def __len__(self) -> int:
        return len(self._environment)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._environment, name)
