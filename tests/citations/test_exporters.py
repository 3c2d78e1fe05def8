"""Who made what, which site it is on, and what is not for readers, as exporters say it."""

# ruff: noqa: E501 - an entry stands on one line

import pytest

from apa7.bibliography.descriptions import is_description
from apa7.bibliography.richtext import flatten
from apa7.rules.works import write_reference

VIDEO = "title = {The Form}, date = {2015-06-01}, publisher = {Invented TV}"


def reference(work, entry):
    return flatten(write_reference(work(entry)))


@pytest.mark.parametrize(
    ("entry", "beginning"),
    [
        (f"@video{{a, {VIDEO}, entrysubtype = {{film}}, editor = {{Huia, Ana}}, editortype = {{director}}}}", "Huia, A. (Director). (2015). The form [Film]."),
        (f"@video{{a, {VIDEO}, editor = {{Huia, Ana}}, editortype = {{director}}}}", "Huia, A. (Director). (2015). The form [Video]."),
        (f"@movie{{a, {VIDEO}, author = {{Huia, Ana and Moa, Ben}}}}", "Huia, A., & Moa, B. (Directors). (2015). The form [Film]."),
        (f"@video{{a, {VIDEO}, entrysubtype = {{film}}, author = {{Huia, Ana}}, author+an:role = {{1=producer}}}}", "Huia, A. (Producer). (2015). The form [Film]."),
        (f"@video{{a, {VIDEO}, entrysubtype = {{film}}, editor = {{{{Film Board}}}}, editortype = {{director}}}}", "Film Board. (2015). The form [Film]."),
        (f"@video{{a, {VIDEO}, entrysubtype = {{tvseries}}, editora = {{Huia, Ana and Moa, Ben}}, editoratype = {{executive producer}}}}", "Huia, A., & Moa, B. (Executive Producers). (2015). The form [TV series]."),
        (f"@audio{{a, {VIDEO}, editor = {{Rata, Pita}}, editortype = {{host}}, series = {{Workers Talking}}, number = {{4}}}}", "Rata, P. (Host). (2015, June 1). The form (No. 4) [Audio podcast episode]. In Workers Talking."),
        (f"@video{{a, {VIDEO}, namea = {{Kea, Moana}}, nameatype = {{collaborator}}}}", "Kea, M. (2015). The form [Video]."),
    ],
)  # fmt: skip
def test_roles_of_those_who_are_seen_and_heard(work, entry, beginning):
    assert reference(work, entry).startswith(beginning)


def test_an_episode_names_writers_then_directors_and_the_producers_of_the_whole(work):
    entry = (
        f"@video{{a, {VIDEO}, entrysubtype = {{tvbroadcast}}, booktitle = {{Case Notes}}, number = {{S02E11}}, "
        "editor = {Huia, Ana}, editortype = {director}, editora = {Moa, Ben and Huia, Ana}, editoratype = {scriptwriter}, "
        "editorb = {Tui, Rae}, editorbtype = {executiveproducer}}"
    )
    assert reference(work, entry).replace("\u00a0", " ") == (
        "Huia, A. (Writer & Director), & Moa, B. (Writer). (2015, June 1). The form (Season 2, Episode 11) "
        "[TV series episode]. In R. Tui (Executive Producer), Case Notes. Invented TV."
    )


BOOK = "title = {The Form}, date = {2015}, publisher = {Press}"


