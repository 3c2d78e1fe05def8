"""This repository's own content in the theme, with the real plugins."""

import re
from urllib.parse import urljoin

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup

PAGES = [
    "/",
    "/social-media/",
    "/social-media/practitioners/",
    "/social-media/practitioners/republish/",
    "/about/",
    "/works/",
    "/tags/social-work/",
]


def test_every_page_is_valid(own, nu):
    assert nu(own.output) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(visit_own, path, scheme):
    page = visit_own(path, 320, scheme)
    found = Axe().run(page, options={"rules": {"target-size": {"enabled": True}}})
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_part_is_light(own):
    css = own.file("/theme/css/site.css").stat().st_size
    for part in ("practitioners", "researchers", "organisations"):
        head, body = own.read(f"/social-media/{part}/").split("</head>")
        for_machines = sum(len(script) for script in re.findall("<script.*?</script>", head, re.DOTALL))
        assert len((head + body).encode()) - for_machines + css < 60_000


def test_what_one_needs_to_republish_a_part_is_light_and_leads_to_its_images(own):
    css = own.file("/theme/css/site.css").stat().st_size
    path = "/social-media/practitioners/republish/"
    # It holds the text twice, so it is allowed a little more than a part.
    assert own.file(path).stat().st_size + css < 65_000
    page = BeautifulSoup(own.read(path), "html.parser")
    images = [
        urljoin(own.url + path, link["href"]).removeprefix(own.url) for link in page.select("a[download]")
    ]
    assert images
    assert all(own.file(image).is_file() for image in images)
    part = BeautifulSoup(own.read("/social-media/practitioners/"), "html.parser")
    link = part.find("a", string="Republish this post")["href"]
    assert urljoin(own.url + "/social-media/practitioners/", link) == own.url + path
    copy = BeautifulSoup(page.select_one("#republish-html").string, "html.parser")
    assert copy.select_one("a[rel=canonical]")["href"] == own.url + "/social-media/practitioners/"
    assert copy.select("a.citation[href^='#']")


def test_references_as_files_and_of_all_parts(own):
    listed = {}

    def target(page, link):
        return urljoin(own.url + page, link["href"]).removeprefix(own.url)

    for part in ("practitioners", "researchers", "organisations"):
        path = f"/social-media/{part}/"
        page = BeautifulSoup(own.read(path), "html.parser")
        links = [target(path, link) for link in page.select("footer.colophon a[href*='/references.']")]
        assert [link.rsplit(".", 1)[1] for link in links] == ["bib", "ris", "json"]
        assert all(own.file(link).is_file() for link in links)
        listed[part] = {entry["id"] for entry in page.select(".prose .csl-entry")}
    for path in ("/social-media/", "/works/"):
        page = BeautifulSoup(own.read(path), "html.parser")
        assert {entry["id"] for entry in page.select(".csl-entry")} == set.union(*listed.values())
        for link in page.select(".cited-in a"):
            post, anchor = target(path, link).split("#")
            assert anchor in listed[post.strip("/").split("/")[-1]]
