"""The page on which anyone finds what is needed to republish a post."""

import pytest
from bs4 import BeautifulSoup

from crosspost.outbox.files import read_outbox
from crosspost.republish.page import list_terms, page_url

ARTICLE = "{{ article.title }}: {{ article.republish_url }}"
PAGE = "one-first/republish/index.html"


def page(site, name=PAGE):
    return BeautifulSoup(site.read(f"misc/{name}"), "html.parser")


def test_the_page_in_a_theme_that_has_none(licensed_built):
    found = page(licensed_built)
    html, text = found.select("textarea")
    post = next(post for post in read_outbox(licensed_built.root / "outbox", "kit") if post.id == "one")
    assert html.string == post.html
    assert text.string == f"{post.title}\n\n{post.text}"
    assert (html["lang"], text["lang"]) == ("en-nz", "en-nz")
    assert found.find("meta", attrs={"name": "robots"})["content"] == "noindex"
    assert found.select_one("a[rel=license]").string == "CC BY 4.0"
    assert [link["href"] for link in found.select("a[download]")] == ["https://mini.example/images/open.png"]
    assert "closed.png: Closed, Someone, All rights reserved" in found.get_text()
    assert "Name the authors" in found.get_text()
    assert found.find("a", string="One & first")["href"] == "https://mini.example/misc/one-first/"


def test_a_theme_may_have_its_own(licensed):
    licensed.write(
        "templates/republish.html", "{{ republish.article.title }} {{ republish.url }} {{ SITEURL }}"
    )
    assert licensed.build() == []
    assert licensed.read(f"misc/{PAGE}") == "One & first misc/one-first/republish/ https://mini.example"
    assert licensed.build(RELATIVE_URLS=True) == []
    assert licensed.read(f"misc/{PAGE}").endswith(" ../../..")


def test_the_article_knows_its_page(licensed):
    licensed.write("templates/article.html", ARTICLE)
    licensed.post("5-five.md", title="Five", licence="closed")
    licensed.post("6-six.md", title="Six", date="2999-01-01")
    assert licensed.build(WITH_FUTURE_DATES=True) == []
    assert licensed.read("misc/one-first/index.html") == "One & first: misc/one-first/republish/"
    # Nobody may copy it; it is not public yet; it is no post that anyone should find.
    assert licensed.read("misc/five/index.html") == "Five: "
    assert licensed.read("misc/six/index.html") == "Six: "
    assert {name for name in licensed.files() if "republish" in name} == {
        f"{name}/republish/index.html" for name in ("misc/one-first", "two-mi", "misc/three")
    }


def test_without_an_address_or_a_licence_nothing_is_offered(licensed):
    licensed.write("templates/article.html", ARTICLE)
    for settings in ({"SITEURL": ""}, {"PLUGINS": ["syndication"]}):
        assert licensed.build(**settings, DELETE_OUTPUT_DIRECTORY=True) == []
        assert licensed.read("misc/one-first/index.html") == "One & first: "
        assert not [name for name in licensed.files() if "republish" in name]


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("misc/one/", "misc/one/republish/"),
        ("misc/one.html", "misc/one/republish/"),
        ("misc/one/index.html", "misc/one/republish/"),
        ("one", "one/republish/"),
    ],
)
def test_the_page_is_below_the_post(url, address):
    assert page_url(url) == address


@pytest.mark.parametrize(
    ("spdx", "words"),
    [
        ("CC-BY-4.0", ["Name the authors"]),
        ("CC-BY-NC-SA-4.0", ["Name the authors", "not for commercial", "same licence"]),
        ("CC-BY-ND-4.0", ["Name the authors", "as it is"]),
        ("CC0-1.0", ["Nothing is asked"]),
    ],
)
def test_the_terms_are_those_of_the_licence(spdx, words):
    terms = list_terms(spdx)
    assert len(terms) == len(words)
    assert all(word in term for word, term in zip(words, terms, strict=True))
