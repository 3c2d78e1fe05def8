"""Inline text is read as Python-Markdown reads it, though most of its patterns are passed over."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor, Pattern

from apa7.page.inlining import hasten
from apa7.page.marks import find_marks

EXTENSIONS = ["extra", "smarty", "toc", "sane_lists", "nl2br", "admonition", "wikilinks"]
CONFIGS = {"smarty": {"smart_angled_quotes": True}}
PIECES = (
    *("word ", "in ", "\n", "\n\n", "  \n", "# ", "- ", "1. ", "> ", "    ", "term\n: meaning\n"),
    *("*", "**", "_", "__", "***", "`", "``", "\\", "\\*", "\\[", "'", '"', "'80s", "--", "---", "...", "<<"),
    *(">>", "[", "]", "(", ")", "![", "[a](b)", "![a](b 'c')", "[a][b]", "[b]", "[b]: c 'd'\n", "[^1]", "@k"),
    *("[^1]: note\n", "<b>", "</b>", "<!-- c -->", "<http://e.org>", "<m@e.org>", "&amp;", "&", "<", "[[w]]"),
    *("*[word]: more\n", "<div markdown='1'>", "</div>", "{: #i .c}", "{#h}", "\x02klzzwxh:0001\x03"),
    *("| a | b |\n|---|---|\n| c | d |\n", "WORD! ", "XX", "yz "),
)


class Loud(Pattern):
    """A pattern of the old kind, which has capitals in any place."""

    def __init__(self) -> None:
        super().__init__("(?i:WORD)(!)")

    def handleMatch(self, m: re.Match[str]) -> str:  # noqa: N802 - Python-Markdown's name
        return "loud"


class Plain(InlineProcessor):
    """A pattern of the new kind, which has its own expression."""

    def __init__(self) -> None:
        super().__init__("never")

    def getCompiledRegExp(self) -> "re.Pattern[str]":  # noqa: N802 - Python-Markdown's name
        return re.compile("x{2}|y+z", re.IGNORECASE)

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # noqa: N802
        return "plain", m.start(0), m.end(0)


def convert(text: str, *, hastened: bool) -> str:
    md = Markdown(extensions=EXTENSIONS, extension_configs=CONFIGS)
    md.inlinePatterns.register(Loud(), "loud", 65)
    md.inlinePatterns.register(Plain(), "plain", 64)
    if hastened:
        hasten(md)
        hasten(md)
    return md.convert(text) + md.reset().convert(text)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_the_result_is_the_same(text: str) -> None:
    assert convert(text, hastened=True) == convert(text, hastened=False)


@pytest.mark.parametrize(
    ("pattern", "marks"),
    [
        (r"(?<!\!)\[", ("[",)),
        (r"\!\[", ("![",)),
        (r"(?<!-)--(?!-)", ("--",)),
        (r"(?<!\.)\.{3}(?!\.)", ("...",)),
        (r"\*|_", ("*", "_")),
        (r"<([A-Za-z]*://[^<>]*)>", ("://",)),
        (r"(\s|&nbsp;|--)'(?=\w)", ("'",)),
        ("ab*cd+(?:e|fg)", ("cd",)),
        ("(?:a|bc)d?", ("a", "bc")),
        ("(?>ab)c?", ("ab",)),
        ("a|b|", ("",)),
        ("a?[^b]", ("",)),
        ("(?i:a)", ("",)),
        ("(?=a)", ("a",)),
        ("(?!a)", ("",)),
        ("(?<=a)", ("",)),
        ("(^|\\n)[ ]{0,3}:[ ]{1,3}(.*?)(\\n|$)", (": ",)),
        ("ab+c", ("ab",)),
        ("xa{2,}bc", ("aabc",)),
        ("a{2}b{0}c", ("aac",)),
    ],
)
def test_marks_stand_in_whatever_is_matched(pattern: str, marks: tuple[str, ...]) -> None:
    found = find_marks(pattern, 0)
    assert found == marks or ("" in found and "" in marks)


def test_nothing_is_known_of_capitals_and_of_what_is_no_expression_of_pythons() -> None:
    assert find_marks("a", re.IGNORECASE) == ("",)
    assert find_marks(r"\p{L}a", 0) == ("",)
