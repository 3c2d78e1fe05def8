"""A post as a partner can take it: the same text, with nothing in it that only works on our site."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

from crosspost.model import Article, Post
from crosspost.text.links import copy_anchor
from crosspost.text.mark import seal_post
from crosspost.text.plaintext import parse, read_inline, write_text

from .allowed import ELEMENTS, SCHEMES, may_have
from .embedded import Drawings, replace_embedded
from .images import choose_card, replace_images
from .notice import (
    SMALL,
    acknowledge,
    write_acknowledgments,
    write_cover,
    write_licence,
    write_notice,
    write_series,
)

if TYPE_CHECKING:
    from bs4 import BeautifulSoup
    from bs4.element import Tag

# Attributes that hold ids of other elements, separated by spaces.
REFERENCES = {"aria-controls", "aria-describedby", "aria-details", "aria-labelledby", "headers"}
ADDRESSES = {"cite", "href", "poster", "src"}

ARROW = "↩"
# The hanging indent of a reference list (APA 7, § 9.43).
HANGING = "padding-left: 2em; text-indent: -2em"
LEFT = "text-align: left"
CELL = "border-bottom: 1px solid; padding: 0.25em 1em 0.25em 0; vertical-align: top"
STYLES = {
    "caption": "text-align: left; font-style: italic",
    "figcaption": f"{SMALL}; margin: 0.5em 0; {LEFT}",
    "figure": "margin: 1.5em 0",
    "img": "max-width: 100%; height: auto",
    "pre": "overflow: auto",
    "table": "border-collapse: collapse; margin: 1.5em 0",
    "td": CELL,
    "th": f"{CELL}; {LEFT}",
}


def make_copy(article: Article, drawings: Drawings | None = None) -> Post:
    """Return the post as it goes into the outbox.

    Args:
        article: What it is made of.
        drawings: As for `replace_embedded`.
    """
    soup = parse(article.html)
    part_backlinks(soup)
    replace_embedded(soup, article, drawings)
    images = replace_images(soup, article)
    move_links(soup, article)
    keep_allowed(soup)
    origin = "" if acknowledge(soup, article) else write_acknowledgments(article)
    before = [write_notice(article), write_series(article)]
    card, featured = choose_card(images, article)
    cover = write_cover(card, article) if featured and card not in images else ""
    after = [origin, cover, write_terms(article)]
    html = "\n".join(filter(None, [*before, str(soup).strip(), *after]))
    first, last = (write_text(parse("\n".join(filter(None, parts)))) for parts in (before, after))
    text = "\n".join(filter(None, [first, write_text(soup), last]))
    summary = read_inline(parse(article.summary)) if article.summary else ""
    return seal_post(
        Post(
            article.id,
            article.slug,
            article.title,
            html,
            text,
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
            card,
            featured,
        )
    )


def part_backlinks(soup: BeautifulSoup) -> None:
    """Keep apart the links back from a footnote that is cited twice, which would look like one."""
    for link in soup.select("a.footnote-backref + a.footnote-backref"):
        link.insert_before(" ")


def move_links(soup: BeautifulSoup, article: Article) -> None:
    """Make addresses absolute and give every anchor of the post, and what points to it, the post's prefix."""
    elements = soup.find_all(True)
    for element in elements:
        if element.name == "a" and "name" in element.attrs:
            element.attrs.setdefault("id", element["name"])
    ids = {str(element["id"]) for element in elements if "id" in element.attrs}
    for element in elements:
        for name, value in element.attrs.items():
            if name == "id":
                element[name] = copy_anchor(article.id, str(value)) if value else value
            elif name in ADDRESSES and value:
                element[name] = move_link(str(value).strip(), article, ids)
            elif name in REFERENCES and value:
                words = value if isinstance(value, list) else str(value).split()
                element[name] = " ".join(
                    copy_anchor(article.id, word) if word in ids else word for word in words
                )
        for name in ADDRESSES & set(element.attrs):
            scheme = urlsplit(str(element[name])).scheme
            if scheme and scheme not in SCHEMES and not (name == "src" and scheme == "data"):
                del element[name]


def move_link(url: str, article: Article, ids: set[str]) -> str:
    """Return where an address leads when it stands in the copy."""
    address, _, anchor = urljoin(article.url, url).partition("#")
    if anchor and address == article.url and unquote(anchor) in ids:
        return f"#{copy_anchor(article.id, unquote(anchor))}"
    return f"{address}#{anchor}" if anchor else address


def keep_allowed(soup: BeautifulSoup) -> None:
    """Remove comments, and what a partner's filter would remove, in a way that leaves no trace."""
    from bs4.element import NavigableString, PreformattedString

    for text in soup.find_all(string=True):
        if isinstance(text, PreformattedString):
            text.extract()
        elif ARROW in text:
            # Without the selector that asks for text, WordPress shows the arrow of a backlink as a picture.
            text.replace_with(NavigableString(re.sub(f"{ARROW}\ufe0e?", f"{ARROW}\ufe0e", str(text))))
    for element in soup.find_all(True):
        if element.name not in ELEMENTS:
            element.unwrap()
            continue
        for name in list(element.attrs):
            if not may_have(element.name, name):
                del element[name]
        style = choose_style(element)
        if style:
            element["style"] = style


def choose_style(element: Tag) -> str:
    """Return the little that a copy must bring with it to be read, whatever the partner's theme."""
    aligned = re.search(r"text-align: *\w+", str(element.attrs.pop("style", "")))
    classes = element.get("class") or ()
    style = STYLES.get(element.name, "")
    if "csl-entry" in classes:
        style = HANGING
    elif element.name == "p" and "credit" in classes:
        style = "margin: 0"
    if aligned:
        style = f"{style.removesuffix(LEFT).removesuffix('; ')}; {aligned[0]}".removeprefix("; ")
    return style


def write_terms(article: Article) -> str:
    """Return the line that says how the post may be reused."""
    if not article.attribution_html:
        return write_licence(article)
    soup = parse(article.attribution_html)
    move_links(soup, article)
    keep_allowed(soup)
    words = str(soup).strip()
    if re.match(r"<(p|div|footer|section)\b", words):
        return words
    return f'<p class="partwork-licence" style="{SMALL}">{words}</p>'
