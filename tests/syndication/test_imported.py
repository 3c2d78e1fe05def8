"""A partner's blog that went to another machine: our copies have other ids there, which others had before."""

import json
import shutil
from pathlib import Path

import httpx2
import pytest
from syndication.conftest import Site

from partwork.sandbox.ghost import OWNER, start_ghost
from partwork.sandbox.wordpress import start_wordpress

THEIRS = "<p>An article of their own.</p>"
# What WordPress's own exporter writes, and what its importer does with that.
EXPORT = "require ABSPATH . 'wp-admin/includes/export.php'; ob_start(); export_wp(['content' => 'post']);"
EXPORT += "file_put_contents('{file}', ob_get_clean());"
IMPORT = """
$feed = simplexml_load_file('{file}');
foreach ($feed->channel->item as $item) {{
    $wp = $item->children('wp', true);
    wp_insert_post(wp_slash(['post_title' => (string) $item->title,
        'post_author' => get_user_by('login', 'author')->ID, 'import_id' => (int) $wp->post_id,
        'post_content' => (string) $item->children('content', true)->encoded,
        'post_excerpt' => (string) $item->children('excerpt', true)->encoded,
        'post_name' => (string) $wp->post_name, 'post_status' => (string) $wp->status,
        'post_date' => (string) $wp->post_date, 'post_date_gmt' => (string) $wp->post_date_gmt]));
}}"""


@pytest.fixture
def second():
    """Another WordPress."""
    server = start_wordpress()
    yield server
    server.stop()


@pytest.fixture
def other():
    """Another Ghost."""
    server = start_ghost()
    yield server
    server.stop()


def change(site):
    """Edit the first part, and build."""
    site.edit(site.part(1), "Part 1:", "Changed here:")
    site.build()


def check(site, partner, theirs):
    """Look whether there is one copy of each part, and the partner's own articles are as they were."""
    marks = [text for text in partner.values() if "data-partwork=" in text]
    assert len(marks) == 3
    assert sum("Changed here:" in text for text in marks) == 1
    assert {id: text for id, text in partner.items() if id in theirs} == theirs
    assert {action["action"] for action in site.plan()} == {"unchanged"}


def read_wordpress(server):
    """Return the texts of a WordPress's posts, by id."""
    return {str(post["id"]): post["content"]["raw"] for post in server.posts()}


def move_wordpress(site, first, second, folder):
    """Bring a blog to another machine, where its ids belong to others, and tell our site."""
    for number in range(12):
        fields = {"title": f"Theirs {number}", "content": THEIRS, "status": "publish"}
        second.request("POST", "posts", json=fields)
    theirs = read_wordpress(second)
    assert read_wordpress(first).keys() <= theirs.keys()
    first.run(EXPORT.format(file=folder / "export.xml"))
    second.run(IMPORT.format(file=folder / "export.xml"))
    site.set_targets(partner_blog={"kind": "wordpress", "url": second.url, "user": "author"})
    return theirs


@pytest.mark.parametrize("first", ["verify", "publish"])
def test_a_wordpress_that_was_imported_elsewhere(partner, wordpress, second, tmp_path, monkeypatch, first):
    partner.publish()
    theirs = move_wordpress(partner, wordpress, second, tmp_path)
    monkeypatch.setenv("PARTNER_BLOG_SECRET", second.passwords["author"])
    if first == "verify":
        # Where nothing changed, nobody is asked: who verifies hears of it.
        assert partner.syndicate("verify").count("can be visited now") == 3
    change(partner)
    said = partner.publish()
    assert said.count("found there ") == (0 if first == "verify" else 3)
    assert "media/practitioners: updated" in said
    assert "3 as we left them" in partner.syndicate("verify")
    check(partner, read_wordpress(second), theirs)
    assert second.url in "".join(action["copy"] for action in partner.plan())


def test_what_is_withdrawn_after_an_import_is_taken_back_there(
    partner, wordpress, second, tmp_path, monkeypatch
):
    partner.publish()
    theirs = move_wordpress(partner, wordpress, second, tmp_path)
    monkeypatch.setenv("PARTNER_BLOG_SECRET", second.passwords["author"])
    partner.syndicate("withdraw", "media/practitioners", "--overwrite")
    left = read_wordpress(second)
    assert len([text for text in left.values() if "data-partwork=" in text]) == 2
    assert {id: text for id, text in left.items() if id in theirs} == theirs


