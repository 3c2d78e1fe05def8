"""A WordPress site, over its REST API and with an application password (WordPress 5.6 or later)."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from html import escape, unescape
from pathlib import Path
from typing import Any

from ..errors import BlockedError, RefusedError, SettingsError, UnansweredError, UnavailableError
from ..files import hash_text
from ..links import read_version, replace_links
from ..model import Delivery, Holding, Image, Rooms, TargetSettings
from ..settings import read_options
from ..wxr import block

OPTIONS = {"url": "", "user": "", "status": "publish"}
STATES = ("publish", "pending", "draft")


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
        """Look for the copy by its address, then by its marker, in every state but the trash."""
        everything = {"status": "any", "context": "edit", "per_page": "100"}
        by_slug = self.api.get("posts", slug=delivery.post.slug, **everything)
        for post in [*by_slug, *self.api.get("posts", search=delivery.marker, **everything)]:
            if read_version(raw(post, "content"), delivery.marker) is not None:
                found = describe(post, delivery)
                changed = found.version == delivery.version and not says_the_same(post, delivery)
                return replace(found, stored="changed there") if changed else found
        link = f'href="{escape(delivery.post.url)}"'
        for post in by_slug:
            if link in raw(post, "content") and "data-partwork=" not in raw(post, "content"):
                return describe(post, delivery)
        return None

    def create(self, delivery: Delivery) -> Holding:
        """Make the post, after its images and tags."""
        post = delivery.post
        if self.status == "publish" and not self.api.may("publish_posts"):
            raise RefusedError(
                f'{self.user} may not publish at {self.url}. Set "status": "pending", so that an editor '
                "there does, or ask for the role of author"
            )
        content, fields, notes = self.prepare(delivery)
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
        return self.send("posts", {**fields, "content": content}, delivery, notes)

    def update(self, delivery: Delivery, known: Holding, overwrite: bool) -> Holding:
        """Replace text, title, excerpt and tags of the post, if it is as we left it."""
        try:
            post = self.api.get(f"posts/{known.id}", context="edit")
        except RefusedError as error:
            if error.status not in {401, 403, 404, 410}:
                raise
            raise BlockedError(f"{known.url} is no longer there or no longer ours: {error}") from None
        if post["status"] == "trash":
            raise BlockedError(f"{known.url} is in the partner's trash. Ask the partner, or leave it there.")
        if describe(post, delivery).stored != known.stored and not overwrite:
            raise BlockedError(
                f"{known.url} was changed there since we sent it. Take the change over into your post, "
                "then publish with --overwrite",
                f"{unescape(raw(post, 'title'))}\n\n{plain_text(raw(post, 'content'))}",
            )
        content, fields, notes = self.prepare(delivery)
        fields["tags"] = sorted({*post["tags"], *self.find_tags(delivery.post.tags, notes)})
        return self.send(f"posts/{known.id}", {**fields, "content": content}, delivery, notes)

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
            holding.id, holding.url, holding.public, delivery.version, holding.stored, tuple(notes)
        )

    def mirror_image(self, image: Image, notes: list[str]) -> str | None:
        """Return where the site shows an image, uploading it if it has not got it yet."""
        name = f"partwork-{image.sha256[:24]}"
        if name not in self.media:
            found = self.api.get("media", slug=name, per_page="1")
            if not found:
                try:
                    found = [self.upload_image(image, name)]
                except RefusedError as error:
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
            found = self.api.get(kind, search=escape(name, quote=False), per_page="100")
            ids = [term["id"] for term in found if unescape(term["name"]).casefold() == name.casefold()]
            self.terms[kind, name] = ids[0] if ids else None
        return self.terms[kind, name]


class Api:
    """The REST API as one user; it is there and knows the user, or this cannot be made."""

    def __init__(self, url: str, user: str, secret: str) -> None:
        """Verify address and credentials: public answers come even with wrong ones, this one does not."""
        from .web import Web

        self.web = Web(url, user, secret)
        self.pretty = True
        try:
            try:
                me = self.get("users/me", context="edit")
            except RefusedError:
                self.pretty = False
                me = self.get("users/me", context="edit")
            self.capabilities = dict(me["capabilities"])
        except RefusedError as error:
            raise UnavailableError(
                f"{error}. Is this the address of a WordPress site, its REST API switched on, and is {user} "
                "a user there with an application password?"
            ) from None
        except (KeyError, TypeError, ValueError):
            raise UnavailableError(
                f"{url} answers, but not as WordPress does. Is the address right?"
            ) from None

    def may(self, capability: str) -> bool:
        """Say whether the user may do something."""
        return bool(self.capabilities.get(capability))

    def get(self, path: str, **params: str) -> Any:
        """Ask for something."""
        address, more = self.route(path)
        try:
            return read_json(self.web.get(address, {**more, **params}).text)
        except ValueError:
            raise RefusedError(f"{self.web.url} answers with something else than JSON") from None

    def post(self, path: str, **body: Any) -> Any:
        """Make or change something."""
        address, more = self.route(path)
        try:
            return read_json(self.web.post(address, more, **body).text)
        except ValueError:
            raise UnansweredError(
                f"{self.web.url} answers with something else than JSON. "
                "Publish again: it is asked first, so that nothing is sent twice."
            ) from None

    def route(self, path: str) -> tuple[str, dict[str, str]]:
        """Return address and query of a path, which depend on the site's permalinks."""
        return (f"/wp-json/wp/v2/{path}", {}) if self.pretty else ("/", {"rest_route": f"/wp/v2/{path}"})


def read_json(text: str) -> Any:
    """Read an answer; plugins of the site may have printed warnings before it."""
    start = re.search(r"^[\[{]", text, re.MULTILINE)
    return json.loads(text[start.start() :] if start else text)


def raw(post: Mapping[str, Any], field: str) -> str:
    """Return a field of a post as the site stores it."""
    value = post.get(field)
    return str(value.get("raw", "")) if isinstance(value, Mapping) else ""


def describe(post: Mapping[str, Any], delivery: Delivery) -> Holding:
    """Return what the site holds."""
    content = raw(post, "content")
    version = read_version(content, delivery.marker) or ""
    stored = hash_text(raw(post, "title"), content, raw(post, "excerpt"))
    return Holding(str(post["id"]), str(post["link"]), post["status"] == "publish", version, stored)


def says_the_same(post: Mapping[str, Any], delivery: Delivery) -> bool:
    """Say whether a copy that bears our version has our words; if not, it was changed there."""
    texts = [plain_text(raw(post, "content")), delivery.post.text]
    first, second = (re.sub(r"\s*<https?://[^>]*>|\s+", " ", text).split() for text in texts)
    return first == second


def plain_text(html: str) -> str:
    """Return stored HTML as plain text."""
    from ..copy import parse
    from ..plaintext import write_text

    return write_text(parse(html))
