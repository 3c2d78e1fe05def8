"""Dates, read and written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apa7.bibliography.edtf import read_date, read_year
from apa7.model import Citekey, Day, When, Work
from apa7.rules import dates


def work(**fields):
    return Work(Citekey("w"), "book", dates={name: value for name, value in fields.items() if value})


@pytest.mark.parametrize(
    ("written", "full", "year"),
    [
        ("2019", "2019", "2019"),
        ("2019-03", "2019, March", "2019"),
        ("2019-03-07", "2019, March 7", "2019"),
        ("2019-03-07T12:00:00+12:00", "2019, March 7", "2019"),
        ("2012-22", "2012, Summer", "2012"),
        ("2012-22/2012-23", "2012, Summer/Autumn", "2012"),
        ("2017-07-12/2017-07-15", "2017, July 12–15", "2017"),
        ("2016-03-30/2016-04-02", "2016, March 30–April 2", "2016"),
        ("2016-12-30/2017-01-02", "2016–2017", "2016–2017"),
        ("2002/2008", "2002–2008", "2002–2008"),
        ("2002/..", "2002–present", "2002–present"),
        ("2002/", "2002–present", "2002–present"),
        ("1723~", "ca. 1723", "ca. 1723"),
        ("1723?", "1723?", "1723?"),
        ("-0349~", "ca. 350 B.C.E.", "ca. 350 B.C.E."),
        ("-0099/-0043", "100–44 B.C.E.", "100–44 B.C.E."),
        ("-0005/0010", "6 B.C.E.–10 C.E.", "6 B.C.E.–10 C.E."),
        ("199X", "ca. 1990", "ca. 1990"),
    ],
)
def test_dates(written, full, year):
    date = read_date(written)
    assert dates.full(work(date=date)) == full
    assert dates.year(work(date=date)) == year


@pytest.mark.parametrize("written", ["", "soon", "2019-13-01", "2019-02-99", "20191", "2019 or so", "x/y"])
def test_what_is_no_date(written):
    assert read_date(written) is None


@pytest.mark.parametrize(
    ("year", "month", "full"),
    [
        ("2010", "June", "2010, June"),
        ("2010", "jun", "2010, June"),
        ("2010", "6", "2010, June"),
        ("2010", "12 June", "2010, June 12"),
        ("2010", "Spring", "2010, Spring"),
        ("2010", "whenever", "2010"),
        ("in press", "", "in press"),
        ("forthcoming", "", "in press"),
        ("n.d.", "", "n.d."),
        ("c. 1900", "", "ca. 1900"),
        ("June 5, 2004", "", "2004, June 5"),
        ("2010", "July/August", "2010, July–August"),
        ("XXXX", "", "n.d."),
    ],
)
def test_bibtex(year, month, full):
    assert dates.full(work(date=read_year(year, month))) == full


def test_letters():
    assert dates.year(work(date=read_date("2019")), "a") == "2019a"
    assert dates.year(work(), "b") == "n.d.-b"
    assert dates.year(work(date=read_year("in press")), "a") == "in press-a"
    assert dates.full(work(date=read_date("2019-03")), "b") == "2019b, March"


def test_kinds_of_works_that_give_the_year_alone():
    assert dates.full(work(date=read_date("2019-03-07")), precise=False) == "2019"
    assert dates.full(work(date=read_date("2019-21")), precise=False) == "2019, Spring"


def test_republished():
    republished = work(date=read_date("1953"), origdate=read_date("1900"))
    assert dates.year(republished) == "1900/1953"
    assert dates.full(republished) == "1953"


@given(st.text(max_size=30))
def test_nothing_crashes(text):
    for date in (read_date(text), read_year(text, text, text)):
        if date:
            dates.full(work(date=date))
            dates.year(work(date=date))


@given(st.dates())
def test_every_day_reads_back(day):
    assert read_date(day.isoformat()) == When(Day(day.year, day.month, day.day))
