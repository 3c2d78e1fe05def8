"""Readers search the site: in a browser, with the index that a publish makes, by the site's own policy."""

import mimetypes
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup

ROOT = Path(__file__).parents[2]
HOME = "https://partwork.example"
UA = """Title: Te [practitioner]{lang=en}
Date: 2026-11-02 11:00
Lang: mi
Translates: 1-practitioners.md

He kupu tēnei mō te whanaungatanga, me te kōtuku & <b>ētahi</b> atu. Practitioners!
"""
RENEW = (
    "import sys; from pathlib import Path; from partwork.search import renew_index\n"
    "site = Path(sys.argv[1])\n"
    "renew_index(site / 'output', site / 'outbox/build.json', site / 'cache', sys.argv[2], 'en')"
)


def renew(site, page="search/index.html"):
    """Make the index as a publish does, and return what it says."""
    command = [sys.executable, "-c", RENEW, str(site), page]
    return subprocess.run(command, cwd=ROOT, check=True, text=True, capture_output=True, timeout=120).stdout


def look(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def indexed(tmp_path_factory):
    """This repository's site with a post in Māori, and the index."""
    site = tmp_path_factory.mktemp("searched")
    shutil.copytree(ROOT / "content", site / "content")
    (site / "content/social-media/1-ua.md").write_text(UA, encoding="utf-8")
    options = ["-s", str(ROOT / "publishconf.py"), "-o", str(site / "output"), str(site / "content")]
    extra = ["-e", f'SYNDICATION_OUTBOX="{site / "outbox"}"']
    command = [sys.executable, "-m", "pelican", *options, *extra]
    subprocess.run(command, cwd=ROOT, check=True, timeout=120)
    assert renew(site) == "Made the index for readers who search.\n"
    return site


@pytest.fixture
def ask(browser, indexed):
    """Open a page as a server sends it; return it and what it asked for."""
    contexts, refused = [], []
    output = indexed / "output"
    policy = re.search(r"Content-Security-Policy: (.+)", (output / "_headers").read_text())[1]

    def open_page(path, **options):
        context = browser.new_context(**options)
        contexts.append(context)
        asked = []

        def serve(route):
            name = route.request.url.removeprefix(f"{HOME}/").split("?")[0].split("#")[0]
            file = output / name / "index.html" if (output / name).is_dir() else output / name
            asked.append(name)
            kind = mimetypes.guess_type(file)[0] or "application/octet-stream"
            route.fulfill(
                body=file.read_bytes(), content_type=kind, headers={"content-security-policy": policy}
            )

        context.route("**/*", serve)
        page = context.new_page()
        page.on("console", lambda message: "Security Policy" in message.text and refused.append(message.text))
        page.goto(HOME + path)
        return page, asked

    yield open_page
    for context in contexts:
        context.close()
    assert refused == []


def search(page, words):
    page.get_by_role("searchbox").fill(words)
    page.get_by_role("button", name="Search").click()
    page.locator("#found:not(:empty)").wait_for()
    links = page.locator("#results a")
    return page.locator("#found").inner_text(), [link.get_attribute("href") for link in links.all()]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Maori", "practitioners"),
        ("Māori", "practitioners"),
        ("whanaungatanga", "practitioners"),
        ("whanaungatanga", "mi/social-media/ua"),
        ("kotuku", "mi/social-media/ua"),
        ("KŌTUKU", "mi/social-media/ua"),
    ],
)
def test_words_are_found_with_macrons_or_without_in_both_languages(ask, words, found):
    page, _ = ask("/search/")
    _, links = search(page, words)
    assert [link for link in links if found in link]


def test_nothing_is_loaded_until_somebody_searches(ask):
    for path in ("/", "/social-media/practitioners/", "/search/"):
        page, asked = ask(path)
        page.wait_for_load_state("networkidle")
        assert not [name for name in asked if name.startswith("pagefind")]
    said, links = search(page, "kotuku")
    assert (said, links) == ("1 post found", ["/mi/social-media/ua/"])
    assert [name for name in asked if name.startswith("pagefind")]
    item = page.locator("#results li")
    assert item.get_attribute("lang") == "mi"
    assert item.locator("a").inner_text() == "Te practitioner"
    assert "kōtuku & ētahi atu" in item.locator("p").inner_text()
    assert item.locator("mark").all_inner_texts() == ["kōtuku"]
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.locator("#results a").click()
    assert page.locator("h1").inner_text() == "Te practitioner"
    said, links = search(ask("/search/")[0], "zzzqqq")
    assert (said, links) == ("Nothing found", [])


def test_a_search_has_an_address(ask):
    page, _ = ask("/search/?q=kotuku")
    page.wait_for_selector("#results a")
    assert page.get_by_role("searchbox").input_value() == "kotuku"


def test_only_posts_and_pages_are_found(ask):
    page, _ = ask("/search/")
    _, links = search(page, "practitioners")
    assert {link.split("/")[1] for link in links} <= {"social-media", "mi", "about"}
    assert "/social-media/" not in links


def test_without_a_script_the_page_leads_to_the_archives(ask):
    page, _ = ask("/search/", java_script_enabled=False)
    assert not page.get_by_role("searchbox").is_visible()
    page.get_by_role("link", name="archives", exact=True).click()
    assert page.locator("h1").inner_text() == "Archive"


def test_without_an_index_the_page_says_so(ask, indexed):
    place = indexed / "output/pagefind"
    place.rename(indexed / "away")
    try:
        page, _ = ask("/search/")
        page.route("**/pagefind/*", lambda route: route.abort())
        assert search(page, "Maori") == ("The index could not be read", [])
    finally:
        (indexed / "away").rename(place)


def test_the_index_is_made_anew_for_another_build_only_and_is_the_same(indexed):
    output, built = indexed / "output", indexed / "outbox/build.json"
    built.write_text("{}")
    times = output.stat().st_mtime_ns
    assert renew(indexed)
    before = look(output / "pagefind")
    # A build takes the folder for what it left.
    assert output.stat().st_mtime_ns == times
    assert renew(indexed) == ""
    built.write_text("{ }")
    os.utime(built, ns=(1, 1))
    assert renew(indexed)
    assert look(output / "pagefind") == before
    assert not [name for name in before if re.search(r"ui\.|highlight", str(name))]
    shutil.rmtree(output / "pagefind")
    assert renew(indexed)
    assert look(output / "pagefind") == before


def test_a_site_without_the_page_has_no_index(indexed, tmp_path):
    (tmp_path / "output").mkdir()
    assert renew(tmp_path) == renew(tmp_path, "") == ""
    assert not (tmp_path / "output/pagefind").exists()


def test_drafts_have_no_search(full):
    assert not BeautifulSoup(full.read("/"), "html.parser").find("a", string="Search")
