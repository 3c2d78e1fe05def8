"""A site with a Micropub endpoint: a post a copy, made and changed as far as the endpoint can."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

from crosspost.contract import Finding, Rooms, TargetSettings
from crosspost.errors import BlockedError, RefusedError, SettingsError, SyndicationError
from crosspost.model import Delivery, Holding, Post
from crosspost.options import read_options
from crosspost.targets import KINDS
from crosspost.text.links import same_content
from crosspost.text.mark import is_edited
from crosspost.text.whose import find_mark, tell_gone

from .api import CANNOT, GONE, LACKS, Api
from .copies import UNSEEN, Copies, is_gone
from .microformats import Entry
from .properties import Writer

STATES = ("published", "draft")
# Seconds between looks at a post that was taken and is not there yet.
LOOKS = (0.0, 0.5, 1.0, 2.0)
# What an update asks for where nothing but words and their links changed.
SAID = {"replace", "name", "content", "summary"}


def open_target(settings: TargetSettings, rooms: Rooms, secret: Callable[[], str]) -> MicropubTarget:
    """Return the target of `{"kind": "micropub", "url": …, "me": …}`; the secret is an access token."""
    from crosspost.http.exchange import check_address

    options = read_options(settings, KINDS["micropub"].options)
    where = f'SYNDICATION_TARGETS["{settings.name}"]'
    if options["status"] not in STATES:
        raise SettingsError(
            f'{where}: "status" must be one of {", ".join(STATES)}, not {options["status"]!r}.'
        )
    # An endpoint may have a query, such as ?rest_route=…, and a slash at its end, which both matter.
    check_address(options["url"].partition("?")[0], where)
    if options["me"]:
        check_address(options["me"], where)
    return MicropubTarget(settings, options, rooms.output, secret)


class MicropubTarget:
    """The posts of one site.

    A copy says where else it is with `syndication`, as a site says it of what it brought home from
    elsewhere; `bookmark-of` would make it a bookmark, and `uid` is the server's own to give.
    """

    keeps: ClassVar[Mapping[str, str]] = {}

    def __init__(
        self, settings: TargetSettings, options: Mapping[str, Any], output: Path, secret: Callable[[], str]
    ) -> None:
        """Take what the settings say; nobody is asked before there is something to send."""
        self.settings = settings
        self.url = str(options["url"])
        self.me = str(options["me"] or "")
        self.draft = options["status"] == "draft"
        self.output = output
        self.secret = secret

    @cached_property
    def api(self) -> Api:
        """The endpoint, which accepts the token."""
        api = Api(self.url, self.secret(), self.settings, self.me)
        dict(api.config)
        return api

    @cached_property
    def copies(self) -> Copies:
        """What the site has."""
        return Copies(self.api, self.me)

    def holds(self, holding: Holding) -> bool:
        """Trust the receipt: looking would need the network."""
        return True

    def find(self, delivery: Delivery) -> Holding | None:
        """Look for the copy in the endpoint's list of posts, or else on the site's pages.

        Raises:
            BlockedError: It may have been made, and nobody can be asked.
        """
        found = self.copies.find(delivery, patient=delivery.tried)
        if found is None and delivery.tried and not self.copies.asked:
            raise BlockedError(
                f"{self.url} did not say whether it took the post and cannot be asked. Look whether it is "
                "there; if it is not, publish with --overwrite"
            )
        return found

    def create(self, delivery: Delivery) -> Holding:
        """Make the post, and wait a little until it is there."""
        notes: list[str] = []
        writer = Writer(self.api, self.output, delivery.post, notes)
        properties = writer.write()
        if self.draft:
            if not self.api.lists_drafts():
                raise RefusedError(f'{self.url} does not say that it takes drafts. Set "status": "published"')
            properties["post-status"] = ["draft"]
        url, there = self.copies.keep_first(delivery, self.api.create(properties), notes)
        return self.settle(delivery, url, there, writer)

    def settle(self, delivery: Delivery, url: str, there: bool, writer: Writer) -> Holding:
        """Return what became of a post that was taken, looking for it until it can be seen."""
        entry = None
        for pause in LOOKS[:1] if there else LOOKS:
            time.sleep(pause)
            entry = self.glance(url)
            if entry:
                break
        writer.check({}, entry)
        if not there and not entry:
            writer.notes.append(f"{url} was taken and is not there yet; it may appear later")
        public = (there or entry is not None) and not (self.draft or (entry is not None and entry.draft))
        stored, notes = self.name_stored(delivery, entry), tuple(writer.notes)
        return Holding(url, url, public, delivery.version, stored, notes=notes, placed=writer.placed)

    def glance(self, url: str) -> Entry | None:
        """Look at a post that was just sent, which is no failure if it cannot be seen."""
        try:
            return self.api.look(url)
        except SyndicationError:
            return None

    def update(self, delivery: Delivery, known: Holding, overwrite: bool) -> Holding:
        """Replace title, content and summary, and what else of ours changed, if the post is as we left it."""
        entry = self.api.look(known.id)
        if is_gone(entry, known, delivery.post):
            if overwrite:
                return self.make_anew(delivery, overwrite)
            raise BlockedError(tell_gone(known))
        if entry and not overwrite:
            self.require_unchanged(
                entry, known, delivery.post, "Take the change over into your post, then publish"
            )
        notes: list[str] = []
        writer = Writer(self.api, self.output, delivery.post, notes)
        changes = writer.change(entry, known.placed)
        try:
            url = self.api.act("update", known.id, **changes)
        except RefusedError as error:
            if not self.cannot(error):
                raise
            same = entry is not None and entry.html and entry.words == delivery.post.words
            same = same and (overwrite or changes.keys() | changes["replace"].keys() <= SAID)
            if not same and not same_content(known.version, delivery.version):
                raise BlockedError(
                    f"{self.url} can only create, so {known.url} stays as it is. Change it there by hand and "
                    "publish with --overwrite, or remove it there by hand and withdraw it "
                    f"({error})"
                ) from None
            notes.append(
                f"{known.url} has the same words; its links stay as they are, for it cannot be changed"
            )
            return replace(known, version=delivery.version, notes=tuple(notes))
        now = self.glance(url)
        writer.check(changes, now)
        stored = self.name_stored(delivery, now)
        return Holding(
            url, url, known.public, delivery.version, stored, notes=tuple(notes), placed=writer.placed
        )

    def withdraw(self, known: Holding, overwrite: bool) -> Holding:
        """Delete the post, which servers may undo."""
        entry = self.api.look(known.id)
        left = replace(known, public=False, notes=())
        if is_gone(entry, known, known.ours):
            return left
        if entry and not overwrite:
            self.require_unchanged(entry, known, known.ours, "If it may go nevertheless, withdraw it")
        try:
            self.api.act("delete", known.id)
        except RefusedError as error:
            if error.status in GONE and self.api.sees:
                return left
            if not self.cannot(error):
                raise
            raise BlockedError(
                f"{self.url} can only create. Remove {known.url} there by hand, then withdraw it ({error})"
            ) from None
        return left

    def restore(self, delivery: Delivery, known: Holding, overwrite: bool = False) -> Holding:
        """Bring the post back with what the delivery says; make it anew where that cannot be done."""
        entry, url, back = self.api.look(known.id), known.id, ""
        if entry and is_gone(entry, known, delivery.post):
            return self.make_anew(delivery, overwrite)
        if entry is None or not entry.html:
            try:
                url = back = self.api.act("undelete", known.id)
            except RefusedError:
                if entry is None:
                    return self.make_anew(delivery, overwrite)
        try:
            return self.update(delivery, replace(known, id=url, url=url, public=not self.draft), overwrite)
        except BlockedError:
            if back:
                with suppress(SyndicationError):
                    self.api.act("delete", back)
            raise

    def make_anew(self, delivery: Delivery, overwrite: bool) -> Holding:
        """Make the post in the place of one that is gone, unless it is somewhere else there."""
        found = self.find(delivery)
        return self.update(delivery, found, overwrite) if found and found.version else self.create(delivery)

    def read(self, known: Holding) -> tuple[Holding, str] | None:
        """Return the post as it is now."""
        entry = self.api.look(known.id)
        if entry is None or is_gone(entry, known, known.ours):
            return None
        stored = known.stored if not entry.html or self.is_same(entry, known, known.ours) else entry.stored
        now = replace(known, public=not entry.draft, stored=stored, edited=stored != known.stored, notes=())
        return now, f"{entry.name}\n\n{entry.text}"

    def check(self) -> Iterator[Finding]:
        """Look at address, token, clock, and what the endpoint can."""
        from .check import check_endpoint

        try:
            api = self.api
        except SyndicationError as error:
            yield Finding(False, str(error))
            return
        yield from check_endpoint(api, self.me, self.draft and not self.api.lists_drafts())

    def close(self, deliveries: Sequence[Delivery]) -> None:
        """Nothing is left to do."""

    def is_same(self, entry: Entry, known: Holding, ours: Post | None) -> bool:
        """Say whether a post has the words that we know of.

        Where we could not see what was stored, the mark in it tells whether anybody else changed it.
        """
        if entry.stored == known.stored.removeprefix(UNSEEN):
            return True
        mark = find_mark(entry.html, ours) if ours and known.stored.startswith(UNSEEN) else None
        return mark is not None and not is_edited(entry.html, mark)

    def require_unchanged(self, entry: Entry, known: Holding, ours: Post | None, hint: str) -> None:
        """Raise BlockedError if a post has other words than we know of; what shows none cannot tell."""
        if entry.html and not self.is_same(entry, known, ours):
            raise BlockedError(
                f"{known.url} was changed there since we sent it. {hint} with --overwrite",
                f"{entry.name}\n\n{entry.text}",
            )

    def cannot(self, error: RefusedError) -> bool:
        """Say whether a refusal means that the endpoint has no such action at all, or not for this token.

        What a server that tells of its posts finds invalid is invalid; others mean by it the action.
        """
        unable = error.status in {405, 501} or error.code == LACKS
        return unable or (error.status in CANNOT and not self.api.sees)

    def name_stored(self, delivery: Delivery, entry: Entry | None) -> str:
        """Return a hash of what is stored, or of what was sent as long as that cannot be seen."""
        if entry and entry.html:
            return entry.stored
        return UNSEEN + Entry("", delivery.post.title, delivery.post.html).stored
