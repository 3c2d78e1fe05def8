"""A .bib file that was edited is read as if it was read for the first time."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apa7.bibliography import cache as caches
from apa7.bibliography.cache import Cache
from apa7.bibliography.edits import parse_edit
from apa7.bibliography.library import parse, read_file

PIECES = [
    "@book{{k{0},\n  title = {{One}},\n  month = jan,\n}}\n",
    "@book{{k{0}, title = {{Two}} }} @misc{{l{0}, title = {{Three}} }}\n",
    "  @article ( m{0},\n\n author = {{A and B}} )\n",
    "\n",
    "words\n",
    "% a comment\n",
    "}}\n",
    "@book{{n{0},\n  title = {{open,\n}}\n",
    "@book{{k1, title = {{Once more}}}}\n",
    "@comment{{ @book{{x{0}, title = {{Four}}}}\n",
    "@string{{s = {{Five}}}}\n",
    "@book{{o{0}, title = s # {{x}}}}\n",
    "@\n",
    "@book\n",
]
# What most files are made of, more often than the rest.
piece = st.sampled_from([*PIECES[:6] * 8, *PIECES])
# What is put in the place of some characters.
few = st.sampled_from(["", "x", "{", "}", "@", "\n", "%", ",", "@book{p,", "}}\n", "\n@misc{q, title={r}}\n"])


READ = Counter()


def parse_well(text):
    entries, problems = parse(text, "a.bib")
    return None if problems else entries


@settings(max_examples=1500, deadline=None, derandomize=True, database=None)
@given(st.lists(st.sampled_from(PIECES[:6]), max_size=6), st.lists(piece, max_size=6), st.data())
def test_what_changed_is_parsed_and_the_rest_is_as_it_was(usual, pieces, data):
    before = "".join(piece.format(number) for number, piece in enumerate([*usual, *pieces]))
    entries = parse_well(before)
    start = data.draw(st.integers(0, len(before)))
    stop = data.draw(st.integers(start, min(len(before), start + 9)))
    after = before[:start] + data.draw(few) + before[stop:]
    if entries is not None and (edited := parse_edit(before, entries, after, parse_well)) is not None:
        assert edited == parse_well(after)
        READ["edited"] += 1


def test_some_were_parsed_so():
    assert READ["edited"] > 50


def entry(number, title):
    return f"@book{{k{number},\n  title = {{{title}}},\n}}\n\n"


@pytest.mark.parametrize("number", [0, 1, 20, 48, 49])
def test_only_what_changed_is_parsed(number):
    before = "".join(entry(number, "One") for number in range(50))
    parsed = []

    def parse_some(text):
        parsed.append(text)
        return parse_well(text)

    after = before.replace(entry(number, "One"), entry(number, "Two\n words") + entry(99, "New"))
    assert parse_edit(before, parse_well(before), after, parse_some) == parse_well(after)
    assert len(parsed) == 1
    assert len(parsed[0]) < 300


def test_a_file_that_is_edited_again_and_again(tmp_path, monkeypatch):
    monkeypatch.setattr(caches, "SMALLEST", 0)
    path, cache = tmp_path / "a.bib", Cache(tmp_path / "cache")
    text = "".join(entry(number, "One") for number in range(9))
    for old, new in [
        ("k3", "k33"),
        ("One}", "Öne}"),
        ("k5,\n", "k5\n"),
        ("k5\n", "k5,\n"),
        ("@book{k0", "\n@misc{k0"),
    ]:
        path.write_text(text)
        read_file(path, cache=cache)
        text = text.replace(old, new, 1)
        path.write_text(text)
        assert read_file(path, cache=cache) == read_file(path)
        assert read_file(path, cache=cache) == read_file(path)
