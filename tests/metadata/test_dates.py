"""Dates that an author and Pelican may read differently."""

import pytest


@pytest.mark.parametrize("date", ["03/11/2024", "3.11.2024"])
def test_a_date_that_can_be_read_in_two_ways_is_an_error(site, date):
    site.post("a.md", date=date)
    (message,) = site.build()
    assert message == f'content/a.md:2: "{date}" is read as 2024-03-11. Write the date so, year first.'


@pytest.mark.parametrize(
    "date", ["2024-03-11", "2024-03-11 10:00", "15/11/2024", "11/11/2024", "3 November 2024"]
)
def test_other_dates_are_not(site, date):
    site.post("a.md", "Text.\n\nDate: 03/11/2024 is text here.", date=date)
    assert site.build() == []


def test_a_site_needs_its_whole_address(site):
    site.post("a.md")
    assert 'SITEURL is "mini.example": write the whole address, "https://mini.example".' in site.build(
        SITEURL="mini.example"
    )
