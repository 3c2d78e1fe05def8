"""A second publish reads what was touched since the first, and nothing else."""

import os
from dataclasses import replace

import pytest
from syndication.posts import deliver, make_article, make_post, open_one

from crosspost.command import seen
from crosspost.command.seen import PLANNED, read_seen
from crosspost.errors import SyndicationError
from crosspost.outbox.files import Outbox, read_outbox
from crosspost.targets.folder import wxr
from crosspost.text.mark import seal_post
from guards import stamps


@pytest.fixture
def outbox(tmp_path, monkeypatch):
    """An outbox of three posts on a disk whose clock tells any two moments apart."""
    monkeypatch.setattr(stamps, "SETTLED", -1)
    posts = [seal_post(make_article("first")), *map(seal_post, map(make_post, ("second", "third")))]
    outbox = Outbox(tmp_path / "outbox")
    for post in posts:
        outbox.put({"network": post})
    return outbox.folder


@pytest.fixture
def read(outbox, monkeypatch):
    """Reads the outbox as a publish does; its attribute says which files were opened."""
    opened = []

    def look():
        opened.clear()
        known = read_seen(outbox.parent / ".cache/seen/outbox.json")
        posts = read_outbox(outbox, "network", known.read)
        known.write()
        return posts

    def open_file(path, read_post=seen.read_post):
        opened.append(path.stem)
        return read_post(path)

    monkeypatch.setattr(seen, "read_post", open_file)
    look.opened = opened
    return look


def test_what_nobody_has_touched_is_read_when_it_is_wanted(outbox, read):
    first = read()
    assert len(read.opened) == 3
    again = read()
    assert [{name: getattr(post, name) for name in PLANNED} for post in again] == [
        {name: getattr(post, name) for name in PLANNED} for post in first
    ]
    assert deliver(again[0]).version == deliver(first[0]).version
    assert not read.opened
    assert deliver(again[0]) == deliver(first[0])
    assert read.opened == ["media--first"]
    assert again == first == read_outbox(outbox, "network")
    assert not hasattr(again[0], "no_field")


@pytest.mark.parametrize("change", ["words", "name"])
def test_what_somebody_touched_is_read_and_refused(outbox, read, change):
    read()
    path = outbox / "network/media--second.json"
    if change == "name":
        path.rename(path.with_name("copy.json"))
    else:
        before = path.stat()
        path.write_bytes(path.read_bytes().replace(b"What it says", b"What it said"))
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    with pytest.raises(SyndicationError, match=r"was changed after the build|a copy of one"):
        read()


@pytest.mark.parametrize(
    "kept", [b"", b"[]", b"{", b'{"network/media--first.json": {"stamp": "1", "fields": {}}}']
)
def test_notes_that_are_none_are_no_loss(outbox, read, kept):
    read()
    (outbox.parent / ".cache/seen/outbox.json").write_bytes(kept)
    assert len(read()) == len(read.opened) == 3
    read()
    assert not read.opened


def test_an_import_file_is_written_when_something_differs(tmp_path, monkeypatch):
    monkeypatch.setattr(stamps, "SETTLED", -1)
    written = []
    monkeypatch.setattr(
        wxr, "write_wxr", lambda posts, write=wxr.write_wxr: written.append(posts) or write(posts)
    )
    kit = open_one("folder", tmp_path, "")
    path = tmp_path / "copies/network/wordpress.xml"

    def close(*posts):
        written.clear()
        kit.close([deliver(post) for post in posts])
        return len(written)

    one = make_article("first")
    assert [close(one), close(one), close(one)] == [1, 1, 0]
    text = path.read_text()
    path.write_text("changed")
    assert close(one) == 1
    assert path.read_text() == text
    assert [close(one), close(one)] == [1, 0]
    assert close(one, make_article("second")) == 1
    assert close(replace(one, hash="0" * 64)) == 1
    path.unlink()
    assert close(replace(one, hash="0" * 64)) == 1
    assert path.is_file()
