"""Ledger and delivering against a partner in memory, broken off at every place that a random plan chooses."""

import itertools
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosspost.delivery.deliver import deliver
from crosspost.delivery.plan import Due, make_plan
from crosspost.delivery.run import Run
from crosspost.errors import BlockedError, LedgerError, RefusedError, UnansweredError, UnavailableError
from crosspost.files import hash_text
from crosspost.ledger.ledger import BEGIN, Ledger, read_ledger
from crosspost.model import Holding, Place, Post, Sibling
from crosspost.text.mark import is_edited, read_mark, seal_post

NAMES = ["one", "two", "three"]


class KilledError(BaseException):
    """The process is no more: nobody catches this."""


# What happens to a call: at the partner it is done or not, and we hear of it or not.
FAULTS = {
    "killed before": (False, KilledError),
    "killed after": (True, KilledError),
    "lost before": (False, UnansweredError),
    "lost after": (True, UnansweredError),
    "unreachable": (False, UnavailableError),
    "refused": (False, RefusedError),
    "nonsense": (True, ValueError),
    "twice": (True, None),
}


@dataclass
class Partner:
    """A partner's site, which keeps what it is sent, one by one.

    Attributes:
        copies: HTML by id.
        faults: What happens to the next calls that change something; "" for nothing.
        calls: How often anything was asked.
    """

    copies: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    calls: int = 0
    numbers: itertools.count = field(default_factory=itertools.count)
    keeps: dict[str, str] = field(default_factory=dict)

    def change(self, id, html):
        """Keep a copy, unless something happens to the request."""
        self.calls += 1
        fault = self.faults.pop(0) if self.faults else ""
        done, error = FAULTS.get(fault, (True, None))
        if done:
            self.copies[id] = html
        if error:
            raise error(fault)

    def describe(self, id, marker):
        """Return what is held."""
        html = self.copies[id]
        mark = read_mark(html, marker)
        url = f"https://partner.example/{id}"
        return Holding(id, url, True, mark.version, hash_text(html), edited=is_edited(html, mark))

    def holds(self, holding):
        return True

    def find(self, delivery):
        self.calls += 1
        found = [id for id, html in self.copies.items() if read_mark(html, delivery.marker)]
        return self.describe(found[0], delivery.marker) if found else None

    def create(self, delivery):
        id = str(next(self.numbers))
        self.change(id, delivery.post.html)
        return self.describe(id, delivery.marker)

    def update(self, delivery, known, overwrite):
        self.calls += 1
        if hash_text(self.copies[known.id]) != known.stored and not overwrite:
            raise BlockedError("changed there")
        self.change(known.id, delivery.post.html)
        return self.describe(known.id, delivery.marker)

    def close(self, deliveries):
        pass


class RenamingPartner(Partner):
    """One who gives a copy another id with every change, as snac does; its address stays."""

    def describe(self, id, marker):
        held = super().describe(id, marker)
        return replace(held, id=f"{held.stored[:8]}-{id}")

    def update(self, delivery, known, overwrite):
        id = known.id.partition("-")[2]
        if hash_text(self.copies[id]) != known.stored and not overwrite:
            raise BlockedError("changed there")
        self.change(id, delivery.post.html)
        return self.describe(id, delivery.marker)


class SettlingPartner(Partner):
    """One who is asked for doubles of several copies at once, after they were made."""

    make = Partner.create

    def settle(self, made):
        self.calls += 1
        fault = self.faults.pop(0) if self.faults else ""
        error = FAULTS.get(fault, (True, None))[1]
        if error:
            raise error(fault)
        return [holding for _, holding in made]


class DyingLedger(Ledger):
    """A ledger whose process dies, or whose disk is full, at one of its next lines."""

    deaths: list[str]

    def _append(self, line):
        death = self.deaths.pop(0) if self.deaths else ""
        if death == "full":
            raise LedgerError("no room")
        if death != "before":
            super()._append(line)
        if death:
            raise KilledError(death)


