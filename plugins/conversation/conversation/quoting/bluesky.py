"""Posts on Bluesky, as the network's public view shows them to anybody."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote

from conversation.errors import ConversationError
from conversation.quotations import Quotation
from conversation.sources.bluesky import ask, is_closed, tell_posts
from crosspost.errors import RefusedError, SyndicationError
from crosspost.http.exchange import Web

# As any of the network's clients has it: a handle or an identifier, and the name of the post.
_POST = re.compile(
    r"https?://[^/]+/profile/(?P<who>did:[\w.:%-]+|[\w-]+(?:\.[\w-]+)+)/post/(?P<name>[\w.~:-]+)"
)
ATTACHED = {"images": "Image attached", "video": "Video attached", "external": "Thumbnail with link attached"}


def read_bluesky(url: str, appview: str) -> Quotation | None:
    """Return a post; None if the address is of none.

    Args:
        url: Its address.
        appview: Where the network's posts can be read.

    Raises:
        ConversationError: It is not there, or not for everybody.
    """
    found = _POST.fullmatch(url)
    if found is None:
        return None
    try:
        web = Web(appview, "anybody")
        who = found["who"] if found["who"].startswith("did:") else find_author(web, found["who"])
        uri = f"at://{who}/app.bsky.feed.post/{found['name']}"
        view = tell_posts(web, [uri]).get(uri) if who else None
    except SyndicationError as error:
        raise ConversationError(f"{url}: {error}") from None
    if view is None:
        raise ConversationError(f"{url}: is not there, or not for everybody.")
    author, record = view["author"], view["record"]
    if is_closed(view):
        raise ConversationError(
            f"{url}: its author asks that nobody sees it without an account (!no-unauthenticated), or the "
            "network hides it. Ask for leave, and write the file yourself."
        )
    languages = record.get("langs")
    handle = str(author.get("handle") or "")
    return Quotation(
        (),
        f"https://bsky.app/profile/{who}/post/{found['name']}",
        author=str(author.get("displayName") or ""),
        username=f"@{handle}" if handle and handle != "handle.invalid" else "",
        page=f"https://bsky.app/profile/{who}",
        date=str(record.get("createdAt") or "").replace("Z", "+00:00"),
        lang=str(languages[0]) if isinstance(languages, list) and languages else "",
        site="Bluesky",
        kind="Post",
        attached=find_attached(record.get("embed")),
        text=str(record.get("text") or ""),
    )


def find_author(web: Web, handle: str) -> str:
    """Return the identifier of an account, which stays when its handle changes; "" if there is none."""
    try:
        answer = ask(web, f"com.atproto.identity.resolveHandle?handle={quote(handle, safe='')}")
    except RefusedError as error:
        if error.status == 400:
            return ""
        raise
    did = answer.get("did")
    return did if isinstance(did, str) and re.fullmatch(r"did:[\w.:%-]+", did) else ""


def find_attached(embed: object) -> str:
    """Say what a post has beside its words, as APA does (§ 10.15)."""
    if not isinstance(embed, Mapping):
        return ""
    inner = embed.get("media")
    said = inner if isinstance(inner, Mapping) else embed
    return ATTACHED.get(str(said.get("$type") or "").rpartition(".")[2], "")
