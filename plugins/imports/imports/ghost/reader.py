"""An export of Ghost (its tables as JSON, `/ghost/api/admin/db/`) → an `Import`."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, tzinfo
from typing import Any
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from guards.answers import parse_json
from guards.paths import PathError, find_inside

from ..errors import ImportingError
from ..markup.addresses import name_of, read_url
from ..markup.converter import convert
from ..markup.finds import Finds
from ..markup.harmless import write_plain
from ..markup.text import Text
from ..markup.tree import classes_of
from ..model import Image, Import, Post
from ..sources import Source

_BEGIN = re.compile(rb'\s*\{\s*"(?:db|meta|data)"\s*:')
# For the address of the blog, which an export does not have.
_HERE = re.compile(r"__GHOST_URL__|%%GHOST_URL%%")
_DROPPED = {
    "kg-toggle-card-icon",
    "kg-audio-thumbnail",
    "kg-signup-card",
    "kg-audio-player",
    "kg-video-player",
}
Row = dict[str, Any]


def fits(source: Source) -> bool:
    """Say whether Ghost made it: a JSON file, or a folder or ZIP file with one."""
    return bool(_BEGIN.match(source.head)) or _find_export(source) != ""


def _find_export(source: Source) -> str:
    names = (name for name in source.names if name.endswith(".json") and name.count("/") < 3)
    return next((name for name in names if _BEGIN.match(source.read(name)[:1000])), "")


def read(source: Source) -> Import:
    """Return what is in an export.

    Raises:
        ImportingError: It cannot be read at all.
    """
    inside = "" if _BEGIN.match(source.head) else _find_export(source)
    name = inside or source.name
    try:
        data = parse_json(source.text(inside))
        data = data["db"][0] if "db" in data else data
        tables = data["data"]
        posts = tables["posts"]
    except (KeyError, IndexError, TypeError, ValueError) as error:
        message = f"{name} is no whole export of Ghost ({str(error)[:80]}). Export it again."
        raise ImportingError(message) from None

    def read_file(path: str) -> bytes:
        if inside or source.is_folder:
            return source.read(path)
        try:
            return Source(find_inside(source.path.parent, path)).read()
        except PathError as error:
            raise ImportingError(str(error)) from None

    blog = _Blog(name, tables, read_file, source.fetch)
    whole = Import("Ghost", name, people=blog.people)
    whole.posts = [blog.make_post(row) for row in posts if isinstance(row, dict)]
    return whole


class _Blog:
    """The tables of a blog, by the ids that lead from one to the other."""

    def __init__(
        self,
        name: str,
        tables: Row,
        read_file: Callable[[str], bytes],
        fetch: Callable[[str], bytes] | None,
    ) -> None:
        self.name = name
        self.fetch = fetch
        self.read_file = read_file
        rows = {
            key: [row for row in table if isinstance(row, dict)]
            for key, table in tables.items()
            if isinstance(table, list)
        }
        users = {row.get("id"): row for row in rows.get("users", [])}
        tags = {row.get("id"): row for row in rows.get("tags", [])}
        self.authors = _join(rows.get("posts_authors", []), "author_id", users)
        self.tags = _join(rows.get("posts_tags", []), "tag_id", tags)
        self.more = {row.get("post_id"): row for row in rows.get("posts_meta", [])}
        self.people = {
            _say(user, "name"): {"url": read_url(_say(user, "website")), "about": _on_line(_say(user, "bio"))}
            for user in users.values()
        }
        self.users = users
        settings = {row.get("key"): row.get("value") for row in rows.get("settings", [])}
        self.zone: tzinfo = UTC
        with suppress(ValueError, OSError):
            self.zone = ZoneInfo(str(settings.get("timezone") or "UTC"))

    def make_post(self, row: Row) -> Post:
        """Return a post or page."""
        id, slug = str(row.get("id", "")), _say(row, "slug")
        finds = Finds(f"{self.name}, {slug or id}")
        html = _HERE.sub("", _say(row, "html"))
        text = Text(finds, make_image=self.make_image, drop=_is_furniture, tell=_explain)
        body = convert(html, text)
        written = _say(row, "lexical") or _say(row, "mobiledoc")
        if not html and '"text"' in written:
            finds.lose(
                "this text is not in the export as HTML: open and save it in Ghost, and export again", 0
            )
        public = self._is_public(row, finds)
        more = self.more.get(row.get("id"), row)
        cover = None
        if picture := _HERE.sub("", _say(row, "feature_image") or _say(row, "image")):
            cover = finds.number(picture, self.make_image)
            caption = write_plain(_say(more, "feature_image_caption"))
            if caption:
                finds.lose(f'the caption of the picture that stands for it was left out: "{caption[:80]}"', 0)
        if other := _say(row, "canonical_url"):
            finds.lose(f"it named {other[:200]} as the place where it was first", 0)
        if _say(row, "codeinjection_head") or _say(row, "codeinjection_foot"):
            finds.lose("code that was put into its page was left out", 0)
        authors = self.authors.get(row.get("id"), []) or [self.users.get(row.get("author_id"), {})]
        tags = self.tags.get(row.get("id"), [])
        page = row.get("type") == "page" or row.get("page") in (1, True)
        return Post(
            f"ghost:{_say(row, 'uuid') or id}",
            _say(row, "title"),
            body,
            finds.name,
            slug,
            self.read_date(row.get("published_at") or row.get("created_at")),
            self.read_date(row.get("updated_at")) if public else None,
            tuple(filter(None, (_say(author, "name") for author in authors))),
            tuple(_say(tag, "name") for tag in tags if not _say(tag, "name").startswith("#")),
            _say(row, "custom_excerpt"),
            status="published" if public else "draft",
            page=page,
            former=(f"/{slug}/",) if public and slug else (),
            addresses=(f"/{slug}/",) if slug else (),
            cover=cover,
            images=finds.images,
            losses=finds.losses,
            notes=len(text.marks),
        )

    def _is_public(self, row: Row, finds: Finds) -> bool:
        """Say whether everybody could read a post; what is kept back is told."""
        status, visibility = _say(row, "status"), _say(row, "visibility") or "public"
        if status == "scheduled":
            finds.lose("this was to be published later, and is a draft now", 0)
        elif status == "sent":
            finds.lose("this was sent as a newsletter alone, and is a draft now", 0)
        elif status == "published" and visibility != "public":
            finds.lose(f"this was for some readers alone ({visibility}), and is a draft now", 0)
        return status == "published" and visibility == "public"

    def make_image(self, address: str) -> Image:
        """Return the picture at an address; Ghost's smaller ones are of the same file."""
        full = re.sub(r"/content/images/size/w\d+(?:h\d+)?/", "/content/images/", address)

        def load() -> bytes:
            path = unquote(urlsplit(full).path).lstrip("/")
            if "content/images/" not in path or full.startswith("http"):
                if self.fetch is None:
                    raise ImportingError("is on another site: ask for it with --fetch")
                return self.fetch(full)
            path = path[path.index("content/images/") :]
            for name in (path, path.removeprefix("content/"), f"data/{path}"):
                try:
                    return self.read_file(name)
                except ImportingError:
                    continue
            raise ImportingError('is not in a folder "content/images" beside the export')

        return Image(full, name_of(full), load)

    def read_date(self, value: object) -> datetime | None:
        """Return a date in the time zone of the blog."""
        try:
            if isinstance(value, int | float):
                return datetime.fromtimestamp(value / 1000, UTC).astimezone(self.zone)
            date = datetime.fromisoformat(str(value or "").replace("Z", "+00:00"))
        except (ValueError, OverflowError, OSError):
            return None
        return (date if date.tzinfo else date.replace(tzinfo=UTC)).astimezone(self.zone)


def _join(rows: list[Row], key: str, others: dict[Any, Row]) -> dict[Any, list[Row]]:
    """Return for each post what a table of pairs says of it, in its order."""
    joined: dict[Any, list[Row]] = {}
    for row in sorted(rows, key=lambda one: one.get("sort_order") or 0):
        if row.get(key) in others:
            joined.setdefault(row.get("post_id"), []).append(others[row.get(key)])
    return joined


def _on_line(text: str) -> str:
    return " ".join(text.split())


def _say(row: Row, key: str) -> str:
    value = row.get(key)
    return value.strip() if isinstance(value, str) else ""


def _is_furniture(node: Any) -> bool:
    return bool(classes_of(node) & _DROPPED)


def _explain(comment: str) -> str:
    return "from here on only members could read" if comment == "members-only" else ""
