"""Entries as publishers, search engines, EndNote, Mendeley and databases write them, kind by kind."""

# ruff: noqa: E501 - an entry and its reference stand on one line each

import pytest

from apa7.add.lookup import read_identifier
from apa7.rules import links
from apa7.rules.works import write_reference

ARTICLE = "author = {Kea, Moana}, title = {Counting Hashtags}, year = {2020}, volume = {8}"
HEAD = "Kea, M. (2020). Counting hashtags."


def read(text):
    return "".join(f"*{piece.text}*" if piece.italic else piece.text for piece in text).replace("**", "")


@pytest.mark.parametrize(
    "fields",
    [
        # ACM, IEEE, the Web of Science, PLOS, BMC and others (§ 9.27).
        "articleno = {45}, numpages = {25}",
        "art_number = {45}, pages = {1-9}",
        "Article-Number = {45}, Type = {Article}",
        "article_number = {45}",
        "eid = {45}",
        "eid = {Article 45}",
        "eid = {Art. no. 45}",
        "eid = {No. 45}",
        "elocation-id = {45}",
        "pages = {Article 45}",
        "pages = {Art. 45}",
    ],
)
def test_numbers_of_articles(work, fields):
    entry = f"@article{{a, {ARTICLE}, number = {{2}}, journal = {{Things}}, {fields}}}"
    assert read(write_reference(work(entry))) == f"{HEAD} *Things*, *8*(2), Article 45."


@pytest.mark.parametrize(
    ("pages", "printed"),
    [
        ("e04901", "Article e04901"),
        ("E12", "Article E12"),
        ("105432", "Article 105432"),
        ("ar1234", "Article ar1234"),
        ("S12", "S12"),
        ("A1", "A1"),
        ("10345", "10345"),
        ("e12--e19", "e12–e19"),
        ("p123 - 145", "123–145"),
        ("123+", "123"),
    ],
)
def test_pages_that_are_numbers_and_those_that_are_not(work, pages, printed):
    entry = f"@article{{a, {ARTICLE}, journal = {{Things}}, pages = {{{pages}}}}}"
    assert read(write_reference(work(entry))) == f"{HEAD} *Things*, *8*, {printed}."


@pytest.mark.parametrize(
    ("fields", "issue"),
    [
        ("number = {3}, issue = {3}", "(3)"),
        ("issue = {3}", "(3)"),
        ("number = {3}, issue = {Suppl. 1}", "(3, Suppl. 1)"),
        ("issue = {Suppl. 1}", "(Suppl. 1)"),
        ("number = {3}, issue = {Spring}", "(3)"),
        ("number = {3}, issue_date = {March 2020}", "(3)"),
    ],
)
def test_number_and_issue(work, fields, issue):
    entry = f"@article{{a, {ARTICLE}, journal = {{Things}}, {fields}, pages = {{1--2}}}}"
    assert read(write_reference(work(entry))) == f"{HEAD} *Things*, *8*{issue}, 1–2."


def test_a_number_that_is_the_article_s_beside_an_issue(work):
    entry = f"@article{{a, {ARTICLE}, journal = {{Things}}, number = {{e0123}}, issue = {{3}}}}"
    assert read(write_reference(work(entry))) == f"{HEAD} *Things*, *8*(3), Article e0123."


PREPRINT = "author = {Kea, Moana}, title = {Counting Hashtags}, year = {2020}"


@pytest.mark.parametrize(
    ("fields", "source"),
    [
        ("journal = {arXiv preprint arXiv:2001.01234}", "arXiv. https://arxiv.org/abs/2001.01234"),
        ("journal = {arXiv preprint hep-th/9901001}", "arXiv. https://arxiv.org/abs/hep-th/9901001"),
        ("journal = {arXiv:2001.01234 [cs, stat]}", "arXiv. https://arxiv.org/abs/2001.01234"),
        ("journal = {CoRR}, volume = {abs/2001.01234}", "arXiv. https://arxiv.org/abs/2001.01234"),
        (
            "journal = {arXiv e-prints}, eid = {arXiv:2001.01234}, pages = {arXiv:2001.01234}, archivePrefix = {arXiv}, eprint = {2001.01234}",
            "arXiv. https://arxiv.org/abs/2001.01234",
        ),
        ("arxivId = {2001.01234}, archivePrefix = {arXiv}", "arXiv. https://arxiv.org/abs/2001.01234"),
        ("journal = {bioRxiv}, doi = {10.1101/1}, elocation-id = {2020.01.30}", "bioRxiv. https://doi.org/10.1101/1"),
        ("journal = {SSRN Electronic Journal}, doi = {10.2139/ssrn.1}", "SSRN. https://doi.org/10.2139/ssrn.1"),
        ("journal = {Available at SSRN 35274}", "SSRN. https://doi.org/10.2139/ssrn.35274"),
        ("publisher = {Center for Open Science}, doi = {10.31234/osf.io/a}", "PsyArXiv. https://doi.org/10.31234/osf.io/a"),
    ],
)  # fmt: skip
def test_archives_of_preprints_in_place_of_journals(work, fields, source):
    entry = f"@article{{a, {PREPRINT}, {fields}}}"
    assert read(write_reference(work(entry))) == f"Kea, M. (2020). *Counting hashtags*. {source}"


