"""A site of a thousand posts of which nothing is new asks nobody for anything."""

import json
from collections import Counter

import pytest
from servers.proxy import fault_proxy
from syndication.conftest import Site

from crosspost.targets import KINDS

MANY = 1000
# What a kind needs besides its address.
OPTIONS = {"wordpress": {"user": "author"}, "bluesky": {"user": "author.example"}}
SETTINGS = """
PATH = "content"
SITEURL = "https://partwork.example"
AUTHOR, TIMEZONE = "Given Example", "UTC"
THEME = "simple"
PLUGINS = ["syndication"]
SYNDICATION_DEPLOY = None
SYNDICATION_TARGETS = {targets!r}
"""


@pytest.fixture
def nobody():
    """A server that notes who comes."""
    with fault_proxy(9) as proxy:
        yield proxy


def test_a_thousand_posts_of_which_nothing_is_new(tmp_path, nobody):
    """For every kind of target."""
    site = Site(tmp_path)
    kinds = [kind for kind in KINDS if not KINDS[kind].local]
    targets = {kind: {"kind": kind, "url": nobody.url, **OPTIONS.get(kind, {})} for kind in kinds}
    (tmp_path / "content").mkdir()
    (tmp_path / "publishconf.py").write_text(SETTINGS.format(targets=targets))
    for number in range(MANY):
        text = f"Title: Post {number}\nDate: 2020-01-01\n\nWhat post {number} says.\n"
        (tmp_path / f"content/post-{number}.md").write_text(text)
    site.build()
    planned = site.plan()
    assert {action["action"] for action in planned} == {"create"}
    due = Counter(action["target"] for action in planned)
    # A hub is told of feeds, not of posts.
    assert {kind for kind in kinds if due[kind] != MANY} <= {"websub"}
    # As if another machine had sent it all.
    with (tmp_path / "content/syndication.jsonl").open("w") as ledger:
        for number, action in enumerate(planned):
            receipt = {
                "kind": "receipt",
                "time": f"2026-01-01T00:00:00.{number:06}Z",
                "target": action["target"],
                "post": action["post"],
                "state": "created",
                "version": action["version"],
                "id": str(number),
                "url": f"https://partner.example/{number}",
                "public": True,
                "stored": "hash",
            }
            ledger.write(json.dumps(receipt) + "\n")
    before = site.files("content")
    printed = site.publish()
    for kind in kinds:
        assert f"{kind}: {due[kind]} unchanged" in printed
    assert nobody.requests == []
    assert site.files("content") == before
