"""The outbox: one readable JSON file a delivery, to be looked at before it leaves."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from stat import S_ISDIR
from typing import Any, TypeVar

from crosspost.errors import SettingsError, SyndicationError
from crosspost.files import file_name, name_one_way, prune_folder, unfold
from crosspost.model import Image, Licence, Place, Post, Short, Sibling, Waiting
from crosspost.publication import Publication
from crosspost.text.mark import hash_fields
from guards.locks import HeldError, hold_lock
from guards.terminal import print_line
from guards.whole import is_part, read_file, walk_files, write_file

# What is not due, beside the folders of the targets; written by every build.
WAITING = "waiting.json"
# What a build writes last: the site's files, each with its size. While one is at work it is not there.
BUILT = "build.json"
# Seconds for another build, or a publish, to end.
LONGEST = 600
# How often, and after how many seconds again, an outbox is read that a build replaces meanwhile.
TRIES, PAUSE = 5, 0.05

Read = TypeVar("Read")


def name_lock(folder: Path) -> Path:
    """Return the file that is held while the outbox and the site that belongs to it change, or must not."""
    return folder.parent / ".cache" / f"{folder.name}.lock"


@contextmanager
def keep_build(folder: Path) -> Iterator[None]:
    """Let nobody else change the outbox, or the site that belongs to it, as long as the block runs.

    Raises:
        SyndicationError: Somebody does so for too long.
    """

    def tell() -> None:
        print_line("Another build, or a publish, is running: waiting until it has ended.", sys.stderr)

    with ExitStack() as held:
        try:
            held.enter_context(hold_lock(name_lock(folder), LONGEST, tell))
        except HeldError:
            words = f"another build, or a publish, has been running for {LONGEST // 60} minutes"
            raise SyndicationError(f"{words}. End it, or wait.") from None
        yield


def require_own(folder: Path) -> None:
    """Refuse an outbox with files that no build put there, because the next would remove them.

    Raises:
        SettingsError: There are some.
    """
    try:
        names = {path.name for path in folder.iterdir() if not path.name.startswith(".")}
    except FileNotFoundError:
        return
    except OSError:
        raise SettingsError(f"SYNDICATION_OUTBOX: {folder} is no folder that you may read.") from None
    if folder.is_symlink() or (names and WAITING not in names):
        raise SettingsError(
            f"SYNDICATION_OUTBOX: {folder} holds files that no build put there, and a build would remove "
            "them. Choose a folder of its own."
        )


def begin_build(folder: Path) -> None:
    """Note that output and outbox are no longer those of a finished build."""
    (folder / BUILT).unlink(missing_ok=True)


def finish_build(folder: Path, output: Path) -> None:
    """Note that a build has come to its end, and which files the site has."""
    files = {name: status.st_size for name, status in sorted(list_files(output).items())}
    write_file(folder / BUILT, (json.dumps({"files": files}, indent=1) + "\n").encode())


def list_files(folder: Path) -> dict[str, os.stat_result]:
    """Return the files below a folder, by their names with slashes."""
    files = ((name, entry) for name, entry in walk_files(folder) if not is_part(entry.name))
    return {name: entry.stat(follow_symlinks=False) for name, entry in files}


class Outbox:
    """What a build fills: one post after the other, since all of them at once would be much to hold.

    Args:
        folder: The outbox.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._kept = {folder / WAITING}

    def put(self, posts: Mapping[str, Post]) -> None:
        """Write a post for each target that receives it, in that one's words."""
        texts: dict[str, bytes] = {}
        for target, post in posts.items():
            path = self.folder / target / f"{file_name(post.id)}.json"
            if post.hash not in texts:
                texts[post.hash] = dump_post(post).encode()
            write_file(path, texts[post.hash])
            self._kept.add(path)

    def close(self) -> None:
        """Remove what was not put there."""
        if self.folder.exists():
            prune_folder(self.folder, self._kept)


def write_waiting(folder: Path, waiting: Iterable[Waiting]) -> None:
    """Write down what exists and is not due: also if that is nothing, because this file tells of a build."""
    entries = [unfold(entry) for entry in waiting]
    write_file(folder / WAITING, (json.dumps(entries, ensure_ascii=False, indent=2) + "\n").encode())


def is_built(folder: Path) -> bool:
    """Say whether a build has filled an outbox and ended: an empty one looks as if every post was gone."""
    return (folder / BUILT).is_file()


def read_whole(folder: Path, read: Callable[[], Read]) -> Read:
    """Return what is read of an outbox, once it is of one build, or nobody seems to be at work.

    Raises:
        SyndicationError: What `read` says of an outbox at which nobody is at work.
    """
    for last in (*[False] * TRIES, True):
        before = identify_build(folder)
        try:
            found = read()
        except SyndicationError:
            if last or (before and identify_build(folder) == before):
                raise
        else:
            if last or (before and identify_build(folder) == before):
                return found
        time.sleep(PAUSE)
    raise AssertionError("the last try returns or raises")


