"""What WordPress's REST API says to everybody (`/wp-json/wp/v2/`) → a `Blog`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from guards.answers import parse_json

from ..errors import ImportingError
from ..markup.harmless import write_plain
from .blog import Answer, Attachment, Blog, Item, read_date

PAGE = 100
"""As many as WordPress lists at once."""

MOST = 1000
"""Pages of a list."""

Ask = Callable[[str], tuple[bytes, Mapping[str, str]]]
Row = dict[str, Any]


def read_blog(address: str, ask: Ask) -> Blog:
    """Return all that a blog shows to everybody.

    Args:
        address: The blog's.
        ask: Returns what is at an address, and the headers of the answer.

    Raises:
        ImportingError: There is no WordPress, or it does not say.
    """
    api = _Api(address, ask)
    blog = Blog(address, api.home)
    users: dict[Any, str] = {
        row.get("id"): write_plain(_say(row, "name")) for row in api.list("users", needed=False)
    }
    terms: dict[Any, str] = {
        row.get("id"): write_plain(_say(row, "name"))
        for kind in ("categories", "tags")
        for row in api.list(kind)
        if _say(row, "slug") != "uncategorized"
    }
    for row in api.list("media", needed=False):
        id = str(row.get("id"))
        blog.attachments[id] = Attachment(
            id,
            _say(row, "source_url"),
            str(row.get("post") or ""),
            write_plain(_render(row, "title")),
            _say(row, "alt_text"),
            _render(row, "caption"),
            str(((row.get("media_details") or {}).get("image_meta") or {}).get("credit") or ""),
        )
    answers: dict[Any, list[Answer]] = {}
    for row in api.list("comments", needed=False):
        answers.setdefault(row.get("post"), []).append(_read_answer(row))
    for kind in ("posts", "pages"):
        for row in api.list(kind):
            blog.items.append(_read_item(row, kind, users, terms, answers.get(row.get("id"), [])))
    if not users:
        blog.faults.append(("who wrote is not told there: add a line Authors: to the posts", 0))
    return blog


class _Api:
    """The API of a blog.

    Attributes:
        home: The blog's address, as it says itself.
    """

    def __init__(self, address: str, ask: Ask) -> None:
        self.ask = ask
        base = address.partition("?")[0].rstrip("/")
        base = re.sub(r"/wp-json(?:/.*)?$", "", base)
        reason = ""
        for start, first in ((f"{base}/wp-json", "?"), (f"{base}/?rest_route=", "&")):
            try:
                said = _parse(ask(f"{start}/")[0])
            except ImportingError as error:
                reason = reason or str(error)
                continue
            if isinstance(said, dict) and "wp/v2" in (said.get("namespaces") or []):
                self.start, self.first = f"{start}/wp/v2", first
                self.home = str(said.get("home") or base).rstrip("/")
                return
        reason = reason or "it has no REST API"
        raise ImportingError(
            f"{base} shows no WordPress whose posts could be asked for ({reason}). Export them there (Tools, "
            "Export), and import the file."
        )

    def list(self, kind: str, needed: bool = True) -> Iterator[Row]:
        """Give all rows of a list.

        Raises:
            ImportingError: It cannot be had and is needed.
        """
        for number in range(1, MOST + 1):
            options = urlencode({"per_page": PAGE, "page": number, "orderby": "id", "order": "asc"})
            try:
                data, headers = self.ask(f"{self.start}/{kind}{self.first}{options}")
                rows = _parse(data)
            except ImportingError as error:
                if needed:
                    raise ImportingError(f"{self.start}/{kind} {error}. Try again later.") from None
                return
            if not isinstance(rows, list):
                return
            yield from (row for row in rows if isinstance(row, dict))
            pages = headers.get("x-wp-totalpages", "")
            if len(rows) < PAGE and not (pages.isdecimal() and int(pages) > number):
                return


def _parse(data: bytes) -> Any:
    try:
        return parse_json(data)
    except ValueError:
        raise ImportingError("says something that is no JSON") from None


def _say(row: Row, key: str) -> str:
    value = row.get(key)
    return value.strip() if isinstance(value, str) else ""


def _render(row: Row, key: str) -> str:
    value = row.get(key)
    return _say(value, "rendered") if isinstance(value, dict) else ""


def _read_item(
    row: Row, kind: str, users: dict[Any, str], terms: dict[Any, str], answers: list[Answer]
) -> Item:
    content = row.get("content")
    named = [*(row.get("categories") or []), *(row.get("tags") or [])]
    excerpt = _render(row, "excerpt")
    text = _render(row, "content")
    item = Item(
        str(row.get("id")),
        kind.removesuffix("s"),
        _render(row, "title"),
        text,
        # Where nobody wrote one, WordPress takes the beginning of the text.
        "" if _is_beginning(write_plain(excerpt), write_plain(text)) else excerpt,
        1,
        _say(row, "link"),
        _say(row, "link"),
        _render(row, "guid"),
        _say(row, "slug"),
        _say(row, "status") or "publish",
        isinstance(content, dict) and content.get("protected") is True,
        read_date(_say(row, "date"), _say(row, "date_gmt")),
        read_date(_say(row, "modified"), _say(row, "modified_gmt")),
        (users[row["author"]],) if row.get("author") in users else (),
        tuple(terms[id] for id in named if id in terms),
        _say(row, "lang"),
        {"_thumbnail_id": [str(row["featured_media"])]} if row.get("featured_media") else {},
        answers,
    )
    item.rendered = True
    return item


def _is_beginning(excerpt: str, text: str) -> bool:
    words = re.sub(r"\s*(?:\[…\]|…|\[&hellip;\]|Continue reading.*)$", "", excerpt)
    return "".join(text.split()).startswith("".join(words.split())[:200])


def _read_answer(row: Row) -> Answer:
    return Answer(
        str(row.get("id")),
        write_plain(_say(row, "author_name")),
        _say(row, "author_url"),
        _render(row, "content"),
        read_date(_say(row, "date"), _say(row, "date_gmt")),
        str(row.get("parent") or "0"),
        "1",
        _say(row, "type") or "comment",
    )
