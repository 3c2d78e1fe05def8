"""What is shown, case by target: what everybody may read there now. `tests/golden/conversation/privacy.md`.

WordPress and Ghost are real. Each answer has its case for its words. All targets are trusted, so that nothing
stays away only because it was not approved.
"""

import json

import httpx2
import pytest
from servers.answering import Sites, Statuses, View

from conversation.authors import read_authors
from conversation.fetching import client
from conversation.thread import make_threads
from partwork.sandbox.ghost import OWNER, start_ghost
from partwork.sandbox.wordpress import start_wordpress

US = "did:plc:us"


class Table:
    """The rows: a case at a target, whether a page shows it, and whether its words are kept."""

    def __init__(self, folder):
        self.folder, self.cases, self.rows = folder, {}, []

    def add(self, target, *cases):
        self.cases.setdefault(target, []).extend(cases)

    def fill(self):
        """Look what is shown and what is kept, and return the table."""
        content = self.folder.path / "content"
        answers = self.folder.answers("one/first").values()
        threads = make_threads(answers, read_authors(content), labels={})
        page = " ".join(one.html for thread in threads for one in (thread, *thread.answers))
        kept = self.folder.text()
        for target, cases in self.cases.items():
            for case in cases:
                words = f"{case} ({target})"
                times = page.count(f"<p>{words}</p>")
                shown = ["no", "yes", "twice"][times]
                yield f"| {case} | {target} | {shown} | {'yes' if words in kept else 'no'} |"


@pytest.fixture(scope="module")
def wordpress():
    running = start_wordpress()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def ghost():
    running = start_ghost()
    root = running.url
    with httpx2.Client(base_url=f"{root}/ghost/api/admin/", headers={"Origin": root}, timeout=60) as admin:
        session = {"username": OWNER["email"], "password": OWNER["password"]}
        admin.post("session/", json=session).raise_for_status()
        on = {"settings": [{"key": "comments_enabled", "value": "all"}]}
        admin.put("settings/", json=on).raise_for_status()
    yield running
    running.stop()


@pytest.fixture
def statuses():
    running = Statuses()
    yield running
    running.stop()


@pytest.fixture
def view():
    running = View()
    yield running
    running.stop()


@pytest.fixture
def sites():
    running = Sites()
    yield running
    running.stop()


class Blog:
    """Comments on the WordPress, written as its visitors write them."""

    name = "wordpress"

    def __init__(self, server, folder, table):
        self.server, self.table, self.ids = server, table, {}
        self.post = self.make_post()
        folder.hold(self.name, "one/first", str(self.post), f"{server.url}/first/")

    def make_post(self):
        return self.server.request(
            "POST", "posts", json={"title": "First", "content": "Text.", "status": "publish"}
        )["id"]

    def say(self, case, above="", approved=1, post=None, author="Ann", kind="comment"):
        self.table.add(self.name, case)
        fields = {
            "comment_post_ID": post or self.post,
            "comment_author": author,
            "comment_author_email": f"{author}@example.org",
            "comment_author_url": f"https://{author.lower()}.example/",
            "comment_author_IP": "192.0.2.7",
            "comment_parent": self.ids.get(above, 0),
            "comment_type": kind,
            "comment_content": f"{case} ({self.name})",
            "comment_approved": approved,
        }
        said, made = self.server.site / "said.json", self.server.site / "made.txt"
        said.write_text(json.dumps(fields))
        code = f"json_decode(file_get_contents('{said}'), true)"
        self.server.run(f"file_put_contents('{made}', wp_insert_comment({code}));")
        self.ids[case] = int(made.read_text())

    def change(self, case, code):
        self.server.run(code.format(self.ids[case]))


