"""Comments on a WordPress site: what its REST API shows to anybody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from html import unescape
from typing import Any

from conversation.copies import Copies
from conversation.model import Answer, Heard
from conversation.text import clean_address, clean_html, clean_name, read_plain
from crosspost.errors import RefusedError, UnavailableError
from crosspost.http.exchange import Web
from crosspost.targets.wordpress.api import read_json

PAGE = 100
# A site without end has more pages than this.
PAGES = 1_000
# In characters, of the numbers of posts in an address: servers take eight thousand in all.
LONGEST = 5_000
# This form is understood whatever its addresses look like.
ROUTE = "/?rest_route=/wp/v2/comments&"
FIELDS = "id,post,parent,author_name,author_url,date,date_gmt,content,link,status,type"


def read_answers(copies: Copies) -> Heard:
    """Return the comments under the copies on a site.

    Pending comments and those in the trash are not listed, nor is what is under a post that is none for all.

    Raises:
        SyndicationError: The site does not answer, or not so.
    """
    web = Web(
        str(copies.options["url"]).rstrip("/"),
        "readers",
        pace=copies.target.pace,
        largest=copies.target.largest,
    )
    posts = {holding.id: post for post, holding in copies.held.items() if holding.id.isdecimal()}
    heard = Heard(posts=set(posts.values()))
    for numbers in part(sorted(posts, key=int)):
        for comment in list_public(web, numbers):
            answer = read_comment(comment, copies)
            if answer and str(comment.get("post")) in posts:
                heard.answers.append((posts[str(comment["post"])], answer))
    there = {answer.id for _, answer in heard.answers}
    # While a list is read, others go from it, and what follows moves up: what is missed is looked for.
    missed = [
        id.rpartition("/")[2]
        for post in heard.posts
        for id, answer in copies.known.get(post, {}).items()
        if id not in there and answer.state != "gone"
    ]
    for numbers in part(one for one in missed if one.isdecimal()):
        for comment in list_comments(web, "include", numbers):
            answer = read_comment(comment, copies)
            if answer and str(comment.get("post")) in posts:
                heard.answers.append((posts[str(comment["post"])], answer))
    return heard


def part(numbers: Iterable[str]) -> Iterator[list[str]]:
    """Give numbers in lists that an address has room for."""
    some: list[str] = []
    length = 0
    for number in numbers:
        if length + len(number) > LONGEST:
            yield some
            some, length = [], 0
        some.append(number)
        length += len(number) + 1
    if some:
        yield some


def list_public(web: Web, numbers: list[str]) -> list[dict[str, Any]]:
    """Return the comments on those of some posts that everybody may read.

    WordPress says nothing of any post where one of them is for some alone: that one is found by halves.

    Raises:
        SyndicationError: The site does not answer, or not so.
    """
    try:
        return list(list_comments(web, "post", numbers))
    except UnavailableError:
        # Raises if it is the site.
        web.send("GET", f"{ROUTE}per_page=1&_fields=id", again=True)
        if len(numbers) == 1:
            return []
    half = len(numbers) // 2
    return [*list_public(web, numbers[:half]), *list_public(web, numbers[half:])]


def list_comments(web: Web, name: str, numbers: list[str]) -> Iterator[dict[str, Any]]:
    """Give the comments on some posts, or those of some numbers.

    Args:
        web: The site.
        name: "post" or "include".
        numbers: Of posts, or of comments.
    """
    for number in range(1, PAGES + 1):
        query = (
            f"{name}={','.join(numbers)}&per_page={PAGE}&page={number}&order=asc&orderby=id&_fields={FIELDS}"
        )
        response = web.send("GET", f"{ROUTE}{query}", again=True)
        try:
            comments = read_json(response.text)
            pages = int(response.headers.get("x-wp-totalpages", 1))
        except ValueError:
            comments = None
        if not isinstance(comments, list) or not all(isinstance(one, dict) for one in comments):
            raise RefusedError(f"{web.url} answers with something else than comments")
        yield from comments
        if number >= pages:
            break
        web.require_few(web.taken)


def read_comment(comment: dict[str, Any], copies: Copies) -> Answer | None:
    """Return a comment as an answer; None if it is none that everybody can read."""
    number, content = comment.get("id"), comment.get("content")
    if not isinstance(number, int) or not isinstance(content, dict):
        return None
    if comment.get("type", "comment") != "comment" or comment.get("status", "approved") != "approved":
        return None
    html = clean_html(str(content.get("rendered", "")))
    above = comment.get("parent")
    return Answer(
        name_comment(copies, number),
        copies.target.name,
        address=clean_address(comment.get("link")),
        name=clean_name(unescape(str(comment.get("author_name", "")))),
        page=clean_address(comment.get("author_url")),
        date=read_date(comment.get("date"), comment.get("date_gmt")),
        text=read_plain(html),
        html=html,
        answers=name_comment(copies, above) if isinstance(above, int) and above else "",
    )


def name_comment(copies: Copies, number: int) -> str:
    """Return the id of a comment: the site, and what it calls it."""
    return f"{str(copies.options['url']).partition('://')[2].rstrip('/')}/comment/{number}"


def read_date(local: object, universal: object) -> str:
    """Return a date with its offset, of which WordPress tells neither: the same moment by both clocks."""
    from datetime import UTC, timezone

    try:
        there = datetime.fromisoformat(str(local)).replace(tzinfo=None)
        moment = datetime.fromisoformat(str(universal)).replace(tzinfo=None)
        return moment.replace(tzinfo=UTC).astimezone(timezone(there - moment)).isoformat()
    except (ValueError, OverflowError):
        return ""