@pytest.mark.parametrize(
    ("people", "start", "rest"),
    [
        ("author = {Tui, Rae}, editor = {Moa, Ben}, editortype = {redactor}", "Tui, R. (2015)", "The form. Press."),
        ("author = {Tui, Rae}, editora = {Moa, Ben}, editoratype = {collaborator}", "Tui, R. (2015)", "The form. Press."),
        ("author = {Tui, Rae}, editor = {Moa, Ben}, editortype = {compiler}", "Tui, R. (2015)", "The form (B. Moa, Comp.). Press."),
        ("editor = {Moa, Ben and Kea, M.}, editortype = {compiler}", "Moa, B., & Kea, M. (Comps.). (2015)", "The form. Press."),
        ("editora = {Moa, Ben}, editoratype = {collaborator}", "Moa, B. (2015)", "The form. Press."),
        ("editor = {Moa, Ben}", "Moa, B. (Ed.). (2015)", "The form. Press."),
        ("author = {Tui, Rae}, nameaddon = {@rtui}", "Tui, R. [@rtui]. (2015)", "The form. Press."),
    ],
)  # fmt: skip
def test_people_of_books(work, people, start, rest):
    assert reference(work, f"@book{{a, {BOOK}, {people}}}") == f"{start}. {rest}"


@pytest.mark.parametrize(
    "text",
    ["Infographic", "Image attached", "Online forum post", "Facebook Page", "Comment on the article X", "Data set", "Press Release", "Conference session", "Lecture notes on resource allocation"],
)  # fmt: skip
def test_descriptions(text):
    assert is_description(text)


@pytest.mark.parametrize(
    "text",
    ["Reddit", "The Washington Post", "London Review of Books", "Google Maps", "Stuff", "RNZ", "Reimagining Social Work", "beehive.govt.nz", "Harvard Business Review", "The Social Work Podcast", "Te Ara", ""],
)  # fmt: skip
def test_names(text):
    assert not is_description(text)


@pytest.mark.parametrize(
    ("entry", "end"),
    [
        ("@online{a, title = {Why}, author = {Tui, Rae}, date = {2015-06-01}, url = {https://x.example/a}, titleaddon = {Stuff}}", "Why. Stuff. https://x.example/a"),
        ("@online{a, title = {Why}, author = {Tui, Rae}, date = {2015-06-01}, url = {https://x.example/a}, titleaddon = {Infographic}}", "Why [Infographic]. https://x.example/a"),
        ("@online{a, title = {Why}, author = {Tui, Rae}, date = {2015-06-01}, url = {https://x.example/a}, titleaddon = {Infographic}, organization = {Stuff}}", "Why [Infographic]. Stuff. https://x.example/a"),
        ("@online{a, title = {Why}, author = {Tui, Rae}, date = {2015-06-01}, url = {https://x.example/a}, organization = {Twitter}, type = {Tweet}}", "Why [Tweet]. Twitter. https://x.example/a"),
        ("@online{a, title = {Why}, author = {Tui, Rae}, date = {2015-06-01}, url = {https://forums.x.example/a}, organization = {The Workers}}", "Why [Online forum post]. The Workers. https://forums.x.example/a"),
        ("@online{a, title = {Why}, author = {Tui, Rae}, date = {2015-06-01}, url = {https://x.example/a}, organization = {Pacific Islands Forum}}", "Why. Pacific Islands Forum. https://x.example/a"),
        ("@misc{a, title = {Why}, author = {Tui, Rae}, date = {2015-06-01}, url = {https://x.example/a}, titleaddon = {Nine to Noon}, publisher = {RNZ}}", "Why. In Nine to Noon. RNZ. https://x.example/a"),
    ],
)  # fmt: skip
def test_sites_and_descriptions(work, entry, end):
    assert reference(work, entry) == f"Tui, R. (2015, June 1). {end}"


@pytest.mark.parametrize(
    "note",
    ["PMID: 123", "Citation Key: doe99", "original-date: 1921", "tex.copyright: the author", "Place: Dunedin", "arXiv:2001.01234 [cs]", r"\_eprint: https://x.example/pdf", "{IMDb} {ID}: tt1", "Read\nPMID: 123", r"Publisher: Press \\ OCLC: 12", "Cited by: 12", "WOS:000123", "tex.ids= other"],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["report", "video", "book", "misc", "legislation", "article"])
def test_lines_of_extra_are_not_printed(work, kind, note):
    entry = f"@{kind}{{a, author = {{Tui, Rae}}, title = {{The Form}}, journal = {{Things}}, date = {{2015}}, %s}}"
    assert reference(work, entry % f"note = {{{note}}}") == reference(work, entry % "")


