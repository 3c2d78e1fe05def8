"""The five kinds of callouts, and what else they are called."""

from __future__ import annotations

from .model import Page

KINDS = {
    "note": ("info", "abstract", "summary", "question", "faq", "help", "example", "todo", "quote"),
    "tip": ("hint", "success", "check", "done"),
    "important": ("key", "seealso"),
    "warning": ("attention",),
    "caution": ("danger", "error", "failure", "fail", "bug", "missing"),
}
"""The kinds of GitHub and Quarto, and those of Obsidian and Python-Markdown that are the same to readers."""
ALIASES = {name: kind for kind, others in KINDS.items() for name in (kind, *others)}


def name_kind(kind: str, page: Page) -> str:
    """Return what a kind is called in the language of a page."""
    return {
        "note": page.say("Note"),
        "tip": page.say("Tip"),
        "important": page.say("Important"),
        "warning": page.say("Warning"),
        "caution": page.say("Caution"),
    }[kind]
