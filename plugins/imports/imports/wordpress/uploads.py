"""Pictures of WordPress: the file at an address, in the folder of uploads that lies beside the export."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from ..errors import ImportingError
from ..markup.addresses import name_of
from ..model import Image
from .blog import Attachment

_SIZE = re.compile(r"-\d{1,5}x\d{1,5}(?=\.\w{2,5}$)")
_CACHE = re.compile(r"^https?://i\d\.wp\.com/")
_FILE = re.compile(r"\.(?!png$|jpe?g$|gif$|webp$|avif$|svg$)\w{2,5}$", re.IGNORECASE)
FOLDERS = ("wp-content/uploads/", "uploads/", "")


class Uploads:
    """The uploaded files of a blog.

    Attributes:
        attachments: By their numbers.
        read: Returns what is in a file beside the export, by its name, or raises `ImportingError`.
        fetch: Returns what is at an address; None where nobody is asked.
    """

    def __init__(
        self,
        attachments: dict[str, Attachment],
        read: Callable[[str], bytes],
        fetch: Callable[[str], bytes] | None = None,
    ) -> None:
        """Take the attachments."""
        self.attachments = attachments
        self.read = read
        self.fetch = fetch
        self._by_name = {_strip(one.url): one for one in attachments.values()}

    def find(self, address: str) -> Attachment | None:
        """Return the upload that an address shows, in whatever size."""
        name = _strip(address)
        return (
            self._by_name.get(name)
            or self._by_name.get(_SIZE.sub("", name))
            or self._by_name.get(_SIZE.sub("-scaled", name))
        )

    def explain_link(self, address: str) -> str:
        """Return what to say of a link to an upload that is no picture; "" for all others."""
        if not _FILE.search(address) or not (self.find(address) or "/wp-content/uploads/" in address):
            return ""
        return f"this file was not copied, the link leads to where it was: {address[:200]}"

    def alt_of(self, address: str) -> str:
        """Return the alternative text of an upload; "" if it has none."""
        found = self.find(address)
        return found.alt if found else ""

    def make_image(self, address: str) -> Image:
        """Return the picture at an address, in its full size if that is known."""
        whole = _CACHE.sub("https://", address)
        found = self.find(whole)
        url = found.url if found else whole.partition("?")[0] if whole != address else whole
        title = found.title if found and not _is_name(found.title, url) else ""
        author = found.author if found else ""
        return Image(url, name_of(url), lambda: self._load(url, whole), title, author)

    def _load(self, url: str, shown: str) -> bytes:
        """Return a picture, in its full size or in the one that was shown."""
        for address in dict.fromkeys((url, shown)):
            path = unquote(urlsplit(address).path).lstrip("/")
            path = path.partition("uploads/")[2] or path
            for folder in FOLDERS:
                try:
                    return self.read(f"{folder}{path}")
                except ImportingError:
                    continue
        if self.fetch is None:
            raise ImportingError('is not in a folder "uploads" beside the export')
        return self.fetch(url)


def _strip(address: str) -> str:
    return re.sub(r"^(?:https?:)?//(?:i\d\.wp\.com/)?(?:www\.)?", "", address).partition("?")[0]


def _is_name(title: str, url: str) -> bool:
    """Say whether a title is no more than the name of a file."""
    plain = re.sub(r"[\W_]+", "", PurePosixPath(unquote(urlsplit(url).path)).stem).lower()
    return not title or re.sub(r"[\W_]+", "", title).lower() in {plain, plain.removesuffix("scaled")}
