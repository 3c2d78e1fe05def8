"""Who the authors are."""

import pytest
from pelican.plugins.metadata.people import is_orcid, read_people, split_name


@pytest.mark.parametrize(
    ("name", "given", "family"),
    [
        ("Neil Ballantyne", "Neil", "Ballantyne"),
        ("Given Middle Family", "Given Middle", "Family"),
        ("First van Last", "First", "van Last"),
        ("Ana de la Cruz", "Ana", "de la Cruz"),
        ("van Last, First", "First", "van Last"),
        ("Given Te Family", "Given", "Te Family"),
        ("Given Family, Jr.", "Jr.", "Given Family"),
        ("Martin King Jr.", "Martin", "King Jr."),
        ("Kererū", None, "Kererū"),
        ("de Beauvoir", "de", "Beauvoir"),
    ],
)
def test_a_name_is_split(name, given, family):
    person = split_name(name)
    assert (person.given, person.family, person.organisation) == (given, family, False)


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


def test_the_file_of_people():
    people, problems = read_people(
        '["Te Rangi Hīroa"]\ngiven = "Te Rangi"\nfamily = "Hīroa"\norcid = "0000-0002-1825-0097"\n'
        'mastodon = "@x@y.z"\n["Kōkiri"]\norganisation = true\nurl = "https://kokiri.example/"\n',
        "content/people.toml",
    )
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
            '["First"]\nurl = "x"\norcid = "0000-0002-1825-0098"\n',
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
