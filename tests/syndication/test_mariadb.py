"""Copies on a WordPress with MariaDB: new tables, and old ones with room for three bytes a character."""

import shutil
from html import unescape

import pytest
from bs4 import BeautifulSoup

from partwork.sandbox.wordpress import start_wordpress

from .conftest import Site

OLD = ("posts", "postmeta", "terms", "term_taxonomy", "termmeta")
# Beyond the Basic Multilingual Plane.
WIDE = "\U0001d49c\U0001f9f5"


@pytest.fixture(params=[False, True], ids=["new", "old"])
def server(request):
    """A WordPress; with old tables, if asked for."""
    running = start_wordpress(database=True)
    if request.param:
        running.database.run(
            "".join(f"alter table wp_{name} convert to character set utf8mb3;" for name in OLD)
        )
    running.old = request.param
    yield running
    running.stop()


@pytest.fixture
def partner(built, tmp_path, server, monkeypatch):
    """The site, built, with that WordPress as its only partner."""
    monkeypatch.setenv("PARTNER_BLOG_SECRET", server.passwords["author"])
    site = Site(shutil.copytree(built / "partner", tmp_path / "site"))
    site.set_targets(partner_blog={"kind": "wordpress", "url": server.url, "user": "author"})
    return site


def test_what_a_database_has_no_room_for_is_kept_or_told(partner, server):
    partner.edit(partner.part(1), "Part 1:", f"Part 1 {WIDE}:")
    partner.edit(partner.part(1), "What part 1 says.", f"What part 1 {WIDE} says.")
    partner.edit(partner.part(1), "te reo Māori", f"te reo Māori, threads {WIDE}")
    partner.edit(partner.part(1), "On practitioners", f"On {WIDE} practitioners")
    partner.build()
    printed = partner.publish()
    first, *others = server.posts()
    assert len(others) == 2
    page = BeautifulSoup(server.page(first["link"]), "html.parser")
    assert f"Part 1 {WIDE}:" in page.get_text()
    assert f"On {WIDE} practitioners" in page.h1.get_text()
    assert f"What part 1 {WIDE} says." in unescape(first["excerpt"]["raw"])
    tags = {tag["id"]: unescape(tag["name"]) for tag in server.request("GET", "tags")}
    named = {tags[number] for number in first["tags"]}
    assert {"te reo Māori", "R&D"} <= named
    assert (f"threads {WIDE}" in named) or (f"threads {WIDE}" in printed and "was not made" in printed)
    # Nothing is asked for again.
    states = partner.receipts()
    partner.publish()
    assert partner.receipts() == states


def test_an_edit_a_withdrawal_and_a_lost_ledger(partner, server):
    partner.publish()
    partner.edit(partner.part(2), "Part 2:", "The second part:")
    partner.build()
    partner.publish()
    assert "The second part:" in server.posts()[1]["content"]["raw"]
    (partner.path / "content/syndication.jsonl").unlink()
    partner.publish()
    assert len(server.posts()) == 3
    partner.syndicate("withdraw", "media/researchers")
    assert [post["slug"] for post in server.posts()] == ["practitioners", "organisations"]
    partner.publish()
    assert len(server.posts()) == 2
