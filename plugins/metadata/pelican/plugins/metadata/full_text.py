"""A post's content as feeds have it: nothing that leads only within its page, and pictures for drawings."""

import re
from collections.abc import Callable
from html import escape, unescape

from .links import TAG, make_absolute, read_attribute

# Patterns are compiled when they are first used.
BACK = r"(?:&#160;|&nbsp;|[ \xa0])?<a\s([^<>]*)>([^<]*)</a>"
CLASSES = r"""\bclass=["'][^"'<>]*(?:backlink|footnote-backref|footnote-back)\b"""
ARROW = r"\s*(?:\u21a9|\u21b5|&#8617;|&#x21a9;|&larrhk;)"
FORMER = r'<span class="former" id="[^"<>]*"></span>'
LIST = '<ul class="csl-bib-body">'
# What stands beside a reference is not part of it.
ENTRY = r'(?s)\A(\s*)<li class="csl-entry"([^<>]*)>(.*?)((?:\s*<span class="archived".*)?)\Z'


def write_full_text(html: str, base: str, find_picture: Callable[[str], str | None]) -> str:
    """Return a post's content as it can be read anywhere.

    Backlinks and former ids mean something on the page alone: an archive would take the first link of a
    work without one for the work's address.

    Args:
        html: The content of the page.
        base: The page's absolute URL.
        find_picture: Gives the address of the picture beside a drawing, by the drawing's address.
    """
    if "</a>" in html:
        html = re.sub(BACK, lambda link: "" if is_back(link[1], link[2]) else link[0], html)
    if 'class="former"' in html:
        html = re.sub(FORMER, "", html)
    if "csl-bib-body" in html:
        html = shape_list(html)
    if "svg" in html:
        html = replace_inline(html, base)
    html = make_absolute(html, base)
    return replace_drawings(html, find_picture) if ".svg" in html else html


def is_back(attributes: str, text: str) -> bool:
    """Say whether a link leads back from a reference or a note to where it is cited."""
    return bool(re.search(CLASSES, attributes) or re.match(ARROW, text))


def shape_list(html: str) -> str:
    """Return HTML whose reference list is one for readers, and one of citeproc for Rogue Scholar, too.

    Its ingest finds works as ``div.csl-entry`` in ``div.csl-bib-body`` alone; elsewhere it takes the first
    list after a heading called References, be it one of footnotes.
    """
    before, opened, rest = html.partition(LIST)
    listed, closed, after = rest.partition("</ul>")
    if not (opened and closed):
        return html
    *entries, end = listed.split("</li>")
    written = [re.sub(ENTRY, r'\1<li\2><div class="csl-entry">\3</div>\4</li>', entry) for entry in entries]
    return f'{before}<div class="csl-bib-body"><ul>{"".join(written)}{end}</ul></div>{after}'


def replace_inline(html: str, base: str) -> str:
    """Return HTML in which a drawing that is part of it is a link to the page, called by its title."""
    *pieces, rest = re.split(r"</svg\s*>", html, flags=re.IGNORECASE)
    if not pieces:
        return html
    made = []
    for piece in pieces:
        before, opened, drawing = piece.partition("<svg")
        made.append(before)
        title = re.search(r"<title[^<>]*>([^<]*)</title>", drawing)
        if opened and title and title[1].strip():
            made.append(f'<a href="{escape(base)}">Image: {title[1].strip()}</a>')
    return "".join([*made, rest])


def replace_drawings(html: str, find_picture: Callable[[str], str | None]) -> str:
    """Return HTML that shows pictures where it showed drawings, which feed readers and archives do not show.

    A drawing without a picture becomes a link to it.
    """

    def replace(tag: re.Match[str]) -> str:
        written = tag[0]
        if not re.match(r"<(?:img|source)\s", written) or ".svg" not in written:
            return written
        address = unescape(read_attribute(written, "src"))
        if written.startswith("<source"):
            return ""
        if not re.search(r"\.svg(?:[?#]|$)", address, re.IGNORECASE):
            return written
        picture = find_picture(address)
        if picture:
            return re.sub(r'(?<=\s)src="[^"]*"', lambda _: f'src="{escape(picture)}"', written, count=1)
        alt = read_attribute(written, "alt") or "see where this was first published"
        return f'<a href="{escape(address)}">Image: {alt}</a>'

    return TAG.sub(replace, html)
