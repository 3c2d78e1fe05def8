"""What Firefox's reader view keeps of a page (Mozilla's Readability), on this site and in copies."""

import json

import pytest
from bs4 import BeautifulSoup

from guards.anchors import WORDS, part_words
from partwork.sandbox.node import unpack_package
from partwork.sandbox.place import cache_folder

from .conftest import HERE, build

VERSION = "0.6.0"
PARTS = ("practitioners", "researchers", "organisations")
# What a reader has of a page: how often each thing is there, and which links within it lead nowhere.
READ = """(content) => {
    const count = (place, what) => place.querySelectorAll(what).length;
    const whole = document.querySelector(content).cloneNode(true);
    const read = document.createElement("div");
    read.innerHTML = new Readability(document.cloneNode(true), {keepClasses: true}).parse().content;
    const here = document.baseURI.split("#")[0] + "#";
    const links = [...read.querySelectorAll("a[href]")].map((link) => link.getAttribute("href"))
        .map((link) => link.replace(here, "#")).filter((link) => link.startsWith("#"));
    const things = [".csl-entry", "h2", "h3", "table", "figure", "a.citation", ".footnote li"];
    return {
        there: Object.fromEntries(things.map((what) => [what, count(whole, what)])),
        kept: Object.fromEntries(things.map((what) => [what, count(read, what)])),
        links: links.length,
        dead: links.filter((link) => !read.querySelector(`[id="${decodeURIComponent(link.slice(1))}"]`)),
    };
}"""
SECTION = """## {title} and what is of it

Text of some length, with commas, that cites [@{name}2011], has a note[^{name}], and leads [on](#{name}-own).

### {name} {{#{name}-own}}

More text, with commas, of a length.

| A | B |
| --- | --- |
| {name} | 1 |

[^{name}]: A note.

"""
PARTNER = """<!DOCTYPE html><html lang="en"><head><title>A partner</title></head><body>
<header><p>A partner</p></header><main><article><h1>{title}</h1>
<div class="entry-content">{html}</div></article></main></body></html>"""


@pytest.fixture(scope="module")
def readability():
    """The program, fetched with npm on first use."""
    folder = cache_folder() / f"readability-{VERSION}"
    if not folder.exists():
        unpack_package(f"@mozilla/readability@{VERSION}", folder)
    return (folder / "Readability.js").read_text(encoding="utf-8")


@pytest.fixture
def read(browser, readability):
    """Return what the reader view keeps of HTML, and what is in one of its elements."""
    context = browser.new_context(java_script_enabled=True)
    context.route("**/*", lambda route: route.abort())
    page = context.new_page()

    def read_html(html, content):
        page.set_content(html)
        page.add_script_tag(content=readability)
        return page.evaluate(READ, content)

    yield read_html
    context.close()


def require_all(found):
    assert found["kept"] == found["there"]
    assert found["links"] >= found["there"]["a.citation"] > 0
    assert found["dead"] == []


@pytest.mark.parametrize("part", PARTS)
def test_all_of_a_part_is_kept(own, read, part):
    require_all(read(own.read(f"/social-media/{part}/"), ".prose"))


@pytest.mark.parametrize("part", PARTS)
def test_all_of_a_copy_is_kept(own, read, part):
    require_all(read(write_partner(own, f"social-media--{part}"), ".entry-content"))


def write_partner(site, name):
    """Return a copy as it stands on a partner's page."""
    copy = json.loads(
        (site.output.parent / f"outbox/republishing-kit/{name}.json").read_text(encoding="utf-8")
    )
    return PARTNER.format(title=copy["title"], html=copy["html"])


@pytest.fixture(scope="module")
def worded(tmp_path_factory):
    """A site whose folders, headings, keys and notes are called like what readers leave out."""
    folder = tmp_path_factory.mktemp("worded")
    names = [*WORDS, "ad", "com", "hid", "author-s", "Social", "RELATED"]
    entries = "".join(
        f"@book{{{name}2011,\n  author = {{{{{name}}}}},\n  title = {{On {name}}},\n  date = {{2011}},\n}}\n"
        for name in names
    )
    text = "".join(SECTION.format(name=name, title=name.title()) for name in names)
    for name in ("social-comments", "related-header"):
        (folder / "content" / name).mkdir(parents=True)
        head = "Title: Words\nDate: 2024-05-01 10:00\nAuthor: Given Family\nSummary: Words.\n"
        (folder / "content" / name / "footer.md").write_text(f"{head}\n{text}")
    (folder / "content/references.bib").write_text(entries)
    return build(HERE.parents[1] / "publishconf.py", folder, f'PATH="{folder / "content"}"')


@pytest.mark.parametrize("place", ["social-comments", "related-header"])
def test_no_word_makes_anything_vanish(worded, read, place):
    found = read(worded.read(f"/{place}/footer/"), ".prose")
    assert found["kept"][".csl-entry"] == found["kept"]["table"] == len(WORDS) + 6
    require_all(found)
    require_all(read(write_partner(worded, f"{place}--footer"), ".entry-content"))


def test_links_to_old_names_lead_to_the_same_places(worded):
    page = BeautifulSoup(worded.read("/social-comments/footer/"), "html.parser")
    ids = [element["id"] for element in page.select("[id]")]
    assert len(ids) == len(set(ids))
    for word in ("social", "comment", "related"):
        assert page.find(id=f"ref-{word}2011").find_parent("li").get_text().startswith(f"{word}. (2011)")
        heading = page.find(id=f"{word}-and-what-is-of-it").parent
        assert (heading.name, heading["id"]) == ("h2", part_words(f"{word}-and-what-is-of-it"))
        assert page.find(id=f"{word}-own").parent.name == "h3"
