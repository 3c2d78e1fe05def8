"""What a page is made of, and what the next build does, in words."""

from __future__ import annotations

from collections.abc import Iterator

from .model import Decision, Post, Posts, Record

LEVELS = {
    "nothing": "The next build does nothing",
    "part": "The next build remakes a part of the site",
    "whole": "The next build is a whole one",
}


def explain_page(page: str, record: Record | None, posts: Posts | None, decision: Decision) -> Iterator[str]:
    """Yield lines about a page.

    Args:
        page: Its file in the output folder, its address, or the file of the post.
        record: Of the last build; None if there is none.
        posts: What is known of its posts; None if nothing is.
        decision: How the next build would be.
    """
    if record is not None and posts is not None:
        yield from _describe_page(page, record, posts)
        yield f"The last build was {'a part' if record.level == 'part' else 'whole'}: {record.reason}."
    yield f"{LEVELS[decision.level]}: {decision.reason}."


def _describe_page(page: str, record: Record, posts: Posts) -> Iterator[str]:
    source, post = _find_post(page, posts)
    if post is None:
        name = next((name for name in _spell(page) if name in record.outputs["output"].files), "")
        if name in posts.feeds:
            yield f"output/{name} is a feed: the entry of a post that is remade is put in anew."
        elif name:
            yield f"output/{name} is made of several posts, or copied: only a whole build makes it."
        else:
            yield f"{page} is no page of the last build."
        return
    yield f"{posts.content}/{source} is what these files are made of:"
    yield from (f"  output/{name}" for name in post.owned)
    for what, entries in (
        ("with the templates", post.made_of),
        ("citing", post.cites),
        ("and, for links and its series, of", [f"{posts.content}/{name}" for name in post.needs]),
        ("Its text is shown by these files, too:", post.shown),
    ):
        if entries:
            yield f"{what} {', '.join(entries)}"
    for limit in posts.limits:
        yield f"It is never remade alone: {limit}."


def _find_post(page: str, posts: Posts) -> tuple[str, Post | None]:
    names = set(_spell(page))
    for source, post in posts.posts.items():
        if source in names or f"{posts.content}/{source}" in names or names & {*post.owned, post.url}:
            return source, post
    # As `plan` and `withdraw` know posts: by the last word of their address, or of their file.
    word = page.strip("/").rpartition("/")[2].removesuffix(".md")
    for source, post in posts.posts.items():
        if word in (post.url.rstrip("/").rpartition("/")[2], source.rpartition("/")[2].removesuffix(".md")):
            return source, post
    return "", None


def _spell(page: str) -> list[str]:
    plain = page.removeprefix("./").removeprefix("output/").lstrip("/")
    return [plain, f"{plain.rstrip('/')}/index.html".lstrip("/"), f"{plain.rstrip('/')}/"]
