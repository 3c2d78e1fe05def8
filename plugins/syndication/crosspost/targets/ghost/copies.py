"""What a Ghost site holds of ours: our copies, known by their marks, and others', by their links."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from html import escape, unescape
from typing import Any
from urllib.parse import quote as encode_url

from crosspost.errors import BlockedError
from crosspost.model import Delivery, Holding, Image, Post
from crosspost.placed import Placed
from crosspost.targets.merging import merge_terms
from crosspost.text.mark import Mark, fold_title, hash_stored, is_edited, read_marks
from crosspost.text.parser import parse
from crosspost.text.plaintext import write_text
from crosspost.text.whose import LINK, find_mark, is_copy, name_forms, tell_unseen, trim_address

# In plain text: what an address stands behind, and the address.
NAMED = re.compile(r"<(https?://[^\s<>]+)>")
# What of a post the partner may change so that it counts as an edit.
KEPT = ("html", "title", "custom_excerpt", "canonical_url", "feature_image", "feature_image_alt")
# The most characters that Ghost takes of a tag.
TAG = 191
# What may stand in an address as it is (RFC 3986, § 2).
SIGNS = "%/:?#[]@!$&'()*+,;=-._~"


class Survey:
    """Posts of a site, as they were at one moment.

    Attributes:
        posts: All of them, the oldest first.
    """

    def __init__(self, posts: Iterable[Mapping[str, Any]]) -> None:
        """Take the posts, the oldest first."""
        self.posts: list[Mapping[str, Any]] = []
        self.named: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
        self.linked: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
        for post in posts:
            self.add(post)

    def add(self, post: Mapping[str, Any]) -> None:
        """Take one more post."""
        self.posts.append(post)
        markers = read_marks(html_of(post))
        for marker in markers:
            self.named[marker.rpartition(":")[2]].append(post)
        if not markers:
            for url in {*links_of(post), original_of(post)}:
                self.linked[url].append(post)

    def find_ours(self, ours: Post) -> list[Mapping[str, Any]]:
        """Return the copies with our mark of a post."""
        named = [post for name in name_forms(ours.id) for post in self.named.get(name, ())]
        return [post for post in named if find_mark(html_of(post), ours)]

    def find_theirs(self, delivery: Delivery) -> Mapping[str, Any] | None:
        """Return a copy of a post that was made by hand: what links to it, and has its words.

        What only links to the post, such as an article about it, is no copy of it, whatever it is called.
        """
        ours, url = delivery.post, trim(delivery.post.url)
        linked = self.linked.get(url, [])
        return max(
            (post for post in linked if is_copy(html_of(post), str(post["title"]), ours)),
            key=lambda post: (
                original_of(post) == url,
                fold_title(str(post["title"])) == fold_title(ours.title),
                post["slug"] == ours.slug,
            ),
            default=None,
        )


def mark_of(html: str, ours: Post | None) -> Mark | None:
    """Return the mark of our copy of a post; the first of all marks where no post is said."""
    return find_mark(html, ours) if ours else next(iter(read_marks(html).values()), None)


def name_stored(post: Mapping[str, Any], site: str) -> str:
    """Return a hash of what a site has stored; its own address may change without any of its posts."""
    return hash_stored(*(str(post.get(name) or "").replace(site, "") for name in KEPT))


def describe(post: Mapping[str, Any], ours: Post | None, site: str) -> Holding:
    """Return what a site holds.

    Args:
        post: As the site answers.
        ours: Whose copy it should be; any of ours if that does not matter.
        site: Its address.
    """
    html = html_of(post)
    mark = mark_of(html, ours)
    return Holding(
        str(post["id"]),
        str(post["url"]),
        post["status"] == "published",
        mark.version if mark else "",
        name_stored(post, site),
        edited=mark is not None and is_edited(html, mark),
    )


def html_of(post: Mapping[str, Any]) -> str:
    """Return the HTML of a post, as the site shows it."""
    return str(post.get("html") or "")


def links_of(post: Mapping[str, Any]) -> set[str]:
    """Return where the links of a post lead."""
    return {trim(unescape(one or other)) for one, other in LINK.findall(html_of(post))}


def original_of(post: Mapping[str, Any]) -> str:
    """Return what a post names as its original; "" if it names none."""
    return trim(str(post.get("canonical_url") or ""))


def trim(url: str) -> str:
    """Return an address without what makes no difference to where it leads."""
    return trim_address(plain_address(url))


def plain_address(url: str) -> str:
    """Return an address without letters that Ghost refuses in one."""
    return encode_url(url, safe=SIGNS)


def show(post: Mapping[str, Any]) -> str:
    """Return title and content of a post as plain text."""
    return f"{post['title']}\n\n{write_text(parse(html_of(post)))}"


def edited_there(url: str, theirs: str) -> BlockedError:
    """Return what stops us from replacing a copy that the partner has worked on."""
    return BlockedError(
        f"{url} is our copy, but was changed there. Look at it, then publish with --overwrite", theirs
    )


def tell_draft(post: Mapping[str, Any], status: str) -> tuple[str, ...]:
    """Return a note of a post that somebody made a draft, unless copies are drafts to begin with."""
    unseen = post["status"] == "draft" != status
    return (tell_unseen(post["url"] or post["id"], "draft"),) if unseen else ()


def wrap_card(html: str) -> str:
    """Return the HTML that Ghost makes of an HTML card."""
    return f"<!--kg-card-begin: html-->\n{html}\n<!--kg-card-end: html-->"


def write_card(html: str) -> str:
    """Return the content of a post that is one HTML card, in Ghost's own format (Lexical).

    Only so the HTML stays as it is: given as HTML, it is read and written anew, or made into Ghost's own.
    """
    card = {"type": "html", "version": 1, "html": html}
    common = {"direction": None, "format": "", "indent": 0, "version": 1}
    return json.dumps({"root": {"type": "root", "children": [card], **common}})


def write_caption(image: Image) -> str:
    """Return caption and credit of an image as HTML, with the links that they have."""
    text, html, place = " ".join(filter(None, [image.caption, image.credit])), list[str](), 0
    for match in NAMED.finditer(text):
        before = text[place : match.start()]
        # The name of what it leads to stands before an address, since the last sign of punctuation.
        start = max(before.rfind(sign) for sign in ",;<>()") + 1
        start += len(before[start:]) - len(before[start:].lstrip())
        name = before[start:].removesuffix(" ")
        head = before[:start] if name else before.removesuffix(" ")
        html += [
            escape(head, quote=False),
            f'<a href="{escape(match[1])}">{escape(name or match[1], quote=False)}</a>',
        ]
        place = match.end()
    return "".join(html) + escape(text[place:], quote=False)


def join_tags(
    theirs: Sequence[Mapping[str, Any]], placed: Placed | None, now: Placed
) -> list[Mapping[str, Any]]:
    """Return the tags of a post, of which the first one is its primary tag.

    Args:
        theirs: Those that it has.
        placed: What we set last; None if that is not known.
        now: What we set now.
    """
    before = name_tags(placed) if placed else None
    known = {str(tag["name"]): tag for tag in theirs}
    return [known.get(name, {"name": name}) for name in merge_terms([*known], before, name_tags(now))]


def name_tags(placed: Placed) -> list[str]:
    """Return category and tags as Ghost takes them, the category first."""
    names: dict[str, str] = {}
    for tag in (placed.category, *placed.tags):
        # What begins with a hash is hidden from readers there.
        name = cut(tag.strip().lstrip(",# "), TAG)
        names.setdefault(name.casefold(), name)
    return [*filter(None, names.values())]


def cut(text: str, most: int) -> str:
    """Return a text of at most so many characters, cut between words."""
    if len(text) <= most:
        return text
    head = text[: most - 1]
    return (head.rpartition(" ")[0] or head).rstrip(" ,;:.–—-") + "…"
