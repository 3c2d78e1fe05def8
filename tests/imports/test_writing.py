"""An import becomes files: all or none, beside what is there."""

import json
import os
import tomllib
from datetime import UTC, datetime
from html import unescape

import pytest
from minisite import PICTURE

from imports import places
from imports.errors import ImportingError
from imports.model import Comment, Loss

from .conftest import make_image, make_import, make_post


def test_a_post_is_a_file_with_a_header(folder):
    post = make_post(
        authors=("Second, First", "Other"),
        tags=("social work", "ethics"),
        summary="What *we* learned @home.",
        lang="mi",
        former=("/2019/03/first/",),
    )
    said = folder.take(make_import(post))
    assert folder.read("posts/first.md") == (
        "Title: First\nDate: 2026-11-02 10:00+00:00\nAuthors: Second, First; Other\n"
        "Tags: social work, ethics\n"
        "Summary: What \\*we\\* learned \\@home.\nLang: mi\nStatus: published\nFormerly: /2019/03/first/\n"
        "Imported: https://old.example/?p=First\nSyndicate: false\n\nText.\n"
    )
    assert said[-1] == (
        "x.xml (WordPress): 1 post, 0 pages, 0 pictures, 0 footnotes, 0 comments, 0 works, "
        "0 not kept as they were."
    )


def test_partners_get_it_only_if_that_is_asked_for(folder):
    folder.take(make_import(make_post()), syndicate=True)
    assert "Syndicate" not in folder.read("posts/first.md")


def test_a_second_import_changes_nothing_and_says_so(folder):
    post = make_post(body=f"![Map]({places.image(0)})", images=[make_image(PICTURE, title="Map")])
    post.comments.append(Comment("7", "Reader", "Yes.", "<p>Yes.</p>", datetime(2026, 1, 1, tzinfo=UTC)))
    imported = make_import(post, people={"Me": {"given": "M"}}, works={"a": "@book{a,\n  title = {A},\n}"})
    folder.take(imported)
    # Wherever its author has moved it.
    os.renames(folder.content / "posts/first.md", folder.content / "essays/1-first.md")
    before = folder.files()
    said = folder.take(imported)
    assert said == [
        "x.xml:1: was imported before, as essays/1-first.md: left as it is.",
        "x.xml (WordPress): nothing new, nothing was changed.",
    ]
    assert folder.files() == before


def test_a_name_that_is_taken_is_told(folder):
    folder.write("posts/3-first.md", "Title: Mine\n\nOld.\n")
    said = folder.take(make_import(make_post()))
    assert 'x.xml:1: the name "first" is taken, so it is called "first-2".' in said
    assert folder.read("posts/3-first.md") == "Title: Mine\n\nOld.\n"
    assert folder.read("posts/first-2.md").startswith("Title: First\n")


def test_no_page_leads_from_where_something_else_is(folder):
    folder.write("pages/about.md", "Title: Ours\n\nOurs.\n")
    first = make_post("About", page=True, former=("/about/", "/2019/about/"))
    folder.take(make_import(first, make_post("Second", former=("/2019/about/", "/second/"))))
    assert "\nFormerly: /2019/about/\n" in folder.read("pages/about-2.md")
    assert "\nFormerly: /second/\n" in folder.read("posts/second.md")


def test_a_series_lists_its_parts_by_their_dates(folder):
    folder.write(
        "rivers/series.toml", 'title = "Rivers"\r\nabstract = ""\r\n\r\n[[parts]]\r\nsource = "1-rain.md"\r\n'
    )
    folder.write("rivers/1-rain.md", "Title: Rain\n\nRain.\n")
    later = make_post("Later", date=datetime(2026, 11, 3, tzinfo=UTC))
    folder.take(make_import(later, make_post("Sooner"), make_post("About", page=True)), series="rivers")
    table = tomllib.loads((folder.content / "rivers/series.toml").read_bytes().decode())
    assert table["title"] == "Rivers"
    assert [part["source"] for part in table["parts"]] == ["1-rain.md", "2-sooner.md", "3-later.md"]
    assert "Syndicate" not in folder.read("pages/about.md")


def test_a_picture_is_copied_once_with_what_is_known_of_it(folder):
    folder.write("posts/images/credits.toml", '["old.png"]\nauthor = "Somebody"\n')
    first = make_post(body=f"![Map]({places.image(0)})", images=[make_image(PICTURE, title="A map")])
    again = make_post(
        "Second",
        body=f"![]({places.image(0)})\n\n![]({places.image(1)})",
        images=[make_image(PICTURE), make_image(None, "https://old.example/gone.png")],
        cover=0,
    )
    said = folder.take(make_import(first, again))
    assert folder.read("posts/first.md").endswith("\n\n![Map]({static}images/map.png)\n")
    assert "Image: images/map.png\n" in folder.read("posts/second.md")
    assert folder.read("posts/second.md").endswith("\n\n![](https://old.example/gone.png)\n")
    assert (folder.content / "posts/images/map.png").read_bytes() == PICTURE
    assert tomllib.loads(folder.read("posts/images/credits.toml")) == {
        "old.png": {"author": "Somebody"},
        "map.png": {"title": "A map", "source": "https://old.example/map.png"},
    }
    number = folder.read("posts/second.md").split("\n").index("![](https://old.example/gone.png)") + 1
    assert said[0] == (
        "x.xml:1: this picture was not copied, its address is left: https://old.example/gone.png is not "
        f"there (posts/second.md:{number})."
    )


def test_what_shows_no_picture_is_none(folder):
    post = make_post(
        body=f"![]({places.image(0)})", images=[make_image(b"<?php", "https://old.example/map.png")]
    )
    assert "is none that pages show" in folder.take(make_import(post))[0]