def test_lines_of_extra_are_no_annotation(work):
    entry = "@book{a, title = {The Form}, annotation = {IMDb ID: tt1\\\\\nWorth reading: twice, and slowly.\nRead it.}}"
    assert work(entry).string("annotation") == "Worth reading: twice, and slowly. Read it."
    assert (
        work("@book{a, title = {The Form}, annote = {Good on power.}}").string("annotation")
        == "Good on power."
    )


def test_a_section_is_no_part_of_a_newspaper_s_name(work):
    entry = "@article{a, author = {Tui, Rae}, title = {Why}, journaltitle = {The Post}, journalsubtitle = {News}, date = {2015-06-01}, entrysubtype = {%s}}"
    for kind in ("newspaper", "magazine"):
        assert reference(work, entry % kind) == "Tui, R. (2015, June 1). Why. The Post."


def test_a_note_of_the_author_s_stays(work):
    entry = "@report{a, author = {Tui, Rae}, title = {The Form}, date = {2015}, note = {2002, amended June 1, 2010}}"
    assert reference(work, entry) == "Tui, R. (2015). The form (2002, amended June 1, 2010)."


@pytest.mark.parametrize(
    ("fields", "reference_"),
    [
        ("@patent{a, type = {patentde}, number = {10361215}", "(German Patent No. 10361215)"),
        ("@patent{a, type = {patentus}, number = {7,347,809}", "(U.S. Patent No. 7,347,809)"),
        ("@patent{a, number = {US7347809B2}, nationality = {United States}", "(U.S. Patent No. 7347809B2)"),
        ("@patent{a, number = {EP1234567}", "(European Patent No. 1234567)"),
        ("@patent{a, number = {1234567}, nationality = {FR}", "(French Patent No. 1234567)"),
        ("@patent{a, number = {JP1234567}", "(Patent No. JP1234567)"),
        ("@patent{a, type = {patent}, number = {1234567}, location = {countryuk}", "(British Patent No. 1234567)"),
        ("@patent{a, type = {patrequs}, number = {12/345}", "(U.S. Patent Application No. 12/345)"),
    ],
)  # fmt: skip
def test_whose_patents_are(work, fields, reference_):
    entry = f"{fields}, author = {{Tui, Rae}}, title = {{Pen}}, date = {{2008-03-25}}, holder = {{{{Invented Ltd.}}}}}}"
    assert reference(work, entry) == f"Tui, R. (2008). Pen {reference_}."


@pytest.mark.parametrize(
    ("entry", "written"),
    [
        ("@legislation{a, title = {Civil Rights Act of 1964}, number = {88-352}, journaltitle = {Stat.}, volume = {78}, pages = {241}, date = {1964}}", "Civil Rights Act of 1964, Pub. L. No. 88-352, 78 Stat. 241 (1964)."),
        ("@legislation{a, title = {Americans With Disabilities Act of 1990}, journaltitle = {U.S.C.}, volume = {42}, pages = {12101}, date = {1990}}", "Americans With Disabilities Act of 1990, 42 U.S.C. § 12101 (1990)."),
        ("@legislation{a, title = {Campus Act}, number = {H.R. 1100}, location = {113th Cong.}, date = {2013}}", "Campus Act, H.R. 1100, 113th Cong. (2013)."),
        ("@jurisdiction{a, title = {Kea v. Moa}, institution = {Supreme Court}, journaltitle = {U.S.}, volume = {347}, pages = {483}, date = {1954}}", "Kea v. Moa, 347 U.S. 483 (1954)."),
        ("@jurisdiction{a, title = {Kea v. Moa}, institution = {Court of Appeals, Tenth Circuit}, journaltitle = {F.2d}, volume = {727}, pages = {888}, date = {1984}}", "Kea v. Moa, 727 F.2d 888 (10th Cir. 1984)."),
        ("@jurisdiction{a, title = {Kea v. Moa}, institution = {D. Minn.}, number = {14-556}, date = {2014}}", "Kea v. Moa, No. 14-556 (D. Minn. 2014)."),
        ("@misc{a, title = {Kea v. Moa}, year = {1954}}", "Kea v. Moa (1954)."),
    ],
)  # fmt: skip
def test_where_laws_and_cases_are_printed(work, entry, written):
    assert reference(work, entry) == written


