"""What people exported: a file, a folder, a ZIP or TAR file, of which some files are read, up to a size."""

from __future__ import annotations

import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from conversation.errors import ConversationError
from guards.answers import EndlessError, read_answer
from guards.whole import read_file

# In bytes, of one file that is read; and how many files a pack may have.
LARGEST, MOST = 500_000_000, 200_000
_PIECE = 1 << 20
Wanted = Callable[[PurePosixPath], bool]


def read_pack(path: Path, wanted: Wanted) -> Iterator[tuple[str, bytes]]:
    """Give the names of files that are wanted, and what is in them, in the order of their names.

    Args:
        path: The file or folder.
        wanted: Says of a name below it whether that file is read.

    Raises:
        ConversationError: It cannot be read.
    """
    try:
        if path.is_dir():
            inside = sorted(one for one in path.rglob("*") if one.is_file())
            for one in inside[:MOST]:
                name = one.relative_to(path).as_posix()
                if wanted(PurePosixPath(name)):
                    yield name, read_whole(one)
        elif zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as pack:
                for name in sorted(pack.namelist())[:MOST]:
                    if wanted(PurePosixPath(name)) and not name.endswith("/"):
                        with pack.open(name) as file:
                            yield name, read_some(file.read)
        elif path.name.endswith((".tar", ".tar.gz", ".tgz")):
            with tarfile.open(path) as tar:
                for number, member in enumerate(tar):
                    if number < MOST and member.isfile() and wanted(PurePosixPath(member.name)):
                        inner = tar.extractfile(member)
                        if inner is not None:
                            yield member.name, read_some(inner.read)
        else:
            yield path.name, read_whole(path)
    except (OSError, ValueError, RuntimeError, NotImplementedError, EOFError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ConversationError(f"{path}: cannot be read ({reason}).") from None
    except (zipfile.BadZipFile, tarfile.TarError, zlib.error, EndlessError) as error:
        raise ConversationError(f"{path}: cannot be read ({error}).") from None


def read_whole(path: Path) -> bytes:
    """Return what is in a file.

    Raises:
        EndlessError: It is too large.
    """
    if path.stat().st_size > LARGEST:
        raise EndlessError(f"{path.name} has more than {LARGEST:,} bytes")
    return read_file(path)


def read_some(read: Callable[[int], bytes]) -> bytes:
    """Return what is in a file of a pack, which may say less of its size than is true."""
    return read_answer(iter(lambda: read(_PIECE), b""), LARGEST, float("inf"))