@pytest.mark.parametrize("structure", ["", "/%year%/%monthnum%/%postname%/", "/archives/%post_id%"])
def test_permalinks_that_were_switched(partner, wordpress, structure):
    # What redirects from a proxy leads away from it.
    partner.set_targets(partner_blog={"kind": "wordpress", "url": wordpress.url, "user": "author"})
    partner.publish()
    wordpress.run(f"$GLOBALS['wp_rewrite']->set_permalink_structure('{structure}'); flush_rewrite_rules();")
    change(partner)
    partner.publish()
    partner.syndicate("verify")
    partner.publish()
    check(partner, read_posts_plainly(wordpress), {})
    links = {action["copy"] for action in partner.plan()}
    assert len(links) == 3
    for link in links:
        assert "data-partwork" in httpx2.get(link, follow_redirects=True).text


def read_posts_plainly(server):
    """Return the texts of a WordPress's posts, whatever its permalinks, by id."""
    path = server.site.parent / "posts.json"
    code = "echo json_encode(array_column(get_posts(['numberposts' => -1]), 'post_content', 'ID'));"
    server.run(f"ob_start(); {code} file_put_contents('{path}', ob_get_clean());")
    return json.loads(path.read_text())


def read_ghost(server):
    """Return the texts of a Ghost's posts, by id."""
    return {post["id"]: post["html"] or "" for post in server.posts()}


def as_owner(server):
    """Return a client of a Ghost's owner, who alone may import."""
    client = httpx2.Client(base_url=f"{server.url}/ghost/api/admin/", headers={"Origin": server.url})
    client.timeout = 60
    sign_in = {"username": OWNER["email"], "password": OWNER["password"]}
    client.post("session/", json=sign_in).raise_for_status()
    return client


def test_a_ghost_that_was_imported_elsewhere(built, ghost, other, tmp_path, monkeypatch):
    site = Site(Path(shutil.copytree(built / "partner", tmp_path / "site")))
    site.set_targets(partner_blog={"kind": "ghost", "url": ghost.url})
    monkeypatch.setenv("PARTNER_BLOG_SECRET", ghost.key)
    site.publish()
    export = as_owner(ghost).get("db/").raise_for_status().content
    files = {"importfile": ("export.json", export, "application/json")}
    as_owner(other).post("db/", files=files).raise_for_status()
    other.request("POST", "posts/?source=html", {"posts": [{"title": "Theirs", "html": THEIRS}]})
    theirs = {id: text for id, text in read_ghost(other).items() if "data-partwork" not in text}
    assert not read_ghost(ghost).keys() & read_ghost(other).keys()
    site.set_targets(partner_blog={"kind": "ghost", "url": other.url})
    monkeypatch.setenv("PARTNER_BLOG_SECRET", other.key)
    change(site)
    assert site.publish().count("found there ") == 3
    assert "3 as we left them" in site.syndicate("verify")
    check(site, read_ghost(other), theirs)


def test_another_author_and_another_address_there(built, ghost, tmp_path, monkeypatch):
    site = Site(Path(shutil.copytree(built / "partner", tmp_path / "site")))
    site.set_targets(partner_blog={"kind": "ghost", "url": ghost.url})
    monkeypatch.setenv("PARTNER_BLOG_SECRET", ghost.key)
    site.publish()
    for number, post in enumerate(ghost.posts()):
        ghost.change(post["id"], slug=f"theirs-{number}")
    (site.path / "content/syndication.jsonl").unlink()
    change(site)
    site.publish()
    check(site, read_ghost(ghost), {})


def test_a_withdrawn_copy_that_is_a_draft_there_is_told(built, ghost, tmp_path, monkeypatch):
    site = Site(Path(shutil.copytree(built / "partner", tmp_path / "site")))
    site.set_targets(partner_blog={"kind": "ghost", "url": ghost.url})
    monkeypatch.setenv("PARTNER_BLOG_SECRET", ghost.key)
    site.publish()
    site.syndicate("withdraw", "media/practitioners")
    (site.path / "content/syndication.jsonl").unlink()
    change(site)
    said = site.publish()
    assert "is a draft there, which readers do not see" in said
    assert len(ghost.posts()) == 3
    site.syndicate("restore", "media/practitioners")
    site.publish()
    check(site, read_ghost(ghost), {})
    assert {post["status"] for post in ghost.posts()} == {"published"}
