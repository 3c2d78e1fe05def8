"""What was said at an event: asked for, read from exports, kept, moderated, shown and cited."""

import csv
import io
import json
import signal
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from minisite import MiniSite
from servers.answering import Statuses, View

from conversation.__main__ import main
from conversation.command.moderate import moderate
from conversation.files import read_conversation
from conversation.model import APPROVED, CHECK, GONE, HIDDEN, PENDING, Answer, number_answer

from .test_listening import DYING

FILE = "content/conversation/_events/swrb13.jsonl"
ASKED = ["--from", "2013-11-11", "--until", "2013-11-12"]


@pytest.fixture
def statuses(folder, monkeypatch):
    running = Statuses()
    monkeypatch.setenv("TOOTS_SECRET", "a-token")
    monkeypatch.setenv("SKY_SECRET", "a-password")
    yield running
    running.stop()


@pytest.fixture
def view():
    running = View()
    yield running
    running.stop()


def settle(folder, statuses=None, view=None, **more):
    """Write settings with a Mastodon and a Bluesky, in the time zone of Wellington."""
    targets = {}
    if statuses is not None:
        targets["toots"] = {"kind": "mastodon", "url": statuses.url}
    if view is not None:
        targets["sky"] = {"kind": "bluesky", "url": view.url, "user": "us.example"}
        more["CONVERSATION_APPVIEW"] = view.url
    folder.set(SYNDICATION_TARGETS=targets, TIMEZONE="Pacific/Auckland", **more)


def archive(folder, *options, tag="#swrb13"):
    return main(["archive", tag, *options, "-s", str(folder.path / "publishconf.py")])


def read(folder):
    """Return what is kept of the event, by its words; what is gone by its id."""
    found = read_conversation(folder.path / FILE)
    assert found.problems == []
    return {one.text or one.id: one for one in found.answers.values() if one.kind != CHECK}


def at(hour, day=11):
    return {"created_at": f"2013-11-{day}T{hour:02}:30:00.000Z"}


def test_a_hashtag_on_a_server_with_mastodons_api(folder, statuses, capsys):
    settle(folder, statuses, CONVERSATION_TRUSTED=["toots"])
    first = statuses.add("Kia ora #swrb13 ann@mail.example", "ann", **at(1))
    answer = statuses.add("#swrb13 Kia ora!", "bob", above=first, **at(2))
    statuses.add("Early #swrb13", "ann", created_at="2013-11-10T10:59:59.000Z")
    statuses.add("In time #swrb13", "ann", created_at="2013-11-10T11:00:00.000Z")
    statuses.add("Late #swrb13", "ann", created_at="2013-11-12T11:00:00.000Z")
    statuses.add("For some #swrb13", "ann", visibility="private", **at(3))
    statuses.add("No robots #swrb13", "cat", account={"note": "<p>#nobot</p>"}, **at(3))
    statuses.add("Not indexed #swrb13", "dan", account={"noindex": True}, **at(3))
    statuses.add("Another tag", "ann", **at(3))
    statuses.add("A picture #swrb13", "eve", media_attachments=[{"description": "A hall"}, {}], **at(4))
    assert archive(folder, *ASKED, "--target", "toots") == 0
    said = capsys.readouterr().out
    assert "toots: 4 new\n" in said
    assert "content/pages/swrb13.md: begun" in said
    found = read(folder)
    assert {*found} == {
        "Kia ora #swrb13 [address]",
        "#swrb13 Kia ora!",
        "In time #swrb13",
        "A picture #swrb13\n\n[Picture: A hall]\n\n[Picture]",
    }
    # Whoever is trusted for answers to copies is not for what strangers say at an event.
    assert {one.state for one in found.values()} == {PENDING}
    reply, top = found["#swrb13 Kia ora!"], found["Kia ora #swrb13 [address]"]
    assert reply.answers == top.id
    assert (reply.handle, reply.local) == ("@bob@social.example", answer)
    assert "face.jpg" not in folder.text()


