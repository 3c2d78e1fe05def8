"""Images in a copy: only those that partners can show, and may."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

from crosspost.model import Article, Image
from crosspost.text.plaintext import read_inline
from crosspost.text.tree import Element
from guards.characters import clean_text

# What partners and networks show as a picture; drawings they do not.
RASTER = {".avif", ".gif", ".jpeg", ".jpg", ".png", ".webp"}


def replace_images(root: Element, article: Article) -> tuple[Image, ...]:
    """Make every image one that partners can show, and return those that are files of the site.

    A drawing (SVG) is replaced by the PNG of the same name beside it. An image that may not be reused is
    replaced by a link to the post.
    """
    images: dict[str, Image] = {}
    for element in root.find_all("img"):
        url = urljoin(article.url, element.attrs.get("src", ""))
        file = find_file(url, article)
        if file:
            file, url = find_picture(file, url)
        element.attrs["src"] = url
        image = describe_image(element, url, file, article)
        drawing = urlsplit(url).path.lower().endswith(".svg")
        if not image.reuse or drawing or urlsplit(url).scheme not in {"http", "https"}:
            link_image(element, image, article)
        if file and not drawing:
            images[image.path] = image
    return tuple(images.values())


def choose_card(images: tuple[Image, ...], article: Article) -> tuple[Image | None, bool]:
    """Return the image that stands for the post: its author's choice, or the first that may be reused.

    Also, whether it may be shown above the text: one that was not chosen would be there twice.
    """
    chosen = describe_cover(article)
    named = [image for image in images if chosen and image.path == chosen.path]
    for image in (*named, *filter(None, [chosen]), *images):
        if image.reuse and Path(image.path).suffix.lower() in RASTER:
            return image, chosen is not None and image.path == chosen.path
    return None, False


def describe_cover(article: Article) -> Image | None:
    """Return what is known of the image that the author chose."""
    url = f"{article.home}/{quote(article.cover)}"
    file = find_file(url, article) if article.cover else None
    if file is None:
        return None
    file, url = find_picture(file, url)
    path = file.relative_to(article.output).as_posix()
    credit, licence, reuse = find_reuse(path, article) or ("", "", True)
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    return Image(path, url, sha256, article.cover_alt, "", credit, licence, reuse)


def find_picture(file: Path, url: str) -> tuple[Path, str]:
    """Return the picture of the same name beside a drawing, if there is one; and anything else as it is."""
    picture = file.with_suffix(".png")
    if file.suffix.lower() == ".svg" and picture.is_file():
        return picture, re.sub(r"\.svg\b[^/]*$", ".png", url, flags=re.IGNORECASE)
    return file, url


def find_file(url: str, article: Article) -> Path | None:
    """Return the file of an address on our own site, if there is one."""
    if not url.startswith(f"{article.home}/"):
        return None
    path = unquote(urlsplit(url).path).removeprefix(urlsplit(article.home).path).lstrip("/")
    file = article.output / path
    return file if file.is_file() and file.resolve().is_relative_to(article.output.resolve()) else None


def describe_image(element: Element, url: str, file: Path | None, article: Article) -> Image:
    """Return what is known of an image."""
    figure = element.find_around("figure")
    caption = figure.find("figcaption") if figure else None
    # That of a figure with a number stands in its note.
    credit = next(iter(figure.find_classes("credit")), None) if figure else None
    words = [child for child in caption.children if child is not credit] if caption else []
    path = file.relative_to(article.output).as_posix() if file else ""
    marked = element.attrs.get("data-licence") or (figure.attrs.get("data-licence", "") if figure else "")
    noted, licence, reuse = find_reuse(path, article) or ("", marked, may_reuse(marked))
    return Image(
        path,
        url,
        hashlib.sha256(file.read_bytes()).hexdigest() if file else "",
        clean_text(element.attrs.get("alt", "")),
        read_inline(*words),
        read_inline(credit) if credit else noted,
        licence,
        reuse,
    )


def find_reuse(path: str, article: Article) -> tuple[str, str, bool] | None:
    """Return credit, licence and permission of an image, or of the drawing that it stands for.

    Pelican may put a file elsewhere than it was; then its name tells.
    """
    noted = article.reuse
    if not path:
        return None
    names = [path, str(Path(path).with_suffix(".svg"))]
    for name in names:
        if name in noted:
            return noted[name]
    for other, reuse in noted.items():
        if Path(other).name in {Path(name).name for name in names}:
            return reuse
    return None


def may_reuse(spdx: str) -> bool:
    """Say whether a licence lets anyone make copies: Creative Commons and public domain dedications do."""
    return spdx == "" or spdx.upper().startswith(("CC-", "CC0", "PDDC", "PDM"))


def link_image(element: Element, image: Image, article: Article) -> None:
    """Replace an image by a link to where it may be seen."""
    address = image.url if image.reuse and image.url.startswith("http") else article.url
    words = f"Image: {image.alt}" if image.alt else "See the image where this was first published"
    link = Element("a", {"href": address}, words)
    (element.find_around("a") or element).replace(link)
    if link.parent is not None and link.parent.name in {"figure", ""}:
        link.wrap("p")
