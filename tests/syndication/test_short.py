"""A short form fits, keeps its link, and loses only what may be lost."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crosspost.model import Short
from crosspost.text.short import fit, shorten

URL = "https://partwork.example/media/first/"
SHORT = Short(f"A title\n\nOne, two: three four.\n\n{URL}\n\n#Media", "One, two: three four.")


@pytest.mark.parametrize(
    ("spare", "text"),
    [
        (0, f"A title\n\nOne, two: three four.\n\n{URL}\n\n#Media"),
        (1, f"A title\n\nOne, two: three…\n\n{URL}\n\n#Media"),
        (6, f"A title\n\nOne, two…\n\n{URL}\n\n#Media"),
        (13, f"A title\n\nOne…\n\n{URL}\n\n#Media"),
        (18, f"A title\n\n{URL}\n\n#Media"),
    ],
)
def test_only_the_elastic_part_is_cut(spare, text):
    assert fit(SHORT, len, len(SHORT.text) - spare) == text


def test_what_cannot_be_cut_is_refused_with_both_numbers():
    with pytest.raises(ValueError, match="it has 54 characters, and 53 are allowed"):
        fit(SHORT, len, 53)
    with pytest.raises(ValueError, match="are allowed"):
        fit(Short("An author's own words."), len, 10)


def test_a_text_is_counted_as_the_network_counts():
    assert fit(SHORT, lambda text: len(re.sub(r"https://\S+", "x" * 23, text)), 64) == SHORT.text


@pytest.mark.parametrize(
    ("short", "text"),
    [
        # The words of the summary stand in the title, in a hashtag and in the link, too.
        (Short(f"first day\n\nfirst\n\n{URL} #first", "first"), f"first day\n\n{URL} #first"),
        (Short(f"first day {URL}", "partwork"), None),
        (Short(f"Read “a b c” at {URL}", "a b c"), f"Read “a b…” at {URL}"),
        (Short(f"a b {URL}", "a b"), f"a… {URL}"),
        (Short(f"{URL}\nab cd", "ab cd"), f"{URL}\nab…"),
    ],
)
def test_the_part_is_found_where_it_is_meant(short, text):
    limit = len(short.text) - 1
    if text is None:
        with pytest.raises(ValueError, match="are allowed"):
            fit(short, len, limit)
    else:
        assert fit(short, len, limit) == text


WORDS = st.lists(
    st.text(st.characters(categories=["L", "Mn", "So", "P"]), min_size=1, max_size=9), max_size=9
)


@given(title=WORDS, summary=WORDS, limit=st.integers(0, 200))
@example(title=[], summary=["a"], limit=40)
def test_whatever_is_said(title, summary, limit):
    elastic = " ".join(summary)
    text = "\n\n".join(filter(None, [" ".join(title), elastic, URL]))
    short = Short(text, elastic)
    try:
        fitted = shorten(short, len, limit)
    except ValueError:
        # Nothing else could have been left out.
        assert len(text) - len(elastic) - (2 if elastic else 0) > limit
        return
    assert len(fitted.text) <= limit
    assert fitted.text.endswith(URL)
    assert fitted.text.startswith(" ".join(title))
    assert fitted.elastic in fitted.text
    assert fit(fitted, len, limit) == fitted.text
    if fitted != short:
        assert len(text) > limit
        assert elastic.startswith(fitted.elastic.removesuffix("…"))
