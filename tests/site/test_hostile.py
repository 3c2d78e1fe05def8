"""Text from data stays text, wherever it comes from and wherever it goes."""

import json
import logging
import re
import xml.etree.ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from corpus.site import ROOT
from minisite import PICTURE, Errors, disconnect
from pelican import Pelican
from pelican.settings import read_settings
from pybtex.database import parse_string

# corpus: 17 inputs, each in 14 places
VALUES = (
    "<h4ck>",
    '"><h4ck>',
    "'><h4ck>",
    '" h4ck="1',
    "' h4ck='1",
    "</script><h4ck>",
    "</title></textarea></style><h4ck>",
    "--><!--<h4ck>",
    "]]><h4ck>",
    "<img src=x onerror=h4ck>",
    "{{ h4ck }}{% h4ck %}",
    "&lt;h4ck&gt;",
    "a } brace { and \\ % $ # @book{h4ck,",
    "\x1b[2Jh4ck\x9b31m",
    "\u202ekc4h\u2066",
    "a\u2028b\u2029c",
    "\ufffe\x00\x08",
)
STEERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\u202a-\u202e\u2066-\u2069]")
REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\u2028\u2029]")
PROGRAM = re.compile(r"\s*(?:javascript|vbscript|data):", re.IGNORECASE)


def quote(text):
    return json.dumps(text, ensure_ascii=True)


def in_header(text):
    """Return a value as a line of a header has it: posts with control characters are refused elsewhere."""
    return REFUSED.sub("", text)


def in_markdown(text):
    """Return a value as a text has it, in which a mark of direction may stand."""
    text = in_header(text).replace("\u2066", "")
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def fill(content, number, value):
    """Write a series in which a value stands in every place."""
    folder = content / f"series-{number}"
    (folder / "images").mkdir(parents=True)
    (folder / "images/map.png").write_bytes(PICTURE)
    said = quote(f"v{number} {value}")
    head, text = f"v{number} {in_header(value)}", f"v{number} {in_markdown(value)}"
    (folder / "images/credits.toml").write_text(f'["map.png"]\ntitle = {said}\nauthor = {said}\n')
    (folder / "series.toml").write_text(
        f"title = {said}\nabstract = {said}\n[[parts]]\nsource = '1-one.md'\nsummary = {said}\n"
        f"[[parts]]\ntitle = {said}\n"
    )
    (folder / "1-one.md").write_text(
        f"Title: {head}\nDate: 2024-05-01\nAuthors: {head};\nTags: {head};\nSummary: {text}\nShort: {head}\n"
        f"Image: images/map.png\nImage-Alt: {head}\nSlug: one\n\n![{text}](images/map.png '{text}')\n"
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    root = tmp_path_factory.mktemp("hostile")
    content = root / "content"
    for number, value in enumerate(VALUES):
        fill(content, number, value)
    people = [quote(f"v{number} {in_header(value)}") for number, value in enumerate(VALUES)]
    (content / "people.toml").write_text(
        "".join(f"[{name}]\ngiven = {name}\nfamily = {name}\nurl = 'https://a.example'\n" for name in people)
    )
    settings = {
        "PATH": str(content),
        "OUTPUT_PATH": str(root / "output"),
        "THEME": str(ROOT / "program/partwork/theme"),
        "STATIC_PATHS": [path.relative_to(content).as_posix() for path in content.glob("*/images")],
        "AUTHOR_FEED_ATOM": "feeds/{slug}.author.atom.xml",
        "TAG_FEED_ATOM": "feeds/{slug}.tag.atom.xml",
        "FEED_ALL_RSS": "feeds/all.rss.xml",
        "SYNDICATION_TARGETS": {"kit": {"kind": "folder"}, "partner": {"kind": "feed"}},
    }
    handler = Errors()
    logging.getLogger().addHandler(handler)
    try:
        Pelican(read_settings(str(ROOT / "publishconf.py"), override=settings)).run()
    finally:
        logging.getLogger().removeHandler(handler)
        disconnect()
    return root, handler.messages


def list_files(site, *endings):
    root, _ = site
    files = [file for name in ("output", "outbox") for file in sorted((root / name).rglob("*"))]
    found = [file for file in files if file.is_file() and file.name.endswith(endings)]
    assert len(found) >= len(VALUES) or endings[0] in (".xml", ".json")
    return [(file, file.read_text(encoding="utf-8")) for file in found]


def test_nothing_is_refused(site):
    assert site[1] == []


def test_pages(site):
    for file, text in list_files(site, ".html"):
        page = BeautifulSoup(text, "html.parser")
        assert not page.find(re.compile("h4ck")), file
        for element in page.find_all(True):
            for name, value in element.attrs.items():
                assert "h4ck" not in name, (file, element)
                assert not name.startswith("on"), (file, element)
                assert name not in ("href", "src") or not PROGRAM.match(value), (file, element)
        for script in page.find_all("script", type="application/ld+json"):
            described = {"BlogPosting", "CreativeWorkSeries", "Blog", "ProfilePage"}
            assert json.loads(script.string)["@type"] in described
        assert "{{ h4ck }}" in text or "{{" not in text


def test_no_page_steers(site):
    for file, text in list_files(site, ".html", ".xml", ".json", ".bib", ".ris", ".txt"):
        assert not STEERS.search(text), file
        assert not re.search(r"\\u00(?:0[0-8bcef]|1|7f|[89])|\\u20(?:2[a-e]|6[6-9])", text), file


def test_feeds(site):
    for file, text in list_files(site, ".xml"):
        root = ET.fromstring(text)
        assert not [element for element in root.iter() if "h4ck" in element.tag], file
        assert not [name for element in root.iter() for name in element.attrib if "h4ck" in name], file
        for element in root.iter():
            if element.get("type") == "html" or element.tag.endswith(("encoded", "description")):
                assert not BeautifulSoup(element.text or "", "html.parser").find("h4ck"), file
    for _, text in list_files(site, ".json"):
        json.loads(text)


def test_files_for_reference_managers(site):
    for file, text in list_files(site, ".bib"):
        (entry,) = parse_string(text, "bibtex").entries.values()
        assert list(entry.fields) == [
            "title",
            "organization",
            "date",
            "year",
            "url",
            "langid",
            "abstract",
            "keywords",
        ], file
        assert entry.persons["author"], file
    for file, text in list_files(site, ".ris"):
        assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in text.split("\r\n")[:-1]), file
