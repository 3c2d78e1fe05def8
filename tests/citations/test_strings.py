"""Keys of biblatex and biblatex-apa in fields, and the kinds of entry that biblatex-apa writes with them."""

# ruff: noqa: E501 - a reference stands on one line

import pytest

from apa7.bibliography.richtext import flatten
from apa7.bibliography.strings import KEYED_FIELDS, STRINGS
from apa7.lint import review
from apa7.rules.works import FAMILIES, write_reference

WHO = "author={Author, A.}, title={Ways of Knowing}, date={2018}"
CASES = {
    # Manuscripts (§ 10.8)
    f"@unpublished{{k, {WHO}, howpublished={{manunpub}}, location={{Department of Psychology}}, institution={{University of Otago}}}}": "Author, A. (2018). Ways of knowing [Unpublished manuscript]. Department of Psychology, University of Otago.",
    f"@unpublished{{k, {WHO}, howpublished={{maninprep}}, institution={{University of Otago}}}}": "Author, A. (2018). Ways of knowing [Manuscript in preparation]. University of Otago.",
    f"@unpublished{{k, {WHO}, titleaddon={{mansub}}}}": "Author, A. (2018). Ways of knowing [Manuscript submitted for publication].",
    f"@unpublished{{k, {WHO}, type={{maninprep}}}}": "Author, A. (2018). Ways of knowing [Manuscript in preparation].",
    f"@unpublished{{k, {WHO}, pubstate={{submitted}}}}": "Author, A. (2018). Ways of knowing [Manuscript submitted for publication].",
    f"@unpublished{{k, {WHO}, note={{Under review}}}}": "Author, A. (2018). Ways of knowing [Manuscript submitted for publication].",
    f"@article{{k, {WHO}, journaltitle={{Kea Studies}}, pubstate={{submitted}}}}": "Author, A. (2018). Ways of knowing [Manuscript submitted for publication].",
    f"@article{{k, {WHO}, journaltitle={{Kea Studies}}, pubstate={{inpreparation}}}}": "Author, A. (2018). Ways of knowing [Manuscript in preparation].",
    f"@article{{k, {WHO}, journaltitle={{Submitted to Kea Studies}}}}": "Author, A. (2018). Ways of knowing [Manuscript submitted for publication].",
    "@article{k, author={Author, A.}, title={Ways}, journaltitle={Kea Studies}, year={submitted}}": "Author, A. (n.d.). Ways [Manuscript submitted for publication].",
    f"@misc{{k, {WHO}, howpublished={{Manuscript in preparation}}}}": "Author, A. (2018). Ways of knowing [Manuscript in preparation].",
    f"@book{{k, {WHO}, publisher={{Kea Press}}, pubstate={{inpreparation}}}}": "Author, A. (2018). Ways of knowing [Manuscript in preparation].",
    # In press, advance online publication (§ 10.1, examples 7 and 8)
    "@article{k, author={Author, A.}, title={Ways}, journaltitle={Kea Studies}, pubstate={forthcoming}}": "Author, A. (in press). Ways. Kea Studies.",
    "@article{k, author={Author, A.}, title={Ways}, journaltitle={Kea Studies}, note={In press}}": "Author, A. (in press). Ways. Kea Studies.",
    "@article{k, author={Author, A.}, title={Ways}, journaltitle={Kea Studies}, year={Accepted for publication}}": "Author, A. (in press). Ways. Kea Studies.",
    "@article{k, author={Author, A.}, title={Ways}, journaltitle={To appear in Kea Studies}}": "Author, A. (in press). Ways. Kea Studies.",
    "@article{k, author={Author, A.}, title={Ways}, journaltitle={Kea Studies (in press)}}": "Author, A. (in press). Ways. Kea Studies.",
    "@article{k, author={Author, A.}, title={Ways}, journaltitle={Stop Press}, date={2018}}": "Author, A. (2018). Ways. Stop Press.",
    f"@article{{k, {WHO}, journaltitle={{Kea Studies}}, pubstate={{prepublished}}}}": "Author, A. (2018). Ways of knowing. Kea Studies. Advance online publication.",
    f"@article{{k, {WHO}, journaltitle={{Kea Studies}}, volume={{3}}, pubstate={{prepublished}}}}": "Author, A. (2018). Ways of knowing. Kea Studies, 3.",
    f"@article{{k, {WHO}, journaltitle={{Kea Studies}}, note={{Online ahead of print}}}}": "Author, A. (2018). Ways of knowing. Kea Studies. Advance online publication.",
    # Theses (§ 10.6)
    f"@thesis{{k, {WHO}, type={{mathesis}}, institution={{University of Otago}}}}": "Author, A. (2018). Ways of knowing [Master’s thesis, University of Otago].",
    f"@thesis{{k, {WHO}, type={{bathesis}}, institution={{University of Otago}}}}": "Author, A. (2018). Ways of knowing [Bachelor’s thesis, University of Otago].",
    f"@thesis{{k, {WHO}, type={{candthesis}}, institution={{University of Otago}}}}": "Author, A. (2018). Ways of knowing [Candidate thesis, University of Otago].",
    f"@thesis{{k, {WHO}, type={{phdthesis}}, institution={{University of Otago}}, howpublished={{Unpublished}}}}": "Author, A. (2018). Ways of knowing [Unpublished doctoral dissertation]. University of Otago.",
    f"@thesis{{k, {WHO}, titleaddon={{Doctoral dissertation, University of Otago}}, type={{Publication}}, number={{77}}, publisher={{Kea Archive}}}}": "Author, A. (2018). Ways of knowing (Publication No. 77) [Doctoral dissertation, University of Otago]. Kea Archive.",
    # Reports (§ 10.4)
    f"@report{{k, {WHO}, type={{resreport}}, number={{7}}, institution={{Kea Institute}}}}": "Author, A. (2018). Ways of knowing (Research Report No. 7). Kea Institute.",
    f"@report{{k, {WHO}, type={{techreport}}, institution={{Kea Institute}}}}": "Author, A. (2018). Ways of knowing [Technical report]. Kea Institute.",
    f"@report{{k, {WHO}, type={{Policy Brief}}, institution={{Kea Institute}}}}": "Author, A. (2018). Ways of knowing [Policy brief]. Kea Institute.",
    f'@report{{k, {WHO}, titleaddon={{Grant}}, type={{Project No. 5R01}}, author+an:role={{1="Principal Investigator"}}, institution={{Kea Institute}}}}': "Author, A. (Principal Investigator). (2018). Ways of knowing (Project No. 5R01) [Grant]. Kea Institute.",
    # Countries and patents (§ 11.8)
    f"@patent{{k, {WHO}, type={{patentde}}, number={{7}}, location={{countryde}}}}": "Author, A. (2018). Ways of knowing (German Patent No. 7).",
    f"@patent{{k, {WHO}, type={{patent}}, number={{7}}, location={{countryuk}}}}": "Author, A. (2018). Ways of knowing (British Patent No. 7).",
    f"@patent{{k, {WHO}, type={{patrequs}}, number={{7}}}}": "Author, A. (2018). Ways of knowing (U.S. Patent Application No. 7).",
    f"@image{{k, {WHO}, entrysubtype={{map}}, location={{newmexico}}}}": "Author, A. (2018). Ways of knowing [Map]. New Mexico.",
    # Descriptions (§ 9.21)
    f"@misc{{k, {WHO}, type={{audiocd}}}}": "Author, A. (2018). Ways of knowing [Audio CD].",
    f"@misc{{k, {WHO}, titleaddon={{datacd}}}}": "Author, A. (2018). Ways of knowing [CD-ROM].",
    f"@online{{k, {WHO}, titleaddon={{photograph}}}}": "Author, A. (2018). Ways of knowing [Photograph].",
    f"@image{{k, {WHO}, entrysubtype={{lecturenotes}}, location={{Department of Law}}, publisher={{University of Otago}}}}": "Author, A. (2018). Ways of knowing [Lecture notes]. Department of Law, University of Otago.",
    f"@article{{k, {WHO}, titleaddon={{editorial}}, journaltitle={{Kea Studies}}, volume={{3}}}}": "Author, A. (2018). Ways of knowing [Editorial]. Kea Studies, 3.",
    f"@report{{k, {WHO}, titleaddon={{Policy Brief}}}}": "Author, A. (2018). Ways of knowing [Policy brief].",
    f"@online{{k, {WHO}, titleaddon={{TED Talk}}}}": "Author, A. (2018). Ways of knowing [TED talk].",
    f"@online{{k, {WHO}, titleaddon={{Radio New Zealand Interview}}}}": "Author, A. (2018). Ways of knowing [Radio New Zealand Interview].",
    f"@thesis{{k, {WHO}, titleaddon={{Unpublished Doctoral Dissertation}}, institution={{University of Otago}}}}": "Author, A. (2018). Ways of knowing [Unpublished doctoral dissertation]. University of Otago.",
    f"@thesis{{k, {WHO}, titleaddon={{Master's Thesis, The University of Otago}}}}": "Author, A. (2018). Ways of knowing [Master’s thesis, The University of Otago].",
    f"@online{{k, {WHO}, entrysubtype={{Data Set}}}}": "Author, A. (2018). Ways of knowing [Data Set].",
    f"@online{{k, {WHO}, titleaddon={{iPad app}}}}": "Author, A. (2018). Ways of knowing [iPad app].",
    f"@book{{k, {WHO}, edition={{revisededition}}, publisher={{Kea Press}}}}": "Author, A. (2018). Ways of knowing (Rev. ed.). Kea Press.",
    # biblatex-apa's other ways
    f"@unpublished{{k, {WHO}, location={{PsyArXiv}}, doi={{10.1000/k}}}}": "Author, A. (2018). Ways of knowing. PsyArXiv. https://doi.org/10.1000/k",
    f"@unpublished{{k, {WHO}, location={{ERIC}}, number={{ED77}}}}": "Author, A. (2018). Ways of knowing (ED77). ERIC.",
    "@report{k, groupauthor={Kea Council and {Moa and Weka Trust}}, title={Ways}, date={2018}}": "Kea Council & Moa and Weka Trust. (2018). Ways.",
    '@online{k, groupauthor={KEA}, groupauthor+an:username={1="@kea"}, title={Ways}, date={2018}}': "KEA [@kea]. (2018). Ways.",
    "@article{k, author={Author, A.}, title={Ways}, journaltitle={Kea}, keywords={nonacademic}, date={2018-02-01}}": "Author, A. (2018, February 1). Ways. Kea.",
    f"@article{{k, {WHO}, journaltitle={{Kea}}, volume={{3}}, eprinttype={{article}}, eprint={{e77}}}}": "Author, A. (2018). Ways of knowing. Kea, 3, Article e77.",
    # Series within series (§ 10.4, example 52)
    **{
        f"@report{{k, {WHO}, {where}, institution={{Kea Institute}}}}": "Author, A. (2018). Ways of knowing (Health of Birds Series 10, Issue 26). Kea Institute."
        for where in (
            "series={Health of Birds}, number={Series 10, Issue 26}",
            "series={Health of Birds Series}, number={10, Issue 26}",
            "series={Health of Birds Series}, number={Series 10, Issue 26}",
            "series={Health of Birds Series 10}, number={26}",
            "series={Health of Birds Series 10}, number={Issue 26}",
            "series={Health of Birds Series 10}, issue={26}",
            "issue={Health of Birds Series}, number={10, Issue 26}",
            "type={Health of Birds Series}, number={10, Issue 26}",
        )
    },
    # A volume with a title of its own (§ 10.2, example 30)
    f"@book{{k, {WHO}, series={{Handbook of Birds}}, volume={{2}}, edition={{3}}, publisher={{Kea Press}}}}": "Author, A. (2018). Handbook of birds: Vol. 2. Ways of knowing (3rd ed.). Kea Press.",
    f"@book{{k, {WHO}, maintitle={{Handbook of Birds}}, volume={{2}}, series={{Big Handbooks}}, number={{7}}, publisher={{Kea Press}}}}": "Author, A. (2018). Handbook of birds: Vol. 2. Ways of knowing. Kea Press.",
    f"@book{{k, {WHO}, series={{Kea Library}}, publisher={{Kea Press}}}}": "Author, A. (2018). Ways of knowing. Kea Press.",
    f"@book{{k, {WHO}, volume={{2}}, part={{1}}, publisher={{Kea Press}}}}": "Author, A. (2018). Ways of knowing (Vol. 2, Pt. 1). Kea Press.",
    f"@inproceedings{{k, {WHO}, booktitle={{Learning and Flight}}, editor={{Ed, E.}}, series={{Lecture Notes in Ornithology}}, volume={{95}}, pages={{3--9}}, publisher={{Kea Press}}}}": "Author, A. (2018). Ways of knowing. In E. Ed (Ed.), Lecture notes in ornithology: Vol. 95. Learning and flight (pp. 3–9). Kea Press.",
    f"@inproceedings{{k, {WHO}, booktitle={{Learning and Flight}}, series={{Lecture Notes in Ornithology}}, volume={{95}}, pages={{3--9}}, publisher={{Kea Press}}}}": "Author, A. (2018). Ways of knowing. In Lecture notes in ornithology: Vol. 95. Learning and flight (pp. 3–9). Kea Press.",
    "@collection{k, editor={Ed, E.}, maintitle={Handbook of Birds}, title={Vol. 2. {Wings}}, volume={2}, date={2018}}": "Ed, E. (Ed.). (2018). Handbook of birds: Vol. 2. Wings.",
    f"@incollection{{k, {WHO}, booktitle={{Wings}}, maintitle={{Bird Research Series}}, volume={{1}}, editor={{Ser, S.}}, editortype={{series}}, editora={{Vol, V.}}, editoratype={{volume}}}}": "Author, A. (2018). Ways of knowing. In V. Vol (Ed.), Bird research series: Vol. 1. Wings.",
    f"@incollection{{k, {WHO}, booktitle={{Wings}}, maintitle={{Bird Research Series}}, volume={{1}}, editor={{Ser, S.}}, editortype={{series}}}}": "Author, A. (2018). Ways of knowing. In S. Ser (Series Ed.), Bird research series: Vol. 1. Wings.",
    f"@unpublished{{k, {WHO}, howpublished={{\\bibcpstring{{mansub}}}}}}": "Author, A. (2018). Ways of knowing [Manuscript submitted for publication].",
    # A symposium (§ 10.5, example 63)
    f"@inproceedings{{k, {WHO}, editora={{Chair, C. and Chair, D.}}, editoratype={{chair}}, maintitle={{Birds: {{Who}} knows?}}, eventtitle={{Kea Convention}}, location={{Nelson}}}}": "Author, A. (2018). Ways of knowing. In C. Chair & D. Chair (Chairs), Birds: Who knows? [Symposium]. Kea Convention, Nelson.",
    f"@presentation{{k, {WHO}, editor={{Chair, C.}}, editortype={{chair}}, maintitle={{Birds}}, eventtitle={{Kea Convention}}, venue={{Nelson}}}}": "Author, A. (2018). Ways of knowing. In C. Chair (Chair), Birds [Symposium]. Kea Convention, Nelson.",
}


