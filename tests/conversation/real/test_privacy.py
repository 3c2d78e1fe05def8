"""What is shown, case by target: what everybody may read there now. `tests/golden/conversation/privacy.md`.

WordPress, Ghost, snac and the network of Bluesky are real. Each answer has its case for its words. All
targets are trusted, so that nothing stays away only because it was not approved.
"""

import pytest
from servers.answering import Sites, Statuses
from servers.readers import Members, Visitors

from conversation.authors import read_authors
from conversation.fetching import client
from conversation.posts import read_conversations
from conversation.thread import make_threads


class Table:
    """The rows: a case at a target, whether a page shows it, and whether its words are kept."""

    def __init__(self, folder):
        self.folder, self.cases, self.rows = folder, {}, []

    def add(self, target, *cases):
        self.cases.setdefault(target, []).extend(cases)

    def fill(self):
        """Look what is shown on any page and what is kept, and return the table."""
        content = self.folder.path / "content"
        authors = read_authors(content)
        threads = [
            thread
            for post in read_conversations(content)
            for thread in make_threads(self.folder.answers(post).values(), authors, labels={})
        ]
        page = " ".join(one.html for thread in threads for one in (thread, *thread.answers))
        kept = self.folder.text()
        for target, cases in self.cases.items():
            for case in cases:
                words = f"{case} ({target})"
                times = page.count(f"<p>{words}</p>")
                shown = ["no", "yes", "twice"][times]
                yield f"| {case} | {target} | {shown} | {'yes' if words in kept else 'no'} |"


@pytest.fixture
def statuses():
    running = Statuses()
    yield running
    running.stop()


@pytest.fixture
def sites():
    running = Sites()
    yield running
    running.stop()


