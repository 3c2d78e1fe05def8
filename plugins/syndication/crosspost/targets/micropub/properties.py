"""A delivery as the properties of an h-entry, and what of them changes in one that is there already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from crosspost.errors import SyndicationError
from crosspost.model import Image, Post
from crosspost.placed import Placed
from crosspost.targets.images import read_image
from crosspost.targets.merging import compare_terms, is_date_ours, merge_terms, same_image, same_moment

from .api import Api
from .microformats import Entry


@dataclass
class Writer:
    """Writes the properties of one post, its image being stored on the way.

    Attributes:
        api: The endpoint.
        output: The folder with the site's files.
        post: What is sent.
        notes: Is told what the author should know.
        placed: What is set beside the words, once that is written.
    """

    api: Api
    output: Path
    post: Post
    notes: list[str]

    def __post_init__(self) -> None:
        """Take the image only where the content does not show it: it would be seen twice."""
        post, card = self.post, self.post.card
        seen = card is not None and card.url in {image.url for image in post.images}
        self.cover = card if card and card.reuse and not seen else None
        image = (self.cover.sha256, self.cover.alt, self.cover.credit) if self.cover else ()
        self.placed = Placed(post.published, post.category, post.tags, *image)

    def write(self) -> dict[str, Any]:
        """Return all properties of a new post."""
        post = self.post
        properties = self.write_words() | {
            "category": name_categories(self.placed),
            "published": [post.published],
            "mp-slug": [post.slug],
            "syndication": [post.url],
            "photo": self.write_photo(),
        }
        return {name: values for name, values in properties.items() if values}

    def write_words(self) -> dict[str, Any]:
        """Return the properties that are ours alone."""
        post = self.post
        words = {"name": [post.title], "content": [{"html": post.html}], "summary": [post.summary]}
        return words if post.summary else {name: words[name] for name in ("name", "content")}

    def write_photo(self) -> list[dict[str, str]]:
        """Store the image that stands for the post, and return it."""
        if self.cover is None:
            return []
        place = self.place_image(self.cover)
        self.placed = replace(self.placed, place=place)
        return [{"value": place, "alt": self.cover.alt}]

    def change(self, entry: Entry | None, placed: Placed | None) -> dict[str, Any]:
        """Return what is asked to change in a post.

        Args:
            entry: The post as it is; None if it cannot be seen.
            placed: What we set of it last; None if that is not known.
        """
        changes = Changes(self.write_words())
        if entry and entry.summary and not self.post.summary:
            changes.empty.append("summary")
        self.change_categories(entry, placed, changes)
        theirs = entry.published if entry else ""
        if theirs or placed:
            unseen = not theirs and placed and not same_moment(placed.date, self.post.published)
            if unseen or (theirs and is_date_ours(theirs, placed, self.post.published, self.notes)):
                changes.replace["published"] = [self.post.published]
        if placed:
            self.change_photo(entry, placed, changes)
        return changes.write()

    def change_categories(self, entry: Entry | None, placed: Placed | None, changes: Changes) -> None:
        """Change categories: as a whole where they can be seen, or else one by one."""
        before = name_categories(placed) if placed else None
        now = name_categories(self.placed)
        if entry and (self.api.sees or entry.categories):
            merged = merge_terms(entry.categories, before, now, str)
            if merged and merged != [*entry.categories]:
                changes.replace["category"] = merged
            elif entry.categories and not merged:
                changes.empty.append("category")
        elif before is None:
            self.notes.append("its categories stay as they are there: nobody tells which there are")
        else:
            gone, come = compare_terms(before, now, str)
            changes.remove["category"], changes.add["category"] = gone, come

    def change_photo(self, entry: Entry | None, placed: Placed, changes: Changes) -> None:
        """Change the image that stands for the post, unless the partner chose another."""
        if same_image(placed, self.placed):
            self.placed = replace(self.placed, place=placed.place)
            return
        photos = entry.photos if entry and (self.api.sees or entry.photos) else None
        if photos and placed.place not in dict(photos):
            self.notes.append("its image stays the one that the partner chose")
            return
        others = [{"value": url, "alt": alt} for url, alt in photos or () if url != placed.place]
        ours = self.write_photo()
        if ours or others:
            changes.replace["photo"] = [*ours, *others]
        elif photos:
            changes.empty.append("photo")
        elif photos is None and placed.place:
            changes.remove["photo"] = [placed.place]

    def place_image(self, image: Image) -> str:
        """Store an image at the media endpoint and return its address there, or else ours."""
        data = read_image(self.output, image)
        from crosspost.http.thumbnail import draw_thumbnail

        try:
            data, type = draw_thumbnail(data)
            return self.api.upload(Path(urlsplit(image.url).path).name, data, type) or image.url
        except (SyndicationError, ValueError) as error:
            self.notes.append(f"{image.path} was not stored there, so it is shown from our site: {error}")
            return image.url

    def check(self, changes: Mapping[str, Any], now: Entry | None) -> None:
        """Note what the endpoint took and did not change."""
        if now is None or not self.api.sees:
            return
        wanted = changes.get("replace", {})
        kept = []
        if "published" in wanted and not same_moment(now.published, self.post.published):
            kept.append("date")
            self.placed = replace(self.placed, date="")
        if "category" in wanted and {*wanted["category"]} != {*now.categories}:
            kept.append("categories")
        if kept:
            self.notes.append(f"the site took the text, but its {' and '.join(kept)} stay as they were")
        if self.placed.place and len(now.photos) == 1:
            # The site may have taken it to a place of its own.
            self.placed = replace(self.placed, place=now.photos[0][0])


class Changes:
    """What an update asks for (W3C Micropub, § 3.4).

    Attributes:
        replace: Properties with other values.
        add, remove: Single values of properties.
        empty: Properties without any.
    """

    def __init__(self, properties: dict[str, Any]) -> None:
        """Take those that are replaced on every occasion."""
        self.replace = properties
        self.add: dict[str, Any] = {}
        self.remove: dict[str, Any] = {}
        self.empty: list[str] = []

    def write(self) -> dict[str, Any]:
        """Return the members of the request; what is deleted is either names or values."""
        remove = {name: values for name, values in self.remove.items() if values}
        add = {name: values for name, values in self.add.items() if values}
        changes = {"replace": self.replace, "add": add, "delete": remove or self.empty}
        return {name: value for name, value in changes.items() if value}


def name_categories(placed: Placed) -> list[str]:
    """Return category and tags, which are one kind there."""
    return list(dict.fromkeys(filter(None, (placed.category, *placed.tags))))
