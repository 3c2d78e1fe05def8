"""The file of a conversation: the lines of several machines and hands, and what is left of what is gone."""

import json
import os
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from conversation.authors import read_authors
from conversation.errors import ConversationError
from conversation.files import read_conversation
from conversation.model import APPROVED, GONE, HIDDEN, PENDING, Answer
from conversation.posts import read_conversations
from imports.model import Comment
from imports.writing.conversation import write_comments

ANN = Answer("blog/1", "blog", name="Ann", page="https://ann.example", text="Yes.", html="<p>Yes.</p>")
BOB = Answer(
    "blog/2",
    "blog",
    name="Bob",
    text="No.",
    html="<p>No.</p>",
    answers="blog/1",
    date="2026-01-02T10:00:00+13:00",
)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "content/conversation/one/first.jsonl"


def states(path):
    return {id: answer.state for id, answer in read_conversation(path).answers.items()}


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_what_is_written_is_read(path):
    read_conversation(path).save([ANN, BOB])
    assert read_conversation(path).answers == {"blog/1": ANN, "blog/2": BOB}
    assert read_conversation(path).save() is False


def test_a_line_is_added_and_none_is_changed(path):
    read_conversation(path).save([ANN])
    before = path.read_bytes()
    read_conversation(path).save(states={"blog/1": APPROVED})
    read_conversation(path).save(states={"blog/1": HIDDEN})
    assert path.read_bytes().startswith(before)
    assert states(path) == {"blog/1": HIDDEN}
    assert path.read_text().count("Yes.") == 2


def test_of_what_was_edited_there_the_old_words_are_gone(path):
    read_conversation(path).save([ANN])
    read_conversation(path).save([replace(ANN, text="Yes!", state=APPROVED)])
    assert "Yes." not in path.read_text().replace("<p>Yes.</p>", "")
    assert read_conversation(path).answers["blog/1"] == replace(ANN, text="Yes!", state=APPROVED)


def test_of_what_is_gone_the_words_are_gone(path):
    read_conversation(path).save([ANN, BOB])
    read_conversation(path).save(states={"blog/2": APPROVED})
    read_conversation(path).save(states={"blog/2": GONE})
    text = path.read_text()
    assert "No." not in text
    assert "Bob" not in text
    assert "Yes." in text
    assert read_conversation(path).answers["blog/2"] == Answer("blog/2", "blog", answers="blog/1", state=GONE)
    # Whatever is said of it afterwards.
    read_conversation(path).save([replace(BOB, state=APPROVED)])
    assert states(path)["blog/2"] == GONE
    read_conversation(path).save()
    assert "No." not in path.read_text()


@pytest.mark.parametrize(
    ("line", "new"),
    [(1, '"state": "pending"'), (2, '"state": "approved"')],
    ids=["the answer", "what became of it"],
)
def test_a_line_edited_by_hand_counts(path, line, new):
    read_conversation(path).save([ANN])
    read_conversation(path).save(states={"blog/1": APPROVED})
    lines = path.read_text().splitlines()
    lines[line - 1] = lines[line - 1].replace(new, '"state": "hidden"')
    path.write_text("\n".join(lines) + "\n")
    assert states(path) == {"blog/1": HIDDEN}
    # Until somebody says something else.
    read_conversation(path).save(states={"blog/1": APPROVED})
    assert states(path) == {"blog/1": APPROVED}


def test_a_line_written_by_hand_counts(path):
    read_conversation(path).save([ANN])
    with path.open("a") as file:
        file.write('{"id": "blog/1", "state": "approved"}\n')
    assert states(path) == {"blog/1": APPROVED}
    read_conversation(path).save(states={"blog/1": HIDDEN})
    assert states(path) == {"blog/1": HIDDEN}


def test_what_was_imported_is_read(tmp_path):
    comments = [
        Comment(
            "7", "A", "Ē.", "<p>Ē.</p>", datetime(2026, 1, 1, tzinfo=UTC), "https://a.example", approved=True
        ),
        Comment("8", "B", "Later.", "<p>Later.</p>", datetime(2026, 1, 2, tzinfo=UTC), answers="7"),
        Comment("9", "C", "Seen.", "", None, kind="pingback"),
    ]
    path = tmp_path / "conversation/first.jsonl"
    path.parent.mkdir()
    path.write_bytes(write_comments(comments, "one/1-first.md"))
    (talk,) = read_conversations(tmp_path)["one/first"]
    assert talk.problems == []
    assert talk.answers["7"] == Answer(
        "7", "one/1-first.md", name="A", page="https://a.example", date="2026-01-01T00:00:00+00:00",
        text="Ē.", html="<p>Ē.</p>", state=APPROVED,
    )  # fmt: skip
    assert (talk.answers["8"].answers, talk.answers["8"].state) == ("7", PENDING)
    assert talk.answers["9"].kind == "pingback"
    talk.save(states={"8": APPROVED})
    assert states(path) == {"9": PENDING, "7": APPROVED, "8": APPROVED}