def test_what_is_gone_there_goes_here_and_what_is_new_is_added(folder, statuses, capsys):
    settle(folder, statuses)
    names = {
        word: statuses.add(f"{word} #swrb13", word, **at(1)) for word in ("stays", "goes", "closes", "edits")
    }
    assert archive(folder, *ASKED, "--target", "mastodon") == 0
    page = folder.path / "content/pages/swrb13.md"
    page.write_text(page.read_text() + "My words.\n")
    file = folder.path / FILE
    for one in read(folder).values():
        with file.open("a") as lines:
            lines.write(json.dumps({"id": one.id, "state": "approved"}) + "\n")
    statuses.delete(names["goes"])
    statuses.statuses[names["closes"]]["account"]["noindex"] = True
    statuses.edit(names["edits"], "edited #swrb13")
    statuses.add("more #swrb13", "new", **at(5))
    # What is asked for later may be less: what is known is looked at all the same.
    capsys.readouterr()
    assert archive(folder, "--from", "2013-11-11T17:00+13:00", "--target", "mastodon") == 0
    assert capsys.readouterr().out.startswith("toots: 1 new, 1 edited, 2 gone\n")
    found = read(folder)
    assert {text: one.state for text, one in found.items()} == {
        "stays #swrb13": APPROVED,
        f"https://social.example/goes/{names['goes']}": GONE,
        f"https://social.example/closes/{names['closes']}": GONE,
        "edited #swrb13": PENDING,
        "more #swrb13": PENDING,
    }
    assert "goes #swrb13" not in file.read_text()
    assert page.read_text().endswith("My words.\n")
    # Once more, and nothing is doubled.
    before = {id: one.state for id, one in read_conversation(file).answers.items()}
    assert archive(folder, *ASKED, "--target", "toots") == 0
    assert {id: one.state for id, one in read_conversation(file).answers.items()} == before
    # A server that does not answer takes nothing away.
    statuses.broken = True
    assert archive(folder, *ASKED, "--target", "toots") == 1
    assert {id: one.state for id, one in read_conversation(file).answers.items()} == before


def test_a_server_that_anybody_may_ask(folder, statuses):
    settle(folder)
    statuses.public = True
    statuses.add("Said #swrb13", "ann", **at(1))
    assert archive(folder, *ASKED, "--target", statuses.url) == 0
    assert [one.target for one in read(folder).values()] == [statuses.url.partition("://")[2]]


def test_many_pages_take_one_question_each(folder, statuses):
    settle(folder, statuses)
    for number in range(200):
        statuses.add(f"{number} #swrb13", "ann", **at(1))
    assert archive(folder, *ASKED, "--target", "toots") == 0
    assert len(read(folder)) == 200
    assert statuses.count() == 6
    statuses.count()
    assert archive(folder, *ASKED, "--target", "toots") == 0
    assert statuses.count() == 6


@pytest.mark.parametrize("closed", [False, True])
def test_blueskys_search(folder, statuses, view, closed, capsys):
    """The public view refuses the second page, or all of them; the account's own server does not."""
    settle(folder, view=view)
    view.closed = closed
    when = {"createdAt": "2013-11-11T01:00:00.000Z"}
    first = view.add("Kia ora #swrb13", **when)
    view.add("Kia ora! #swrb13", "did:plc:bob", first, **when)
    view.add("Hidden #swrb13", "did:plc:cat", labels=["!no-unauthenticated"], **when)
    view.add("Too late #swrb13", createdAt="2013-11-12T11:00:00.000Z")
    view.add("notswrb13", "did:plc:dan", **when)
    link = "See example.org/lo... #swrb13"
    view.add(link, "did:plc:eve", **when, facets=[{
        "index": {"byteStart": 4, "byteEnd": 21},
        "features": [{"$type": "app.bsky.richtext.facet#link", "uri": "https://example.org/long"}],
    }])  # fmt: skip
    for number in range(120):
        view.add(f"{number} #swrb13", "did:plc:fox", **when)
    assert archive(folder, *ASKED, "--target", "sky") == 0, capsys.readouterr()
    found = read(folder)
    assert len(found) == 123
    assert "See https://example.org/long #swrb13" in found
    assert found["Kia ora! #swrb13"].answers == first
    assert found["Kia ora! #swrb13"].handle == "@bob.example"
    assert not any(word in folder.text() for word in ("Hidden", "Too late", "face.jpg", "a-password"))
    del view.posts[first]
    assert archive(folder, *ASKED, "--target", "bluesky") == 0
    assert read(folder)[first].state == GONE


NOTE = {
    "type": "Create",
    "actor": "https://social.example/users/ann",
    "published": "2013-11-11T01:00:00Z",
    "object": {
        "id": "https://social.example/users/ann/statuses/9",
        "type": "Note",
        "summary": None,
        "inReplyTo": None,
        "published": "2013-11-11T01:00:00Z",
        "url": "https://social.example/@ann/9",
        "attributedTo": "https://social.example/users/ann",
        "to": ["https://www.w3.org/ns/activitystreams#Public"],
        "cc": ["https://social.example/users/ann/followers"],
        "content": '<p>Out of the box <a href="https://social.example/tags/swrb13">#<span>swrb13</span></a></p>',
        "contentMap": {"en": "<p>Out of the box</p>"},
        "attachment": [{"type": "Document", "mediaType": "image/png", "url": "/media/1.png", "name": "A hall"}],  # noqa: E501
        "tag": [{"type": "Hashtag", "href": "https://social.example/tags/swrb13", "name": "#swrb13"}],
    },
}  # fmt: skip
ACTOR = {
    "type": "Person",
    "preferredUsername": "ann",
    "name": "Ann Rimu",
    "url": "https://social.example/@ann",
    "summary": "<p>Hello</p>",
    "icon": {"url": "avatar.png"},
}


