"""A Bluesky account: a post with a card for each article, and, if wanted, the article itself beside it.

The server (PDS) is asked directly, over eight methods of its API. The client library atproto would do, too,
but takes 1.8 seconds to import and 54 MB on the disk, and knows nothing of sending once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from crosspost.contract import Finding, Rooms, TargetSettings
from crosspost.errors import BlockedError, RefusedError, SyndicationError
from crosspost.model import Delivery, Holding
from crosspost.options import read_options
from crosspost.targets import KINDS

from .api import Api, Record
from .card import Cards, find_external
from .check import check_account
from .facets import write_facets
from .records import (
    DOCUMENTS,
    POSTS,
    choose_time,
    fit_text,
    is_edited,
    leads_to,
    make_key,
    read_mark,
    seal,
    write_document,
    write_post,
)

EDITED = (
    "Bluesky goes on showing the first text of a post to its readers, because it has no edits. To show "
    "them the new one: withdraw the post, then restore it; its likes and answers are lost"
)


def open_target(settings: TargetSettings, rooms: Rooms, secret: Callable[[], str]) -> BlueskyTarget:
    """Return the target of `{"kind": "bluesky", "user": …}`; the secret is an app password."""
    from crosspost.http.exchange import check_address

    options = read_options(settings, KINDS["bluesky"].options)
    url = check_address(options["url"], f'SYNDICATION_TARGETS["{settings.name}"]')
    return BlueskyTarget(settings, {**options, "url": url}, rooms.output, secret)


class BlueskyTarget:
    """The repository of one account.

    The record of a post has a name that follows from the post, and is only written if nothing else is there,
    so that nothing is doubled whatever happens. The article's document has the same name.

    `Holding.stored` is the hash (CID) of the post, and after a space that of the document, if there is one.
    """

    def __init__(
        self,
        settings: TargetSettings,
        options: Mapping[str, Any],
        output: Path,
        secret: Callable[[], str],
    ) -> None:
        """Take what the settings say; nobody is asked before there is something to send."""
        self.settings = settings
        self.options = options
        self.output = output
        self.secret = secret

    @cached_property
    def api(self) -> Api:
        """The server, with a session of the account."""
        user = self.options["user"].removeprefix("@")
        return Api(self.options["url"], user, self.secret(), self.settings)

    @cached_property
    def cards(self) -> Cards:
        """The images of cards."""
        return Cards(self.api, self.output)

    def holds(self, holding: Holding) -> bool:
        """Trust the receipt: looking would need the network."""
        return True

    def find(self, delivery: Delivery) -> Holding | None:
        """Look under the name that the post would have, then among the newest posts for one about it.

        An answer to somebody that links to the article is not taken for its announcement.
        """
        record = self.api.read(POSTS, make_key(delivery.post.published, delivery.marker))
        others = [] if record else self.api.list(POSTS)
        ours = [other for other in others if read_mark(other.value)["post"] == delivery.marker]
        if record or ours:
            record = record or ours[0]
            document = self.read_document(record.name)
            holding = self.describe(record, document)
            done = not self.options["article"] or (
                document is not None and read_mark(document.value)["version"] == delivery.version
            )
            return holding if done else replace(holding, version="unfinished")
        for other in others:
            value = other.value
            parent = value["reply"].get("root", {}) if isinstance(value.get("reply"), Mapping) else {}
            strange = parent and not str(parent.get("uri", "")).startswith(f"at://{self.api.did}/")
            if leads_to(value, delivery.post.url) and not read_mark(value)["post"] and not strange:
                return replace(self.describe(other, None), version="", edited=False)
        return None

    def create(self, delivery: Delivery) -> Holding:
        """Write the post, after its image."""
        name = make_key(delivery.post.published, delivery.marker)
        return self.write(delivery, name, None, self.read_document(name))

    def update(self, delivery: Delivery, known: Holding, overwrite: bool) -> Holding:
        """Write post and document anew, each only if it says something else than it does."""
        record, document = self.read_known(known)
        if record is None and not overwrite:
            raise BlockedError(f"{known.url} is no longer there")
        if not overwrite:
            self.require_unchanged(
                known, record, document, "Take the change over into your post, then publish with --overwrite"
            )
        return self.write(delivery, known.id.rpartition("/")[2], record, document)

    def withdraw(self, known: Holding, overwrite: bool) -> Holding:
        """Delete post and document, because Bluesky has no trash; what is gone already is withdrawn."""
        record, document = self.read_known(known)
        if not overwrite:
            self.require_unchanged(
                known, record, document, "Delete it there, or withdraw it with --overwrite"
            )
        for found in filter(None, (document, record)):
            self.delete(found)
        return replace(known, public=False, stored="", notes=())

    def restore(self, delivery: Delivery, known: Holding, overwrite: bool = False) -> Holding:
        """Write the post again, under the same name."""
        record, document = self.read_known(known)
        if record:
            return self.update(delivery, known, overwrite=False)
        return self.write(delivery, known.id.rpartition("/")[2], None, document)

    def read(self, known: Holding) -> tuple[Holding, str] | None:
        """Return the post as it is now, and its words: those of the document if that was changed."""
        record, document = self.read_known(known)
        return (self.describe(record, document), show(record, document)) if record else None

    def check(self) -> Iterator[Finding]:
        """Look at address, account, secret, clock and limits."""
        try:
            api = self.api
        except SyndicationError as error:
            yield Finding(False, str(error))
            return
        yield from check_account(api)

    def close(self, deliveries: Sequence[Delivery]) -> None:
        """Nothing is left to do."""

    def read_known(self, known: Holding) -> tuple[Record | None, Record | None]:
        """Return post and document of a copy, as far as they are there."""
        if not known.id.startswith(f"at://{self.api.did}/"):
            raise BlockedError(
                f"{known.url} belongs to another account than {self.api.handle} ({self.api.did}). "
                'Correct "user", or give this account a target of its own'
            )
        name = known.id.rpartition("/")[2]
        return self.api.read(POSTS, name), self.read_document(name, " " in known.stored)

    def read_document(self, name: str, wanted: bool = False) -> Record | None:
        """Return the document of that name, if there may be one."""
        return self.api.read(DOCUMENTS, name) if wanted or self.options["article"] else None

    def require_unchanged(
        self, known: Holding, record: Record | None, document: Record | None, advice: str
    ) -> None:
        """Block if somebody else wrote what is there: it is neither as last seen nor as we wrote it."""
        for found in filter(None, (record, document)):
            if found.cid not in known.stored.split() and is_edited(found.value):
                raise BlockedError(
                    f"{known.url} was changed there since we sent it. {advice}", show(record, document)
                )

    def write(self, delivery: Delivery, name: str, record: Record | None, document: Record | None) -> Holding:
        """Write post and document in the place of those given, as far as they say something else."""
        notes: list[str] = []
        short = delivery.post.short
        if short is None:
            raise RefusedError(f"the outbox has no short form of {delivery.post.id}. Build again")
        text = fit_text(short)
        facets, unknown = write_facets(text, delivery.post.url, short.mentions, self.api.resolve)
        notes += [f"nobody on Bluesky is called {account}, so it stays plain text" for account in unknown]
        thumb = self.cards.find_image(delivery.post, (record, document), notes)
        if record:
            time, reply = record.value.get("createdAt"), record.value.get("reply")
        else:
            time, reply = None, self.find_reply(delivery)
        time = str(time or choose_time(delivery.post.published, self.api.now))
        value = write_post(delivery, text, facets, thumb, reply, time)
        written = self.put(POSTS, name, value, record, delivery)
        if record and written.cid != record.cid:
            notes.append(EDITED)
        if self.options["article"]:
            article = write_document(delivery, thumb, written.reference)
            if "content" not in article:
                notes.append("the article is too long for Bluesky with its layout: it is there as plain text")
            document = self.put(DOCUMENTS, name, article, document, delivery)
        elif document:
            self.delete(document)
            document = None
        holding = self.describe(written, document)
        return replace(holding, version=delivery.version, edited=False, notes=tuple(notes))

    def put(
        self,
        collection: str,
        name: str,
        value: Mapping[str, Any],
        old: Record | None,
        delivery: Delivery,
    ) -> Record:
        """Write a record, unless it is there already; another run may have written it a moment ago."""
        if old and seal(old.value) == seal(value):
            return old
        try:
            written = self.api.put(collection, name, value, old.cid if old else None)
        except RefusedError as error:
            if error.code != "InvalidSwap":
                raise
            found = self.api.read(collection, name)
            mark = read_mark(found.value) if found else {}
            same = (mark.get("post"), mark.get("version")) == (delivery.marker, delivery.version)
            if found and same and not is_edited(found.value):
                return found
            raise BlockedError(
                f"{self.link(name)} was changed there just now. Publish again",
                show(found, None) if found and collection == POSTS else "",
            ) from None
        if old:
            self.cards.forget()
        return written

    def delete(self, record: Record) -> None:
        """Remove a record, as it was read."""
        try:
            self.api.delete(record)
        except RefusedError as error:
            if error.code != "InvalidSwap":
                raise
            raise BlockedError(f"{self.link(record.name)} was changed there just now. Try again") from None
        self.cards.forget()

    def find_reply(self, delivery: Delivery) -> Mapping[str, Any] | None:
        """Return what the post answers: the last earlier part of the series that is still there."""
        for earlier in reversed(delivery.thread if self.options["thread"] else ()):
            if earlier.id.startswith(f"at://{self.api.did}/{POSTS}/"):
                parent = self.api.read(POSTS, earlier.id.rpartition("/")[2])
                if parent:
                    above = parent.value.get("reply")
                    root = above.get("root") if isinstance(above, Mapping) else None
                    return {"root": root or parent.reference, "parent": parent.reference}
        return None

    def describe(self, record: Record, document: Record | None) -> Holding:
        """Return what the account holds."""
        mark = read_mark(record.value)
        changed = any(is_edited(found.value) for found in (record, document) if found)
        stored = " ".join(found.cid for found in (record, document) if found)
        # What lies under our name without our mark was written anew by somebody.
        return Holding(
            record.uri, self.link(record.name), True, mark["version"] or "unmarked", stored, edited=changed
        )

    def link(self, name: str) -> str:
        """Return where readers find a post; the identifier stays when the account is renamed."""
        return f"https://bsky.app/profile/{self.api.did}/post/{name}"


def show(record: Record | None, document: Record | None) -> str:
    """Return title and words of a copy as plain text: of what was changed, else of the longer."""
    if document and (record is None or is_edited(document.value) or not is_edited(record.value)):
        return f"{document.value.get('title', '')}\n\n{document.value.get('textContent', '')}"
    value = record.value if record else {}
    return f"{find_external(value).get('title', '')}\n\n{value.get('text', '')}"
