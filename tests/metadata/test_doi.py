"""A post's own DOI."""

import json
import re

import pytest

DOI = "https://doi.org/10.5555/abc.123"


@pytest.mark.parametrize(
    "written", ["10.5555/abc.123", "doi:10.5555/abc.123", DOI, "http://dx.doi.org/10.5555/abc.123"]
)
def test_a_post_with_a_doi_is_cited_by_it_everywhere(site, written):
    site.post("floods/1-rain.md", slug="rain", doi=written)
    assert site.build() == []
    page = site.read("floods/rain/index.html")
    assert f'<link rel="cite-as" href="{DOI}">' in page
    assert '<meta name="citation_doi" content="10.5555/abc.123">' in page
    assert f'<a href="{DOI}">{DOI}</a></p>' in page
    described = json.loads(re.search('<script type="application/ld\\+json">(.*?)</script>', page)[1])
    assert described["sameAs"] == DOI
    assert described["identifier"][0] == DOI
    assert described["@id"] == "https://mini.example/floods/rain/"
    assert "  doi = {10.5555/abc.123},\n" in site.read("floods/rain/rain.bib")
    assert "DO  - 10.5555/abc.123" in site.read("floods/rain/rain.ris")
    assert json.loads(site.read("floods/rain/rain.csl.json"))[0]["DOI"] == "10.5555/abc.123"


@pytest.mark.parametrize("written", ["10.5555", "abc", "https://example.org/10.5555/x", "10.5555/a b"])
def test_what_is_no_doi_is_told_and_left_out(site, written):
    site.post("floods/1-rain.md", slug="rain", doi=written)
    (told,) = site.build()
    assert told.startswith(f'content/floods/1-rain.md:4: "{written}" is no DOI. Write it as 10.5555/abc123')
    assert "cite-as" not in site.read("floods/rain/index.html")
