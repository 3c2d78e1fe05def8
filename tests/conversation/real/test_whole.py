"""A part is published to real servers, and answered there; all of that comes home, and goes where it went.

Every command is a process of its own, as an author runs it; of a page, what readers get is read.
"""

import json
import os

import pytest
from bs4 import BeautifulSoup
from commands import Command
from servers.readers import Members, Visitors

SETTINGS = """
from partwork.settings import *
from partwork.publishing import *

SITENAME, AUTHOR, TIMEZONE, DEFAULT_LANG = "Home", "Mere Tūhoe", "Pacific/Auckland", "en-NZ"
SITEURL = FEED_DOMAIN = "https://home.example"
LICENCE = "CC-BY-4.0"
SYNDICATION_DEPLOY, SYNDICATION_WAIT, METADATA_PDF, SEARCH_SAVE_AS = None, 0, False, ""
SYNDICATION_TARGETS = {targets!r}
CONVERSATION_APPVIEW = {view!r}
"""
SERIES = 'title = "One"\nabstract = "Short."\n[[parts]]\nsource = "1-first.md"\n'
POST = """Title: Pause before posting
Date: 2026-11-02
Summary: What to think of first.
Tags: posting

Words of our own.
"""
# What is never to be in a file of the site.
PRIVATE = ("@example.org", "192.0.2.7", "susie.png", "gravatar.com", "cdn.bsky")


class Home:
    """The site of an author, at work on its command line."""

    def __init__(self, path, targets, view, secrets):
        self.path, self.secrets, self.environment = path, secrets, {**os.environ, **secrets}
        (path / "content/one").mkdir(parents=True)
        (path / "publishconf.py").write_text(SETTINGS.format(targets=targets, view=view), encoding="utf-8")
        (path / "content/one/series.toml").write_text(SERIES)
        (path / "content/one/1-first.md").write_text(POST)

    def run(self, module, *arguments):
        code, printed = Command(module, list(arguments), self.path, self.environment).end()
        assert code == 0, printed
        assert "Traceback" not in printed, printed
        return printed

    def build(self):
        self.run("pelican", "-s", "publishconf.py", "--fatal", "errors")
        return self.page()

    def publish(self):
        return self.run("crosspost", "publish", "--no-deploy", "--no-wait")

    def listen(self):
        return self.run("conversation", "listen", "-s", "publishconf.py")

    def moderate(self, *options):
        return self.run("conversation", "moderate", "-s", "publishconf.py", *options)

    def waiting(self):
        """Return what waits: words → number."""
        waiting = json.loads(self.moderate("--json"))
        return {one["text"]: one["number"] for one in waiting}

    def held(self):
        """Return what each target holds: its name for the post, and the address."""
        lines = (self.path / "content/syndication.jsonl").read_text(encoding="utf-8").splitlines()
        receipts = [line for line in map(json.loads, lines) if line["kind"] == "receipt" and line.get("id")]
        return {line["target"]: (line["id"], line["url"]) for line in receipts}

    def page(self):
        """Return the page of the post."""
        html = (self.path / "output/one/first/index.html").read_text(encoding="utf-8")
        return BeautifulSoup(html, "html.parser")

    def files(self, *folders):
        """Return all that is in some folders."""
        paths = [path for name in folders for path in (self.path / name).rglob("*") if path.is_file()]
        return b"\n".join(path.read_bytes() for path in paths)


def read_threads(page):
    """Return the threads of a page: words → words of those below."""
    tops = page.select("#page_conversation > div > ol > li")
    return {read_words(top): [read_words(one) for one in top.select(":scope > ol > li")] for top in tops}


def read_words(answer):
    return answer.select_one(":scope > .e-content").get_text(" ", strip=True)


@pytest.fixture
def home(tmp_path, wordpress, ghost, snac, atmosphere):
    targets = {
        "blog": {"kind": "wordpress", "url": wordpress.url, "user": "administrator"},
        "magazine": {"kind": "ghost", "url": ghost.url},
        "toots": {"kind": "mastodon", "url": snac.url},
        "sky": {"kind": "bluesky", "url": atmosphere.author.url, "user": "author.test"},
    }
    secrets = {
        "BLOG_SECRET": wordpress.passwords["administrator"],
        "MAGAZINE_SECRET": ghost.key,
        "TOOTS_SECRET": snac.tokens["author"],
        "SKY_SECRET": atmosphere.author.secret,
    }
    return Home(tmp_path / "home", targets, atmosphere.view, secrets)


