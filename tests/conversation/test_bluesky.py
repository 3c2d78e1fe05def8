"""Answers on Bluesky: what its view shows to anybody, with few questions."""

import pytest
from servers.answering import View

TARGET = {"bluesky": {"kind": "bluesky", "user": "us.example"}}


@pytest.fixture
def view(folder):
    running = View()
    folder.set(SYNDICATION_TARGETS=TARGET, CONVERSATION_APPVIEW=running.url, CONVERSATION_TRUSTED=["bluesky"])
    running.post = running.add("Our post", "did:plc:us")
    folder.hold("bluesky", "one/first", running.post)
    yield running
    running.stop()


def test_a_thread_comes_home(folder, view):
    ann = view.add("First & foremost.\n\nYes.", above=view.post)
    view.add("To Ann.", "did:plc:bob", above=ann, langs=["mi"])
    assert folder.listen()["bluesky"].new == 2
    found = folder.answers()
    first, second = found["First & foremost.\n\nYes."], found["To Ann."]
    assert (first.id, first.answers, second.answers, second.lang) == (ann, "", ann, "mi")
    assert first.address == "https://bsky.app/profile/did:plc:ann/post/2"
    assert (first.name, first.page) == ("Ann", "https://bsky.app/profile/did:plc:ann")
    assert first.date == "2026-11-02T10:00:00.000+00:00"
    assert first.html == "<p>First &amp; foremost.</p><p>Yes.</p>"
    assert "face.jpg" not in folder.text()


def test_a_deleted_answer_goes_and_those_below_it_stay(folder, view):
    ann = view.add("Ann's.", above=view.post)
    view.add("Bob's.", "did:plc:bob", above=ann)
    folder.listen()
    del view.posts[ann]
    assert folder.listen()["bluesky"].gone == 1
    assert folder.states() == {ann: "gone", "Bob's.": "approved"}
    assert "Ann's" not in folder.text()
    # With or without what was noted.
    (folder.path / ".cache/conversation/seen.json").unlink()
    assert folder.listen()["bluesky"].gone == 0
    assert folder.states() == {ann: "gone", "Bob's.": "approved"}


def test_one_gone_and_one_come_is_noticed(folder, view):
    """The number of answers is what it was."""
    ann = view.add("Ann's.", above=view.post)
    folder.listen()
    del view.posts[ann]
    view.add("Bob's.", "did:plc:bob", above=view.post)
    folder.listen()
    assert folder.states() == {ann: "gone", "Bob's.": "approved"}
    # Of one that is not kept, too.
    closed = view.add("Closed.", "did:plc:shy", above=view.post, labels=["!no-unauthenticated"])
    folder.listen()
    del view.posts[closed]
    view.add("Cy's.", "did:plc:cy", above=view.post)
    folder.listen()
    assert folder.states()["Cy's."] == "approved"


def test_nothing_new_takes_one_question_for_25_posts(folder, view):
    ann = view.add("Ann's.", above=view.post)
    view.add("Bob's.", "did:plc:bob", above=ann)
    for number in range(60):
        folder.hold("bluesky", f"one/post-{number}", view.add(f"Post {number}", "did:plc:us"))
    folder.listen()
    view.count()
    folder.listen()
    # And one says whether those who answered are apart from us.
    assert view.count() == 3 + 1
    # What the note does not know is found all the same.
    (folder.path / "content/conversation/one/first.jsonl").unlink()
    folder.listen()
    assert folder.states() == {"Ann's.": "approved", "Bob's.": "approved"}


def test_a_part_of_our_thread_is_no_answer(folder, view):
    second = view.add("Part two", "did:plc:us", above=view.post)
    folder.hold("bluesky", "one/second", second)
    view.add("To part two.", above=second)
    view.add("Our own answer.", "did:plc:us", above=view.post)
    folder.listen()
    # Each under the post that it answers, once.
    assert folder.states("one/second") == {"To part two.": "approved"}
    assert set(folder.states()) == {"Our own answer."}
    assert "Part two" not in folder.text()
    assert folder.answers()["Our own answer."].own


def test_who_blocks_us_or_is_blocked_goes(folder, view):
    """Their posts are listed all the same."""
    for number in range(40):
        view.add(f"{number}", f"did:plc:p{number}", above=view.post)
    folder.listen()
    assert len(folder.states()) == 40
    view.apart = {"did:plc:p0": {"blockedBy": "at://"}, "did:plc:p39": {"blockingByList": "at://"}}
    assert folder.listen()["bluesky"].gone == 2
    assert not {"0", "39"} & set(folder.states())


def test_a_quarrel_a_hundred_answers_deep_comes_home(folder, view):
    """It would be nested so deeply in JSON that it is not read, and nothing else of the target with it."""
    above = view.post
    for number in range(100):
        above = view.add(f"{number}", f"did:plc:p{number % 2}", above=above)
    view.count()
    assert folder.listen()["bluesky"].new == 100
    # Who they are is asked once, and the posts; and the thread in three pieces.
    assert view.count() == 1 + 1 + 3
    assert set(folder.states()) == set(map(str, range(100)))
    outcome = folder.listen()["bluesky"]
    assert (outcome.new, outcome.gone, outcome.failed) == (0, 0, False)
