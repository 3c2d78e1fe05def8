"""What a WordPress site holds of ours: our copies, known by their marks, and others', by their links."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from crosspost.errors import BlockedError
from crosspost.model import Delivery, Holding, Post
from crosspost.text.mark import Mark, fold_title, hash_stored, is_edited, read_marks
from crosspost.text.whose import LINK, find_mark, find_originals, is_copy, name_forms, trim_address

from .api import Api

# What is asked of a post that we may edit, and of one that we can only read.
STORED = "id,link,status,slug,title.raw,content.raw,excerpt.raw"
SHOWN = "id,link,status,slug,title.rendered,content.rendered"


class Survey:
    """All posts of a site that mention ours, or bear a mark, as they were at one moment."""

    def __init__(self, api: Api, url: str) -> None:
        """Ask for them, whatever their state and whoever owns them now.

        Args:
            api: The partner's.
            url: An address on our site.
        """
        self.api = api
        self.named: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
        self.linked: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
        self.known: set[int] = set()
        self.whole = False
        self.search(urlsplit(url).netloc)

    def search(self, words: str) -> None:
        """Ask for posts with words in them that the search finds also in attributes."""
        search = {"search": words, "status": "any,trash", "orderby": "id", "order": "asc"}
        # Only what readers can see of a post is told to those who may not edit it.
        posts = {post["id"]: post for post in self.api.list("posts", **search, _fields=SHOWN)}
        posts |= {
            post["id"]: post for post in self.api.list("posts", **search, context="edit", _fields=STORED)
        }
        for number, post in sorted(posts.items()):
            markers = read_marks(content(post)) if number not in self.known else {}
            for marker in markers:
                self.named[marker.rpartition(":")[2]].append(post)
            if number not in self.known and not markers and post["status"] != "trash":
                for link in links_of(content(post)):
                    self.linked[link].append(post)
        self.known |= posts.keys()

    def find_ours(self, delivery: Delivery) -> list[Mapping[str, Any]]:
        """Return the copies that carry the mark of a post, those in the trash last, the oldest first.

        Those that name another site, from before ours moved, are looked for where there are no others.
        """
        found = self.choose_ours(delivery)
        if not found and not self.whole:
            self.whole = True
            self.search("data-partwork")
            found = self.choose_ours(delivery)
        return sorted(found, key=lambda post: post["status"] == "trash")

    def choose_ours(self, delivery: Delivery) -> list[Mapping[str, Any]]:
        """Return the copies of a post among those that were asked for."""
        named = [post for name in name_forms(delivery.post.id) for post in self.named.get(name, ())]
        return [post for post in named if find_mark(content(post), delivery.post)]

    def find_theirs(self, delivery: Delivery) -> Mapping[str, Any] | None:
        """Return a copy of a post that was made by hand: what links to it, and has its words.

        What only links to the post, such as an article about it, is no copy of it, whatever it is called.
        """
        ours, url = delivery.post, trim_address(delivery.post.url)
        linked = self.linked.get(url, [])
        return max(
            (post for post in linked if is_copy(content(post), name(post), ours)),
            key=lambda post: (
                url in find_originals(content(post)),
                fold_title(name(post)) == fold_title(ours.title),
                post.get("slug") == ours.slug,
            ),
            default=None,
        )


def links_of(html: str) -> set[str]:
    """Return where links lead."""
    return {trim_address(unescape(one or other)) for one, other in LINK.findall(html)}


def field(post: Mapping[str, Any], key: str) -> str:
    """Return a field of a post as the site stores it, or else as it shows it."""
    value = post.get(key)
    if not isinstance(value, Mapping):
        return ""
    return str(value.get("raw") or value.get("rendered") or "")


def name(post: Mapping[str, Any]) -> str:
    """Return the title of a post as plain text."""
    return unescape(field(post, "title"))


def content(post: Mapping[str, Any]) -> str:
    """Return the content of a post as HTML."""
    return field(post, "content")


def mark_of(html: str, ours: Post | None) -> Mark | None:
    """Return the mark of our copy of a post; the first of all marks where no post is said."""
    return find_mark(html, ours) if ours else next(iter(read_marks(html).values()), None)


def describe(post: Mapping[str, Any], ours: Post | None = None) -> Holding:
    """Return what the site holds.

    Args:
        post: As the site answers.
        ours: Whose copy it should be; any of ours if that does not matter.
    """
    mark = mark_of(content(post), ours)
    raw = [str((post.get(key) or {}).get("raw") or "") for key in ("content", "title", "excerpt")]
    return Holding(
        str(post["id"]),
        str(post["link"]),
        post["status"] == "publish",
        mark.version if mark else "",
        hash_stored(*raw),
    )


def is_changed(post: Mapping[str, Any], ours: Post | None = None) -> bool:
    """Say whether the words of our copy are others than we sent; not known of one that we may not edit."""
    html = str((post.get("content") or {}).get("raw") or "")
    mark = mark_of(html, ours)
    return mark is not None and is_edited(html, mark)


def show(post: Mapping[str, Any]) -> str:
    """Return title and content of a post as plain text."""
    from crosspost.text.parser import parse
    from crosspost.text.plaintext import write_text

    return f"{name(post)}\n\n{write_text(parse(content(post)))}"


def edited_there(url: str, theirs: str = "") -> BlockedError:
    """Return what stops us from replacing a copy that the partner has worked on."""
    return BlockedError(
        f"{url} is our copy, but was changed there. Look at it, then publish with --overwrite", theirs
    )


def in_trash(url: str) -> BlockedError:
    """Return what stops us from making a copy that the partner has thrown away, and no receipt tells of."""
    return BlockedError(
        f"{url} is in the partner's trash. Ask the partner to take it out, or leave this target out with a "
        "line Syndicate"
    )
