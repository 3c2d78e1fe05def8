"""What `invoke serve` takes for a change of the files that a build reads."""

import importlib.util
import itertools
import os
import sys
import threading

import pytest

from partwork.drafting.tree import Alarm, forget_bytecode, read_tree, settle_tree


@pytest.fixture
def root(tmp_path):
    """A small site."""
    for name in ("content/series/1-part.md", "theme/templates/base.html", "pelicanconf.py", "docs/notes.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("as it was", encoding="utf-8")
    return tmp_path


def read(root):
    return read_tree(root, (root / "content", root / "theme", root / "plugins"))


def keep_time(path, change):
    """Change a file so that its time stays what it was."""
    before = path.stat()
    change()
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def replace(path, text):
    new = path.with_name("new")
    new.write_text(text, encoding="utf-8")
    new.replace(path)


PART = "content/series/1-part.md"
CHANGES = {
    "other text": lambda root: (root / PART).write_text("as it is now", encoding="utf-8"),
    "same length": lambda root: os.utime(root / PART, ns=(1, (root / PART).stat().st_mtime_ns + 1)),
    "same time": lambda root: keep_time(root / PART, lambda: (root / PART).write_text("longer than before")),
    "same time and length": lambda root: keep_time(root / PART, lambda: replace(root / PART, "as it wos")),
    "rights": lambda root: (root / PART).chmod(0o600),
    "new": lambda root: (root / "content/series/2-part.md").touch(),
    "new, in a new folder": lambda root: (
        (root / "plugins/own").mkdir(parents=True) or (root / "plugins/own/plugin.py").touch()
    ),
    "gone": lambda root: (root / PART).unlink(),
    "renamed": lambda root: (root / PART).rename(root / "content/series/1-other.md"),
    "folder renamed": lambda root: (root / "content/series").rename(root / "content/other"),
    "template": lambda root: (root / "theme/templates/base.html").write_text("other", encoding="utf-8"),
    "settings": lambda root: (root / "pelicanconf.py").write_text("SITENAME = ''", encoding="utf-8"),
    "project": lambda root: (root / "pyproject.toml").touch(),
    "linked": lambda root: (root / "content/more").symlink_to(root / "docs"),
}
SAME = {
    "nothing": lambda root: None,
    "read": lambda root: (root / PART).read_text(encoding="utf-8"),
    "swap file": lambda root: (root / "content/series/.1-part.md.swp").touch(),
    "backup": lambda root: (root / "content/series/1-part.md~").touch(),
    "compiled": lambda root: (
        (root / "theme/__pycache__").mkdir() or (root / "theme/__pycache__/a.pyc").touch()
    ),
    "built": lambda root: (
        (root / ".cache/output").mkdir(parents=True) or (root / ".cache/output/a.html").touch()
    ),
    "not read by a build": lambda root: (root / "docs/notes.md").write_text("other", encoding="utf-8"),
    "link to nowhere": lambda root: (root / "content/nowhere").symlink_to(root / "nowhere"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_is_seen(root, change):
    before = read(root)
    change(root)
    assert read(root) != before


@pytest.mark.parametrize("change", SAME.values(), ids=SAME)
def test_what_no_build_reads_is_no_change(root, change):
    before = read(root)
    change(root)
    assert read(root) == before


def test_a_link_that_leads_back_is_followed_once(root):
    (root / "content/series/again").symlink_to(root / "content")
    assert len(read(root)) < 10


def test_a_file_that_is_being_written_is_waited_for(root, monkeypatch):
    before = read(root)
    part = str(root / PART)
    looks = iter([2, 3, 3])
    monkeypatch.setattr(
        "partwork.drafting.tree.look", lambda files: {part: next(looks)} if files == [part] else {}
    )
    assert settle_tree(before, {**before, part: 1}) == {**before, part: 3}
    assert list(looks) == []


def test_a_file_that_is_gone_while_it_is_saved_is_waited_for(root):
    before = read(root)
    text = (root / PART).read_text(encoding="utf-8")
    (root / PART).unlink()
    now = read(root)
    assert str(root / PART) not in now
    (root / PART).write_text(text, encoding="utf-8")
    assert settle_tree(before, now) == read(root)


def test_a_file_that_is_always_being_written_is_not_waited_for_without_end(root, monkeypatch):
    looks = itertools.count()
    monkeypatch.setattr("partwork.drafting.tree.look", lambda _: {PART: next(looks)})
    settle_tree({}, {PART: -1})
    # It has looked again and again, and came to an end.
    assert next(looks) > 2


def test_settings_that_changed_are_compiled_anew(root, monkeypatch):
    """Python takes two programs of one length and second for the same."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)

    def load():
        spec = importlib.util.spec_from_file_location("settings_of_a_test", settings)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module.NAME

    settings = root / "pelicanconf.py"
    settings.write_text("NAME = 'one'", encoding="utf-8")
    os.utime(settings, ns=(0, 10**18))
    before = read(root)
    assert load() == "one"
    settings.write_text("NAME = 'two'", encoding="utf-8")
    os.utime(settings, ns=(0, 10**18 + 1))
    assert load() == "one"
    forget_bytecode(before, read(root))
    assert load() == "two"


def test_a_change_wakes_whoever_waits(root):
    alarm = Alarm()
    alarm.watch(root, (root / "content",))
    changed = 0
    woken = threading.Event()

    def wait():
        alarm.wait(60)
        woken.set()

    threading.Thread(target=wait, daemon=True).start()
    # The system needs a moment before it watches.
    while not woken.wait(0.1) and changed < 300:
        changed += 1
        (root / PART).write_text(f"{changed}", encoding="utf-8")
    alarm.stop()
    assert woken.is_set()


def test_without_a_system_that_tells_of_changes_waiting_ends_all_the_same(tmp_path):
    alarm = Alarm()
    alarm.watch(tmp_path / "nowhere", (tmp_path / "neither",))
    alarm.wait(0.01)
