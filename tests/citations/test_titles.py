"""Sentence case, title case, and what stays as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apa7.bibliography.latex import read
from apa7.bibliography.richtext import flatten
from apa7.rules.titles import in_sentence_case, sentence_case, title_case


@pytest.mark.parametrize(
    ("written", "reference"),
    [
        ("The Digital Practitioner", "The digital practitioner"),
        ("The Digital Practitioner: A Study", "The digital practitioner: A study"),
        ("Does it Work? Three Trials", "Does it work? Three trials"),
        ("Work--Life Balance in {New} {Zealand}", "Work–life balance in New Zealand"),
        ("A {{Māori}} View of Data", "A Māori view of data"),
        ("Using DNA and iPhones in the U.S.", "Using DNA and iPhones in the U.S."),
        ("What I Saw When I'm Away", "What I saw when I’m away"),
        ("Robot-Assisted Training", "Robot-assisted training"),
        ("COVID-19 and McDonald", "COVID-19 and McDonald"),
        ("THE WHOLE TITLE SHOUTS", "The whole title shouts"),
        ("``Participant'' Perceptions", "“Participant” perceptions"),
        # In sentence case already: capitals belong to names.
        (
            "The effects of ageing in Dunedin and Otago schools",
            "The effects of ageing in Dunedin and Otago schools",
        ),
        ("From practice to policy: a review", "From practice to policy: A review"),
        ("On {\\emph{Felis catus}} in Cities", "On Felis catus in cities"),
        ("{DNA}: The Story", "DNA: The story"),
        ("1984 and After", "1984 and after"),
        ("Who Shot {Mr.} {Burns}? Part One", "Who shot Mr. Burns? Part one"),
    ],
)
def test_sentence_case(written, reference):
    assert flatten(sentence_case(read(written))) == reference


@pytest.mark.parametrize("language", ["mri", "german", "de", "french"])
def test_other_languages_keep_their_capitals(work, language):
    book = work(f"@book{{x, title={{Der Kleine Prinz}}, subtitle={{Ein Buch}}, langid={{{language}}}}}")
    assert flatten(in_sentence_case(book)) == "Der Kleine Prinz: Ein Buch"


@pytest.mark.parametrize("language", ["english", "british", "en-NZ", "american"])
def test_english_has_its_own(work, language):
    book = work(f"@book{{x, title={{The Little Prince}}, langid={{{language}}}}}")
    assert flatten(in_sentence_case(book)) == "The little prince"


@pytest.mark.parametrize(
    ("written", "cited"),
    [
        ("The long road to registration", "The Long Road to Registration"),
        ("List of Oldest Companies", "List of Oldest Companies"),
        ("A study of work: an overview of it", "A Study of Work: An Overview of It"),
        ("Working with {iPads} in schools", "Working with iPads in schools"),
    ],
)
def test_title_case(written, cited):
    assert flatten(title_case(read(written))) == cited


@given(st.text(alphabet="abAB {}:?!.’'-“”éĀ", max_size=40))
def test_only_case_changes(text):
    before = flatten(read(text))
    assert flatten(sentence_case(read(text))).casefold() == before.casefold()
    assert flatten(title_case(read(text))).casefold() == before.casefold()
