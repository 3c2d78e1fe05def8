"""The export of a real Ghost."""

import shutil
from pathlib import Path

import httpx2
import pytest
from bs4 import BeautifulSoup
from minisite import PICTURE

from imports.reading import read_import
from partwork.sandbox.ghost import OWNER, start_ghost

from .test_markup import show, words

TEXT = (Path(__file__).parent / "ghost.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """The export of a blog, with its pictures beside it, and the HTML that Ghost made of the first post."""
    folder = tmp_path_factory.mktemp("ghost")
    blog = start_ghost()
    try:
        pictures = blog.folder / "content/images/2020/01"
        pictures.mkdir(parents=True)
        (pictures / "map.png").write_bytes(PICTURE)
        first = {
            "title": "First & *post*",
            "html": TEXT.format(url=blog.url),
            "status": "published",
            "tags": [{"name": "Rain, and mud"}, {"name": "#internal"}],
            "custom_excerpt": "What *rivers* do.",
            "published_at": "2020-01-02T03:04:05.000Z",
            "feature_image": f"{blog.url}/content/images/2020/01/map.png",
        }
        others = [
            {"title": "Second", "html": "<p>Two.</p>", "status": "published"},
            {"title": "Unfinished", "html": "<p>Not yet.</p>", "status": "draft"},
            {"title": "Members", "html": "<p>Theirs.</p>", "status": "published", "visibility": "members"},
        ]
        for post in (first, *others):
            blog.request("POST", "posts/?source=html", {"posts": [post]})
        page = {"title": "About us", "html": "<p>Us.</p>", "status": "published"}
        blog.request("POST", "pages/?source=html", {"pages": [page]})
        html = next(post["html"] for post in blog.posts() if post["title"] == first["title"])
        headers = {"Origin": blog.url}
        with httpx2.Client(base_url=f"{blog.url}/ghost/api/admin/", headers=headers, timeout=60) as admin:
            sign_in = {"username": OWNER["email"], "password": OWNER["password"]}
            admin.post("session/", json=sign_in).raise_for_status()
            (folder / "blog.ghost.json").write_bytes(admin.get("db/").content)
        shutil.copytree(blog.folder / "content/images", folder / "content/images")
    finally:
        blog.stop()
    return folder / "blog.ghost.json", html


def test_the_report_of_a_real_export(exported, folder):
    file, html = exported
    said = folder.take(read_import(str(file)))
    assert said[-1] == (
        "blog.ghost.json (Ghost): 4 posts, 1 page, 1 picture, 1 footnote, 0 comments, 0 works, "
        "3 not kept as they were."
    ), said
    text = folder.read("posts/first-post.md")
    head, body = text.split("\n\n", 1)
    assert "Title: First & *post*\nDate: 2020-01-02 03:04:05+00:00\n" in head
    assert (
        "\nAuthors: Owner\nTags: Rain, and mud;\nSummary: What \\*rivers\\* do.\nStatus: published\n" in head
    )
    assert "\nImage: images/map.png\nFormerly: /first-post/\n" in head
    assert "[the second]({filename}second.md)" in body
    assert "See[^1]" in body
    assert body.endswith("\n[^1]: A note.\n")
    assert "```python\na = [1]\n```" in body
    assert "| 2018 | 5 |" in body
    assert (folder.content / "posts/images/map.png").read_bytes() == PICTURE
    assert "Status: draft" in folder.read("posts/members.md")
    assert "Status: draft" in folder.read("posts/unfinished.md")
    everything = b"".join(folder.files().values())
    assert b"@example.test" not in everything
    assert b"$2b$" not in everything
    page, was = show(body), BeautifulSoup(html, "html.parser")
    for gone in (*page.select(".footnote, sup"), *was.select("sup, .footnotes, script, iframe")):
        gone.decompose()
    assert words(page).replace("Watchorlistenonyoutube.com", "") == words(was)


def test_a_second_import_changes_nothing(exported, folder):
    file, _ = exported
    folder.take(read_import(str(file)))
    before = folder.files()
    assert folder.take(read_import(str(file.parent)))[-1].endswith("nothing new, nothing was changed.")
    assert folder.files() == before
