"""Names that look like something else: organisations like persons, several like one, suffixes, capitals."""

# ruff: noqa: E501 - an entry and what it gives stand on one line

import pytest

from apa7.bibliography.names import read_names
from apa7.bibliography.richtext import flatten
from apa7.lint import review
from apa7.rules.names import enumerate_names, straight
from apa7.rules.works import write_reference


def show(written):
    return flatten(enumerate_names(read_names(written)))


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Oranga Tamariki",
            "Stats NZ",
            "Te Puni Kōkiri",
            "Te Puni Kokiri",
            "Ngāi Tahu",
            "Ngāti Porou",
            "Te Whatu Ora",
        ),
        *(
            "Te Aka Whai Ora",
            "Waka Kotahi",
            "Kāinga Ora",
            "Kainga Ora",
            "World Bank",
            "Save the Children",
            "UNICEF NZ",
        ),
        *(
            "Statistics New Zealand",
            "Te Rūnanga o Ngāi Tahu",
            "Te Wānanga o Aotearoa",
            "Red Cross",
            "The Treasury",
        ),
        *(
            "Ministry of Health",
            "University of Otago",
            "Auckland Council",
            "Todd Trust",
            "Families Commission",
        ),
        *("Office of the Auditor-General", "World Health Organization", "Universidad de Chile", "WHO Europe"),
        *("Ministry of Business, Innovation & Employment", "Ministry of Business, Innovation and Employment"),
        *("Centers for Disease Control and Prevention", "Department of Housing and Urban Development"),
        *(
            "United Nations",
            "Auckland DHB",
            "Te Pou o te Whakaaro Nui",
            "New Zealand Family Violence Clearinghouse",
        ),
        *("Health and Disability Commissioner", "Motu Economic and Public Policy Research", "BBC News"),
        *("Social Policy Evaluation and Research Unit", "Department of the Prime Minister and Cabinet"),
        *("Age Concern New Zealand", "The Salvation Army", "Children's Commissioner", "NZ Transport Agency"),
    ],
)
def test_bodies_need_no_braces(name):
    assert [(known.family.replace("’", "'"), known.group) for known in read_names(name)] == [(name, True)]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Tamariki, Oranga", "Oranga Tamariki"),
        ("NZ, Stats", "Stats NZ"),
        ("Tahu, Ngāi", "Ngāi Tahu"),
        ("Tahu, Ng{\\=a}i", "Ngāi Tahu"),
        (r"K\={a}inga Ora", "Kāinga Ora"),
        ("Zealand, Statistics New", "Statistics New Zealand"),
        ("Health, Ministry of", "Ministry of Health"),
        ("Organization, World Health", "World Health Organization"),
        (
            "Department of Law, University of Otago, New Zealand",
            "Department of Law, University of Otago, New Zealand",
        ),
        ("Doe, Jane and Oranga Tamariki", "Doe, J., & Oranga Tamariki"),
        ("Ministry of Health and John Doe", "Ministry of Health & Doe, J."),
        ("Ministry of Health and Oranga Tamariki", "Ministry of Health & Oranga Tamariki"),
    ],
)
def test_bodies_among_names(written, name):
    assert show(written) == name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Robert Service", "Service, R."),
        ("Frank Press", "Press, F."),
        ("Trust, Mary", "Trust, M."),
        ("Board, Ann Mary", "Board, A. M."),
        ("Te Rangi Hīroa", "Hīroa, T. R."),
        ("Mary Church de Silva", "de Silva, M. C."),
        ("Robert E. Park", "Park, R. E."),
        ("Malcolm X", "X, M."),
        ("Ora, Maria", "Ora, M."),
        ("Gabrielle Union", "Union, G."),
        ("Jane Doe and Research Unit", "Doe, J., & Research Unit"),
        ("Doe, Jane and Roe, Ann", "Doe, J., & Roe, A."),
        ("Jane Doe and Sport", "Doe, J., & Sport"),
    ],
)
def test_persons_stay_persons(written, name):
    assert show(written) == name


