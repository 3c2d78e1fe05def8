"""Answers to statuses on a server with Mastodon's API: those that are for everybody, and no others.

Where nothing is new, no conversation is read: the list of the account's statuses tells how many answers each
has, and 20 of those that are known are asked for at once, where the server can.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import escape
from typing import Any

from conversation.copies import Copies
from conversation.model import GONE, Answer, Heard
from conversation.text import clean_address, clean_html, clean_language, clean_name, read_plain
from crosspost.errors import RefusedError
from crosspost.http.answers import read_json
from crosspost.http.exchange import Web
from crosspost.http.names import NAME

# Statuses that are listed at once, how many such lists are read, and how many are asked for by their names.
PAGE, PAGES, ASKED = 40, 500, 20
# Who may read them: everybody.
PUBLIC = {"public", "unlisted"}
# What is said of what is not there, or not for us.
GONE_THERE = {401, 403, 404, 410}
# What an account says of itself that wants not to be taken elsewhere.
WISHES = ("#nobot", "#noarchive", "#noindex")
# More answers to one status than this are not looked through.
MOST = 10_000
# What names a status, and what it answers.
NAMES = ("id", "in_reply_to_id")
# snac (2.75) puts the moment of the last change before what names a status, and understands any moment there.
MOMENT = re.compile(r"\d{10}(?=[0-9a-f]{32}$)")


def read_answers(copies: Copies) -> Heard:
    """Return the answers to the statuses of an account.

    Raises:
        SyndicationError: The server does not answer, or not so.
    """
    url = str(copies.options["url"]).rstrip("/")
    token = copies.secret()
    headers = {"Authorization": f"Bearer {token}"}
    web = Web(url, "this account", headers, (token,), copies.target.pace, "", copies.target.largest)
    held = {post: replace(holding, id=name_status(holding.id)) for post, holding in copies.held.items()}
    copies = replace(copies, held=held, own=frozenset(map(name_status, copies.own)))
    posts = {holding.id: post for post, holding in held.items() if NAME.fullmatch(holding.id)}
    heard = Heard(posts=set(posts.values()))
    if not posts:
        return heard
    before = copies.state.get("threads")
    before = before if isinstance(before, dict) else {}
    account = ask(web, "v1/accounts/verify_credentials")
    me = str(account.get("id")) if isinstance(account, Mapping) else ""
    roots = list_own(web, me, set(posts))
    seen = {id: (read_names(before.get(id)) | list_live(copies, posts[id])) - {id} for id in roots}
    every = tell_statuses(web, sorted({name for names in seen.values() for name in names}))
    threads: dict[str, dict[str, str]] = {}
    for id, root in roots.items():
        facts = {id: describe(root)}
        if every is not None:
            facts |= {name: describe(every[name]) for name in sorted(seen[id]) if name in every}
        if facts == before.get(id) and (every is not None or not seen[id]):
            found = [every[name] for name in seen[id] if name in every] if every else []
        elif root.get("replies_count") == 0 and not seen[id]:
            found = []
        else:
            found = list(walk(web, id))
            facts |= {str(one["id"]): describe(one) for one in found}
            # What is below an answer that is gone is no part of the conversation any more, and exists.
            names = {str(one["id"]) for one in found}
            for name in sorted(list_live(copies, posts[id]) - names):
                if one := every.get(name) if every is not None else read_status(web, name):
                    found.append(one)
        threads[id] = facts
        known = {str(one["id"]): one for one in found}
        homes = copies.find_homes(id, {name: str(one["in_reply_to_id"]) for name, one in known.items()})
        for one in known.values():
            if str(one["id"]) in copies.own or not is_public(one):
                continue
            if homes.get(str(one["id"])) == id:
                heard.answers.append((posts[id], read_one(one, copies, known, me)))
    copies.state["threads"] = threads
    return heard


def ask(web: Web, path: str) -> Any:
    """Ask for something."""
    try:
        return read_json(web.send("GET", f"/api/{path}", again=True))
    except ValueError:
        raise RefusedError(f"{web.url} answers with something else than JSON") from None


def name_status(name: str) -> str:
    """Return what a server calls a status, however often that is edited."""
    return MOMENT.sub("0" * 10, name)


def list_own(web: Web, account: str, wanted: set[str]) -> dict[str, Mapping[str, Any]]:
    """Return the account's own statuses that are wanted, by name.

    They are listed as far as the server does that (snac: the last 256); others are asked for.
    """
    found: dict[str, Mapping[str, Any]] = {}
    before, listed = "", set[str]()
    for _ in range(PAGES):
        more = f"&max_id={before}" if before else ""
        statuses = ask(web, f"v1/accounts/{account}/statuses?limit={PAGE}&exclude_reblogs=true{more}")
        some = list_statuses(statuses)
        if not {one["id"] for one in some} - listed:
            break
        listed |= {one["id"] for one in some}
        found |= {one["id"]: one for one in some}
        if wanted <= listed:
            break
        before = str(some[-1]["id"])
    missing = sorted(wanted - listed)
    others = tell_statuses(web, missing)
    if others is None:
        others = {name: one for name in missing if (one := read_status(web, name))}
    found |= others
    return {id: found[id] for id in found if id in wanted and str(found[id].get("visibility")) in PUBLIC}


def list_live(copies: Copies, post: str) -> set[str]:
    """Return the server's names of the answers that are known of a post."""
    known = copies.known.get(post, {})
    return {id.rpartition("/")[2] for id, answer in known.items() if answer.state != GONE}


