"""The nouns: what a file looked like, what a build was made of, what differs now, and what is to be done."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Stamp(NamedTuple):
    """What the system says of a file: no save leaves all four as they were.

    Attributes:
        size: In bytes.
        mtime: When its content was changed, in nanoseconds.
        ctime: When anything about it was changed, in nanoseconds; nobody can set it.
        inode: Its number on the disk.
    """

    size: int
    mtime: int
    ctime: int
    inode: int


# What no file looks like: it is read again next time.
UNSURE = Stamp(-1, 0, 0, 0)


@dataclass(frozen=True)
class Tree:
    """A folder that a build wrote.

    Attributes:
        files: Path below the folder → size, and time of the last change in nanoseconds.
        folders: Path below the folder, "." for itself → time of the last change.
    """

    files: dict[str, list[int]]
    folders: dict[str, int]


@dataclass(frozen=True)
class Record:
    """What a build was made of, and what it wrote.

    Attributes:
        identity: What must be the same for anything else to count: format, Python, folder, command.
        environment: Name of a variable that the settings read → a hash of its value, "" where it was not set.
        roots: The folders of which every file counts, below the site's folder or absolute.
        inputs: Path of a file → its stamp.
        hashes: Path of a file → the SHA-256 of its content.
        outputs: Each folder that was written.
        since: The latest moment that the build took for the past, as seconds since 1970.
        until: The first moment that it took for the future.
        messages: What the build said: whether it is an error, and the text.
        level: How it was built: "whole" or "part".
        reason: Why.
        unknown: Why nobody can tell whether something has changed; "" if one can.
    """

    identity: dict[str, str]
    environment: dict[str, str]
    roots: list[str]
    inputs: dict[str, Stamp]
    hashes: dict[str, str]
    outputs: dict[str, Tree]
    since: float
    until: float
    messages: list[tuple[bool, str]]
    level: str = "whole"
    reason: str = ""
    unknown: str = ""


@dataclass(frozen=True)
class Post:
    """What is known of a post or page.

    Attributes:
        facts: A hash of all that other pages may show of it.
        owned: The files of the site that nothing but it is shown in.
        needs: The other posts that are read where it is remade, such as those of its series.
        url: Its address, relative to the site's.
        id: By which partners know it; "" where there are none.
        public: Whether readers can visit it.
        made_of: The templates of its pages.
        cites: The works that it cites.
        cited: A hash of its references.
        anchors: The id of each of its references in its page.
        title: Its title, as HTML.
        lang: Its language.
        shown: Pages of others that show its text.
        kind: What Pelican takes it for: "Article" or "Page".
        made_of_files: Files besides its own, below the content folder, that its text or its page is made of.
    """

    facts: str
    owned: list[str]
    needs: list[str]
    url: str
    id: str = ""
    public: bool = True
    made_of: list[str] = field(default_factory=list)
    cites: list[str] = field(default_factory=list)
    cited: str = ""
    anchors: list[str] = field(default_factory=list)
    title: str = ""
    lang: str = ""
    shown: list[str] = field(default_factory=list)
    kind: str = ""
    made_of_files: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Posts:
    """All posts and pages of a build.

    Attributes:
        posts: Path below the content folder → what is known of it.
        content: The content folder, below the site's folder or absolute.
        names: What templates read of all posts together → what it was.
        feeds: The files of the site that are feeds.
        limits: Why no post can be remade alone; empty if each can.
        listings: File of the site that lists references → the posts that they are of; none stands for all.
        entries: .bib file → what `hash_entries` says of it.
        read: .bib file → the SHA-256 of what was read for that.
        lists: Why no post can be remade alone whose references change; empty if each can.
    """

    posts: dict[str, Post]
    content: str
    names: dict[str, object]
    feeds: list[str]
    limits: list[str]
    listings: dict[str, list[str]] = field(default_factory=dict)
    entries: dict[str, dict[str, str]] = field(default_factory=dict)
    read: dict[str, str] = field(default_factory=dict)
    lists: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Difference:
    """What is not as the last build left it.

    Attributes:
        changed: Files with another content → their stamps and hashes.
        added: Files that were not there.
        removed: Files that are not there any more.
        refreshed: Files that look otherwise and have the same content → their stamps.
        reason: What makes it useless to look further; "" if nothing does.
        works: Entries of .bib files that are others now, which are then not among the changed files.
        traced: The .bib files of these → their stamps and hashes.
        entries: The same files → what `hash_entries` says of them.
        looks: All of these files → what they looked like just before they were read.
    """

    changed: dict[str, tuple[Stamp, str]] = field(default_factory=dict)
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    refreshed: dict[str, Stamp] = field(default_factory=dict)
    reason: str = ""
    works: frozenset[str] = frozenset()
    traced: dict[str, tuple[Stamp, str]] = field(default_factory=dict)
    entries: dict[str, dict[str, str]] = field(default_factory=dict)
    looks: dict[str, Stamp] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.changed or self.traced or self.added or self.removed or self.reason)


@dataclass(frozen=True)
class Decision:
    """How to build.

    Attributes:
        level: "nothing", "part" or "whole".
        reason: Why it is not less, for people.
        remade: The posts to be remade, below the content folder.
        read: Those that are read for it, and the remade ones.
        works: Entries of .bib files that are others now.
    """

    level: str
    reason: str
    remade: tuple[str, ...] = ()
    read: tuple[str, ...] = ()
    works: tuple[str, ...] = ()
