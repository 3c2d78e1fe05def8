"""Ids for which no reader view, text extractor or content blocker leaves out what has them."""

import re
from html import escape, unescape
from urllib.parse import unquote

from guards.anchors import part_words

# Patterns are compiled when they are first used.
TAG = r"""<([a-zA-Z][^\s<>/]*)((?:\s+[^\s<>"'=/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s<>"']+))?)*)\s*/?>"""
ID = r"""(?<=\s)id\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))"""
# The same, quicker, as far as anything may be in it that readers take for furniture.
WRITTEN = r"""id(?<=\sid)\s*=\s*["']?([^\s"'<>]*)"""
LINK = r"""(?<=\s)(href\s*=\s*["']?#)([^\s"']+)"""
REFER = "aria-(?:controls|describedby|details|labelledby|owns)|for|headers"
LABELS = rf"""(?<=\s)((?:{REFER})\s*=\s*)(?:"([^"]*)"|'([^']*)')"""
# What may begin with an empty element, which bears the former id.
# fmt: off
HOLDERS = {
    "a", "article", "aside", "b", "blockquote", "code", "dd", "div", "dt", "em", "footer", "h1", "h2", "h3",
    "h4", "h5", "h6", "header", "i", "li", "p", "section", "span", "strong", "sub", "sup", "td", "th",
}
# fmt: on


def name_anchors(html: str) -> str:
    """Return HTML whose ids readers leave alone, with what points to them; former ids lead there, too.

    Args:
        html: A post's content.
    """
    if not any(part_words(found[1]) != found[1] for found in re.finditer(WRITTEN, html)):
        return html
    ids = {read_id(tag[2]) for tag in re.finditer(TAG, html)}
    names = {old: part_words(old) for old in ids if part_words(old) != old and part_words(old) not in ids}
    return re.sub(TAG, lambda tag: rename(tag, names), html) if names else html


def read_id(attributes: str) -> str:
    """Return the id among a tag's attributes; "" if there is none."""
    match = re.search(ID, attributes) if "id" in attributes else None
    return unescape(next(filter(None, match.groups()), "")) if match else ""


def rename(tag: re.Match[str], names: dict[str, str]) -> str:
    """Return a tag with new names for ids, and after it what bears the former one."""
    html = tag[0]
    if "#" in html:
        html = re.sub(LINK, lambda match: match[1] + escape(find(match[2], names)), html)
    if ("aria-" in html or "for" in html or "headers" in html) and re.search(LABELS, html):
        html = re.sub(LABELS, lambda match: match[1] + rename_words(match[2] or match[3] or "", names), html)
    old = read_id(tag[2])
    if old not in names:
        return html
    html = re.sub(ID, lambda _: f'id="{escape(names[old])}"', html, count=1)
    former = f'<span class="former" id="{escape(old)}"></span>' if tag[1].lower() in HOLDERS else ""
    return f"{html}{former}"


def find(anchor: str, names: dict[str, str]) -> str:
    """Return where a link to an anchor leads now, as its author wrote it if that is where it led."""
    written = unescape(anchor)
    return names.get(written) or names.get(unquote(written)) or written


def rename_words(words: str, names: dict[str, str]) -> str:
    """Return a list of ids, in quotation marks, with their new names; words that are none stay."""
    return '"{}"'.format(escape(" ".join(names.get(word, word) for word in unescape(words).split())))