def write_outbox(*notes, **actor):
    """Return the files of Mastodon's archive, as `BackupService` writes them."""
    box = {"@context": "https://www.w3.org/ns/activitystreams", "id": "outbox.json", "type": "OrderedCollection",  # noqa: E501
           "totalItems": len(notes), "orderedItems": list(notes)}  # fmt: skip
    return {"actor.json": json.dumps(ACTOR | actor), "outbox.json": json.dumps(box), "likes.json": "{}"}


def note(**more):
    return {**NOTE, "object": {**NOTE["object"], **more}}


def pack(path, files):
    """Write files into a folder, a ZIP or a TAR file."""
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w") as made:
            for name, text in files.items():
                made.writestr(name, text)
    elif path.suffix == ".gz":
        with tarfile.open(path, "w:gz") as made:
            for name, text in files.items():
                entry = tarfile.TarInfo(name)
                entry.size = len(text.encode())
                made.addfile(entry, io.BytesIO(text.encode()))
    else:
        for name, text in files.items():
            (path / name).parent.mkdir(parents=True, exist_ok=True)
            (path / name).write_text(text)
    return str(path)


@pytest.mark.parametrize("kind", ["box", "box.zip", "box.tar.gz"])
def test_mastodons_archive_of_an_account(folder, tmp_path, kind, capsys):
    settle(folder)
    private = note(
        id="https://social.example/users/ann/statuses/10",
        to=["https://social.example/users/ann/followers"],
        cc=[],
    )
    answer = note(id="https://social.example/users/ann/statuses/11", url="https://social.example/@ann/11",
                  content="<p>And more</p>", inReplyTo="https://social.example/users/ann/statuses/9", attachment=[])  # fmt: skip  # noqa: E501
    boost = {"type": "Announce", "published": "2013-11-11T01:00:00Z", "object": "https://x.example/1"}
    files = write_outbox(NOTE, private, answer, boost, note(tag=[]), note(published="2014-01-01T00:00:00Z"))
    assert archive(folder, *ASKED, "--file", pack(tmp_path / kind, files)) == 0
    assert "1 with the hashtag is not for everybody, and left out" in capsys.readouterr().out
    found = read(folder)
    assert {*found} == {"Out of the box #swrb13\n\n[Picture: A hall]", "And more"}
    assert found["And more"].answers == "social.example/status/9"
    one = found["Out of the box #swrb13\n\n[Picture: A hall]"]
    assert (one.name, one.handle, one.page) == (
        "Ann Rimu",
        "@ann@social.example",
        "https://social.example/@ann",
    )
    assert (one.address, one.lang, one.state) == ("https://social.example/@ann/9", "en", PENDING)


def test_who_asks_not_to_be_archived_is_not(folder, tmp_path):
    settle(folder)
    files = write_outbox(NOTE, summary="<p>#NoArchive please</p>")
    assert archive(folder, *ASKED, "--file", pack(tmp_path / "box", files)) == 0
    assert not (folder.path / FILE).exists()


def test_the_same_entry_by_two_ways_is_one(folder, statuses, tmp_path):
    settle(folder, statuses)
    id = statuses.add("Both ways #swrb13", "ann", **at(1))
    statuses.statuses[id] |= {"uri": f"https://social.example/users/ann/statuses/{id}"}
    assert archive(folder, *ASKED, "--target", "toots") == 0
    files = write_outbox(
        note(id=f"https://social.example/users/ann/statuses/{id}", url=f"https://social.example/@ann/{id}")
    )
    assert archive(folder, *ASKED, "--file", pack(tmp_path / "box", files)) == 0
    assert list(read(folder)) == ["Both ways #swrb13"]


def tweet(id, text, created="Mon Nov 11 01:00:00 +0000 2013", **more):
    return {
        "tweet": {
            "id_str": str(id),
            "id": str(id),
            "full_text": text,
            "created_at": created,
            "lang": "en",
            **more,
        }
    }


def write_tweets(*tweets, part="tweets"):
    account = {
        "email": "ann@mail.example",
        "username": "annrimu",
        "accountId": "1",
        "accountDisplayName": "Ann Rimu",
    }
    return {
        "data/tweets.js": f"window.YTD.{part}.part0 = {json.dumps(tweets)}",
        "data/account.js": f"window.YTD.account.part0 = {json.dumps([{'account': account}])}",
        "data/deleted-tweets.js": f"window.YTD.deleted_tweets.part0 = {json.dumps([tweet(5, 'Gone #swrb13')])}",  # noqa: E501
        "data/direct-messages.js": "window.YTD.direct_messages.part0 = [ ]",
    }


