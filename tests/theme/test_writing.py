"""A page with all that docs/writing.md shows: in the theme, in the reader view, in a copy and in a feed."""

import json
import re
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from minisite import PICTURE
from writing.test_guide import EXAMPLES
from writing.written import FILES, PICTURES

from .conftest import HERE, browse, build
from .test_reader_view import PARTNER, read, readability  # noqa: F401 (fixtures)

HEAD = "Title: Writing\nDate: 2024-05-01 10:00\nAuthor: Given Family\nSummary: What one can write.\n\n"


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("written")
    place = folder / "content/floods"
    (place / "images").mkdir(parents=True)
    for name in PICTURES:
        (place / name).write_bytes(PICTURE)
    for name, text in FILES.items():
        (place / name).write_text(text, encoding="utf-8")
    shutil.move(place / "references.bib", folder / "content/references.bib")
    (place / "writing.md").write_text(HEAD + join(), encoding="utf-8")
    return build(HERE.parents[1] / "publishconf.py", folder, f'PATH="{folder / "content"}"')


def join():
    """Return all examples as one text, in which each label is there once."""
    texts = []
    for number, (text, _) in enumerate(EXAMPLES):
        texts.append(re.sub(r"(?<=[#@])((?:fig|tbl|eq|lst|sec)-\w+)", rf"\g<1>{number}", text))
    return "\n\n".join(f"Part {number}.\n\n{text}" for number, text in enumerate(texts))


@pytest.fixture
def visit_written(browser, written):
    yield from browse(browser, written)


def test_a_page_with_everything_is_valid(written, nu):
    assert nu(written.output / "floods/writing") == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(visit_written, scheme):
    page = visit_written("/floods/writing/", 320, scheme)
    found = Axe().run(page, options={"rules": {"target-size": {"enabled": True}}})
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_reader_view_keeps_all(written, read):  # noqa: F811
    article = BeautifulSoup(written.read("/floods/writing/"), "html.parser").select_one(".prose")
    found = read(str(written.read("/floods/writing/")), ".prose")
    assert len(article.select("figure")) == found["there"]["figure"] > 4
    assert found["kept"] == found["there"]
    assert found["dead"] == []


def copy_of(written):
    kit = written.output.parent / "outbox/republishing-kit/floods--writing.json"
    return json.loads(kit.read_text(encoding="utf-8"))


def lead_nowhere(page):
    """The links within a page whose target is not there."""
    links = [link["href"].removeprefix("#") for link in page.select("a[href^='#']")]
    return [link for link in links if not page.find(id=link)]


def test_a_copy_reads_the_same_without_styles(written, read):  # noqa: F811
    copy = copy_of(written)
    page = BeautifulSoup(copy["html"], "html.parser")
    lines = [line.get_text() for line in page.select("figure p, caption p, .callout-title, .tasks li")]
    for line in ("Figure 1", "The lower river in May", "Table 1", "Warning: Before you call", "☑ asked"):
        assert line in lines
    assert "Note. Floods are shown in blue. From Map of the river, by Sean Example. CC BY-SA 4.0." in lines
    assert len(page.select("a.crossref")) > 5
    assert lead_nowhere(page) == []
    assert not page.select("input, label")
    found = read(PARTNER.format(title=copy["title"], html=copy["html"]), ".entry-content")
    assert found["kept"] == found["there"]
    assert found["dead"] == []


def test_a_feed_has_no_links_into_nothing(written):
    feed = BeautifulSoup((written.output / "feeds/all.atom.xml").read_text(encoding="utf-8"), "xml")
    page = BeautifulSoup(feed.content.text, "html.parser")
    assert page.select_one("figure figcaption").get_text().split("\n")[1] == "Figure 1"
    assert lead_nowhere(page) == []
    assert "☑ asked" in page.get_text()
    assert not page.select("input")


def test_paper_keeps_what_belongs_together(visit_written):
    page = visit_written("/floods/writing/")
    page.emulate_media(media="print")
    kept = """[...document.querySelectorAll(".callout, .prose figure, blockquote")]
        .map((element) => getComputedStyle(element).breakInside)"""
    assert set(page.evaluate(kept)) == {"avoid"}
