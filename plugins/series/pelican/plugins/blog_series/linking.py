"""All links by name of a build, once its posts and pages are read."""

from collections.abc import Callable, Iterable, Iterator, MutableMapping
from pathlib import Path
from typing import Any

from guards.words import Lines

from .errors import Problem, show
from .links import Directory, lead_to_series

# All series of a build, with what `series.toml` says of each and its folder, on its context.
FOUND = "_SERIES_FOUND"


def settle_all(
    context: MutableMapping[str, Any], content: Path, slugify: Callable[[str], str], *, part: bool
) -> Iterator[Problem]:
    """Let links by name lead to files, and yield what is to be said of them.

    Args:
        context: Pelican's.
        content: The content folder.
        slugify: Makes of a name what stands for it in URLs.
        part: Whether only a part of the posts was read: who follows the build then learns, by what is looked
            up in vain, which others would have to be.
    """
    known = context["generated_content"]

    def miss(names: Iterable[str]) -> None:
        if part:
            for name in names or (file.relative_to(content).as_posix() for file in content.rglob("*.md")):
                known.get(name)

    directory = Directory(slugify, context["say_in"], miss)
    directory.note({path: post for path, post in known.items() if post})
    for series, outline, folder in context.get(FOUND, ()):
        directory.add(series, folder, [one.source for one in outline.parts])
    for _, post in sorted(known.items()):
        slips = [*directory.settle(post, known)] if post else []
        if post and "series:" in post._content:
            lead_to_series(post, directory.series)
        if slips:
            file = Path(post.source_path)
            lines = Lines(file.read_text("utf-8-sig"))
            for slip in slips:
                yield Problem(show(file, content), lines.find(slip.written), slip.message, slip.grave)