def test_an_article_that_was_published_stays_one(work):
    entry = (
        f"@article{{a, {ARTICLE}, journal = {{Things}}, eprint = {{2001.01234}}, archiveprefix = {{arXiv}}}}"
    )
    assert read(write_reference(work(entry))).startswith(f"{HEAD} *Things*, *8*.")


BOOK = "author = {Tui, Rae}, publisher = {Press}, year = {2011}, pages = {20--31}"


@pytest.mark.parametrize(
    ("entry", "reference"),
    [
        (
            f"@inbook{{a, {BOOK}, title = {{The Practitioner}}, chapter = {{3}}, edition = {{2nd}}}}",
            "Tui, R. (2011). *The practitioner* (2nd ed.). Press.",
        ),
        (
            f"@inbook{{a, {BOOK}, title = {{The Practitioner}}, chapter = {{Chapter 3}}}}",
            "Tui, R. (2011). *The practitioner*. Press.",
        ),
        (
            f"@inbook{{a, {BOOK}, title = {{The Practitioner}}, chapter = {{A Question of Scope}}}}",
            "Tui, R. (2011). A question of scope. In *The practitioner* (pp. 20–31). Press.",
        ),
        (
            f"@inbook{{a, {BOOK}, title = {{On Scope}}, booktitle = {{The Handbook}}, editor = {{Moa, Ben}}, type = {{Book Section}}}}",
            "Tui, R. (2011). On scope. In B. Moa (Ed.), *The handbook* (pp. 20–31). Press.",
        ),
        (
            f"@article{{a, {ARTICLE}, journal = {{Things}}, editor = {{Moa, Ben}}}}",
            f"{HEAD} *Things*, *8*.",
        ),
        (
            "@phdthesis{a, author = {Tui, Rae}, title = {On Scope}, university = {University of Otago}, year = {1999}}",
            "Tui, R. (1999). *On scope* [Doctoral dissertation, University of Otago].",
        ),
        (
            "@phdthesis{a, author = {Tui, Rae}, title = {On Scope}, publisher = {University of Otago}, year = {1999}}",
            "Tui, R. (1999). *On scope* [Doctoral dissertation, University of Otago].",
        ),
        (
            "@phdthesis{a, author = {Tui, Rae}, title = {On Scope}, journal = {ProQuest Dissertations and Theses}, school = {University of Otago}, year = {1999}, pages = {150}, note = {Copyright - Database copyright ProQuest LLC; Last updated - 2023}}",
            "Tui, R. (1999). *On scope* [Doctoral dissertation, University of Otago]. ProQuest Dissertations and Theses.",
        ),
        (
            "@thesis{a, author = {Tui, Rae}, title = {On Scope}, type = {Thesis}, publisher = {ResearchSpace@Auckland}, date = {1999}}",
            "Tui, R. (1999). *On scope* [Thesis]. ResearchSpace@Auckland.",
        ),
        (
            "@misc{a, author = {Tui, Rae}, title = {On Scope}, year = {1999}, type = {Web Page}, url = {https://x.example/a}}",
            "Tui, R. (1999). *On scope*. https://x.example/a",
        ),
        (
            "@article{a, author = {Tui, Rae}, title = {On Scope}, journal = {The Post}, date = {1999-05-03}, type = {Newspaper Article}}",
            "Tui, R. (1999, May 3). On scope. *The Post*.",
        ),
        (
            "@misc{a, author = {Tui, Rae}, title = {On Scope}, booktitle = {Invented Site}, url = {https://x.example/a}, year = {1999}}",
            "Tui, R. (1999). *On scope*. Invented Site. https://x.example/a",
        ),
        (
            "@misc{a, author = {Tui, Rae}, title = {On Scope}, year = {1999}, publisher = {Press}, type = {Film or Broadcast}}",
            "Tui, R. (1999). *On scope*. Press.",
        ),
        (
            "@misc{a, title = {Kea Act}, year = {1999}, number = {12-34}, type = {Statute}}",
            "Kea Act, Pub. L. No. 12-34 (1999).",
        ),
        (
            "@misc{a, author = {Tui, Rae}, title = {On Scope}, year = {1999}, publisher = {Site}, type = {Discussion Forum}, url = {https://x.example/a}}",
            "Tui, R. (1999). *On scope* [Online forum post]. Site. https://x.example/a",
        ),
        (
            "@misc{a, title = {Pen}, author = {Tui, Rae}, year = {2008}, publisher = {Google Patents}, note = {US Patent App. 12/345,678}}",
            "Tui, R. (2008). *Pen* (U.S. Patent Application No. 12/345,678).",
        ),
        (
            "@misc{a, title = {Pen that files}, author = {Tui, Rae}, year = {2008}, publisher = {Google Patents}, note = {US Patent 7,347,809}}",
            "Tui, R. (2008). *Pen that files* (U.S. Patent No. 7,347,809).",
        ),
    ],
)
def test_where_titles_people_and_places_stand(work, entry, reference):
    assert read(write_reference(work(entry))) == reference


