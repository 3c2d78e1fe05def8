"""The ledger keeps what it was told, however its lines were torn, mixed or merged."""

import json
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from crosspost.ledger.ledger import append_line, read_ledger
from crosspost.model import Holding
from crosspost.placed import Placed

POSTS = ["one/post", "one/other", "deux/été"]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["blog", "kit"]),
        st.sampled_from(POSTS),
        st.sampled_from(["created", "updated", "found", "refused", "blocked", "no answer"]),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    ),
    max_size=12,
)


def write(path, steps):
    """Write attempts and what became of them, and return the expected state."""
    ledger = read_ledger(path)
    expected = {}
    for target, post, state, words in steps:
        known, unsure = expected.get((target, post), (None, 0))
        attempt = ledger.attempt(target, post, "update" if known else "create", f"v{len(expected)}")
        if state == "no answer":
            expected[target, post] = known, unsure + 1
            continue
        holding = None
        if state in {"created", "updated", "found"}:
            holding = Holding(words, f"https://blog.example/{words}", True, attempt.version, "stored")
        ledger.receive(target, post, state, attempt.version, holding, words)
        expected[target, post] = holding or known, 0
    return expected


def state(ledger):
    """Return what a ledger says, to be compared."""
    found = {}
    for target in ("blog", "kit"):
        for post in POSTS:
            known = ledger.known(target, post)
            unsure = len(ledger.open_attempts(target, post))
            if known or unsure or ledger.last(target, post):
                found[target, post] = known.holding if known else None, unsure
    return found


@given(STEPS)
@settings(max_examples=60, deadline=None)
def test_what_is_written_is_read(tmp_path_factory, steps):
    path = tmp_path_factory.mktemp("ledger") / "syndication.jsonl"
    expected = write(path, steps)
    ledger = read_ledger(path)
    assert state(ledger) == expected
    assert ledger.problems == []


