"""Law outside the U.S., te reo Māori and agencies with two names, as the README says to enter them."""

# ruff: noqa: E501 - a reference stands on one line

import pytest

from apa7.bibliography.richtext import flatten
from apa7.document import Document
from apa7.model import Citation, Cite, Locator
from apa7.rules.titles import is_maori
from apa7.rules.works import family_of

CASES = {
    # Acts
    "@legislation{k, title={Building Act 2004}, location={N.Z.}, url={https://law.example/b}}": (
        "Building Act 2004 (N.Z.). https://law.example/b",
        "(Building Act 2004, s. 87A)",
    ),
    "@legislation{k, title={Building Act 2004}}": ("Building Act 2004.", "(Building Act 2004, s. 87A)"),
    "@legislation{k, title={Building Act}, date={2004}, location={New Zealand}}": (
        "Building Act 2004 (New Zealand).",
        "(Building Act 2004, s. 87A)",
    ),
    "@legislation{k, title={Building Act 2004}, date={2004-08-24}, location={N.Z.}}": (
        "Building Act 2004 (N.Z.).",
        "(Building Act 2004, s. 87A)",
    ),
    "@legislation{k, title={Te Ture mō Te Reo Māori 2016}, shorttitle={Te Ture mō Te Reo Māori}, date={2016}, location={N.Z.}}": (
        "Te Ture mō Te Reo Māori 2016 (N.Z.).",
        "(Te Ture mō Te Reo Māori, s. 87A)",
    ),
    "@legislation{k, title={Equality Act 2010}, citation={c. 15}, location={U.K.}}": (
        "Equality Act 2010, c. 15 (U.K.).",
        "(Equality Act 2010, s. 87A)",
    ),
    "@legislation{k, title={Privacy Act 1988}, location={Cth}}": (
        "Privacy Act 1988 (Cth).",
        "(Privacy Act 1988, s. 87A)",
    ),
    "@legislation{k, title={Civil Rights Act of 1964}, location={Pub. L. No. 88-352, 78 Stat. 241}, date={1964}}": (
        "Civil Rights Act of 1964, Pub. L. No. 88-352, 78 Stat. 241 (1964).",
        "(Civil Rights Act, 1964, s. 87A)",
    ),
    # Regulations
    "@legadminmaterial{k, title={Building Regulations 1992}, citation={SR 1992/150}, location={N.Z.}}": (
        "Building Regulations 1992, SR 1992/150 (N.Z.).",
        "(Building Regulations 1992, s. 87A)",
    ),
    # Bills
    "@legmaterial{k, title={Building Amendment Bill 2012}, number={70-1}, location={N.Z.}}": (
        "Building Amendment Bill 2012 (70-1) (N.Z.).",
        "(Building Amendment Bill 2012, s. 87A)",
    ),
    # Treaties
    "@legal{k, title={Te Tiriti o Waitangi}, date={1840-02-06}}": (
        "Te Tiriti o Waitangi, February 6, 1840.",
        "(Te Tiriti o Waitangi, 1840, s. 87A)",
    ),
    "@legal{k, title={Te Tiriti o Waitangi}, titleaddon={The Treaty of Waitangi}, date={1840}}": (
        "Te Tiriti o Waitangi [The Treaty of Waitangi], 1840.",
        "(Te Tiriti o Waitangi, 1840, s. 87A)",
    ),
    "@legal{k, title={Convention on Invented Rights}, date={1990-02-06}, citation={1 U.N.T.S. 3}, url={https://un.example/c}}": (
        "Convention on Invented Rights, February 6, 1990, 1 U.N.T.S. 3, https://un.example/c",
        "(Convention on Invented Rights, 1990, s. 87A)",
    ),
    # Cases
    "@jurisdiction{k, title={Kea v Moa}, citation={[2020] NZSC 1}, date={2020}}": (
        "Kea v Moa [2020] NZSC 1.",
        "(Kea v Moa, 2020, s. 87A)",
    ),
    "@jurisdiction{k, title={Kea v Moa}, citation={[2020] NZSC 1 and [2020] 1 NZLR 7}, organization={Supreme Court}}": (
        "Kea v Moa [2020] NZSC 1, [2020] 1 NZLR 7.",
        "(Kea v Moa, 2020, s. 87A)",
    ),
    "@jurisdiction{k, title={Kea v Moa}, citation={[1932] AC 562}, organization={HL}, date={1932}}": (
        "Kea v Moa [1932] AC 562 (HL).",
        "(Kea v Moa, 1932, s. 87A)",
    ),
    "@jurisdiction{k, title={Kea v Queensland (No 2)}, citation={(1992) 175 CLR 1}}": (
        "Kea v Queensland (No 2) (1992) 175 CLR 1.",
        "(Kea v Queensland (No 2), 1992, s. 87A)",
    ),
    "@jurisdiction{k, title={R (Kea) v Minister of Things}, citation={[2019] UKSC 41}, url={https://law.example/41}}": (
        "R (Kea) v Minister of Things [2019] UKSC 41. https://law.example/41",
        "(R (Kea) v Minister of Things, 2019, s. 87A)",
    ),
    "@jurisdiction{k, title={Kea v. Moa}, volume={347}, journaltitle={U.S.}, pages={483}, date={1954}}": (
        "Kea v. Moa, 347 U.S. 483 (1954).",
        "(Kea v. Moa, 1954, s. 87A)",
    ),
    "@jurisdiction{k, title={Kea v Moa}, number={[2020] NZHC 12}, institution={High Court of New Zealand}, date={2020-03-01}}": (
        "Kea v Moa [2020] NZHC 12.",
        "(Kea v Moa, 2020, s. 87A)",
    ),
    # The Waitangi Tribunal
    "@report{k, author={{Waitangi Tribunal}}, title={Ko Aotearoa Tēnei: A Report into Claims}, number={Wai 262}, date={2011}, publisher={Legislation Direct}}": (
        "Waitangi Tribunal. (2011). Ko Aotearoa Tēnei: A report into claims (Wai 262). Legislation Direct.",
        "(Waitangi Tribunal, 2011, Section 87A)",
    ),
    "@report{k, author={{Waitangi Tribunal}}, title={The Invented Report}, type={Report}, number={Wai 27}, volume={2}, date={1998}}": (
        "Waitangi Tribunal. (1998). The invented report (Wai 27, Vol. 2).",
        "(Waitangi Tribunal, 1998, Section 87A)",
    ),
    "@report{k, author={{Waitangi Tribunal}}, title={The Invented Report}, series={Waitangi Tribunal Report}, number={Wai 27}, date={1998}}": (
        "Waitangi Tribunal. (1998). The invented report (Waitangi Tribunal Report, Wai 27).",
        "(Waitangi Tribunal, 1998, Section 87A)",
    ),
}


