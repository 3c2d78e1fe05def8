"""A WordPress site, over its REST API and with an application password (WordPress 5.6 or later)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from html import escape, unescape
from pathlib import Path
from typing import Any

from ..contract import Rooms, TargetSettings
from ..errors import BlockedError, RefusedError, SettingsError, UnansweredError
from ..files import hash_text
from ..links import replace_links
from ..mark import is_edited, read_mark
from ..model import Delivery, Holding, Image
from ..settings import read_options
from ..wxr import block
from .wordpress_api import Api

OPTIONS = {"url": "", "user": "", "status": "publish"}
STATES = ("publish", "pending", "draft")
# What is answered about a post that is no longer there, or no longer ours.
GONE = {401, 403, 404, 410}


def open_target(settings: TargetSettings, rooms: Rooms, secret: Callable[[], str]) -> WordPressTarget:
    """Return the target of `{"kind": "wordpress", "url": …, "user": …, "status": "publish"}`."""
    from .web import check_address

    options = read_options(settings, OPTIONS)
    where = f'SYNDICATION_TARGETS["{settings.name}"]'
    if options["status"] not in STATES:
        raise SettingsError(
            f'{where}: "status" must be one of {", ".join(STATES)}, not {options["status"]!r}.'
        )
    url = check_address(options["url"], where)
    return WordPressTarget(url, options["user"], options["status"], rooms.output, secret)


class WordPressTarget:
    """Posts of one user on one WordPress site."""

    def __init__(self, url: str, user: str, status: str, output: Path, secret: Callable[[], str]) -> None:
        """Take what the settings say; nobody is asked before there is something to send."""
        self.url = url
        self.user = user
        self.status = status
        self.output = output
        self.secret = secret
        self.terms: dict[tuple[str, str], int | None] = {}
        self.media: dict[str, str] = {}

    def holds(self, holding: Holding) -> bool:
        """Trust the receipt: looking would need the network."""
        return True

    def find(self, delivery: Delivery) -> Holding | None:
        """Look for the copy by its address, then by its marker: in every state, and whoever owns it now."""
        slug, marker, link = delivery.post.slug, delivery.marker, f'href="{escape(delivery.post.url)}"'
        by_slug = self.list_posts(slug=f"{slug},{slug}-2,{slug}__trashed")
        posts = [self.open_post(post) for post in [*by_slug, *self.list_posts(search=marker)]]
        ours = [post for post in posts if read_mark(content(post), marker)]
        if not ours:
            found = [post for post in posts[: len(by_slug)] if link in content(post)]
            ours = [post for post in found if "data-partwork=" not in content(post)]
        if not ours:
            return None
        post = next((post for post in ours if post["status"] != "trash"), ours[0])
        if post["status"] == "trash":
            raise in_trash(str(post["link"]))
        mark = read_mark(content(post), marker)
        return replace(describe(post, delivery), edited=mark is not None and is_edited(content(post), mark))

    def list_posts(self, **params: str) -> list[Mapping[str, Any]]:
        """Return posts as their readers see them: only so is everybody's listed."""
        return self.api.list("posts", status="any,trash", **params)

    def open_post(self, post: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return a post as it is stored, if we may edit it; else as it was listed."""
        if "data-partwork=" not in content(post) and not post["content"].get("protected"):
            return post
        try:
            stored: Mapping[str, Any] = self.api.get(f"posts/{post['id']}", context="edit")
        except RefusedError as error:
            if error.status not in GONE:
                raise
            return post
        return stored

    def create(self, delivery: Delivery) -> Holding:
        """Make the post, after its images and tags."""
        post = delivery.post
        if self.status == "publish" and not self.api.may("publish_posts"):
            raise RefusedError(
                f'{self.user} may not publish at {self.url}. Set "status": "pending", so that an editor '
                "there does, or ask for the role of author"
            )
        html, fields, notes = self.prepare(delivery)
        moment = datetime.fromisoformat(post.published).astimezone(UTC)
        fields |= {
            "slug": post.slug,
            "status": self.status,
            "date_gmt": moment.strftime("%Y-%m-%dT%H:%M:%S"),
            "tags": self.find_tags(post.tags, notes),
        }
        category = self.find_term("categories", post.category) if post.category else None
        if category:
            fields["categories"] = [category]
        return self.send("posts", {**fields, "content": html}, delivery, notes)

    def update(self, delivery: Delivery, known: Holding, overwrite: bool) -> Holding:
        """Replace text, title, excerpt and tags of the post, if it is as we left it."""
        try:
            post = self.api.get(f"posts/{known.id}", context="edit")
        except RefusedError as error:
            if error.status not in GONE:
                raise
            raise BlockedError(f"{known.url} is no longer there or no longer ours: {error}") from None
        if post["status"] == "trash":
            raise in_trash(known.url)
        if describe(post, delivery).stored != known.stored and not overwrite:
            raise BlockedError(
                f"{known.url} was changed there since we sent it. Take the change over into your post, "
                "then publish with --overwrite",
                f"{unescape(raw(post, 'title'))}\n\n{plain_text(raw(post, 'content'))}",
            )
        html, fields, notes = self.prepare(delivery)
        fields["tags"] = sorted({*post["tags"], *self.find_tags(delivery.post.tags, notes)})
        return self.send(f"posts/{known.id}", {**fields, "content": html}, delivery, notes)

    def close(self, deliveries: Sequence[Delivery]) -> None:
        """Nothing is left to do."""

    @cached_property
    def api(self) -> Api:
        """The site's API, its credentials verified."""
        return Api(self.url, self.user, self.secret())

    def prepare(self, delivery: Delivery) -> tuple[str, dict[str, Any], list[str]]:
        """Bring the images there.

        Returns:
            The content, what else is sent on every occasion, and what the author should know.
        """
        notes: list[str] = []
        urls = {}
        for image in delivery.post.images:
            if image.reuse:
                url = self.mirror_image(image, notes)
                urls[image.url] = url or image.url
        html = replace_links(delivery.post.html, lambda url: urls.get(url, url))
        title = escape(delivery.post.title, quote=False)
        return block(html), {"title": title, "excerpt": delivery.post.summary}, notes

    def send(self, path: str, fields: Mapping[str, Any], delivery: Delivery, notes: list[str]) -> Holding:
        """Create or update the post and say what the site made of it."""
        answer = self.api.post(path, json=dict(fields))
        holding = describe(answer, delivery)
        if not holding.version:
            notes.append(
                "the site's filter removed our mark, so this copy cannot be found without the ledger"
            )
        return Holding(
            holding.id, holding.url, holding.public, delivery.version, holding.stored, notes=tuple(notes)
        )

    def mirror_image(self, image: Image, notes: list[str]) -> str | None:
        """Return where the site shows an image, uploading it if it has not got it yet."""
        name = f"partwork-{image.sha256[:24]}"
        if name not in self.media:
            found = self.api.list("media", slug=name)
            if not found:
                try:
                    found = [self.upload_image(image, name)]
                except (RefusedError, UnansweredError) as error:
                    # WordPress says 500 to a type of file that it does not allow.
                    if isinstance(error, UnansweredError) and not error.code.startswith("rest_upload_"):
                        raise
                    notes.append(f"{image.path} was not taken, so the copy shows it from our site: {error}")
                    return None
            self.media[name] = str(found[0]["source_url"])
        return self.media[name]

    def upload_image(self, image: Image, name: str) -> Any:
        """Upload an image with its alt text, caption and credit."""
        try:
            data = (self.output / image.path).read_bytes()
        except OSError:
            data = b""
        if hashlib.sha256(data).hexdigest() != image.sha256:
            raise RefusedError(
                f"{self.output / image.path} is not as it was when the outbox was written. Build again"
            )
        caption = " ".join(filter(None, [image.caption, image.credit]))
        fields = {
            "slug": name,
            "title": image.alt or name,
            "alt_text": image.alt,
            "caption": escape(caption, quote=False),
        }
        return self.api.post(
            "media", data=fields, files={"file": (name + Path(image.path).suffix.lower(), data)}
        )

    def find_tags(self, tags: Sequence[str], notes: list[str]) -> list[int]:
        """Return the ids of tags, making those that are not there if we may."""
        ids = []
        for tag in tags:
            number = self.find_term("tags", tag)
            if number is None:
                try:
                    number = int(self.api.post("tags", json={"name": tag})["id"])
                    self.terms["tags", tag] = number
                except RefusedError as error:
                    notes.append(f'the tag "{tag}" is not there and was not made: {error}')
                    continue
            ids.append(number)
        return ids

    def find_term(self, kind: str, name: str) -> int | None:
        """Return the id of a tag or category by its name; None if there is none."""
        if (kind, name) not in self.terms:
            found = self.api.list(kind, search=escape(name, quote=False))
            ids = [term["id"] for term in found if unescape(term["name"]).casefold() == name.casefold()]
            self.terms[kind, name] = ids[0] if ids else None
        return self.terms[kind, name]


def raw(post: Mapping[str, Any], field: str) -> str:
    """Return a field of a post as the site stores it."""
    value = post.get(field)
    return str(value.get("raw", "")) if isinstance(value, Mapping) else ""


def content(post: Mapping[str, Any]) -> str:
    """Return the content of a post as the site stores it, or else as it shows it."""
    return raw(post, "content") or str(post["content"].get("rendered", ""))


def in_trash(url: str) -> BlockedError:
    """Return what stops us from making or changing a copy that the partner has thrown away."""
    return BlockedError(f"{url} is in the partner's trash. Ask the partner, or leave it there.")


def describe(post: Mapping[str, Any], delivery: Delivery) -> Holding:
    """Return what the site holds."""
    mark = read_mark(content(post), delivery.marker)
    stored = hash_text(raw(post, "title"), raw(post, "content"), raw(post, "excerpt"))
    return Holding(
        str(post["id"]), str(post["link"]), post["status"] == "publish", mark.version if mark else "", stored
    )


def plain_text(html: str) -> str:
    """Return stored HTML as plain text."""
    from ..plaintext import parse, write_text

    return write_text(parse(html))
