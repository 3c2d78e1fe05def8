"""Exports of Medium and Substack, as their help pages have them, and what is none."""

import shutil
import zipfile
from pathlib import Path

import pytest

from imports.errors import ImportingError
from imports.reading import read_import

HERE = Path(__file__).parent

# As "Download your information" writes them (help.medium.com, "Export your account data"): one file a post.
MEDIUM = (HERE / "medium.html").read_text(encoding="utf-8")
DRAFT = """<article class="h-entry"><header><h1 class="p-name">Not yet</h1></header>
<section data-field="body" class="e-content"><p class="graf graf--p">Not yet.</p></section>
<footer><p><a href="https://medium.com/p/333333333333">View original.</a></p></footer></article>"""

# As Settings, "Export your data" writes them (support.substack.com, "How do I export my posts?").
SUBSTACK = (HERE / "posts.csv").read_text(encoding="utf-8")
LETTER = (HERE / "substack.html").read_text(encoding="utf-8")


def pack(folder, name):
    """The same as a ZIP file, as both programs send it."""
    file = folder.parent / name
    with zipfile.ZipFile(file, "w") as packed:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                packed.write(path, path.relative_to(folder).as_posix())
    shutil.rmtree(folder)
    return file


@pytest.fixture
def medium(tmp_path):
    posts = tmp_path / "medium/posts"
    posts.mkdir(parents=True)
    first = "2020-01-02_First---post-111111111111.html"
    (posts / first).write_text(MEDIUM.format(address="https://blog.example/first-post-111111111111"), "utf-8")
    (posts / "2020-02-02_Second-222222222222.html").write_text(
        MEDIUM.format(address="https://medium.com/@hine/second-222222222222").replace(
            "First &amp; *post*", "Second"
        ),
        "utf-8",
    )
    (posts / "draft_Not-yet-333333333333.html").write_text(DRAFT, "utf-8")
    return pack(tmp_path / "medium", "medium.zip")


@pytest.fixture
def substack(tmp_path):
    posts = tmp_path / "substack/posts"
    posts.mkdir(parents=True)
    (posts.parent / "posts.csv").write_text(SUBSTACK, "utf-8")
    (posts / "11.first.html").write_text(LETTER, "utf-8")
    (posts / "12.paid.html").write_text("<p>Paid.</p>", "utf-8")
    (posts / "13.later.html").write_text("<p>Later.</p>", "utf-8")
    return pack(tmp_path / "substack", "substack.zip")


def test_an_export_of_medium(medium, folder):
    said = folder.take(read_import(str(medium)))
    assert said[-1] == (
        "medium.zip (Medium): 3 posts, 0 pages, 0 pictures, 0 footnotes, 0 comments, 0 works, "
        "4 not kept as they were."
    ), said
    head, body = folder.read("posts/first-post.md").split("\n\n", 1)
    assert head == (
        "Title: First & *post*\nDate: 2020-01-02 03:04:05+00:00\nAuthors: Hine Tester\n"
        "Summary: What rivers do.\nStatus: published\nFormerly: /first-post-111111111111\n"
        "Imported: medium:111111111111\nSyndicate: false"
    )
    assert body == (
        "Tēnā koe \\@home, \\[sic\\] **loud**, [the second]({filename}second.md).\n\n"
        '<figure markdown="1">\n\n![](https://cdn-images-1.medium.com/1*map.png)\n\n'
        '<figcaption markdown="span">The map</figcaption>\n\n</figure>\n\n```\na = [1]\nb\n```\n\n* * *\n\n'
        "After the line.\n\n[Watch or listen on youtube.com](https://www.youtube.com/embed/x)\n"
    )
    assert "Formerly" not in folder.read("posts/second.md")
    assert "Status: draft" in folder.read("posts/not-yet.md")


def test_an_export_of_substack(substack, folder):
    said = folder.take(read_import(str(substack)))
    assert said[-1] == (
        "substack.zip (Substack): 4 posts, 0 pages, 0 pictures, 1 footnote, 0 comments, 0 works, "
        "5 not kept as they were."
    ), said
    head, body = folder.read("posts/first.md").split("\n\n", 1)
    assert head == (
        "Title: First, & *post*\nDate: 2020-01-02 03:04:05+00:00\nSummary: What \\*rivers\\* do.\n"
        "Status: published\nFormerly: /p/first\nImported: substack:11.first\nSyndicate: false"
    )
    assert body == (
        "Tēnā koe \\@home[^1] and [more]({filename}paid.md).\n\n"
        '<figure markdown="1">\n\n![A map](https://substack-post-media.s3.amazonaws.com/public/map.png)\n\n'
        '<figcaption markdown="span">The map</figcaption>\n\n</figure>\n\n'
        "[Watch or listen on youtube-nocookie.com](https://www.youtube-nocookie.com/embed/x)\n\n"
        "[^1]: A note.\n"
    )
    for name in ("paid", "later"):
        assert "Status: draft" in folder.read(f"posts/{name}.md")
    assert any("its recording was not copied" in line for line in said)


@pytest.mark.parametrize("name", ["medium", "substack"])
def test_a_second_import_changes_nothing(name, folder, request):
    file = request.getfixturevalue(name)
    folder.take(read_import(str(file)))
    before = folder.files()
    assert folder.take(read_import(str(file)))[-1].endswith("nothing new, nothing was changed.")
    assert folder.files() == before


def test_what_leads_out_of_a_zip_file_is_refused(tmp_path):
    file = tmp_path / "x.zip"
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("../posts.csv", SUBSTACK)
    with pytest.raises(ImportingError, match="leads out of its folder"):
        read_import(str(file))


def test_what_unpacks_without_an_end_is_refused(tmp_path, monkeypatch):
    file = tmp_path / "x.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("posts.csv", SUBSTACK + "\n" * 3_000_000)
    monkeypatch.setattr("imports.sources.MOST", 2_000_000)
    with pytest.raises(ImportingError, match="Is this an export"):
        read_import(str(file))


def test_a_link_out_of_a_folder_is_not_followed(tmp_path, folder):
    secret = tmp_path / "secret.html"
    secret.write_text("<p>Secret.</p>")
    export = tmp_path / "export/posts"
    export.mkdir(parents=True)
    (export.parent / "posts.csv").write_text(SUBSTACK)
    (export / "11.first.html").symlink_to(secret)
    with pytest.raises(ImportingError, match="leads out of"):
        read_import(str(export.parent))


NONE = (b"", b"words", b"PK\x03\x04broken", b'{"a": 1}', b"<rss/>", b'{"db": []}', b'{"db": [1]}')


@pytest.mark.parametrize("data", NONE)
def test_what_is_no_export_is_told(tmp_path, data):
    file = tmp_path / "x.json"
    file.write_bytes(data)
    with pytest.raises(ImportingError, match=r"x\.json"):
        read_import(str(file))
    with pytest.raises(ImportingError, match="cannot be read"):
        read_import(str(tmp_path / "missing"))
