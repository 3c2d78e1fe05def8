"""A Mastodon account, or one on a server that speaks its API, such as GoToSocial: a status a post."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar
from uuid import uuid4

from crosspost.contract import Finding, Rooms, TargetSettings
from crosspost.errors import BlockedError, RefusedError, SettingsError, SyndicationError, UnavailableError
from crosspost.files import hash_text
from crosspost.ledger.sent import list_sent
from crosspost.model import Delivery, Holding, Short
from crosspost.options import read_options
from crosspost.targets import KINDS
from crosspost.targets.images import read_image
from crosspost.text.short import fit
from crosspost.text.whose import tell_gone

from .api import NO_SUCH, Api
from .statuses import Statuses, hash_words, leads_only_to, plain, require_unchanged, same_words

VISIBILITIES = ("public", "unlisted", "private")
# Instead of the hash of an image, where it is not known which the status has.
UNKNOWN = "?"


def open_target(settings: TargetSettings, rooms: Rooms, secret: Callable[[], str]) -> MastodonTarget:
    """Return the target of `{"kind": "mastodon", "url": …}`; the secret is an access token."""
    from crosspost.http.exchange import check_address

    options = read_options(settings, KINDS["mastodon"].options)
    where = f'SYNDICATION_TARGETS["{settings.name}"]'
    if options["visibility"] not in VISIBILITIES:
        raise SettingsError(
            f'{where}: "visibility" must be one of {", ".join(VISIBILITIES)}, not {options["visibility"]!r}.'
        )
    url = check_address(options["url"], where)
    return MastodonTarget(settings, {**options, "url": url}, rooms, secret)


class MastodonTarget:
    """The statuses of one account.

    An image is attached, because it carries its alternative text everywhere and is also seen where servers
    make no previews of links (GoToSocial); a preview takes its place without one, so it is never doubled.
    """

    keeps: ClassVar[Mapping[str, str]] = {"Date": "a status keeps the date of its sending"}

    def __init__(
        self, settings: TargetSettings, options: Mapping[str, Any], rooms: Rooms, secret: Callable[[], str]
    ) -> None:
        """Take what the settings say; nobody is asked before there is something to send."""
        self.settings = settings
        self.options = options
        self.rooms = rooms
        self.secret = secret

    @cached_property
    def api(self) -> Api:
        """The server, the account known to it."""
        api = Api(self.options["url"], self.secret(), self.settings)
        str(api.account)
        return api

    @cached_property
    def statuses(self) -> Statuses:
        """The account's statuses."""
        return Statuses(self.api)

    def holds(self, holding: Holding) -> bool:
        """Trust the receipt: looking would need the network."""
        return True

    def find(self, delivery: Delivery) -> Holding | None:
        """Look through the account's statuses since the post appeared for those that lead to it.

        The same words are the delivery; others, if our application said them or this machine noted that it
        sent them, an older version of it. Where the server does not tell which application it was, one that
        was edited may be ours, too. The rest was written by hand; and one that leads to other posts as well
        may be about those.
        """
        text, url = self.write_text(delivery), delivery.post.url
        mentions = self.statuses.find_links(url, delivery.post.published)
        for status, written in mentions:
            if same_words(written, text):
                return self.describe(status, written, delivery.version, self.name_image(delivery))
        mentions = [pair for pair in mentions if leads_only_to(str(pair[0].get("content", "")), url)]
        earlier = list_sent(self.rooms.sent, delivery)
        for status, written in mentions:
            changed = bool(status.get("edited_at"))
            noted = any(same_words(written, words) for words in earlier)
            if noted or self.statuses.is_ours(status) or (changed and not self.api.application):
                # Whose edit it was is not told; after an unanswered one of ours, it was that.
                edited = changed and not noted and not delivery.tried
                return replace(self.describe(status, written, "old", UNKNOWN), edited=edited)
        for status, written in mentions:
            if self.statuses.is_announcement(status):
                return self.describe(status, written, "", UNKNOWN)
        for status, written in self.statuses.find_moved(url, text):
            return self.describe(status, written, "old", UNKNOWN)
        return self.find_earlier(delivery, earlier)

    def find_earlier(self, delivery: Delivery, earlier: Sequence[str]) -> Holding | None:
        """Look for what this machine noted that it sent, which leads to where the post was then."""
        for words in earlier:
            for url in re.findall(r"https?://\S+", words):
                for status, written in self.statuses.find_links(url, delivery.post.published):
                    if same_words(written, words):
                        return self.describe(status, written, "old", UNKNOWN)
        return None

    def create(self, delivery: Delivery) -> Holding:
        """Post the status, after its image."""
        return self.make(delivery)

    def make(self, delivery: Delivery, instead: str = "") -> Holding:
        """Post the status, in the place of a deleted one if `instead` is its id.

        Mastodon remembers for an hour that it made a status with our key, also when that was deleted, and
        answers that it is not there; Pleroma remembers any answer for hours. So the key is another then.
        """
        from crosspost.http.exchange import REPLAYED

        text, notes = self.write_text(delivery), list[str]()
        fields: dict[str, Any] = {"status": text, "visibility": self.options["visibility"], **plain(delivery)}
        image = self.upload_card(delivery, notes)
        if image:
            fields["media_ids"] = [image]
        parent = self.find_parent(delivery)
        if parent:
            fields["in_reply_to_id"] = parent
        key = hash_text(delivery.marker, delivery.version, instead)[:32]
        try:
            status = self.api.write(fields, key)
        except RefusedError as error:
            if error.status == 403:
                raise UnavailableError(f"{error}. Has the token the scope write:statuses?") from None
            if error.status != 404 and error.code != REPLAYED:
                raise
            status = self.api.write(fields, uuid4().hex)
        status = self.statuses.settle(status, notes)
        kept = self.name_image(delivery) if image else ""
        holding = self.describe(status, text, delivery.version, kept)
        if not holding.url:
            notes.append(self.api.tell_of_place(status))
        return replace(holding, notes=tuple(notes))

    def update(self, delivery: Delivery, known: Holding, overwrite: bool) -> Holding:
        """Edit the status, unless it says the same already; its warning and its mark as sensitive stay."""
        status = self.statuses.open(known, delivery.post)
        if status is None:
            if overwrite:
                return self.make(delivery, known.id)
            raise BlockedError(tell_gone(known))
        source = self.api.read_source(status)
        written, warning = str(source.get("text", "")), str(source.get("spoiler_text") or "")
        text, notes = self.write_text(delivery, len(warning)), list[str]()
        same = same_words(written, text)
        if not same and not overwrite:
            require_unchanged(known, written, "Take the change over into your post, then publish")
        media = [str(one["id"]) for one in status.get("media_attachments") or ()]
        kept, wanted = known.stored.partition(".")[2] or UNKNOWN, self.name_image(delivery)
        other = UNKNOWN not in kept and wanted != kept.strip("-")
        image, gone = self.upload_card(delivery, notes) if other else "", other and not wanted
        if same and not image and not gone:
            return replace(self.describe(status, written, delivery.version, kept), notes=tuple(notes))
        fields = {
            "status": text,
            "media_ids": [image] if image else media if not gone else [],
            "spoiler_text": warning,
            "sensitive": bool(status.get("sensitive")),
            **plain(delivery),
        }
        status = self.edit(status, fields)
        holding = self.describe(status, text, delivery.version, wanted if image or gone else kept)
        return replace(holding, notes=tuple(notes))

    def edit(self, status: Mapping[str, Any], fields: Mapping[str, Any]) -> Mapping[str, Any]:
        """Edit a status; that it has these words already is no failure."""
        try:
            return self.api.edit(str(status["id"]), fields)
        except RefusedError as error:
            if error.status in NO_SUCH:
                raise RefusedError(
                    f"{self.options['url']} cannot edit what was posted. Withdraw {status.get('url')} and "
                    "publish it again, or leave it as it is",
                    error.status,
                ) from None
            # GoToSocial refuses an edit that changes nothing, such as one whose first answer was lost.
            now = self.api.read_status(str(status["id"])) if error.status == 422 else None
            if not now or not same_words(str(self.api.read_source(now).get("text", "")), fields["status"]):
                raise
            return now

    def withdraw(self, known: Holding, overwrite: bool) -> Holding:
        """Delete the status: there is no trash."""
        status = self.statuses.open(known, known.ours)
        if status is not None:
            if not overwrite:
                written = str(self.api.read_source(status).get("text", ""))
                require_unchanged(known, written, "If it may go nevertheless, withdraw it")
            self.api.delete(known.id)
        return replace(known, public=False, notes=())

    def restore(self, delivery: Delivery, known: Holding, overwrite: bool = False) -> Holding:
        """Post the status anew, unless it is there still."""
        there = self.statuses.open(known, delivery.post)
        return self.update(delivery, known, overwrite) if there else self.make(delivery, known.id)

    def read(self, known: Holding) -> tuple[Holding, str] | None:
        """Return the status as it is now."""
        status = self.statuses.open(known, known.ours)
        if status is None:
            return None
        written = str(self.api.read_source(status).get("text", ""))
        words, _, image = known.stored.partition(".")
        now = self.describe(status, written, known.version, image)
        return replace(now, edited=hash_words(written) != words), written

    def check(self) -> Iterator[Finding]:
        """Look at address, token, scopes, limits and clock."""
        from .check import check_account

        try:
            api = self.api
        except SyndicationError as error:
            yield Finding(False, str(error))
            return
        yield from check_account(api, self.options)

    def close(self, deliveries: Sequence[Delivery]) -> None:
        """Nothing is left to do."""

    def write_text(self, delivery: Delivery, spare: int = 0) -> str:
        """Return what the status says: it is cut only where it may be, and the link stays whole.

        Args:
            delivery: What is sent.
            spare: How many characters of the status something else takes.
        """
        post, limits = delivery.post, self.api.limits
        short = post.short or Short(f"{post.title}\n\n{post.url}", post.title)
        try:
            return fit(short, limits.count, limits.characters - spare)
        except ValueError as error:
            raise RefusedError(
                f"the words for {self.options['url']} are too many: {error}. Say less"
            ) from None

    def describe(self, status: Mapping[str, Any], text: str, version: str, image: str) -> Holding:
        """Return what the server holds: `stored` is a hash of the words, and which image we attached."""
        return Holding(
            str(status["id"]),
            self.api.place_of(status),
            status.get("visibility") in {"public", "unlisted"},
            version,
            f"{hash_words(text)}.{image or '-'}",
        )

    def find_parent(self, delivery: Delivery) -> str:
        """Return the latest earlier part that is there still, if the series is told as a thread."""
        earlier = reversed(delivery.thread) if self.options["thread"] else ()
        return next((part.id for part in earlier if self.api.read_status(part.id) is not None), "")

    def name_image(self, delivery: Delivery) -> str:
        """Return which image belongs to a status, with its alternative text; "" if none does."""
        card = delivery.post.card
        return hash_text(card.sha256, card.alt)[:16] if card and card.reuse and self.options["image"] else ""

    def upload_card(self, delivery: Delivery, notes: list[str]) -> str:
        """Store the image and return its id; without it the status still says what it says."""
        card = delivery.post.card
        if not card or not self.name_image(delivery):
            return ""
        from crosspost.http.thumbnail import LARGEST, draw_thumbnail

        limits, data = self.api.limits, read_image(self.rooms.output, card)
        try:
            data, type = draw_thumbnail(data, min(limits.image or LARGEST, LARGEST))
            if limits.types and type not in limits.types:
                raise RefusedError(f"{type} is not among what the server takes")
            return self.api.upload(Path(card.path).name, data, type, card.alt[: limits.description])
        except (RefusedError, ValueError) as error:
            if isinstance(error, RefusedError) and error.status > 500:
                # An image that cannot be read is a 500, too; others pass.
                raise UnavailableError(f"{error}. Publish again later") from None
            notes.append(f"{card.path} was not attached: {error}")
            return ""
