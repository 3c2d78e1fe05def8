"""A WordPress site, over its REST API and with an application password (WordPress 5.6 or later)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

from crosspost.contract import SPELLING, Finding, Rooms, TargetSettings
from crosspost.errors import BlockedError, RefusedError, SettingsError, SyndicationError
from crosspost.http.names import require_name, tell_of_stranger
from crosspost.model import Delivery, Holding, Post
from crosspost.options import read_options
from crosspost.placed import Placed
from crosspost.targets import KINDS
from crosspost.text.whose import is_ours, tell_gone, tell_unseen

from .account import check_account, explain_pending
from .api import GONE, Api
from .copies import (
    STORED,
    Survey,
    content,
    describe,
    edited_there,
    in_trash,
    is_changed,
    show,
)
from .doubles import is_gone, keep_first
from .fields import write_fields
from .media import Media
from .terms import Terms

STATES = ("publish", "pending", "draft")


def open_target(settings: TargetSettings, rooms: Rooms, secret: Callable[[], str]) -> WordPressTarget:
    """Return the target of `{"kind": "wordpress", "url": …, "user": …, "status": "publish"}`."""
    from crosspost.http.exchange import check_address

    options = read_options(settings, KINDS["wordpress"].options)
    where = f'SYNDICATION_TARGETS["{settings.name}"]'
    if options["status"] not in STATES:
        raise SettingsError(
            f'{where}: "status" must be one of {", ".join(STATES)}, not {options["status"]!r}.'
        )
    url = check_address(options["url"], where)
    return WordPressTarget(settings, url, options["user"], options["status"], rooms.output, secret)


class WordPressTarget:
    """Posts of one user on one WordPress site."""

    keeps: ClassVar[Mapping[str, str]] = {SPELLING: "the site writes its categories and tags as it has them"}

    def __init__(
        self,
        settings: TargetSettings,
        url: str,
        user: str,
        status: str,
        output: Path,
        secret: Callable[[], str],
    ) -> None:
        """Take what the settings say; nobody is asked before there is something to send."""
        self.settings = settings
        self.url = url
        self.user = user
        self.status = status
        self.output = output
        self.secret = secret
        self.surveys: dict[str, Survey] = {}
        self.tried: set[str] = set()
        self.said: set[str] = set()
        self.slugs: dict[str, str] = {}

    @cached_property
    def api(self) -> Api:
        """The site's API, its credentials verified."""
        return Api(self.url, self.user, self.secret(), self.settings)

    @cached_property
    def media(self) -> Media:
        """The site's images."""
        return Media(self.api, self.output)

    @cached_property
    def terms(self) -> Terms:
        """The site's categories and tags."""
        return Terms(self.api)

    def holds(self, holding: Holding) -> bool:
        """Trust the receipt: looking would need the network."""
        return True

    def find(self, delivery: Delivery) -> Holding | None:
        """Look for the copy among all posts that mention our site, which are asked for once in a run.

        They are asked for again if this run has tried to make the copy since.
        """
        host = urlsplit(delivery.post.url).netloc
        if host not in self.surveys or delivery.post.id in self.tried:
            self.surveys[host] = Survey(self.api, delivery.post.url)
            self.tried.clear()
        survey = self.surveys[host]
        ours = survey.find_ours(delivery)
        if ours:
            if ours[0]["status"] == "trash":
                raise in_trash(str(ours[0]["link"]))
            others = [str(post["link"]) for post in ours[1:] if not is_gone(post, delivery, self.api)]
            notes = [f"there is another copy of it, which the partner may remove: {link}" for link in others]
            notes += self.tell_draft(ours[0])
            edited = is_changed(ours[0], delivery.post)
            return replace(describe(ours[0], delivery.post), edited=edited, notes=tuple(notes))
        theirs = survey.find_theirs(delivery)
        return describe(theirs) if theirs else None

    def create(self, delivery: Delivery) -> Holding:
        """Make the post, and look whether somebody else made it at the same moment."""
        (kept,) = self.settle([(delivery, self.make(delivery))])
        if isinstance(kept, SyndicationError):
            raise kept
        return kept

    def make(self, delivery: Delivery) -> Holding:
        """Make the post, after its images, categories and tags."""
        post = delivery.post
        if self.status == "publish" and not self.api.may("publish_posts"):
            raise RefusedError(explain_pending(self.api))
        fields, placed, notes = self.prepare(delivery, {}, Placed())
        fields |= {"slug": post.slug, "status": self.status}
        self.tried.add(post.id)
        return self.send("posts", fields, delivery, placed, notes)

    def settle(self, made: Sequence[tuple[Delivery, Holding]]) -> Sequence[Holding | SyndicationError]:
        """Keep the first copies: two publishers may both have found nothing and made one each."""
        return keep_first(self.api, made, self.slugs, self.update)

    def update(self, delivery: Delivery, known: Holding, overwrite: bool) -> Holding:
        """Replace text, title and excerpt of the post, if it is as we left it; add what else is new."""
        post = self.open_copy(known, delivery.post)
        if post is None or post["status"] == "trash":
            if overwrite:
                return self.restore(delivery, known, overwrite)
            if post:
                raise BlockedError(f"{known.url} is in the partner's trash")
            raise BlockedError(tell_gone(known))
        if not overwrite:
            self.require_unchanged(post, known, "Take the change over into your post, then publish")
        fields, placed, notes = self.prepare(delivery, post, known.placed)
        return self.send(f"posts/{known.id}", fields, delivery, placed, notes)

    def withdraw(self, known: Holding, overwrite: bool) -> Holding:
        """Move the post to the trash; back to the drafts where there is none, or where we may not."""
        left = replace(known, public=False)
        post = self.open_copy(known, known.ours)
        if post is None or post["status"] == "trash":
            return left
        if not overwrite:
            self.require_unchanged(post, known, "If it may go nevertheless, withdraw it")
        left = replace(left, stored=describe(post).stored)
        try:
            self.api.trash(known.id)
        except RefusedError as error:
            # 501: the site keeps no trash.
            if error.status not in {401, 403, 501}:
                raise
            try:
                draft = self.api.post(f"posts/{known.id}", STORED, json={"status": "draft"})
            except RefusedError as refusal:
                raise RefusedError(
                    f"{self.user} may not remove {known.url}. Ask the partner to: {refusal}", refusal.status
                ) from None
            note = f"{known.url} is a draft now, because it could not be moved to the trash: {error}"
            return replace(left, stored=describe(draft).stored, notes=(note,))
        return left

    def restore(self, delivery: Delivery, known: Holding, overwrite: bool = False) -> Holding:
        """Take the post out of the trash with its old address, or out of the drafts."""
        post = self.open_copy(known, delivery.post)
        if post is None:
            self.tried.add(delivery.post.id)
            found = self.find(delivery)
            if found is None or not found.version:
                return self.create(delivery)
            if found.edited and not overwrite:
                raise edited_there(found.url)
            return self.update(delivery, found, overwrite)
        if not overwrite:
            self.require_unchanged(post, known, "Take the change over into your post, then publish")
        fields, placed, notes = self.prepare(delivery, post, known.placed)
        if post["status"] in {"trash", "draft", "private"}:
            fields |= {"status": self.status, "slug": delivery.post.slug}
        return self.send(f"posts/{known.id}", fields, delivery, placed, notes)

    def read(self, known: Holding) -> tuple[Holding, str] | None:
        """Return the copy as it is stored, or as its readers see it if it is no longer ours to change."""
        try:
            post = self.open_copy(known, known.ours)
        except BlockedError:
            post = self.api.get_one(f"posts/{known.id}")
            return replace(describe(post), stored=known.stored), show(post)
        if post is None or post["status"] == "trash":
            return None
        return replace(describe(post), edited=is_changed(post)), show(post)

    def check(self) -> Iterator[Finding]:
        """Look at address, account, rights, clock, and the categories and tags that the settings name."""
        try:
            api = self.api
        except SyndicationError as error:
            yield Finding(False, str(error))
            return
        yield from check_account(api, self.status)
        for kind, names in (("categories", self.settings.categories), ("tags", self.settings.tags)):
            for name in sorted(set(filter(None, names.values()))):
                if self.terms.find(kind, name) is None and not self.terms.may_make(kind):
                    yield Finding(False, self.terms.explain_missing(kind, name))

    def close(self, deliveries: Sequence[Delivery]) -> None:
        """Nothing is left to do."""

    def open_copy(self, known: Holding, ours: Post | None) -> Mapping[str, Any] | None:
        """Return a copy as it is stored; None if it is gone, or something else has its number.

        Raises:
            BlockedError: We may not change it.
        """
        path = f"posts/{require_name(known.id, self.url)}"
        try:
            post = self.api.get_one(path, context="edit")
            return post if is_ours(content(post), describe(post).stored, known, ours) else None
        except RefusedError as error:
            if error.status in GONE:
                return None
            if error.status not in {401, 403}:
                raise
        with suppress(RefusedError):
            if not is_ours(content(self.api.get_one(path)), "", known, ours):
                return None
        raise BlockedError(
            f"{self.user} may not change {known.url}: an editor there has published it or taken it over. "
            "Ask them to change it, or for the role of author"
        )

    def require_unchanged(self, post: Mapping[str, Any], known: Holding, advice: str) -> None:
        """Stop if a post is not as we left it."""
        if describe(post).stored != known.stored:
            raise BlockedError(
                f"{known.url} was changed there since we sent it. {advice} with --overwrite", show(post)
            )

    def prepare(
        self, delivery: Delivery, there: Mapping[str, Any], placed: Placed | None
    ) -> tuple[dict[str, Any], Placed, list[str]]:
        """Return what is sent on every occasion, as `write_fields` does."""
        return write_fields(delivery.post, there, placed, self.media, self.terms)

    def send(
        self, path: str, fields: Mapping[str, Any], delivery: Delivery, placed: Placed, notes: list[str]
    ) -> Holding:
        """Create or update the post and say what the site made of it."""
        answer = self.api.post(path, STORED, json=dict(fields))
        holding = describe(answer, delivery.post)
        self.slugs[holding.id] = str(answer.get("slug") or delivery.post.slug)
        if not holding.version:
            notes.append(
                "the site's filter removed our mark, so this copy cannot be found without the ledger"
            )
        if not holding.url:
            notes.append(tell_of_stranger(answer["said"], self.url))
        notes += self.tell_draft(answer)
        new = tuple(note for note in notes if note not in self.said)
        self.said.update(new)
        return replace(holding, version=delivery.version, notes=new, placed=placed)

    def tell_draft(self, post: Mapping[str, Any]) -> list[str]:
        """Return a note of a post that somebody took from its readers."""
        unseen = self.status == "publish" and post["status"] in {"draft", "pending", "private"}
        return [tell_unseen(str(post["link"] or post["id"]), str(post["status"]))] if unseen else []
