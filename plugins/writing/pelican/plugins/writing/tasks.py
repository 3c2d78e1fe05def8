"""Lists of tasks: `- [x] done`, `- [ ] to do`."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from .model import Page

_BOX = re.compile(r"\[(?P<mark>[ xX])\](?:\s+|\Z)")


def extend(md: Markdown, page: Page) -> None:
    """Register with Python-Markdown, before inline text is read.

    What pymdown makes of such lists has boxes that no label belongs to.
    """
    md.treeprocessors.register(_Tasks(md), "writing-tasks", 25)


class _Tasks(Treeprocessor):
    forgets = True

    def run(self, root: Element) -> None:
        for items in [element for element in root.iter() if element.tag in ("ul", "ol")]:
            boxes = [label_box(item) for item in items if item.tag == "li"]
            if any(boxes):
                items.set("class", "tasks")


def label_box(item: Element) -> bool:
    """Put a box before an item and its words into its label, if it is a task."""
    holder = item[0] if len(item) and item[0].tag == "p" and not (item.text or "").strip() else item
    match = _BOX.match(holder.text or "")
    if match is None:
        return False
    label = Element("label")
    box = Element("input", {"type": "checkbox", "disabled": "disabled"})
    if match["mark"] != " ":
        box.set("checked", "checked")
    box.tail = f" {(holder.text or '')[match.end() :].rstrip()}"
    label.append(box)
    holder.text = ""
    holder.insert(0, label)
    if holder is item and len(item) > 1:
        label.tail = "\n"
    return True
