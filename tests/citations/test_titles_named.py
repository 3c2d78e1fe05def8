"""Titles that name places and persons, and translations behind titles (APA 7, §§ 6.14, 6.17, 9.38)."""

import pytest

from apa7.bibliography.latex import read
from apa7.bibliography.richtext import flatten
from apa7.rules.titles import in_sentence_case, sentence_case


@pytest.mark.parametrize(
    ("written", "reference"),
    [
        # Places and the like, which are nothing else.
        ("Social Work in New Zealand and Fiji", "Social work in New Zealand and Fiji"),
        ("Life in Te Waipounamu and Tāmaki Makaurau", "Life in Te Waipounamu and Tāmaki Makaurau"),
        ("Cook Islands Māori in the Pacific Islands", "Cook Islands Māori in the Pacific Islands"),
        ("Islam, Facebook and Bayesian Models in June", "Islam, Facebook and Bayesian models in June"),
        ("Two-Spirit People in North America", "Two-Spirit people in North America"),
        ("A Turkey and a Bath", "A turkey and a bath"),
        ("SOCIAL WORK IN NEW ZEALAND", "Social work in New Zealand"),
        # Persons and parties, by what stands beside them.
        ("Reply to Kea et al.", "Reply to Kea et al."),
        ("Reply to Kea and Moa et al.", "Reply to Kea and Moa et al."),
        ("A Comment on Kea & Moa (2010)", "A comment on Kea & Moa (2010)"),
        ("A Review of Birds, by B. van der Kea", "A review of birds, by B. van der Kea"),
        ("What J. K. Moa and M.L. Kea Wrote", "What J. K. Moa and M.L. Kea wrote"),
        ("After Kea v. Moa: What Now?", "After Kea v. Moa: What now?"),
        ("The U.S. Health System in the U.K. Press", "The U.S. health system in the U.K. press"),
        ("Nature Versus Nurture (Again)", "Nature versus nurture (again)"),
        ("The Work of O’Brien and D'Angelo", "The work of O’Brien and D’Angelo"),
        ("Research With Ngāti Whātua Ōrākei Whānau", "Research with Ngāti Whātua Ōrākei whānau"),
        ("{THE} {WORK} {OF} {COVID} {TEAMS} {IN} {FIJI}", "The work of COVID teams in Fiji"),
        ("The Child Wellbeing Strategy (2019)", "The child wellbeing strategy (2019)"),
        (
            "Evidence-based Practice in Community-based Care",
            "Evidence-based practice in community-based care",
        ),
        ("What Works with Young People from Abroad", "What works with young people from abroad"),
        # Numerals and letters (§ 6.19).
        ("Study 2a and Model 1b", "Study 2a and Model 1b"),
        ("Type-II Errors and Gen Z", "Type-II errors and Gen Z"),
        ("Living With Covid-19", "Living with Covid-19"),
        # Software and accounts begin as they are written.
        ("lme4: Linear Mixed Models", "lme4: Linear mixed models"),
        ("@kea on Birds", "@kea on birds"),
        # Sentence case with as many names as other words.
        (
            "Social workers’ views of Kowhai and the Charter of Rimu",
            "Social workers’ views of Kowhai and the Charter of Rimu",
        ),
        (
            "Attention Deficit in young Children and Adolescents",
            "Attention deficit in young children and adolescents",
        ),
    ],
)
def test_names_in_titles(written, reference):
    assert flatten(sentence_case(read(written))) == reference


@pytest.mark.parametrize(
    ("title", "reference"),
    [
        ("Soziale Arbeit [Social Work in the School]", "Soziale Arbeit [Social work in the school]"),
        ("Soziale Arbeit [Neue Folge]", "Soziale Arbeit [Neue Folge]"),
        ("Soziale Arbeit", "Soziale Arbeit"),
        ("Ist das so?.", "Ist das so?"),
    ],
)
def test_titles_in_other_languages(work, title, reference):
    entry = work(f"@book{{a, title={{{title}}}, langid={{german}}}}")
    assert flatten(in_sentence_case(entry)) == reference


def test_a_mark_of_its_own_ends_a_title(work):
    assert flatten(in_sentence_case(work("@book{a, title={Is This So?.}}"))) == "Is this so?"


@pytest.mark.parametrize(
    ("fields", "title", "site"),
    [
        # The name of a site behind a page's title, as browsers show it (§ 10.16).
        (
            "title={How to Rest | The Guardian}, url={https://www.theguardian.com/a}",
            "How to rest",
            "The Guardian",
        ),
        (
            "title={How to Rest - Kea News}, organization={Kea News}, url={https://k.example}",
            "How to rest",
            "Kea News",
        ),
        (
            "title={How to Rest – Kea News}, titleaddon={{Kea News}}, url={https://k.example}",
            "How to rest",
            "Kea News",
        ),
        ("title={How to Rest | Part Two}, url={https://k.example}", "How to rest | part two", ""),
        ("title={Work - Life}, organization={Kea News}, url={https://k.example}", "Work - life", "Kea News"),
    ],
)
def test_titles_of_pages_without_their_site(work, fields, title, site):
    entry = work(f"@online{{a, {fields}}}")
    assert (flatten(in_sentence_case(entry)), entry.string("organization")) == (title, site)


def test_an_address_is_no_name_of_a_site(work):
    entry = work(
        "@online{a, title={Birds}, titleaddon={https://www.k.example}, url={https://www.k.example/a}}"
    )
    assert not entry.string("titleaddon", "organization")