def test_twitters_archive_of_an_account(folder, tmp_path, capsys):
    settle(folder)
    url = {
        "url": "https://t.co/abc",
        "expanded_url": "https://example.org/paper",
        "display_url": "example.org/p",
    }
    files = write_tweets(
        tweet(1001, "Salt &amp; sea #swrb13 https://t.co/abc", entities={"urls": [url]}),
        tweet(1002, "An answer #swrb13", in_reply_to_status_id_str="1001"),
        tweet(1003, "RT @other: Salt #swrb13"),
        tweet(1004, "Later #swrb13", "Sat Nov 16 01:00:00 +0000 2013"),
        tweet(1005, "No tag"),
    )
    assert archive(folder, *ASKED, "--file", pack(tmp_path / "t.zip", files)) == 0
    assert "1 only repeated what others wrote, and is left out." in capsys.readouterr().out
    found = read(folder)
    assert {*found} == {"Salt & sea #swrb13 https://example.org/paper", "An answer #swrb13"}
    one = found["Salt & sea #swrb13 https://example.org/paper"]
    assert (one.name, one.handle, one.address) == (
        "Ann Rimu",
        "@annrimu",
        "https://twitter.com/annrimu/status/1001",
    )
    assert found["An answer #swrb13"].answers == one.id
    assert "mail.example" not in folder.text()


def test_twitters_archive_until_2018(folder, tmp_path):
    settle(folder)
    old = [{"id": 7, "id_str": "7007", "text": "Old #swrb13", "created_at": "2013-11-11 01:00:00 +0000",
            "user": {"name": "Bob", "screen_name": "bob"}}]  # fmt: skip
    files = {
        "data/js/tweets/2013_11.js": f"Grailbird.data.tweets_2013_11 = \n {json.dumps(old)}",
        "data/js/user_details.js": 'var user_details =  {"screen_name": "bob", "full_name": "Bob"}',
    }
    assert archive(folder, *ASKED, "--file", pack(tmp_path / "old.zip", files)) == 0
    assert [(one.handle, one.date) for one in read(folder).values()] == [
        ("@bob", "2013-11-11T01:00:00+00:00")
    ]


HEAD = [
    "id_str", "from_user", "text", "created_at", "time", "geo_coordinates", "user_lang", "in_reply_to_user_id_str",  # noqa: E501
    "in_reply_to_screen_name", "from_user_id_str", "in_reply_to_status_id_str", "source", "profile_image_url",
    "user_followers_count", "user_friends_count", "user_location", "status_url", "entities_str",
]  # fmt: skip


