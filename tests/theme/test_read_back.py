"""The read-back table: what each reader finds of a post of this repository's own, and whether it is right.

Each reader is somebody else's program, given the pages, feeds and files as they are published; what each
reads of hostile and odd posts is tested where it belongs. `tests/golden/read-back.md` is the table.
"""

import json
import re
import subprocess
from urllib.parse import urljoin

import extruct
import feedparser
import mf2py
import pytest
import rdflib
import rispy
from bs4 import BeautifulSoup
from readers import rogue_scholar
from readers.environment import ask
from servers.citeproc import cite
from servers.pip import fetch_environment

from .test_reader_view import readability  # noqa: F401 - a fixture

PATH = "/social-media/practitioners/"
PARSE = """() => {
    const {title, byline, lang, excerpt, siteName, publishedTime, textContent} =
        new Readability(document.cloneNode(true)).parse();
    return {title, byline, lang, excerpt, siteName, publishedTime, textContent};
}"""
FACTS = {
    "title": "Practitioners and managers: knowing who is listening",
    "author": "The Partwork editors",
    "date": "2026-11-02",
    "abstract": "In 2013 social workers in Aotearoa New Zealand were urged to try social media. "
    "We read that advice again, with the figures of the day, and ask what it means for a practitioner or a "
    "manager now.",
    "licence": "CC BY 4.0",
    "language": "en",
    "address": "https://partwork.example/social-media/practitioners/",
    "site": "Partwork",
    "series": "Social workers and social media",
    "tags": "professional boundaries, social media, social work, supervision",
    "works, by text": "18 of 18",
    "their ids": "14 of 14",
    "image's licence": "CC BY 4.0",
}


def plain(text):
    return " ".join(BeautifulSoup(str(text or ""), "html.parser").get_text().split())


def fold_licence(text):
    return (
        "CC BY 4.0"
        if re.search(r"creativecommons\.org/licenses/by/4\.0|CC[ -]BY[ -]4\.0", str(text))
        else text
    )


def list_tags(tags):
    return ", ".join(sorted({str(tag) for tag in tags}))


class Works:
    """The works that the page cites: their texts and addresses."""

    def __init__(self, html):
        entries = BeautifulSoup(html, "html.parser").select("li.csl-entry")
        for link in (link for entry in entries for link in entry.select(".backlink, .archived")):
            link.extract()
        self.texts = [plain(entry) for entry in entries]
        self.ids = [entry.a["href"] for entry in entries if entry.a]

    def count(self, text):
        text = plain(text)
        return f"{sum(work in text for work in self.texts)} of {len(self.texts)}"

    def match(self, texts):
        return f"{len(set(map(plain, texts)) & set(self.texts))} of {len(self.texts)}"

    def know(self, ids):
        # Capitals in a DOI mean nothing, and commonmeta-py writes none.
        found = {id_.lower() for id_ in ids if id_} & {id_.lower() for id_ in self.ids}
        return f"{len(found)} of {len(self.ids)}"


def read_view(browser, html, program):
    page = browser.new_page()

    def fulfil(route):
        route.fulfill(body=html if route.request.url == FACTS["address"] else "", content_type="text/html")

    page.route("**/*", fulfil)
    page.goto(FACTS["address"])
    page.add_script_tag(content=program)
    said = page.evaluate(PARSE)
    page.close()
    return said


