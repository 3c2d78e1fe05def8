"""Pictures of posts: each is had once, looked at, and named."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from guards.addresses import ASKED, AddressError, read_address
from guards.images import ENDINGS, ImageError, inspect
from guards.whole import write_file

from ..errors import ImportingError
from ..model import Image
from .known import list_names
from .names import Names, make_slug


@dataclass
class Gallery:
    """The pictures of one folder of posts.

    Attributes:
        folder: Where they will be.
        waiting: Where they wait until all is written.
        files: What will be there → what waits for it.
        credits: Name of a file → what is known of it.
        failed: Address → why it cannot be had.
    """

    folder: Path
    waiting: Path
    files: dict[Path, Path] = field(default_factory=dict)
    credits: dict[str, dict[str, str]] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)
    _kept: dict[str, str] = field(default_factory=dict)
    _taken: Names | None = None

    def add(self, image: Image) -> str:
        """Return the name of a picture's file; "" if it cannot be had."""
        if image.address in self.failed:
            return ""
        if image.address not in self._names:
            try:
                self._names[image.address] = self._keep(image)
            except (ImportingError, ImageError) as error:
                self.failed[image.address] = str(error).rstrip(".")
                return ""
        return self._names[image.address]

    def _keep(self, image: Image) -> str:
        data = image.load()
        picture = inspect(data)
        digest = hashlib.sha256(data).hexdigest()
        if digest in self._kept:
            return self._kept[digest]
        name = self._name(image, ENDINGS[picture.kind], data)
        self._kept[digest] = name
        target = self.folder / name
        if not target.exists():
            held = self.waiting / f"{digest}{target.suffix}"
            write_file(held, data)
            self.files[target] = held
            known = {"title": image.title, "author": image.author, "licence": image.licence}
            self.credits[name] = {**known, "source": _show(image.source or image.address)}
        return name

    def _name(self, image: Image, endings: tuple[str, ...], data: bytes) -> str:
        """Return the name of a file that is free, or has the same in it."""
        if self._taken is None:
            self._taken = Names(list_names(self.folder))
        path = PurePosixPath(unquote(image.name or urlsplit(image.address).path))
        stem = make_slug(path.stem) or "image"
        ending = path.suffix.lower() if path.suffix.lower() in endings else endings[0]
        same = self.folder / f"{stem}{ending}"
        if same.is_file() and same.stat().st_size == len(data) and same.read_bytes() == data:
            return same.name
        return self._taken.find_free(stem, ending)


def _show(address: str) -> str:
    """Return an address as a credit may have it; "" if it is none."""
    try:
        return read_address(address, ASKED)
    except AddressError:
        return ""
