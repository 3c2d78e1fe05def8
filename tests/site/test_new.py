"""An author's first post."""

import re
import subprocess
import sys
import tomllib

import pytest
from bs4 import BeautifulSoup

from partwork import parts
from partwork.parts import PartError, add_entry


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


def test_a_part_that_moves_leaves_a_page_at_each_address_that_it_had(site):
    first, second = "content/social-media/1-practitioners.md", "content/social-media/1-practice.md"
    ids = {}

    def build():
        site.invoke("build", "publish")
        ids[len(ids)] = re.search(
            "<id>(urn:uuid:[^<]+)", (site.path / "output/feeds/all.atom.xml").read_text()
        )[1]

    def lead(place):
        page = (site.path / f"output/social-media/{place}/index.html").read_text(encoding="utf-8")
        return re.findall(
            r'(?:url=\.\./|canonical" href="https://partwork.example/social-media/)([\w-]+)/"', page
        )

    build()
    site.edit(first, "Title:", "Slug: in-practice\nTitle:")
    build()
    assert lead("practitioners") == ["in-practice"] * 2
    (site.path / first).rename(site.path / second)
    for file in (site.path / "content").rglob("*"):
        if file.suffix in (".md", ".toml"):
            text = file.read_text(encoding="utf-8")
            file.write_text(text.replace("1-practitioners.md", "1-practice.md"), encoding="utf-8")
    site.edit(second, "Slug: in-practice", "Formerly: social-media/1-practitioners.md")
    build()
    for place in ("practitioners", "in-practice"):
        assert lead(place) == ["practice"] * 2
    assert len({*ids.values()}) == 1
    (copy,) = site.path.glob("copies/*/social-media--practitioners/post.html")
    assert "social-media/practice/" in copy.read_text(encoding="utf-8")


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


LISTS = {
    "inline": (
        'title = "T"\nparts = [{ source = "1-a.md" }]\n',
        'parts = [{ source = "1-a.md" }, { source = "2-b.md" }]',
    ),
    "inline with a comma at the end": (
        'title = "T"\nparts = [\n  { source = "1-a.md" }, # the first\n]\nlang = "en"\n',
        '{ source = "2-b.md" }\n]\nlang = "en"',
    ),
    "inline and empty": ('title = "T"\nparts = []\n', 'parts = [{ source = "1-b.md" }]'),
    "inline, with brackets in it": (
        'title = "T [1]"\nparts = [{ title = "a ] b", summary = "]" }]\nabstract = "[]]"\n',
        'summary = "]" }, { source = "2-b.md" }]\nabstract = "[]]"',
    ),
    "tables": ('title = "T"\n\n[[parts]]\nsource = "1-a.md"\n', '\n\n[[parts]]\nsource = "2-b.md"\n'),
    "tables with lines of Windows": (
        'title = "T"\r\n[[parts]]\r\ntitle = "A"\r\n',
        '\r\n[[parts]]\r\nsource = "2-b.md"\r\n',
    ),
    "with a mark of its editor": ('\ufefftitle = "T"\n', '\n\n[[parts]]\nsource = "1-b.md"\n'),
    "nothing": ("", 'title = "Second"\nabstract = ""\n\n[[parts]]\nsource = "1-b.md"\n'),
}


@pytest.mark.parametrize("form", LISTS)
def test_a_part_is_added_in_the_form_that_is_there(form):
    before, expected = LISTS[form]
    number = before.count("source") + before.count("title = ") - before.startswith(("title", "\ufeff")) + 1
    text = add_entry(before, "second", f"{number}-b.md")
    assert expected in text
    read = tomllib.loads(text.removeprefix("\ufeff"))
    assert read["parts"][-1] == {"source": f"{number}-b.md"}
    if before:
        old = tomllib.loads(before.removeprefix("\ufeff"))
        assert read == {**old, "parts": [*old.get("parts", []), {"source": f"{number}-b.md"}]}


def test_parts_that_are_begun_at_once_are_both_listed(site):
    commands = [
        subprocess.Popen(
            [sys.executable, "-m", "invoke", "new", title, "--series", "second"],
            cwd=site.path,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for title in ("Beginning", "Going on")
    ]
    assert [command.wait(300) for command in commands] == [0, 0]
    listed = tomllib.loads((site.path / "content/second/series.toml").read_text(encoding="utf-8"))["parts"]
    names = {path.name for path in (site.path / "content/second").glob("*.md")}
    assert {part["source"] for part in listed} == names
    assert {name[0] for name in names} == {"1", "2"}


def test_what_an_author_saves_meanwhile_is_not_lost(tmp_path):
    file = tmp_path / "second/series.toml"
    file.parent.mkdir()
    file.write_text('title = "Saved"\n')
    with pytest.raises(PartError, match="was saved meanwhile"):
        parts._list(file, 'title = "Read"\n', 'title = "Read"\n[[parts]]\n')
    assert file.read_text() == 'title = "Saved"\n'