def write_tags(path, *rows, sign=","):
    """Write a spreadsheet of TAGS v6 as Google exports it."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        sheet = csv.DictWriter(file, HEAD, delimiter=sign)
        sheet.writeheader()
        sheet.writerows(
            {"profile_image_url": "http://pbs.example/face.jpg", "user_location": "Wellington"} | row
            for row in rows
        )
    return str(path)


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_spreadsheet_of_tags(folder, tmp_path, sign, capsys):
    settle(folder)
    url = json.dumps({"urls": [{"url": "http://t.co/x", "expanded_url": "https://example.org/a"}]})
    path = write_tags(
        tmp_path / "tags.csv",
        {"id_str": "399700000000000001", "from_user": "ann", "text": "Said, \"so\" &lt;3 #SWRB13 http://t.co/x",
         "created_at": "Mon Nov 11 01:00:00 +0000 2013", "entities_str": url,
         "status_url": "http://twitter.com/ann/statuses/399700000000000001"},
        # A program for spreadsheets spoilt the number, and there is no created_at.
        {"id_str": "3.997E+17", "from_user": "bob", "text": "Two\nlines #swrb13", "time": "12/11/2013 01:00:00",  # noqa: E501
         "status_url": "http://twitter.com/bob/statuses/399700000000000002",
         "in_reply_to_status_id_str": "399700000000000001"},
        {"id_str": "399700000000000003", "from_user": "cat", "text": "RT @ann: Said #swrb13", "time": "12/11/2013 01:00:00"},  # noqa: E501
        {"id_str": "4E+17", "from_user": "dan", "text": "Lost #swrb13", "time": "12/11/2013 01:00:00"},
        sign=sign,
    )  # fmt: skip
    assert archive(folder, *ASKED, "--file", path) == 0
    said = capsys.readouterr().out
    assert "1 has no number or author, and cannot be kept." in said
    found = read(folder)
    assert {*found} == {'Said, "so" <3 #SWRB13 https://example.org/a', "Two\nlines #swrb13"}
    assert found["Two\nlines #swrb13"].answers == "twitter.com/status/399700000000000001"
    assert found["Two\nlines #swrb13"].date == "2013-11-12T01:00:00+00:00"
    assert "pbs.example" not in folder.text()
    assert archive(folder, *ASKED, "--file", path) == 0
    assert len(read(folder)) == 2


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ([], "nobody is named who could know"),
        (["--target", "nobody"], '"nobody" is none to be asked for a hashtag'),
        (["--target", "http://social.example"], "anyone can read the password"),
        (["--from", "11.11.2013", "--target", "bluesky"], '--from: "11.11.2013" is neither a day'),
        (["--from", "2013-11-12", "--until", "2013-11-11", "--target", "bluesky"], "is not before --until"),
        (["--name", "../x", "--target", "bluesky"], '"../x" is no name of a page'),
        (["--file", "missing.zip"], "missing.zip: cannot be read"),
        (["--file", "other.txt"], "is none of these: Mastodon's archive"),
        (["--file", "broken.zip"], "broken.zip"),
        (["--file", "box"], "outbox.json: is no object of JSON"),
        (["--file", "latin.csv"], "latin.csv:2: is not UTF-8"),
        (["--file", "alone"], "account.js: is missing"),
    ],
)  # corpus: 12 inputs
def test_what_cannot_be_read_is_told_and_nothing_is_kept(folder, options, message, capsys, monkeypatch):
    settle(folder)
    monkeypatch.chdir(folder.path)
    Path("other.txt").write_text("Hello")
    Path("broken.zip").write_bytes(b"PK\x03\x04" + bytes(40))
    pack(folder.path / "box", {"outbox.json": "[1", "actor.json": "{}"})
    pack(
        folder.path / "alone",
        {"tweets.js": f"window.YTD.tweets.part0 = {json.dumps([tweet(1001, 'x #swrb13')])}"},
    )
    Path("latin.csv").write_bytes(b"id_str,from_user,text\n1,ann,m\xf6\n")
    before = {path for path in folder.path.rglob("*") if ".cache" not in path.parts}
    assert archive(folder, *options) == 1
    assert message in capsys.readouterr().err
    assert {path for path in folder.path.rglob("*") if ".cache" not in path.parts} == before


def test_a_page_of_the_author_with_that_name_stays(folder, tmp_path, capsys):
    settle(folder)
    page = folder.path / "content/pages/swrb13.md"
    page.parent.mkdir()
    page.write_text("Title: Mine\n\nEvent: swrb13\n")
    files = pack(tmp_path / "box", write_outbox(NOTE))
    assert archive(folder, "--file", files) == 1
    assert "is of no event" in capsys.readouterr().err
    # One that was moved and says which event it is of is that event's.
    page.rename(folder.path / "content/3-event.md")
    (folder.path / "content/3-event.md").write_text("Title: Mine\nEvent: #SWRB13\n\nText.\n")
    assert archive(folder, "--file", files) == 0
    assert not page.exists()


def test_an_author_who_is_left_out_is_in_no_event(folder, statuses, capsys):
    settle(folder, statuses)
    statuses.add("First #swrb13", "ann", **at(1))
    statuses.add("Second #swrb13", "ann", **at(2))
    statuses.add("Third #swrb13", "bob", **at(3))
    assert archive(folder, *ASKED, "--target", "toots") == 0
    settings = str(folder.path / "publishconf.py")
    number = number_answer("_events/swrb13", read(folder)["First #swrb13"].id)
    assert main(["moderate", "--leave-out", number, "-s", settings]) == 0
    statuses.add("Fourth #swrb13", "ann", **at(4))
    assert archive(folder, *ASKED, "--target", "toots") == 0
    assert {text for text, one in read(folder).items() if one.state != GONE} == {"Third #swrb13"}
    assert "First" not in folder.text()
    capsys.readouterr()
    assert main(["moderate", "--json", "--all", "-s", settings]) == 0
    assert [one["text"] for one in json.loads(capsys.readouterr().out)] == ["Third #swrb13"]


def test_all_that_waits_is_decided_at_once(folder, statuses, capsys):
    settle(folder, statuses)
    for name in ("ann", "bob", "cat"):
        statuses.add(f"{name} #swrb13", name, **at(1))
    folder.hold("toots", "one/first", statuses.add("Ours"))
    read_conversation(folder.path / "content/conversation/one/first.jsonl").save(
        [Answer("a/1", "a", text="Answer")]
    )
    assert archive(folder, *ASKED, "--target", "toots") == 0
    settings = str(folder.path / "publishconf.py")
    numbers = {text: number_answer("_events/swrb13", one.id) for text, one in read(folder).items()}
    assert main(["moderate", "--hide", numbers["ann #swrb13"], "-s", settings]) == 0
    (folder.path / "content/conversation/_authors.jsonl").write_text(
        '{"author": "https://social.example/@bob", "state": "blocked"}\n'
    )
    assert main(["moderate", "--of", "swrb13", "--approve", "all", "-s", settings]) == 0
    assert {text: one.state for text, one in read(folder).items()} == {
        "ann #swrb13": HIDDEN,
        "bob #swrb13": PENDING,
        "cat #swrb13": APPROVED,
    }
    assert folder.states() == {"Answer": PENDING}
    assert main(["moderate", "--block", "all", "-s", settings]) == 1
    assert main(["moderate", "--hide", "all", "-s", settings]) == 0
    assert folder.states() == {"Answer": HIDDEN}


def test_whoever_is_asked_may_approve_the_rest(folder, statuses, monkeypatch):
    settle(folder, statuses)
    for name in ("ann", "bob", "cat"):
        statuses.add(f"{name} #swrb13", name, **at(1))
    assert archive(folder, *ASKED, "--target", "toots") == 0
    keys = iter(["h", "e"])
    assert moderate(folder.open(), {}, ask=lambda _: next(keys)) == 0
    assert sorted(one.state for one in read(folder).values()) == [APPROVED, APPROVED, HIDDEN]


def test_the_doctor_says_where_hashtags_are_read(folder, statuses, view, capsys):
    settle(folder, statuses, view)
    assert main(["doctor", "-s", str(folder.path / "publishconf.py")]) == 0
    said = capsys.readouterr().out
    assert "toots: ✓ what is said with a hashtag is read from its timeline of a hashtag, by the token" in said
    assert "sky: ✓ what is said with a hashtag is read from the network's search" in said
    statuses.broken = True
    assert main(["doctor", "-s", str(folder.path / "publishconf.py")]) == 1
    assert "toots: ✗ what is said with a hashtag cannot be read" in capsys.readouterr().out


# The page.

TEMPLATE = """<html><body>{% set event = page.event %}{% if event %}{% for piece in event.pieces(page.content) %}
{% if piece.what == "counts" %}<b>{{ event.count }} {{ event.answers }}</b>
<svg><path d="{{ event.plot.bars }}"/></svg>
<table>{% for slot in event.plot.slots %}<tr><td>{{ slot.day }} {{ slot.start.strftime("%H") }}</td><td>{{ slot.count }}</td></tr>{% endfor %}</table>
{% elif piece.what == "people" %}<ul>{% for one in event.people %}<li>{{ one.name | e }} {{ one.count }}</li>{% endfor %}</ul>
{% elif piece.threads %}{% macro show(threads) %}<ol>{% for one in threads %}<li id="{{ one.anchor }}"
><a href="{{ one.address | e }}">{{ one.name | e }} {{ one.handle | e }}</a> <time>{{ one.day }} {{ one.time }}</time>
<i>{{ one.checked }}</i> <q>{{ one.html }}</q>{{ show(one.answers) }}</li>{% endfor %}</ol>{% endmacro %}{{ show(piece.threads) }}
{% else %}{{ piece.html }}{% endif %}{% endfor %}{% endif %}</body></html>"""  # fmt: skip  # noqa: E501
PAGE = "Title: The event\nSlug: event\nEvent: swrb13\n\nBefore.\n\n{% counts %}\n\n{% entries 2013-11-11 %}\n\nBetween.\n\n{% entries 2013-11-12T09:00 2013-11-12T10:00 %}\n\n{% people %}\n\nAfter.\n"  # fmt: skip  # noqa: E501


@pytest.fixture
def mini(tmp_path):
    site = MiniSite(
        tmp_path,
        {"page.html": TEMPLATE, "article.html": TEMPLATE.replace("page.", "article.")},
        {"PLUGINS": ["syndication", "conversation"], "FEED_ALL_ATOM": "feeds/all.atom.xml"},
    )
    site.write("content/pages/event.md", PAGE)
    return site


def make(number, text, when, above="", state=APPROVED, **more):
    values = {
        "address": f"https://twitter.com/n{number}/status/{number}",
        "name": f"N{number}",
        "page": f"https://twitter.com/n{number}",
        "handle": f"@n{number}",
        **more,
    }
    answers = above and f"twitter.com/status/{above}"
    return Answer(f"twitter.com/status/{number}", "export", date=when, text=text, answers=answers, state=state, **values)  # fmt: skip  # noqa: E501


def say(site, *answers):
    read_conversation(site.root / FILE).save(answers)


def show(site):
    path = site.root / "output/pages/event.html"
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def fill(site):
    say(
        site,
        make(1, "First #swrb13", "2013-11-10T20:15:00+00:00"),
        make(2, "To the first", "2013-11-12T00:00:00+00:00", "1"),
        make(3, "On the next day", "2013-11-11T20:30:00+00:00"),
        make(4, "Late on that day", "2013-11-12T01:30:00+00:00"),
        make(5, "Waits", "2013-11-10T21:00:00+00:00", state=PENDING),
        make(6, "Hidden", "2013-11-10T21:00:00+00:00", state=HIDDEN),
        Answer("check export", "", CHECK, date="2026-11-28T20:00:00+00:00", text="#swrb13", state=HIDDEN),
    )


def test_a_page_of_an_event(mini):
    fill(mini)
    assert mini.build() == []
    page = show(mini)
    assert page.b.string == "4 1"
    assert [row.get_text(" ", strip=True) for row in page.select("tr")] == [
        "Mon 11 November 2013 09 1",
        "Tue 12 November 2013 09 1",
        "Tue 12 November 2013 13 1",
        "Tue 12 November 2013 14 1",
    ]
    lists = page.select("body > ol")
    # A day, with the answer of the next; an hour; and the rest where the page ends.
    assert [[q.string for q in one.select("q")] for one in lists] == [
        ["First #swrb13", "To the first"],
        ["On the next day"],
        ["Late on that day"],
    ]
    assert lists[0].select_one("li ol q").string == "To the first"
    first = lists[0].li
    assert first["id"] == f"page_entry-{number_answer('_events/swrb13', 'twitter.com/status/1')}"
    assert first.a["href"] == "https://twitter.com/n1/status/1"
    assert (first.a.string, first.time.string) == ("N1 @n1", "Mon 11 November 2013 09:15")
    assert first.i.string == "Sun 29 November 2026"
    assert page.ul.get_text(" ", strip=True) == "N1 1 N2 1 N3 1 N4 1"
    text = page.get_text()
    assert text.index("Before.") < text.index("First") < text.index("Between.") < text.index("On the next")
    assert text.index("After.") < text.index("Late on that day")
    assert "{%" not in text
    assert "Waits" not in text
    # It is the same whenever it is built.
    before = str(page)
    assert mini.build() == []
    assert str(show(mini)) == before


def test_an_entry_can_have_its_own_place(mini):
    fill(mini)
    number = number_answer("_events/swrb13", "twitter.com/status/3")
    mini.write(
        "content/pages/event.md",
        f"Title: E\nSlug: event\nEvent: #swrb13\n\n{{% entries %}}\n\nThis:\n\n{{% entry {number} %}}\n",
    )
    assert mini.build() == []
    assert [[q.string for q in one.select("q")] for one in show(mini).select("body > ol")] == [
        ["First #swrb13", "To the first", "Late on that day"],
        ["On the next day"],
    ]


def test_names_are_as_people_wish(mini):
    fill(mini)
    mini.write(
        "content/conversation/_authors.jsonl",
        '{"author": "https://twitter.com/n1", "state": "free", "name": "A. N."}\n'
        '{"author": "https://twitter.com/n2", "state": "free", "name": ""}\n'
        '{"author": "https://twitter.com/n3", "state": "blocked"}\n'
        '{"author": "https://twitter.com/n4", "state": "left out"}\n',
    )
    assert mini.build() == []
    page = show(mini)
    assert page.ul.get_text(" ", strip=True) == "A. N. 1"
    assert [one.a["href"] for one in page.select("li[id]")] == ["https://twitter.com/n1/status/1", ""]
    assert not any(word in str(page) for word in ("N1", "@n1", "N2", "n2", "N3", "N4"))


def test_feeds_and_copies_have_none_of_it(mini):
    """Where the page is a post."""
    fill(mini)
    (mini.root / "content/pages/event.md").unlink()
    mini.write("content/one/1-event.md", PAGE.replace("Slug", "Date: 2024-05-01\nSlug"))
    assert mini.build() == []
    made = [
        one for one in mini.root.rglob("*") if one.is_file() and one.parts[len(mini.root.parts)] != "content"
    ]
    having = [one.name for one in made if b"On the next day" in one.read_bytes()]
    assert having == ["index.html"]
    feed = (mini.root / "output/feeds/all.atom.xml").read_text()
    assert "What was said stands on the page itself." in feed
    assert "{%" not in feed


def test_hostile_entries_are_harmless(mini):
    bad = (
        '</script><script>alert(1)</script><img src=x onerror=alert(1)> \u202e {% counts %} " onmouseover="x'
    )
    when = "2013-11-10T20:15:00+00:00"
    say(mini, make(1, bad, when, html=bad, name=bad, page="javascript:alert(1)", handle=bad, address="data:text/html,x", lang='"><script>'))  # fmt: skip  # noqa: E501
    say(mini, make(2, "No date", "yesterday"), make(3, "{% people %}", when))
    for html in (False, True):
        assert mini.build(CONVERSATION_HTML=html) == []
        page = show(mini)
        assert not page.select("script, img, [onmouseover], [onerror]")
        assert "\u202e" not in str(page)
        assert [one["href"] for one in page.select("li[id] > a")] == ["", "https://twitter.com/n3/status/3"]
        assert len(page.select("ul")) == 1


def told(caplog, site):
    """Build a site and return what its author is told."""
    caplog.clear()
    assert site.build() == []
    return [one.getMessage() for one in caplog.records if one.name.startswith("pelican.plugins.conversation")]


def test_what_leads_nowhere_is_told(mini, caplog):
    mini.write(
        "content/pages/event.md",
        "Title: E\nSlug: event\nEvent: other\n\n{% entries yesterday %}\n\n{% entry zz %}\n",
    )
    assert told(caplog, mini) == [
        'content/pages/event.md: there is no event "other" (content/conversation/_events/other.jsonl). '
        "`invoke archive-hashtag` makes one.",
        "content/pages/event.md: {% entries yesterday %}: is neither a day (2013-11-12), two moments, nor an entry.",  # noqa: E501
        "content/pages/event.md: {% entry zz %}: is neither a day (2013-11-12), two moments, nor an entry.",
    ]
    mini.write("content/pages/event.md", "Title: E\nSlug: event\nEvent: ../../pages/x\n\nText.\n")
    (one,) = told(caplog, mini)
    assert one.startswith('content/pages/event.md: Event: "../../pages/x" ')
    mini.write("content/pages/event.md", "Title: E\nSlug: event\n\n{% entries %}\n")
    (one,) = told(caplog, mini)
    assert one.startswith(
        "content/pages/event.md: has a place for what was said at an event, and does not say"
    )


# Works.


REFERENCES = [
    (
        {"name": "Ann Rimu 🌻", "handle": "@annrimu"},
        " ".join(f"w{number}" for number in range(30)),
        f"Rimu, A. [@annrimu]. (2013, November 11). *{' '.join(f'w{number}' for number in range(20))}* [Tweet]. "  # noqa: E501
        "Twitter. https://twitter.com/n1/status/1",
    ),
    (
        {"name": "Kauwhau", "handle": "@kauwhau"},
        "50% of all & #swrb13",
        "Kauwhau [@kauwhau]. (2013, November 11). *50% of all & #swrb13* [Tweet]. Twitter. "
        "https://twitter.com/n1/status/1",
    ),
    (
        {"name": "Bob Kea", "handle": "@bob@social.example", "address": "https://social.example/@bob/1"},
        "Said",
        "Kea, B. [@bob@social.example]. (2013, November 11). *Said* [Post]. Mastodon. https://social.example/@bob/1",
    ),
    (
        # A spreadsheet knows no other name.
        {"name": "annrimu", "handle": "@annrimu"},
        "Said once",
        "@annrimu. (2013, November 11). *Said once* [Tweet]. Twitter. https://twitter.com/n1/status/1",
    ),
    (
        {"name": "", "handle": "@who.example", "address": "https://bsky.app/profile/did:plc:x/post/1"},
        "Said again",
        "@who.example. (2013, November 11). *Said again* [Post]. Bluesky. https://bsky.app/profile/did:plc:x/post/1",
    ),
]


@pytest.mark.parametrize(("more", "text", "reference"), REFERENCES)
def test_an_entry_is_cited_as_a_work(folder, capsys, more, text, reference):
    from apa7.__main__ import main as citations

    settle(folder)
    one = make(1, text, "2013-11-10T20:15:00+00:00", **more)
    read_conversation(folder.path / FILE).save([one])
    bibliography = folder.path / "content/references.bib"
    mine = "% Mine.\n@book{mine,\n  author = {Rata, P.},\n  title = {A book},\n}"
    bibliography.write_text(mine)
    asked = ["cite", number_answer("_events/swrb13", one.id), "-s", str(folder.path / "publishconf.py")]
    assert main(asked) == 0
    key = capsys.readouterr().out.partition('"')[2].partition('"')[0]
    added = bibliography.read_text()
    assert added.startswith(f"{mine}\n\n@online{{{key},\n")
    assert citations(["references", str(bibliography)]) == 0
    assert reference.replace("*", "") in capsys.readouterr().out.splitlines()
    # It is there already.
    assert main(asked) == 0
    assert f'has "{key}"' in capsys.readouterr().out
    assert bibliography.read_text() == added


def test_who_is_not_to_be_named_is_not_cited(folder, capsys):
    settle(folder)
    one = make(1, "Said", "2013-11-10T20:15:00+00:00")
    read_conversation(folder.path / FILE).save([one])
    (folder.path / "content/conversation/_authors.jsonl").write_text(
        '{"author": "https://twitter.com/n1", "state": "free", "name": ""}\n'
    )
    number = number_answer("_events/swrb13", one.id)
    assert main(["cite", number, "-s", str(folder.path / "publishconf.py")]) == 1
    assert "wants not to be named" in capsys.readouterr().err


def test_a_kill_loses_nothing_and_doubles_nothing(folder, tmp_path):
    settle(folder)
    when = "Mon Nov 11 0{}:00:00 +0000 2013"
    rows = [
        {
            "id_str": f"39970000000000000{n}",
            "from_user": "ann",
            "text": f"{n} #swrb13",
            "created_at": when.format(n),
        }
        for n in range(5)
    ]
    first, second = (
        write_tags(tmp_path / f"{name}.csv", *some) for name, some in (("a", rows[:3]), ("b", rows))
    )
    assert archive(folder, "--file", first) == 0
    file = folder.path / FILE
    hidden = next(iter(read(folder).values())).id
    file.write_text(file.read_text() + json.dumps({"id": hidden, "state": "hidden"}) + "\n")
    before = file.read_text()
    for step in range(1, 20):
        file.write_text(before)
        page = folder.path / "content/pages/swrb13.md"
        page.unlink(missing_ok=True)
        command = ["archive", "#swrb13", "--file", second, "-s", "publishconf.py"]
        ran = subprocess.run([sys.executable, "-c", DYING, str(step), *command], cwd=folder.path, check=False)
        assert ran.returncode in (0, -signal.SIGKILL)
        read(folder)
        assert archive(folder, "--file", second) == 0
        found = read(folder)
        assert [*found] == [f"{n} #swrb13" for n in range(5)]
        assert [one.id for one in found.values() if one.state == HIDDEN] == [hidden]
        assert page.read_text().count("{% entries 2013-11-11 %}") == 1
        if not ran.returncode:
            break
    assert ran.returncode == 0
