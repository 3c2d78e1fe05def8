"""What a post embeds and a partner's filter would mangle, replaced by what survives."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path, PurePosixPath
from urllib.parse import quote, urljoin, urlsplit

from crosspost.files import hash_text
from crosspost.model import Article
from crosspost.text.parser import parse
from crosspost.text.tree import Element, write_children
from guards.drawings import LARGEST

from .allowed import SILENT
from .formulas import replace_formulas

# What plays or shows something → what a link to it is called.
PLAYERS = {"audio": "Audio", "embed": "", "iframe": "", "object": "", "video": "Video"}
# What means nothing once it is empty.
HOLDERS = {"a", "div", "em", "figure", "p", "span", "strong"}


class Drawings:
    """The drawings among a site's files that have a PNG beside them, read once, when the first is wanted."""

    def __init__(self, folder: Path) -> None:
        """Take the folder in which the site's files are."""
        self.folder = folder

    def find(self, drawing: Element) -> Path | None:
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


def replace_embedded(root: Element, article: Article, drawings: Drawings | None = None) -> None:
    """Put what survives in the place of everything that a partner's filter would mangle.

    Args:
        root: The post.
        article: What it is made of.
        drawings: Those of the site, for all posts of a build; without them they are read for this post.
    """
    present = {element.name for element in root.walk()}
    if not present.isdisjoint(PLAYERS):
        for player in root.find_all(*PLAYERS):
            link_player(player, article)
    replace_formulas(root, article.html)
    if "pre" in present:
        settle_code(root)
    if "svg" in present:
        replace_drawings(root, article, drawings or Drawings(article.output))
    if "img" in present:
        settle_images(root)
    for box in root.find_all("input") if "input" in present else ():
        # Whether a task is done would be lost with its box.
        if box.attrs.get("type") == "checkbox":
            box.replace("☑" if "checked" in box.attrs else "☐")
    if not present.isdisjoint(SILENT):
        for element in root.find_all(*SILENT):
            drop(element)


def link_player(player: Element, article: Article) -> None:
    """Replace a player by a link to what it plays, named as its title does; one beside a link needs none."""
    if (
        player.parent
        and "player" in player.parent.classes
        and "a" in {one.name for one in player.parent.elements}
    ):
        drop(player)
        return
    source = next((source for source in player.find_all("source") if "src" in source.attrs), None)
    own = player.attrs.get("src") or player.attrs.get("data") or (source.attrs["src"] if source else "")
    address = urljoin(article.url, own) if own else article.url
    if urlsplit(address).scheme not in {"http", "https"}:
        drop(player)
        return
    title = (player.attrs.get("title") or player.attrs.get("aria-label") or "").strip()
    kind = PLAYERS[player.name]
    if kind:
        words = f"{kind}: {title or PurePosixPath(urlsplit(address).path).name or address}"
    else:
        words = title or address
    link = Element("a", {"href": address}, words)
    player.replace(link)
    set_apart(link)


def replace_drawings(root: Element, article: Article, drawings: Drawings) -> None:
    """Replace a drawing that is part of the page by its picture, or by its words and a link to the post."""
    for drawing in root.find_all("svg"):
        if drawing.find_around("svg"):
            continue
        name, words = (read_child(drawing, child) for child in ("title", "desc"))
        name = name or drawing.attrs.get("aria-label", "")
        if drawing.attrs.get("aria-hidden") == "true" or (drawing.find_around("a") and not name):
            drop(drawing)
            continue
        picture = drawings.find(drawing)
        if picture:
            path = picture.relative_to(article.output).as_posix()
            drawing.replace(Element("img", {"src": f"{article.home}/{quote(path)}", "alt": words or name}))
            continue
        said = f"Image: {name}" if name else "See the image where this was first published"
        link = Element("a", {"href": article.url}, said)
        drawing.replace(link, *([f" ({words})"] if words else []))
        set_apart(link)


def settle_code(root: Element) -> None:
    """Leave of code what it says: only our style sheet would show what kinds of words it has."""
    for block in root.find_all("pre"):
        block.attrs.pop("tabindex", None)
        inner = block.elements[0] if [*map(type, block.children)] == [Element] else block
        if {element.name for element in inner.walk()} == {"span"}:
            inner.fill([inner.read()])


def read_child(drawing: Element, name: str) -> str:
    """Return the text of a drawing's own title or description."""
    child = next((child for child in drawing.elements if child.name == name), None)
    return re.sub(r"\s+", " ", child.read()).strip() if child else ""


def draw(drawing: Element) -> str:
    """Return the hash of what a drawing draws, whatever its root is called and how its source is set."""
    return hash_text(re.sub(r"\s+", "", write_children(drawing)))


def settle_images(root: Element) -> None:
    """Give an image that is loaded late, or only in several sizes, one source."""
    for image in root.find_all("img"):
        if (image.attrs.get("src") or "data:").startswith("data:"):
            picture = image.find_around("picture")
            several = picture.find_all("source") if picture else []
            source = next((source for source in several if "srcset" in source.attrs), None)
            sizes = image.attrs.get("srcset") or (source.attrs["srcset"] if source else "")
            late = image.attrs.get("data-src") or re.split(r"[\s,]+", sizes.strip())[0]
            if late:
                image.attrs["src"] = late


def drop(element: Element) -> None:
    """Remove an element, and what held nothing but it."""
    holder = element.parent
    element.remove()
    while holder is not None and holder.name in HOLDERS and not holder.attrs.get("id"):
        if holder.elements or holder.read().strip():
            return
        outer = holder.parent
        holder.remove()
        holder = outer


def set_apart(link: Element) -> None:
    """Put a link that would stand between blocks into a paragraph."""
    if link.parent is not None and link.parent.name in {"", "div", "figure", "section"}:
        link.wrap("p")