def test_only_what_everybody_may_read_is_shown(
    folder, wordpress, ghost, statuses, snac, atmosphere, sites, monkeypatch, golden
):
    monkeypatch.setenv("WORDPRESS_SECRET", "none is needed")
    monkeypatch.setenv("GHOST_SECRET", ghost.key)
    monkeypatch.setenv("MASTODON_SECRET", "a-token")
    monkeypatch.setenv("SNAC_SECRET", snac.tokens["author"])
    monkeypatch.setenv("WEBMENTION_SECRET", "a-secret")
    monkeypatch.setattr(client.PublicBackend, "allow", staticmethod(lambda address: True))
    targets = {
        "wordpress": {"kind": "wordpress", "url": wordpress.url, "user": "author"},
        "ghost": {"kind": "ghost", "url": ghost.url},
        "mastodon": {"kind": "mastodon", "url": statuses.url},
        "snac": {"kind": "mastodon", "url": snac.url},
        "bluesky": {"kind": "bluesky", "url": atmosphere.author.url, "user": "author.test"},
    }
    folder.set(
        SYNDICATION_TARGETS=targets,
        CONVERSATION_TRUSTED=[*targets, "webmention"],
        CONVERSATION_APPVIEW=atmosphere.view,
        CONVERSATION_WEBMENTION=f"{sites.url}/list?domain=home.example",
    )
    table = Table(folder)
    visitors, members = Visitors(wordpress), Members(ghost)

    def make_post(id):
        made = wordpress.request("POST", "posts", json={"title": id, "content": "Text.", "status": "publish"})
        folder.hold("wordpress", id, str(made["id"]), made["link"])
        return made["id"]

    def comment(case, post=None, above="", **more):
        table.add("wordpress", case)
        visitors.say(f"{case} (wordpress)", post or first_post, above and f"{above} (wordpress)", **more)

    first_post = make_post("one/first")
    comment("a comment")
    comment("an answer to it", above="a comment", author="Bob")
    comment("pending", approved=0)
    comment("spam", approved="spam")
    comment("a pingback", kind="pingback")
    comment("put into the trash later")
    comment("an answer to what is in the trash", above="put into the trash later")
    comment("held back later")
    comment("under a post that became a draft", held := make_post("one/draft"))
    comment("edited later")
    comment("by an author who is blocked", author="Blocked")
    comment("by an author who is left out", author="Out")

    def write(id):
        post = {"title": id, "html": "<p>Text.</p>", "status": "published"}
        (made,) = ghost.request("POST", "posts/?source=html", {"posts": [post]})["posts"]
        folder.hold("ghost", id, made["id"], made["url"])
        return made["id"]

    def remark(case, post="", above="", **more):
        table.add("ghost", case)
        members.say(f"{case} (ghost)", post or article, above and f"{above} (ghost)", **more)

    article = write("one/first")
    remark("a comment")
    remark("an answer to it", above="a comment", author="Bob")
    for number in range(1, 6):
        remark(f"answer {number} of many", above="a comment")
    remark("hidden later")
    remark("an answer to what is hidden", above="hidden later")
    remark("deleted later")
    remark("by a member who left", author="Left")
    remark("under a post that became a draft", draft := write("one/draft"))
    remark("under a post for paying members", paid := write("one/paid"))

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

    def speak(case, user, above, visibility="public"):
        table.add("snac", case)
        return snac.say(user, f"{case} (snac)", above["id"], visibility)

    note = snac.say("author", "Our post")
    next_note = snac.say("author", "Our next part", note["id"])
    folder.hold("snac", "one/first", note["id"])
    folder.hold("snac", "one/second", next_note["id"])
    public = speak("public", "ann", note)
    below = speak("an answer to it", "bob", public)
    speak("an answer to that", "cy", below)
    speak("for followers alone", "bob", note, "private")
    speak("to us alone", "cy", note, "direct")
    worse = speak("deleted later", "bob", note)
    speak("an answer to what was deleted", "cy", worse)
    better = speak("edited later", "ann", note)
    table.add("snac", "edited")
    speak("by who says #nobot", "quiet", note)
    speak("our own answer", "author", public)

    def post(case, name, above, **more):
        table.add("bluesky", case)
        return atmosphere.say(name, f"{case} (bluesky)", above, root, **more)

    root = atmosphere.write("Our post")
    folder.hold("bluesky", "one/first", root["uri"])
    second = atmosphere.say("author", "Our next part", root)
    folder.hold("bluesky", "one/second", second["uri"])
    answer = post("an answer", "ann", root)
    post("an answer to it", "bob", answer)
    post("an answer to our next part", "bob", second)
    post("by who is not for people without an account", "shy", root)
    atmosphere.describe("shy", "!no-unauthenticated")
    post("by who asks for that later", "late", root)
    hidden = post("hidden by us there", "bob", root)
    gone = post("deleted later", "cyd", root)
    post("an answer to what was deleted", "dee", gone)
    post("by who left the network", "eve", root)
    down = post("taken down", "fay", root)
    post("by whom we block there", "gus", root)
    post("by who blocks us there", "hal", root)
    post("quotes us, until we detach that", "ida", root, quoted=root)
    edited = post("edited later", "joe", root)
    table.add("bluesky", "edited")
    post("our own answer", "author", answer)
    snac.settle()
    atmosphere.settle()

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
    visitors.change("put into the trash later (wordpress)", "wp_trash_comment({});")
    visitors.change("held back later (wordpress)", "wp_set_comment_status({}, 'hold');")
    text = "['comment_ID' => {}, 'comment_content' => 'edited (wordpress)']"
    visitors.change("edited later (wordpress)", f"wp_update_comment({text});")
    table.add("wordpress", "edited")
    wordpress.request("POST", f"posts/{held}", json={"status": "draft"})
    members.change("hidden later (ghost)", status="hidden")
    members.change("deleted later (ghost)", status="deleted")
    ghost.request("DELETE", f"members/{members.members['Left']}/")
    ghost.change(draft, status="draft")
    ghost.change(paid, visibility="paid")
    statuses.edit(changed, "edited to be private (mastodon)", visibility="private")
    statuses.delete(deleted)
    snac.delete("bob", worse)
    snac.edit("ann", better["id"], "edited (snac)")
    # What we said first has another name there now, too.
    snac.edit("author", note["id"], "Our post, edited")
    snac.settle()
    atmosphere.describe("late", "!no-unauthenticated")
    atmosphere.hide(root, hidden)
    atmosphere.people["cyd"].delete(gone["uri"])
    atmosphere.leave("eve")
    atmosphere.take_down(down)
    atmosphere.block("author", "gus")
    atmosphere.block("hal", "author")
    atmosphere.detach(root, "ida")
    atmosphere.edit("joe", edited, "edited (bluesky)")
    atmosphere.settle()
    sites.pages["/deleted"] = 410
    second = folder.listen()
    assert not [outcome.notes for outcome in second.values() if outcome.failed]

    text = folder.text()
    secrets = ("192.0.2.7", ghost.key, "a-token", "a-secret", snac.tokens["author"])
    for private in ("@example.org", *secrets, "face.jpg", "gravatar", "susie.png"):
        assert private not in text
    rows = list(table.fill())
    head = "| case | target | shown? | words kept? |\n| --- | --- | --- | --- |\n"
    golden("conversation/privacy.md", head + "\n".join(rows) + "\n")
    third = folder.listen()
    assert not any(outcome.new or outcome.edited or outcome.gone for outcome in third.values()), third
    assert folder.text() == text
