"""Twitter's archive of an account: `data/tweets.js` and `account.js`; until 2018 `data/js/tweets/…`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import PurePosixPath
from typing import Any

from conversation.errors import ConversationError
from conversation.model import Answer
from conversation.text import clean_address, clean_language, clean_name, clean_words, write_html
from guards.answers import parse_json

from .mastodon import clean_handle
from .query import Query
from .stamps import read_stamp, write_stamp

_TWEETS = re.compile(r"tweets?(?:-part\d+)?\.js")
_MONTH = re.compile(r"\d{4}_\d{2}\.js")
_NUMBER = re.compile(r"\d{1,20}")
_HEAD = 200
REPEATED = "RT @"
CUT = 120


def wants(path: PurePosixPath) -> bool:
    """Say whether a file of this name is one of an archive; those with letters and deleted ones are none."""
    month = _MONTH.fullmatch(path.name) and path.parent.name == "tweets"
    return bool(_TWEETS.fullmatch(path.name) or month) or path.name in (
        "account.js",
        "user_details.js",
        "note-tweet.js",
    )


def fits(path: PurePosixPath, data: bytes) -> bool:
    """Say whether a file is one of an archive."""
    return wants(path) and any(
        one in data[:_HEAD] for one in (b"window.YTD.", b"Grailbird", b"var user_details")
    )


def read_entries(files: Mapping[str, bytes], query: Query) -> tuple[list[Answer], list[str]]:
    """Return what an account wrote with a hashtag, and what is to be said of it."""
    account: Mapping[str, Any] = {}
    tweets: list[Mapping[str, Any]] = []
    longer: dict[str, str] = {}
    for name, data in files.items():
        kind = PurePosixPath(name).name
        for item in list_items(name, data):
            if kind in ("account.js", "user_details.js"):
                account = item.get("account", item)
            elif kind == "note-tweet.js":
                note = item.get("noteTweet")
                results = note.get("noteTweetResults") if isinstance(note, Mapping) else None
                if isinstance(note, Mapping) and isinstance(results, Mapping):
                    whole = str(results.get("text") or "")
                    longer[whole[:CUT]] = whole
            else:
                tweets.append(item.get("tweet", item))
    user = str(account.get("username") or account.get("screen_name") or "")
    called = str(account.get("accountDisplayName") or account.get("full_name") or user)
    found, repeated = [], 0
    for tweet in tweets:
        if not isinstance(tweet, Mapping):
            continue
        text = expand(str(tweet.get("full_text") or tweet.get("text") or ""), tweet)
        moment = read_stamp(tweet.get("created_at"))
        if not query.covers(moment) or not query.is_said(text):
            continue
        if text.startswith(REPEATED):
            repeated += 1
            continue
        # Of a long one, what it begins with stands where all others are.
        text = longer.get(text[:CUT], text) if len(text) > CUT else text
        writer = tweet.get("user") if isinstance(tweet.get("user"), Mapping) else {}
        assert isinstance(writer, Mapping)
        above = tweet.get("in_reply_to_status_id_str") or tweet.get("in_reply_to_status_id")
        found.append(
            read_tweet(
                str(tweet.get("id_str") or tweet.get("id") or ""),
                str(writer.get("screen_name") or user),
                str(writer.get("name") or called),
                write_stamp(moment),
                text,
                str(above or ""),
                tweet.get("lang"),
            )
        )
    if tweets and not user and not any(isinstance(one, Mapping) and one.get("user") for one in tweets):
        raise ConversationError(
            "account.js: is missing, so nobody knows who wrote these. Name the whole archive."
        )
    notes = [f"{repeated} only repeated what others wrote, and {'is' if repeated == 1 else 'are'} left out."]
    return [one for one in found if one.id], notes if repeated else []


def list_items(name: str, data: bytes) -> Iterator[Mapping[str, Any]]:
    """Give the objects of a file, which is a program that says one value.

    Raises:
        ConversationError: It says something else.
    """
    text = data.decode("utf-8-sig", "replace")
    try:
        value = parse_json(text.partition("=")[2].strip().rstrip(";"))
    except ValueError:
        raise ConversationError(f"{name}: is no file of Twitter's archive.") from None
    several = value if isinstance(value, list) else [value]
    yield from (one for one in several if isinstance(one, Mapping))


def expand(text: str, tweet: Mapping[str, Any]) -> str:
    """Return the words of a tweet, with addresses in the place of what Twitter made of them."""
    entities = tweet.get("entities")
    for kind in ("urls", "media"):
        several = entities.get(kind) if isinstance(entities, Mapping) else None
        for one in several if isinstance(several, list) else ():
            short = one.get("url") if isinstance(one, Mapping) else None
            if isinstance(short, str) and short.startswith(("https://t.co/", "http://t.co/")):
                whole = clean_address(one.get("expanded_url")) if kind == "urls" else "[Picture]"
                text = text.replace(short, whole or short, 3)
    return unescape(text)


def read_tweet(
    number: str, user: str, called: str, date: str, text: str, above: str, language: object = ""
) -> Answer:
    """Return a tweet as an entry; its id is "" if it has no number or author."""
    user, words = clean_handle(user), clean_words(text)
    good = bool(_NUMBER.fullmatch(number)) and bool(user)
    return Answer(
        name_tweet(number) if good else "",
        address=f"https://twitter.com/{user}/status/{number}" if good else "",
        name=clean_name(called) or user,
        page=f"https://twitter.com/{user}" if good else "",
        date=date,
        lang=clean_language(language)
        if language not in ("und", "zxx", "qme", "qht", "qam", "qct", "qst")
        else "",
        text=words,
        html=write_html(words),
        answers=name_tweet(above) if _NUMBER.fullmatch(above) else "",
        handle=f"@{user}" if user else "",
    )


def name_tweet(number: str) -> str:
    """Return the id of a tweet, without its author's name."""
    return f"twitter.com/status/{number}"