def test_answers_of_a_part_come_home_and_go_again(home, wordpress, ghost, snac, atmosphere):
    home.build()
    home.publish()
    held = home.held()
    assert set(held) == {"blog", "magazine", "toots", "sky"}
    snac.settle()
    atmosphere.settle()
    # Nobody has answered yet.
    home.listen()
    assert home.waiting() == {}
    assert not home.build().select("#page_conversation")

    visitors, members = Visitors(wordpress), Members(ghost)
    post, article, status = held["blog"][0], held["magazine"][0], held["toots"][0]
    root = atmosphere.find(held["sky"][0])
    visitors.say("Blog: first.", post)
    visitors.say("Blog: to the first.", post, above="Blog: first.", author="Bob")
    visitors.say("Blog: <script>alert(1)</script><b>hostile</b> \u202eword.", post, author="Eve")
    visitors.say("Blog: not approved there.", post, approved=0)
    visitors.say("Blog: goes.", post)
    members.say("Magazine: first.", article)
    members.say("Magazine: to the first.", article, above="Magazine: first.", author="Bob")
    members.say("Magazine: gets hidden.", article, author="Cy")
    toot = snac.say("ann", "Toots: first.", status)
    snac.say("cy", "Toots: to the first.", snac.say("bob", "Toots: second.", toot["id"])["id"])
    snac.say("bob", "Toots: for followers.", status, "private")
    snac.say("bob", "Toots: for us.", status, "direct")
    leaving = snac.say("cy", "Toots: goes.", status)
    sky = atmosphere.say("ann", "Sky: first.", root)
    second = atmosphere.say("bob", "Sky: second.", sky, root)
    atmosphere.say("dee", "Sky: to the second.", second, root)
    hidden = atmosphere.say("cyd", "Sky: gets hidden.", root)
    atmosphere.say("shy", "Sky: not for everybody.", root)
    atmosphere.describe("shy", "!no-unauthenticated")
    snac.settle()
    atmosphere.settle()
    home.listen()
    waiting = home.waiting()
    hostile = next(words for words in waiting if "hostile" in words)
    assert set(waiting) == {
        *("Blog: first.", "Blog: to the first.", hostile, "Blog: goes."),
        *("Magazine: first.", "Magazine: to the first.", "Magazine: gets hidden."),
        *("Toots: first.", "Toots: second.", "Toots: to the first.", "Toots: goes."),
        *("Sky: first.", "Sky: second.", "Sky: to the second.", "Sky: gets hidden."),
    }
    # None of it is shown before the author says so.
    assert not home.build().select("#page_conversation")
    kept = [words for words in waiting if words != "Toots: to the first."]
    home.moderate(*(word for words in kept for word in ("--approve", waiting[words])))
    home.moderate("--hide", waiting["Toots: to the first."])
    page = home.build()
    assert read_threads(page) == {
        "Blog: first.": ["Blog: to the first."],
        hostile: [],
        "Blog: goes.": [],
        "Magazine: first.": ["Magazine: to the first."],
        "Magazine: gets hidden.": [],
        "Toots: first.": ["Toots: second."],
        "Toots: goes.": [],
        "Sky: first.": ["Sky: second.", "Sky: to the second."],
        "Sky: gets hidden.": [],
    }
    section = page.select_one("#page_conversation")
    assert not section.select("img, iframe, style, [style], script:not([type='application/ld+json'])")
    assert "\u202e" not in section.decode()
    addresses = {one["href"] for one in section.select("a[rel~=syndication]")}
    assert addresses == {address for _, address in held.values()}
    assert json.loads(section.script.string)["commentCount"] == 14
    # Where it was written: each has a way there.
    assert len(section.select("li.h-cite > p a.u-url:not(.p-name)")) == 14
    # Nothing of it goes on to those who hold copies, or into feeds.
    assert b"Toots: first." not in home.files("outbox", "output/feeds")

    visitors.change("Blog: goes.", "wp_trash_comment({});")
    code = "wp_update_comment(['comment_ID' => {}, 'comment_content' => 'Blog: edited.']);"
    visitors.change("Blog: to the first.", code)
    members.change("Magazine: gets hidden.", status="hidden")
    members.change("Magazine: first.", status="deleted")
    snac.delete("cy", leaving)
    snac.edit("ann", toot["id"], "Toots: edited.")
    atmosphere.people["ann"].delete(sky["uri"])
    atmosphere.hide(root, hidden)
    snac.settle()
    atmosphere.settle()
    home.listen()
    # What was edited waits; what is gone is nowhere, and what was said to it stays.
    waiting = home.waiting()
    assert set(waiting) == {"Blog: edited.", "Toots: edited."}
    home.moderate("--approve", waiting["Toots: edited."])
    page = home.build()
    assert read_threads(page) == {
        "Blog: first.": [],
        hostile: [],
        "Magazine: to the first.": [],
        "Toots: edited.": ["Toots: second."],
        "Sky: second.": ["Sky: to the second."],
    }
    assert json.loads(page.select_one("#page_conversation script").string)["commentCount"] == 7
    everything = home.files("content", "output", "outbox")
    for words in ("goes.", "gets hidden", "Sky: first", "not for everybody", "for followers", "for us"):
        assert words.encode() not in everything
    for private in (*PRIVATE, *home.secrets.values()):
        assert private.encode() not in everything

    # Once more, with all that was noted and without: nothing happens, and a build finds nothing to do.
    known = home.files("content/conversation")
    (home.path / ".cache/conversation/seen.json").unlink()
    for _ in range(2):
        home.listen()
        assert home.files("content/conversation") == known
    home.publish()
    assert home.held() == held
