"""What is written into the output folder, and for whom: nothing in another's place."""

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath

from .errors import Problem

# Files that have lines.
SOURCES = (".md", ".markdown", ".mkd", ".mdown", ".rst", ".html", ".htm", ".toml")


@dataclass(frozen=True, slots=True)
class Owner:
    """What a file is written for.

    Attributes:
        source: The file of the content that it is made of, as its author knows it; "" if it is of none.
        what: What it is, such as ``the tag “rain”``.
    """

    source: str
    what: str = ""

    def __str__(self) -> str:
        return self.source or self.what


@dataclass(frozen=True)
class Clash:
    """Two that would be written to one place.

    Attributes:
        name: The file in the output folder.
        owner: For whom it would be written.
        other: What is there: the same file, or one that differs in case, or a folder.
        holder: For whom that was written.
    """

    name: str
    owner: Owner
    other: str
    holder: Owner

    def follows(self, others: Collection["Clash"]) -> bool:
        """Say whether this is a file beside or below a page that clashes itself: its author has been told."""
        if self.owner.source or self.holder.source:
            return False
        above = {fold(str(PurePosixPath(clash.name).parent)) for clash in others} - {"."}
        return any(fold(parent.as_posix()) in above for parent in PurePosixPath(self.name).parents)

    def describe(self, advice: str) -> Problem:
        """Return what is wrong, at the file that an author can change."""
        both = sorted([(self.owner, self.name), (self.holder, self.other)], key=lambda pair: pair[0].source)
        (two, there), (one, here) = both
        place = f"{here}, as is" if here == there else f"{here}, and {there} is of"
        line = int(one.source.endswith(SOURCES))
        return Problem(str(one), line, f"this would be published at {place} {two}. {advice}")


class Claims:
    """Who writes what. On other people's computers two names that differ in case are one."""

    def __init__(self) -> None:
        self._files: dict[str, Owner] = {}
        self._folders: dict[str, Owner] = {}
        # How names are written that are compared otherwise: there are few.
        self._names: dict[str, str] = {}

    def claim(self, name: str, owner: Owner) -> Clash | None:
        """Let somebody have a file of the output, and return whose it is if it is another's.

        Args:
            name: From the output folder, with slashes.
            owner: Who writes it.
        """
        if taken := self._find(name):
            holder = self._files.get(taken) or self._folders[taken]
            return Clash(name, owner, self._names.get(taken, taken), holder)
        self._note(self._files, name, fold(name), owner)
        for folder, folded in list_folders(name.rpartition("/")[0]):
            if folded not in self._folders:
                self._note(self._folders, folder, folded, owner)
        return None

    def find(self, name: str) -> Owner | None:
        """Return who has a file, or what is in its way; None if nobody has."""
        taken = self._find(name)
        return (self._files.get(taken) or self._folders[taken]) if taken else None

    def _find(self, name: str) -> str:
        key = fold(name)
        if key in self._files or key in self._folders:
            return key
        folders = list_folders(name.rpartition("/")[0])
        return next((folded for _, folded in folders if folded in self._files), "")

    def _note(self, places: dict[str, Owner], name: str, folded: str, owner: Owner) -> None:
        places[folded] = owner
        if name != folded:
            self._names[folded] = name


@lru_cache(maxsize=1000)
def list_folders(folder: str) -> tuple[tuple[str, str], ...]:
    """Return a folder and those above it, the nearest first, each as it is and as it is compared."""
    names = [above.as_posix() for above in (PurePosixPath(folder) / "file").parents][:-1]
    return tuple((name, fold(name)) for name in names)


def fold(name: str) -> str:
    """Return a name as file systems compare it that do not know case."""
    folded = unicodedata.normalize("NFC", name).casefold()
    # Most are so already: one text is enough for both.
    return name if folded == name else folded
