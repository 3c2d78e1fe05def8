"""A Bluesky account: a post with a card for each article, and, if wanted, the article itself beside it.

The server (PDS) is asked directly, over eight methods of its API. The client library atproto would do, too,
but takes 1.8 seconds to import and 54 MB on the disk, and knows nothing of sending once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, ClassVar

from crosspost.contract import Finding, Rooms, TargetSettings
from crosspost.errors import BlockedError, SyndicationError
from crosspost.model import Delivery, Holding, Post
from crosspost.options import read_options
from crosspost.targets import KINDS

from .api import Api, Record
from .check import check_account
from .look import check_cards
from .pins import DOCUMENTS, PLAIN, POSTS, read_pins
from .records import is_edited, is_same_post, leads_to, make_key, read_mark
from .writer import Writer, show


def open_target(settings: TargetSettings, rooms: Rooms, secret: Callable[[], str]) -> BlueskyTarget:
    """Return the target of `{"kind": "bluesky", "user": …}`; the secret is an app password."""
    from crosspost.http.exchange import check_address

    options = read_options(settings, KINDS["bluesky"].options)
    url = check_address(options["url"], f'SYNDICATION_TARGETS["{settings.name}"]')
    return BlueskyTarget(settings, {**options, "url": url}, rooms, secret)


class BlueskyTarget:
    """The repository of one account.

    The record of a post has a name that follows from the post, and is only written if nothing else is there,
    so that nothing is doubled whatever happens. The article's document has the same name. In which order all
    is written, and why, says `pins`.

    `Holding.stored` is the hash (CID) of the post, and after spaces, where there is a document, the hash of
    that, the address of the publication that it names, and a word if the post does not pin these two.
    """

    keeps: ClassVar[Mapping[str, str]] = {"Date": "a post there keeps its date"}

    def __init__(
        self,
        settings: TargetSettings,
        options: Mapping[str, Any],
        rooms: Rooms,
        secret: Callable[[], str],
    ) -> None:
        """Take what the settings say; nobody is asked before there is something to send."""
        self.settings = settings
        self.options = options
        self.rooms = rooms
        self.secret = secret

    @cached_property
    def api(self) -> Api:
        """The server, with a session of the account."""
        user = self.options["user"].removeprefix("@")
        return Api(self.options["url"], user, self.secret(), self.settings)

    @cached_property
    def writer(self) -> Writer:
        """Who writes there."""
        return Writer(self.api, self.rooms, self.options["article"], self.options["thread"])

    def holds(self, holding: Holding) -> bool:
        """Trust the receipt: looking would need the network."""
        return True

    def find(self, delivery: Delivery) -> Holding | None:
        """Look under the name that the post would have, then among the newest posts for one about it.

        An answer to somebody that links to the article is not taken for its announcement.
        """
        record = self.api.read(POSTS, make_key(delivery.post.published, delivery.marker))
        others = [] if record else list(self.api.list(POSTS))
        ours = [other for other in others if is_same_post(other.value, other.name, delivery)]
        if record or ours:
            record = record or ours[0]
            document = self.read_document(record.name)
            holding = self.describe(record, document)
            done = not self.options["article"] or (
                document is not None
                and read_mark(document.value)["version"] == delivery.version
                and self.is_pinned(record, document)
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
        """Write the post, after its image and its article."""
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
        """Delete post and document, because Bluesky has no trash; what is gone already is withdrawn.

        With the last document goes the record of the site.
        """
        record, document = self.read_known(known)
        if not overwrite:
            self.require_unchanged(
                known, record, document, "Delete it there, or withdraw it with --overwrite"
            )
        for found in filter(None, (document, record)):
            self.writer.delete(found)
        notes = self.writer.publications.tidy(overwrite) if document or " " in known.stored else []
        return replace(known, public=False, stored="", notes=tuple(notes))

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

    def look(self, held: Sequence[tuple[Post, Holding | None]]) -> Iterator[Finding]:
        """Say of which cards Bluesky makes no more than plain ones, and why."""
        if self.options["article"]:
            yield from check_cards(self.api, self.rooms.root, self.options["icon"], held)

    def close(self, deliveries: Sequence[Delivery]) -> None:
        """Remove the record of the site that all documents named before this run made another."""
        if "writer" in vars(self) and self.writer.publications.made:
            self.writer.publications.tidy()

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
        """Write post and document in the place of those given, and return what is there then."""
        notes: list[str] = []
        holding = self.describe(*self.writer.write(delivery, name, record, document, notes))
        return replace(holding, version=delivery.version, edited=False, notes=tuple(notes))

    def describe(self, record: Record, document: Record | None) -> Holding:
        """Return what the account holds."""
        version = read_mark(record.value)["version"]
        changed = any(is_edited(found.value) for found in (record, document) if found)
        stored = [found.cid for found in (record, document) if found]
        site = str(document.value.get("site")) if document else ""
        if document and site.startswith("at://"):
            stored += [site] if self.is_pinned(record, document) else [site, PLAIN]
        # What lies under our name without our mark was written anew by somebody.
        return Holding(
            record.uri, self.writer.link(record.name), True, version or "unmarked", " ".join(stored), changed
        )

    def is_pinned(self, record: Record, document: Record) -> bool:
        """Say whether a post pins its document, and the publication that this names, as they are now."""
        wanted = {(document.uri, document.cid)}
        site = str(document.value.get("site"))
        if site.startswith("at://"):
            publication = self.writer.publications.records.get(site)
            wanted.add((site, publication.cid if publication else ""))
        return read_pins(record.value) == wanted
