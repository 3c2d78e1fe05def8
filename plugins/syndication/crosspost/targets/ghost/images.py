"""The images of copies on a Ghost site, which keeps no list of what was uploaded: they are known by name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from crosspost.errors import RefusedError, UnavailableError
from crosspost.model import Image
from crosspost.targets.images import read_image

from .api import Api

ADDRESS = re.compile(r"https?://[^\s\"'<>]+")
STORED = re.compile(r"(\S+/(partwork-[0-9a-f]{24})(?:-\d+)?\.\w+)")


class Images:
    """What is stored there, by the names that we give: one for each content."""

    def __init__(self, api: Api, output: Path, survey: Callable[[str], Iterable[Mapping[str, Any]]]) -> None:
        """Take the API, the folder with our files, and what finds the posts that mention an address."""
        self.api = api
        self.output = output
        self.survey = survey
        self.known: dict[str, str] = {}
        self.noted: set[tuple[str, str]] = set()

    def mirror(self, images: Iterable[Image], stored: Mapping[str, Any], notes: list[str]) -> dict[str, str]:
        """Upload what is not there yet.

        Args:
            images: Those of a post; only what may be reused is taken.
            stored: The post as the site has it, or empty.
            notes: What was not taken is added.

        Returns:
            Where each image is shown, by its address on our site.
        """
        wanted = {image.url: image for image in images if image.reuse}
        self.note(stored)
        urls = {}
        for url, image in wanted.items():
            name = name_image(image)
            for post in self.survey(url) if name not in self.known else ():
                self.note(post)
            if name not in self.known:
                try:
                    self.known[name] = self.look(image) or self.upload(image)
                except RefusedError as error:
                    notes.append(f"{image.path} was not taken, so the copy shows it from our site: {error}")
            urls[url] = self.known.get(name, url)
        return urls

    def note(self, post: Mapping[str, Any]) -> None:
        """Remember the images of ours that a post shows."""
        state = str(post.get("id")), str(post.get("updated_at"))
        text = f"{post.get('html') or ''} {post.get('feature_image') or ''}"
        if state in self.noted or "/partwork-" not in text:
            return
        self.noted.add(state)
        for match in filter(None, map(STORED.match, ADDRESS.findall(text))):
            # Not the smaller ones that Ghost makes.
            if "/size/" not in match[1]:
                self.known.setdefault(match[2], match[1])

    def look(self, image: Image) -> str | None:
        """Return the address of an image that is in no post, such as after a lost answer to its upload.

        Ghost puts what it is given into a folder for each month.
        """
        path = f"/content/images/{self.api.now():%Y/%m}/{name_file(image)}"
        try:
            self.api.web.send("HEAD", path, again=True)
        except (RefusedError, UnavailableError):
            # Also where pages and administration have different addresses.
            return None
        return f"{self.api.site}{path}"

    def upload(self, image: Image) -> str:
        """Upload an image and return its address."""
        data = read_image(self.output, image)
        return self.api.upload(name_file(image), data)


def name_image(image: Image) -> str:
    """Return the name under which an image's content is stored, without suffix."""
    return f"partwork-{image.sha256[:24]}"


def name_file(image: Image) -> str:
    """Return the name of an image's file there."""
    return name_image(image) + Path(image.path).suffix.lower()
