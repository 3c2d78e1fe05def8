"""The images of copies on a WordPress site: each stored once, known by the hash of its content."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

from crosspost.errors import RefusedError, UnansweredError
from crosspost.model import Image
from crosspost.placed import Placed
from crosspost.targets.images import read_image
from crosspost.text.mark import fold_title
from crosspost.text.verbatim import keep_alt, keep_text
from guards.addresses import ASKED, read_address

from .api import Api


@dataclass(frozen=True)
class Stored:
    """An image as the site has it.

    Attributes:
        id: The site's own number for it.
        url: Where the site shows it.
        new: Whether it was uploaded by this run.
    """

    id: int
    url: str
    new: bool


class Media:
    """The images that a site has of ours, as far as this run asked for them."""

    def __init__(self, api: Api, output: Path) -> None:
        """Take the API and the folder with the site's files."""
        self.api = api
        self.output = output
        self.stored: dict[str, Stored] = {}

    def mirror(self, images: Iterable[Image], notes: list[str], new: bool) -> dict[str, Stored]:
        """Return what the site has of the images, by their hash, after uploading what it had not.

        Args:
            images: Only such as may be copied.
            notes: Gets a line for what was not taken.
            new: Whether they are those of a new copy: what its author was told then is not told again.
        """
        wanted = {image.sha256: image for image in images}
        if not wanted:
            return {}
        unknown = {file_stem(image): image for key, image in wanted.items() if key not in self.stored}
        if unknown:
            listed = self.api.list("media", slug=",".join(unknown), _fields="id,slug,source_url")
            for found in reversed(listed):
                if found["slug"] in unknown:
                    self.keep(unknown[found["slug"]], found, new=False)
        missing = [image for key, image in wanted.items() if key not in self.stored]
        if missing and not self.api.may("upload_files"):
            why = (
                f"{self.api.web.who} may not upload files at {self.api.web.url}, so the copies show images "
                "from our site and have no featured image. Ask for the role of author there, if that matters"
            )
            notes += [why] if new else []
            missing = []
        for image in missing:
            try:
                self.keep(image, self.upload(image), new=True)
            except (RefusedError, UnansweredError) as error:
                # WordPress says 500 to a type of file that it does not allow.
                if isinstance(error, UnansweredError) and not error.code.startswith("rest_upload_"):
                    raise
                notes.append(f"{image.path} was not taken, so the copy shows it from our site: {error}")
        return {key: self.stored[key] for key in wanted if key in self.stored}

    def choose_cover(
        self, there: int, placed: Placed | None, cover: Image | None, notes: list[str]
    ) -> int | None:
        """Return the number of the featured image that a post is to have, 0 for none; None to leave it.

        Args:
            there: That of the one that it has.
            placed: What we set last; None if that is not known.
            cover: Ours; `mirror` has taken it, if the site takes it.
            notes: Is told if the partner's own stays.
        """
        stored = self.stored.get(cover.sha256) if cover else None
        if placed and placed.image == (cover.sha256 if cover else ""):
            if placed.alt != (cover.alt if cover else "") and stored and stored.id == there:
                self.describe(there, placed.alt, cover.alt if cover else "", notes)
            return None
        if not there:
            # One that an editor took away stays away.
            return stored.id if stored and (placed or stored.new) else None
        if stored and stored.id == there:
            return None
        ours = (
            self.look(there)
            .get("slug", "")
            .startswith(name_file(placed.image) if placed and placed.image else "partwork-")
        )
        if ours and (placed or stored):
            return stored.id if stored else 0
        if cover or placed:
            notes.append("its featured image stays the one that the partner chose")
        return None

    def describe(self, number: int, before: str, now: str, notes: list[str]) -> None:
        """Change the alternative text of an image, if it is as we left it."""
        if fold_title(unescape(str(self.look(number).get("alt_text", "")))) != fold_title(before):
            notes.append("the alternative text of its featured image stays as the partner wrote it")
            return
        try:
            self.api.post(f"media/{number}", "id,source_url", json={"alt_text": keep_alt(now)})
        except RefusedError as error:
            notes.append(f"the alternative text of its featured image stays as it was: {error}")

    def look(self, number: int) -> Mapping[str, Any]:
        """Return what the site says of an image; nothing if it is gone."""
        try:
            return self.api.get_one(f"media/{number}", _fields="id,slug,source_url,alt_text")
        except RefusedError:
            return {}

    def keep(self, image: Image, answer: Any, new: bool) -> None:
        """Remember what the site has."""
        # It may be a network's that keeps files for the site, and only readers go there.
        url = read_address(str(answer["source_url"]), ASKED)
        self.stored[image.sha256] = Stored(int(answer["id"]), url, new)

    def upload(self, image: Image) -> Any:
        """Upload an image with its alternative text, caption and credit."""
        data = read_image(self.output, image)
        caption = " ".join(filter(None, [image.caption, image.credit]))
        stem = file_stem(image)
        fields = {
            "slug": stem,
            "title": keep_text(image.alt or stem),
            "alt_text": keep_alt(image.alt),
            "caption": keep_text(caption),
        }
        return self.api.post(
            "media",
            "id,source_url",
            data=fields,
            files={"file": (stem + Path(image.path).suffix.lower(), data)},
        )


def file_stem(image: Image) -> str:
    """Return the name under which a site stores an image."""
    return name_file(image.sha256)


def name_file(sha256: str) -> str:
    """Return the name under which a site stores what has a hash."""
    return f"partwork-{sha256[:24]}"
