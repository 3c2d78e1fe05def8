"""Words for “not yet”: what looks like a draft stays at home, whatever tool its author comes from."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

STATES = ("published", "draft", "hidden", "skip")
YES = {"true", "yes", "on", "1", "y"}
NO = {"false", "no", "off", "0", "n"}
# Lines that say, where they are true, that a post is not for readers; such that it is; such as only matter
# where they are false.
HELD = (
    "draft",
    "drafts",
    "is_draft",
    "isdraft",
    "wip",
    "private",
    "unpublished",
    "hidden",
    "unlisted",
    "embargo",
    "todo",
)
FREE = ("published", "publish", "public")
OFF = ("dg-publish", "ready", "render", "permalink", "listed", "visible")
# Lines with the day from which a post may be read, and to which.
FROM = (
    "publishdate", "publish-date", "publish_date", "date-published", "pubdate", "published_at", "publish_at",
    "scheduled", "embargo_until",
)  # fmt: skip
UNTIL = ("expirydate", "expires", "expiry-date", "unpublishdate")
WORDS = {"draft", "drafts", "wip", "unpublished", "todo", "work in progress", "do not publish", "not yet"}
# What a line of any name can have for its whole value; but titles and summaries are sentences.
VALUES = WORDS | {"pending", "private", "in review", "embargoed"}
SENTENCES = ("title", "summary", "slug", "short", "authors", "author", "tags", "status")
NUMBERED = r"(?:\s*v?\d+)?"
TITLE = re.compile(
    rf"(?i:\W*(?:draft|wip|todo|tbd|untitled|unpublished|work in progress){NUMBERED}\W*"
    r"|\W*(?:(?:first|rough|working|early)\s+)?"
    r"(?:draft|wip|todo|unpublished|work in progress|do not publish)"
    rf"{NUMBERED}\s*(?:[\])}}:.–—]|\s-\s).*"
    rf"|.*[\[({{]\s*(?:draft|wip|unpublished|work in progress|not yet){NUMBERED}\s*[\])}}]\W*"
    rf"|.*\s[-–—]\s*draft{NUMBERED}\W*)"
    r"|\W*(?:DRAFT|WIP)\b.*|.*\b(?:DRAFT|WIP)\W*"
)
FILE = re.compile(r"_?(?i:draft)|_(?i:draft)\b.*|.*\.(?i:draft)|(?:.*\W)?(?:DRAFT|WIP)(?:\W.*)?")


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
    if "status" in metadata and not status:
        return Verdict(
            "draft",
            "status",
            'the line "Status:" is empty: the post stays at home. Write "draft" or "published".',
        )
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
    for words, held in ((HELD, True), (FREE, False), (OFF, False)):
        for word in words:
            if word not in metadata:
                continue
            text = read_text(metadata[word])
            said = True if text.lower() in YES else False if text.lower() in NO else None
            if (said is not None and said != held) or (words == OFF and said is None):
                continue
            verdict = Verdict("draft")
            if said is None or word not in ("draft", "published", "publish") or status == "published":
                message = (
                    f'"{word.title()}: {text}" may mean that this is not for readers yet: the post stays at '
                    'home. Write "Status: draft" or "Status: published" instead.'
                )
                verdict = Verdict("draft", word, message)
            verdicts.append(verdict)
    for word, value in metadata.items():
        text = "" if word.startswith(SENTENCES) else read_text(value)
        if text.lower() in VALUES and not verdicts:
            message = (
                f'"{word.title()}: {text}" may mean that this is not for readers yet: the post stays at '
                'home. Write "Status: draft" or "Status: published".'
            )
            if status != "published":
                verdicts.append(Verdict("draft", word, message))
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
                day = datetime.fromisoformat(text)
                day = day.astimezone().replace(tzinfo=None) if day.tzinfo else day
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
    *folders, file = path.split("/")
    place = next((name for name in folders if re.sub(r"^\d+-", "", name.lower()).strip("_") in WORDS), "")
    stem = file.rpartition(".")[0]
    title = read_text(metadata.get("title"))
    # Pelican has something else there where a line is empty.
    tags = metadata.get("tags")
    names = [str(tag) for tag in tags] if isinstance(tags, list) else []
    tag = next((name for name in names if name.lower().lstrip("#").rpartition("/")[2] in WORDS), "")
    if place:
        word, what = "title", f'it is in a folder "{place}"'
    elif FILE.fullmatch(stem):
        word, what = "title", f'its file is called "{file}"'
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
