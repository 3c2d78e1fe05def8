"""Real .bib files, damaged: reading them ends, with a line for everything that is wrong."""

# corpus: 2 files, mangled

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apa7.bibliography.cache import Cache
from apa7.bibliography.library import read_file, read_library
from apa7.bibliography.tidy import tidy
from apa7.document import Document
from apa7.errors import CitationsError
from apa7.export import to_bibtex, to_csl, to_ris
from apa7.lint import review
from apa7.model import Citation, Cite
from apa7.page.html import make_reference

from .conftest import EXAMPLES

SITE = Path(__file__).parents[2] / "content/references.bib"
TEXTS = [path.read_text(encoding="utf-8") for path in (EXAMPLES, SITE)]
BITS = [
    *["{", "}", '"', ",", "=", "@", "#", "%", "\\", "\n", "\r", "\ufeff", "\x00", "\u202e", "\x85", "\u2028"],
    *[
        "@book{",
        "@string{x = ",
        "@comment{",
        "@xdata{",
        "crossref = {a}",
        "xdata = {a,b}",
        "related = {a}",
        "ids = {a}",
    ],
    *["date = {2021-02-30}", "year = {99999}", "month = {13}", "url = {javascript:x}", "url = {http://[::1}"],
    *["{{{{", "}}}}", "\\emph{", "\\'", "$", "&#x202e;", "<i>", " and ", " # x", "'" * 50, "\u0301" * 50],
]


def use(path):
    library = read_library([path])
    works = [library.get(key) for key in library]
    document = Document([Citation((Cite(key),)) for key in library], library)
    document.word()
    for item in document.references():
        make_reference(item)
        to_csl(item.work)
    to_ris(works)
    to_bibtex(works)
    return [*map(str, library.problems), *map(str, review(works))]


@settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
@given(
    st.sampled_from(TEXTS),
    st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 40), st.sampled_from(BITS)), max_size=8),
    st.integers(0, 10**6),
)
def test_every_damage_has_a_line(tmp_path_factory, text, changes, start):
    # Some of it, so that there are many tries.
    start %= len(text)
    text = text[start : start + 4000]
    for place, length, bit in changes:
        place %= len(text) + 1
        text = text[:place] + bit + text[place + length :]
    path = tmp_path_factory.getbasetemp() / "mangled.bib"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    for line in use(path):
        assert re.match(r".*mangled\.bib:[1-9]\d*: \S", line), line
        assert "\n" not in line
    try:
        tidied = tidy(text)
    except CitationsError:
        return
    assert tidy(tidied) == tidied


@settings(max_examples=40, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.data())
def test_bytes_that_are_no_text_have_a_line(tmp_path_factory, data):
    text = bytearray(TEXTS[0][:3000].encode())
    for _ in range(data.draw(st.integers(1, 5))):
        text[data.draw(st.integers(0, len(text) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.getbasetemp() / "mangled.bib"
    path.write_bytes(bytes(text))
    assert all(re.match(r".*mangled\.bib:[1-9]\d*: \S", line) for line in use(path))


@pytest.mark.parametrize(
    "copy",
    [
        "",
        "[]",
        "[[[1,2,3,4]],[]]",
        '[[["k","book",1,{"title":5}]],[]]',
        "[" * 5000,
        "\x80\x04K\x01.",
    ],
)
def test_what_others_wrote_into_the_cache_is_not_used(tmp_path, copy):
    """With the right first line, too, as if somebody knew how to make it."""
    path = tmp_path / "refs.bib"
    path.write_text("".join(f"@book{{k{n}, title = {{A title}}, date = {{2001}}}}\n" for n in range(1500)))
    cache = Cache(tmp_path / "cache")
    whole = read_file(path, cache=cache)
    (kept,) = (tmp_path / "cache").glob("*.json")
    data, body = path.read_bytes(), copy.encode("latin-1")
    kept.write_bytes(cache._head(data, body) + b"\n" + body)
    assert read_file(path, cache=Cache(tmp_path / "cache")) == whole


def test_a_cache_that_cannot_be_one_changes_nothing(tmp_path):
    path = tmp_path / "refs.bib"
    path.write_text("".join(f"@book{{k{n}, title = {{A title}}, date = {{2001}}}}\n" for n in range(1500)))
    whole = read_file(path)
    precious = tmp_path / "precious.txt"
    precious.write_text("mine")
    (tmp_path / "file").write_text("")
    linked = tmp_path / "linked"
    linked.mkdir()
    (linked / ".gitignore").symlink_to(precious)
    folders = tmp_path / "folders"
    read_file(path, cache=Cache(folders))
    (kept,) = folders.glob("*.json")
    kept.unlink()
    kept.mkdir()
    for folder in (tmp_path / "file", tmp_path / "file/below", linked, folders):
        for _ in range(2):
            assert read_file(path, cache=Cache(folder)) == whole
    assert precious.read_text() == "mine"
    assert not list(folders.glob(".part-*"))
