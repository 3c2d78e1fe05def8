"""Names as .bib files have them and as references write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apa7.bibliography.names import read_name, read_names
from apa7.bibliography.richtext import flatten
from apa7.model import OTHERS, Name
from apa7.rules.names import enumerate_names, initials, inverted, straight, surname


@pytest.mark.parametrize(
    ("written", "reference"),
    [
        ("Jane Doe", "Doe, J."),
        ("Doe, Jane Mary", "Doe, J. M."),
        ("J.M. Doe", "Doe, J. M."),
        ("Doe, JM", "Doe, J. M."),
        ("Doe, Jr., John", "Doe, J., Jr."),
        ("Doe, Jr, John", "Doe, J., Jr."),
        ("Doe, III, John", "Doe, J., III"),
        ("Xu, Ai-Jun", "Xu, A.-J."),
        ("Raboso, {Lee-ann}", "Raboso, L."),
        ("Raboso, Lee-ann", "Raboso, L."),
        ("H-K Ho", "Ho, H.-K."),
        ("Ludwig van Beethoven", "van Beethoven, L."),
        ("de la Fontaine, Jean", "de la Fontaine, J."),
        ("López de Molina, G.", "López de Molina, G."),
        ("Te Rangi Hīroa", "Hīroa, T. R."),
        ("{Te Rangi Hīroa}", "Te Rangi Hīroa"),
        ("Kāretu, Sir Tīmoti", "Kāretu, T."),
        ("O'Brien, T.", "O’Brien, T."),
        (r"{\'E}mile Zola", "Zola, É."),
        (r"Ng{\=a}ta, {\=A}pirana", "Ngāta, Ā."),
        ("Plato", "Plato"),
        ("{National Institute of {AIDS}}", "National Institute of AIDS"),
        ("family=Last, given=First, prefix=van, useprefix=true", "van Last, F."),
        ("family=Last, given=First, prefix=van, useprefix=false", "Last, F. van"),
        ("family=boyd, given=danah, given-i=d", "boyd, d."),
        ('given={Vincent}, family={Gogh}, prefix="van", suffix=Jr', "van Gogh, V., Jr."),
    ],
)
def test_inverted(written, reference):
    assert inverted(read_name(written)) == reference


@pytest.mark.parametrize(
    ("written", "count"),
    [
        ("A. One and B. Two and C. Three", 3),
        ("A. One AND B. Two", 2),
        ("{Health and Safety} and {Barnes and Noble}", 2),
        ("Anders Andersson", 1),
        ("A. One and others", 2),
        ("A. One and", 1),
        ("and", 0),
        ("", 0),
    ],
)
def test_lists(written, count):
    assert len(read_names(written)) == count


def test_others():
    assert read_names("A. One and others")[1] is OTHERS
    assert flatten(enumerate_names(read_names("A. One and others"))) == "One, A., et al."


def test_a_particle_that_is_no_part_of_the_surname():
    (name,) = read_names("Ludwig van Beethoven", use_prefix=False)
    assert surname(name) == "Beethoven"
    assert inverted(name) == "Beethoven, L. van"
    assert straight(name) == "L. van Beethoven"


def test_two_names_need_a_comma_only_after_initials():
    assert flatten(enumerate_names(read_names("A. One and B. Two"))) == "One, A., & Two, B."
    assert flatten(enumerate_names(read_names("{One} and {Two}"))) == "One & Two"
    assert flatten(enumerate_names(read_names("A. One and B. Two"), straight)) == "A. One & B. Two"


def test_more_than_twenty():
    twenty = " and ".join(f"N{number}" for number in range(1, 21))
    assert flatten(enumerate_names(read_names(twenty))).endswith("N19, & N20")
    more = f"{twenty} and N21"
    assert flatten(enumerate_names(read_names(more))).endswith("N18, N19, … N21")


@given(st.text(max_size=60))
def test_nothing_crashes(text):
    for name in read_names(text):
        assert isinstance(name, Name)
        inverted(name)
        initials(name)
