"""A post as a partner can take it: the same text, with nothing in it that only works on our site."""

from __future__ import annotations

import hashlib
import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

from .allowed import ELEMENTS, SILENT, may_have
from .links import copy_anchor
from .model import Article, Image, Post
from .outbox import seal_post
from .plaintext import read_inline, write_text

if TYPE_CHECKING:
    from bs4 import BeautifulSoup
    from bs4.element import Tag

# Attributes that hold ids of other elements, separated by spaces.
REFERENCES = ("aria-controls", "aria-describedby", "aria-details", "aria-labelledby", "headers")


def make_copy(article: Article) -> Post:
    """Return the post as it goes into the outbox."""
    soup = parse(article.html)
    replace_embedded(soup)
    images = replace_images(soup, article)
    move_links(soup, article)
    keep_allowed(soup)
    body = str(soup).strip()
    html = "\n".join(
        filter(None, [write_notice(article), write_series(article), body, write_licence(article)])
    )
    summary = read_inline(parse(article.summary)) if article.summary else ""
    return seal_post(
        Post(
            article.id,
            article.slug,
            read_inline(parse(article.title)),
            html,
            write_text(parse(html)),
            summary,
            article.url,
            article.published,
            article.modified,
            article.language,
            article.authors,
            article.category,
            article.tags,
            article.licence,
            article.attribution_html,
            article.attribution_text,
            article.series,
            images,
        )
    )


def parse(html: str) -> BeautifulSoup:
    """Parse HTML."""
    from bs4 import BeautifulSoup

    return BeautifulSoup(html, "html.parser")


def replace_embedded(soup: BeautifulSoup) -> None:
    """Put a link where something was embedded and a formula's text where it was drawn; drop the rest."""
    for frame in soup.find_all("iframe"):
        address = str(frame.get("src", ""))
        if urlsplit(address).scheme in {"http", "https"}:
            link = soup.new_tag("a", href=address)
            link.string = str(frame.get("title") or address)
            frame.replace_with(link)
    for formula in soup.find_all("math"):
        if formula.get("alttext"):
            code = soup.new_tag("code")
            code.string = str(formula["alttext"])
            formula.replace_with(code)
    for element in soup.find_all(SILENT):
        if not element.decomposed:
            element.decompose()


def replace_images(soup: BeautifulSoup, article: Article) -> tuple[Image, ...]:
    """Make every image one that partners can show, and return those that are files of the site.

    A drawing (SVG) is replaced by the PNG of the same name beside it. An image that may not be reused is
    replaced by a link to the post.
    """
    images: dict[str, Image] = {}
    for element in soup.find_all("img"):
        url = urljoin(article.url, str(element.get("src", "")))
        file = find_file(url, article)
        if file and file.suffix.lower() == ".svg" and file.with_suffix(".png").is_file():
            file = file.with_suffix(".png")
            url = re.sub(r"\.svg\b[^/]*$", ".png", url, flags=re.IGNORECASE)
        element["src"] = url
        image = describe_image(element, url, file, article)
        drawing = urlsplit(url).path.lower().endswith(".svg")
        if not image.reuse or drawing or urlsplit(url).scheme not in {"http", "https"}:
            link_image(soup, element, image, article)
        if file and not drawing:
            images[image.path] = image
    return tuple(images.values())


def find_file(url: str, article: Article) -> Path | None:
    """Return the file of an address on our own site, if there is one."""
    if not url.startswith(f"{article.home}/"):
        return None
    path = unquote(urlsplit(url).path).removeprefix(urlsplit(article.home).path).lstrip("/")
    file = article.output / path
    return file if file.is_file() and file.resolve().is_relative_to(article.output.resolve()) else None


def describe_image(element: Tag, url: str, file: Path | None, article: Article) -> Image:
    """Return what is known of an image."""
    figure = element.find_parent("figure")
    caption = figure.find("figcaption") if figure else None
    credit = caption.find(class_="credit") if caption else None
    words = [child for child in caption.children if child is not credit] if caption else []
    path = file.relative_to(article.output).as_posix() if file else ""
    noted, licence, reuse = find_reuse(path, article)
    if figure and "data-licence" in figure.attrs:
        licence = str(figure["data-licence"])
        reuse = reuse and may_reuse(licence) and figure.get("data-reuse") != "false"
    return Image(
        path,
        url,
        hashlib.sha256(file.read_bytes()).hexdigest() if file else "",
        str(element.get("alt", "")),
        read_inline(*words),
        read_inline(credit) if credit else noted,
        licence,
        reuse,
    )


def find_reuse(path: str, article: Article) -> tuple[str, str, bool]:
    """Return credit, licence and permission of an image, or of the drawing that a PNG stands for.

    Pelican may put a file elsewhere than it was; then its name tells.
    """
    noted = article.reuse
    if not path:
        return "", "", True
    names = [path, str(Path(path).with_suffix(".svg"))]
    for name in names:
        if name in noted:
            return noted[name]
    for other, reuse in noted.items():
        if Path(other).name in {Path(name).name for name in names}:
            return reuse
    return "", "", True


