"""What templates read on the page of an event: `page.event`, `article.event`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from typing import Any

from conversation.authors import Authors
from conversation.event.entries import make_event
from conversation.event.files import find_file
from conversation.event.places import find_wrong
from conversation.files import FOLDER, read_conversation
from conversation.settings import Settings
from guards.paths import PathError, require_inside

# Where generators keep what readers can visit, and what only its author sees.
LISTS = [
    f"{before}{kind}"
    for before in ("", "hidden_", "draft_")
    for kind in ("articles", "translations", "pages")
] + ["drafts", "drafts_translations"]


def find_events(generator: Any) -> Iterator[Any]:
    """Give the posts and pages of a generator that are of an event."""
    seen: set[int] = set()
    for name in LISTS:
        for content in getattr(generator, name, ()):
            if isinstance(getattr(content, "event", None), str) and id(content) not in seen:
                seen.add(id(content))
                yield content


def set_event(
    content: Any, settings: Settings, authors: Authors, write_day: Callable[[Any, datetime], str]
) -> list[str]:
    """Set `event` of a post or page, and `made_of`, the file that it is made of.

    Returns:
        What its author should know, with its file.

    Raises:
        ConversationError: The file cannot be read.
    """
    name = content.event.strip().lstrip("#")
    path = find_file(settings.content, name)
    own = f"{settings.content.name}/{content.relative_source_path}"
    try:
        require_inside(settings.content / FOLDER, path)
    except PathError as error:
        content.event = None
        return [f'{own}: Event: "{name}" {error}.']
    before = getattr(content, "made_of", ())
    content.made_of = (
        *(before if isinstance(before, tuple) else ()),
        path.relative_to(settings.content).as_posix(),
    )
    talk = read_conversation(path)
    root = f"{settings.content.parent}/"
    problems = [problem.removeprefix(root) for problem in talk.problems]
    if not path.exists():
        problems.append(
            f'{own}: there is no event "{name}" ({path.relative_to(settings.content.parent)}). `invoke '
            "archive-hashtag` makes one."
        )
    problems += [
        f"{own}: {{% {place} %}}: is neither a day (2013-11-12), two moments, nor an entry."
        for place in find_wrong(content._content or "")
    ]
    say = partial(write_day, content)
    content.event = make_event(name, talk.answers.values(), authors, settings.zone, say, settings.html)
    return problems