@pytest.mark.parametrize(("entry", "reference"), CASES.items(), ids=lambda value: value[:60])
def test_references(library, entry, reference):
    assert read_reference(library(entry)) == reference


def read_reference(works, key="k"):
    return flatten(write_reference(works.get(key))).replace("\u00a0", " ")


ABOUT = {
    "@video{r, entrysubtype={tvepisode}, author={Maker, M.}, author+an:role={1=writer,director}, title={Out There}}": "Review of the TV series episode “Out there,” by M. Maker, Writer & Dir.",
    "@video{r, entrysubtype={tvepisode}, author={Maker, M. and Pal, P.}, author+an:role={1=writer;2=director}, title={Out There}, maintitle={Outer}}": "Review of the TV series episode “Out there,” by M. Maker, Writer, & P. Pal, Dir.",
    "@video{r, entrysubtype={film}, author={Maker, M. and Pal, P.}, author+an:role={=directors}, title={Out There}}": "Review of the film Out there, by M. Maker & P. Pal, Dirs.",
    "@audio{r, entrysubtype={podcastepisode}, author={Maker, M.}, author+an:role={1=host}, title={Out There}}": "Review of the audio podcast episode “Out there,” by M. Maker, Host",
    "@collection{r, editor={Maker, M. and Pal, P.}, title={Out There}}": "Review of the book Out there, by M. Maker & P. Pal, Eds.",
    "@book{r, author={Maker, M.}, title={Out There}}": "Review of the book Out there, by M. Maker",
}


