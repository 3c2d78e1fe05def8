"""Comments on a Ghost site: what its members' API shows to anybody, which has no addresses of e-mail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from conversation.copies import Copies
from conversation.model import Answer, Heard
from conversation.text import clean_address, clean_html, clean_name, read_plain
from crosspost.errors import RefusedError
from crosspost.http.answers import read_json
from crosspost.http.exchange import Web
from crosspost.http.names import NAME
from crosspost.targets.ghost.api import Api

PATH = "/members/api/comments/"
PAGE, PAGES = 100, 1_000
INCLUDE = "include=member,post,replies,replies.member,count.replies"
# So many replies come with a comment.
FEW = 3
# What a site says whose owner switched comments off.
OFF = 405
# Of so many posts at once it is asked whether everybody may read them.
POSTS = 50


def read_answers(copies: Copies) -> Heard:
    """Return the comments under the copies on a site.

    Comments of posts that became drafts, or that only members may read, are listed there all the same: that
    is asked with the site's key, which is never used to read comments.

    Raises:
        SyndicationError: The site does not answer, or not so.
    """
    url = str(copies.options["url"]).rstrip("/")
    web = Web(url, "readers", pace=copies.target.pace, largest=copies.target.largest)
    posts = {holding.id: post for post, holding in copies.held.items() if NAME.fullmatch(holding.id)}
    heard = Heard(posts=set(posts.values()))
    found: list[tuple[str, Mapping[str, Any]]] = []
    if not posts:
        return heard
    try:
        for comment in list_comments(web, PATH, f"{INCLUDE}&order=created_at%20asc"):
            post = comment.get("post")
            name = str(post.get("id")) if isinstance(post, Mapping) else ""
            if name in posts:
                found += [(name, one) for one in (comment, *list_replies(web, comment))]
    except RefusedError as error:
        if error.status != OFF:
            raise
        heard.notes.append("comments are switched off there; what was approved stays until you hide it")
        return Heard(notes=heard.notes)
    if not found:
        return heard
    public = find_public(url, copies, {name for name, _ in found})
    for name, comment in found:
        answer = read_comment(comment, copies, copies.held[posts[name]].url)
        if answer and name in public:
            heard.answers.append((posts[name], answer))
    return heard


def list_comments(web: Web, path: str, query: str) -> Iterator[Mapping[str, Any]]:
    """Give comments, page after page."""
    for number in range(1, PAGES + 1):
        response = web.send("GET", f"{path}?limit={PAGE}&page={number}&{query}", again=True)
        try:
            answer = read_json(response)
            comments = answer["comments"]
            following = answer["meta"]["pagination"]["next"]
        except (ValueError, KeyError, TypeError):
            comments, following = None, None
        if not isinstance(comments, list) or not all(isinstance(one, Mapping) for one in comments):
            raise RefusedError(f"{web.url} answers with something else than comments")
        yield from comments
        if not following:
            break
        web.require_few(web.taken)


def list_replies(web: Web, comment: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return what was said to a comment: it comes with the first few, the rest is asked for."""
    replies, counts = comment.get("replies"), comment.get("count")
    some = [one for one in replies if isinstance(one, Mapping)] if isinstance(replies, list) else []
    number = counts.get("replies") if isinstance(counts, Mapping) else 0
    if isinstance(number, int) and number > min(FEW, len(some)) and NAME.fullmatch(str(comment.get("id"))):
        return list(list_comments(web, f"{PATH}{comment['id']}/replies/", "include=member"))
    return some


def find_public(url: str, copies: Copies, names: set[str]) -> set[str]:
    """Return the posts that everybody may read now."""
    api, found, ordered = Api(url, copies.secret(), copies.target), set[str](), sorted(names)
    for start in range(0, len(ordered), POSTS):
        some = ",".join(f"'{name}'" for name in ordered[start : start + POSTS])
        answer = api.get("posts", filter=f"id:[{some}]", fields="id,status,visibility", limit=str(POSTS))
        posts = answer.get("posts") if isinstance(answer, Mapping) else None
        for post in posts if isinstance(posts, list) else ():
            is_post = isinstance(post, Mapping)
            if is_post and post.get("status") == "published" and post.get("visibility") == "public":
                found.add(str(post.get("id")))
    return found


def read_comment(comment: Mapping[str, Any], copies: Copies, place: str) -> Answer | None:
    """Return a comment as an answer; None if it is hidden or deleted, or its author has left."""
    member, html = comment.get("member"), comment.get("html")
    if comment.get("status") != "published" or not isinstance(html, str) or not isinstance(member, Mapping):
        return None
    html, name = clean_html(html), str(comment.get("id"))
    above = comment.get("in_reply_to_id") or comment.get("parent_id")
    return Answer(
        name_comment(copies, name),
        copies.target.name,
        address=clean_address(f"{place.partition('#')[0]}#ghost-comments-{name}"),
        name=clean_name(str(member.get("name") or "")),
        date=str(comment.get("created_at") or "").replace("Z", "+00:00"),
        text=read_plain(html),
        html=html,
        answers=name_comment(copies, str(above)) if above else "",
    )


def name_comment(copies: Copies, name: str) -> str:
    """Return the id of a comment: the site, and what it calls it."""
    return f"{str(copies.options['url']).partition('://')[2].rstrip('/')}/comment/{name}"
