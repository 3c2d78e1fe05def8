"""Sites of Pelican's own command, with themes and plugins that know nothing of ours."""

import os
import random
import shutil
from pathlib import Path

import pytest
from commands import Command

WORDS = [
    "people",
    "community",
    "practice",
    "online",
    "research",
    "social",
    "work",
    "family",
    "network",
    "health",
]
SETTINGS = """
SITENAME = "Stock"
SITEURL = FEED_DOMAIN = "https://stock.example"
AUTHOR = "Given Family"
TIMEZONE = "UTC"
PATH = "content"
THEME = {theme!r}
FEED_ALL_ATOM, FEED_ALL_RSS = "feeds/all.atom.xml", "feeds/all.rss.xml"
FEED_MAX_ITEMS = 5
DEFAULT_PAGINATION = 4
PLUGINS = {plugins!r}
# What the theme reflex asks for.
CC_LICENSE = {{"name": "CC", "version": "4.0", "slug": "by", "icon": False}}
"""
THEMES = ("simple", "notmyidea", "reflex")
# What other people's plugins do to posts and pages is not known to ours.
FOREIGN = ("more_categories", "read_more", "render_math", "simple_footnotes", "yaml_metadata")


def find_theme(name):
    if name != "reflex":
        return name
    from pelican.themes import reflex

    return reflex.path()


def write_text(number, paragraphs=4):
    chance = random.Random(number)
    return "\n\n".join(" ".join(chance.choices(WORDS, k=40)).capitalize() + "." for _ in range(paragraphs))


def write_site(site, theme, plugins=("incremental",)):
    for number in range(1, 11):
        folder = site / "content" / f"folder{number % 2}"
        folder.mkdir(parents=True, exist_ok=True)
        head = f"Title: Post {number}\nDate: 2024-01-{number:02}\nTags: all, tag{number % 3}\n"
        link = f"See [another]({{filename}}/folder{(number + 1) % 2}/{number % 10 + 1}.md)."
        (folder / f"{number}.md").write_text(f"{head}\n{write_text(number)}\n\n{link}\n")
    (site / "content/folder0/note.rst").write_text(
        "A note\n######\n:date: 2024-02-01\n\nIn another markup.\n"
    )
    (site / "content/pages").mkdir()
    (site / "content/pages/about.md").write_text(f"Title: About\n\n{write_text(99)}\n")
    (site / "content/images").mkdir()
    (site / "content/images/one.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (site / "pelicanconf.py").write_text(SETTINGS.format(theme=find_theme(theme), plugins=list(plugins)))


def build(site, *options):
    code, printed = Command("pelican", list(options), site, dict(os.environ)).end()
    assert code == 0, printed
    return printed


def read(site):
    top = site / "output"
    return {path.relative_to(top).as_posix(): path.read_bytes() for path in top.rglob("*") if path.is_file()}


def build_anew(site, clean, plugins):
    """Build the same site with Pelican as it is, without our plugin."""
    shutil.rmtree(clean, ignore_errors=True)
    shutil.copytree(site, clean, ignore=shutil.ignore_patterns("output", ".cache"))
    settings = clean / "pelicanconf.py"
    settings.write_text(f"{settings.read_text()}\nPLUGINS = {list(plugins)!r}\n")
    build(clean)
    return read(clean)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


@pytest.mark.parametrize("theme", THEMES)
def test_a_site_is_what_pelican_makes_of_it(tmp_path, theme):
    site, clean = tmp_path / "site", tmp_path / "clean"
    write_site(site, theme)
    assert "Built the whole site: there is no record" in build(site)
    assert read(site) == build_anew(site, clean, [])
    before = {path: path.stat().st_mtime_ns for path in (site / "output").rglob("*.html")}
    assert build(site).splitlines()[-1] == "Nothing has changed since the last build."
    # Below what summaries show.
    edit(site / "content/folder1/3.md", "See [another]", "There is [another]")
    said = build(site)
    assert read(site) == build_anew(site, clean, [])
    # Lists of the other themes look at whole texts.
    assert theme != "simple" or said.splitlines()[-1].startswith("Remade "), said
    after = {path: path.stat().st_mtime_ns for path in (site / "output").rglob("*.html")}
    assert {path.name for path in before if after[path] != before[path]} >= {"post-3.html"}
    assert len([path for path in before if after[path] == before[path]]) > len(before) / 2
    edit(site / "content/folder1/3.md", "Title: Post 3", "Title: Another title")
    said = build(site)
    assert theme != "simple" or "Built the whole site: what other pages show of folder1/3.md changed." in said
    assert "Built the whole site" in said
    assert read(site) == build_anew(site, clean, [])
    # A file that is written by nobody any more goes; what others put there stays.
    (site / "output/CNAME").write_text("stock.example")
    (site / "content/folder0/2.md").unlink()
    edit(site / "content/folder1/1.md", "/folder0/2.md", "/folder1/3.md")
    assert "Built the whole site: content/folder0/2.md is gone." in build(site)
    assert read(site) == build_anew(site, clean, []) | {"CNAME": b"stock.example"}
    assert build(site).splitlines()[-1] == "Nothing has changed since the last build."


@pytest.mark.parametrize("name", FOREIGN)
def test_a_plugin_that_is_not_known_makes_every_build_a_whole_one(tmp_path, name):
    site, clean = tmp_path / "site", tmp_path / "clean"
    write_site(site, "simple", [name, "incremental"])
    for word in ("[one more]", "[the last]"):
        words = f"Built the whole site: the plugin pelican.plugins.{name} is not known to pelican-incremental"
        assert words in build(site)
        assert read(site) == build_anew(site, clean, [name])
        edit(site / "content/folder1/5.md", "See ", f"See {word}, ")


def test_other_settings_are_seen(tmp_path):
    site = tmp_path / "site"
    write_site(site, "simple")
    build(site)
    assert "Built the whole site: the last build had another command." in build(
        site, "-e", 'SITENAME="Other"'
    )
    assert "Other</a>" in (site / "output/index.html").read_text()
    edit(site / "pelicanconf.py", '"Stock"', '"Third"')
    assert "Built the whole site" in build(site)
    assert "Third</a>" in (site / "output/index.html").read_text()


def test_an_error_is_no_record(tmp_path):
    site = tmp_path / "site"
    write_site(site, "simple")
    build(site)
    (site / "content/folder0/broken.md").write_text("Title: No date\n\nText.\n")
    for _ in range(2):
        assert "Nothing has changed" not in build(site)
    (site / "content/folder0/broken.md").unlink()
    build(site)
    assert "Nothing has changed" in build(site)
