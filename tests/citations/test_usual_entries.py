"""Entries that are read without pybtex are what pybtex makes of them."""

from pathlib import Path
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from apa7.bibliography.entries import EntryReader
from apa7.bibliography.library import parse

EXAMPLES = (Path(__file__).parent / "examples.bib").read_text(encoding="utf-8")
BITS = (
    *("{", "}", '"', ",", "=", "@", "#", "%", "\n", " ", "{{", "}}", "\\", "(", ")", ":", "12", "\u00a0"),
    *(
        '@string{a = "b"}\n',
        "a # b",
        "month = mar",
        "month = Mar,",
        "month = {mar}",
        "x = {y}",
        "=1,",
        "\u2423",
    ),
)


def test_most_entries_are_usual():
    usual, others = [], []
    read = EntryReader._read_usual

    def note(reader, chunk):
        found = read(reader, chunk)
        (usual if found else others).append(chunk)
        return found

    with patch.object(EntryReader, "_read_usual", note):
        parse(EXAMPLES)
    assert len(usual) > 10 * len(others) > 0


@settings(max_examples=200, deadline=None)
@given(
    st.integers(0, len(EXAMPLES)),
    st.lists(st.tuples(st.integers(0, 700), st.integers(0, 5), st.sampled_from(BITS)), max_size=5),
)
def test_they_are_as_pybtex_reads_them(start, changes):
    text = EXAMPLES[EXAMPLES.find("@", start) % len(EXAMPLES) :][:700]
    for place, length, bit in changes:
        text = text[:place] + bit + text[place + length :]
    found = parse(text, "a.bib")
    with patch.object(EntryReader, "_read_usual", lambda reader, chunk: None):
        assert parse(text, "a.bib") == found
