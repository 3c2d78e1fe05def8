"""Posts that were moved: a page at each former address leads to where they are now."""

import re
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from guards.paths import part_places

# As this repository has it.
FOLDERS = {
    "PATH_METADATA": r"(?P<category>[^/]+)/[^/]+",
    "FILENAME_METADATA": "",
    "SLUGIFY_SOURCE": "basename",
    "SLUG_REGEX_SUBSTITUTIONS": [(r"^\d+-", ""), (r"[^\w\s-]", ""), (r"[-\s]+", "-")],
}
DATED = r"(?P<date>\d{4}-\d\d-\d\d)-(?P<slug>.+)"


def read_move(site, name):
    """Return where a page leads, by its canonical link, its refresh and its link."""
    page = BeautifulSoup(site.read(name), "html.parser")
    refresh = page.find("meta", {"http-equiv": "refresh"})["content"].removeprefix("0; url=")
    canonical = page.find("link", rel="canonical")["href"]
    # The way is the same wherever the site is shown.
    assert page.a["href"] == refresh
    assert urljoin(f"https://mini.example/{name}", refresh) == canonical
    return canonical, page.a.get_text(), page.title.get_text()


def test_every_former_address_of_a_chain_leads_to_the_post(site):
    site.post(
        "floods/3-rain.md", title="Rain & more", formerly="old/1-first.md; fires/2-second.md, /2019/rain"
    )
    site.post("floods/4-river.md", aliases="/river.html, /a/b/")
    assert site.build(**FOLDERS) == []
    for name in ("old/first/index.html", "fires/second/index.html", "2019/rain/index.html"):
        assert read_move(site, name) == ("https://mini.example/floods/rain/", "Rain & more", "Rain & more")
    for name in ("river.html", "a/b/index.html"):
        assert read_move(site, name)[0] == "https://mini.example/floods/river/"


@pytest.mark.parametrize(
    ("settings", "file", "now", "address"),
    [
        (FOLDERS, "floods/1-rain.md", {}, "floods/rain/index.html"),
        (FOLDERS, "fires/1-rain.md", {"slug": "own"}, "fires/own/index.html"),
        (FOLDERS, "fires/1-rain.md", {"category": "Own"}, "own/rain/index.html"),
        (
            {"ARTICLE_SAVE_AS": "{date:%Y}/{slug}.html", "FILENAME_METADATA": DATED},
            "2019-02-03-wet.md",
            {"date": None},
            "2019/wet.html",
        ),
        ({"ARTICLE_SAVE_AS": "{slug}.html", "FILENAME_METADATA": "(?P<slug>.+)"}, "wet.md", {}, "wet.html"),
        ({"ARTICLE_SAVE_AS": "{path}.html"}, "wet/1.md", {}, "wet/1.md.html"),
    ],
)  # fmt: skip
def test_the_address_of_a_former_file_is_as_the_settings_had_it(site, settings, file, now, address):
    header = {key: value for key, value in {"date": "2024-05-01", "formerly": file, **now}.items() if value}
    lines = "".join(f"{key.title()}: {value}\n" for key, value in header.items())
    site.write("content/floods/2024-05-01-thunder.md", f"Title: A\n{lines}\nText.\n")
    assert site.build(**settings) == []
    assert read_move(site, address)[1] == "A"


def test_a_new_number_is_no_new_address(site):
    site.post("floods/2-rain.md", formerly="floods/1-rain.md")
    assert site.build(**FOLDERS) == []
    assert "About floods" in site.read("floods/rain/index.html")


def test_what_is_there_stays_there_and_what_cannot_be_is_told(site, caplog):
    site.post(
        "floods/1-rain.md", formerly="floods/2-river.md; /floods/river/; /../x/; /tags.html; /floods/rain/"
    )
    site.post("floods/2-river.md", title="River")
    assert site.build(**FOLDERS) == []
    assert "River" in site.read("floods/river/index.html")
    start, end = "content/floods/1-rain.md:3: ", ", so no page leads from there. Correct the line."
    told = [record.getMessage() for record in caplog.records if record.getMessage().endswith(end)]
    assert [text.removeprefix(start).removesuffix(end) for text in told] == [
        '"/floods/river/" is the address of content/floods/2-river.md',
        '"/../x/" cannot be the address of a page',
        '"/tags.html" is the address of the template tags.html',
    ]


def test_a_hidden_post_leaves_a_page_and_stands_in_no_list(site):
    site.post("floods/1-rain.md", formerly="old/1-rain.md", status="hidden")
    assert site.build(**FOLDERS, PUBLICATION_REDIRECTS=["netlify"]) == []
    assert read_move(site, "old/rain/index.html")[0] == "https://mini.example/floods/rain/"
    assert "_redirects" not in site.files()


def test_drafts_leave_no_page(site):
    site.post("floods/1-rain.md", formerly="old/1-rain.md", status="draft")
    site.build(**FOLDERS)
    assert "old/rain/index.html" not in site.files()


def test_servers_get_lists_on_request(site):
    site.post("floods/1-rain.md", formerly="old/1-rain.md; /a (b)/c.html")
    assert site.build(**FOLDERS, PUBLICATION_REDIRECTS=["netlify", "nginx", "apache"]) == []
    assert site.read("_redirects") == "/a%20%28b%29/c.html /floods/rain/ 301\n/old/rain/ /floods/rain/ 301\n"
    assert site.read("redirects.map") == "/a%20%28b%29/c.html /floods/rain/;\n/old/rain/ /floods/rain/;\n"
    line = re.compile(r'RedirectMatch 301 "(.+)" "(.+)"')
    rules = [line.fullmatch(text).groups() for text in site.read(".htaccess").splitlines()]
    assert [bool(re.search(pattern, "/a (b)/c.html")) for pattern, _ in rules] == [True, False]
    assert site.build(PUBLICATION_REDIRECTS=["iis"]) == [
        "PUBLICATION_REDIRECTS: ['iis'] is no list of netlify, nginx, apache. Write one."
    ]


@given(
    st.one_of(
        st.none(), st.text("a/;,\n :hts.", max_size=20), st.lists(st.text("a/; ", max_size=5), max_size=3)
    )
)
def test_places_are_files_or_addresses(value):
    files, addresses = part_places(value)
    assert all(file and not file.startswith("/") for file in files if not file.endswith(".md"))
    assert all(address.startswith(("/", "http://", "https://")) for address in addresses)
