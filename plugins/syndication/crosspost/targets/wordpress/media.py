"""The images of copies on a WordPress site: each stored once, known by the hash of its content."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crosspost.errors import RefusedError, UnansweredError
from crosspost.model import Image
from crosspost.targets.images import read_image
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
            "media", data=fields, files={"file": (stem + Path(image.path).suffix.lower(), data)}
        )


def file_stem(image: Image) -> str:
    """Return the name under which a site stores an image."""
    return f"partwork-{image.sha256[:24]}"
