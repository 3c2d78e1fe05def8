"""Which post a conversation is of: by the name of its file, or by the file that its first line names."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from crosspost.outbox.identity import name_post
from guards.paths import PathError, require_inside
from guards.whole import read_file

from .errors import ConversationError
from .files import FOLDER, SUFFIX, Conversation, list_files, read_conversation
from .lines import read_line


def read_conversations(content: Path, posts: Collection[str] | None = None) -> dict[str, list[Conversation]]:
    """Read conversations, by the ids of their posts.

    Args:
        content: The content folder.
        posts: Those that are wanted; None for all.

    Raises:
        ConversationError: A file cannot be read.
    """
    found: dict[str, list[Conversation]] = {}
    for name, path in list_files(content).items():
        post = find_post(name, path)
        if posts is None or post in posts:
            found.setdefault(post, []).append(read_conversation(path))
    return found


def find_post(name: str, path: Path) -> str:
    """Return the id of the post that a file is about.

    What was imported with a post is called after its file alone, whichever folder that is in, and says which
    it is as the target of each line.
    """
    if "/" not in name:
        try:
            first = read_file(path).partition(b"\n")[0].decode("utf-8-sig")
            target = read_line(first).get("target", "")
        except (OSError, ValueError):
            target = ""
        if "." in target:
            return name_post(target)
    return name_post(f"{name}.md")


def open_conversation(known: dict[str, list[Conversation]], content: Path, post: str) -> Conversation:
    """Return where answers to a post are added.

    Args:
        known: All conversations; a new one is added.
        content: The content folder.
        post: The id of the post.

    Raises:
        ConversationError: The post has a name that leads out of the folder.
    """
    if not known.get(post):
        path = content / FOLDER / f"{post}{SUFFIX}"
        try:
            require_inside(content / FOLDER, path)
        except PathError as error:
            raise ConversationError(f"{path}: {error}.") from None
        known[post] = [Conversation(path)]
    return known[post][0]
