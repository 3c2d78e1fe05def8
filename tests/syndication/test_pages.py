"""Lists of partners: read as far as a copy can be on them, once in a run."""

from datetime import UTC, datetime, timedelta

import pytest

from crosspost.errors import UnavailableError
from crosspost.http.pages import Pages

START = datetime(2020, 1, 1, tzinfo=UTC)


class List:
    """Things numbered by the day they were made, in pages of ten, by offset or by the number before which."""

    def __init__(self, count, dated=True):
        self.count = count
        self.asked = []
        date = (lambda day: (START + timedelta(days=day)).isoformat()) if dated else (lambda _: "")
        self.pages = Pages("https://partner.example", self.read, str, date, 3)

    def read(self, before):
        self.asked.append(before)
        end = int(before) if before else self.count
        start = max(0, end - 10)
        return list(range(end - 1, start - 1, -1)), str(start) if start else ""

    def look(self, day):
        self.asked.clear()
        self.pages.read_since((START + timedelta(days=day)).isoformat())
        return len(self.asked)


def test_pages_are_read_until_one_is_older_and_no_less_than_the_least():
    partner = List(1000)
    assert partner.look(999) == 3
    # Up to the page that is older by more than a day, without those that were read.
    assert partner.look(901) == 1 + 9 - 1
    assert "901" in partner.pages.seen
    assert partner.look(901) == partner.look(950) == 1
    assert partner.look(0) == 1 + 100 - 11
    assert len(partner.pages.seen) == 1000


def test_what_came_meanwhile_is_read_however_much_it_is():
    partner = List(100)
    partner.look(0)
    partner.count = 105
    assert partner.look(50) == 1
    partner.count = 150
    partner.look(100)
    assert {str(day) for day in range(105, 150)} <= partner.pages.seen.keys()


def test_after_a_failure_it_is_read_on():
    partner = List(200)
    read = partner.read

    def fail(before):
        if before == "150":
            raise UnavailableError("gone for now")
        return read(before)

    partner.pages.read = fail
    with pytest.raises(UnavailableError):
        partner.look(0)
    partner.pages.read = read
    partner.look(0)
    assert len(partner.pages.seen) == 200


def test_too_much_is_said_rather_than_taken_for_all():
    with pytest.raises(UnavailableError, match="so many posts since 2020-01-01"):
        List(20_000).look(0)
    assert List(20_000).look(19_990) == 3
    with pytest.raises(UnavailableError, match="Bring back the ledger"):
        List(20_000, dated=False).look(19_990)


def test_a_list_that_repeats_itself_ends():
    partner = List(100)
    partner.pages.read = lambda before: partner.asked.append(before) or ([1, 2], "again")
    assert partner.look(0) == 2
