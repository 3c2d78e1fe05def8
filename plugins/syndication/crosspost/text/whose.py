"""Whose an article is: ours by its mark, or by a good part of our words; never by an id, address or title."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from html import unescape
from unicodedata import normalize
from urllib.parse import urlsplit

from crosspost.model import Holding, Post

from .mark import Mark, fold_title, name_mark, post_marker, read_marks

# So many words in a row are compared: one that a site's typography replaces spoils no more than these.
RUN = 3
# The part of our runs that a copy has at least.
PART = 0.5
# Chinese and Japanese have no spaces between words: each sign counts as one.
SIGN = "\u2e80-\u2fff\u3001-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
WORD = re.compile(rf"[{SIGN}]|[^\W{SIGN}]+")
# What readers do not see within words, and sites drop.
UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
LINK = re.compile(r"""\bhref=(?:"([^"]*)"|'([^']*)')""")
TAG = re.compile(r"<(?:a|link)\b[^<>]*>")
CANONICAL = re.compile(r"""\brel=["'][^"']*\bcanonical\b""")
# What we put around a post. Other posts have it, too, so that it tells nothing.
FRAME = {"notice", "series", "licence", "cover", "origin", "acknowledgments"}
FRAME_CLASSES = {f"partwork-{name}" for name in FRAME}


def name_forms(post_id: str) -> set[str]:
    """Return what a mark may call a post: a Mac spells the names of files in another form of Unicode."""
    return {name_mark(normalize(form, post_id)) for form in ("NFC", "NFD")}


def find_mark(html: str, post: Post) -> Mark | None:
    """Return the mark of our copy of a post; None if an article is none.

    One that names another site than ours is from before ours moved, if it has our words.
    """
    marks = read_marks(html)
    if mark := marks.get(post_marker(post)):
        return mark
    names, host = name_forms(post.id), urlsplit(post.url).netloc
    for marker, mark in marks.items():
        site, _, name = marker.rpartition(":")
        if name in names and (site == host or has_words(html, post)):
            return mark
    return None


def is_ours(html: str, stored: str, known: Holding, post: Post | None) -> bool:
    """Say whether an article is our copy still, and not one that got its id.

    Without our mark, which a site's filter may have removed, it is if it is as we left it, or has our words.

    Args:
        html: The article.
        stored: The hash of what is stored.
        known: The copy.
        post: The post; None if it is not published here any more.
    """
    if stored and stored == known.stored:
        return True
    marks = read_marks(html)
    if post is not None:
        return bool(find_mark(html, post)) if marks else has_words(html, post)
    names = name_forms(known.post)
    return any(not known.post or marker.rpartition(":")[2] in names for marker in marks)


def drop_sites(text: str) -> str:
    """Return a text whose addresses do not say on which site they are."""
    return re.sub(r"https?://[^\s/]+", "", text)


def tell_gone(known: Holding) -> str:
    """Return what is said of a copy that is gone, or whose id something else has."""
    return f"{known.url or known.id} is no longer there, or is no copy of ours any more"


def is_copy(html: str, title: str, post: Post) -> bool:
    """Say whether an article that links to a post, and bears no mark, is a copy of it that was made by hand.

    It has our words, and is not called like another part of the series, nor names another as its original.
    """
    parts = {fold_title(part.title) for part in post.series.siblings} if post.series else set()
    originals = find_originals(html)
    if (originals and trim_address(post.url) not in originals) or fold_title(title) in parts:
        return False
    return has_words(html, post)


def find_originals(html: str) -> set[str]:
    """Return the addresses that an article names as its original."""
    return {
        trim_address(unescape(one or other))
        for tag in TAG.findall(html)
        if CANONICAL.search(tag)
        for one, other in LINK.findall(tag)
    }


def trim_address(url: str) -> str:
    """Return an address without what makes no difference to where it leads."""
    return url.strip().rstrip("/")


def tell_unseen(url: str, state: str) -> str:
    """Return what is said of a copy that readers do not see, though copies are published there at once."""
    return f"{url} is a {state} there, which readers do not see; `restore` publishes it"


def has_words(html: str, post: Post) -> bool:
    """Say whether an article has a good part of the words of a post, whatever typography made of them."""
    size, ours = read_own(post.html)
    return bool(ours) and len(ours & list_runs(read_words(html), size)) >= PART * len(ours)


@lru_cache(4)
def read_own(html: str) -> tuple[int, frozenset[tuple[str, ...]]]:
    """Return how long the runs of words of a copy are, and those of the post in it."""
    words = read_words(html, FRAME_CLASSES)
    size = min(RUN, len(words))
    return size, frozenset(list_runs(words, size))


def read_words(html: str, without: Collection[str] = ()) -> list[str]:
    """Return the words of HTML, without case, punctuation and addresses.

    Args:
        html: An article.
        without: Elements of these classes are left out.
    """
    from .parser import parse
    from .plaintext import write_text

    root = parse(html)
    for element in root.find_classes(*without) if without else ():
        element.remove()
    text = re.sub(r"<https?://[^<>]*>", " ", write_text(root)).translate(UNSEEN)
    return WORD.findall(normalize("NFKC", text).casefold())


def list_runs(words: list[str], size: int) -> set[tuple[str, ...]]:
    """Return all runs of so many words."""
    return {tuple(words[start : start + size]) for start in range(len(words) - size + 1)} if size else set()
