"""A post's content as feeds have it: nothing that leads only within its page, pictures for drawings."""

import re
from collections.abc import Callable
from html import escape, unescape

from guards.formulas import write_formulas

from .links import TAG, make_absolute, read_attribute

# Patterns are compiled when they are first used.
BLANKS = ("&#160;", "&nbsp;", " ", "\xa0")
CLASSES = r"""\bclass=["'][^"'<>]*(?:backlink|footnote-backref|footnote-back)\b"""
ARROW = r"\s*(?:\u21a9|\u21b5|&#8617;|&#x21a9;|&larrhk;)"
FORMER = r'<span class="former" id="[^"<>]*"></span>'
LIST = '<ul class="csl-bib-body">'
ENTRY = '<li class="csl-entry"'
FRAME = re.compile(r'(<p class="player">)<iframe\b[^<>]*></iframe>\s*')
# Of code with its kinds of words marked, only our style sheet shows which these are.
CODE = re.compile(r'<pre class="highlight".*?</pre>', re.DOTALL)
# Boxes of a list of tasks, which readers of feeds and makers of PDFs leave out.
BOX = r"""<input\b[^<>]*\btype="checkbox"[^<>]*>"""
# What stands beside a reference is not part of it.
BESIDE = ' <span class="archived"'


def write_full_text(html: str, base: str, find_picture: Callable[[str], str | None]) -> str:
    """Return a post's content as it can be read anywhere.

    Backlinks and former ids mean something on the page alone: an archive would take the first link of a
    work without one for the work's address.

    Args:
        html: The content of the page.
        base: The page's absolute URL.
        find_picture: Gives the address of the picture beside a drawing, by the drawing's address.
    """
    html = write_boxes(write_formulas(drop_backs(html)))
    if 'class="player"' in html:
        # A link to what it shows stands beside it.
        html = FRAME.sub(r"\1", html)
    if 'class="highlight"' in html:
        html = CODE.sub(lambda found: re.sub(r"</?span\b[^<>]*>", "", found[0]), html)
    if 'class="former"' in html:
        html = re.sub(FORMER, "", html)
    if "csl-bib-body" in html:
        html = shape_list(html)
    if "svg" in html:
        html = replace_inline(html, base)
    html = make_absolute(html, base)
    return replace_drawings(html, find_picture) if ".svg" in html else html


def write_boxes(html: str) -> str:
    """Return HTML with a character for each box that says whether a task is done."""
    if 'type="checkbox"' not in html:
        return html
    return re.sub(BOX, lambda found: "☑" if " checked" in found[0] else "☐", html)


def drop_backs(html: str) -> str:
    """Return HTML without links back from references and notes, and without the blanks before these."""
    *pieces, rest = html.split("</a>")
    made = []
    for piece in pieces:
        before, opened, link = piece.rpartition("<a ")
        attributes, _, text = link.partition(">")
        if opened and "<" not in text and is_back(attributes, text):
            blank = next((blank for blank in BLANKS if before.endswith(blank)), "")
            made.append(before.removesuffix(blank))
        else:
            made += [piece, "</a>"]
    return "".join([*made, rest])


def is_back(attributes: str, text: str) -> bool:
    """Say whether a link leads back from a reference or a note to where it is cited."""
    return ("back" in attributes and bool(re.search(CLASSES, attributes))) or bool(re.match(ARROW, text))


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
    written = []
    for entry in entries:
        gap, begun, rest = entry.partition(ENTRY)
        attributes, _, reference = rest.partition(">")
        text, beside, more = reference.partition(BESIDE)
        written.append(f'{gap}<li{attributes}><div class="csl-entry">{text}</div>{beside}{more}</li>')
        if not begun:
            return html
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
    made, done = [], 0
    for begun in re.finditer(r"<(?:img|source)\s", html):
        tag = TAG.match(html, begun.start())
        if tag and ".svg" in tag[0] and tag.start() >= done:
            made += [html[done : tag.start()], replace_drawing(tag[0], find_picture)]
            done = tag.end()
    return "".join([*made, html[done:]])


def replace_drawing(tag: str, find_picture: Callable[[str], str | None]) -> str:
    """Return what stands in the place of one tag."""
    if tag.startswith("<source"):
        return ""
    address = unescape(read_attribute(tag, "src"))
    if not re.search(r"\.svg(?:[?#]|$)", address, re.IGNORECASE):
        return tag
    if picture := find_picture(address):
        return re.sub(r'(?<=\s)src="[^"]*"', lambda _: f'src="{escape(picture)}"', tag, count=1)
    alt = read_attribute(tag, "alt") or "see where this was first published"
    return f'<a href="{escape(address)}">Image: {alt}</a>'