def read_names(value: object) -> set[str]:
    """Return what the note of an earlier run names."""
    return {name for name in value if NAME.fullmatch(name)} if isinstance(value, dict) else set()


def tell_statuses(web: Web, names: list[str]) -> dict[str, Mapping[str, Any]] | None:
    """Return the statuses that are there, by name; None where a server cannot tell several at once."""
    found: dict[str, Mapping[str, Any]] = {}
    for start in range(0, len(names), ASKED):
        query = "&".join(f"id[]={name}" for name in names[start : start + ASKED])
        try:
            statuses = ask(web, f"v1/statuses?{query}")
        except RefusedError:
            return None
        if not isinstance(statuses, list):
            return None
        found |= {one["id"]: one for one in list_statuses(statuses)}
    return found


def read_status(web: Web, name: str) -> Mapping[str, Any] | None:
    """Return a status; None if it is gone, or not for us."""
    try:
        status = ask(web, f"v1/statuses/{name}")
    except RefusedError as error:
        if error.status in GONE_THERE:
            return None
        raise
    return next(iter(list_statuses([status])), None)


def walk(web: Web, root: str) -> Iterator[Mapping[str, Any]]:
    """Give all that was said below a status. Some servers tell what answers it directly, and no more."""
    waiting, asked, given = [root], set[str](), set[str]()
    while waiting:
        name = waiting.pop()
        if name in asked:
            continue
        asked.add(name)
        try:
            context = ask(web, f"v1/statuses/{name}/context")
        except RefusedError as error:
            if error.status in GONE_THERE:
                continue
            raise
        below = context.get("descendants") if isinstance(context, Mapping) else None
        some = list_statuses(below)
        above = {one.get("in_reply_to_id") for one in some}
        for one in some:
            if one["id"] not in given and one["id"] != root and len(given) < MOST:
                given.add(one["id"])
                yield one
            # None of those that answer it came with it.
            if one.get("replies_count") != 0 and one["id"] not in above and is_public(one):
                waiting.append(one["id"])


def list_statuses(values: object) -> list[Mapping[str, Any]]:
    """Return the statuses of a list, by names that no edit changes."""
    some = [one for one in values if is_status(one)] if isinstance(values, list) else []
    return [{**one, **{name: name_status(str(one.get(name) or "")) for name in NAMES}} for one in some]


def is_status(value: object) -> bool:
    """Say whether something is a status that can be named."""
    return (
        isinstance(value, Mapping)
        and isinstance(value.get("id"), str)
        and NAME.fullmatch(value["id"]) is not None
        and isinstance(value.get("account"), Mapping)
    )


def is_public(status: Mapping[str, Any]) -> bool:
    """Say whether everybody may read a status, and its author lets others show it."""
    account = status["account"]
    note = str(account.get("note") or "").lower()
    open_to = str(status.get("visibility")) in PUBLIC and not status.get("reblog")
    return open_to and account.get("noindex") is not True and not any(wish in note for wish in WISHES)


def describe(status: Mapping[str, Any]) -> str:
    """Return what another conversation, or another right to show it, would change of a status."""
    return f"{status.get('replies_count')} {status.get('edited_at')} {is_public(status)}"


def read_one(
    status: Mapping[str, Any], copies: Copies, known: Mapping[str, Mapping[str, Any]], me: str
) -> Answer:
    """Return a status as an answer."""
    account = status["account"]
    html = clean_html(str(status.get("content") or ""))
    warning = clean_name(str(status.get("spoiler_text") or ""))
    words = read_plain(html)
    above = status["in_reply_to_id"]
    ours = above in copies.own or not NAME.fullmatch(above)
    return Answer(
        name_answer(copies, status["id"]),
        copies.target.name,
        address=clean_address(status.get("url") or status.get("uri")),
        name=clean_name(str(account.get("display_name") or account.get("acct") or "")),
        page=clean_address(account.get("url")),
        date=str(status.get("created_at") or "").replace("Z", "+00:00"),
        lang=clean_language(status.get("language")),
        text=f"{warning}\n\n{words}" if warning else words,
        html=f"<p>{escape(warning, quote=False)}</p>{html}" if warning else html,
        answers="" if ours else name_answer(copies, above),
        own=str(account.get("id")) == me,
    )


def name_answer(copies: Copies, name: str) -> str:
    """Return the id of an answer: the server, and what it calls it."""
    return f"{str(copies.options['url']).partition('://')[2].rstrip('/')}/status/{name}"