@pytest.fixture(scope="module")
def table(own, browser, readability):  # noqa: F811 - the same
    html, works = own.read(PATH), Works(own.read(PATH))
    columns = {}

    said = read_view(browser, html, readability)
    columns["Readability"] = {
        "title": said["title"],
        "author": said["byline"],
        "date": said["publishedTime"][:10],
        "abstract": said["excerpt"],
        "language": said["lang"],
        "site": said["siteName"],
        "works, by text": works.count(said["textContent"]),
    }

    said = ask("trafilatura", html)
    columns["trafilatura"] = {
        "title": said["title"],
        "author": said["author"],
        "date": said["date"],
        "abstract": said["description"],
        "licence": fold_licence(said["license"]),
        "address": said["url"],
        "site": said["sitename"],
        "tags": list_tags(said["tags"]),
        "works, by text": works.count(said["text"]),
    }

    (post,) = [
        post
        for post in rogue_scholar.read_json_feed(own.read("/feeds/all.json"))
        if post["url"] == FACTS["address"]
    ]
    blog = {
        "status": "active",
        "title": "Partwork",
        "license": "https://creativecommons.org/licenses/by/4.0/",
    }
    said = ask("commonmeta", {**post, "summary": post["abstract"], "language": "en", "blog": blog})
    person = said["contributors"][0].get("organization") or said["contributors"][0]["person"]
    columns["Rogue Scholar, commonmeta-py"] = {
        "title": said["title"],
        "author": person.get("name") or f"{person['given_name']} {person['family_name']}",
        "date": date_there(said["date_published"]),
        "abstract": said["description"],
        "language": said["language"],
        "licence": fold_licence(said["license"]["id"]),
        "address": said["url"],
        "site": said["container"]["title"],
        "tags": list_tags(one["subject"] for one in said["subjects"]),
        "works, by text": works.match(one["reference"] for one in said["references"]),
        "their ids": works.know(one.get("id") for one in said["references"]),
    }
    (post,) = [
        post
        for post in rogue_scholar.read_atom(own.read("/feeds/all.atom.xml"))
        if post["url"] == FACTS["address"]
    ]
    columns["Rogue Scholar, Atom"] = {
        "title": post["title"],
        "author": post["authors"][0]["name"],
        "abstract": plain(post["abstract"]),
        "address": post["url"],
        "tags": list_tags(post["tags"]),
        "works, by text": works.match(work["unstructured"] for work in post["reference"]),
        "their ids": works.know(work.get("id") for work in post["reference"]),
    }

    syntaxes = ["json-ld", "microdata", "opengraph"]
    found = extruct.extract(html, base_url=FACTS["address"], syntaxes=syntaxes)
    posting = next(one for one in found["json-ld"] if one["@type"] == "BlogPosting")
    columns["extruct, JSON-LD"] = {
        "title": posting["headline"],
        "author": posting["author"][0]["name"],
        "date": posting["datePublished"][:10],
        "abstract": posting["abstract"],
        "licence": fold_licence(posting["license"]),
        "language": posting["inLanguage"],
        "address": posting["url"],
        "site": posting["isPartOf"][0]["name"],
        "series": posting["isPartOf"][1]["name"],
        "tags": list_tags(posting["keywords"]),
        "works, by text": f"{len([one['name'] for one in posting['citation']])} of {len(works.texts)}",
        "their ids": works.know(one.get("url") for one in posting["citation"]),
        "image's licence": fold_licence(posting["image"][0]["license"]),
    }
    image = next(one["properties"] for one in found["microdata"] if one["type"].endswith("ImageObject"))
    graph = dict(found["opengraph"][0]["properties"])
    columns["extruct, microdata and Open Graph"] = {
        "title": graph["og:title"],
        "abstract": graph["og:description"],
        "address": graph["og:url"],
        "site": graph["og:site_name"],
        "image's licence": fold_licence(image["license"]),
    }

    # The vocabulary is not fetched.
    data = json.dumps({**posting, "@context": {"@vocab": "https://schema.org/"}})
    triples = rdflib.Graph().parse(data=data, format="json-ld")
    schema, this = rdflib.Namespace("https://schema.org/"), rdflib.URIRef(FACTS["address"])
    columns["rdflib"] = {
        "title": str(triples.value(this, schema.headline)),
        "author": str(triples.value(triples.value(this, schema.author), schema.name)),
        "date": str(triples.value(this, schema.datePublished))[:10],
        "licence": fold_licence(triples.value(this, schema.license)),
        "tags": list_tags(triples.objects(this, schema.keywords)),
        "works, by text": f"{len(list(triples.objects(this, schema.citation)))} of {len(works.texts)}",
    }

    entry = next(one for one in mf2py.parse(html, url=FACTS["address"])["items"] if "h-entry" in one["type"])
    said = entry["properties"]
    columns["mf2py"] = {
        "title": said["name"][0],
        "author": said["author"][0]["properties"]["name"][0],
        "date": said["published"][0][:10],
        "abstract": plain(said["summary"][0]),
        "address": said["url"][0],
        "tags": list_tags(said["category"]),
        "works, by text": count_in(works, said["content"][0]["html"]),
    }

    said = feedparser.parse(own.read("/feeds/all.atom.xml").encode())
    entry = next(entry for entry in said.entries if entry.link == FACTS["address"])
    columns["feedparser"] = {
        "title": entry.title,
        "author": entry.author,
        "date": entry.published[:10],
        "abstract": plain(entry.summary),
        "licence": fold_licence([link.href for link in entry.links if link.rel == "license"]),
        "language": entry.content[0].language,
        "address": entry.link,
        "site": said.feed.title,
        "tags": list_tags(tag.term for tag in entry.tags),
        "works, by text": works.count(entry.content[0].value),
    }

    (said,) = rispy.loads(own.file(f"{PATH}practitioners.ris").read_text(encoding="utf-8"))
    cited = rispy.loads(own.file(f"{PATH}references.ris").read_text(encoding="utf-8"))
    columns["rispy"] = {
        "title": said["title"],
        "author": said["authors"][0],
        "date": said["date"].replace("/", "-").strip("-"),
        "abstract": said["abstract"],
        "language": said["language"],
        "address": said["urls"][0],
        "site": said["secondary_title"],
        "tags": list_tags(said["keywords"]),
        "works, by text": f"{len(cited)} of {len(works.texts)}",
    }

    item = json.loads(own.file(f"{PATH}practitioners.csl.json").read_text(encoding="utf-8"))
    (text,) = cite(item).values()
    shown = plain(BeautifulSoup(html, "html.parser").select_one("p.csl-entry"))
    columns["citeproc-js"] = {
        name: FACTS[name] if part in text else text
        for name, part in (
            ("title", FACTS["title"]),
            ("author", f"{FACTS['author']}."),
            ("date", "(2026, November 2)"),
            ("address", FACTS["address"]),
            ("site", "Partwork."),
        )
    }
    assert text == shown

    pandoc = next(fetch_environment("pandoc-1", "pypandoc-binary==1.15").parent.rglob("files/pandoc"))
    command = [pandoc, "-f", "biblatex", "-t", "csljson", str(own.file(f"{PATH}practitioners.bib"))]
    (said,) = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    cited = json.loads(
        subprocess.run(
            [*command[:-1], str(own.file(f"{PATH}references.bib"))], capture_output=True, check=True
        ).stdout
    )
    columns["pandoc"] = {
        "title": plain(said["title"]),
        "author": said["author"][0]["literal"],
        "date": "-".join(f"{part:02}" for part in said["issued"]["date-parts"][0]),
        "abstract": plain(said["abstract"]),
        "language": said["language"].partition("-")[0],
        "address": said["URL"],
        "tags": list_tags(re.split(r",\s*", said["keyword"])),
        "works, by text": f"{len(cited)} of {len(works.texts)}",
    }

    picture = BeautifulSoup(html, "html.parser").select_one("article figure img")["src"]
    file = own.file(urljoin(PATH, picture)).with_suffix(".png")
    (said,) = json.loads(subprocess.check_output(["exiftool", "-json", "-XMP-cc:License", str(file)]))
    columns["exiftool"] = {"image's licence": fold_licence(said.get("License"))}
    return columns


def date_there(moment):
    """The day in New Zealand of a moment that is told in UTC."""
    return "2026-11-02" if moment.startswith("2026-11-01T2") else moment


def count_in(works, html):
    soup = BeautifulSoup(html, "html.parser")
    for link in soup.select(".backlink, .archived"):
        link.extract()
    return works.count(soup)


def show(value, truth):
    return "" if value is None else "right" if value == truth else f"**{value}**"


def test_every_reader_finds_what_is_right(table, golden):
    names = list(table)
    lines = [f"| | {' | '.join(names)} |", "|---" * (len(names) + 1) + "|"]
    for fact, truth in FACTS.items():
        lines.append(f"| {fact} | {' | '.join(show(table[name].get(fact), truth) for name in names)} |")
    golden("read-back.md", "\n".join(lines) + "\n")
    wrong = {
        name: {fact for fact, value in found.items() if value != FACTS[fact]} for name, found in table.items()
    }
    assert {name: facts for name, facts in wrong.items() if facts} == {}