@given(STEPS, STEPS, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_lines_does_not_matter(tmp_path_factory, ours, theirs, shuffler):
    folder = tmp_path_factory.mktemp("ledger")
    path = folder / "syndication.jsonl"
    write(path, ours)
    common = path.read_bytes() if path.exists() else b""
    branches = []
    for name, steps in (("ours", ours), ("theirs", theirs)):
        branch = folder / name
        branch.write_bytes(common)
        write(branch, steps)
        branches.append(branch.read_bytes()[len(common) :].splitlines(keepends=True))
    # As git's union merge leaves it: both sides' lines after the common ones, and some of them twice.
    merged = [*common.splitlines(keepends=True), *branches[0], *branches[1]]
    path.write_bytes(b"".join(merged))
    expected = state(read_ledger(path))
    mixed = [*merged, *merged[: len(merged) // 2]]
    shuffler.shuffle(mixed)
    path.write_bytes(b"".join(mixed))
    assert state(read_ledger(path)) == expected


@given(STEPS.filter(bool), st.data())
@settings(max_examples=80, deadline=None)
def test_a_torn_last_line_costs_only_itself(tmp_path_factory, steps, data):
    path = tmp_path_factory.mktemp("ledger") / "syndication.jsonl"
    write(path, steps)
    whole = path.read_bytes()
    lines = whole.splitlines(keepends=True)
    cut = data.draw(st.integers(1, len(lines[-1]) - 1))
    path.write_bytes(b"".join(lines[:-1]))
    before = state(read_ledger(path))
    path.write_bytes(whole[: len(whole) - cut])
    torn = read_ledger(path)
    assert torn.problems == []
    # Without its line break alone, the line is whole.
    assert state(torn) == (before if cut > 1 else state_of(whole, path))
    torn.attempt("kit", POSTS[0], "create", "after")
    again = read_ledger(path)
    assert again.problems == []
    assert again.open_attempts("kit", POSTS[0])[-1].version == "after"
    assert len(path.read_bytes().splitlines()) == len(lines) + (1 if cut == 1 else 0)


def state_of(data, path):
    """Return the state of a ledger with these bytes."""
    kept = path.read_bytes()
    path.write_bytes(data)
    found = state(read_ledger(path))
    path.write_bytes(kept)
    return found


@given(st.binary(max_size=200), st.integers(0, 3))
@settings(max_examples=80, deadline=None)
def test_an_unreadable_line_is_reported_with_its_number(tmp_path_factory, junk, place):
    path = tmp_path_factory.mktemp("ledger") / "syndication.jsonl"
    expected = write(path, [("blog", post, "created", "x") for post in POSTS])
    lines = path.read_bytes().splitlines(keepends=True)
    junk = junk.replace(b"\n", b" ").replace(b"\r", b" ")
    lines.insert(place, junk + b"\n")
    path.write_bytes(b"".join(lines))
    ledger = read_ledger(path)
    assert state(ledger) == expected
    assert [problem.split(" ")[0] for problem in ledger.problems] == (
        [f"{path}:{place + 1}:"] if junk.strip() else []
    )


def test_a_clock_that_goes_back_does_not_change_the_order(tmp_path):
    path = tmp_path / "syndication.jsonl"
    future = {"kind": "attempt", "time": "2999-01-01T00:00:00Z", "id": "a", "target": "blog"}
    path.write_text(json.dumps({**future, "post": "p", "action": "create", "version": "v"}) + "\n")
    ledger = read_ledger(path)
    ledger.receive("blog", "p", "created", "v", Holding("1", "https://blog.example/1", True, "v", "s"))
    assert read_ledger(path).last("blog", "p").time > "2999"
    assert not read_ledger(path).open_attempts("blog", "p")


def test_a_full_disk_leaves_the_ledger_as_it_was(tmp_path, monkeypatch):
    path = tmp_path / "syndication.jsonl"
    append_line(path, b'{"kind": "first"}')
    before = path.read_bytes()

    def fail(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    try:
        append_line(path, b'{"kind": "second"}')
    except OSError:
        assert path.read_bytes() == before
    else:
        raise AssertionError("the failure was swallowed")


def test_lines_are_short_and_say_all(tmp_path):
    path = tmp_path / "syndication.jsonl"
    write(path, [("blog", POSTS[random.Random(1).randrange(3)], "created", "id")])
    attempt, receipt = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert set(attempt) == {"kind", "time", "id", "target", "post", "action", "version"}
    assert receipt["attempts"] == [attempt["id"]]
    assert {"kind", "time", "state", "version", "id", "url", "public", "stored"} <= set(receipt)


def test_how_a_copy_is_worded_is_known_as_long_as_it_is_there(tmp_path):
    """Also where it was seen again; not where it is withdrawn, of another version, or at another target."""
    path = tmp_path / "syndication.jsonl"
    copy = Holding("1", "https://blog.example/1", True, "v", "s")
    ledger = read_ledger(path)
    ledger.receive("blog", "p", "created", "v", copy, wording="w")
    ledger.receive("blog", "p", "seen", "v", copy)
    ledger.receive("kit", "q", "created", "v", copy, wording="w")
    ledger.receive("kit", "q", "blocked", "v2", words="Changed there.")
    assert (
        read_ledger(path).wordings({"blog", "kit"}) == ledger.wordings({"blog", "kit"}) == {"w": {"p", "q"}}
    )
    assert ledger.wordings({"kit"}) == {"w": {"q"}}
    ledger.receive("kit", "q", "found", "v3", copy)
    ledger.receive("blog", "p", "withdrawn", "v", copy)
    assert read_ledger(path).wordings({"blog", "kit"}) == {}


def test_a_copy_made_by_hand_stays_one(tmp_path):
    path = tmp_path / "syndication.jsonl"
    by_hand = Holding("1", "https://blog.example/1", True, "", "s")
    read_ledger(path).receive("blog", "p", "adopted", "v", by_hand)
    known = read_ledger(path).known("blog", "p")
    assert (known.version, known.holding) == ("v", by_hand)


def test_what_was_set_beside_the_words_is_remembered(tmp_path):
    path = tmp_path / "syndication.jsonl"
    placed = Placed("2020-11-02T10:00:00+13:00", "Media", ("te reo Māori", "R&D"), "5d41", "A harbour")
    for copy in (None, Placed(), placed):
        held = Holding("1", "https://blog.example/1", True, "v", "s", placed=copy)
        ledger = read_ledger(path)
        ledger.receive("blog", "p", "created", "v", held)
        assert read_ledger(path).known("blog", "p").holding == held
