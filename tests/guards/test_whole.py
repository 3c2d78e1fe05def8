"""One program at a time, answers with an end, folders and files that are old or new."""

import contextlib
import itertools
import os
import time
from pathlib import Path

import pytest

from guards import whole
from guards.answers import EndlessError, read_answer
from guards.locks import HeldError, hold_lock
from guards.whole import read_file, remove_parts, replace_folders


def test_a_lock_is_held_by_one(tmp_path):
    path = tmp_path / "made" / "lock"
    with hold_lock(path), pytest.raises(HeldError), hold_lock(path):
        pass
    with hold_lock(path):
        pass


def test_an_answer_ends():
    later = time.monotonic() + 60
    assert read_answer([b"a", b"b"], 2, later) == b"ab"
    with pytest.raises(EndlessError, match="larger than 1 bytes"):
        read_answer([b"a", b"b"], 1, later)
    with pytest.raises(EndlessError, match="too long"):
        read_answer([b"a", b"b"], 2, time.monotonic() - 1)


def read_version(*places):
    """Return what is in the places; None where nothing may be read, because the last is not there."""
    if not places[-1].exists():
        return None
    (version,) = {(place / "file").read_text() for place in places}
    return version


@pytest.mark.parametrize("step", range(1, 12))
def test_folders_are_replaced_together_whatever_kills_it(tmp_path, monkeypatch, step):
    pairs = [(tmp_path / name, tmp_path / "new" / name) for name in ("output", "outbox")]
    for place, new in pairs:
        for folder, version in ((place, "old"), (new, "new")):
            folder.mkdir(parents=True)
            (folder / "file").write_text(version)
    count = itertools.count(1)

    class KilledError(BaseException):
        """Nothing that the code itself could handle."""

    def die_at(place, name):
        real = getattr(place, name)

        def act(*arguments, **named):
            if next(count) == step:
                raise KilledError
            return real(*arguments, **named)

        monkeypatch.setattr(place, name, act)

    for name in ("mkdir", "rename", "touch", "unlink"):
        die_at(Path, name)
    die_at(whole.shutil, "rmtree")
    mark = tmp_path / ".cache/replacing"
    with contextlib.suppress(KilledError):
        replace_folders(mark, *pairs)
    monkeypatch.undo()
    places = [place for place, _ in pairs]
    assert read_version(*places) in ("old", "new", None)
    if mark.exists():
        replace_folders(mark, *pairs)
        assert read_version(*places) == "new"
    assert read_version(*places) in ("old", "new")


def test_a_folder_that_cannot_be_replaced_leaves_all_as_they_were(tmp_path, monkeypatch):
    pairs = [(tmp_path / name, tmp_path / "new" / name) for name in ("output", "outbox")]
    for place, new in pairs:
        for folder, version in ((place, "old"), (new, "new")):
            folder.mkdir(parents=True)
            (folder / "file").write_text(version)
    real = Path.rename

    def rename(path, target):
        if path == pairs[1][1]:
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, target)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(PermissionError) as told:
        replace_folders(tmp_path / ".cache/replacing", *pairs)
    assert told.value.filename == str(pairs[1][0])
    assert read_version(*(place for place, _ in pairs)) == "old"
    assert read_version(*(new for _, new in pairs)) == "new"
    assert not (tmp_path / ".cache/replacing").exists()


def test_only_what_write_file_left_is_removed(tmp_path):
    outside = tmp_path / "outside"
    folder = tmp_path / "folder"
    outside.mkdir()
    (folder / "inner").mkdir(parents=True)
    (folder / "link").symlink_to(outside)
    ours = folder / "inner/.part-abcd_123"
    others = [folder / "part-abcd_123", folder / ".part-abcd_1234", outside / ".part-abcd_123"]
    for path in (ours, *others):
        path.write_text("half")
    remove_parts(folder, 60)
    assert ours.exists(), "somebody may be writing it"
    remove_parts(folder, deep=False)
    assert ours.exists(), "it lies deeper"
    remove_parts(folder)
    assert not ours.exists()
    assert all(path.exists() for path in others)


def test_who_waits_for_a_lock_is_told_once(tmp_path):
    told = []
    wait = hold_lock(tmp_path / "lock", 0.2, lambda: told.append("waiting"))
    with hold_lock(tmp_path / "lock"), pytest.raises(HeldError), wait:
        pass
    assert told == ["waiting"]


def test_what_is_no_file_is_not_waited_for(tmp_path):
    (tmp_path / "file").write_bytes(b"a")
    (tmp_path / "link").symlink_to("file")
    assert read_file(tmp_path / "link") == b"a"
    os.mkfifo(tmp_path / "pipe")
    for name in ("pipe", "."):
        with pytest.raises(OSError, match="Is no file"):
            read_file(tmp_path / name)
