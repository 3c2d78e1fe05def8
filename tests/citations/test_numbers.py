"""Dates in words, volumes, pages and locators as people write them."""

# ruff: noqa: E501 - an entry and what it gives stand on one line

import pytest

from apa7.bibliography.edtf import read_year
from apa7.bibliography.richtext import flatten
from apa7.bibliography.written import find_visit, read_written
from apa7.model import Citekey, When, Work
from apa7.rules import dates
from apa7.rules.works import write_reference


def show(date: When | None) -> str:
    return dates.full(Work(Citekey("w"), "online", dates={"date": date} if date else {}))


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        *(
            ("c1990", "1990"),
            ("©1990", "1990"),
            ("© 1990", "1990"),
            ("copyright 1990", "1990"),
            ("[1990]", "1990"),
        ),
        *(
            ("c. 1990", "ca. 1990"),
            ("ca. 1990", "ca. 1990"),
            ("circa 1990", "ca. 1990"),
            ("[ca. 1990]", "ca. 1990"),
        ),
        *(("[1990?]", "1990?"), ("5 July 2020", "2020, July 5"), ("July 5, 2020", "2020, July 5")),
        *(
            ("5-July-2020", "2020, July 5"),
            ("July 5th, 2020", "2020, July 5"),
            ("5. Jul. 2020", "2020, July 5"),
        ),
        *(("2020, July 5", "2020, July 5"), ("2020 July", "2020, July"), ("Sept. 2020", "2020, September")),
        *(
            ("Sunday, 5 July 2020", "2020, July 5"),
            ("5.7.2020", "2020, July 5"),
            ("13/7/2020", "2020, July 13"),
        ),
        *(("7/13/2020", "2020, July 13"), ("July/August 2020", "2020, July–August")),
        *(("July–August 2020", "2020, July–August"), ("July 5–6, 2020", "2020, July 5–6")),
        *(("5-6 July 2020", "2020, July 5–6"), ("30 June - 2 July 2020", "2020, June 30–July 2")),
        *(
            ("Fall 2020", "2020, Fall"),
            ("Autumn 2020", "2020, Autumn"),
            ("Fall/Winter 2020", "2020, Fall/Winter"),
        ),
    ],
)
def test_dates_in_words(written, shown):
    assert show(read_written(written)) == shown
    assert show(read_year(written)) == shown


@pytest.mark.parametrize(
    "written", ["5/7/2020", "Mayor 2004", "decision 2004", "32 July 2020", "July", "2020 2021", "x" * 99]
)
def test_what_is_no_date(written):
    assert read_written(written) is None


@pytest.mark.parametrize(
    ("month", "shown"),
    [
        *(
            ("July/August", "2004, July–August"),
            ("jul-aug", "2004, July–August"),
            ("7-8", "2004, July–August"),
        ),
        *(("07/08", "2004, July–August"), ("Fall", "2004, Fall"), ("Spring/Summer", "2004, Spring/Summer")),
        *(("July 5--6", "2004, July 5–6"), ("5 July", "2004, July 5"), ("7", "2004, July"), ("", "2004")),
    ],
)
def test_months(month, shown):
    assert show(read_year("2004", month)) == shown


@pytest.mark.parametrize(
    "fields",
    [
        *(
            "year={1931/1998}",
            "year={1998 [1931]}",
            "year={1998}, origyear={1931}",
            "date={1998}, origyear={1931}",
        ),
        *(
            "year={1998 (original work published 1931)}",
            "year={1931 (1998)}",
            "date={1998}, originalyear={1931}",
        ),
        *("date={1998}, origdate={1931}", "date={1998}, original-date={1931}"),
    ],
)
def test_originals(library, cite, fields):
    entry = f"@book{{k, author={{Author, A.}}, title={{Kea}}, {fields}}}"
    assert reference(library, entry) == "Author, A. (1998). Kea. (Original work published 1931)"
    assert cite(entry, "[@k]") == ["(Author, 1931/1998)"]


def test_two_years_of_one_volume(library):
    entry = "@book{k, author={Author, A.}, title={Kea}, year={2004/2005}}"
    assert reference(library, entry) == "Author, A. (2004–2005). Kea."


@pytest.mark.parametrize(
    "fields",
    [
        *(
            "urldate={5 July 2020}",
            "urldate={July 5, 2020}",
            "urldate={2020-07-05T10:00:00Z}",
            "urldate={05.07.2020}",
        ),
        *(
            "note={Accessed: 5 July 2020}",
            "note={[Online; accessed 5-July-2020]}",
            "note={Retrieved July 5, 2020}",
        ),
        *("accessed={2020-07-05}", "lastchecked={5 Jul. 2020}", "urlyear={2020}, urlmonth={7}, urlday={5}"),
        *(
            "urldate={Accessed on 5 July 2020}",
            r"howpublished={\url{https://a.example}. Last visited 5 July 2020}",
        ),
    ],
)
def test_when_a_page_was_visited(library, fields):
    entry = f"@online{{k, author={{Author, A.}}, title={{Kea}}, url={{https://a.example}}, {fields}}}"
    assert (
        reference(library, entry) == "Author, A. (n.d.). Kea. Retrieved July 5, 2020, from https://a.example"
    )