class Magazine:
    """Comments on the Ghost, by its members."""

    name = "ghost"

    def __init__(self, server, folder, table):
        self.server, self.folder, self.table, self.ids, self.members, self.posts = (
            server,
            folder,
            table,
            {},
            {},
            {},
        )
        self.post = self.make_post("one/first")

    def make_post(self, id):
        post = {"title": id, "html": "<p>Text.</p>", "status": "published"}
        (made,) = self.server.request("POST", "posts/?source=html", {"posts": [post]})["posts"]
        self.folder.hold(self.name, id, made["id"], made["url"])
        return made["id"]

    def say(self, case, above="", post=None, author="Ann"):
        self.table.add(self.name, case)
        if author not in self.members:
            member = {"members": [{"name": author, "email": f"{author}@example.org"}]}
            self.members[author] = self.server.request("POST", "members/", member)["members"][0]["id"]
        comment = {
            "post_id": post or self.post,
            "member_id": self.members[author],
            "html": f"<p>{case} ({self.name})</p>",
            **({"parent_id": self.ids[above]} if above else {}),
        }
        (made,) = self.server.request("POST", "comments/", {"comments": [comment]})["comments"]
        self.ids[case] = made["id"]

    def set(self, case, status):
        self.server.request("PUT", f"comments/{self.ids[case]}/", {"comments": [{"status": status}]})


