"""What became of an import, in lines for its author."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .model import Import
from .writing.files import Outcome


def report(imported: Import, outcome: Outcome, root: Path) -> Iterator[str]:
    """Yield the report.

    Args:
        imported: What was imported.
        outcome: What became of it.
        root: From which paths are shown.
    """
    for loss, path, line in outcome.losses:
        at = f" ({show(path, root)}:{line})" if path and line else f" ({show(path, root)})" if path else ""
        yield f"{loss.place}: {loss.message}{at}."
    for post, path in outcome.known:
        yield f"{post.place}: was imported before, as {show(path, root)}: left as it is."
    for post, path in outcome.posts:
        yield f"{show(path, root)}: {'a page' if post.page else 'a post'}, {post.status}."
    for path in outcome.written:
        if path.name == "credits.toml":
            yield (
                f"{show(path, root)}: say who made each picture, and under which terms: without a line "
                "licence it is shown under that of your site."
            )
    if not outcome.posts:
        yield f"{imported.name} ({imported.kind}): nothing new, nothing was changed."
        return
    parts = [
        count(sum(not post.page for post, _ in outcome.posts), "post"),
        count(sum(post.page for post, _ in outcome.posts), "page"),
        count(outcome.pictures, "picture"),
        count(outcome.notes, "footnote"),
        count(outcome.comments, "comment"),
        count(len(imported.works), "work"),
        f"{len(outcome.losses)} not kept as they were",
    ]
    yield f"{imported.name} ({imported.kind}): {', '.join(parts)}."


def show(path: Path, root: Path) -> str:
    """Return a path as its author knows it."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def count(number: int, noun: str) -> str:
    """Return a number of things, in words."""
    return f"{number:,} {noun}{'s' * (number != 1)}"
