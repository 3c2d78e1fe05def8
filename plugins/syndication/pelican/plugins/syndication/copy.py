"""A post as a partner can take it: the same text, with nothing in it that only works on our site."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

from .allowed import ELEMENTS, SILENT, may_have
from .images import choose_card, replace_images
from .links import copy_anchor
from .model import Article, Post
from .outbox import seal_post
from .plaintext import join_names, parse, read_inline, write_text

if TYPE_CHECKING:
    from bs4 import BeautifulSoup
    from bs4.element import Tag

# Attributes that hold ids of other elements, separated by spaces.
REFERENCES = ("aria-controls", "aria-describedby", "aria-details", "aria-labelledby", "headers")

ARROW = "↩"
# The hanging indent of a reference list (APA 7, § 9.43).
HANGING = "padding-left: 2em; text-indent: -2em"
SMALL = "font-size: 0.875em"
LEFT = "text-align: left"
CELL = "border-bottom: 1px solid; padding: 0.25em 1em 0.25em 0; vertical-align: top"
STYLES = {
    "caption": "text-align: left; font-style: italic",
    "figcaption": f"{SMALL}; margin: 0.5em 0",
    "figure": "margin: 1.5em 0",
    "img": "max-width: 100%; height: auto",
    "table": "border-collapse: collapse; margin: 1.5em 0",
    "td": CELL,
    "th": f"{CELL}; {LEFT}",
}


def make_copy(article: Article) -> Post:
    """Return the post as it goes into the outbox."""
    soup = parse(article.html)
    replace_embedded(soup)
    images = replace_images(soup, article)
    move_links(soup, article)
    keep_allowed(soup)
    around = [write_notice(article), write_series(article), write_licence(article)]
    texts = [write_text(parse(html)) for html in around]
    notice, series, licence = around
    html = "\n".join(filter(None, [notice, series, str(soup).strip(), licence]))
    text = "\n".join(filter(None, [*texts[:2], write_text(soup), texts[2]]))
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
            choose_card(images, article),
        )
    )


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
    for element in soup.find_all(True):
        if element.name in SILENT and not element.decomposed:
            element.decompose()


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


def write_notice(article: Article) -> str:
    """Return the line that says where the post comes from."""
    where = escape(article.site or urlsplit(article.url).netloc)
    url = escape(article.url)
    authors = f" by {escape(join_names(article.authors))}" if article.authors else ""
    return (
        f'<p class="partwork-notice" style="{SMALL}"><em>First published{authors} on {where} at '
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
            else f'<p class="partwork-licence" style="{SMALL}">{words}</p>'
        )
    if article.licence is None:
        return ""
    name, url = escape(article.licence.name), escape(article.licence.url)
    link = f'<a href="{url}" rel="license">{name}</a>' if url else name
    return f'<p class="partwork-licence" style="{SMALL}">This work is licensed under {link}.</p>'
