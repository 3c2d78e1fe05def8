"""Who the authors are."""

import re

import pytest
from pelican.plugins.metadata.people import is_orcid, join_suffixes, read_people, split_name

from guards.tables import Sheet


@pytest.mark.parametrize(
    ("name", "given", "family"),
    [
        ("Neil Ballantyne", "Neil", "Ballantyne"),
        ("Given Middle Family", "Given Middle", "Family"),
        ("First van Last", "First", "van Last"),
        ("Ana de la Cruz", "Ana", "de la Cruz"),
        ("van Last, First", "First", "van Last"),
        ("Given Te Family", "Given", "Te Family"),
        ("Kererū", None, "Kererū"),
        ("de Beauvoir", "de", "Beauvoir"),
    ],
)
def test_a_name_is_split(name, given, family):
    person = split_name(name)
    assert (person.given, person.family, person.organisation) == (given, family, False)


@pytest.mark.parametrize(
    ("name", "shown", "given", "family", "suffix"),
    [
        ("Given Family, Jr.", "Given Family, Jr.", "Given", "Family", "Jr."),
        ("Martin King Jr.", "Martin King Jr.", "Martin", "King", "Jr."),
        ("Ana Smith III", "Ana Smith III", "Ana", "Smith", "III"),
        ("Hēmi Te Rangi, Jr.", "Hēmi Te Rangi, Jr.", "Hēmi", "Te Rangi", "Jr."),
        ("Te Rangi, Hēmi, Jr.", "Hēmi Te Rangi, Jr.", "Hēmi", "Te Rangi", "Jr."),
        ("Te Rangi, Jr., Hēmi", "Hēmi Te Rangi, Jr.", "Hēmi", "Te Rangi", "Jr."),
        ("Ana van Last, Sr., PhD", "Ana van Last, Sr., PhD", "Ana", "van Last", "Sr., PhD"),
        ("Kererū Jr.", "Kererū Jr.", None, "Kererū", "Jr."),
        ("Given Family", "Given Family", "Given", "Family", None),
    ],
)
def test_a_suffix_belongs_to_neither_name(name, shown, given, family, suffix):
    person = split_name(name)
    assert (person.name, person.given, person.family, person.suffix) == (shown, given, family, suffix)


def test_a_suffix_that_the_file_of_people_has_in_the_family_name_stays_there():
    sheet = Sheet('["A King Jr."]\nfamily = "King Jr."\n["B King Jr."]\nurl = "https://x.example"\n')
    people, _ = read_people(sheet, "people.toml")
    assert [person.inverted for person in people.values()] == ["King Jr., A", "King, B, Jr."]


@pytest.mark.parametrize(
    ("pieces", "joined"),
    [
        (["A. Doe", "Hēmi Te Rangi", "Jr."], ["A. Doe", "Hēmi Te Rangi, Jr."]),
        (["A", " Jr.", "B", "Jr. "], ["A, Jr.", "B, Jr."]),
        (["A", "III", "PhD", "", "B"], ["A, III, PhD", "B"]),
        (["Jr."], ["Jr."]),
        (["Junior Smith", "Ivy"], ["Junior Smith", "Ivy"]),
    ],
)
def test_a_piece_that_is_only_a_suffix_belongs_to_the_name_before_it(pieces, joined):
    assert join_suffixes(pieces) == joined


@pytest.mark.parametrize(
    "name",
    [
        "The Partwork editors",
        "Ministry of Works",
        "Victoria University of Wellington",
        "Flood Research Group",
    ],
)
def test_an_organisation_is_not_split(name):
    person = split_name(name)
    assert person.organisation
    assert (person.name, person.given, person.family) == (name, None, None)


@pytest.mark.parametrize(
    ("orcid", "valid"),
    [
        ("0000-0002-1825-0097", True),
        ("https://orcid.org/0000-0002-1694-233X", True),
        ("0000-0002-1825-0098", False),
        ("0000-0002-1825", False),
        ("0000000218250097", False),
        (3, False),
    ],
)
def test_the_check_digit_of_an_orcid(orcid, valid):
    assert is_orcid(orcid) is valid


def test_an_account_in_the_fediverse_is_named_to_it(site):
    accounts = {"Ana Moa": "@ana@moa.example", "Kim": "kim"}
    tables = (f'["{name}"]\nmastodon = "{account}"\n' for name, account in accounts.items())
    site.write("content/people.toml", "".join(tables))
    site.post("floods/1-rain.md", authors="Ana Moa; Kim", slug="rain")
    assert site.build() == []
    named = re.findall('<meta name="fediverse:creator" content="(.*?)">', site.read("floods/rain/index.html"))
    assert named == ["@ana@moa.example"]


def test_the_file_of_people():
    sheet = Sheet(
        '["Te Rangi Hīroa"]\ngiven = "Te Rangi"\nfamily = "Hīroa"\norcid = "0000-0002-1825-0097"\n'
        'mastodon = "@x@y.z"\n["Kōkiri"]\norganisation = true\nurl = "https://kokiri.example/"\n'
    )
    people, problems = read_people(sheet, "content/people.toml")
    assert problems == []
    hiroa, kokiri = people["Te Rangi Hīroa"], people["Kōkiri"]
    assert (hiroa.given, hiroa.family, hiroa.inverted) == ("Te Rangi", "Hīroa", "Hīroa, Te Rangi")
    assert hiroa.orcid == hiroa.identifier == "https://orcid.org/0000-0002-1825-0097"
    assert (kokiri.organisation, kokiri.family, kokiri.identifier) == (True, None, "https://kokiri.example/")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[Jo\n", "content/people.toml:1: not valid TOML: "),
        (
            '["First"]\nbluesky = "x"\norcid = "0000-0002-1825-0098"\n',
            'content/people.toml:3: "0000-0002-1825-0098" is no ORCID iD. '
            "Copy it from orcid.org: 0000-0000-0000-0000",
        ),
        ('First = "x"\n', 'content/people.toml:1: write a table for each person: ["First"]'),
    ],
)
def test_what_is_wrong_with_the_file_of_people(site, text, message):
    site.write("content/people.toml", text)
    site.post("a.md", authors="First")
    (error,) = site.build()
    assert error.startswith(message)
