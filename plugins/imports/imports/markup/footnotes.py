"""Footnotes: marks in a text that lead to notes, from which links lead back."""

from __future__ import annotations

from typing import Any

from .text import Text
from .tree import classes_of, tag_of

_LISTS = {"footnotes", "footnotes-list", "footnote-list"}


def find_footnotes(root: Any, text: Text) -> None:
    """Find the footnotes of a text: whatever made them, mark and note link to each other.

    The notes are taken out of the tree.
    """
    by_id: dict[str, Any] = {}
    for node in root.iter():
        if tag_of(node):
            for name in (node.get("id"), node.get("name") if node.tag == "a" else None):
                if name:
                    by_id.setdefault(name, node)
    hrefs: dict[Any, dict[str | None, Any]] = {}
    order = {node: number for number, node in enumerate(root.iter())}
    for link in list(root.iter("a")):
        target = (link.get("href") or "").partition("#")
        note = by_id.get(target[2]) if not target[0] and target[2] else None
        if (
            link.getparent() is not None
            and tag_of(link.getparent()) == "sup"
            and link.getparent().get("data-fn")
        ):
            id = link.getparent().get("data-fn")
            if id in text.notes:
                text.references[link.getparent()] = id
                continue
        if note is None or order.get(note, 0) <= order.get(link, 0):
            continue
        if note not in hrefs:
            hrefs[note] = {one.get("href"): one for one in reversed(list(note.iter("a")))}
        body, back = _find_body(note, link, hrefs[note])
        if back is not None and target[2] not in text.bodies:
            text.references[_find_mark(link)] = target[2]
            text.bodies[target[2]] = body
            _remove(back, root)
        elif target[2] in text.bodies:
            text.references[_find_mark(link)] = target[2]
    for sup in list(root.iter("sup")):
        if sup.get("data-fn") in text.notes:
            text.references[sup] = sup.get("data-fn")
    above = {body.getparent(): None for body in text.bodies.values()}
    for body in text.bodies.values():
        _take_out(body)
    for node in above:
        _remove_list(node)


def _find_body(note: Any, link: Any, links: dict[str | None, Any]) -> tuple[Any, Any]:
    """Return what a note says, and its link back to a mark; None if it has none."""
    names = {link.get("id"), link.get("name")}
    above = link.getparent()
    for _ in range(2):
        if above is not None:
            names |= {above.get("id")}
            above = above.getparent()
    backs = [links[href] for name in names if name and (href := f"#{name}") in links]
    if tag_of(note) == "a":
        # The number before a note leads back, and is what the mark leads to.
        return (note.getparent(), note) if note in backs else (None, None)
    return note, backs[0] if backs else None


def _find_mark(link: Any) -> Any:
    """Return the mark of a footnote: the link, or what is around it alone."""
    above = link.getparent()
    if above is None or tag_of(above) not in {"sup", "span"} or len(above) > 1:
        return link
    return link if f"{above.text or ''}{link.tail or ''}".strip(" []()") else above


def _remove(node: Any, root: Any) -> None:
    """Take an element out of a tree, and what is around it alone; the text behind it stays."""
    above = node.getparent()
    if above is None or node is root:
        return
    tail = node.tail or ""
    before = node.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        above.text = (above.text or "") + tail
    above.remove(node)
    if tag_of(above) in {"sup", "span"} and not len(above) and not (above.text or "").strip(" []()↩↑^\n"):
        _remove(above, root)


def _take_out(body: Any) -> None:
    """Take a note out of the tree; the text behind it stays."""
    above = body.getparent()
    if above is None:
        return
    if body.tail and body.tail.strip():
        before = body.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + body.tail
        else:
            above.text = (above.text or "") + body.tail
    body.tail = None
    above.remove(body)


def _remove_list(node: Any) -> None:
    """Take a list of notes out of the tree when it is empty, with the line above it."""
    while node is not None and node.getparent() is not None:
        names = {tag_of(inner) for inner in node.iterdescendants()} - {"hr", ""}
        listed = tag_of(node) in {"ol", "ul", "section"} or classes_of(node) & _LISTS
        if names or "".join(node.itertext()).strip() or not listed:
            break
        above = node.getparent()
        tail = node.tail
        before = node.getprevious()
        if tail and before is not None:
            before.tail = (before.tail or "") + tail
        elif tail:
            above.text = (above.text or "") + tail
        above.remove(node)
        node = above
