"""Files that take the place of others together: whatever is killed in between, the next call ends it."""

from pathlib import Path

import pytest

from guards.whole import finish_files, replace_files


def write(folder, **texts):
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def read(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()
    }


class Killed(BaseException):
    """Stands for a kill."""


@pytest.fixture
def steps(tmp_path):
    write(tmp_path / "old", a="1", b="1", gone="1", note="1")
    write(tmp_path / "new", a="2", b="2", c="2", note="2")
    old, new = tmp_path / "old", tmp_path / "new"
    return [
        (old / "note", None),
        (old / "a", new / "a"),
        (old / "b", new / "b"),
        (old / "deep/c", new / "c"),
        (old / "gone", None),
        (old / "note", new / "note"),
    ]


AFTER = {"a": "2", "b": "2", "deep/c": "2", "note": "2"}


def test_all_of_them(tmp_path, steps):
    replace_files(tmp_path / "mark", steps)
    assert read(tmp_path / "old") == AFTER
    assert not (tmp_path / "mark").exists()
    assert finish_files(tmp_path / "mark") is False


@pytest.mark.parametrize("last", range(7))
def test_a_kill_before_each_step(tmp_path, steps, monkeypatch, last):
    """The last of them is before the mark itself goes."""
    mark, count = tmp_path / "mark", iter(range(100))

    def die_at(name):
        real = getattr(Path, name)

        def step(path, *rest, **named):
            # The mark itself is written in one step.
            if not (path.name.startswith(".part-") or next(count) != last):
                raise Killed
            return real(path, *rest, **named)

        monkeypatch.setattr(Path, name, step)

    die_at("replace")
    die_at("unlink")
    with pytest.raises(Killed):
        replace_files(mark, steps)
    monkeypatch.undo()
    assert mark.exists()
    assert finish_files(mark) is True
    assert read(tmp_path / "old") == AFTER
    assert not mark.exists()


def test_a_file_that_cannot_be_replaced_is_told_and_not_tried_for_ever(tmp_path, steps):
    (tmp_path / "old/b").unlink()
    write(tmp_path / "old/b", inner="1")
    with pytest.raises(OSError, match="b"):
        replace_files(tmp_path / "mark", steps)
    assert finish_files(tmp_path / "mark") is False


def test_a_mark_that_is_none(tmp_path):
    write(tmp_path, mark="{")
    assert finish_files(tmp_path / "mark") is True
    assert list(tmp_path.iterdir()) == []