@pytest.mark.parametrize(("about", "note"), ABOUT.items())
def test_reviews(library, about, note):
    works = library(
        f"{about} @article{{k, {WHO}, journaltitle={{Kea Studies}}, related={{r}}, relatedtype={{reviewof}}}}"
    )
    assert read_reference(works) == f"Author, A. (2018). Ways of knowing [{note}]. Kea Studies."


def test_a_review_of_two_works(library):
    works = library(
        "@book{a, author={Maker, M.}, title={Out There}} @book{b, author={Pal, P.}, title={In Here}}"
        f"@article{{k, {WHO}, journaltitle={{Kea Studies}}, related={{a,b}}, relatedtype={{reviewof}}}}"
    )
    note = "Review of the book Out there, by M. Maker, and the book In here, by P. Pal"
    assert read_reference(works) == f"Author, A. (2018). Ways of knowing [{note}]. Kea Studies."


CHAPTER = f"@incollection{{k, {WHO}, booktitle={{Wings}}, editor={{Ed, E.}}, pages={{3--9}}, publisher={{Kea Press}}, related={{r}}, relatedtype={{TYPE}}}}"
BOOK = "Author, A. (2018). Ways of knowing. In E. Ed (Ed.), Wings (pp. 3–9). Kea Press."
ORIGINALS = {
    # § 10.3, example 44
    (
        "@book{r, editor={Old, O.}, title={Feathers: {A} Reader}, pages={11--13}, publisher={Moa Press}, date={1973}}",
        "reprintfrom",
    ): "(Reprinted from Feathers: A reader, pp. 11–13, by O. Old, Ed., 1973, Moa Press)",
    (
        "@incollection{r, author={Author, A.}, title={Ways of Knowing}, booktitle={Feathers}, editor={Old, O. and Eld, E.}, pages={11--13}, publisher={Moa Press}, date={1973}}",
        "reprintfrom",
    ): "(Reprinted from Feathers, pp. 11–13, by O. Old & E. Eld, Eds., 1973, Moa Press)",
    (
        "@incollection{r, author={Author, A.}, title={Knowing}, booktitle={Feathers}, editor={Old, O.}, pages={11--13}, publisher={Moa Press}, date={1973}}",
        "reprintfrom",
    ): "(Reprinted from “Knowing,” in Feathers, pp. 11–13, by O. Old, Ed., 1973, Moa Press)",
    # § 10.3, example 43
    (
        "@article{r, author={Author, A.}, title={Knowing}, journaltitle={Moa}, volume={2}, number={3}, pages={1--9}, date={1973}}",
        "reprintfrom",
    ): "(Reprinted from “Knowing,” 1973, Moa, 2[3], 1–9)",
    # § 9.41
    **{
        (
            "@article{r, author={Author, A.}, title={Knowing}, journaltitle={Moa}, volume={2}, pages={1--9}, date={1973}}",
            kind,
        ): "(Original work published 1973)"
        for kind in ("origpubin", "origpubas", "translationof")
    },
}


