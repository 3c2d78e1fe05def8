"""Words for “not yet”: what looks like a draft stays at home, whatever tool its author comes from."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

STATES = ("published", "draft", "hidden", "skip")
YES = {"true", "yes", "on", "1", "y", ""}
NO = {"false", "no", "off", "0", "n"}
# Lines that say, where they are true, that a post is not for readers, and such that it is.
HELD = (
    "draft",
    "drafts",
    "wip",
    "private",
    "unpublished",
    "hidden",
    "unlisted",
    "embargo",
    "embargoed",
    "todo",
)
FREE = ("published", "publish", "public")
# Lines with the day from which a post may be read, and to which.
FROM = ("publishdate", "publish-date", "publish_date", "date-published", "pubdate")
UNTIL = ("expirydate", "expires", "expiry-date", "unpublishdate")
WORDS = {"draft", "drafts", "wip", "unpublished", "todo", "work in progress", "do not publish", "not yet"}
TITLE = re.compile(
    r"\W*(?:draft|wip|todo|unpublished|work in progress|do not publish)\s*[\])}:.–—-].*"
    r"|.*[\[({](?:draft|wip|unpublished|work in progress)[\])}]\W*",
    re.IGNORECASE,
)


class Verdict(NamedTuple):
    """What a post says of its state.

    Attributes:
        status: The status that it gets; "" for the one that it has.
        word: What in its header says so, as it stands there; "" if all is clear.
        message: What is in doubt, and what to write.
    """

    status: str = ""
    word: str = ""
    message: str = ""


def judge(metadata: Mapping[str, Any], path: str, now: datetime) -> Verdict:
    """Say whether a post waits, though Pelican would publish it.

    Args:
        metadata: The lines of its header, by their names in lower case.
        path: Its file, from the content folder.
        now: The time, without a time zone.
    """
    status = read_text(metadata.get("status"))
    if status and status.lower() not in STATES:
        message = f'"{status}" is none of {", ".join(STATES[:3])}: the post stays at home.'
        return Verdict("draft", "status", message)
    for verdict in (*judge_flags(metadata, status.lower()), *judge_days(metadata, now)):
        if verdict.status:
            return verdict
    if not status:
        return judge_looks(metadata, path)
    return Verdict()


def judge_flags(metadata: Mapping[str, Any], status: str) -> list[Verdict]:
    """Judge lines that say yes or no, such as `Draft: true` and `Published: false`."""
    verdicts = []
    for words, held in ((HELD, True), (FREE, False)):
        for word in words:
            if word not in metadata:
                continue
            text = read_text(metadata[word])
            said = True if text.lower() in YES else False if text.lower() in NO else None
            if said is not None and said != held:
                continue
            verdict = Verdict("draft")
            if said is None or word not in ("draft", "published", "publish") or status == "published":
                message = (
                    f'"{word.title()}: {text}" may mean that this is not for readers yet: the post stays at '
                    'home. Write "Status: draft" or "Status: published" instead.'
                )
                verdict = Verdict("draft", word, message)
            verdicts.append(verdict)
    return verdicts


def judge_days(metadata: Mapping[str, Any], now: datetime) -> list[Verdict]:
    """Judge lines that say from when to when a post may be read."""
    verdicts = []
    for words, sign in ((FROM, 1), (UNTIL, -1)):
        for word in words:
            text = read_text(metadata.get(word))
            if not text:
                continue
            try:
                day = datetime.fromisoformat(text).replace(tzinfo=None)
                late = (day - now).total_seconds() * sign > 0
            except ValueError:
                late = True
            if late:
                message = (
                    f'"{word.title()}: {text}" may mean that this is not for readers now: the post stays at '
                    'home. Write "Date:" with the day from which it may be read, or "Status: draft".'
                )
                verdicts.append(Verdict("draft", word, message))
    return verdicts


def judge_looks(metadata: Mapping[str, Any], path: str) -> Verdict:
    """Judge what has no line about its state, by its place, its title and its tags."""
    folders = path.lower().split("/")[:-1]
    place = next((folder for folder in folders if folder.strip("_") in ("draft", "drafts")), "")
    title = read_text(metadata.get("title"))
    # Pelican has something else there where a line is empty.
    tags = metadata.get("tags")
    names = [str(tag) for tag in tags] if isinstance(tags, list) else []
    tag = next((name for name in names if name.lower() in WORDS), "")
    if place:
        word, what = "title", f'it is in a folder "{place}"'
    elif TITLE.fullmatch(title):
        word, what = "title", f'its title is "{title}"'
    elif tag:
        word, what = "tags", f'it has the tag "{tag}"'
    else:
        return Verdict()
    state = 'Write "Status: draft" or "Status: published".'
    return Verdict("draft", word, f"this looks like a draft, since {what}: it stays at home. {state}")


def read_text(value: object) -> str:
    """Return a value of the metadata as one text."""
    if isinstance(value, list | tuple):
        return " ".join(map(str, value)).strip()
    return "" if value is None else str(value).strip()
