"""A spreadsheet of TAGS (Twitter Archiving Google Sheet) as CSV: `id_str,from_user,text,created_at,…`."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from html import unescape
from pathlib import PurePosixPath

from conversation.errors import ConversationError
from conversation.model import Answer
from guards.answers import parse_json

from .query import Query
from .stamps import read_stamp, write_stamp
from .tweets import REPEATED, expand, read_tweet

NEEDED = {"from_user", "text"}
_STATUS = re.compile(r"https?://(?:www\.)?(?:twitter|x)\.com/[^/]{1,60}/status(?:es)?/(\d{1,20})")
_NUMBER = re.compile(r"\d{5,20}")


def wants(path: PurePosixPath) -> bool:
    """Say whether a file of this name may be a spreadsheet."""
    return path.suffix.lower() in (".csv", ".tsv")


def fits(path: PurePosixPath, data: bytes) -> bool:
    """Say whether a file is a spreadsheet of TAGS."""
    first = data[:2_000].decode("utf-8-sig", "replace").partition("\n")[0]
    return wants(path) and all(name in first for name in NEEDED) and "id_str" in first


def read_entries(files: Mapping[str, bytes], query: Query) -> tuple[list[Answer], list[str]]:
    """Return what a spreadsheet has with a hashtag, and what is to be said of it."""
    found: list[Answer] = []
    repeated = unread = 0
    for name, data in files.items():
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise ConversationError(f"{name}:{line}: is not UTF-8. Save the sheet as CSV in UTF-8.") from None
        first = text.partition("\n")[0]
        sign = max(",;\t", key=first.count)
        try:
            for row in csv.DictReader(io.StringIO(text, newline=""), delimiter=sign):
                said = read_row(row, query)
                if said is None:
                    continue
                if said.text.startswith(REPEATED):
                    repeated += 1
                elif not said.id:
                    unread += 1
                else:
                    found.append(said)
        except csv.Error as error:
            raise ConversationError(f"{name}: is no CSV ({error}).") from None
    notes = []
    if repeated:
        notes.append(
            f"{repeated} only repeated what others wrote, and {'is' if repeated == 1 else 'are'} left out."
        )
    if unread:
        notes.append(f"{unread} {'has' if unread == 1 else 'have'} no number or author, and cannot be kept.")
    return found, notes


def read_row(row: Mapping[str, str | None], query: Query) -> Answer | None:
    """Return what a row says; None if it is not what is asked for. Its id is "" where it cannot be named."""

    def get(name: str) -> str:
        value = row.get(name)
        return value.strip() if isinstance(value, str) else ""

    moment = read_stamp(get("created_at")) or read_stamp(get("time"))
    try:
        entities = parse_json(get("entities_str")) if get("entities_str") else {}
    except ValueError:
        entities = {}
    text = expand(unescape(get("text")), {"entities": entities})
    if not query.covers(moment) or not query.is_said(text):
        return None
    # A program for spreadsheets makes 4.00286E+17 of a number; its address is as it was.
    address = _STATUS.match(get("status_url"))
    number = address[1] if address else get("id_str")
    above = get("in_reply_to_status_id_str")
    return read_tweet(
        number if _NUMBER.fullmatch(number) else "",
        get("from_user"),
        get("from_user_name") or get("from_user"),
        write_stamp(moment),
        text,
        above if _NUMBER.fullmatch(above) else "",
        get("lang") or "",
    )
