"""What is counted, cut and linked in a text for Bluesky, without a server."""

import re
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crosspost.model import Short
from crosspost.targets.bluesky.facets import write_facets
from crosspost.text.graphemes import cut, measure, split_graphemes
from crosspost.text.short import fit

URL = "https://partwork.example/media/practitioners/"
# A busy machine is no failure.
RELAXED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
FAMILY = "👨\u200d👩\u200d👧\u200d👦"


def nobody(account):
    return None


def read_facets(text, url=URL, mentions=None, resolve=nobody):
    """Return what stands at each facet's bytes, and what it is."""
    facets, _ = write_facets(text, url, mentions or {}, resolve)
    data = text.encode()
    return [
        (
            data[facet["index"]["byteStart"] : facet["index"]["byteEnd"]].decode(),
            next(value for name, value in facet["features"][0].items() if name != "$type"),
        )
        for facet in facets
    ]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("Māori", 5),
        ("Ma\u0304ori", 5),
        (FAMILY, 1),
        ("🇳🇿🇦🇺", 2),
        ("👩🏽\u200d🔬👍🏿", 2),
        ("한국어", 3),
        ("\u1112\u1161\u11ab\u1100\u116e\u11a8", 2),
        ("क्षत्रिय", 3),
        ("\r\n", 1),
        ("1\ufe0f\u20e3", 1),
    ],
)
def test_characters_are_those_that_people_see(text, count):
    assert len(split_graphemes(text)) == count


def test_bytes_may_run_out_before_characters():
    assert measure("ā" * 300) == 300
    assert measure(FAMILY * 120) == 300
    assert measure(FAMILY * 120 + "a") == 301


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"Read {URL}.", [(URL, URL)]),
        (f"({URL})", [(URL, URL)]),
        (f"Māori 👩🏽\u200d🔬 {URL}", [(URL, URL)]),
        ("https://en.example/wiki/A_(b), c", [("https://en.example/wiki/A_(b)",) * 2]),
        ("https:// and http://", []),
        ("xhttps://a.example", []),
        ("https://a.example/#part @b", [("https://a.example/#part",) * 2]),
        (
            "#Māori #te_reo, #R&D! (#no) a#no #2013 #!",
            [("#Māori", "Māori"), ("#te_reo", "te_reo"), ("#R&D", "R&D")],
        ),
        ("#Ma\u0304ori", [("#Ma\u0304ori", "Ma\u0304ori")]),
        (f"#{'a' * 65} #{'a' * 64}", [(f"#{'a' * 64}", "a" * 64)]),
        ("#한국어 ＃日本語", [("#한국어", "한국어"), ("＃日本語", "日本語")]),
    ],
)
def test_links_and_hashtags(text, found):
    assert read_facets(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kia ora @author.test, hi", [("@author.test", "did:author")]),
        ("(@author.test)", [("@author.test", "did:author")]),
        ("@Author.Test.", [("@Author.Test", "did:author")]),
        ("me@author.test @author @author.test2 @x.author.test @author.test@y.example", []),
        ("https://x.example/@author.test", [("https://x.example/@author.test",) * 2]),
        ("By Given Example.", [("Given Example", "did:author")]),
        ("By Given Examples.", []),
    ],
)
def test_mentions(text, found):
    accounts = {"author.test": "did:author"}
    mentions = {"Given Example": "author.test"}
    assert read_facets(text, mentions=mentions, resolve=lambda name: accounts.get(name.lower())) == found


def test_who_is_nobody_is_told():
    facets, unknown = write_facets("@not.a.handle and @not.a.handle, @no", URL, {"@no": "no.test"}, nobody)
    assert (facets, unknown) == ([], ["no.test", "not.a.handle"])


PIECES = st.one_of(
    st.sampled_from(
        [URL, "#Māori", "@author.test", "#R&D", f"{URL}x", FAMILY, "e\u0301", "🇳🇿", "@", "#", "\n"]
    ),
    st.text(st.characters(codec="utf-8"), max_size=8),
)


@RELAXED
@given(st.lists(st.tuples(PIECES, st.sampled_from([" ", "", "\n", "(", ")."]))))
def test_facets_lie_at_the_right_bytes(pieces):
    text = "".join(map("".join, pieces))
    found = read_facets(text, mentions={"@author.test": "author.test"}, resolve=lambda name: "did:someone")
    facets, _ = write_facets(text, URL, {"@author.test": "author.test"}, lambda name: "did:someone")
    for words, value in found:
        assert words == value or words[1:] == value or (words.startswith("@") and value == "did:someone")
        assert not re.search(r"\s", words)
    places = [(facet["index"]["byteStart"], facet["index"]["byteEnd"]) for facet in facets]
    assert places == sorted(places)
    assert all(one[1] <= two[0] for one, two in pairwise(places))
    alone = re.findall(rf"(?<!\S){re.escape(URL)}(?!\S)", text)
    assert [words for words, _ in found].count(URL) >= len(alone)


LETTERS = st.one_of(
    st.sampled_from(
        [FAMILY, "e\u0301", "🇳🇿", "한", "क्ष", "ā", " ", " ", "\n", "…", "\u200d", "\ufe0f", "\u0304"]
    ),
    st.characters(codec="utf-8"),
)
WORDS = st.lists(LETTERS, max_size=40).map("".join)


@RELAXED
@given(WORDS, WORDS, st.integers(1, 40), st.sampled_from([" ", "\n\n"]))
def test_a_short_form_fits_and_keeps_its_link(title, summary, times, gap):
    title, summary = " ".join(title.split()), " ".join((f"{summary} " * times).split())
    short = Short(gap.join([title, summary, URL]), summary)
    try:
        text = fit(short, measure, 300)
    except ValueError:
        assert measure(gap.join([title, URL])) > 240
        return
    assert measure(text) <= 300
    assert len(text.encode()) <= 3000
    assert URL in text
    assert text == short.text or measure(short.text) > 300


@RELAXED
@given(WORDS, st.integers(1, 40))
def test_a_cut_text_keeps_to_its_limit(text, limit):
    short = cut(text, limit)
    assert measure(short) <= limit
    assert short == text or short.endswith("…")