@pytest.mark.parametrize(
    ("fields", "number"),
    [
        ("type = {NBER Working Papers}, number = {30659}", "NBER Working Paper No. 30659"),
        (
            "type = {Working Paper}, series = {Working Paper Series}, number = {30659}",
            "Working Paper No. 30659",
        ),
        ("series = {IZA Discussion Papers}, number = {1234}", "IZA Discussion Paper No. 1234"),
        ("type = {Discussion Paper}, number = {Discussion Paper No. 1234}", "Discussion Paper No. 1234"),
        ("type = {Discussion Paper}, number = {No. 1234}", "Discussion Paper No. 1234"),
        ("type = {Report}, number = {7}", "Report No. 7"),
    ],
)
def test_numbers_of_papers(work, fields, number):
    entry = f"@techreport{{a, author = {{Tui, Rae}}, title = {{On Scope}}, institution = {{Bureau}}, year = {{2022}}, {fields}}}"
    assert read(write_reference(work(entry))) == f"Tui, R. (2022). *On scope* ({number}). Bureau."


@pytest.mark.parametrize(
    "howpublished",
    [
        r"\url{https://x.example/a}",
        "https://x.example/a",
        "https://x.example/a/",
        "Available at: https://x.example/a",
        r"Online, \url{https://x.example/a}",
    ],
)
@pytest.mark.parametrize("url", ["", ", url = {https://x.example/a}"])
def test_an_address_is_told_once(work, howpublished, url):
    entry = f"@misc{{a, author = {{Tui, Rae}}, title = {{On Scope}}, year = {{1999}}, howpublished = {{{howpublished}}}{url}}}"
    assert read(write_reference(work(entry))).rstrip("/") == "Tui, R. (1999). *On scope*. https://x.example/a"


OLD = "10.1002/(SICI)1097-4679(199901)55:1<23::AID-JCLP3>3.0.CO;2-T"


@pytest.mark.parametrize(
    "written",
    [
        OLD,
        OLD.replace("<", r"{\textless}").replace(">", r"{\textgreater}"),
        OLD.replace("<", r"\textless ").replace(">", r"\textgreater "),
        OLD.replace("<", r"\textless{}").replace(">", r"\textgreater{}"),
        OLD.replace("<", "$<$").replace(">", "$>$"),
        OLD.replace("<", "&lt;").replace(">", "&gt;"),
        OLD.replace("<", "%3C").replace(">", "%3E").replace("(", "%28"),
        "https://doi.org/" + OLD.replace("/", "%2F"),
    ],
)
def test_spelt_signs_of_dois(work, written):
    assert links.doi(work(f"@article{{a, title = {{A}}, doi = {{{written}}}}}")) == OLD


@pytest.mark.parametrize("given", [OLD, OLD.replace("<", "%3C").replace(">", "%3E"), OLD.replace("/", "%2F")])
@pytest.mark.parametrize("before", ["", "https://doi.org/", "doi:"])
def test_dois_with_numbers_for_signs_are_looked_up(before, given):
    identifier = read_identifier(before + given)
    assert (identifier.kind, identifier.value) == ("DOI", OLD)


@pytest.mark.parametrize(
    "original",
    [
        "@collection{b, editor = {Kea, Moana}, title = {Brain and Mind}, pages = {113--123}, publisher = {Press}, date = {1973}}",
        "@incollection{b, author = {Tui, Rae}, editor = {Kea, Moana}, title = {On Scope}, booktitle = {Brain and Mind}, pages = {113--123}, publisher = {Press}, date = {1973}}",
    ],
)
def test_a_chapter_that_was_reprinted_from_a_book(library, original):
    reprint = "@incollection{a, author = {Tui, Rae}, title = {On Scope}, booktitle = {Making Things}, editor = {Moa, Ben}, pages = {27--40}, publisher = {Sage}, date = {2005}, related = {b}, relatedtype = {reprintfrom}}"
    entry = library(f"{reprint}\n{original}").get("a")
    assert read(write_reference(entry)) == (
        "Tui, R. (2005). On scope. In B. Moa (Ed.), *Making things* (pp. 27–40). Sage. "
        "(Reprinted from *Brain and mind*, pp. 113–123, by M. Kea, Ed., 1973, Press)"
    )
