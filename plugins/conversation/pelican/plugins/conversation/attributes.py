"""What templates read on an article: its conversation."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from conversation.authors import read_authors
from conversation.files import FOLDER
from conversation.posts import read_conversations
from conversation.settings import Settings
from conversation.thread import Shown, count, describe_threads, make_threads, write_script
from crosspost.errors import SyndicationError
from crosspost.outbox.identity import identify


@dataclass(frozen=True)
class Conversation:
    """What readers answered to a post: `article.conversation`.

    Attributes:
        threads: Answers to the post, each with those below it.
        count: How many there are in all.
        data: The same for machines: a script element with JSON-LD.
    """

    threads: tuple[Shown, ...]
    count: int
    data: str


def note_conversations(
    articles: Iterable[Any], settings: Settings, home: str, write_day: Callable[[Any, datetime], str]
) -> list[str]:
    """Set `article.conversation` where there is one to show, and `article.made_of` where there are files.

    Args:
        articles: Those that readers can visit.
        settings: What the site says about answers.
        home: The site's address.
        write_day: Writes a day as an article does.

    Returns:
        What the author should know, with file and line.

    Raises:
        ConversationError: A file cannot be read.
    """
    if not (settings.content / FOLDER).is_dir():
        return []
    ids: dict[str, Any] = {}
    for article in articles:
        try:
            path = str(article.relative_source_path)
            name = identify(article.metadata, path, article.source_path, settings.content.name)
            ids.setdefault(name, article)
        except SyndicationError:
            # Told by pelican-syndication.
            continue
    authors = read_authors(settings.content)
    problems = list(authors.problems)
    for post, talks in read_conversations(settings.content, ids.keys()).items():
        article = ids[post]
        files = tuple(talk.path.relative_to(settings.content).as_posix() for talk in talks)
        article.made_of = (*getattr(article, "made_of", ()), *files)
        problems += [problem for talk in talks for problem in talk.problems]
        answers = [answer for talk in talks for answer in talk.answers.values()]
        threads = make_threads(answers, authors, settings.html, settings.labels)
        if threads:
            data = write_script(describe_threads(threads, f"{home}/{article.url}"))
            article.conversation = Conversation(dress(threads, article, write_day), count(threads), data)
    root = f"{settings.content.parent}/"
    return [problem.removeprefix(root) for problem in problems]


def dress(
    threads: Iterable[Shown], article: Any, write_day: Callable[[Any, datetime], str]
) -> tuple[Shown, ...]:
    """Return threads whose answers say their days as the site writes them."""
    return tuple(
        replace(
            shown,
            day=write_day(article, shown.date) if shown.date else "",
            answers=dress(shown.answers, article, write_day),
        )
        for shown in threads
    )
