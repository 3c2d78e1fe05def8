"""What a real WordPress shows to everybody, by its address."""

import json

import pytest
from minisite import PICTURE

from imports.errors import ImportingError
from imports.fetching import Web
from imports.reading import read_import
from partwork.sandbox.wordpress import start_wordpress

from .blog import export_wordpress, fill_wordpress


@pytest.fixture(scope="module")
def blog(tmp_path_factory):
    running = start_wordpress()
    try:
        fill_wordpress(running, tmp_path_factory.mktemp("export"))
        yield running
    finally:
        running.stop()


def test_the_report_of_a_blog(blog, folder):
    said = folder.take(read_import(f"{blog.url}/"))
    assert said[-1] == (
        f"{blog.url}/ (WordPress): 3 posts, 1 page, 1 picture, 2 footnotes, 2 comments, 0 works, "
        "4 not kept as they were."
    ), said
    text = folder.read("posts/rivers-and-mud.md")
    assert "Authors: Hine Tester\nTags: Rivers & mud, rain, whenua\nSummary: What \\*rivers\\* do.\n" in text
    assert "Date: 2019-03-05 10:30+13:00\n" in text
    assert "Image: images/map.png\n" in text
    assert "Formerly: /2019/03/rivers-and-mud/\n" in text
    assert "Tēnā koe \\@home, \\[sic\\] \\*not\\* *stressed*.[^1] And again.[^2]\n" in text
    assert "\n[^1]: A **note** with \\@name.\n\n[^2]: Another, [linked](https://example.org/a_b).\n" in text
    assert "Shared notice." in text
    assert (folder.content / "posts/images/map.png").read_bytes() == PICTURE
    first, second = map(json.loads, folder.read("conversation/rivers-and-mud.jsonl").splitlines())
    assert (first["author"]["name"], second["answers"]) == ("Reader One", first["id"])
    assert first["text"] == "Ka pai this\n\nand more"
    # It has a password.
    assert "Status: draft" in folder.read("posts/secret.md")
    before = folder.files()
    folder.take(read_import(f"{blog.url}/"))
    assert folder.files() == before


def test_an_export_of_the_same_brings_what_was_not_public(blog, folder, tmp_path):
    folder.take(read_import(blog.url))
    export_wordpress(blog, tmp_path / "x.xml")
    said = folder.take(read_import(str(tmp_path / "x.xml")))
    assert [line for line in said if "posts/rivers-and-mud.md: left as it is" in line]
    assert "posts/unfinished.md" in folder.files()


def test_where_no_blog_is_that_is_told():
    with pytest.raises(ImportingError, match="shows no WordPress whose posts could be asked for"):
        read_import("http://127.0.0.1:9/blog")


def test_nothing_of_this_network_is_asked_for_a_stranger(blog):
    assert Web(blog.url).fetch(f"{blog.url}/wp-json/")
    for address in (f"{blog.url}/wp-json/", "http://localhost/", "http://10.0.0.1/", "file:///etc/passwd"):
        with pytest.raises(ImportingError, match=r"not public|write an address"):
            Web("https://old.example").fetch(address)
