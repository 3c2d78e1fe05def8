"""Parsed .bib files that are kept between runs."""

import json
import os
import shutil
import stat

import markdown
import pytest

from apa7.bibliography.cache import SMALLEST, Cache
from apa7.bibliography.library import read_file

FILLING = "% " + "x" * 76 + "\n"
BIB = (
    "@book{a, author={Doe, J.}, title={{Café} \\'a la carte}, date={2001}, author+an:role={1=director}}\n"
    "@book{b, title={B}, title={C}}\n"
    "@book{c\n" + FILLING * (SMALLEST // len(FILLING))
)


@pytest.fixture
def bib(tmp_path):
    path = tmp_path / "refs.bib"
    path.write_text(BIB, encoding="utf-8")
    return path


@pytest.fixture
def cache(tmp_path):
    return Cache(tmp_path / "cache")


def copies(cache):
    return sorted(cache.folder.glob("*.json"))


def test_what_was_kept_is_what_was_parsed(bib, cache):
    parsed = read_file(bib)
    assert parsed.entries
    assert len(parsed.problems) == 2
    assert read_file(bib, cache=cache) == parsed
    assert len(copies(cache)) == 1
    assert read_file(bib, cache=cache) == parsed


def test_the_second_run_reads_the_copy(bib, cache):
    """It is changed here, with its checksum, so that one sees where the entries come from."""
    read_file(bib, cache=cache)
    data = bib.read_bytes()
    entries = cache.load(bib, data, "refs.bib").entries
    cache.store(bib, data, [entries[0]._replace(key="kept")], [])
    assert [entry.key for entry in read_file(bib, cache=cache).entries] == ["kept"]


def test_a_changed_file_is_parsed_anew_and_leaves_one_copy(bib, cache):
    read_file(bib, cache=cache)
    bib.write_text(BIB.replace("{a,", "{new,"), encoding="utf-8")
    assert read_file(bib, cache=cache).entries[0].key == "new"
    assert read_file(bib, cache=cache).entries[0].key == "new"
    assert len(copies(cache)) == 1


def test_files_of_one_content_keep_their_own_names(bib, cache):
    other = bib.with_name("other.bib")
    shutil.copy(bib, other)
    read_file(bib, cache=cache)
    read_file(other, cache=cache)
    assert read_file(other, cache=cache).problems[0].path.endswith("other.bib")
    assert read_file(other, cache=cache).entries[0].path.endswith("other.bib")
    assert read_file(bib, cache=cache).entries[0].path.endswith("refs.bib")


@pytest.mark.parametrize(
    "damage",
    [
        lambda copy: b"",
        lambda copy: copy[: len(copy) // 2],
        lambda copy: copy.replace(b"Doe", b"Roe"),
        lambda copy: copy.partition(b"\n")[0] + b"\n" + json.dumps({"other": "shape"}).encode(),
        lambda copy: b"\xff\x00" * 500,
        lambda copy: b"\n" + copy,
    ],
)
def test_a_damaged_copy_is_made_anew(bib, cache, damage):
    parsed = read_file(bib, cache=cache)
    (copy,) = copies(cache)
    whole = copy.read_bytes()
    copy.write_bytes(damage(whole))
    assert read_file(bib, cache=cache) == parsed
    assert copy.read_bytes() == whole


def test_code_that_has_changed_parses_anew(bib, cache):
    read_file(bib, cache=cache)
    later = Cache(cache.folder)
    later._code = b"another version"
    assert later.load(bib, bib.read_bytes(), "refs.bib") is None


def test_the_folder_may_go_at_any_time(bib, cache):
    parsed = read_file(bib, cache=cache)
    shutil.rmtree(cache.folder)
    assert read_file(bib, cache=cache) == parsed
    assert copies(cache)


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_that_cannot_be_written(bib, cache):
    cache.folder.mkdir(mode=stat.S_IRUSR | stat.S_IXUSR)
    assert read_file(bib, cache=cache) == read_file(bib)


def test_a_file_in_the_folder_s_place(bib, cache):
    cache.folder.write_text("")
    assert read_file(bib, cache=cache) == read_file(bib)


def test_small_files_leave_nothing(tmp_path, cache):
    small = tmp_path / "small.bib"
    small.write_text("@book{a, title={A}}")
    read_file(small, cache=cache)
    assert not cache.folder.exists()


def test_git_ignores_the_folder(bib, cache):
    read_file(bib, cache=cache)
    assert (cache.folder / ".gitignore").read_text() == "*\n"


def test_the_site_keeps_its_bibliography(site, tmp_path):
    files = {"references.bib": BIB, "a.md": "Title: A\nDate: 2020-01-01\n\nSee [@a]."}
    first = site(files)
    (copy,) = (tmp_path / ".cache" / "citations").glob("*.json")
    stamp = copy.stat().st_mtime_ns
    second = site(files)
    assert copy.stat().st_mtime_ns == stamp
    assert first.errors == second.errors
    assert len(first.errors) == 2
    assert first.page("a/index.html") == second.page("a/index.html")


def test_the_extension_alone_keeps_files_where_it_is_told(bib, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    before = set(tmp_path.iterdir())
    config = {"bibliography": str(bib)}
    markdown.markdown("[@a]", extensions=["citations"], extension_configs={"citations": config})
    assert set(tmp_path.iterdir()) == before
    config["cache"] = str(tmp_path / "kept")
    markdown.markdown("[@a]", extensions=["citations"], extension_configs={"citations": config})
    assert list((tmp_path / "kept").glob("*.json"))