@pytest.mark.parametrize(("original", "note"), ORIGINALS.items())
def test_original_publications_of_a_chapter(library, original, note):
    entry, kind = original
    works = library(entry + CHAPTER.replace("TYPE", kind))
    assert read_reference(works) == f"{BOOK} {note}"


CONSTITUTIONS = {
    "source={us}, article={I}, section={3}": (
        "U.S. Const. art. I, § 3.",
        "(U.S. Const. art. I, § 3)",
        "Article I, Section 3, of the U.S. Constitution",
    ),
    "source={southcarolina}, article={IX}": (
        "S.C. Const. art. IX.",
        "(S.C. Const. art. IX)",
        "Article IX of the South Carolina Constitution",
    ),
    "source={West Virginia}, article={IX}, section={3}": (
        "W. Va. Const. art. IX, § 3.",
        "(W. Va. Const. art. IX, § 3)",
        "Article IX, Section 3, of the West Virginia Constitution",
    ),
    "source={us}, amendment={XVIII}, keywords={repealed}, eventdate={1933}": (
        "U.S. Const. amend. XVIII (repealed 1933).",
        "(U.S. Const. amend. XVIII, repealed 1933)",
        "Amendment XVIII to the U.S. Constitution was repealed in 1933",
    ),
    "source={us}, amendment={XVIII}, note={Repealed in 1933}": (
        "U.S. Const. amend. XVIII (repealed 1933).",
        "(U.S. Const. amend. XVIII, repealed 1933)",
        "Amendment XVIII to the U.S. Constitution was repealed in 1933",
    ),
    "source={us}, amendment={I--X}": (
        "U.S. Const. amend. I–X.",
        "(U.S. Const. amend. I–X)",
        "Amendments I–X to the U.S. Constitution",
    ),
    "source={unitednations}, type={charter}, article={1}, part={3}": (
        "U.N. Charter art. 1, para. 3.",
        "(U.N. Charter art. 1, para. 3)",
        "Article 1, Paragraph 3, of the United Nations Charter",
    ),
}