@pytest.mark.parametrize("entry", CASES)
def test_law(library, entry):
    reference, cited = CASES[entry]
    document = Document([Citation((Cite("k", locator=Locator("section", "87A")),))], library(entry))
    assert flatten(document.references()[0].text) == reference
    assert "".join(flatten(words.text) for words in document.word()[0]) == cited


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("s. 87A", "s. 87A"),
        ("ss. 5-7", "ss. 5–7"),
        ("sch. 2, cl. 3", "sch. 2, cl. 3"),
        ("reg. 4", "reg. 4"),
        ("r. 4.2", "r. 4.2"),
        ("pt. 3", "pt. 3"),
        ("art. 2", "art. 2"),
        ("at [23]", "at [23]"),
        ("para. 23", "para. 23"),
        ("preamble", "preamble"),
    ],
)
def test_places_in_laws(cite, written, shown):
    act = "@legislation{a, title={Building Act 2004}}"
    assert cite(act, f"[@a, {written}]", f"@a [{written}]") == [
        f"(Building Act 2004, {shown})",
        f"Building Act 2004 ({shown})",
    ]


def test_an_act_and_a_case_in_a_sentence(page, tmp_path):
    bib = tmp_path / "refs.bib"
    bib.write_text(
        "@legislation{act, title={Building Act 2004}}\n@jurisdiction{case, title={Kea v Moa}, citation={[2020] NZSC 1}}\n"
    )
    paragraph = page("In @case the @act applied [@case; @act, s. 5].", bib).p
    assert paragraph.get_text() == (
        "In Kea v Moa (2020) the Building Act 2004 applied (Building Act 2004, s. 5; Kea v Moa, 2020)."
    )
    # Acts are upright in the text, cases in italics (§§ 11.4, 11.5).
    assert {italic.get_text() for italic in paragraph.select("i")} == {"Kea v Moa"}