def test_links_between_posts_are_links_between_files(folder):
    first = make_post(addresses=("https://www.old.example/2019/first/", "https://old.example/?p=1"))
    about = make_post("About", page=True, addresses=("https://old.example/about/",))
    links = [
        "http://old.example/2019/first#end",
        "https://old.example?p=1",
        "https://old.example/about",
        "https://x.example/",
    ]
    second = make_post("Second", body="\n\n".join(f"[a]({places.link(link)})" for link in links))
    folder.take(make_import(first, second, about))
    assert folder.read("posts/second.md").split("\n\n", 1)[1] == (
        "[a]({filename}first.md#end)\n\n[a]({filename}first.md)\n\n[a]({filename}/pages/about.md)\n\n"
        "[a](https://x.example/)\n"
    )


def test_a_loss_is_told_with_both_of_its_lines(folder):
    body = f"One.\n\nTwo{places.loss(0)}.\n\nThree."
    said = folder.take(
        make_import(
            make_post(body=body, losses=[Loss("a form is gone", "x.xml:9"), Loss("so is all", "x.xml:2")])
        )
    )
    text = folder.read("posts/first.md")
    assert "Two.\n" in text
    number = text.split("\n").index("Two.") + 1
    assert said[:2] == [
        f"x.xml:9: a form is gone (posts/first.md:{number}).",
        "x.xml:2: so is all (posts/first.md).",
    ]


def test_comments_are_data(folder):
    post = make_post()
    post.comments += [
        Comment("8", "B", "Later.", "<p>Later.</p>", datetime(2026, 1, 2, tzinfo=UTC), answers="7"),
        Comment(
            "7", "A", "Ē.", "<p>Ē.</p>", datetime(2026, 1, 1, tzinfo=UTC), "https://a.example", approved=True
        ),
    ]
    folder.take(make_import(post))
    lines = [json.loads(line) for line in folder.read("conversation/first.jsonl").splitlines()]
    assert [line["id"] for line in lines] == ["7", "8"]
    assert lines[0] == {
        "id": "7",
        "target": "posts/first.md",
        "kind": "comment",
        "address": "",
        "author": {"name": "A", "url": "https://a.example"},
        "date": "2026-01-01T00:00:00+00:00",
        "text": "Ē.",
        "html": "<p>Ē.</p>",
        "answers": "",
        "state": "approved",
    }
    assert (lines[1]["answers"], lines[1]["state"]) == ("7", "pending")


def test_works_and_people_are_added_to_those_that_are_there(folder):
    folder.write("references.bib", "@book{a,\n  title = {A},\n}\n@book{b, title={B}}\n")
    folder.write("people.toml", '["Old"]\norcid = "0000-0002-1825-0097"\n')
    works = {"a": "@book{a, title = {Another}}", "b": "@book{b,title = {B}}", "c": "@book{c, title = {C}}"}
    body = "".join(f"[@{places.work(key)}]" for key in works)
    people = {"Old": {"given": "O"}, "New": {"given": "N", "family": ""}, "Nobody": {"given": "X"}}
    folder.take(make_import(make_post(authors=("Old", "New"), body=body), works=works, people=people))
    assert folder.read("references.bib") == (
        "@book{a,\n  title = {A},\n}\n@book{b, title={B}}\n\n"
        "@book{another, title = {Another}}\n\n@book{c, title = {C}}\n"
    )
    assert "[@another][@b][@c]" in folder.read("posts/first.md")
    assert folder.read("people.toml") == '["Old"]\norcid = "0000-0002-1825-0097"\n\n["New"]\ngiven = "N"\n'


@pytest.mark.parametrize(
    ("name", "text"),
    [("people.toml", "[oh"), ("rivers/series.toml", "parts = []\n"), ("references.bib", b"\xff")],
)
def test_nothing_is_written_where_something_is_in_the_way(folder, name, text):
    folder.write(name, "")
    (folder.content / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    before = folder.files()
    post = make_post(body=f"![]({places.image(0)})", images=[make_image(PICTURE)], authors=("Me",))
    with pytest.raises(ImportingError, match=name.rpartition("/")[2]):
        folder.take(
            make_import(post, people={"Me": {"given": "M"}}, works={"a": "@book{a, title = {A}}"}),
            series="rivers",
        )
    assert folder.files() == before
    assert not list(folder.content.parent.glob(".cache/import/*"))


def test_nothing_is_left_where_a_file_cannot_be_written(folder, monkeypatch):
    folder.write("people.toml", '["Old"]\ngiven = "O"\n')
    before = folder.files()
    # A name that no disk can hold, behind files that it can.
    post = make_post(authors=("Me",), comments=[Comment("7", "A", "Yes.", "", None)])
    monkeypatch.setattr(
        "imports.writing.names.Names.find_free", lambda self, stem, ending="": "x" * 300 if ending else stem
    )
    with pytest.raises(OSError, match="too long"):
        folder.take(make_import(post, people={"Me": {"given": "M"}}))
    assert folder.files() == before


@pytest.mark.parametrize(
    "body", ["Status: draft", "DRAFT: words", "*Tags*: a", "Do not share", "This is not for publication"]
)
def test_a_text_does_not_begin_as_headers_do(folder, body):
    from markdown import markdown
    from pelican.plugins.metadata.header.plain import check_body

    folder.take(make_import(make_post(body=body)))
    text = folder.read("posts/first.md")
    check_body(text.split("\n"), text.split("\n").index(""))
    assert unescape(markdown(text.split("\n\n", 1)[1])) == markdown(body)
