"""What took time to make, kept between builds in a folder that may be deleted at any time."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import guards

FOLDER = Path(".cache", "pictures")
# How much more than a build uses may lie there before it is tidied up.
SPARE = 200


class Store:
    """A folder of pictures by what they are made of.

    What it gives back was made of the same by the same code. A file that is missing or damaged is none; a
    folder that cannot be written stays empty.

    Args:
        folder: Where they are; made when the first is kept.
    """

    def __init__(self, folder: Path = FOLDER) -> None:
        self.folder = folder
        self.used: set[str] = set()
        self._code = b""

    def name(self, *parts: bytes) -> str:
        """Return the name of what is made of these parts."""
        if not self._code:
            import PIL

            reading = Path(guards.__file__).parent / "images.py"
            modules = [*sorted(Path(__file__).parent.glob("*.py")), reading]
            code = hashlib.sha256(PIL.__version__.encode())
            for module in modules:
                code.update(module.read_bytes())
            self._code = code.digest()
        found = hashlib.sha256(self._code)
        for part in parts:
            found.update(len(part).to_bytes(8, "big") + part)
        return found.hexdigest()[:40]

    def load(self, name: str) -> bytes | None:
        """Return what is kept by a name; None if there is nothing."""
        self.used.add(name)
        try:
            data = (self.folder / name).read_bytes()
        except OSError:
            return None
        return data[32:] if hashlib.sha256(data[32:]).digest() == data[:32] else None

    def keep(self, name: str, data: bytes) -> None:
        """Keep something; whoever reads sees it whole."""
        from guards.whole import write_file

        self.used.add(name)
        with suppress(OSError):
            if not (self.folder / ".gitignore").exists():
                write_file(self.folder / ".gitignore", b"*\n")
            write_file(self.folder / name, hashlib.sha256(data).digest() + data)

    def recall(self, name: str, make: Callable[[], bytes]) -> bytes:
        """Return what is kept by a name, or make and keep it."""
        data = self.load(name)
        if data is None:
            data = make()
            self.keep(name, data)
        return data

    def tidy(self) -> None:
        """Remove what a build of the whole site did not use, if it has become much."""
        with suppress(OSError):
            names = [file.name for file in self.folder.iterdir() if not file.name.startswith(".")]
            if len(names) > 2 * len(self.used) + SPARE:
                for name in set(names) - self.used:
                    (self.folder / name).unlink(missing_ok=True)