def test_a_document_that_an_exporter_saw_is_no_post_on_a_blog(work):
    entry = "@misc{a, author = {Tui, Rae}, title = {Why}, date = {2015-06-01}, organization = {Ministry}, url = {https://x.example/a}%s}"
    read = [piece for piece in write_reference(work(entry % ", urldate = {2016-01-01}")) if piece.italic]
    assert flatten(read) == "Why"
    assert flatten(piece for piece in write_reference(work(entry % "")) if piece.italic) == "Ministry"


def test_a_law_is_cited_by_its_title(work):
    from apa7.rules import intext

    bill = work(
        "@legislation{a, title = {Campus Act}, number = {H.R. 1}, date = {2013}, namea = {Tui, Rae}, nameatype = {collaborator}}"
    )
    assert flatten(intext.label(bill, intext.Form(), narrative=True)) == "Campus Act"


@pytest.mark.parametrize(
    ("fields", "written"),
    [
        ("type = {Poster}, howpublished = {Poster}, note = {Invented Congress}, location = {Wellington}", "[Poster presentation]. Invented Congress, Wellington."),
        ("note = {12th Annual Meeting of Workers}", "[Conference presentation]. 12th Annual Meeting of Workers."),
        ("note = {Paper presented at the Annual Meeting of Workers, Wellington}", "[Paper presentation]. Annual Meeting of Workers, Wellington."),
        ("note = {Presented at the Invented Conference}", "[Conference presentation]. Invented Conference."),
        ("type = {Keynote}, eventtitle = {Invented Congress}, venue = {Wellington}", "[Keynote]. Invented Congress, Wellington."),
    ],
)  # fmt: skip
def test_talks(work, fields, written):
    entry = f"@unpublished{{a, author = {{Tui, Rae}}, title = {{Why}}, date = {{2013-11-11}}, {fields}}}"
    assert reference(work, entry) == f"Tui, R. (2013, November 11). Why {written}"


