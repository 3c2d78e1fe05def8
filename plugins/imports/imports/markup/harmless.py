"""What somebody wrote under a post, as HTML of which nothing can do harm, and as plain text."""

from __future__ import annotations

import re
from html import escape
from typing import Any

from .addresses import resolve
from .tree import DEEPEST, DROPPED, PLAYED, classes_of, parse, squeeze, tag_of, text_of

_KEPT = {
    "p",
    "br",
    "a",
    "em",
    "i",
    "strong",
    "b",
    "code",
    "pre",
    "blockquote",
    "ul",
    "ol",
    "li",
    "del",
    "q",
    "cite",
}
_BLOCKS = {"p", "pre", "blockquote", "ul", "ol", "li", "div"}


def write_harmless(html: str, base: str = "", broken: bool = True) -> tuple[str, str]:
    """Return a text as HTML of words, stress, links and lists alone, and as plain text.

    Args:
        html: What somebody wrote.
        base: The address from which its links lead.
        broken: Whether new lines are line breaks, and empty ones part paragraphs.
    """
    if broken:
        parts = [
            part.strip("\n")
            for part in re.split(r"\n[ \t]*\n\s*", html.replace("\r\n", "\n"))
            if part.strip()
        ]
        parts = [part if "<pre" in part else part.replace("\n", "<br>") for part in parts]
        html = "".join(
            part if re.match(r"\s*<(?:p|ul|ol|blockquote|pre)\b", part) else f"<p>{part}</p>"
            for part in parts
        )
    root = parse(html)
    inner = _write(root, base, 0).strip()
    lines = re.sub(r"[ \t]*\n[ \t]*", "\n", _plain(root, 0))
    return inner, re.sub(r"\n{3,}", "\n\n", lines).strip()


def _write(node: Any, base: str, depth: int) -> str:
    if depth > DEEPEST:
        return escape(text_of(node))
    done = [_words(node.text, node)]
    for child in node:
        name = tag_of(child)
        inner = _write(child, base, depth + 1) if name and name not in DROPPED | PLAYED else ""
        if name == "a":
            address = resolve(child.get("href") or "", base)
            inner = f'<a href="{escape(address)}" rel="nofollow ugc">{inner}</a>' if address else inner
        elif name == "br":
            inner = "<br>"
        elif name in _KEPT and (inner.strip() or name == "br"):
            inner = f"<{name}>{inner}</{name}>"
        done += [inner, _words(child.tail, node)]
    return "".join(done)


def _words(words: str | None, node: Any) -> str:
    return escape((words or "") if tag_of(node) == "pre" else squeeze(words or ""), quote=False)


def _plain(node: Any, depth: int) -> str:
    if depth > DEEPEST:
        return text_of(node)
    done = [squeeze(node.text or "")]
    for child in node:
        name = tag_of(child)
        if name == "br":
            done.append("\n")
        elif name == "img" and "emoji" in classes_of(child):
            done.append(child.get("alt") or "")
        elif name and name not in DROPPED | PLAYED:
            gap = "\n\n" if name in _BLOCKS else ""
            done.append(gap + _plain(child, depth + 1) + gap)
        done.append(squeeze(child.tail or ""))
    return "".join(done)


def write_plain(html: str) -> str:
    """Return what a text says, on one line."""
    return text_of(parse(html)) if "<" in html or "&" in html else squeeze(html).strip()
