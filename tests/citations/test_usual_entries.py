"""Entries that are read without pybtex are what pybtex makes of them."""

import re
from pathlib import Path
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from apa7.bibliography import bibfile, names
from apa7.bibliography.clear import find_clear
from apa7.bibliography.entries import EntryReader
from apa7.bibliography.latex import read
from apa7.bibliography.library import parse
from apa7.bibliography.names import read_names
from apa7.rules.capitals import _Sentence, sentence_case

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
    with patch.object(bibfile, "WHOLE", re.compile("(?!)")):
        assert parse(text, "a.bib") == found


WORDS = (
    *("Doe", "Doe, J.", "Kahu, Ann M.", "A. B. Tui", "J.-P. Tui", "Jane Doe", "{Kea Trust}", "others", "and"),
    *(
        "AND",
        "Jr.",
        "Church",
        "Ministry",
        "of",
        "Tamariki, Oranga",
        "Health",
        "Prof",
        "de",
        "Ng",
        "Müller, Ö.",
    ),
    *("van", "Te", "Pou", "MD", ",", "&", ";", "Lee", "X", "O'Hare, L.", "et al.", "New Zealand", "Jo"),
)


@settings(max_examples=500, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from((" and ", " ", ", ", "-", "  ")))))
def test_names_that_are_clear_are_as_all_are_read(parts):
    value = "".join(word + mark for word, mark in parts).strip()
    read_names.cache_clear()
    found = read_names(value)
    read_names.cache_clear()
    with patch.object(names, "find_clear", lambda value: None):
        assert read_names(value) == found
    read_names.cache_clear()


def test_most_names_are_clear():
    works = re.findall(r"(?:author|editor) *= *\{(.*)\},", EXAMPLES)
    assert sum(find_clear(value) is not None for value in works) > len(works) / 2


TITLE = (
    *(
        "A",
        "Study",
        "of",
        "Black",
        "women",
        "Type",
        "2",
        "Torres",
        "Strait",
        "iPhone",
        "Ngāti",
        "Porou",
        "ki",
    ),
    *("U.S.", "Vol.", "3.", "I", "DNA", "Te", "Reo", "te", "reo", "Māori", "Ends.", "Why?", "{Kea}", "Kea's"),
    *(
        "World",
        "War",
        "II",
        "COVID-19",
        "Parts:",
        "–",
        "—",
        "“Quoted",
        "words”",
        "\\emph{In}",
        "Chapter",
        "É",
    ),
)


@settings(max_examples=500, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(TITLE), st.sampled_from((" ", " ", " ", "-", ": ", "/", " ("))), max_size=9
    )
)
def test_words_of_titles_that_are_like_most_are_as_all_are(parts):
    text = read("".join(word + mark for word, mark in parts))
    sentence_case.cache_clear()
    found = sentence_case(text)
    sentence_case.cache_clear()
    with patch.object(_Sentence, "is_usual", lambda *_: False):
        assert sentence_case(text) == found
