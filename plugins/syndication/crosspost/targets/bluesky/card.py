"""The image of a card on Bluesky: brought there once, in a size that it takes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from crosspost.errors import RefusedError
from crosspost.model import Image, Post

from .api import Api, Record
from .pins import find_external
from .records import read_mark


class Cards:
    """The images of one account's cards.

    A card has no place for the alternative text of its image; apps read out the card's title instead.
    """

    def __init__(self, api: Api, output: Path) -> None:
        """Take the account and the folder with the site's files."""
        self.api = api
        self.output = output
        self.stored: dict[str, Mapping[str, Any]] = {}

    def find_image(
        self, post: Post, records: Iterable[Record | None], notes: list[str]
    ) -> Mapping[str, Any] | None:
        """Return the image of a post's card as records refer to it; None if there is none.

        Args:
            post: Whose card it is.
            records: What is there already, and may have the image.
            notes: Takes what the author should know.
        """
        image = post.card
        if image is None:
            return None
        for record in records:
            if record and read_mark(record.value)["card"] == image.sha256:
                found = record.value.get("coverImage") or find_external(record.value).get("thumb")
                if isinstance(found, Mapping):
                    return found
        if image.sha256 not in self.stored:
            try:
                self.stored[image.sha256] = self.api.upload(*self.draw(image))
            except (ValueError, RefusedError) as error:
                notes.append(f"{image.path} was not taken, so the card has no image: {error}")
                return None
        return self.stored[image.sha256]

    def forget(self) -> None:
        """Take no image for stored after a record was replaced or deleted: the server removes unused ones."""
        self.stored.clear()

    def draw(self, image: Image) -> tuple[bytes, str]:
        """Return an image as a card can show it, and its media type.

        Raises:
            ValueError: It may not be copied, is not there, or is none.
        """
        from crosspost.http.thumbnail import draw_thumbnail

        if not image.reuse:
            raise ValueError("its licence allows no copies")
        try:
            data = (self.output / image.path).read_bytes()
        except OSError:
            data = b""
        if hashlib.sha256(data).hexdigest() != image.sha256:
            raise ValueError("it is not as it was when the outbox was written. Build again")
        return draw_thumbnail(data)
