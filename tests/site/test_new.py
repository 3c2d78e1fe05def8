"""An author's first post."""

import subprocess
import sys

from bs4 import BeautifulSoup


def test_a_new_part_is_a_draft_of_its_series_that_builds(site):
    printed = site.invoke("new", "Kōrero and kai", "--series", "social-media")
    site.invoke("build")
    assert "content/social-media/4-korero-and-kai.md" in printed
    site.edit(
        "content/social-media/4-korero-and-kai.md",
        "<!-- Write here",
        "A first sentence [@robb2011, p. 8].\n\n<!-- Write here",
    )
    site.invoke("build")
    assert "A first sentence" not in "".join(
        content.decode()
        for name, content in site.files("output").items()
        if name == "social-media/index.html"
    )
    site.edit("content/social-media/4-korero-and-kai.md", "Status: draft\n", "")
    site.edit("content/social-media/4-korero-and-kai.md", "Summary: ", "Summary: What we said.")
    site.invoke("build")
    html = (site.path / "output/social-media/korero-and-kai/index.html").read_text(encoding="utf-8")
    page = " ".join(BeautifulSoup(html, "html.parser").get_text().split())
    assert "Part 4 of 4" in page
    assert "(Robb, 2011, p. 8)" in page


def test_a_new_part_that_nobody_wrote_says_nothing_to_readers(site):
    site.invoke("new", "Beginning", "--series", "second")
    site.edit("content/second/1-beginning.md", "Status: draft\n", "")
    site.invoke("build")
    html = (site.path / "output/second/beginning/index.html").read_text(encoding="utf-8")
    assert "references.bib" not in BeautifulSoup(html, "html.parser").get_text()
    (copy,) = site.path.glob("outbox/*/second--beginning.json")
    assert "references.bib" not in copy.read_text(encoding="utf-8")


def test_a_new_series_comes_with_its_first_part(site):
    site.invoke("new", "Beginning", "--series", "second")
    site.edit("content/second/series.toml", 'title = "Second"', 'title = "A second series"')
    site.edit("content/second/1-beginning.md", "Status: draft\n", "")
    site.invoke("build")
    assert "A second series" in (site.path / "output/second/index.html").read_text(encoding="utf-8")


def test_a_new_part_has_a_title_and_a_place_of_its_own(site):
    site.invoke("new", "Beginning", "--series", "second")
    assert "content/second/1-beginning.md has this title already" in site.invoke(
        "new", "Beginning", "--series", "second", code=1
    )
    for title, series in (("?", "second"), ("Out", "../out"), ("About", "pages")):
        site.invoke("new", title, "--series", series, code=1)
    assert not (site.path / "out").exists()


def test_while_drafting_a_series_shows_its_drafts(site):
    site.invoke("new", "Beginning", "--series", "second")
    command = [sys.executable, "-m", "pelican", "-s", "pelicanconf.py", "--fatal", "errors"]
    subprocess.run(command, cwd=site.path, check=True, capture_output=True)
    landing = BeautifulSoup((site.path / "output/second/index.html").read_text(), "html.parser")
    link = landing.find("a", string=lambda text: text and "Beginning" in text)
    assert (site.path / "output" / link["href"].strip("/") / "index.html").exists()
