"""The record as two files: what every build looks at, and what one looks at where something differs."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from guards.whole import read_file, write_file

from .model import Post, Posts, Record, Stamp, Tree

# Where it is, below the folder that builds are run in.
FOLDER = Path(".cache", "incremental")
RECORD, POSTS = "record.json", "posts.json"


def write_record(folder: Path, record: Record) -> None:
    """Keep the record of a build, whole or not at all.

    Raises:
        OSError: There is no room for it, or no right to write.
    """
    # Named tuples are lists in JSON, and `asdict` would take a second for a hundred thousand of them.
    outputs = {name: vars(tree) for name, tree in record.outputs.items()}
    _write(folder / RECORD, {**vars(record), "outputs": outputs})


def read_record(folder: Path) -> Record | None:
    """Return the record of the last build; None if there is none that can be used."""
    data = _read(folder / RECORD)
    with suppress(TypeError, ValueError, KeyError, AttributeError):
        data["inputs"] = {path: Stamp(*stamp) for path, stamp in data["inputs"].items()}
        data["outputs"] = {name: Tree(**tree) for name, tree in data["outputs"].items()}
        data["messages"] = [(bool(error), str(text)) for error, text in data["messages"]]
        return Record(**data)
    return None


def write_posts(folder: Path, posts: Posts) -> None:
    """Keep what is known of the posts of a build; raises as `write_record` does."""
    # As above: posts have lists of words and nothing deeper.
    _write(folder / POSTS, {**vars(posts), "posts": {path: vars(post) for path, post in posts.posts.items()}})


def read_posts(folder: Path) -> Posts | None:
    """Return what is known of the posts of the last build; None if nothing is."""
    data = _read(folder / POSTS)
    with suppress(TypeError, ValueError, KeyError, AttributeError):
        return Posts(**{**data, "posts": {path: Post(**post) for path, post in data["posts"].items()}})
    return None


def forget(folder: Path) -> None:
    """Let the next build be a whole one, whatever happens to this one."""
    (folder / RECORD).unlink(missing_ok=True)


def _write(path: Path, data: dict[str, Any]) -> None:
    text = json.dumps(data, separators=(",", ":")).encode()
    write_file(path, hashlib.sha256(text).hexdigest().encode() + b"\n" + text)


def _read(path: Path) -> Any:
    try:
        sum_, _, text = read_file(path).partition(b"\n")
        return json.loads(text) if hashlib.sha256(text).hexdigest().encode() == sum_ else None
    except (OSError, ValueError, RecursionError):
        return None
