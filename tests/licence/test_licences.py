"""The table, and what a post says about its licence."""

import re

import extruct
import pytest
from pelican.plugins.licence.licences import TABLE, UnknownLicenceError, find_licence

XHTML = "http://www.w3.org/1999/xhtml/vocab#license"
CC = "http://creativecommons.org/ns#"
DCT = "http://purl.org/dc/terms/"


def say(html, name):
    return re.search(rf'id="{name}">(.*?)</p>', html, re.DOTALL)[1]


def read_rdfa(html, about):
    """What an independent parser reads about a page."""
    found = extruct.extract(html, syntaxes=["rdfa"])["rdfa"]
    (node,) = [node for node in found if node["@id"] == about and f"{DCT}title" in node]
    return node


@pytest.mark.parametrize("licence", TABLE, ids=lambda licence: licence.spdx)
def test_every_licence_of_the_table_can_be_used(site, licence):
    """One line in the table adds a licence; this runs on it by itself."""
    site.post("post.md", title="Rain & <em>mud</em>", slug="rain", authors="Given Family; First van Last")
    assert site.build(LICENCE=licence.spdx) == []
    page = site.read("misc/rain/index.html")
    url = "https://mini.example/misc/rain/"
    assert say(page, "licence") == f"{licence.spdx} {licence.url} {licence.reuse}"
    assert say(page, "site") == licence.short_name
    node = read_rdfa(page, url)
    assert node[f"{DCT}title"] == [{"@value": "Rain & mud"}]
    assert node[f"{CC}attributionURL"] == [{"@id": url}]
    assert node[f"{CC}attributionName"] == [{"@value": "Given Family and First van Last"}]
    assert node.get(XHTML) == ([{"@id": licence.url}] if licence.url else None)
    assert (licence.url is None) == (not licence.reuse)
    text = say(page, "text")
    assert text.startswith("“Rain & mud” by")
    assert f"by Given Family and First van Last ({url})" in text
    assert licence.short_name in text
    assert (licence.url or "©") in text


def test_the_table_is_consistent():
    assert len({licence.spdx for licence in TABLE}) == len(TABLE) >= 15
    urls = [licence.url for licence in TABLE if licence.url]
    assert len(set(urls)) == len(urls)
    for licence in TABLE:
        if licence.url:
            version = licence.spdx.removesuffix("-NZ").rpartition("-")[2]
            assert re.fullmatch(rf"https://creativecommons\.org/.+/{version}/(nz/)?", licence.url)
            assert version in licence.name
            assert version in licence.short_name


def test_upper_and_lower_case_are_the_same():
    assert find_licence(" cc-by-sa-4.0 ").spdx == "CC-BY-SA-4.0"


@pytest.mark.parametrize(
    ("spdx", "near"),
    [("CC BY 4.0", '"CC-BY-4.0"'), ("cc-by-4", '"CC-BY-4.0"'), ("MIT", "Known are: CC-BY-4.0")],
)
def test_an_unknown_licence_names_what_is_near(spdx, near):
    with pytest.raises(UnknownLicenceError, match=re.escape(near)):
        find_licence(spdx)


def test_a_post_may_have_its_own_licence(site):
    site.post("a.md", slug="a")
    site.post("b.md", slug="b", licence="cc0-1.0")
    assert site.build() == []
    assert say(site.read("misc/a/index.html"), "licence").startswith("CC-BY-4.0")
    page = site.read("misc/b/index.html")
    assert say(page, "licence").startswith("CC0-1.0")
    assert "is dedicated to the public domain under" in say(page, "text")


def test_a_site_that_does_not_choose_gives_nothing_away(site):
    site.post("a.md", slug="a")
    settings = site.settings()
    del settings["LICENCE"]
    from pelican import Pelican

    Pelican(settings).run()
    assert say(site.read("misc/a/index.html"), "licence") == "LicenseRef-All-Rights-Reserved None False"


def test_an_unknown_licence_of_a_post(site):
    site.post("a.md", slug="a", licence="CC-BY-5.0")
    assert site.build() == [
        'content/a.md:4: unknown licence "CC-BY-5.0". '
        'Did you mean "CC-BY-4.0" or "CC-BY-3.0" or "CC-BY-SA-4.0"?'
    ]
    # What it may not say for sure it does not give away.
    assert say(site.read("misc/a/index.html"), "licence").startswith("LicenseRef-All-Rights-Reserved")


def test_an_unknown_licence_of_the_site(site):
    site.post("a.md", slug="a")
    (error,) = site.build(LICENCE="CC-BY")
    assert error.startswith('LICENCE: unknown licence "CC-BY". Did you mean "CC-BY-')
    assert say(site.read("misc/a/index.html"), "licence").startswith("LicenseRef-All-Rights-Reserved")


def test_the_american_spelling_is_not_passed_over(site):
    site.post("a.md", license="CC0-1.0")
    assert site.build() == ['content/a.md:3: write "Licence:", not "License:", to name this post\'s licence.']


def test_the_american_spelling_of_the_setting_neither(site):
    site.post("a.md")
    assert site.build(LICENSE="CC0-1.0") == ["LICENSE: write LICENCE, the name that this plugin reads."]


def test_an_empty_licence_is_not_the_sites(site):
    site.post("a.md", licence="")
    (error,) = site.build()
    assert error.startswith("content/a.md:3: ")