def write_post(name, edition):
    """Return a post, with links to the others, from which it is known that their copies came."""
    siblings = tuple(
        Sibling(other, number, other, f"https://ours.example/{other}/")
        for number, other in enumerate(NAMES, 1)
        if other != name
    )
    links = "".join(f'<a href="{sibling.url}">{sibling.title}</a> ' for sibling in siblings)
    text = f"{name} in edition {edition} {' '.join(sibling.title for sibling in siblings)}"
    return seal_post(
        Post(
            id=name,
            slug=name,
            title=name,
            html=f"<p>{name} in edition {edition} {links}</p>",
            text=text,
            summary="",
            url=f"https://ours.example/{name}/",
            published="2020-11-01T10:00:00+13:00",
            modified="",
            language="en",
            authors=("Given Example",),
            category="",
            tags=(),
            licence=None,
            attribution_html="",
            attribution_text="",
            series=Place("Series", "https://ours.example/series/", NAMES.index(name) + 1, 3, siblings),
            images=(),
        )
    )


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("edit"), st.sampled_from(NAMES)),
        st.tuples(
            st.just("publish"),
            st.lists(st.sampled_from([*FAULTS, "", ""]), max_size=4),
            st.lists(st.sampled_from(["before", "after", "full", "", "", "", ""]), max_size=6),
        ),
        st.tuples(st.just("torn"), st.integers(1, 400)),
        st.tuples(st.just("junk"), st.binary(max_size=30)),
        st.tuples(st.just("forget")),
        st.tuples(st.just("twice"), st.integers(0, 30)),
        st.tuples(st.just("behind"), st.integers(1, 8)),
    ),
    max_size=12,
)


def publish(partner, editions, path, deaths=()):
    """Run once; returns what failed, or None if the process died."""
    return plan(partner, editions, path, deaths)()


def plan(partner, editions, path, deaths=(), absent=(), limit=0):
    """Make a plan, without the posts whose pages are absent, and return what delivers it."""
    ledger = read_ledger(path)
    if deaths:
        dying = DyingLedger(**{name: getattr(ledger, name) for name in ledger.__dataclass_fields__})
        dying.deaths = list(deaths)
        ledger = dying
    posts = tuple(write_post(name, edition) for name, edition in editions.items())
    run = Run(ledger, path.parent / "sent", False, lambda target, text: None)
    due = Due("partner", posts, (), limit)
    planned = [action for action in make_plan(due, partner, ledger, run.sent) if action.post not in absent]
    if absent:
        due = replace(due, chosen=frozenset(action.post for action in planned))

    def finish():
        try:
            return deliver(due, partner, run, planned).failed
        except (KilledError, LedgerError):
            return None

    return finish


def damage(path, step):
    """Do something to the ledger's file."""
    data = path.read_bytes() if path.exists() else b""
    lines = data.splitlines(keepends=True)
    if step[0] == "forget":
        path.unlink(missing_ok=True)
    elif lines and step[0] == "torn":
        path.write_bytes(data[: len(data) - min(step[1], len(lines[-1]))])
    elif data.startswith(BEGIN) and step[0] == "junk":
        path.write_bytes(data + step[1].replace(b"\n", b" ") + b"\n")
    elif step[0] == "behind":
        path.write_bytes(b"".join(lines[: -step[1]]))
    elif data.startswith(BEGIN) and step[0] == "twice":
        path.write_bytes(data + b"".join(lines[: step[1]]))


CLONES = st.sampled_from([0, 1])
ABSENT = st.sets(st.sampled_from(NAMES), max_size=2)
CLONED = st.lists(
    st.one_of(
        st.tuples(st.just("edit"), st.sampled_from(NAMES)),
        st.tuples(st.just("pull"), CLONES),
        st.tuples(
            st.just("publish"),
            CLONES,
            st.lists(st.sampled_from([*FAULTS, "", ""]), max_size=3),
            ABSENT,
            st.integers(0, 2),
        ),
        st.tuples(st.just("wait"), CLONES, ABSENT),
        st.tuples(st.just("merge")),
    ),
    max_size=12,
)


