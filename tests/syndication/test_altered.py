"""Answers of partners that were altered: no traceback, no double, nothing of others, nothing secret."""

import json

import pytest
from syndication.answers import ODD, SECRETS, STRANGER, Stand, mangle, spell_json
from syndication.posts import make_article, make_post, open_one

from crosspost.delivery.deliver import deliver
from crosspost.delivery.plan import Due
from crosspost.delivery.run import Run
from crosspost.ledger.ledger import read_ledger

NETWORKS = ("bluesky", "mastodon")
SEEDS = 40


@pytest.fixture
def start(tmp_path):
    """Start a partner, and return it with what publishes to it."""
    running = []

    def run(kind):
        stand = Stand(kind)
        running.append(stand)
        said = []

        def publish(*names):
            target = open_one(kind, tmp_path, SECRETS[kind], **stand.options())
            posts = tuple(
                (make_post if kind in NETWORKS else make_article)(name) for name in names or ("first",)
            )
            ledger = tmp_path / "syndication.jsonl"
            tell = lambda target, text: said.append(text)  # noqa: E731
            outcome = deliver(
                Due("network", posts), target, Run(read_ledger(ledger), tmp_path / ".sent", False, tell)
            )
            found = list(target.check())
            said.extend(finding.text for finding in found)
            return outcome, ledger.read_text() if ledger.exists() else ""

        return stand, publish, said

    yield run
    for stand in running:
        stand.stop()


@pytest.mark.parametrize("kind", SECRETS)
def test_what_is_right_arrives_once(start, kind):
    stand, publish, _ = start(kind)
    assert publish()[0].failed == {}
    outcome, ledger = publish()
    assert (outcome.failed, outcome.unchanged, len(stand.held)) == ({}, 1, 1)
    assert stand.url in ledger or kind == "bluesky"


@pytest.mark.parametrize("seed", range(SEEDS))
@pytest.mark.parametrize("kind", SECRETS)
def test_an_altered_answer_does_no_harm(start, kind, seed):
    stand, publish, said = start(kind)
    secret = SECRETS[kind]
    stand.alter = mangle(f"{kind} {seed}", secret)
    for _ in range(3):
        _, ledger = publish()
    stand.alter = None
    _, ledger = publish()
    assert len(stand.held) == 1, "it was made twice, or never"
    for text in (ledger, *said):
        assert secret not in text
        assert spell_json(secret) not in text
    for line in map(json.loads, ledger.splitlines()):
        assert STRANGER not in line.get("url", "") + line.get("id", "")
        assert "\x1b" not in line.get("url", "")


@pytest.mark.parametrize("value", [value for value in ODD if isinstance(value, str)])
@pytest.mark.parametrize(("kind", "name"), [("wordpress", "link"), ("ghost", "url"), ("mastodon", "url")])
def test_an_address_elsewhere_is_none_of_the_copy(start, kind, name, value):
    stand, publish, said = start(kind)

    def alter(tree, headers):
        def change(part):
            if isinstance(part, list):
                return [change(one) for one in part]
            if isinstance(part, dict):
                copy = "status" in part or "content" in part
                return {key: value if key == name and copy else change(one) for key, one in part.items()}
            return part

        return json.dumps(change(tree)).encode()

    stand.alter = alter
    outcome, ledger = publish()
    assert outcome.failed == {}
    (receipt,) = [json.loads(line) for line in ledger.splitlines() if '"receipt"' in line]
    assert "url" not in receipt
    if STRANGER in value:
        assert any(f"{value}, which is no address of its own, so none is noted" in text for text in said)


@pytest.mark.parametrize(
    "place", [f"https://{STRANGER}/x", "http://127.0.0.1:1/x", "http://[::1", "file:///etc/passwd"]
)
def test_a_location_elsewhere_is_not_asked(start, place):
    stand, publish, _ = start("micropub")

    def alter(tree, headers):
        headers |= {"Location": place} if "Location" in headers else {}
        return json.dumps(tree).encode()

    stand.alter = alter
    outcome, ledger = publish()
    assert 'set "me" to its address' in outcome.failed["media/first"]
    assert place not in ledger
    stand.alter = None
    assert publish()[0].failed == {}
    assert len(stand.held) == 1


@pytest.mark.parametrize("id", [True, "42/../7", "..", "a?b", [], "x" * 400])
@pytest.mark.parametrize("kind", ["wordpress", "ghost", "mastodon"])
def test_a_name_that_leads_elsewhere_is_none(start, kind, id):
    stand, publish, _ = start(kind)
    stand.alter = lambda tree, headers: json.dumps(rename(tree, id)).encode()
    outcome, ledger = publish()
    assert outcome.failed
    assert '"receipt"' not in ledger


def rename(tree, id):
    if isinstance(tree, list):
        return [rename(one, id) for one in tree]
    if isinstance(tree, dict):
        copy = "status" in tree or "content" in tree
        return {key: id if key == "id" and copy else rename(one, id) for key, one in tree.items()}
    return tree


@pytest.mark.parametrize("kind", SECRETS)
@pytest.mark.parametrize("name", ["..", "a/b", "../../users/me", "1?force=true", "x" * 400])
def test_a_ledger_that_names_something_else_asks_for_nothing_else(start, tmp_path, kind, name):
    stand, publish, _ = start(kind)
    publish()
    ledger = tmp_path / "syndication.jsonl"
    lines = [json.loads(line) for line in ledger.read_text().splitlines()]
    receipt = {**lines[-1], "id": name, "version": "0.0", "time": "2026-12-01T00:00:00Z"}
    ledger.write_text("".join(json.dumps(line) + "\n" for line in [*lines, receipt]))
    asked = []
    say = stand.say
    stand.say = lambda method, path, body: asked.append(path) or say(method, path, body)
    outcome, _ = publish()
    # On Bluesky a copy is found by a name that follows from the post.
    assert outcome.failed or kind == "bluesky"
    assert len(stand.held) == 1
    assert not [path for path in asked if "users/me?force" in path or "/.." in path or "/a/b" in path]
