"""An answer, or what became of one, as a line of JSON; and how the lines of one answer are put together.

Lines may come in any order, because git's union merge puts those of two machines together as it likes. Each
line that a program writes says when, and has a hash of itself: a line whose hash is not right was edited by
hand, and what it says counts before all that programs wrote until then.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from guards.answers import parse_json

from .model import APPROVED, GONE, PENDING, STATES, Answer

TEXTS = (
    "id", "target", "kind", "address", "date", "lang", "text", "html", "answers", "state", "handle", "local",
)  # fmt: skip
# What is no part of a line that stands for an answer that is gone.
LEFT = ("id", "target", "answers", "state", "noted")


def read_line(line: str) -> dict[str, Any]:
    """Return what a line says.

    Raises:
        ValueError: It is no line of a conversation; the text says why.
    """
    data = parse_json(line)
    if not isinstance(data, dict):
        raise ValueError("is no object of JSON")
    if not isinstance(data.get("id"), str) or not data["id"]:
        raise ValueError('has no "id"')
    for name in (*TEXTS, "noted", "sum"):
        if not isinstance(data.get(name, ""), str):
            raise ValueError(f'has a "{name}" that is no text')
    if data.get("state", PENDING) not in STATES:
        raise ValueError(f'has the state "{data["state"]}", none of {", ".join(STATES)}')
    author = data.get("author", {})
    if not isinstance(author, dict) or not all(
        isinstance(author.get(key, ""), str) for key in ("name", "url")
    ):
        raise ValueError('has an "author" without "name" and "url"')
    heard = data.get("heard", [])
    if not isinstance(heard, list) or not all(isinstance(one, str) for one in heard):
        raise ValueError('has a "heard" that is no list of texts')
    return data


def write_line(data: Mapping[str, Any], noted: str, heard: Sequence[str] = ()) -> str:
    """Return a line with its time and its hash.

    Args:
        data: What it says.
        noted: When it is written.
        heard: Hashes of the lines written by hand that it comes after.
    """
    data = {**data, "noted": noted} | ({"heard": [*heard]} if heard else {})
    return json.dumps({**data, "sum": hash_line(data)}, ensure_ascii=False)


def describe(answer: Answer) -> dict[str, Any]:
    """Return an answer as its line has it."""
    more = {"handle": answer.handle, "local": answer.local}
    return {
        "id": answer.id,
        "target": answer.target,
        "kind": answer.kind,
        "address": answer.address,
        "author": {"name": answer.name, "url": answer.page},
        "date": answer.date,
        "lang": answer.lang,
        "text": answer.text,
        "html": answer.html,
        "answers": answer.answers,
        "state": answer.state,
        **{name: value for name, value in more.items() if value},
    } | ({"own": True} if answer.own else {})


def bury(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is left of an answer that is gone."""
    return {**{name: data[name] for name in LEFT if name in data and name != "noted"}, "state": GONE}


def has_words(data: Mapping[str, Any]) -> bool:
    """Say whether a line says more than that an answer is gone."""
    return not data.keys() <= {*LEFT, "sum", "heard"}


def hash_line(data: Mapping[str, Any]) -> str:
    """Return the hash of a line, of all but the hash that it has."""
    rest = {name: value for name, value in data.items() if name != "sum"}
    text = json.dumps(rest, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()[:12]


def is_by_hand(data: Mapping[str, Any]) -> bool:
    """Say whether somebody wrote or edited a line by hand; what was imported whole is no such line."""
    if "sum" in data:
        return bool(data["sum"] != hash_line(data))
    return "noted" in data or "text" not in data


def join_lines(lines: Iterable[Mapping[str, Any]]) -> tuple[Answer, list[str]]:
    """Return the answer that lines are about, and the hashes of those by hand that nothing follows."""
    lines = list(lines)
    heard = {one for line in lines for one in line.get("heard", ())}
    by_hand = {hash_line(line) for line in lines if is_by_hand(line)} - heard

    def order(line: Mapping[str, Any]) -> tuple[bool, bool, str, str]:
        digest = hash_line(line)
        return digest in by_hand, "noted" in line or is_by_hand(line), line.get("noted", ""), digest

    said: dict[str, Any] = {}
    for line in sorted(lines, key=order):
        said |= line
    author = said.get("author", {})
    texts = {name: said[name] for name in TEXTS if name in said}
    answer = Answer(
        **texts,
        name=author.get("name", ""),
        page=author.get("url", ""),
        own=said.get("own") is True,
    )
    if any(line.get("state") == GONE for line in lines):
        # Whatever a merge brought back.
        answer = Answer(answer.id, answer.target, answers=answer.answers, state=GONE)
    elif answer.state == APPROVED and not any("text" in line for line in lines):
        # A merge lost the answer, and nobody knows what was approved.
        answer = replace(answer, state=PENDING)
    return answer, sorted(by_hand)