def test_only_what_everybody_may_read_is_shown(
    folder, wordpress, ghost, statuses, view, sites, monkeypatch, golden
):
    monkeypatch.setenv("WORDPRESS_SECRET", "none is needed")
    monkeypatch.setenv("GHOST_SECRET", ghost.key)
    monkeypatch.setenv("MASTODON_SECRET", "a-token")
    monkeypatch.setenv("WEBMENTION_SECRET", "a-secret")
    monkeypatch.setattr(client.PublicBackend, "allow", staticmethod(lambda address: True))
    targets = {
        "wordpress": {"kind": "wordpress", "url": wordpress.url, "user": "author"},
        "ghost": {"kind": "ghost", "url": ghost.url},
        "mastodon": {"kind": "mastodon", "url": statuses.url},
        "bluesky": {"kind": "bluesky", "user": "us.example"},
    }
    folder.set(
        SYNDICATION_TARGETS=targets,
        CONVERSATION_TRUSTED=[*targets, "webmention"],
        CONVERSATION_APPVIEW=view.url,
        CONVERSATION_WEBMENTION=f"{sites.url}/list?domain=home.example",
    )
    table = Table(folder)
    blog, magazine = Blog(wordpress, folder, table), Magazine(ghost, folder, table)

    blog.say("a comment")
    blog.say("an answer to it", above="a comment", author="Bob")
    blog.say("pending", approved=0)
    blog.say("spam", approved="spam")
    blog.say("a pingback", kind="pingback")
    blog.say("put into the trash later")
    blog.say("an answer to what is in the trash", above="put into the trash later")
    blog.say("held back later")
    blog.say("under a post that became a draft", post=(held := blog.make_post()))
    folder.hold("wordpress", "one/draft", str(held))
    blog.say("edited later")
    blog.say("by an author who is blocked", author="Blocked")
    blog.say("by an author who is left out", author="Out")

    magazine.say("a comment")
    magazine.say("an answer to it", above="a comment", author="Bob")
    for number in range(1, 6):
        magazine.say(f"answer {number} of many", above="a comment")
    magazine.say("hidden later")
    magazine.say("an answer to what is hidden", above="hidden later")
    magazine.say("deleted later")
    magazine.say("by a member who left", author="Left")
    magazine.say("under a post that became a draft", post=(draft := magazine.make_post("one/draft")))
    magazine.say("under a post for paying members", post=(paid := magazine.make_post("one/paid")))

    def toot(case, *arguments, **more):
        table.add("mastodon", case)
        return statuses.add(f"{case} (mastodon)", *arguments, **more)

    status = statuses.add("Our post")
    part = statuses.add("Our next part", above=status)
    folder.hold("mastodon", "one/first", status)
    folder.hold("mastodon", "one/second", part)
    toot("public", "ann", status)
    toot("unlisted", "bob", status, "unlisted")
    toot("for followers alone", "cy", status, "private")
    toot("to us alone", "dee", status, "direct")
    changed = toot("edited to be private", "eve", status)
    deleted = toot("deleted later", "flo", status)
    toot("an answer to what was deleted", "gus", deleted)
    toot("by who wants no search engine", "hal", status, account={"noindex": True})
    toot("our own answer", "author", status)
    private = toot("private, which we answered", "ida", status, "private")
    toot("our own answer to a private one", "author", private)

    def post(case, did, above, **more):
        table.add("bluesky", case)
        return view.add(f"{case} (bluesky)", did, above, **more)

    root = view.add("Our post", US)
    folder.hold("bluesky", "one/first", root)
    second = view.add("Our next part", US, root)
    folder.hold("bluesky", "one/second", second)
    post("an answer", "did:plc:ann", root)
    post("by who is not for people without an account", "did:plc:shy", root, labels=["!no-unauthenticated"])
    later = post("by who asks for that later", "did:plc:late", root)
    hidden = post("hidden by us there", "did:plc:bob", root)
    gone = post("deleted later", "did:plc:cy", root)
    post("an answer to what was deleted", "did:plc:dee", gone)
    post("taken down", "did:plc:eve", root, label=["!takedown"])
    post("our own answer", US, root)

    def mention(case, path, target="https://home.example/one/first/"):
        text = case if case.endswith(")") else f"{case} (webmention)"
        if text != case:
            table.add("webmention", case)
        sites.add(
            path,
            f'<div class="h-entry"><a class="u-url" href="{path}"></a><a class="u-in-reply-to" '
            f'href="{target}">to</a><div class="e-content"><p>{text}</p></div></div>',
        )

    path = folder.path / "content/syndication.jsonl"
    path.write_text(path.read_text().replace('"id"', '"page": "https://home.example/one/first/", "id"', 1))
    mention("a reply", "/reply")
    mention("a page that links elsewhere", "/other", "https://home.example/other/")
    sites.mentions[-1] = (sites.mentions[-1][0], "https://home.example/one/first/")
    mention("deleted later", "/deleted")
    # Told by the network, and by a bridge that sends Webmentions.
    both = toot("told by the network and by a bridge", "zoe", status)
    statuses.statuses[both]["url"] = f"{sites.url}/two-ways"
    mention("told by the network and by a bridge (mastodon)", "/two-ways")

    first = folder.listen()
    assert not [outcome.notes for outcome in first.values() if outcome.failed]
    authors = read_authors(folder.path / "content")
    authors.add(["blocked.example"], "blocked")
    authors.add(["out.example"], "left out")
    blog.change("put into the trash later", "wp_trash_comment({});")
    blog.change("held back later", "wp_set_comment_status({}, 'hold');")
    blog.change(
        "edited later", "wp_update_comment(['comment_ID' => {}, 'comment_content' => 'edited (wordpress)']);"
    )
    table.add("wordpress", "edited")
    wordpress.request(
        "POST",
        f"posts/{folder.open().ledger.known('wordpress', 'one/draft').holding.id}",
        json={"status": "draft"},
    )
    magazine.set("hidden later", "hidden")
    magazine.set("deleted later", "deleted")
    ghost.request("DELETE", f"members/{magazine.members['Left']}/")
    ghost.change(draft, status="draft")
    ghost.change(paid, visibility="paid")
    statuses.edit(changed, "edited to be private (mastodon)", visibility="private")
    statuses.delete(deleted)
    view.posts[later]["author"]["labels"] = [{"val": "!no-unauthenticated"}]
    view.hidden[root] = [hidden]
    del view.posts[gone]
    sites.pages["/deleted"] = 410
    second = folder.listen()
    assert not [outcome.notes for outcome in second.values() if outcome.failed]

    text = folder.text()
    for secret in ("@example.org", "192.0.2.7", ghost.key, "a-token", "a-secret", "face.jpg", "gravatar"):
        assert secret not in text
    rows = list(table.fill())
    head = "| case | target | shown? | words kept? |\n| --- | --- | --- | --- |\n"
    golden("conversation/privacy.md", head + "\n".join(rows) + "\n")
    third = folder.listen()
    assert not any(outcome.new or outcome.edited or outcome.gone for outcome in third.values()), third
    assert folder.text() == text
