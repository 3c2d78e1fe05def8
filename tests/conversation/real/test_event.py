"""What a real snac and Bluesky's own network find by a hashtag is kept, as far as all may read it."""

from datetime import UTC, datetime, timedelta

import pytest

from conversation.__main__ import main
from conversation.files import read_conversation
from conversation.model import GONE, PENDING

SETTINGS = """
PATH, SITEURL, SITENAME, TIMEZONE = "content", "https://home.example", "Home", "UTC"
SYNDICATION_TARGETS = {targets!r}
CONVERSATION_APPVIEW = {view!r}
"""
FILE = "content/conversation/_events/careweek.jsonl"


@pytest.fixture
def archive(tmp_path, monkeypatch, snac, atmosphere):
    """Archive what was said with a hashtag yesterday, today and tomorrow; return words → state."""
    targets = {
        "toots": {"kind": "mastodon", "url": snac.url},
        "sky": {"kind": "bluesky", "url": atmosphere.author.url, "user": "author.test"},
    }
    (tmp_path / "content").mkdir()
    (tmp_path / "publishconf.py").write_text(SETTINGS.format(targets=targets, view=atmosphere.view))
    monkeypatch.setenv("TOOTS_SECRET", snac.tokens["author"])
    monkeypatch.setenv("SKY_SECRET", atmosphere.author.secret)
    day = datetime.now(UTC).date()
    days = [f"--from={day - timedelta(1)}", f"--until={day + timedelta(1)}"]

    def run(target):
        asked = ["archive", "#CareWeek", *days, "--target", target, "-s", str(tmp_path / "publishconf.py")]
        assert main(asked) == 0
        answers = read_conversation(tmp_path / FILE).answers.values()
        return sorted((one.text, one.state) for one in answers)

    return run


def test_a_hashtag_on_snac(archive, snac):
    said = {
        kind: snac.say("bob", f"Kia ora, {kind} #careweek", visibility=kind)
        for kind in ("public", "unlisted", "private")
    }
    snac.say("ann", "Of something else. #careweeks")
    snac.say("quiet", "Not to be kept. #careweek")
    answer = snac.say("ann", "And we #careweek", above=said["public"]["id"])
    snac.settle()
    kept = archive("toots")
    assert ("Kia ora, public #careweek", PENDING) in kept
    assert ("And we #careweek", PENDING) in kept
    assert not [text for text, _ in kept if "private" in text or "else" in text or "Not to" in text]
    snac.delete("ann", answer)
    snac.settle()
    assert [state for text, state in archive("toots") if text != "Kia ora, public #careweek"].count(GONE) == 1


def test_a_hashtag_on_bluesky(archive, atmosphere):
    # The network's own search is not in its package: what stands for it there knows no other spelling.
    root = atmosphere.write("What do you say? #CareWeek")
    said = {name: atmosphere.say(name, f"Says {name} #CareWeek", root) for name in ("tag", "shy")}
    atmosphere.describe("shy", "!no-unauthenticated")
    atmosphere.say("tag", "Of something else. #careweeks", root)
    atmosphere.settle()
    kept = archive("sky")
    assert ("Says tag #CareWeek", PENDING) in kept
    assert ("What do you say? #CareWeek", PENDING) in kept
    assert not [text for text, _ in kept if "shy" in text or "else" in text]
    atmosphere.people["tag"].delete(said["tag"]["uri"])
    atmosphere.settle()
    again = archive("sky")
    assert ("What do you say? #CareWeek", PENDING) in again
    assert [state for _, state in again].count(GONE) == 1
