"""Writing on an account: the record of the site, the article, the post, each only if it says something else.

In which order, and why, says `pins`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crosspost.contract import Rooms
from crosspost.errors import BlockedError, RefusedError
from crosspost.model import Delivery

from .api import Api, Record
from .card import Cards
from .document import write_document
from .facets import write_facets
from .pins import DOCUMENTS, POSTS, content_id, find_external, pin, unpin
from .publication import Publications
from .records import choose_time, fit_text, is_edited, mark, read_mark, seal, write_post

EDITED = (
    "Bluesky goes on showing the first text of a post to its readers, because it has no edits. To show "
    "them the new one: withdraw the post, then restore it; its likes and answers are lost"
)


class Writer:
    """Who writes on one account in one run.

    Attributes:
        api: The account.
        article: Whether articles are kept beside their posts.
        thread: Whether each part of a series answers the part before it.
        cards: The images of cards.
        publications: The records of sites.
    """

    def __init__(self, api: Api, rooms: Rooms, article: bool, thread: bool) -> None:
        """Take the account and the site's folders."""
        self.api = api
        self.article = article
        self.thread = thread
        self.cards = Cards(api, rooms.output)
        self.publications = Publications(api, rooms.root)

    def write(
        self,
        delivery: Delivery,
        name: str,
        record: Record | None,
        document: Record | None,
        notes: list[str],
    ) -> tuple[Record, Record | None]:
        """Write post and document in the place of those given, as far as they say something else.

        Args:
            delivery: What they are to say.
            name: That of both.
            record: The post that is there.
            document: The document that is there.
            notes: Takes what the author should know.
        """
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
        plain = write_post(delivery, text, facets, thumb, reply, time)
        value: Mapping[str, Any] = plain
        if self.article:
            uri = f"at://{self.api.did}/{POSTS}/{name}"
            reference = {"uri": uri, "cid": content_id(plain)}
            document, *others = self.write_article(delivery, name, thumb, reference, document, notes)
            value = pin(plain, *(one.reference for one in (document, *others)))
        written = self.put(POSTS, name, mark(value, delivery), record, delivery)
        if record and seal(unpin(record.value)) != seal(plain):
            notes.append(EDITED)
        if document and not self.article:
            self.delete(document)
            document = None
            notes += self.publications.tidy()
        return written, document

    def write_article(
        self,
        delivery: Delivery,
        name: str,
        thumb: Mapping[str, Any] | None,
        reference: Mapping[str, str],
        old: Record | None,
        notes: list[str],
    ) -> tuple[Record, ...]:
        """Write the article in the place of an old one, after the record of the site; return both."""
        site: tuple[Record, ...] = ()
        if delivery.post.publication:
            named = str(old.value.get("site")) if old else ""
            site = (self.publications.write(delivery.post.publication, named, notes),)
        article = write_document(delivery.post, thumb, reference, site[0].uri if site else "")
        if "content" not in article:
            notes.append("the article is too long for Bluesky with its layout: it is there as plain text")
        return (self.put(DOCUMENTS, name, mark(article, delivery), old, delivery), *site)

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
            said = read_mark(found.value) if found else {}
            same = (said.get("post"), said.get("version")) == (delivery.marker, delivery.version)
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
        for earlier in reversed(delivery.thread if self.thread else ()):
            if earlier.id.startswith(f"at://{self.api.did}/{POSTS}/"):
                parent = self.api.read(POSTS, earlier.id.rpartition("/")[2])
                if parent:
                    above = parent.value.get("reply")
                    root = above.get("root") if isinstance(above, Mapping) else None
                    return {"root": root or parent.reference, "parent": parent.reference}
        return None

    def link(self, name: str) -> str:
        """Return where readers find a post; the identifier stays when the account is renamed."""
        return f"https://bsky.app/profile/{self.api.did}/post/{name}"


def show(record: Record | None, document: Record | None) -> str:
    """Return title and words of a copy as plain text: of what was changed, else of the longer."""
    if document and (record is None or is_edited(document.value) or not is_edited(record.value)):
        return f"{document.value.get('title', '')}\n\n{document.value.get('textContent', '')}"
    value = record.value if record else {}
    return f"{find_external(value).get('title', '')}\n\n{value.get('text', '')}"