def identify_build(folder: Path) -> tuple[int, int] | None:
    """Return what tells the build that wrote an outbox from others; None if none has ended."""
    try:
        seen = (folder / BUILT).stat()
    except OSError:
        return None
    return seen.st_ino, seen.st_mtime_ns


def check_output(folder: Path, output: Path) -> None:
    """Insist on the site that belongs to an outbox, whole; other programs may have added and changed files.

    Raises:
        SyndicationError: It is another, or files are missing.
    """
    path = folder / BUILT
    try:
        files = json.loads(read_file(path))["files"]
        wanted = {str(name): int(size) for name, size in files.items()}
        ended = path.stat().st_mtime
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise SyndicationError(f"{path}: not a file of the outbox. Build the site again.") from error
    if next(walk_files(output), None) is None:
        raise SyndicationError(
            f"{output} is {'empty' if output.is_dir() else 'not there'}. Build the site first."
        )
    there = {}
    for name in wanted:
        with suppress(OSError, ValueError):
            there[name] = os.lstat(f"{output}{os.sep}{name}")
    if missing := [name for name in sorted(wanted) if name not in there or S_ISDIR(there[name].st_mode)]:
        raise SyndicationError(
            f"{output} lacks {len(missing)} of the {len(wanted)} files that its build wrote, such as "
            f"{missing[0]}. Build the site again."
        )
    for name, size in sorted(wanted.items()):
        if there[name].st_size != size and there[name].st_mtime < ended:
            raise SyndicationError(
                f"{output} and {folder} are of different builds: {name} is not the file that the outbox was "
                "written for. Build the site again."
            )


def read_waiting(folder: Path) -> list[Waiting]:
    """Return what exists and is not due.

    Raises:
        SyndicationError: The file is not one that a build wrote.
    """
    path = folder / WAITING
    try:
        entries = json.loads(read_file(path)) if path.exists() else []
        return [Waiting(**{**entry, "targets": tuple(entry["targets"])}) for entry in entries]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise SyndicationError(f"{path}: not a file of the outbox. Build the site again.") from error


def read_outbox(folder: Path, target: str, read: Callable[[Path], Post] | None = None) -> list[Post]:
    """Return what is due at a target, in the order in which it should arrive: oldest first.

    Args:
        folder: The outbox.
        target: The target's name.
        read: Reads one file instead of `read_post`.

    Raises:
        SyndicationError: A file is not one that a build wrote.
    """
    posts = [(read or read_post)(path) for path in sorted((folder / target).glob("*.json"))]
    return sorted(posts, key=lambda post: (post.published, post.series.number if post.series else 0, post.id))


def read_post(path: Path) -> Post:
    """Read one file of the outbox."""
    try:
        fields = read_fields(read_file(path).decode())
        post = make_post(fields)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise SyndicationError(f"{path}: not a file of the outbox. Build the site again.") from error
    if name_one_way(path.stem) != file_name(post.id):
        # Such as a copy that a program for sharing folders makes: its post has a file of its own.
        raise SyndicationError(
            f"{path}: is not a file of the outbox, but a copy of one. Build the site again."
        )
    # As it stands in the file: to take the post apart again for this takes half the time of a plan.
    if post.hash != hash_fields(fields):
        raise SyndicationError(
            f"{path}: was changed after the build. Change the post in content/ instead, and build again."
        )
    return post


def dump_post(post: Post) -> str:
    """Return a post as the text of its file."""
    data = unfold(post)
    if post.publication is None:
        del data["publication"]
    data["attribution"] = {"html": data.pop("attribution_html"), "text": data.pop("attribution_text")}
    order = ["id", "title", "url", "published", "modified", "language", "authors", "category", "tags"]
    first = {name: data.pop(name) for name in order}
    return json.dumps({**first, **data}, ensure_ascii=False, indent=2) + "\n"


def read_fields(text: str) -> dict[str, Any]:
    """Return the fields of a post that `dump_post` wrote, as JSON has them."""
    fields: dict[str, Any] = json.loads(text)
    attribution = fields.pop("attribution")
    return {**fields, "attribution_html": attribution["html"], "attribution_text": attribution["text"]}


def make_post(fields: Mapping[str, Any]) -> Post:
    """Return the post with these fields."""
    several = {name: tuple(fields[name]) for name in ("authors", "tags")}
    licence = Licence(**fields["licence"]) if fields["licence"] else None
    images = tuple(Image(**image) for image in fields["images"])
    return Post(**{**read_nouns(fields), **several, "licence": licence, "images": images})


def read_nouns(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return fields of a post, with the nouns in them that a plan asks for."""
    series, card, short = fields["series"], fields["card"], fields["short"]
    publication = fields.get("publication")
    if series:
        siblings = tuple(Sibling(**sibling) for sibling in series["siblings"])
        series = Place(**{**series, "siblings": siblings})
    return {
        **fields,
        "series": series or None,
        "card": Image(**card) if card else None,
        "short": Short(**short) if short else None,
        "publication": Publication(**publication) if publication else None,
    }
