"""A post as a partner can take it: the same text, with nothing in it that only works on our site."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote, urljoin, urlsplit

from crosspost.model import Article, Post
from crosspost.text.beginning import read_beginning
from crosspost.text.links import copy_anchor
from crosspost.text.mark import seal_post
from crosspost.text.parser import parse
from crosspost.text.plaintext import read_inline, write_text
from crosspost.text.tree import Element, Node

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

# Attributes that hold ids of other elements, separated by spaces.
REFERENCES = {"aria-controls", "aria-describedby", "aria-details", "aria-labelledby", "headers"}
ADDRESSES = {"cite", "href", "poster", "src"}
# Addresses that mean the same wherever they stand, and those that only mean a place in the post.
PLAIN = re.compile(
    r"https?://[a-z0-9.-]+(?::[0-9]+)?(?:/[\w./~%+,:@!$'()*&=-]*)?(?:\?[\w./~%+,:@!$'()*&=-]+)?", re.ASCII
)
ANCHOR = re.compile(r"#[\w.:~%-]+")
BACKLINK = "footnote-backref"
FORMER = "former"

ARROW = "↩"
# The hanging indent of a reference list (APA 7, § 9.43).
HANGING = "padding-left: 2em; text-indent: -2em"
# Lines of a caption.
PLACED = {"credit", "figure-number", "figure-title"}
UNMARKED = "list-style-type: none; padding: 0"
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
    root = parse(article.html)
    if BACKLINK in article.html:
        part_backlinks(root)
    replace_embedded(root, article, drawings)
    images = replace_images(root, article)
    move_links(root, article)
    keep_allowed(root)
    beginning = "" if article.summary else read_beginning(root)
    origin = "" if acknowledge(root, article) else write_acknowledgments(article)
    before = [write_notice(article), write_series(article)]
    card, featured = choose_card(images, article)
    cover = write_cover(card, article) if featured and card not in images else ""
    after = [origin, cover, write_terms(article)]
    html = "\n".join(filter(None, [*before, str(root).strip(), *after]))
    first, last = (write_text(parse("\n".join(filter(None, parts)))) for parts in (before, after))
    text = "\n".join(filter(None, [first, write_text(root), last]))
    # Without one, partners would show how the copy begins: with whose it is, and its series.
    summary = read_inline(parse(article.summary)) if article.summary else beginning
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


def part_backlinks(root: Element) -> None:
    """Keep apart the links back from a footnote that is cited twice, which would look like one."""
    for parent in dict.fromkeys(link.parent for link in root.find_classes(BACKLINK)):
        nodes: list[Node] = []
        after_link = False
        for child in parent.children if parent else ():
            if isinstance(child, Element):
                is_link = child.name == "a" and BACKLINK in child.classes
                if is_link and after_link:
                    nodes.append(" ")
                after_link = is_link
            nodes.append(child)
        if parent:
            parent.fill(nodes)


def move_links(root: Element, article: Article) -> None:
    """Make addresses absolute and give every anchor of the post, and what points to it, the post's prefix."""
    for former in root.find_classes(FORMER):
        # Nobody has a link to where an anchor of a copy was.
        former.remove()
    elements = [element for element in root.walk() if element.attrs]
    for element in elements:
        if element.name == "a" and "name" in element.attrs:
            element.attrs.setdefault("id", element.attrs["name"])
    ids = {element.attrs["id"] for element in elements if "id" in element.attrs}
    for element in elements:
        attrs = element.attrs
        for name, value in [*attrs.items()]:
            if not value:
                continue
            if name == "id":
                attrs[name] = copy_anchor(article.id, value)
            elif name in ADDRESSES:
                address = attrs[name] = move_link(value.strip(), article, ids)
                if not may_lead(name, address):
                    del attrs[name]
            elif name in REFERENCES:
                words = (copy_anchor(article.id, word) if word in ids else word for word in value.split())
                attrs[name] = " ".join(words)


def move_link(url: str, article: Article, ids: set[str]) -> str:
    """Return where an address leads when it stands in the copy."""
    if PLAIN.fullmatch(url):
        return url
    if ANCHOR.fullmatch(url) and unquote(url[1:]) in ids and PLAIN.fullmatch(article.url):
        return f"#{copy_anchor(article.id, unquote(url[1:]))}"
    address, _, anchor = urljoin(article.url, url).partition("#")
    if anchor and address == article.url and unquote(anchor) in ids:
        return f"#{copy_anchor(article.id, unquote(anchor))}"
    return f"{address}#{anchor}" if anchor else address


def may_lead(attribute: str, address: str) -> bool:
    """Say whether a copy may have an address in an attribute."""
    scheme = "https" if address.startswith(("#", "https://")) else urlsplit(address).scheme
    return not scheme or scheme in SCHEMES or (attribute == "src" and scheme == "data")


def keep_allowed(root: Element) -> None:
    """Remove comments, and what a partner's filter would remove, in a way that leaves no trace."""
    # What is in an element comes after it, and has been seen to when it is its turn.
    for element in (*reversed(root.walk()), root):
        if not all(map(may_stay, element.children)):
            element.fill(keep_nodes(element.children))
        if element.attrs:
            element.attrs = {
                name: value for name, value in element.attrs.items() if may_have(element.name, name)
            }
        style = choose_style(element)
        if style:
            element.attrs["style"] = style


def may_stay(node: Node) -> bool:
    """Say whether something may stay as it is."""
    if isinstance(node, str):
        return ARROW not in node
    return isinstance(node, Element) and node.name in ELEMENTS


def keep_nodes(nodes: Iterable[Node]) -> Iterator[Node]:
    """Give what may stay of what is in an element."""
    for node in nodes:
        if isinstance(node, str):
            # Without the selector that asks for text, WordPress shows the arrow of a backlink as a picture.
            yield re.sub(f"{ARROW}\ufe0e?", f"{ARROW}\ufe0e", node) if ARROW in node else node
        elif isinstance(node, Element):
            if node.name in ELEMENTS:
                yield node
            else:
                yield from node.children


def choose_style(element: Element) -> str:
    """Return the little that a copy must bring with it to be read, whatever the partner's theme."""
    style, classes = STYLES.get(element.name, ""), element.attrs.get("class", "").split()
    aligned = re.search(r"text-align: *\w+", element.attrs.pop("style")) if "style" in element.attrs else None
    if "csl-entry" in classes:
        style = HANGING
    elif "csl-bib-body" in classes:
        style = UNMARKED
    elif element.name == "p" and not PLACED.isdisjoint(classes):
        style = "margin: 0"
    elif "callout" in classes:
        style = "border-left: 3px solid; padding-left: 1em"
    elif "tasks" in classes:
        style = UNMARKED
    elif element.name == "caption" and element.find_classes("figure-number"):
        # Of number and title, only the title is in italics, and says so itself.
        style = LEFT
    if aligned:
        style = f"{style.removesuffix(LEFT).removesuffix('; ')}; {aligned[0]}".removeprefix("; ")
    return style


def write_terms(article: Article) -> str:
    """Return the line that says how the post may be reused."""
    if not article.attribution_html:
        return write_licence(article)
    root = parse(article.attribution_html)
    move_links(root, article)
    keep_allowed(root)
    words = str(root).strip()
    if re.match(r"<(p|div|footer|section)\b", words):
        return words
    return f'<p class="partwork-licence" style="{SMALL}">{words}</p>'
