"""Many posts and few questions, kills at any moment, and what moderators and doctors say."""

import json
import os
import signal
import subprocess
import sys

import pytest
from servers.answering import StandIn, Statuses, View

from conversation.__main__ import main
from conversation.files import read_conversation

KILLS = int(os.environ.get("PARTWORK_KILLS", "6"))
# A listen that kills itself before a step that changes a file.
DYING = """
import itertools, os, pathlib, signal, sys
count, last = itertools.count(1), int(sys.argv[1])
def die_at(name):
    real = getattr(pathlib.Path, name)
    def step(path, *rest, **named):
        if next(count) == last:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(path, *rest, **named)
    setattr(pathlib.Path, name, step)
for name in ("replace", "chmod", "mkdir"):
    die_at(name)
from conversation.__main__ import main
sys.exit(main(sys.argv[2:]))
"""


class Lists(StandIn):
    """A WordPress and a Ghost of which nobody answered anything."""

    def answer(self, path, query, headers):
        if path.startswith("/members/"):
            return 200, {}, {"comments": [], "meta": {"pagination": {"next": None}}}
        return 200, {"X-WP-TotalPages": "1"}, []


@pytest.fixture
def lists():
    running = Lists()
    yield running
    running.stop()


@pytest.fixture
def statuses(folder, monkeypatch):
    running = Statuses()
    monkeypatch.setenv("TOOTS_SECRET", "a-token")
    folder.set(SYNDICATION_TARGETS={"toots": {"kind": "mastodon", "url": running.url}})
    yield running
    running.stop()


@pytest.fixture
def view():
    running = View()
    yield running
    running.stop()


def test_a_thousand_posts_at_four_targets_take_one_question_a_page(folder, statuses, view, lists):
    targets = {
        "toots": {"kind": "mastodon", "url": statuses.url},
        "sky": {"kind": "bluesky", "user": "us.example"},
        "blog": {"kind": "wordpress", "url": lists.url, "user": "us"},
        "magazine": {"kind": "ghost", "url": lists.url},
    }
    folder.set(SYNDICATION_TARGETS=targets, CONVERSATION_APPVIEW=view.url)
    ledger = folder.path / "content/syndication.jsonl"
    lines = []
    for number in range(1000):
        ids = {
            "toots": statuses.add(f"Post {number}"),
            "sky": view.add(f"Post {number}", "did:plc:us"),
            "blog": str(number + 1),
            "magazine": f"{number:024}",
        }
        for target, id in ids.items():
            moment = (
                f"2026-11-01T{number // 3600:02}:{number // 60 % 60:02}:{number % 60:02}.{len(lines):06}Z"
            )
            line = {"kind": "receipt", "time": moment, "target": target, "post": f"one/{number}"}
            lines.append({**line, "state": "created", "id": id, "url": "https://x.example/", "public": True})
    ledger.write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    first = folder.listen()
    assert not any(outcome.failed for outcome in first.values()), first
    for server in (statuses, view, lists):
        server.count()
    assert not any(outcome.new or outcome.failed for outcome in folder.listen().values())
    # 40 statuses a page and who we are; 25 posts a page; all posts.
    assert (statuses.count(), view.count(), lists.count()) == (1 + 25, 40, 2)
    assert not (folder.path / "content/conversation").exists()


def listen_and_die(folder, step):
    """Listen in a process that is killed before a step; return whether it came to its end."""
    ran = subprocess.run(
        [sys.executable, "-c", DYING, str(step), "listen", "-s", "publishconf.py"],
        cwd=folder.path,
        env=dict(os.environ),
        capture_output=True,
        text=True,
    )
    assert ran.returncode in (0, -signal.SIGKILL), ran.stdout + ran.stderr
    return ran.returncode == 0


def test_a_kill_loses_nothing_and_doubles_nothing(folder, statuses):
    posts = [f"one/post-{number}" for number in range(3)]
    names = {}
    for post in posts:
        names[post] = statuses.add(f"Our {post}")
        folder.hold("toots", post, names[post])
    said = {post: [f"Answer {n} to {post}." for n in range(3)] for post in posts}
    ids = {text: statuses.add(text, "ann", names[post]) for post in posts for text in said[post]}
    for round in range(2):
        for step in range(1, 1 + KILLS):
            ended = listen_and_die(folder, step)
            for post in posts:
                talk = folder.talk(post)
                assert talk.problems == []
                # All that one listen says of a post, or nothing of it.
                assert len(talk.answers) in (0, 3)
            if ended:
                break
        folder.listen()
        for post in posts:
            lines = folder.talk(post).path.read_text().splitlines()
            assert len(lines) == len({json.loads(line)["id"] for line in lines}) == 3
        if not round:
            # In the second round one answer of each is gone.
            for post in posts:
                statuses.delete(ids[said[post][1]])
    for post in posts:
        found = folder.states(post)
        assert sorted(found.values()) == ["gone", "pending", "pending"]
        assert said[post][1] not in folder.text()
    assert folder.listen()["toots"].gone == 0


def run(folder, capsys, *arguments, code=0):
    assert main([*arguments, "-s", str(folder.path / "publishconf.py")]) == code
    printed = capsys.readouterr()
    return printed.out + printed.err


