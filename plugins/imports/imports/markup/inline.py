"""Words, with what stresses and links them → Markdown on a line."""

from __future__ import annotations

import re
from html import escape
from typing import Any

from guards.characters import is_language

from .. import places
from .addresses import host_of
from .escaping import escape_text
from .text import Text
from .tree import DEEPEST, DROPPED, PLAYED, TOLD, classes_of, squeeze, tag_of, text_of

KEPT = frozenset(
    re.split(" ", "sup sub small mark kbd samp var abbr cite q del ins s u dfn bdi ruby rt rp time")
)
"""Elements without a sign of Markdown's own, which stay as they are."""

STRESSED = {"em": "*", "i": "*", "strong": "**", "b": "**"}
BREAK = "\ufdd2"
"""A line break, until all of a paragraph is known: no text has this character (see `places`)."""

_ENDS = f" {BREAK}"
_PARAGRAPHS = re.compile(f"( ?{BREAK} ?{BREAK}[ {BREAK}]*)")
_STYLES = {
    r"font-weight:\s*(?:bold|[6-9]00)": "strong",
    r"font-style:\s*italic": "em",
    r"text-decoration(?:-line)?:\s*line-through": "del",
}


def write_inline(node: Any, text: Text, depth: int = 0) -> str:
    """Return what is in an element, without blanks at its ends.

    Args:
        node: The element.
        text: What it belongs to.
        depth: How many elements it is in.
    """
    return tidy(write_children(node, text, depth))


def tidy(words: str) -> str:
    """Return words without blanks and line breaks at their ends, and with one blank where there are more."""
    words = re.sub(r" {2,}", " ", words)
    return re.sub(rf" ?{BREAK}[ {BREAK}]*", "  \n", words.strip(f" {BREAK}"))


def on_one_line(words: str) -> str:
    """Return words without line breaks."""
    return re.sub(rf" ?[\n{BREAK}][ \n{BREAK}]*", " ", re.sub(r" {2,}", " ", words))


def write_children(node: Any, text: Text, depth: int) -> str:
    """Return all that is in an element."""
    if depth > DEEPEST:
        return text.lose("this is nested too deep, so it is plain text", node) + escape_text(text_of(node))
    done = [write_words(node.text, text)]
    for child in node:
        add_piece(done, write_element(child, text, depth + 1))
        add_piece(done, write_words(child.tail, text, child))
    return "".join(done)


def add_piece(done: list[str], piece: str) -> None:
    """Add a piece to those of a line; the signs of two would be read as one."""
    if piece:
        done.append(_spell(piece) if done and done[-1].endswith("*") and piece.startswith("*") else piece)


def write_words(words: str | None, text: Text, behind: Any = None) -> str:
    """Return plain words.

    Args:
        words: As the tree has them.
        text: What they belong to.
        behind: The element that they stand behind.
    """
    if not words:
        return ""
    if text.broken and behind is not None and tag_of(behind) == "br":
        # The line ends once.
        words = re.sub(r"^[ \t]*\n", "", words)
    if text.broken and "\n" in words:
        lines = [squeeze(line) for line in words.split("\n")]
        return BREAK.join(escape_text(line) for line in lines)
    return escape_text(squeeze(words))


def write_element(node: Any, text: Text, depth: int) -> str:
    """Return an element in a line."""
    name = tag_of(node)
    if node in text.references:
        return text.note(text.references[node])
    if name == "sup" and node.get("data-fn"):
        return text.lose("the mark of a footnote that is not there was left out", node)
    if not name:
        return text.comment(node)
    if text.drop(node):
        return ""
    if name in DROPPED:
        return text.lose(f"{TOLD[name]} was left out", node) if name in TOLD and _is_seen(node) else ""
    if name in {"br", "wbr"}:
        return BREAK if name == "br" else ""
    if name == "img":
        return write_image(node, text)
    if name in {"svg", "math"}:
        words = text_of(node)
        if name == "math":
            return text.lose("a formula is plain text", node) + escape_text(words)
        return text.lose("a drawing in the text was left out", node)
    if name in PLAYED:
        return write_played(node, text)
    if name == "code" or name == "tt":
        return write_code("".join(node.itertext()))
    if name == "a":
        return write_link(node, text, depth)
    return anchor(node, text) + _write_stressed(node, name, text, depth)


def anchor(node: Any, text: Text) -> str:
    """Return the place to which something in the text leads, if this is one."""
    id = node.get("id") or (node.get("name") if tag_of(node) == "a" else "") or ""
    return f'<span id="{id}"></span>' if id in text.own_ids and re.fullmatch(r"[\w.:-]+", id) else ""