@pytest.mark.parametrize(
    "written",
    [
        *(
            "King, Jr., Martin Luther",
            "King Jr., Martin Luther",
            "King, Martin Luther, Jr.",
            "King, M. L., Jr",
        ),
        *(
            "Martin Luther King Jr.",
            "Martin Luther King, Jr.",
            "M. L. King JR",
            "{King Jr.}, M. L.",
            "King, M. L. Jr.",
        ),
        *(
            "King ML Jr",
            "family=King, given=Martin Luther, suffix=Jr.",
            "KING JR, MARTIN LUTHER",
            "King Jr, M L",
        ),
    ],
)
def test_suffixes(written):
    assert show(written) == "King, M. L., Jr."


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Doe, III, Jane", "Doe, J., III"),
        ("Doe III, Jane", "Doe, J., III"),
        ("Doe, Jane, III", "Doe, J., III"),
        ("Jane Doe III", "Doe, J., III"),
        ("Doe, 2nd, Jane", "Doe, J., II"),
        ("Doe 3rd, J.", "Doe, J., III"),
        ("Doe J 3rd", "Doe, J., III"),
        ("Doe, Sr, J.", "Doe, J., Sr."),
        ("Doe, IV", "Doe, I. V."),
        ("Dr. Jane Doe, PhD", "Doe, J."),
        ("Doe, Jane, Ph.D., MSW", "Doe, J."),
        ("Doe, MD", "Doe, M. D."),
    ],
)
def test_other_suffixes_and_titles(written, name):
    assert show(written) == name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("DOE, JANE", "Doe, J."),
        ("DOE, J.", "Doe, J."),
        ("DOE J", "Doe, J."),
        ("DOE JA", "Doe, J. A."),
        ("DOE, JA", "Doe, J. A."),
        ("JANE SMITH", "Smith, J."),
        ("DOE, ANN MARY", "Doe, A. M."),
        ("NG, ANN", "Ng, A."),
        ("Jennifer NG", "Ng, J."),
        ("WU, M.", "Wu, M."),
        ("MCDONALD, JANE", "McDonald, J."),
        ("McDONALD, Jane", "McDonald, J."),
        ("O'BRIEN, T.", "O’Brien, T."),
        ("VAN DER BERG, ANN", "van der Berg, A."),
        ("van der Berg AB", "van der Berg, A. B."),
        ("{ABC}, D.", "ABC, D."),
    ],
)
def test_capitals(written, name):
    assert show(written) == name


@pytest.mark.parametrize(
    "written",
    [
        *("Doe, J. & Roe, A.", r"Doe, J. \& Roe, A.", "Doe, J.; Roe, A.", "Doe, J ; Roe, A", "Doe J, Roe A"),
        *("Doe, J., Roe, A.", "Doe, J., & Roe, A.", "J. Doe & A. Roe", "DOE J; ROE A", "Jane Doe; Ann Roe"),
    ],
)
def test_several_names_in_one(written):
    assert show(written) == "Doe, J., & Roe, A."


def test_more_names_in_one():
    for written in (
        "Doe, J. und Roe, A.",
        r"Doe, J. \and Roe, A.",
        "Doe, J. &amp; Roe, A.",
        "J. Doe, A. Roe",
    ):
        assert show(written) == "Doe, J., & Roe, A."
    assert show("Doe, Jane, Roe, Ann") == "Doe, J., & Roe, A."
    assert show("Jane Doe, Ann Roe, Bob Poe") == "Doe, J., Roe, A., & Poe, B."
    assert show("Doe, Jane (Ed.)") == "Doe, J."
    assert show("Doe J, Roe A, Poe BC") == "Doe, J., Roe, A., & Poe, B. C."
    assert show("Doe, J., Roe, A., & Poe, B.") == "Doe, J., Roe, A., & Poe, B."
    assert show("Doe, J. et al.") == "Doe, J., et al."


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("王, 小明", "王小明"),
        ("王小明", "王小明"),
        ("王 小明", "王小明"),
        ("김, 철수", "김철수"),
        ("山田, 太郎", "山田太郎"),
        ("Wang, Xiaoming 王小明", "Wang, X."),
        ("Wang, 小明", "Wang, 小明"),
    ],
)
def test_names_that_have_no_initials(written, name):
    assert show(written) == name
    if "Wang" not in written:
        assert flatten(enumerate_names(read_names(written), straight)) == name


