"""A converter is used again for the next file as if it were new, or not at all."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from pelican.plugins.citations.converter import Converter, forgets

from apa7.bibliography.library import Library, parse
from apa7.page.markdown import CitationsExtension

from .test_inlining import PIECES

NAMES = ("extra", "smarty", "toc", "meta", "sane_lists", "admonition", "wikilinks", "codehilite", "nl2br")
WORKS = Library(parse("@book{k, author = {Kea, Ana}, title = {A book}, date = {2001}}")[0])
TEXTS = (
    "Lang: de\n\nA [@k].\n\n[^1]: A note.\n\nSee [^1], HTML, [b].\n\n*[HTML]: H\n\n[b]: /b\n\n# A\n\n# A",
    "See [^1], HTML and [b] and @k [p. 3].\n\n# A\n\n3. three\n4. four\n",
    "",
    "Lang: mi\n\n1. one\n\n!!! note\n    text\n\n    ```\n    never closed",
    "1. one\n\n    more\n\n<div markdown='1'>\n[@k",
    "[TOC]\n\n# A\n\n[@k, p. 3] \\[b\\]",
)


def options() -> dict[str, Any]:
    extension = CitationsExtension(WORKS, report=False)
    return {"extensions": [*NAMES, extension]}


def convert(md: Markdown, text: str) -> list[object]:
    """Convert a text and its summary as Pelican does; return all that one can see afterwards."""
    page = md.convert(text)
    meta = md.Meta  # type: ignore[attr-defined]
    md.preprocessors.deregister("meta")
    md.reset()
    return [page, meta, md.convert(text[:40])]


def assert_forgotten(texts: list[str]) -> None:
    used = Converter(options())
    assert used.reusable
    for text in texts:
        assert convert(used.renew(), text) == convert(Converter(options()).renew(), text)


@pytest.mark.parametrize("texts", [*pairwise((*TEXTS, *reversed(TEXTS)))])
def test_nothing_of_a_text_is_left_for_the_next(texts: tuple[str, str]) -> None:
    assert_forgotten([*texts, texts[0]])


PAGES = st.lists(st.sampled_from([*PIECES, "[@k, p. 3] ", "Lang: de\n"]), max_size=15).map("".join)


@settings(max_examples=40, deadline=None)
@given(st.lists(PAGES, min_size=2, max_size=3))
def test_nothing_of_any_text_is_left(texts: list[str]) -> None:
    assert_forgotten(texts)


class Counting(Preprocessor):
    """Remembers what it has read."""

    def run(self, lines: list[str]) -> list[str]:
        return lines


class Foreign(Extension):
    """An extension of which nobody knows what it remembers."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        md.preprocessors.register(Counting(md), "counting", 5)


def test_what_is_not_known_is_not_used_again() -> None:
    assert not forgets(Markdown(extensions=["extra", Foreign()]))
    configs = {"footnotes": {"UNIQUE_IDS": True}}
    assert not forgets(Markdown(extensions=["footnotes"], extension_configs=configs))
    assert forgets(Markdown(extensions=["footnotes"]))
