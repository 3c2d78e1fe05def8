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
        ("Mother--Infant Attachment---A Review", "Mother–infant attachment—A review"),
        ("The state---its power---and we", "The state—its power—and we"),
        ("From practice to policy: a review", "From practice to policy: A review"),
        ("On {\\emph{Felis catus}} in Cities", "On Felis catus in cities"),
        ("{DNA}: The Story", "DNA: The story"),
        ("1984 and After", "1984 and after"),
        ("Who Shot {Mr.} {Burns}? Part One", "Who shot Mr. Burns? Part one"),
        # What has capitals, digits or one letter of its own, also where it is the whole title.
        ("COVID-19", "COVID-19"),
        ("DSM-5-TR", "DSM-5-TR"),
        ("XD", "XD"),
        ("UNESCO", "UNESCO"),
        ("ICD-11: A Guide", "ICD-11: A guide"),
        ("Vitamin D, T Cells and Hepatitis C", "Vitamin D, T cells and hepatitis C"),
        ("E-Learning and M-Health: The X-Ray", "E-learning and m-health: The X-ray"),
        ("The H1N1 Virus at 25 °C", "The H1N1 virus at 25 °C"),
        ("pH and mRNA in an iPhone Study", "pH and mRNA in an iPhone study"),
        ("THE IMPACT OF COVID-19 ON NGOS IN THE USA", "The impact of COVID-19 on ngos in the USA"),
        ("HIV/AIDS PREVENTION AND TYPE 2 DIABETES", "HIV/AIDS prevention and Type 2 diabetes"),
        ("COVID-19 PANDEMIC", "COVID-19 pandemic"),
        # Each side of a slash is a word.
        ("Race/Ethnicity and Work/Life Balance", "Race/ethnicity and work/life balance"),
        ("The HIV/AIDS Epidemic/Crisis", "The HIV/AIDS epidemic/crisis"),
        # Numbered parts begin a sentence; nouns before numerals have capitals (§ 6.19), years are none.
        ("Handbook of Care. Vol. 2. Theory and Method", "Handbook of care. Vol. 2. Theory and method"),
        ("A History. Part 3. The Welfare State", "A history. Part 3. The welfare state"),
        ("Part II. the Return", "Part II. The return"),
        ("Volume One. The Beginning", "Volume one. The beginning"),
        ("Type I Errors in World War II and Phase 2", "Type I errors in World War II and Phase 2"),
        ("The Year I Left: Fiscal Year 2017", "The year I left: Fiscal year 2017"),
        # Braces around a sign protect nothing else.
        ("The role of {$\\alpha$}-synuclein in Otago schools", "The role of α-synuclein in Otago schools"),
        ("The Role of $\\alpha$-Synuclein", "The role of α-synuclein"),
        ("$\\alpha$-Synuclein in the Brain", "α-synuclein in the brain"),
        ("{H$_2$O} and CO{$_2$} in Air", "H₂O and CO₂ in air"),
        ("Ca$^{2+}$ in Cells", "Ca²⁺ in cells"),
        ("On Ca{$^{2+}$} in Cells", "On Ca²⁺ in cells"),
        # Species, and titles in titles; a title that is all in italics has none.
        ("Growth of \\textit{Escherichia coli} in Water", "Growth of Escherichia coli in water"),
        ("\\emph{The Whole Title}", "The whole title"),
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
        ("the mRNA and pH of work/life balance", "The mRNA and pH of Work/Life Balance"),
    ],
)
def test_title_case(written, cited):
    assert flatten(title_case(read(written))) == cited


@given(st.text(alphabet="abAB {}:?!.’'-“”éĀ", max_size=40))
def test_only_case_changes(text):
    before = flatten(read(text))
    assert flatten(sentence_case(read(text))).casefold() == before.casefold()
    assert flatten(title_case(read(text))).casefold() == before.casefold()


@pytest.mark.parametrize(
    ("written", "reference"),
    [
        (
            "Working with Indigenous and Aboriginal Families",
            "Working with Indigenous and Aboriginal families",
        ),
        # § 5.7 writes Indigenous Peoples.
        ("The Health of Indigenous Peoples", "The health of Indigenous Peoples"),
        ("Aboriginal and Torres Strait Islander People", "Aboriginal and Torres Strait Islander People"),
        ("Pacific and Pākehā Workers: Samoans in Care", "Pacific and Pākehā workers: Samoans in care"),
        ("Research with Pakeha and Maori", "Research with Pakeha and Maori"),
        ("Non-Māori Views of Māori-Led Care", "Non-Māori views of Māori-led care"),
        ("Black Students, Black Holes and White Coats", "Black students, black holes and white coats"),
        ("On White Families and White Noise", "On White families and white noise"),
        ("Te Uri o Hau and Ngāti Porou Claims", "Te Uri o Hau and Ngāti Porou claims"),
        ("Claims of Ngāti Kahungunu ki Wairarapa", "Claims of Ngāti Kahungunu ki Wairarapa"),
        ("A Study of Tūhoe Schools", "A study of Tūhoe schools"),
        ("Teaching English to German Children", "Teaching English to German children"),
        ("MĀORI AND PACIFIC FAMILIES OF NGĀI TAHU", "Māori and Pacific families of Ngāi Tahu"),
    ],
)
def test_peoples_and_languages_keep_capitals(written, reference):
    assert flatten(sentence_case(read(written))) == reference


def test_a_mark_of_a_language_in_latex_or_words(work):
    for english in (r"en\_US", "en_NZ.UTF-8", "English (New Zealand)", "eng", "en; mi", "USenglish", "und"):
        book = work(f"@book{{x, title={{The Little Prince}}, language={{{english}}}}}")
        assert flatten(in_sentence_case(book)) == "The little prince", english
    for other in ("mi; en", "Deutsch", "fr-FR", r"pt\_BR"):
        book = work(f"@book{{x, title={{The Little Prince}}, language={{{other}}}}}")
        assert flatten(in_sentence_case(book)) == "The Little Prince", other


def test_double_braces_around_every_value_protect_nothing(library):
    fields = "Journal = {{{{SOCIAL WORK}}}}, Year = {{{{2020}}}}".replace("{{{{", "{{").replace("}}}}", "}}")
    works = library(
        f"@article{{a, Title = {{{{The Digital Practitioner}}}}, {fields}}}\n"
        "@article{b, title = {{The Digital Practitioner}}, journal = {Social Work}, year = {2020}}\n"
    )
    assert flatten(in_sentence_case(works.get("a"))) == "The digital practitioner"
    assert flatten(in_sentence_case(works.get("b"))) == "The Digital Practitioner"


def test_names_of_a_site_s_own_keep_capitals(site, page):
    import markdown

    bib = "@book{a, title = {On Kaitiaki and Whānau Ora in Care}, author = {Author, A.}, date = {2001}}"
    files = {"references.bib": bib, "a.md": "Title: A\nDate: 2024-01-01\n\nSee @a.\n"}
    built = site(files, CITATIONS_CAPITALS=["Whānau Ora", "Kaitiaki"])
    assert "On Kaitiaki and Whānau Ora in care." in built.articles[0].references[0].text
    assert site(files, CITATIONS_CAPITALS="Ora").errors == [
        "CITATIONS_CAPITALS must be a list of names, not 'Ora'"
    ]
    config = {"citations": {"bibliography": ["content/references.bib"], "capitals": ["Whānau Ora"]}}
    html = markdown.markdown("See @a.", extensions=["citations"], extension_configs=config)
    assert "On kaitiaki and Whānau Ora in care" in html