def test_git_puts_two_machines_together(tmp_path, path):
    """Each hears something of its own, one of them what is gone, and one approves."""

    def git(*command):
        who = {
            f"GIT_{role}_{what}": "us@example.org"
            for role in ("AUTHOR", "COMMITTER")
            for what in ("NAME", "EMAIL")
        }
        ran = subprocess.run(
            ["git", *command], cwd=tmp_path, capture_output=True, text=True, env={**os.environ, **who}
        )
        assert ran.returncode == 0, ran.stdout + ran.stderr

    git("init", "-q", "-b", "main")
    (tmp_path / ".gitattributes").write_text("*.jsonl merge=union\n")
    read_conversation(path).save([ANN, BOB])
    git("add", ".")
    git("commit", "-qm", "one")
    git("checkout", "-qb", "other")
    read_conversation(path).save([replace(ANN, id="blog/3", text="Here.")], {"blog/2": GONE})
    git("commit", "-qam", "two")
    git("checkout", "-q", "main")
    read_conversation(path).save(
        [replace(ANN, id="blog/4", text="There.")], {"blog/1": APPROVED, "blog/2": APPROVED}
    )
    git("commit", "-qam", "three")
    git("merge", "-q", "other", "-m", "four")
    assert read_conversation(path).problems == []
    expected = {"blog/1": APPROVED, "blog/2": GONE, "blog/3": PENDING, "blog/4": PENDING}
    assert states(path) == expected
    read_conversation(path).save()
    assert "No." not in path.read_text()
    assert states(path) == expected


@pytest.mark.parametrize(
    "line",
    ["<<<<<<< HEAD", "{", '{"id": 7}', "[]", '{"id": "x", "state": "shown"}', '{"id": "x", "author": "Me"}',
     '{"id": "x", "text": 5}', '{"id": "x", "heard": "y"}', "[" * 5000, "\x00"],
)  # fmt: skip
def test_a_broken_line_is_told_and_stays(path, line):
    read_conversation(path).save([ANN])
    with path.open("a") as file:
        file.write(f"{line}\n")
    read_conversation(path).save([BOB])
    talk = read_conversation(path)
    (problem,) = talk.problems
    assert problem.startswith(f"{path}:2: is no line of a conversation, skipped: ")
    assert talk.answers.keys() == {"blog/1", "blog/2"}
    talk.save(states={"blog/1": GONE})
    assert line in path.read_text().split("\n")


def test_what_is_no_text_is_refused_with_its_line(path):
    path.parent.mkdir(parents=True)
    path.write_bytes(b'{"id": "a"}\n\xff\n')
    with pytest.raises(ConversationError, match=r"first\.jsonl:2: is not UTF-8"):
        read_conversation(path)


def test_times_grow_whatever_the_clock_says(path):
    talk = read_conversation(path)
    talk.save([ANN])
    line = json.loads(path.read_text())
    del line["sum"]
    from conversation.lines import write_line

    noted = line.pop("noted")
    path.write_text(write_line(line, noted.replace("2026", "2099")) + "\n")
    read_conversation(path).save(states={"blog/1": APPROVED})
    assert states(path) == {"blog/1": APPROVED}


def test_ten_thousand_answers(path):
    many = [replace(ANN, id=f"blog/{number}", text=f"Word {number}.") for number in range(10_000)]
    read_conversation(path).save(many)
    assert len(read_conversation(path).answers) == 10_000


def test_authors_are_blocked_by_their_page(tmp_path):
    authors = read_authors(tmp_path)
    authors.add([ANN.author], "blocked")
    assert read_authors(tmp_path).say(ANN) == "blocked"
    assert read_authors(tmp_path).say(replace(ANN, page="http://www.Ann.example/")) == "blocked"
    assert read_authors(tmp_path).say(BOB) == "free"
    with (tmp_path / "conversation/_authors.jsonl").open("a") as file:
        file.write('{"author": "https://ann.example", "state": "free"}\nno\n')
    found = read_authors(tmp_path)
    assert found.say(ANN) == "free"
    assert [Path(problem).name.partition(": ")[0] for problem in found.problems] == [
        "_authors.jsonl:3"
    ] or ":3:" in found.problems[0]
