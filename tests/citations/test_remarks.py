"""What people write into `note`, `howpublished` and `journal` stands where APA has a place for it."""

import pytest

from apa7.rules.works import write_reference

WHO = "author = {Kea, Moana}, year = {2020}, title = {Birds}"


def read(text):
    return "".join(f"*{piece.text}*" if piece.italic else piece.text for piece in text).replace("**", "")


@pytest.mark.parametrize(
    ("entry", "printed"),
    [
        # Translators and first editions (§§ 9.24, 9.41).
        (
            f"@book{{a, {WHO}, publisher={{P}}, note={{Translated by Rua Weka}}}}",
            "*Birds* (R. Weka, Trans.). P.",
        ),
        (
            f"@book{{a, {WHO}, publisher={{P}}, note={{Trans. by A. Weka and B. Tui}}}}",
            "*Birds* (A. Weka & B. Tui, Trans.). P.",
        ),
        (
            f"@book{{a, {WHO}, publisher={{P}}, note={{Original work published 1976}}}}",
            "*Birds*. P. (Original work published 1976)",
        ),
        (
            f"@book{{a, {WHO}, publisher={{P}}, note={{(First published in 1976)}}}}",
            "*Birds*. P. (Original work published 1976)",
        ),
        (f"@book{{a, {WHO}, publisher={{P}}, note={{A gift of Rua}}}}", "*Birds*. P."),
        # Packages and other software (§ 10.10).
        (
            f"@manual{{a, {WHO}, note={{R package version 1.1-7}}, url={{https://r.example/b}}}}",
            "*Birds* (Version 1.1-7) [Computer software]. https://r.example/b",
        ),
        (
            f"@misc{{a, {WHO}, publisher={{GitHub}}, journal={{GitHub repository}}, "
            "howpublished={\\url{https://g.example/b}}}",
            "*Birds* [Computer software]. GitHub. https://g.example/b",
        ),
        (f"@software{{a, {WHO}, version={{v1.2.3}}}}", "*Birds* (Version 1.2.3) [Computer software]."),
        (f"@dataset{{a, {WHO}, version={{V1}}, publisher={{P}}}}", "*Birds* (Version V1) [Data set]. P."),
        (
            f"@misc{{a, {WHO}, howpublished={{Large language model}}, note={{Mar 14 version}}}}",
            "*Birds* (Mar 14 version) [Large language model].",
        ),
        (f"@misc{{a, {WHO}, note={{Accepted version}}}}", "*Birds*."),
        # Data (§ 10.9).
        (f"@misc{{a, {WHO}, publisher={{P}}, note={{[dataset]}}}}", "*Birds* [Data set]. P."),
        # Theses (§ 10.6).
        (
            f"@phdthesis{{a, {WHO}, school={{U of X}}, note={{Unpublished doctoral dissertation}}}}",
            "*Birds* [Unpublished doctoral dissertation]. U of X.",
        ),
        (
            f"@phdthesis{{a, {WHO}, school={{ResearchSpace@Kea}}, url={{https://r.example}}}}",
            "*Birds* [Doctoral dissertation]. ResearchSpace@Kea. https://r.example",
        ),
        (
            f"@phdthesis{{a, {WHO}, school={{Open University}}, url={{https://r.example}}}}",
            "*Birds* [Doctoral dissertation, Open University]. https://r.example",
        ),
        # Talks (§ 10.5).
        (
            f"@misc{{a, {WHO}, howpublished={{Poster presented at the Kea Conference, Auckland}}}}",
            "*Birds* [Poster presentation]. Kea Conference, Auckland.",
        ),
        (
            f"@misc{{a, {WHO}, note={{Keynote at the Kea Symposium}}}}",
            "*Birds* [Keynote address]. Kea Symposium.",
        ),
        (
            f"@unpublished{{a, {WHO}, howpublished={{Kea Congress, Auckland}}}}",
            "*Birds* [Conference presentation]. Kea Congress, Auckland.",
        ),
        # Descriptions (§ 9.21), each once.
        (f"@booklet{{a, {WHO}, howpublished={{Leaflet}}}}", "*Birds* [Leaflet]."),
        (
            f"@misc{{a, {WHO}, howpublished={{YouTube video}}, url={{https://youtu.be/1}}}}",
            "*Birds* [Video]. YouTube. https://youtu.be/1",
        ),
        (f"@unpublished{{a, {WHO}, type={{PowerPoint}}}}", "*Birds* [PowerPoint slides]."),
        # A museum stands before its town (§ 10.14).
        (
            f"@image{{a, {WHO}, titleaddon={{Painting}}, institution={{Te Papa}}, location={{Wellington}}}}",
            "*Birds* [Painting]. Te Papa, Wellington.",
        ),
        # A section is no part of a newspaper's name (§ 10.1).
        (
            "@article{a, author={Kea, Moana}, title={Birds}, journaltitle={Kea}, journalsubtitle={National}, "
            "date={2020-02-25}, location={Nelson}}",
            "Birds. *Kea*.",
        ),
    ],
)
def test_remarks(work, entry, printed):
    text = read(write_reference(work(entry)))
    assert text.partition("). ")[2] == printed


def test_correspondence_is_cited_in_the_text_alone(work):
    # § 8.9
    from apa7.rules.works import family_of

    entry = work(f"@misc{{a, {WHO}, howpublished={{personal communication}}}}")
    assert not family_of(entry).is_listed(entry)


@pytest.mark.parametrize(
    ("kind", "field", "written", "printed"),
    [
        # One body (§ 9.29).
        ("report", "institution", "Department of Health and Human Services", None),
        ("report", "institution", "Substance Use and Mental Health Services Administration", None),
        ("report", "institution", "Fire and Emergency New Zealand", None),
        ("book", "publisher", "Taylor and Francis", None),
        ("book", "publisher", "Farrar, Straus and Giroux", None),
        ("book", "publisher", "Kea and Sons", None),
        # Two.
        (
            "report",
            "institution",
            "University of Kea and Moa University",
            "University of Kea; Moa University",
        ),
        ("book", "publisher", "Kea Books and Moa University Press", "Kea Books; Moa University Press"),
        ("book", "publisher", "Kea and Moa", "Kea; Moa"),
    ],
)
def test_names_with_and(work, kind, field, written, printed):
    entry = work(f"@{kind}{{a, {WHO}, {field}={{{written}}}}}")
    assert read(write_reference(entry)) == f"Kea, M. (2020). *Birds*. {printed or written}."


def test_a_body_with_and_is_not_named_twice(work):
    name = "Inquiry into Grief and Care"
    entry = f"@report{{a, author={{{{{name}}}}}, title={{Birds}}, year={{2020}}, institution={{{name}}}}}"
    assert read(write_reference(work(entry))) == f"{name}. (2020). *Birds*."