# Te reo Māori


@pytest.mark.parametrize(
    ("title", "shown", "cited"),
    [
        ("Te Kāhui Tika Tangata", "Te Kāhui Tika Tangata", "Te Kāhui Tika Tangata"),
        ("Te kāhui tika tangata", "Te kāhui tika tangata", "Te kāhui tika tangata"),
        ("Pūao-te-Ata-tū: The Report of a Committee", "Pūao-te-Ata-tū: The report of a committee", None),
        ("Pūao-te-Ata-tū: the report of a committee", "Pūao-te-Ata-tū: The report of a committee", None),
        ("Working Together: Ngā Mahi a te Rōpū", "Working together: Ngā Mahi a te Rōpū", None),
        ("The Use of {Te Tiriti} in Schools", "The use of Te Tiriti in schools", None),
        ("More Time to Take Home", "More time to take home", "More Time to Take Home"),
    ],
)
def test_titles_in_te_reo_keep_their_capitals(work, title, shown, cited):
    entry = work(f"@book{{k, title={{{title}}}, date={{2001}}}}")
    assert flatten(family_of(entry).title(entry)) == shown
    if cited:
        assert flatten(family_of(entry).cited_title(entry)) == cited


def test_titles_in_other_languages_keep_theirs_in_the_text(work):
    entry = work("@book{k, title={Das lange Gespräch über vieles}, langid={german}, date={2001}}")
    assert flatten(family_of(entry).cited_title(entry)) == "Das lange Gespräch über vieles"


@pytest.mark.parametrize("text", ["Ngā Kupu", "Te Ara", "Kia ora", "Whānau", "He kōrero", "Te Whatu-Ora"])
def test_what_is_te_reo(text):
    assert is_maori(text)


@pytest.mark.parametrize(
    "text", ["", "Home", "To Be", "Take More Time", "Māori Data", "The End", "Karate at Home"]
)
def test_what_is_not(text):
    assert not is_maori(text)


@pytest.mark.parametrize(
    "name",
    [
        "Te Puni Kōkiri | Ministry of Māori Development",
        "Ministry of Health – Manatū Hauora",
        "Inland Revenue / Te Tari Taake",
        "Waka Kotahi NZ Transport Agency",
        "Oranga Tamariki—Ministry for Children",
        "Te Manatū Whakahiato Ora (Ministry of Social Development)",
    ],
)
def test_agencies_keep_both_names(library, name):
    works = library(f"@report{{k, author={{{{{name}}}}}, title={{Plan}}, date={{2013}}}}")
    document = Document([Citation((Cite("k"),))], works)
    assert flatten(document.references()[0].text) == f"{name}. (2013). Plan."
    assert "".join(flatten(words.text) for words in document.word()[0]) == f"({name}, 2013)"


def test_macrons_sort_with_their_letters(library):
    names = [
        "Aata",
        "Āio",
        "Aka",
        "Ātea",
        "Auahi",
        "Kākā",
        "Kaka",
        "Kea",
        "Ōtene",
        "Oti",
        "Ūpoko",
        "Uru",
        "Wharau",
    ]
    works = library(
        "".join(
            f"@book{{k{n}, author={{{name}, A.}}, title={{T}}, date={{{2000 + n}}}}}\n"
            for n, name in enumerate(names)
        )
    )
    document = Document([Citation(tuple(Cite(key) for key in works))], works)
    assert [work.names("author")[0].family for work in document.ordered] == names


def test_titles_with_macrons_sort_among_names(library):
    works = library(
        "@book{a, title={Ā Mātou Mahi}, date={2001}}\n@book{b, author={Amo, B.}, title={T}, date={2001}}\n"
        "@book{c, title={Te Ara}, date={2001}}\n@book{d, author={Teina, B.}, title={T}, date={2001}}\n"
    )
    document = Document([Citation(tuple(Cite(key) for key in works))], works)
    assert [work.key for work in document.ordered] == ["a", "b", "c", "d"]