@pytest.mark.parametrize(("fields", "expected"), CONSTITUTIONS.items())
def test_constitutions(library, cite, fields, expected):
    entry = f"@constitution{{k, {fields}}}"
    assert (read_reference(library(entry)), *cite(entry, "[@k]", "@k")) == expected


def test_every_key_is_printed_as_words(library):
    for key, words in STRINGS.items():
        reference = read_reference(library(f"@misc{{k, {WHO}, titleaddon={{{key}}}}}"))
        assert f"[{words}]".lower() in reference.lower()


@pytest.mark.parametrize(
    "field", sorted(KEYED_FIELDS - {"addendum", "note", "origlocation", "edition", "venue", "location"})
)
def test_fields_that_hold_a_key(library, field):
    work = library(f"@misc{{k, {WHO}, {field}={{countryus}}}}").get("k")
    assert work.string(field) == "United States"


@pytest.mark.parametrize("field", sorted(KEYED_FIELDS | {"entrysubtype", "pubstate", "source"}))
def test_no_key_is_printed(library, field):
    for kind in FAMILIES:
        for key in ("mathesis", "maninprep", "countryde", "powerpoint", "patrequs", "houseofrepresentatives"):
            works = library(f"@{kind}{{k, {WHO}, number={{7}}, {field}={{{key}}}}}")
            assert key not in read_reference(works).replace("PowerPoint", "").lower()


