"""The pybtex style."""

import subprocess
import sys

import pytest
from pybtex.database import parse_file, parse_string
from pybtex.plugin import find_plugin

from apa7.page.html import anchor

from .conftest import EXAMPLES


@pytest.fixture
def style():
    return find_plugin("pybtex.style.formatting", "apa7")()


def test_the_same_reference_as_on_the_page(style, page):
    bibliography = parse_file(str(EXAMPLES), "bibtex")
    section = page("; ".join(f"[@{key}]" for key in bibliography.entries))
    for link in section.select("a.backlink"):
        link.decompose()
    on_page = {entry["id"]: entry.get_text().strip() for entry in section.select(".csl-entry")}
    formatted = list(style.format_bibliography(bibliography))
    assert [anchor(entry.key) for entry in formatted] == list(on_page)
    for entry in formatted:
        shown = on_page[anchor(entry.key)].replace("\u00a0", " ")
        assert entry.text.render_as("text").replace("\u00a0", " ") == shown


def test_italics_and_links_in_other_formats(style):
    bibliography = parse_file(str(EXAMPLES), "bibtex")
    (entry,) = style.format_bibliography(bibliography, ["tane2019"])
    assert entry.text.render_as("latex").endswith(
        r"\emph{Journal of Invented Practice}, \emph{12}(3–4), 100–109."
        r" \url{https://doi.org/10.5555/jip.2019.12}"
    )
    assert '<a href="https://doi.org/10.5555/jip.2019.12">' in entry.text.render_as("html")


def test_letters_among_the_works_that_are_asked_for(style):
    bibliography = parse_string(
        "@book{a, author={A. B}, title={A}, year=2000}@book{b, author={A. B}, title={B}, year=2000}", "bibtex"
    )
    texts = [entry.text.render_as("text") for entry in style.format_bibliography(bibliography, ["b", "a"])]
    assert texts == ["B, A. (2000a). A.", "B, A. (2000b). B."]
    (alone,) = style.format_bibliography(bibliography, ["b"])
    assert alone.text.render_as("text") == "B, A. (2000). B."


def test_names_that_pybtex_parsed_already(style):
    bibliography = parse_string(
        "@book{a, author={{A Group} and Ludwig van Beethoven and Doe, Jr., J. and others},"
        " title={T}, year=2000}",
        "bibtex",
    )
    (entry,) = style.format_bibliography(bibliography, ["a"])
    assert entry.text.render_as("text") == "A Group, van Beethoven, L., Doe, J., Jr., et al. (2000). T."


def test_crossrefs_of_pybtex(style):
    bibliography = parse_file(str(EXAMPLES), "bibtex")
    (entry,) = style.format_bibliography(bibliography, ["pohutukawa2016"])
    assert "In R. Tui, N. Moa, & A. Huia (Eds.), Handbook of invented things" in entry.text.render_as("text")


def test_pybtex_s_own_command(tmp_path):
    (tmp_path / "x.aux").write_text(
        "\\citation{tui2011}\n\\bibstyle{apa7}\n" + f"\\bibdata{{{EXAMPLES.with_suffix('')}}}\n",
        encoding="utf-8",
    )
    subprocess.run(
        [sys.executable, "-m", "pybtex", "--style-language", "python", "x.aux"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    assert r"\emph{The digital practitioner} (2nd ed.). Kōwhai Press." in (tmp_path / "x.bbl").read_text(
        encoding="utf-8"
    )
