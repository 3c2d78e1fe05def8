"""Answers on a server with Mastodon's API: those for everybody, however deep, with few questions."""

import pytest
from servers.answering import Statuses


@pytest.fixture(params=["mastodon", "snac"])
def statuses(folder, request, monkeypatch):
    running = Statuses(request.param)
    monkeypatch.setenv("TOOTS_SECRET", "a-token")
    folder.set(
        SYNDICATION_TARGETS={"toots": {"kind": "mastodon", "url": running.url}},
        CONVERSATION_TRUSTED=["toots"],
    )
    running.post_name = running.add("Our post")
    folder.hold("toots", "one/first", running.post_name)
    yield running
    running.stop()


def test_a_conversation_comes_home(folder, statuses):
    ann = statuses.add("<b>First</b>.", "ann", statuses.post_name)
    bob = statuses.add("To Ann.", "bob", ann, "unlisted", spoiler_text="Food", language="mi")
    statuses.add("To Bob.", "cy", bob)
    statuses.add("Secret.", "dee", statuses.post_name, "private")
    statuses.add("To us alone.", "eve", ann, "direct")
    assert folder.listen()["toots"].new == 3
    found = folder.answers()
    assert set(found) == {"First.", "Food\n\nTo Ann.", "To Bob."}
    first, second, third = found["First."], found["Food\n\nTo Ann."], found["To Bob."]
    assert (first.answers, second.answers, third.answers) == ("", first.id, second.id)
    assert (second.lang, second.page) == ("mi", "https://social.example/@bob")
    assert second.html == "<p>Food</p><p>To Ann.</p>"
    assert (first.address, first.date) == ("https://social.example/@ann/2", "2026-11-02T10:00:00.000+00:00")
    assert "Secret" not in folder.text()
    assert "face.jpg" not in folder.text()


def test_what_was_deleted_or_became_private_goes(folder, statuses):
    ann = statuses.add("Ann's.", "ann", statuses.post_name)
    bob = statuses.add("Bob's.", "bob", statuses.post_name)
    statuses.add("Cy's.", "cy", ann)
    folder.listen()
    ids = {text: one.id for text, one in folder.answers().items()}
    statuses.delete(ann)
    statuses.edit(bob, "Bob's.", visibility="private")
    assert folder.listen()["toots"].gone == 2
    # What was said to an answer that is gone is there still.
    assert folder.states() == {ids["Ann's."]: "gone", ids["Bob's."]: "gone", "Cy's.": "approved"}
    assert folder.listen()["toots"].gone == 0
    (folder.path / ".cache/conversation/seen.json").unlink()
    folder.listen()
    assert folder.states() == {ids["Ann's."]: "gone", ids["Bob's."]: "gone", "Cy's.": "approved"}


def test_an_edit_there_is_noticed_and_waits(folder, statuses):
    folder.set(SYNDICATION_TARGETS={"toots": {"kind": "mastodon", "url": statuses.url}})
    ann = statuses.add("Before.", "ann", statuses.post_name)
    folder.listen()
    folder.talk().save(states={folder.answers()["Before."].id: "approved"})
    statuses.edit(ann, "After.")
    outcome = folder.listen()["toots"]
    assert (outcome.edited, outcome.pending) == (1, 1)
    assert folder.states() == {"After.": "pending"}


def test_who_wants_no_search_engine_is_left_out(folder, statuses):
    statuses.add("One.", "ann", statuses.post_name, account={"noindex": True})
    statuses.add("Two.", "bob", statuses.post_name, account={"note": "<p>#NoArchive please</p>"})
    statuses.add("Three.", "cy", statuses.post_name)
    folder.listen()
    assert folder.states() == {"Three.": "approved"}


def test_nothing_new_takes_one_question_for_40_statuses(folder, statuses):
    for number in range(100):
        folder.hold("toots", f"one/post-{number}", statuses.add(f"Post {number}"))
    folder.listen()
    statuses.count()
    folder.listen()
    # One says who we are.
    assert statuses.count() == 1 + 3


def test_a_server_that_does_not_answer_changes_nothing(folder, statuses):
    statuses.add("Ann's.", "ann", statuses.post_name)
    folder.listen()
    statuses.broken = True
    outcome = folder.listen()["toots"]
    assert outcome.failed
    assert folder.states() == {"Ann's.": "approved"}


def test_what_the_list_does_not_reach_is_asked_for(folder, statuses):
    statuses.add("Ann's.", "ann", statuses.post_name)
    folder.listen()
    for number in range(100):
        statuses.add(f"Something else {number}")
    statuses.reach = 50
    assert folder.listen()["toots"].gone == 0
    statuses.delete(statuses.post_name)
    assert folder.listen()["toots"].gone == 1


def test_a_part_has_what_was_said_to_it(folder, statuses):
    """The server tells all that is below the first part, which the second one answers."""
    second = statuses.add("Our next part", above=statuses.post_name)
    folder.hold("toots", "one/second", second)
    statuses.add("To the first.", "ann", statuses.post_name)
    bob = statuses.add("To the second.", "bob", second)
    statuses.add("To Bob.", "cy", bob)
    for _ in range(2):
        folder.listen()
        assert set(folder.states()) == {"To the first."}
        assert set(folder.states("one/second")) == {"To the second.", "To Bob."}
    # Nobody can say any more what it was said to: it stays.
    statuses.delete(bob)
    folder.listen()
    assert set(folder.states()) == {"To the first."}
    assert "To Bob." in folder.states("one/second")
