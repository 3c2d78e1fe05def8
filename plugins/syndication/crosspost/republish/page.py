"""The page on which anyone finds what is needed to republish a post."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from crosspost.model import Image, Post

# What a Creative Commons licence asks for, by the part of its name that does.
TERMS = {
    "BY": "Name the authors, link to the original and to the licence, and say so if you changed anything. "
    "The copies below name and link them already.",
    "NC": "Republish it only where that is not for commercial advantage.",
    "ND": "Republish it as it is: a version that you changed or translated may not be shared.",
    "SA": "If you change it, put your version under the same licence.",
}
FREE = "Nothing is asked of you. To name the authors and to link to the original is kind all the same."


@dataclass(frozen=True)
class Picture:
    """An image of the post.

    Attributes:
        name: Of its file.
        url: Relative to the site.
        alt: The text for those who do not see it.
        credit: Plain text: title, author, source and licence; "" if it is the post's own.
        reuse: Whether it may be copied.
    """

    name: str
    url: str
    alt: str
    credit: str
    reuse: bool


@dataclass(frozen=True)
class Republication:
    """What the page shows: `republish` in its template.

    Attributes:
        article: The post as the site's templates know it.
        url: Of the page, relative to the site.
        save_as: Its file, below the output folder.
        terms: What the licence asks for, as sentences.
        html: The copy, to be pasted into a site.
        text: The copy as plain text.
        attribution: The line that names title, authors, source and licence, as plain text.
        pictures: The images that may be copied.
        kept: The images that may not; the copies link to them.
    """

    article: Any
    url: str
    save_as: str
    terms: tuple[str, ...]
    html: str
    text: str
    attribution: str
    pictures: tuple[Picture, ...]
    kept: tuple[Picture, ...]


def page_url(url: str) -> str:
    """Return the address of the page, relative to the site as that of the post is."""
    return f"{re.sub(r'(index)?[.]html?$', '', url).rstrip('/')}/republish/"


def describe_page(article: Any, url: str, save_as: str, post: Post) -> Republication:
    """Return what the page of a post shows.

    Args:
        article: The post as the site's templates know it.
        url: Its address, below the site's.
        save_as: Its file, below the output folder.
        post: Its copy.
    """
    pictures = [describe_picture(image) for image in post.images]
    return Republication(
        article,
        page_url(url),
        f"{page_url(save_as)}index.html",
        list_terms(post.licence.spdx if post.licence else ""),
        post.html,
        f"{post.title}\n\n{post.text}",
        post.attribution_text,
        tuple(picture for picture in pictures if picture.reuse),
        tuple(picture for picture in pictures if not picture.reuse),
    )


def describe_picture(image: Image) -> Picture:
    """Return what the page says of an image."""
    return Picture(PurePosixPath(image.path).name, quote(image.path), image.alt, image.credit, image.reuse)


def list_terms(spdx: str) -> tuple[str, ...]:
    """Return what a licence asks for, by its SPDX identifier."""
    parts = spdx.upper().split("-")
    return tuple(sentence for part, sentence in TERMS.items() if part in parts) or (FREE,)
