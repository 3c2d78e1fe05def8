"""This repository's own content in the theme, with the real plugins."""

import mimetypes
import re
import xml.etree.ElementTree as ElementTree
from urllib.parse import urljoin

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup

PAGES = [
    "/",
    "/series/",
    "/social-media/",
    "/social-media/practitioners/",
    "/social-media/practitioners/republish/",
    "/about/",
    "/works/",
    "/tags/social-work/",
    "/search/",
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
    assert own.file(path).stat().st_size + css < 70_000
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


def test_pages_keep_to_the_headers_that_the_site_asks_for(browser, own):
    policy = re.search(r"Content-Security-Policy: (.+)", own.read("/_headers"))[1]
    context = browser.new_context()
    refused = []

    def serve(route):
        file = own.file(route.request.url.removeprefix(own.url).split("#")[0])
        kind = mimetypes.guess_type(file)[0]
        route.fulfill(body=file.read_bytes(), content_type=kind, headers={"content-security-policy": policy})

    context.route("**/*", serve)
    page = context.new_page()
    page.on("console", lambda message: "Security Policy" in message.text and refused.append(message.text))
    for file in sorted(own.output.rglob("*.html")):
        page.goto(f"{own.url}/{file.relative_to(own.output)}")
    context.close()
    assert refused == []


def test_search_engines_are_told_of_every_page(own):
    pages = {
        file.relative_to(own.output).as_posix().removesuffix("index.html")
        for file in own.output.rglob("index.html")
        if "republish" not in file.parts
    }
    listed = re.findall("<loc>(.+?)</loc>", own.read("/sitemap.xml"))
    ElementTree.fromstring(own.read("/sitemap.xml"))
    lists = {
        page for page in pages if page.split("/")[0] in ("archives", "authors", "search", "series", "tags")
    }
    assert sorted(listed) == sorted(f"{own.url}/{page}" for page in pages - lists)
    robots = own.read("/robots.txt")
    assert f"Sitemap: {own.url}/sitemap.xml" in robots
    assert "Disallow" not in robots
    assert "mining is not reserved" in robots


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