def _write_stressed(node: Any, name: str, text: Text, depth: int) -> str:
    words = write_children(node, text, depth)
    style = node.get("style") or ""
    for pattern, meant in _STYLES.items():
        if name == "span" and re.search(pattern, style[:500], re.IGNORECASE):
            name = meant
            break
    inner = words.strip(_ENDS)
    if not inner:
        return words
    before, after = words[: len(words) - len(words.lstrip(_ENDS))], words[len(words.rstrip(_ENDS)) :]
    if name in STRESSED:
        # In the old editor stress may go over several paragraphs.
        parts = _PARAGRAPHS.split(inner) if text.broken else [inner]
        parts[::2] = [_stress(part, STRESSED[name]) for part in parts[::2]]
        return before + "".join(parts) + after
    lang = node.get("lang") or node.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    if name in {"span", "i", "bdo", "font"} and is_language(lang):
        return f"{before}[{inner}]{{lang={lang}}}{after}"
    if name in KEPT:
        title = escape(squeeze(node.get("title") or ""))
        said = f' title="{title}"' if name == "abbr" and title else ""
        return f"{before}<{name}{said}>{inner}</{name}>{after}"
    return words


def _stress(words: str, sign: str) -> str:
    if words.startswith("*") or words.endswith(("*", "\\")):
        tag = "em" if sign == "*" else "strong"
        return f"<{tag}>{words}</{tag}>"
    return f"{sign}{words}{sign}"


def _spell(piece: str) -> str:
    """Return what is stressed by asterisks as elements."""
    for sign, name in (("**", "strong"), ("*", "em")):
        found = re.fullmatch(rf"{re.escape(sign)}(.*){re.escape(sign)}", piece, re.DOTALL)
        if found:
            return f"<{name}>{found[1]}</{name}>"
    return piece


def write_code(code: str) -> str:
    """Return words of a program."""
    code = squeeze(code).strip()
    if not code:
        return ""
    fence = "`" * (max((len(run) for run in re.findall("`+", code)), default=0) + 1)
    gap = " " if code[0] == "`" or code[-1] == "`" else ""
    return f"{fence}{gap}{code}{gap}{fence}"


def write_image(node: Any, text: Text) -> str:
    """Return a picture in a line."""
    alt = squeeze(node.get("alt") or "").strip()
    if classes_of(node) & {"wp-smiley", "emoji"}:
        return escape_text(alt)
    size = (node.get("width"), node.get("height"))
    source = find_source(node)
    alt = alt or text.alt_of(source)
    if not source or size == ("1", "1"):
        return ""
    if source.startswith("data:"):
        return text.lose("a picture that stood in the text itself was left out", node) + escape_text(alt)
    mark = text.image(source)
    if not mark:
        return text.lose("a picture without an address was left out", node)
    return f"![{escape_text(alt)}]({mark})"


def find_source(node: Any) -> str:
    """Return the address of a picture, also of one that a script was to load late."""
    source = str(node.get("src") or "").strip()
    if not source or source.startswith("data:"):
        late = (node.get(f"data-{name}") for name in ("src", "lazy-src", "original", "orig-file"))
        source = next((address.strip() for address in late if address), source)
    return source


def write_link(node: Any, text: Text, depth: int) -> str:
    """Return a link."""
    words = write_children(node, text, depth)
    inner = words.strip(_ENDS)
    mark = anchor(node, text)
    if node.get("href") is None:
        return mark + words
    target = text.link(node.get("href"))
    left = text.leave(node.get("href"), node) if inner else ""
    if not inner:
        return mark + words
    if not target:
        return text.lose("a link that no page may have was left out, its words stay", node) + words
    picture = re.fullmatch(r"!\[[^\n]*\]\([^\n()]*\)", inner)
    if picture and re.search(r"\.(?:png|jpe?g|gif|webp|avif|svg)(?:\?|\ufdd1|$)", target, re.IGNORECASE):
        # It led to the same picture, larger.
        return mark + words
    inner = on_one_line(inner)
    before, after = words[: len(words) - len(words.lstrip(_ENDS))], words[len(words.rstrip(_ENDS)) :]
    return f"{mark}{before}[{inner}]({target}){left}{after}"


def write_played(node: Any, text: Text) -> str:
    """Return a link in the place of what played or showed something."""
    inner = [one.get("src") for one in node.iter("source", "embed") if one.get("src")]
    address = node.get("src") or node.get("data-src") or node.get("data") or (inner[0] if inner else "")
    kind = {"video": "a video", "audio": "a recording"}.get(tag_of(node), "what another site shows here")
    target = text.link(address) if address else ""
    if not target or target.startswith("#"):
        return text.lose(f"{kind} was left out: it has no address", node)
    mark = text.lose(f"{kind} is a link now", node)
    words = squeeze(node.get("title") or node.get("aria-label") or "").strip() or name_played(target)
    return f"{mark}[{escape_text(words)}]({target})"


def name_played(address: str) -> str:
    """Return what a link to something that played says."""
    address = address.strip(f"{places.BEGIN}{places.END}l")
    return f"Watch or listen on {host_of(address)}" if host_of(address) else "Watch or listen"


def _is_seen(node: Any) -> bool:
    return node.get("type") not in {"hidden", "application/ld+json"}