def test_a_visit_in_a_sentence():
    assert find_visit("The archive, which she visited in 1990, is closed.") == ""


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        *(("volume={2--3}", "Vols. 2–3"), ("volume={2-3}", "Vols. 2–3"), ("volume={2, 3}", "Vols. 2, 3")),
        *(("volume={Vols. 2-3}", "Vols. 2–3"), ("volume={Volume 2}", "Vol. 2"), ("volume={II}", "Vol. II")),
        *(("volume={2A}", "Vol. 2A"), ("volumes={3}", "Vols. 1–3"), ("volumes={3 vols.}", "Vols. 1–3")),
        *(
            ("volumes={1--3}", "Vols. 1–3"),
            ("volume={1}, volumes={3}", "Vol. 1"),
            ("volume={1 and 2}", "Vols. 1 and 2"),
        ),
    ],
)
def test_volumes(library, fields, shown):
    entry = f"@book{{k, author={{Author, A.}}, title={{Kea}}, date={{2001}}, {fields}}}"
    assert reference(library, entry) == f"Author, A. (2001). Kea ({shown})."


@pytest.mark.parametrize(
    ("pages", "shown"),
    [
        *(
            ("1,234--1,240", "pp. 1234–1240"),
            ("1,234", "p. 1234"),
            ("123,456", "pp. 123, 456"),
            ("23ff.", "pp. 23ff."),
        ),
        *(("23 ff.", "pp. 23 ff."), ("3/4", "pp. 3/4"), ("12-A", "p. 12-A"), ("A-12--A-15", "pp. A-12–A-15")),
        *(
            ("S1-S9", "pp. S1–S9"),
            ("iv-xi", "pp. iv–xi"),
            ("Pages 7-9", "pp. 7–9"),
            ("1-2--1-9", "pp. 1-2–1-9"),
        ),
    ],
)
def test_pages(library, pages, shown):
    entry = f"@inbook{{k, author={{Author, A.}}, title={{Kea}}, booktitle={{Moa}}, date={{2001}}, pages={{{pages}}}}}"
    assert reference(library, entry) == f"Author, A. (2001). Kea. In Moa ({shown})."


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ("volume={Vol. 12}, number={No. 3}", "12(3)"),
        ("volume={12--13}, number={3--4}", "12–13(3–4)"),
        ("volume={12}, number={3/4}", "12(3/4)"),
        ("volume={12}, number={3 (Suppl. 1)}", "12(3, Suppl. 1)"),
        ("volume={12}, number={Suppl. 1}", "12(Suppl. 1)"),
    ],
)
def test_issues(library, fields, shown):
    entry = (
        f"@article{{k, author={{Author, A.}}, title={{Kea}}, journaltitle={{Moa}}, date={{2001}}, {fields}}}"
    )
    assert reference(library, entry) == f"Author, A. (2001). Kea. Moa, {shown}."


@pytest.mark.parametrize(
    ("locator", "shown"),
    [
        *(("p. 1,234", "p. 1234"), ("pp. 1,234-1,240", "pp. 1234–1240"), ("1,234", "p. 1234")),
        *(
            ("p. 1,234, a note", "p. 1234, a note"),
            ("p. 33, a note", "p. 33, a note"),
            ("p. 33, 5th line", "p. 33, 5th line"),
        ),
        *(
            ("p. 12,45", "pp. 12, 45"),
            ("p. 23ff.", "pp. 23ff."),
            ("pp. 23 ff.", "pp. 23 ff."),
            ("23 ff", "pp. 23 ff"),
        ),
        *(("p. 3/4", "pp. 3/4"), ("3/4", "pp. 3/4"), ("vol. 3/4", "Vols. 3/4"), ("{p. 12-A}", "p. 12-A")),
        *(
            ("p. 12-A", "p. 12-A"),
            ("12-A", "p. 12-A"),
            ("{pp. A-12--A-15}", "pp. A-12–A-15"),
            ("p. 12A-12C", "pp. 12A–12C"),
        ),
        *(
            ("pp. xii-xv", "pp. xii–xv"),
            ("{the so-called end}", "the so-called end"),
            ("vol. 2, p. 1,234", "Vol. 2, p. 1234"),
        ),
    ],
)
def test_locators(cite, locator, shown):
    assert cite("@book{k, author={Doe, J.}, title={T}, date={2001}}", f"[@k, {locator}]") == [
        f"(Doe, 2001, {shown})"
    ]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        (
            "year={c1990, reprinted 1995}",
            'the year "c1990, reprinted 1995" is printed as it is; write it as 1990, a date as 1990-02-28',
        ),
        ("date={5/7/2020}", 'there is no date "5/7/2020"; write it as 2021-02-28, a range as 2019/2020'),
        ("urldate={5.7.2020}", None),
        ("year={c1990}", None),
        ("year={Fall 2004}", None),
        ("year={1931/1998}", None),
    ],
)
def test_dates_that_are_told(library, fields, told):
    works = library(f"@book{{k, author={{Author, A.}}, title={{Kea}}, {fields}}}")
    assert [problem.message for problem in works.problems] == ([f'"k": {told}'] if told else [])


def reference(library, entry):
    return flatten(write_reference(library(entry).get("k"))).replace("\u00a0", " ")
