"""The export of a real WordPress becomes a site that says what the blog said."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from minisite import PICTURE, MiniSite
from pelican.settings import get_settings_from_file

from imports.errors import ImportingError
from imports.reading import read_import
from partwork.sandbox.wordpress import start_wordpress

from .blog import fill_wordpress

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """The export, and what WordPress shows of each post: its text by its title."""
    folder = tmp_path_factory.mktemp("export")
    blog = start_wordpress()
    try:
        file = fill_wordpress(blog, folder)
        shown = {
            post["title"]["raw"]: post["content"]["rendered"]
            for kind in ("posts", "pages")
            for post in blog.request("GET", f"{kind}?status=any&context=edit&per_page=100")
        }
    finally:
        blog.stop()
    return file, shown


def say(html):
    """What somebody reads in a text, without what is another's: notes, players, forms and lists of posts."""
    page = BeautifulSoup(html, "html.parser")
    for gone in page.select(
        "script, iframe, sup, .footnotes, .wp-block-footnotes, .footnote, .wp-block-embed"
        ", .wp-block-latest-posts, .gallery, figure figcaption p.credit, p.credit"
    ):
        gone.decompose()
    text = re.sub(
        r"Watch or listen on \S+|https://(?:vimeo|www.youtube)\.com/\S+|\[contact-form-7[^]]*\]",
        "",
        page.get_text(" "),
    )
    text = re.sub(r"\[footnote\].*?\[/footnote\]", "", text)
    return "".join(re.sub("[“”]", '"', re.sub("[‘’]", "'", text)).split())


def test_the_report_of_a_real_export(exported, folder):
    file, _ = exported
    said = folder.take(read_import(str(file)))
    assert said[-1] == (
        "export.xml (WordPress): 7 posts, 1 page, 1 picture, 3 footnotes, 3 comments, 0 works, "
        "9 not kept as they were."
    )
    lost = sorted(
        re.sub(r"^export\.xml:\d+: | \(.*", "", line) for line in said if re.match(r"export\.xml:\d", line)
    )
    assert lost == [
        "[contact-form-7] was left out: only WordPress knows what it shows",
        "a script was left out",
        'the block "latest-posts" was left out: only WordPress knows what it shows',
        "this had a password, and is a draft now",
        "this was private, and is a draft now",
        "this was to be published later, and is a draft now",
        "what another site shows here is a link now",
        "what another site shows here is a link now",
        "what another site shows here is a link now",
    ]
    lines = file.read_text(encoding="utf-8").split("\n")
    for line in said[:9]:
        word = {"[contact": "[contact-form-7", "the block": "wp:latest-posts", "a script": "<script"}
        number, rest = re.fullmatch(r"export\.xml:(\d+): (.*)", line).groups()
        for begin, there in word.items():
            if rest.startswith(begin):
                assert there in lines[int(number) - 1]
    states = {
        path: folder.read(path).split("Status: ")[1].split("\n")[0]
        for path in folder.files()
        if ".md" in path
    }
    assert states == {
        "pages/about-us.md": "published",
        "posts/asked.md": "draft",
        "posts/in-the-old-editor.md": "published",
        "posts/mine.md": "draft",
        "posts/rivers-and-mud.md": "published",
        "posts/secret.md": "draft",
        "posts/to-come.md": "draft",
        "posts/unfinished.md": "draft",
    }


def test_the_header_of_a_post(exported, folder):
    file, _ = exported
    folder.take(read_import(str(file)))
    head = folder.read("posts/rivers-and-mud.md").split("\n\n")[0].split("\n")
    assert head[:8] == [
        "Title: Rivers & “mud”",
        "Date: 2019-03-05 10:30+13:00",
        "Authors: Hine Tester",
        "Tags: rain, Rivers & mud, whenua",
        "Summary: What \\*rivers\\* do.",
        "Status: published",
        "Image: images/map.png",
        "Formerly: /2019/03/rivers-and-mud/; /2019/03/rivers/",
    ]
    assert head[-1] == "Syndicate: false"
    assert tomllib.loads(folder.read("people.toml")) == {"Hine Tester": {"given": "Hine", "family": "Tester"}}
    assert (folder.content / "posts/images/map.png").read_bytes() == PICTURE
    assert tomllib.loads(folder.read("posts/images/credits.toml"))["map.png"]["title"] == "A map of rivers"


