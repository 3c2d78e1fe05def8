"""What is wrong, as HTML: a panel over a page, or a page of its own while there is none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from guards.characters import show_text
from proofs.model import label

from ..builds import Message
from .draft import State

STYLE = (Path(__file__).parent / "panel.css").read_text(encoding="utf-8")
# Where the server answers by itself. No file of a site begins with a dot.
SCRIPT, EVENTS = "/.drafting/page.js", "/.drafting/events"


def write_panel(messages: Iterable[Message]) -> str:
    """Return errors, open, and warnings, folded; nothing where there are none."""
    errors = [message.text for message in messages if message.error]
    parts = []
    if errors:
        title = f"{_count(errors, 'error')}: this page is from the last good build"
        parts.append(f'<div class="errors" role="alert">{_fold(title, errors, " open")}</div>')
    for title, texts in _list_others(messages):
        parts.append(f'<div class="warnings" role="status">{_fold(title, texts, "")}</div>')
    return f'<style>{STYLE}</style><div class="panel" lang="en">{"".join(parts)}</div>' if parts else ""


def write_page(state: State) -> str:
    """Return the page to show at every address before anything was built."""
    errors = [message.text for message in state.messages if message.error]
    if errors:
        title = f"{_count(errors, 'error')}: there is no page to show yet"
        text = f'<div class="errors" role="alert">{_list(errors)}</div>'
    else:
        title, text = "The site is being built", "<p>It will be here in a moment.</p>"
    for _, texts in _list_others(state.messages):
        text += f'<div class="warnings">{_list(texts)}</div>'
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<link rel="icon" href="data:,">\n'
        f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n"
        f'<body class="page">\n<main>\n<h1>{title}</h1>\n{text}\n</main>\n'
        "\n</body>\n</html>\n"
    )


def add_script(html: bytes, state: State) -> bytes:
    """Return a page that listens to what the server has to tell."""
    script = (
        f'<script defer src="{SCRIPT}" data-events="{EVENTS}" data-site="{state.site}"></script>\n'.encode()
    )
    body, end, rest = html.rpartition(b"</body>")
    return body + script + end + rest if end else html + script


def _list_others(messages: Iterable[Message]) -> Iterator[tuple[str, list[str]]]:
    """Yield warnings and advice, where there are some, each with a title."""
    others = [message for message in messages if not message.error]
    for kind, noun in (("warning", "warning"), ("advice", "piece")):
        texts = [message.text for message in others if label(message.error, message.text) == kind]
        if texts:
            yield _count(texts, noun) + (" of advice" if kind == "advice" else ""), texts


def _fold(title: str, texts: list[str], opened: str) -> str:
    return f"<details{opened}><summary>{title}</summary>{_list(texts)}</details>"


def _list(texts: list[str]) -> str:
    return f"<ol>{''.join(f'<li>{_mark_place(text)}</li>' for text in texts)}</ol>"


def _mark_place(text: str) -> str:
    """Return a message with its file and line told apart."""
    found = re.fullmatch(r"(?s)(\S[^:\n]*:\d+(?::\d+)?): (.*)", show_text(text))
    if not found:
        return escape(show_text(text))
    return f"<code>{escape(found[1])}</code> <span>{escape(found[2])}</span>"


def _count(texts: list[str], noun: str) -> str:
    return f"{len(texts)} {noun}{'s' * (len(texts) > 1)}"
