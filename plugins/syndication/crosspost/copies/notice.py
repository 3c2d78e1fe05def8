"""What stands before and after a post in its copies: where it comes from, its series, its licence."""

from __future__ import annotations

from html import escape
from urllib.parse import urlsplit

from crosspost.model import Article, Image
from crosspost.text.parser import parse
from crosspost.text.plaintext import join_names
from crosspost.text.tree import Element

SMALL = "font-size: 0.875em"
# Archives that meet a copy know by this very heading that it is one, and of what.
ACKNOWLEDGMENTS = "Acknowledgments"


def write_notice(article: Article) -> str:
    """Return the line that says whose post it is, whoever the partner names, and where it comes from."""
    where = escape(article.site or urlsplit(article.url).netloc)
    url = escape(article.url)
    authors = f"By {escape(join_names(article.authors))}. " if article.authors else ""
    return (
        f'<p class="partwork-notice" style="{SMALL}"{ours(article)}><em>{authors}First published on '
        f'{where} at <a href="{url}" rel="canonical">{url}</a>.</em></p>'
    )


def write_series(article: Article) -> str:
    """Return the post's place in its series, with links to the other parts."""
    place = article.series
    if place is None:
        return ""
    title = link(place.title, place.url)
    items = []
    for sibling in place.siblings:
        number = f"Part {sibling.number}"
        # A planned part need not have a title of its own.
        name = number if sibling.title == number else f"{number}: {link(sibling.title, sibling.url)}"
        items.append(f"<li>{name}{'' if sibling.url else ' (to come)'}</li>")
    others = f"\n<ul>\n{chr(10).join(items)}\n</ul>" if items else ""
    return (
        f'<nav class="partwork-series" aria-label="Series"{ours(article)}>\n'
        f"<p>Part {place.number} of {place.count} of {title}.</p>{others}\n</nav>"
    )


def write_licence(article: Article) -> str:
    """Return the line that says how the post may be reused, where no other plugin says it."""
    if article.licence is None:
        return ""
    name, url = escape(article.licence.name), escape(article.licence.url)
    licence = f'<a href="{url}" rel="license">{name}</a>' if url else name
    start = f'<p class="partwork-licence" style="{SMALL}"{ours(article)}>'
    return f"{start}This work is licensed under {licence}.</p>"


def write_cover(card: Image | None, article: Article) -> str:
    """Return the line that credits an image that is shown with the post, but not in its text."""
    if card is None or not card.credit:
        return ""
    start = f'<p class="partwork-cover" style="{SMALL}"{ours(article)}>'
    return f"{start}Image that stands for this post: {escape(card.credit)}.</p>"


def write_origin(article: Article) -> str:
    """Return the line by which archives know that this is an identical copy, and of what."""
    url = escape(article.url)
    return (
        f'<p class="partwork-origin"{ours(article)}>This post was originally published at '
        f'<a href="{url}">{url}</a>.</p>'
    )


def write_acknowledgments(article: Article) -> str:
    """Return a section of acknowledgments with that line."""
    heading = f"<h2{ours(article)}>{ACKNOWLEDGMENTS}</h2>"
    return f'<section class="partwork-acknowledgments">\n{heading}\n{write_origin(article)}\n</section>'


def acknowledge(root: Element, article: Article) -> bool:
    """Add that line to the post's own acknowledgments, and say whether it has any."""
    if ACKNOWLEDGMENTS not in article.html:
        return False
    own = next((heading for heading in root.find_all("h1", "h2", "h3") if is_acknowledgments(heading)), None)
    if own is None or own.parent is None:
        return False
    last, siblings = own, own.parent.elements
    for element in siblings[siblings.index(own) + 1 :]:
        if element.name in {"h1", "h2", "h3", "section"} or "footnote" in element.classes:
            break
        last = element
    last.follow("\n", *parse(write_origin(article)).children)
    return True


def is_acknowledgments(heading: Element) -> bool:
    """Say whether a heading is the one that archives look for."""
    return heading.read().strip() == ACKNOWLEDGMENTS


def link(text: str, url: str) -> str:
    """Return a text as HTML, as a link if there is somewhere to go."""
    return f'<a href="{escape(url)}">{escape(text)}</a>' if url else escape(text)


def ours(article: Article) -> str:
    """Return the attribute that marks our own words, which are English, in a post that is not."""
    return "" if article.language.partition("-")[0] in {"", "en"} else ' lang="en"'
