"""Ids in which no program finds a word that it takes for a page's furniture."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guards.anchors import WORDS, part_words

PIECES = st.sampled_from([*WORDS, "ad", "com", "hid", "and", "-", "_", "x", "Social", "MEDIA"])


@given(st.lists(PIECES, max_size=6).map("".join))
def test_no_word_is_left(name):
    parted = part_words(name)
    assert not re.search("|".join(WORDS), parted, re.IGNORECASE), parted
    assert not re.search(r"(?<![^\W_])ad(?![^\W_])|com-|^hid$", parted, re.IGNORECASE), parted
    assert parted.replace("-", "") == name.replace("-", "")
    assert part_words(parted) == parted


@pytest.mark.parametrize(
    ("name", "parted"),
    [
        ("", ""),
        ("registration", "registration"),
        ("social-media", "s-ocial-m-edia"),
        ("Comments", "C-omments"),
        ("an-ad-here", "an-a-d-here"),
        ("adoption", "adoption"),
        ("com-pare", "c-om-pare"),
        ("hid", "h-id"),
        ("hide", "hide"),
        ("sociable", "sociable"),
    ],
)
def test_a_hyphen_parts_what_readers_look_for(name, parted):
    assert part_words(name) == parted
