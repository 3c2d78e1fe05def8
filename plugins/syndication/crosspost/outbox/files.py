"""The outbox: one readable JSON file a delivery, to be looked at before it leaves."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from crosspost.errors import SyndicationError
from crosspost.files import file_name, prune_folder
from crosspost.model import Image, Licence, Place, Post, Short, Sibling, Waiting
from crosspost.text.mark import hash_fields
from guards.whole import write_file

# What is not due, beside the folders of the targets; written by every build.
WAITING = "waiting.json"


def write_outbox(folder: Path, posts: Mapping[str, Iterable[Post]]) -> None:
    """Make the outbox hold exactly these posts.

    Args:
        folder: The outbox.
        posts: By target.
    """
    keep = set()
    texts: dict[str, bytes] = {}
    for target, due in posts.items():
        for post in due:
            path = folder / target / f"{file_name(post.id)}.json"
            if post.hash not in texts:
                texts[post.hash] = dump_post(post).encode()
            write_file(path, texts[post.hash])
            keep.add(path)
    if folder.exists():
        prune_folder(folder, keep | {folder / WAITING})


def write_waiting(folder: Path, waiting: Iterable[Waiting]) -> None:
    """Write down what exists and is not due: also if that is nothing, because this file tells of a build."""
    entries = [asdict(entry) for entry in waiting]
    write_file(folder / WAITING, (json.dumps(entries, ensure_ascii=False, indent=2) + "\n").encode())


def is_built(folder: Path) -> bool:
    """Say whether a build has filled an outbox; an empty one would look as if every post was gone."""
    return (folder / WAITING).is_file()


def read_waiting(folder: Path) -> list[Waiting]:
    """Return what exists and is not due.

    Raises:
        SyndicationError: The file is not one that a build wrote.
    """
    path = folder / WAITING
    try:
        entries = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
        return [Waiting(**{**entry, "targets": tuple(entry["targets"])}) for entry in entries]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise SyndicationError(f"{path}: not a file of the outbox. Build the site again.") from error


def read_outbox(folder: Path, target: str) -> list[Post]:
    """Return what is due at a target, in the order in which it should arrive: oldest first.

    Raises:
        SyndicationError: A file is not one that a build wrote.
    """
    posts = [read_post(path) for path in sorted((folder / target).glob("*.json"))]
    return sorted(posts, key=lambda post: (post.published, post.series.number if post.series else 0, post.id))


def read_post(path: Path) -> Post:
    """Read one file of the outbox."""
    try:
        fields = read_fields(path.read_text(encoding="utf-8"))
        post = make_post(fields)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise SyndicationError(f"{path}: not a file of the outbox. Build the site again.") from error
    if path.stem != file_name(post.id):
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
    data = asdict(post)
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
    licence, series = fields["licence"], fields["series"]
    card, short = fields["card"], fields["short"]
    if series:
        siblings = tuple(Sibling(**sibling) for sibling in series["siblings"])
        series = Place(**{**series, "siblings": siblings})
    nouns = {
        "authors": tuple(fields["authors"]),
        "tags": tuple(fields["tags"]),
        "licence": Licence(**licence) if licence else None,
        "series": series or None,
        "images": tuple(Image(**image) for image in fields["images"]),
        "card": Image(**card) if card else None,
        "short": Short(**short) if short else None,
    }
    return Post(**{**fields, **nouns})
