"""What a post embeds and a partner's filter would mangle, replaced by what survives."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin, urlsplit

from crosspost.files import hash_text
from crosspost.model import Article
from crosspost.text.plaintext import parse
from guards.drawings import LARGEST

from .allowed import SILENT
from .formulas import replace_formulas

if TYPE_CHECKING:
    from bs4 import BeautifulSoup
    from bs4.element import Tag

# What plays or shows something → what a link to it is called.
PLAYERS = {"audio": "Audio", "embed": "", "iframe": "", "object": "", "video": "Video"}
# What means nothing once it is empty.
HOLDERS = {"a", "div", "em", "figure", "p", "span", "strong"}


class Drawings:
    """The drawings among a site's files that have a PNG beside them, read once, when the first is wanted."""

    def __init__(self, folder: Path) -> None:
        """Take the folder in which the site's files are."""
        self.folder = folder

    def find(self, drawing: Tag) -> Path | None:
        """Return the PNG beside the file that a drawing was taken from, if it is one of the site's."""
        return self.pictures.get(draw(drawing))

    @cached_property
    def pictures(self) -> dict[str, Path]:
        """What is drawn → its PNG."""
        found: dict[str, Path] = {}
        for file in sorted(self.folder.rglob("*.svg")):
            picture = file.with_suffix(".png")
            if picture.is_file() and file.stat().st_size <= LARGEST:
                root = parse(file.read_text(encoding="utf-8", errors="replace")).find("svg")
                if root:
                    found.setdefault(draw(root), picture)
        return found


def replace_embedded(soup: BeautifulSoup, article: Article, drawings: Drawings | None = None) -> None:
    """Put what survives in the place of everything that a partner's filter would mangle.

    Args:
        soup: The post.
        article: What it is made of.
        drawings: Those of the site, for all posts of a build; without them they are read for this post.
    """
    present = {element.name for element in soup.find_all(True)}
    for name in present & set(PLAYERS):
        for player in soup.find_all(name):
            link_player(soup, player, article)
    replace_formulas(soup, article.html)
    if "svg" in present:
        replace_drawings(soup, article, drawings or Drawings(article.output))
    if "picture" in present or "img" in present:
        settle_images(soup)
    for name in present & SILENT:
        for element in soup.find_all(name):
            if not element.decomposed:
                drop(element)


def link_player(soup: BeautifulSoup, player: Tag, article: Article) -> None:
    """Replace a player by a link to what it plays, named as its title does."""
    if player.decomposed:
        return
    source = player.find("source", src=True)
    own = player.get("src") or player.get("data") or (source["src"] if source else "")
    address = urljoin(article.url, str(own)) if own else article.url
    if urlsplit(address).scheme not in {"http", "https"}:
        drop(player)
        return
    title = str(player.get("title") or player.get("aria-label") or "").strip()
    kind = PLAYERS[player.name]
    link = soup.new_tag("a", href=address)
    if kind:
        link.string = f"{kind}: {title or PurePosixPath(urlsplit(address).path).name or address}"
    else:
        link.string = title or address
    player.replace_with(link)
    set_apart(soup, link)


def replace_drawings(soup: BeautifulSoup, article: Article, drawings: Drawings) -> None:
    """Replace a drawing that is part of the page by its picture, or by its words and a link to the post."""
    for drawing in soup.find_all("svg"):
        if drawing.decomposed or drawing.find_parent("svg"):
            continue
        name, words = (read_child(drawing, child) for child in ("title", "desc"))
        name = name or str(drawing.get("aria-label") or "")
        if drawing.get("aria-hidden") == "true" or (drawing.find_parent("a") and not name):
            drop(drawing)
            continue
        picture = drawings.find(drawing)
        if picture:
            path = picture.relative_to(article.output).as_posix()
            image = soup.new_tag("img", src=f"{article.home}/{quote(path)}", alt=words or name)
            drawing.replace_with(image)
            continue
        link = soup.new_tag("a", href=article.url)
        link.string = f"Image: {name}" if name else "See the image where this was first published"
        drawing.replace_with(link)
        if words:
            link.insert_after(f" ({words})")
        set_apart(soup, link)


def read_child(drawing: Tag, name: str) -> str:
    """Return the text of a drawing's own title or description."""
    child = drawing.find(name, recursive=False)
    return re.sub(r"\s+", " ", child.get_text()).strip() if child else ""


def draw(drawing: Tag) -> str:
    """Return the hash of what a drawing draws, whatever its root is called and how its source is set."""
    return hash_text(re.sub(r"\s+", "", drawing.decode_contents()))


def settle_images(soup: BeautifulSoup) -> None:
    """Give an image that is loaded late, or only in several sizes, one source."""
    for image in soup.find_all("img"):
        if str(image.get("src") or "data:").startswith("data:"):
            picture = image.find_parent("picture")
            source = picture.find("source", srcset=True) if picture else None
            sizes = str(image.get("srcset") or (source["srcset"] if source else ""))
            late = image.get("data-src") or re.split(r"[\s,]+", sizes.strip())[0]
            if late:
                image["src"] = late


def drop(element: Tag) -> None:
    """Remove an element, and what held nothing but it."""
    holder = element.parent
    element.decompose()
    while holder is not None and holder.name in HOLDERS and not holder.get("id"):
        if holder.find(True) or holder.get_text().strip():
            return
        outer = holder.parent
        holder.decompose()
        holder = outer


def set_apart(soup: BeautifulSoup, link: Tag) -> None:
    """Put a link that would stand between blocks into a paragraph."""
    if link.parent is not None and link.parent.name in {"[document]", "div", "figure", "section"}:
        link.wrap(soup.new_tag("p"))
