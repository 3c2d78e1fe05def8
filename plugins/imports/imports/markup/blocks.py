"""What stands by itself — paragraphs, headings, lists, quotations, code — → Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from ..places import LOST
from .escaping import escape_beginning, escape_text
from .figures import write_embed, write_figure
from .inline import BREAK, add_piece, anchor, on_one_line, tidy, write_element, write_words
from .tables import write_table
from .text import Text
from .tree import DEEPEST, DROPPED, classes_of, is_block, tag_of, text_of

APART = "<!-- -->"
"""What keeps two lists or quotations from being read as one."""


def write_blocks(node: Any, text: Text, depth: int = 0) -> list[str]:
    """Return what is in an element, one text for each thing that stands by itself.

    Args:
        node: The element.
        text: What it belongs to.
        depth: How many elements it is in.
    """
    if depth > DEEPEST:
        lost = text.lose("this is nested too deep, so it is plain text", node)
        return [lost + escape_text(text_of(node))]
    blocks: list[str] = []
    words = [write_words(node.text, text)]
    for child in node:
        if is_block(child):
            _end_paragraph(words, blocks, text)
            for block in write_block(child, text, depth + 1):
                _add_block(block, blocks)
        else:
            add_piece(words, write_element(child, text, depth + 1))
        add_piece(words, write_words(child.tail, text, child))
    _end_paragraph(words, blocks, text)
    return blocks


def _add_block(block: str, blocks: list[str]) -> None:
    if blocks and re.fullmatch(f"{LOST}+", block):
        blocks[-1] += block
        return
    if blocks and (kind := kind_of(blocks[-1])) and kind == kind_of(block):
        blocks.append(APART)
    blocks.append(block)


def _end_paragraph(words: list[str], blocks: list[str], text: Text) -> None:
    said = "".join(words)
    words.clear()
    for part in (
        re.split(rf"{BREAK}[ ]?{BREAK}[ {BREAK}]*", re.sub(" {2,}", " ", said)) if text.broken else [said]
    ):
        if block := write_paragraph(part):
            _add_block(block, blocks)


def kind_of(block: str) -> str:
    """Return what a block would be one with if another such stood below it; "" if it would with nothing."""
    found = re.match(rf"{LOST}*(- |\d+\. )|(> )|( {4})", block)
    return ("list", "quotation", "code")[found.lastindex - 1] if found and found.lastindex else ""


def write_paragraph(words: str) -> str:
    """Return words as a paragraph; "" if there are none."""
    lines = tidy(words if words.strip(f" \u00a0{BREAK}") else "").split("\n")
    # What was lost there must not hide how a line begins.
    lines = [re.sub(f"^({LOST}+) *(.+)$", r"\2\1", line) for line in lines]
    return "\n".join(escape_beginning(line.lstrip(" ")) for line in lines)


def write_block(node: Any, text: Text, depth: int) -> list[str]:
    """Return an element that stands by itself."""
    name = tag_of(node)
    if text.drop(node) or (name in DROPPED and name != "head"):
        lost = write_element(node, text, depth)
        return [lost] if lost else []
    if node in text.references:
        return [text.note(text.references[node])]
    write = BLOCKS.get(name)
    if write:
        return write(node, text, depth)
    return _with_anchor(node, text, write_embed(node, text, depth) or write_blocks(node, text, depth))


def _with_anchor(node: Any, text: Text, blocks: list[str]) -> list[str]:
    place = anchor(node, text)
    return [place + blocks[0], *blocks[1:]] if place and blocks and blocks[0][0] not in "#>-<`|" else blocks


def _heading(node: Any, text: Text, depth: int) -> list[str]:
    level = min(6, int(tag_of(node)[1]) + text.shift)
    words = on_one_line(" ".join(write_blocks(node, text, depth)))
    if not words.strip():
        return []
    id = node.get("id") or ""
    # A heading that ends in signs of its own would lose them.
    words = re.sub(r"#(#*)$", r"\\#\1", words)
    attribute = f" {{#{id}}}" if id in text.own_ids and re.fullmatch(r"[\w.:-]+", id) else ""
    return [f"{'#' * level} {words}{attribute}"]


def _list(node: Any, text: Text, depth: int) -> list[str]:
    ordered = tag_of(node) == "ol"
    number = int(start) if ordered and re.fullmatch(r"\d{1,6}", start := node.get("start") or "1") else 1
    items: list[str] = []
    loose = False
    backwards = node.get("reversed") is not None
    lost = text.lose("a list that counts backwards counts forwards now", node) if backwards else ""
    for child in node:
        if not tag_of(child) or text.drop(child):
            continue
        # A list in a list without an item belongs to the item above.
        blocks = (
            write_blocks(child, text, depth) if tag_of(child) == "li" else write_block(child, text, depth)
        )
        if tag_of(child) != "li" and items:
            items[-1] += "\n" + _indent("\n\n".join(blocks))
            continue
        mark = f"{number + len(items)}. " if ordered else "- "
        tight = all(kind_of(block) == "list" for block in blocks[1:])
        loose = loose or not tight
        body = ("\n" if tight else "\n\n").join(blocks) if blocks else ""
        if blocks and (kind_of(blocks[0]) or blocks[0].startswith(("```", "#", "<", "|"))):
            # What is no paragraph stands in an item from its second line on.
            loose = True
            body = f"&#8203;\n\n{body}" if kind_of(blocks[0]) else body
        items.append(mark + _indent(body).lstrip(" "))
    if not items:
        return []
    items[0] += lost if "\n" not in items[0] else ""
    return [("\n\n" if loose else "\n").join(items)]


def _indent(body: str) -> str:
    return re.sub(r"(?m)^(?=.)", "    ", body)


def _quotation(node: Any, text: Text, depth: int) -> list[str]:
    blocks = write_blocks(node, text, depth)
    lines = "\n\n".join(blocks).split("\n")
    return ["\n".join(f"> {line}" if line else ">" for line in lines)] if blocks else []


def _definitions(node: Any, text: Text, depth: int) -> list[str]:
    entries: list[str] = []
    # They may be grouped in elements.
    inner = (one for child in node for one in ([child] if tag_of(child) in {"dt", "dd"} else child))
    for child in inner:
        blocks = write_blocks(child, text, depth) if tag_of(child) in {"dt", "dd"} else []
        if not blocks:
            continue
        if tag_of(child) == "dt":
            gap = "\n" if entries and not entries[-1].startswith("\n:") else "\n\n"
            entries.append((gap if entries else "") + on_one_line(" ".join(blocks)))
        else:
            entries.append("\n:   " + _indent("\n\n".join(blocks)).lstrip(" "))
    return ["".join(entries).lstrip("\n")] if entries else []


def _code(node: Any, text: Text, depth: int) -> list[str]:
    if classes_of(node) & {"wp-block-verse", "wp-block-preformatted-verse"}:
        return _verse(node, text, depth)
    for line in node.iter("br"):
        line.tail = "\n" + (line.tail or "")
    code = "".join(node.itertext()).strip("\n")
    if not code.strip():
        return []
    inner = next(iter(node.iter("code")), node)
    classes = f"{inner.get('class') or ''} {node.get('class') or ''}"
    named = re.search(r"\b(?:language-|lang-|brush: ?|highlight-source-)([\w+#-]+)", classes)
    fence = "`" * max([3, *(len(run) + 1 for run in re.findall("`+", code))])
    if depth <= 2 or not _in_container(node):
        return [f"{fence}{named[1] if named else ''}\n{code}\n{fence}"]
    # Fences are read at the beginning of a line alone.
    return [re.sub(r"(?m)^(?=.)", "    ", code)]


def _in_container(node: Any) -> bool:
    return any(tag_of(above) in {"li", "blockquote", "dd"} for above in node.iterancestors())


def _verse(node: Any, text: Text, depth: int) -> list[str]:
    broken, text.broken = text.broken, True
    for one in node.iter():
        one.text = one.text and re.sub(r"(?m)^ +", lambda blanks: "\u00a0" * len(blanks[0]), one.text)
        one.tail = one.tail and re.sub(r"(?<=\n) +", lambda blanks: "\u00a0" * len(blanks[0]), one.tail)
    node.tail = None
    blocks = write_blocks(node, text, depth)
    text.broken = broken
    return blocks


def _rule(node: Any, text: Text, depth: int) -> list[str]:
    return ["* * *"]


def _details(node: Any, text: Text, depth: int) -> list[str]:
    summary = next(iter(node.iter("summary")), None)
    words = ""
    if summary is not None:
        words = " ".join(write_blocks(summary, text, depth))
        summary.getparent().remove(summary)
    lost = text.lose("what was folded is open now", node)
    title = f"**{on_one_line(words)}**{lost}" if words and "*" not in words else words + lost
    return [title, *write_blocks(node, text, depth)]


def _figure(node: Any, text: Text, depth: int) -> list[str]:
    return write_embed(node, text, depth) or write_figure(node, text, depth, write_blocks)


BLOCKS: dict[str, Callable[[Any, Text, int], list[str]]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
    "ol": _list,
    "ul": _list,
    "menu": _list,
    "blockquote": _quotation,
    "dl": _definitions,
    "pre": _code,
    "hr": _rule,
    "details": _details,
    "figure": _figure,
    "table": write_table,
}
"""How elements are written that are more than what is in them."""
