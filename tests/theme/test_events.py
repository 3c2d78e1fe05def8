"""The page of an event in the theme: valid, accessible at any width, light, and with its plot as a table."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup

from conversation.event.files import write_page
from conversation.files import read_conversation
from conversation.model import APPROVED, CHECK, HIDDEN, Answer

from .conftest import HERE, browse, build

START = datetime(2013, 11, 10, 20, 0, tzinfo=UTC)


def make(number):
    """Return an entry: each third answers the one before it."""
    when = (START + timedelta(minutes=13 * number + (number % 7) * 20)).isoformat()
    place = ("https://twitter.com/n{}/status/{}", "https://social.example/@n{}/{}")[number % 2]
    return Answer(
        f"e/{number}",
        ("export", "toots")[number % 2],
        address=place.format(number % 5, number),
        name=f"N {number % 5}",
        page=f"https://social.example/@n{number % 5}",
        date=when,
        lang=("en", "mi", "")[number % 3],
        text=f"What {number} said #swrb13 https://example.org/{'long' * 20}",
        answers=f"e/{number - 1}" if number % 3 == 2 else "",
        state=APPROVED,
        handle=f"@n{number % 5}",
    )


def check(target):
    when = "2026-11-28T20:00:00+00:00"
    return Answer(f"{CHECK} {target}", "", CHECK, date=when, text="#swrb13", state=HIDDEN)


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    folder = tmp_path_factory.mktemp("held")
    entries = [make(number) for number in range(150)]
    talk = read_conversation(folder / "content/conversation/_events/swrb13.jsonl")
    talk.save([*entries, check("export"), check("toots")])
    moments = [datetime.fromisoformat(one.date) for one in entries]
    page = write_page("swrb13", "swrb13", moments, START.astimezone().tzinfo).replace("Status: draft\n", "")
    (folder / "content/pages").mkdir()
    (folder / "content/pages/swrb13.md").write_text(page, encoding="utf-8")
    # The same, in the other language, as a post.
    post = page.replace("Slug:", "Date: 2024-05-01\nLang: mi\nSlug:")
    (folder / "content/floods").mkdir()
    (folder / "content/floods/1-swrb13.md").write_text(post, encoding="utf-8")
    return build(HERE.parents[1] / "publishconf.py", folder, f'PATH="{folder / "content"}"')


@pytest.fixture
def visit_held(browser, held):
    yield from browse(browser, held)


PATHS = ["/swrb13/", "/mi/floods/swrb13/"]


def read(held, path="/swrb13/"):
    return BeautifulSoup(held.read(path), "html.parser")


def squash(element):
    return " ".join(element.get_text().split())


def test_it_is_valid(held, nu):
    assert nu(held.output) == []


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(visit_held, path, scheme):
    for width in (320, 1280):
        page = visit_held(path, width, scheme)
        page.locator("summary", has_text="a table" if path == PATHS[0] else "ripanga").click()
        found = Axe().run(page, options={"rules": {"target-size": {"enabled": True}}})
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_it_says_what_was_said_and_how_much(held):
    page = read(held)
    assert [squash(one) for one in page.select(".counts li")] == [
        "150 entries",
        "5 people",
        "50 answers to others",
        "social.example: 75",
        "twitter.com: 75",
    ]
    assert [squash(one) for one in page.select(".people li")] == [f"N {number} 30" for number in range(5)]
    rows = [[squash(cell) for cell in row.select("td")] for row in page.select(".plot tbody tr")]
    assert sum(int(count) for _, count in rows) == 150
    # The picture has a bar for each row.
    svg = page.select_one(".plot svg")
    assert svg.select_one(".bars")["d"].count("M") == len(rows)
    most = max(rows, key=lambda row: int(row[1]))
    assert svg["aria-label"] == f"Entries by hour; most: {most[1]}, {most[0]}"
    assert all(page.find(id=link["href"][1:]) for link in page.select(".plot td a"))
    entries = page.select(".answers li")
    assert len(entries) == 150
    assert squash(entries[0].p) == (
        "N 0 @n0 · 11 November 2013, 09:00, at twitter.com · from an export, read 29 November 2026"
    )
    assert squash(entries[1].p).endswith("at social.example · checked 29 November 2026")
    assert not page.select("img, .answers script, [style]")
    said = squash(page.select(".prose > p")[-1])
    assert said == (
        "Each entry is its author’s, and not under the licence of this page. Their choice and order, and the "
        "words between them, are under CC BY 4.0."
    )


def test_a_post_speaks_its_language(held):
    page = read(held, PATHS[1])
    assert squash(page.select_one(".counts li")) == "150 kōrero"
    assert "i tirohia i te" in squash(page.select(".answers li")[1].p)


def test_what_takes_it_along_has_no_entry(held):
    made = [one for one in held.output.parent.rglob("*") if one.is_file() and "content" not in one.parts]
    having = {one.parent.name + "/" + one.name for one in made if b"What 1 said" in one.read_bytes()}
    assert having == {"swrb13/index.html"}
    kit = held.output.parent / "outbox/republishing-kit/floods--swrb13.json"
    html = json.loads(kit.read_text(encoding="utf-8"))["html"]
    assert "What was said stands on the page itself." in html
    assert "{%" not in html


def test_a_visitor_gets_a_page_of_a_sensible_size(held):
    assert len(held.read("/swrb13/").encode()) < 700 * 150
