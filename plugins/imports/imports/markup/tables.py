"""Tables → Markdown where that can hold them, else HTML."""

from __future__ import annotations

import re
from html import escape
from typing import Any

from .inline import KEPT, find_source, write_inline
from .text import Text
from .tree import DEEPEST, DROPPED, PLAYED, is_block, squeeze, tag_of, text_of

_ROWS = {"thead", "tbody", "tfoot", "tr", "th", "td", "caption"}
_INNER = KEPT | {"em", "i", "strong", "b", "code", "br", "p", "ul", "ol", "li", "span"}
_SPANS = ("colspan", "rowspan")
_ALIGNED = {"left": ":--", "center": ":-:", "right": "--:"}


def write_table(node: Any, text: Text, depth: int, caption: str = "") -> list[str]:
    """Return a table.

    Args:
        node: The element.
        text: What it belongs to.
        depth: How many elements it is in.
        caption: What stands below it, as Markdown.
    """
    rows = [row for row in node.iter("tr") if next(row.iterancestors("table"), None) is node]
    cells = [[cell for cell in row if tag_of(cell) in {"td", "th"}] for row in rows]
    cells = [row for row in cells if row]
    own = next((one for one in node if tag_of(one) == "caption"), None)
    if not cells:
        return [caption] if caption else []
    if not _is_plain(cells) or own is not None:
        return _write_html(node, text, caption)
    width = max(map(len, cells))
    lines = [[_write_cell(cell, text, depth) for cell in row] + [""] * (width - len(row)) for row in cells]
    marks = [_ALIGNED.get(_align_of(cell), "---") for cell in cells[0]] + ["---"] * (width - len(cells[0]))
    table = "\n".join(f"| {' | '.join(line)} |" for line in [lines[0], marks, *lines[1:]])
    return [table, *([f"*{caption}*" if "*" not in caption else caption] if caption else [])]


def _is_plain(cells: list[list[Any]]) -> bool:
    """Say whether Markdown has room for a table: a row of heads, cells of one column with words in them."""
    if not all(tag_of(cell) == "th" for cell in cells[0]) or len({len(row) for row in cells}) > 1:
        return False
    for number, row in enumerate(cells):
        for cell in row:
            if any((cell.get(name) or "1") != "1" for name in _SPANS) or (number and tag_of(cell) == "th"):
                return False
            blocks = [inner for inner in cell if is_block(inner)]
            if len(blocks) > 1 or any(tag_of(inner) != "p" for inner in blocks):
                return False
    return True


def _write_cell(cell: Any, text: Text, depth: int) -> str:
    return re.sub(r" *\n", "<br>", write_inline(cell, text, depth))


def _align_of(cell: Any) -> str:
    said = f"{cell.get('align') or ''} {cell.get('style') or ''} {cell.get('class') or ''}"[:500]
    found = re.search(r"(?:^|text-align[:-]\s*)(left|center|right)\b", said)
    return found[1] if found else ""


def _write_html(node: Any, text: Text, caption: str) -> list[str]:
    """Return a table as HTML, with nothing in it that pages should not have."""
    below = f"\n\n*{caption}*" if caption and "*" not in caption else f"\n\n{caption}" if caption else ""
    return [f"<table>\n{_write_inner(node, text, 0).strip()}\n</table>{below}"]


def _write_inner(node: Any, text: Text, depth: int) -> str:
    if depth > DEEPEST:
        return escape(text_of(node))
    done = [escape(squeeze(node.text or ""), quote=False)]
    for child in node:
        done.append(_write_element(child, text, depth + 1))
        done.append(escape(squeeze(child.tail or ""), quote=False))
    return "".join(done)


def _write_element(node: Any, text: Text, depth: int) -> str:
    name = tag_of(node)
    if node in text.references:
        return text.note(text.references[node])
    if not name or name in DROPPED or text.drop(node):
        return ""
    if name in PLAYED:
        address = text.link(node.get("src") or node.get("data") or "")
        lost = text.lose("what another site shows here is a link now", node)
        return f'{lost}<a href="{escape(address)}">{escape(address)}</a>' if address else lost
    if name == "img":
        mark = text.image(find_source(node))
        return f'<img src="{mark}" alt="{escape(squeeze(node.get("alt") or ""))}">' if mark else ""
    if name == "table":
        return escape(text_of(node))
    inner = _write_inner(node, text, depth)
    if name == "a" and node.get("href"):
        target = text.link(node.get("href"))
        return f'<a href="{escape(target)}">{inner}</a>' if target else inner
    if name in _ROWS:
        spans = "".join(
            f' {key}="{value}"'
            for key in (*_SPANS, "scope")
            if re.fullmatch(r"\d{1,3}|row|col|rowgroup|colgroup", value := node.get(key) or "")
        )
        end = "\n" if name in {"thead", "tbody", "tfoot", "tr"} else ""
        gap = end and "\n"
        return f"<{name}{spans}>{gap}{inner.strip()}</{name}>\n"
    if name == "br":
        return "<br>"
    return f"<{name}>{inner}</{name}>" if name in _INNER else inner