def test_comments_are_kept_without_what_is_nobodys_business(exported, folder):
    file, _ = exported
    folder.take(read_import(str(file)))
    text = folder.read("conversation/rivers-and-mud.jsonl")
    first, second, third = map(json.loads, text.splitlines())
    assert first["author"] == {"name": "Reader One", "url": "https://one.example/"}
    assert first["date"] == "2019-03-06T08:00:00+13:00"
    assert (first["text"], first["html"]) == (
        "Ka pai this\n\nand more",
        "<p>Ka pai <b>this</b></p><p>and more</p>",
    )
    assert (second["answers"], second["state"]) == (first["id"], "approved")
    assert (third["text"], third["state"]) == ("Waits", "pending")
    everything = b"".join(folder.files().values())
    assert b"@example.test" not in everything
    assert b"192.0.2.7" not in everything
    assert b"Buy" not in text.encode()


def test_a_second_import_changes_nothing(exported, folder):
    file, _ = exported
    folder.take(read_import(str(file)))
    before = folder.files()
    assert (
        folder.take(read_import(str(file)))[-1] == "export.xml (WordPress): nothing new, nothing was changed."
    )
    assert folder.files() == before


def test_the_built_site_says_what_the_blog_said(exported, folder):
    file, shown = exported
    folder.take(read_import(str(file)))
    ours = get_settings_from_file(str(ROOT / "pelicanconf.py"))
    names = (
        "MARKDOWN",
        "PATH_METADATA",
        "DEFAULT_METADATA",
        "FILENAME_METADATA",
        "SLUGIFY_SOURCE",
        "PLUGINS",
    )
    settings = {name: ours[name] for name in (*names, "PAGE_URL", "PAGE_SAVE_AS", "LICENCE", "IGNORE_FILES")}
    site = MiniSite(folder.content.parent, {}, {**settings, "STATIC_PATHS": ["posts/images"]})
    assert site.build() == []
    output = folder.content.parent / "output"
    for name, title in {"posts/rivers-and-mud": "Rivers & “mud”", "about-us": "About us"}.items():
        page = BeautifulSoup((output / name / "index.html").read_text(encoding="utf-8"), "html.parser")
        text = (
            page.select_one(".entry-content, #content .body, main .page-content") or page.find("main") or page
        )
        assert say(shown[title]) in say(str(text)), title
    page = BeautifulSoup(
        (output / "posts/rivers-and-mud/index.html").read_text(encoding="utf-8"), "html.parser"
    )
    assert page.select_one("figure figcaption").get_text().startswith("The map of [rivers]")
    assert page.find("img", alt="Rivers on a map")
    assert [note.get_text(" ", strip=True).rstrip("↩ \ufe0e") for note in page.select(".footnote li")] == [
        "A note with @name.",
        "Another, linked .",
    ]
    # Where it was, a page leads on.
    for old in ("2019/03/rivers-and-mud", "2019/03/rivers", "2018/01/in-the-old-editor"):
        assert "http-equiv" in (output / old / "index.html").read_text(encoding="utf-8")
    assert not (output / "posts/secret").exists()


HEAD = b"""<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><item><title>A</title><content:encoded><![CDATA["""
TAIL = b"""]]></content:encoded><wp:post_id>1</wp:post_id></item></channel></rss>"""


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (b'<!DOCTYPE rss [<!ENTITY a "b">]>', "declares a document type"),
        (b'<?xml version="1.0"?><!DOCTYPE rss SYSTEM "file:///etc/passwd">', "declares a document type"),
    ],
)
def test_entities_are_refused(tmp_path, before, said):
    file = tmp_path / "x.xml"
    file.write_bytes(before + HEAD + b"x" + TAIL)
    with pytest.raises(ImportingError, match=said):
        read_import(str(file))


def test_a_damaged_export_is_told(tmp_path, folder):
    file = tmp_path / "x.xml"
    file.write_bytes(HEAD + b"one\x0btwo" + TAIL + b"<oh")
    said = folder.take(read_import(str(file)))
    assert said[0].startswith("x.xml:2: the export is damaged here")
    assert folder.read("posts/a.md").endswith("\n\none two\n")