@pytest.mark.parametrize("kind", [Partner, SettlingPartner])
@given(steps=STEPS)
@settings(max_examples=150, deadline=None)
def test_one_copy_of_each_post_as_it_is_now(tmp_path_factory, kind, steps):
    path = tmp_path_factory.mktemp("once") / "syndication.jsonl"
    partner, editions = kind(), dict.fromkeys(NAMES, 1)
    for step in steps:
        if step[0] == "edit":
            editions[step[1]] += 1
        elif step[0] == "publish":
            partner.faults = list(step[1])
            publish(partner, editions, path, step[2])
            partner.faults = []
        else:
            damage(path, step)
        markers = [html.split('data-partwork="')[1].split('"')[0] for html in partner.copies.values()]
        assert len(markers) == len(set(markers)), step
    assert publish(partner, editions, path) == {}
    shown = sorted(html.split("<p>")[1].split(" <a")[0] for html in partner.copies.values())
    assert shown == sorted(f"{name} in edition {edition}" for name, edition in editions.items())
    for html in partner.copies.values():
        assert html.count("https://partner.example/") == 2
    before = partner.calls, path.read_bytes()
    assert publish(partner, editions, path) == {}
    assert (partner.calls, path.read_bytes()) == before


@given(st.sampled_from([*FAULTS, ""]), st.sampled_from([*FAULTS, ""]))
@settings(max_examples=40, deadline=None)
def test_what_the_partner_wrote_survives_every_fault(tmp_path_factory, first, second):
    path = tmp_path_factory.mktemp("once") / "syndication.jsonl"
    partner, editions = Partner(), dict.fromkeys(NAMES, 1)
    assert publish(partner, editions, path) == {}
    id = next(id for id, html in partner.copies.items() if "<p>one" in html)
    partner.copies[id] = partner.copies[id].replace("<p>one", "<p>theirs")
    for fault in (first, second, ""):
        editions = {name: edition + 1 for name, edition in editions.items()}
        partner.faults = [fault]
        publish(partner, editions, path)
        assert "<p>theirs" in partner.copies[id]
    assert len(partner.copies) == 3
    assert list(publish(partner, editions, path)) == ["one"]


def test_a_ledger_from_before_knows_a_copy_by_its_address(tmp_path):
    path = tmp_path / "syndication.jsonl"
    partner, editions = RenamingPartner(), dict.fromkeys(NAMES, 1)
    assert publish(partner, editions, path) == {}
    before = path.read_bytes()
    for edition in (2, 3):
        editions = dict.fromkeys(NAMES, edition)
        assert publish(partner, editions, path) == {}
        path.write_bytes(before)
    assert publish(partner, editions, path) == {}
    assert len(partner.copies) == 3


@pytest.mark.parametrize("kind", [Partner, RenamingPartner, SettlingPartner])
@given(steps=CLONED)
@settings(max_examples=100, deadline=None)
def test_two_clones_keep_one_copy_of_each_post(tmp_path_factory, kind, steps):
    """Whichever of them publishes what it has, also while the other waits with a plan that it has made."""
    folder = tmp_path_factory.mktemp("clones")
    paths = [folder / name / "syndication.jsonl" for name in "ab"]
    for path in paths:
        path.parent.mkdir()
    partner, editions = kind(), dict.fromkeys(NAMES, 1)
    clones = [editions.copy(), editions.copy()]
    for step in steps:
        if step[0] == "edit":
            editions[step[1]] += 1
        elif step[0] == "pull":
            clones[step[1]] = editions.copy()
        elif step[0] == "merge":
            merge(paths)
        elif step[0] == "publish":
            partner.faults = list(step[2])
            plan(partner, clones[step[1]], paths[step[1]], absent=step[3], limit=step[4])()
            partner.faults = []
        else:
            waiting = plan(partner, clones[step[1]], paths[step[1]], absent=step[2])
            assert publish(partner, clones[1 - step[1]], paths[1 - step[1]]) == {}
            assert waiting() == {}
        markers = [html.split('data-partwork="')[1].split('"')[0] for html in partner.copies.values()]
        assert len(markers) == len(set(markers)), step
    merge(paths)
    assert publish(partner, editions, paths[0]) == {}
    shown = sorted(html.split("<p>")[1].split(" <a")[0] for html in partner.copies.values())
    assert shown == sorted(f"{name} in edition {edition}" for name, edition in editions.items())
    before = partner.calls
    assert publish(partner, editions, paths[0]) == {}
    assert partner.calls == before


def merge(paths):
    """Put two ledgers together, as git's union merge does, in whatever order."""
    lines = {line for path in paths if path.exists() for line in path.read_bytes().splitlines(keepends=True)}
    for path in paths:
        path.write_bytes(b"".join(sorted(lines)))
