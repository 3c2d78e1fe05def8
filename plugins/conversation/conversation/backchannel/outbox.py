"""Mastodon's archive of an account: `actor.json`, and `outbox.json` with what it posted (ActivityPub)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from conversation.errors import ConversationError
from conversation.model import Answer
from conversation.sources.mastodon import WISHES
from conversation.text import clean_address, clean_language, clean_name
from guards.answers import parse_json

from .mastodon import join_words, name_uri, write_handle
from .query import Query
from .stamps import read_stamp, write_stamp

PUBLIC = {"https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"}


def wants(path: PurePosixPath) -> bool:
    """Say whether a file of this name is one of an archive."""
    return path.name in ("outbox.json", "actor.json")


def fits(path: PurePosixPath, data: bytes) -> bool:
    """Say whether a file is one of an archive."""
    return wants(path)


def read_entries(files: Mapping[str, bytes], query: Query) -> tuple[list[Answer], list[str]]:
    """Return what an account posted to everybody with a hashtag, and what is to be said of it."""
    found: list[Answer] = []
    notes: list[str] = []
    for name, data in files.items():
        if PurePosixPath(name).name != "outbox.json":
            continue
        beside = files.get(PurePosixPath(name).with_name("actor.json").as_posix(), b"{}")
        actor = read_object(beside, "actor.json")
        if any(wish in str(actor.get("summary") or "").lower() for wish in WISHES):
            notes.append("its author asks on their page not to be archived; nothing of it is kept.")
            continue
        items = read_object(data, name).get("orderedItems")
        closed = 0
        for item in items if isinstance(items, list) else ():
            note = item.get("object") if isinstance(item, Mapping) and item.get("type") == "Create" else None
            if not isinstance(note, Mapping) or not isinstance(note.get("id"), str):
                continue
            tags = [one.get("name") for one in list_parts(note.get("tag"))]
            if not query.covers(read_stamp(note.get("published"))) or not query.is_said("", tags):
                continue
            if PUBLIC.isdisjoint([*list_words(note.get("to")), *list_words(note.get("cc"))]):
                closed += 1
                continue
            found.append(read_note(note, actor))
        if closed:
            notes.append(
                f"{closed} with the hashtag {'is' if closed == 1 else 'are'} not for everybody, and left out."
            )
    return found, notes


def read_object(data: bytes, name: str) -> Mapping[str, Any]:
    """Return the object of JSON that a file is.

    Raises:
        ConversationError: It is none.
    """
    try:
        value = parse_json(data)
    except ValueError:
        value = None
    if not isinstance(value, Mapping):
        raise ConversationError(f"{name}: is no object of JSON.")
    return value


def list_parts(value: object) -> list[Mapping[str, Any]]:
    """Return the objects of a list, or the one that stands for it."""
    several = value if isinstance(value, list) else [value]
    return [one for one in several if isinstance(one, Mapping)]


def list_words(value: object) -> list[str]:
    """Return the texts of a list, or the one that stands for it."""
    several = value if isinstance(value, list) else [value]
    return [one for one in several if isinstance(one, str)]


def read_note(note: Mapping[str, Any], actor: Mapping[str, Any]) -> Answer:
    """Return a note as an entry."""
    page = clean_address(actor.get("url")) or clean_address(note.get("attributedTo"))
    account = str(actor.get("preferredUsername") or page.rpartition("/")[2])
    languages = note.get("contentMap")
    language = next(iter(languages), "") if isinstance(languages, Mapping) and len(languages) == 1 else ""
    pictures = [one.get("name") for one in list_parts(note.get("attachment"))]
    words = join_words(str(note.get("content") or ""), str(note.get("summary") or ""), pictures)
    above = note.get("inReplyTo")
    return replace(
        words,
        id=name_uri(note["id"]) or note["id"],
        target="",
        address=clean_address(note.get("url")) or clean_address(note["id"]),
        name=clean_name(str(actor.get("name") or account)),
        page=page,
        date=write_stamp(read_stamp(note.get("published"))),
        lang=clean_language(language),
        answers=name_uri(above) if isinstance(above, str) else "",
        handle=write_handle(account, page),
    )