@pytest.mark.parametrize(
    ("entry", "written"),
    [
        ("@online{a, type = {SSRN Scholarly Paper}, number = {52}, eprint = {52}, eprinttype = {SSRN}, url = {https://ssrn.com/abstract=52}, date = {2025-05-29}", "(SSRN Scholarly Paper No. 52). SSRN. https://ssrn.com/abstract=52"),
        ("@online{a, doi = {10.48550/ARXIV.2510.1}, pubstate = {prepublished}, version = {1}, date = {2025}", "(Version 1). arXiv. https://doi.org/10.48550/ARXIV.2510.1"),
        ("@unpublished{a, note = {ArXiv preprint}, url = {https://arxiv.org/abs/2503.1}, date = {2025}", ". arXiv. https://arxiv.org/abs/2503.1"),
        ("@article{a, journal = {arXiv}, note = {arxiv:2503.1}, year = {2025}", ". arXiv. https://arxiv.org/abs/2503.1"),
        ("@misc{a, publisher = {arXiv}, note = {arXiv:2503.1 [cs]}, year = {2025}", ". arXiv. https://arxiv.org/abs/2503.1"),
        ("@misc{a, url = {https://www.biorxiv.org/content/1}, year = {2025}", ". bioRxiv. https://www.biorxiv.org/content/1"),
        ("@misc{a, publisher = {OSF}, doi = {10.31219/osf.io/x}, year = {2025}", ". OSF Preprints. https://doi.org/10.31219/osf.io/x"),
        ("@unpublished{a, institution = {Bureau}, type = {Working Paper}, number = {12}, year = {2025}", "(Working Paper No. 12). Bureau."),
        ("@techreport{a, institution = {Bureau}, type = {Working {Paper}}, number = {WP/20/11}, year = {2025}", "(Working Paper No. WP/20/11). Bureau."),
        ("@misc{a, publisher = {Zenodo}, type = {Dataset}, version = {2}, year = {2025}", "(Version 2) [Data set]. Zenodo."),
        ("@video{a, editor = {Tui, Rae}, editortype = {director}, url = {https://vimeo.com/1}, date = {2025}", "[Video]. Vimeo. https://vimeo.com/1"),
        ("@misc{a, url = {https://youtu.be/1}, year = {2025}", "[Video]. YouTube. https://youtu.be/1"),
        ("@techreport{a, institution = {Bureau}, series = {Working Paper}, number = {12}, year = {2025}", "(Working Paper No. 12). Bureau."),
        ("@phdthesis{a, school = {Massey University}, type = {Master of Social Work}, year = {2025}", "[Master’s thesis, Massey University]."),
        ("@phdthesis{a, school = {Massey University}, type = {{MSW} thesis}, year = {2025}", "[Master’s thesis, Massey University]."),
        ("@thesis{a, institution = {Massey University}, type = {PhD}, date = {2025}", "[Doctoral dissertation, Massey University]."),
        ("@thesis{a, institution = {Massey University}, type = {Doctoral {Thesis}}, date = {2025}", "[Doctoral thesis, Massey University]."),
        ("@misc{a, howpublished = {Press release}, year = {2025}", "[Press release]."),
        ("@misc{a, howpublished = {Invented Software}, year = {2025}", ". Invented Software."),
        ("@misc{a, type = {Podcast}, journal = {Workers Talking}, year = {2025}", "[Audio podcast episode]. In Workers Talking."),
        ("@misc{a, type = {Radio Broadcast}, journal = {Nine to Noon}, publisher = {RNZ}, year = {2025}", "[Radio broadcast]. In Nine to Noon. RNZ."),
    ],
)  # fmt: skip
def test_where_papers_and_videos_are(work, entry, written):
    author = "" if "editor" in entry else "author = {Tui, Rae}, "
    expected = f"Tui, R. (2025). Why {written}".replace("Why .", "Why.")
    assert reference(work, f"{entry}, {author}title = {{Why}}}}") == expected


def test_a_standard_is_by_who_publishes_it(work):
    entry = "@standard{a, title = {Risk}, publisher = {Standards New Zealand}, number = {AS/NZS 4360:2004}, date = {2004}}"
    assert reference(work, entry) == "Standards New Zealand. (2004). Risk (AS/NZS 4360:2004)."


@pytest.mark.parametrize(
    ("entry", "written"),
    [
        ("@letter{a, author = {Tui, Rae}, title = {On Forms}, type = {Letter}, date = {1935-02-04}, url = {https://archive.example/1}}", "Tui, R. (1935, February 4). On forms [Letter]. https://archive.example/1"),
        ("@letter{a, author = {Tui, Rae}, title = {On Forms}, type = {E-mail}, date = {1935-02-04}}", ""),
        ("@manual{a, title = {Guide to Forms}, organization = {Ministry of Forms}, year = {2016}}", "Ministry of Forms. (2016). Guide to forms."),
        ("@article{a, author = {Tui, Rae}, title = {On Forms}, publisher = {Press}, volume = {3}, pages = {1--2}, year = {2016}}", "Tui, R. (2016). On forms. 3, 1–2."),
        ("@article{a, author = {Tui, Rae}, title = {On Forms}, journal = {Things}, booktitle = {Proceedings}, year = {2016}}", "Tui, R. (2016). On forms. Things."),
    ],
)  # fmt: skip
def test_what_is_lost_in_no_other_kind(work, entry, written):
    from apa7.rules.works import family_of

    read = work(entry)
    assert (flatten(write_reference(read)) if family_of(read).is_listed(read) else "") == written
