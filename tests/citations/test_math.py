"""Math is no place for citations, and money is no math."""

import sys
from pathlib import Path

import markdown
import pytest

from apa7.page.markdown import CitationsExtension
from apa7.page.math import find_math, mask, unmask

from .conftest import EXAMPLES


@pytest.mark.parametrize(
    "text",
    [
        "$x@tui2011$",
        "$@tui2011$",
        "$[@tui2011]$",
        r"$\text{@tui2011}$",
        r"$a \$ @tui2011$",
        "$$x @tui2011 $$",
        "$$\na [@tui2011]\n$$",
        r"\(@tui2011\)",
        r"\\(@tui2011\\)",
        r"\[ [@tui2011] \]",
        r"\\[ -@tui2011 \\]",
        r"\\$@tui2011$",
        "$a$ is $[@tui2011]$; $b$",
        "- $@tui2011$",
        "| a |\n|---|\n| $@tui2011$ |",
        "*$@tui2011$*",
        "Note[^1].\n\n[^1]: $@tui2011$",
    ],
)
def test_math_is_left_alone(page, text):
    soup = page(text, extensions=["extra"])
    assert "@tui2011" in soup.get_text()
    assert not soup.select("span.cite, section")


@pytest.mark.parametrize(
    "text",
    [
        "costs $5 [@tui2011] and $6",
        "US$5 (@tui2011) and NZ$7",
        "$ 5 @tui2011 $",
        "$5 @tui2011 $",
        r"\$5 @tui2011 5\$",
        r"$5 @tui2011 5\$",
        "$x$ @tui2011 $y$",
        "$$x$$ @tui2011 $$y$$",
        "$$ @tui2011",
        "$ @tui2011\n\n$",
        r"\(a\) @tui2011 \(b\)",
        r"\( @tui2011",
        r"`$` @tui2011 `$`",
        "[$5](x) @tui2011 5$",
    ],
)
def test_what_is_no_math_cites(page, text):
    assert len(page(text, extensions=["extra"]).select("a.citation")) == 1


def test_own_words_have_math(page):
    soup = page(
        '[see $x;@tui2011]$ and $f\'(a)$ in @film, p. 3, with $y@z; "w"$; @tui2011]. @tui2011 [p. $n;]$].'
    )
    assert soup.p.get_text() == (
        '(see $x;@tui2011]$ and $f\'(a)$ in Huia, 2014, p. 3, with $y@z; "w"$; Tui & Kea, 2011). '
        "Tui and Kea (2011, p. $n;]$)."
    )
    assert len(soup.select("a.citation")) == 3


def test_math_that_is_begun_anew_after_a_citation(page):
    soup = page("[@tui2011] $@film$ [@tui2011] $@film$ @tui2011 $@film$ costs $5 [@film] and $6")
    assert soup.p.get_text().count("$@film$") == 3
    assert len(soup.select("a.citation")) == 4


def test_hidden_text_comes_back():
    text = "a $@[]{};\"'$ b \\[@\\] c"
    assert len(mask(text)) == len(text)
    assert "@" not in mask(text)
    assert unmask(mask(text)) == text
    assert list(find_math("$5 and $6, $x$ and $$y")) == [(11, 14)]


@pytest.mark.parametrize("piece", ["$x ", "$x$ ", "$5 ", "$$x ", r"\\(x ", "$x@y ", "[@tui2011] $5 "])
def test_time_grows_as_the_text_does(piece):
    def count(times):
        extension = CitationsExtension(bibliography=[str(EXAMPLES)], report=False)
        assert extension.library
        here, steps = str(Path(sys.modules["apa7"].__file__).parent), 0

        def step(frame, event, _argument):
            nonlocal steps
            if frame.f_code.co_filename.startswith(here):
                frame.f_trace_opcodes = False
                steps += event == "line"
                return step
            return None

        before = sys.gettrace()
        sys.settrace(step)
        try:
            markdown.markdown(piece * times, extensions=[extension])
        finally:
            sys.settrace(before)
        return steps

    count(1)  # Works are read once.
    assert count(400) < 2.5 * count(200)