def test_an_author_moderates(folder, statuses, capsys):
    status = statuses.add("Our post")
    folder.hold("toots", "one/first", status)
    statuses.add("One.", "ann", status)
    statuses.add("Two.", "bob", status)
    statuses.add("Three.", "bob", status)
    statuses.add("Four.", "cy", status)
    said = run(folder, capsys, "listen")
    assert said.splitlines() == ["toots: 4 new", "4 wait for you: invoke moderate"]
    waiting = {one["text"]: one for one in json.loads(run(folder, capsys, "moderate", "--json"))}
    assert waiting["One."]["state"] == "pending"
    run(folder, capsys, "moderate", "--approve", waiting["One."]["number"], "--hide", waiting["Four."]["id"])
    assert folder.states() == {"One.": "approved", "Two.": "pending", "Three.": "pending", "Four.": "hidden"}
    run(folder, capsys, "moderate", "--leave-out", waiting["Two."]["number"])
    assert sorted(folder.states().values()) == ["approved", "gone", "gone", "hidden"]
    assert "Two." not in folder.text()
    # And nothing of that author comes again.
    statuses.add("Five.", "bob", status)
    assert run(folder, capsys, "listen").splitlines() == ["toots: nothing new"]
    assert run(folder, capsys, "moderate").splitlines() == ["Nothing waits for you."]
    said = run(folder, capsys, "moderate", "--approve", "nobody", code=1)
    assert said == 'error: no answer is called "nobody". `invoke moderate --json --all` lists them.\n'


def test_a_blocked_author_is_shown_nowhere(folder, statuses, capsys):
    status = statuses.add("Our post")
    folder.hold("toots", "one/first", status)
    statuses.add("One.", "ann", status)
    run(folder, capsys, "listen")
    (entry,) = json.loads(run(folder, capsys, "moderate", "--json"))
    run(folder, capsys, "moderate", "--block", entry["number"])
    statuses.add("Two.", "ann", status)
    run(folder, capsys, "listen")
    assert folder.states() == {"One.": "blocked"}
    (entry,) = json.loads(run(folder, capsys, "moderate", "--json", "--all"))
    assert entry["author"]["is"] == "blocked"


def test_a_doctor_says_with_what_answers_are_read(folder, statuses, capsys, lists):
    targets = {
        "kit": {"kind": "folder"},
        "toots": {"kind": "mastodon", "url": statuses.url},
        "blog": {"kind": "wordpress", "url": lists.url, "user": "us"},
    }
    folder.set(SYNDICATION_TARGETS=targets)
    status = statuses.add("Our post")
    folder.hold("toots", "one/first", status)
    folder.hold("blog", "one/first", "1")
    statuses.add("One.", "ann", status)
    assert run(folder, capsys, "doctor").splitlines() == [
        "kit: · answers are not read from the kind folder",
        "toots: ✓ answers are read from the conversation of each status, by the token: 1 for 1 copy",
        "blog: ✓ answers are read from its public list of comments, without a password: 0 for 1 copy",
        "toots: ✓ what is said with a hashtag is read from its timeline of a hashtag, by the token",
        "webmention: · no receiver is named (CONVERSATION_WEBMENTION)",
    ]
    # Nothing is kept.
    assert not (folder.path / "content/conversation").exists()
    statuses.broken = True
    said = run(folder, capsys, "doctor", "--only", "toots", code=1)
    assert said.startswith("toots: ✗ http://127.0.0.1:")


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"CONVERSATION_TRUST": []}, 'no setting "CONVERSATION_TRUST". Did you mean "CONVERSATION_TRUSTED"?'),
        ({"CONVERSATION_TRUSTED": "blog"}, "CONVERSATION_TRUSTED must be a list of targets"),
        ({"CONVERSATION_HTML": "yes"}, "CONVERSATION_HTML must be True or False, not 'yes'."),
        ({"CONVERSATION_APPVIEW": "bsky"}, "CONVERSATION_APPVIEW is no address; write an address such as"),
        (
            {"CONVERSATION_WEBMENTION": "https://x.example/?token=abc"},
            "CONVERSATION_WEBMENTION: no secrets here.",
        ),
        ({"SYNDICATION_TARGETS": {"A": 1}}, "SYNDICATION_TARGETS: the name 'A' must be"),
    ],
)  # corpus: 6 inputs
def test_a_setting_that_is_wrong_is_told(folder, capsys, settings, words):
    folder.set(**settings)
    said = run(folder, capsys, "listen", code=1)
    assert said.startswith(f"error: {folder.path}/publishconf.py: {words}")
    assert "token=abc" not in said


def test_there_is_no_such_target(folder, capsys):
    folder.set(SYNDICATION_TARGETS={"kit": {"kind": "folder"}})
    said = run(folder, capsys, "listen", "--only", "blog", code=1)
    assert said == 'error: no target "blog" has answers. There are: none.\n'


def test_a_copy_that_was_withdrawn_takes_its_answers_along(folder, statuses):
    status = statuses.add("Our post")
    folder.hold("toots", "one/first", status)
    statuses.add("One.", "ann", status)
    folder.listen()
    folder.hold("toots", "one/first", status, state="withdrawn", public=False)
    assert folder.listen()["toots"].gone == 1


def test_two_runs_do_not_write_at_once(folder, capsys):
    from guards.locks import hold_lock

    with hold_lock(folder.path / ".cache/conversation.lock"):
        said = run(folder, capsys, "listen", code=1)
    assert said == "error: another listen, moderate or quote is at work. Try again when it has ended.\n"


def test_a_line_by_hand_is_no_news(folder, statuses):
    """What an author decided in the file stays as it is when the target says nothing else."""
    status = statuses.add("Our post")
    folder.hold("toots", "one/first", status)
    statuses.add("One.", "ann", status)
    folder.listen()
    path = folder.path / "content/conversation/one/first.jsonl"
    path.write_text(path.read_text().replace('"state": "pending"', '"state": "approved"'))
    before = path.read_bytes()
    assert folder.listen()["toots"].edited == 0
    assert path.read_bytes() == before
    assert [one.state for one in read_conversation(path).answers.values()] == ["approved"]
