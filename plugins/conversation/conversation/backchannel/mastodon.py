"""What was said with a hashtag on a server with Mastodon's API (`GET /api/v1/timelines/tag/…`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import escape
from typing import Any
from urllib.parse import quote

from conversation.model import GONE, Answer, Heard
from conversation.sources.mastodon import (
    PAGE,
    PAGES,
    ask,
    is_public,
    list_statuses,
    read_status,
    tell_statuses,
)
from conversation.text import clean_address, clean_html, clean_language, clean_name, clean_words, read_plain
from crosspost.errors import RefusedError
from crosspost.http.exchange import Web
from crosspost.http.names import NAME

from .query import Query
from .stamps import read_stamp

# How Mastodon names a status to other servers: who wrote it, or their number.
_URI = re.compile(r"https?://([^/]+)/(?:users/[^/]+|ap/users/\d+)/statuses/(\d+)")


def read_entries(web: Web, name: str, query: Query, known: Mapping[str, Answer]) -> Heard:
    """Return what everybody can read there with a hashtag, and which of what is known is there still.

    Args:
        web: The server.
        name: What it is called in the lines.
        query: What is asked for.
        known: By id, what the file of the event has from there.

    Raises:
        SyndicationError: The server does not answer, or not so.
    """
    statuses = {str(one["id"]): one for one in list_tagged(web, query)}
    ids = {local: name_status(one) for local, one in statuses.items()}
    ids |= {answer.local: id for id, answer in known.items() if answer.local}
    heard = Heard()
    found = {ids[local] for local in statuses}
    missing = {a.local: id for id, a in known.items() if a.state != GONE and id not in found and a.local}
    told = tell_statuses(web, sorted(missing))
    for local in missing:
        one = told.get(local) if told is not None else read_status(web, local)
        if one is not None:
            statuses[local] = one
    for local, status in statuses.items():
        if is_public(status):
            above = ids.get(str(status.get("in_reply_to_id") or ""), "")
            heard.answers.append((name, read_entry(status, name, ids[local], above)))
    return heard


def list_tagged(web: Web, query: Query) -> Iterator[Mapping[str, Any]]:
    """Give the statuses of a time, the latest first."""
    before = ""
    seen: set[str] = set()
    for _ in range(PAGES):
        more = f"&max_id={before}" if before else ""
        listed = ask(web, f"v1/timelines/tag/{quote(query.tag, safe='')}?limit={PAGE}{more}")
        if not isinstance(listed, list):
            raise RefusedError(f"{web.url} answers with something else than statuses")
        some = [one for one in list_statuses(listed) if one["id"] not in seen]
        seen |= {one["id"] for one in some}
        moments = [read_stamp(one.get("created_at")) for one in some]
        yield from (one for one, moment in zip(some, moments, strict=True) if query.covers(moment))
        # Statuses of other servers may come late: only a page on which all are too old is the last one.
        if not some or all(moment is not None and moment < query.since for moment in moments):
            return
        before = str(some[-1]["id"])


def name_status(status: Mapping[str, Any]) -> str:
    """Return the id of a status, the same on whichever server it is read, and without its author's name."""
    uri = str(status.get("uri") or "")
    return name_uri(uri) or clean_address(status.get("url")) or f"status/{status['id']}"


def name_uri(uri: str) -> str:
    """Return the id of a status by what other servers know it by; "" if that is no address."""
    found = _URI.fullmatch(uri)
    return f"{found[1].lower()}/status/{found[2]}" if found else clean_address(uri)


def read_entry(status: Mapping[str, Any], target: str, id: str, above: str) -> Answer:
    """Return a status as an entry."""
    account = status["account"]
    page = clean_address(account.get("url"))
    media = status.get("media_attachments")
    words = join_words(
        str(status.get("content") or ""),
        str(status.get("spoiler_text") or ""),
        [one.get("description") for one in media if isinstance(one, Mapping)]
        if isinstance(media, list)
        else [],
    )
    return replace(
        words,
        id=id,
        target=target,
        address=clean_address(status.get("url") or status.get("uri")),
        name=clean_name(str(account.get("display_name") or account.get("acct") or "")),
        page=page,
        date=str(status.get("created_at") or "").replace("Z", "+00:00"),
        lang=clean_language(status.get("language")),
        answers=above,
        handle=write_handle(str(account.get("acct") or ""), page),
        local=str(status["id"]) if NAME.fullmatch(str(status["id"])) else "",
    )


def join_words(html: str, warning: str, pictures: list[object]) -> Answer:
    """Return what somebody wrote, with the warning before it and what its pictures show, as text and HTML."""
    html = clean_html(html)
    before, words = clean_name(warning), read_plain(html)
    shown = [
        f"[Picture: {clean_words(one)}]" if isinstance(one, str) and one else "[Picture]" for one in pictures
    ]
    around = [f"<p>{escape(before, quote=False)}</p>" if before else "", html]
    after = [f"<p>{escape(one, quote=False)}</p>" for one in shown]
    return Answer(
        "", text="\n\n".join(filter(None, [before, words, *shown])), html="".join([*around, *after])
    )


def write_handle(account: str, page: str) -> str:
    """Return what somebody is called in the network: "@name@server"."""
    host = page.partition("://")[2].partition("/")[0]
    name = clean_handle(account)
    return f"@{name}" if "@" in name or not host or not name else f"@{name}@{host}"


def clean_handle(name: str) -> str:
    """Return the name of an account; "" if it is none."""
    return name.lstrip("@") if re.fullmatch(r"@?[\w.@:-]{1,200}", name) else ""