def test_names_without_initials_in_text(cite):
    bib = "@book{a, author={王, 小明}, title={A}, date={2001}} @book{b, author={王, 大明}, title={B}, date={2001}}"
    assert cite(bib, "[@a]") == ["(王小明, 2001)"]


@pytest.mark.parametrize(
    ("author", "publisher", "reference"),
    [
        ("Springer, J.", "Springer", "Springer, J. (2001). Kea. Springer."),
        ("Sage, Ann and Doe, J.", "Sage", "Sage, A., & Doe, J. (2001). Kea. Sage."),
        ("{Kea Trust}", "Kea Trust", "Kea Trust. (2001). Kea."),
        ("Oranga Tamariki", "Oranga Tamariki", "Oranga Tamariki. (2001). Kea."),
        (
            "{Ministry of Health – Manatū Hauora}",
            "Ministry of Health",
            "Ministry of Health – Manatū Hauora. (2001). Kea.",
        ),
        ("{Kāinga Ora}", "Kainga Ora", "Kāinga Ora. (2001). Kea."),
        ("{Kea Trust}", "Author", "Kea Trust. (2001). Kea."),
    ],
)
def test_who_wrote_and_published(library, author, publisher, reference):
    works = library(
        f"@book{{k, author={{{author}}}, title={{Kea}}, publisher={{{publisher}}}, date={{2001}}}}"
    )
    assert flatten(write_reference(works.get("k"))).replace("\u00a0", " ") == reference


def test_an_abbreviation_as_publisher(library):
    works = library(
        "@book{k, author={{Kea Trust}}, shortauthor={KT}, title={Kea}, publisher={KT}, date={2001}}"
    )
    assert flatten(write_reference(works.get("k"))) == "Kea Trust. (2001). Kea."


@pytest.mark.parametrize(
    ("author", "told"),
    [
        ("Doe, J. & Roe, A.", '"Doe, J. & Roe, A." is read as 2 names; write "and" between names'),
        ("Doe J, Roe A", '"Doe J, Roe A" is read as 2 names; write "and" between names'),
        ("Doe, J.; Roe, A.", '"Doe, J.; Roe, A." is read as 2 names; write "and" between names'),
        (
            "Jane Doe & Ann Roe",
            '"Jane Doe & Ann Roe" is read as one person; write "and" between names, '
            "or for an organisation {Jane Doe & Ann Roe}",
        ),
        (
            "Doe, Jane / Roe, Ann",
            '"Doe, Jane / Roe, Ann" is read as one person; write "and" between names, '
            "or for an organisation {Doe, Jane / Roe, Ann}",
        ),
        ("García Márquez, Gabriel José", None),
        ("Oranga Tamariki", None),
        ("{Doe & Roe Ltd}", None),
        (
            "Kea Trust",
            '"Kea Trust" is read as an organisation, by its words; other programs need author = {{Kea Trust}}',
        ),
        (
            "Kea Press",
            None,
        ),
        (
            "Kea Film Studio",
            '"Kea Film Studio" is read as a person (Studio, K. F.); for an organisation write author = {{Kea Film Studio}}',
        ),
        (
            "Board, Social Workers Registration",
            '"Board, Social Workers Registration" is read as a person (Board, S. W. R.); '
            "for an organisation write author = {{Board, Social Workers Registration}}",
        ),
    ],
)
def test_what_is_told(library, author, told):
    works = library(f"@book{{k, author={{{author}}}, title={{Kea}}, date={{2001}}}}")
    assert [finding.message for finding in review([works.get("k")])] == ([f'"k": {told}'] if told else [])