def may_reuse(spdx: str) -> bool:
    """Say whether a licence lets anyone make copies: Creative Commons and public domain dedications do."""
    return spdx == "" or spdx.upper().startswith(("CC-", "CC0", "PDDC", "PDM"))


def link_image(soup: BeautifulSoup, element: Tag, image: Image, article: Article) -> None:
    """Replace an image by a link to where it may be seen."""
    link = soup.new_tag("a", href=image.url if image.reuse and image.url.startswith("http") else article.url)
    link.string = f"Image: {image.alt}" if image.alt else "See the image where this was first published"
    around = element.find_parent("a")
    (around or element).replace_with(link)
    if link.parent is not None and link.parent.name in {"figure", "[document]"}:
        link.wrap(soup.new_tag("p"))


def move_links(soup: BeautifulSoup, article: Article) -> None:
    """Make addresses absolute and give every anchor of the post, and what points to it, the post's prefix."""
    ids = {str(element["id"]) for element in soup.find_all(id=True)}
    ids |= {str(element["name"]) for element in soup.find_all("a", attrs={"name": True})}
    for element in soup.find_all(True):
        if element.name == "a" and "name" in element.attrs and "id" not in element.attrs:
            element["id"] = element["name"]
        if element.get("id"):
            element["id"] = copy_anchor(article.id, str(element["id"]))
        for name in REFERENCES:
            if element.get(name):
                words = element[name] if isinstance(element[name], list) else str(element[name]).split()
                element[name] = " ".join(
                    copy_anchor(article.id, word) if word in ids else word for word in words
                )
        for name in ("href", "src", "poster", "cite"):
            if element.get(name):
                element[name] = move_link(str(element[name]).strip(), article, ids)
        if str(element.get("href", "")).lower().startswith(("javascript:", "data:", "vbscript:")):
            del element["href"]


def move_link(url: str, article: Article, ids: set[str]) -> str:
    """Return where an address leads when it stands in the copy."""
    address, _, anchor = urljoin(article.url, url).partition("#")
    if anchor and address == article.url and unquote(anchor) in ids:
        return f"#{copy_anchor(article.id, unquote(anchor))}"
    return f"{address}#{anchor}" if anchor else address


def keep_allowed(soup: BeautifulSoup) -> None:
    """Remove comments, and what a partner's filter would remove, in a way that leaves no trace."""
    from bs4.element import PreformattedString

    for text in soup.find_all(string=True):
        if isinstance(text, PreformattedString):
            text.extract()
    for element in soup.find_all(True):
        if element.name not in ELEMENTS:
            element.unwrap()
            continue
        for name in list(element.attrs):
            if not may_have(element.name, name) or name == "style":
                del element[name]
        if "csl-entry" in (element.get("class") or ()):
            # The hanging indent of a reference list (APA 7, § 9.43), which a partner's theme lacks.
            element["style"] = "padding-left: 2em; text-indent: -2em"


def write_notice(article: Article) -> str:
    """Return the line that says where the post comes from."""
    where = escape(article.site or urlsplit(article.url).netloc)
    url = escape(article.url)
    authors = f" by {escape(join_names(article.authors))}" if article.authors else ""
    return (
        f'<p class="partwork-notice"><em>First published{authors} on {where} at '
        f'<a href="{url}" rel="canonical">{url}</a>.</em></p>'
    )


def write_series(article: Article) -> str:
    """Return the post's place in its series, with links to the other parts."""
    place = article.series
    if place is None:
        return ""
    title = escape(place.title)
    if place.url:
        title = f'<a href="{escape(place.url)}">{title}</a>'
    items = []
    for sibling in place.siblings:
        name = escape(sibling.title)
        if sibling.url:
            name = f'<a href="{escape(sibling.url)}">{name}</a>'
        items.append(f"<li>Part {sibling.number}: {name}{'' if sibling.url else ' (to come)'}</li>")
    others = f"\n<ul>\n{chr(10).join(items)}\n</ul>" if items else ""
    return (
        f'<nav class="partwork-series" aria-label="Series">\n'
        f"<p>Part {place.number} of {place.count} of {title}.</p>{others}\n</nav>"
    )


def write_licence(article: Article) -> str:
    """Return the line that says how the post may be reused."""
    if article.attribution_html:
        soup = parse(article.attribution_html)
        move_links(soup, article)
        keep_allowed(soup)
        words = str(soup).strip()
        return (
            words
            if re.match(r"<(p|div|footer|section)\b", words)
            else f'<p class="partwork-licence">{words}</p>'
        )
    if article.licence is None:
        return ""
    name, url = escape(article.licence.name), escape(article.licence.url)
    link = f'<a href="{url}" rel="license">{name}</a>' if url else name
    return f'<p class="partwork-licence">This work is licensed under {link}.</p>'


def join_names(names: tuple[str, ...]) -> str:
    """Return names as one says them."""
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