def found(library, fields, kind="misc"):
    works = library(f"@{kind}{{k, {WHO}, url={{https://a.example}}, {fields}}}")
    return [finding.message for finding in review([works.get("k")]) if finding.rule == "string"]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (
            "type={phdthesys}",
            'type = {phdthesys} is no key of biblatex, and is printed as it is; did you mean "phdthesis"?',
        ),
        (
            "location={countrynz}",
            "location = {countrynz} is no key of biblatex, and is printed as it is; write it in words, or a name in braces",
        ),
        (
            "organization={countrynz}",
            "organization = {countrynz} is no key of biblatex, and is printed as it is; write it in words, or a name in braces",
        ),
        (
            "howpublished={maninpress}",
            'howpublished = {maninpress} is no key of biblatex, and is printed as it is; did you mean "maninprep"?',
        ),
        (
            "pubstate={inprss}",
            'pubstate = {inprss} is no key of biblatex, and says nothing; did you mean "inpress"?',
        ),
        (
            "entrysubtype={tvepisod}",
            'entrysubtype = {tvepisod} is no key of biblatex, and is printed as it is; did you mean "tvepisode"?',
        ),
    ],
)
def test_unknown_keys_are_told(library, fields, message):
    assert found(library, fields) == [f'"k": {message}']


@pytest.mark.parametrize(
    "fields",
    [
        "type={mathesis}",
        "howpublished={online}",
        "publisher={arxiv}",
        "organization={{bellingcat}}",
        "location={Nelson}",
        "pubstate={In press}",
        "note={see there}",
        "entrysubtype={comic}",
    ],
)
def test_ordinary_values_are_not_told(library, fields):
    assert found(library, fields) == []
