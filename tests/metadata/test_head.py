"""What machines read in a page's head, and that all of it says the same."""

import json
import re
from collections import defaultdict
from types import SimpleNamespace

import extruct
import pytest
from bs4 import BeautifulSoup
from pelican.plugins import metadata, signals

URL = "https://mini.example/floods/rain/"


class Reference:
    """A reference as the citations plugin puts it on an article (see CONTRIBUTING.md)."""

    def __init__(self, key, text, doi=None, url=None, csl=None):
        self.key, self.anchor, self.text, self.html = key, f"ref-{key}", text, text
        self.doi, self.url, self.csl = doi, url, csl or {}


REFERENCES = (
    Reference(
        "robb2011",
        "Robb, M. (2011). Pause before posting; using social media. Social Work Today, 11(1), 8.",
        doi="10.1000/182",
        url="https://doi.org/10.1000/182",
        csl={
            "type": "article-magazine",
            "title": "Pause before posting; using social media",
            "author": [{"family": "Robb", "given": "M."}, {"literal": "BASW"}],
            "issued": {"date-parts": [[2011, 7]]},
            "container-title": "Social Work Today",
            "volume": "11",
            "issue": "1",
            "DOI": "10.1000/182",
        },
    ),
    Reference("anon", "Anon. (n.d.). </script><b>Nothing</b>."),
)


class Citations:
    """Stands for the citations plugin: it sets what that one sets, at the latest moment that it may."""

    __name__ = "citations_stand_in"

    def register(self):
        signals.article_generator_finalized.connect(cite)


def cite(generator):
    for article in generator.articles:
        article.references = REFERENCES


def read_head(html):
    head = BeautifulSoup(html, "html.parser").head
    found = defaultdict(list)
    for meta in head.find_all("meta"):
        found[meta.get("name") or meta.get("property")].append(meta.get("content"))
    for link in head.find_all("link"):
        for rel in link["rel"]:
            found[f"rel={rel}"].append(link["href"])
    return found


def write_post(site, **extra):
    site.write("content/people.toml", '["Given Family"]\norcid = "0000-0002-1825-0097"\n')
    post = {
        "title": 'Rain & "mud" </script><!--',
        "slug": "rain",
        "date": "2024-05-01 23:30",
        "modified": "2024-06-02",
        "authors": "Given Family; First van Last; The Editors",
        "tags": "weather, rivers & lakes",
        "summary": "What *rain* does &amp; does not.",
    }
    site.post("floods/1-rain.md", "It rains.", **{**post, **extra})


def test_every_vocabulary_says_the_same(site, golden):
    write_post(site)
    assert site.build(PLUGINS=[metadata, Citations()]) == []
    html = site.read("floods/rain/index.html")
    head = read_head(html)
    data = extruct.extract(html, base_url=URL, syntaxes=["json-ld", "opengraph", "dublincore"])
    (posting,) = data["json-ld"]
    graph = dict(data["opengraph"][0]["properties"])
    # extruct takes a link of the relation "type" for one of Dublin Core's, too.
    named = [element for element in data["dublincore"][0]["elements"] if "name" in element]
    core = {element["name"].lower(): element["content"] for element in named}
    # What only looks like a tag is text.
    title = 'Rain & "mud" </script><!--'
    assert posting["@type"] == "BlogPosting"
    assert {posting["headline"], graph["og:title"], core["dc.title"], *head["citation_title"]} == {title}
    assert {
        posting["url"],
        posting["mainEntityOfPage"],
        graph["og:url"],
        core["dc.identifier"],
        *head["rel=canonical"],
        *head["citation_abstract_html_url"],
    } == {URL}
    names = ["Given Family", "First van Last", "The Editors"]
    inverted = ["Family, Given", "van Last, First", "The Editors"]
    assert [author["name"] for author in posting["author"]] == names
    assert [author["@type"] for author in posting["author"]] == ["Person", "Person", "Organization"]
    assert head["author"] == [", ".join(names)]
    assert head["citation_author"] == head["DC.creator"] == inverted
    assert head["citation_author_orcid"] == [posting["author"][0]["@id"]] == head["article:author"]
    assert posting["datePublished"] == graph["article:published_time"] == "2024-05-01T23:30:00+12:00"
    assert posting["dateModified"] == graph["article:modified_time"] == "2024-06-02T00:00:00+12:00"
    assert head["citation_publication_date"] == ["2024/05/01"]
    assert core["dc.date"] == "2024-05-01"
    assert {posting["inLanguage"], core["dc.language"], *head["citation_language"]} == {"en-NZ"}
    assert graph["og:locale"] == "en_NZ"
    abstract = "What rain does & does not."
    assert {posting["abstract"], graph["og:description"], *head["description"]} == {abstract}
    assert (
        posting["keywords"]
        == head["citation_keywords"]
        == head["article:tag"]
        == ["weather", "rivers & lakes"]
    )
    assert posting["isPartOf"]["name"] == graph["og:site_name"] == core["dc.publisher"] == "Mini & co"
    assert posting["citation"] == [
        {
            "@type": "Article",
            "@id": "https://doi.org/10.1000/182",
            "name": "Pause before posting; using social media",
            "author": [
                {"@type": "Person", "name": "M. Robb", "givenName": "M.", "familyName": "Robb"},
                {"@type": "Organization", "name": "BASW"},
            ],
            "datePublished": "2011-07",
            "url": "https://doi.org/10.1000/182",
        },
        {"@type": "CreativeWork", "description": REFERENCES[1].text},
    ]
    assert head["citation_reference"] == [
        "citation_title=Pause before posting, using social media; citation_author=Robb, M.; "
        "citation_author=BASW; citation_publication_date=2011/07; "
        "citation_journal_title=Social Work Today; citation_volume=11; citation_issue=1; "
        "citation_doi=10.1000/182",
        REFERENCES[1].text,
    ]
    # With a journal's title Zotero would file a journal article.
    assert "citation_journal_title" not in head
    assert head["z:itemType"] == ["blogPost"]
    # Without the licence and series plugins nothing is said of either.
    assert "license" not in posting
    assert "rel=license" not in head
    golden("metadata/head.html", html.split('<link rel="canonical"')[1].split("</head>")[0])


def test_nothing_ends_the_script_early(site):
    write_post(site, title="</script><script>alert(1)</script> & <!-- x")
    site.build(PLUGINS=[metadata, Citations()])
    html = site.read("floods/rain/index.html")
    (script,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert not re.search(r"[<>&]", script)
    assert json.loads(script)["citation"][1]["description"] == REFERENCES[1].text


def test_the_citation_files_are_where_the_head_says(site):
    write_post(site)
    site.build()
    head = read_head(site.read("floods/rain/index.html"))
    assert head["rel=describedby"] == [f"{URL}rain.bib", f"{URL}rain.ris", f"{URL}rain.csl.json"]
    for url in head["rel=describedby"]:
        assert "https://mini.example/floods/rain/" in site.read(url.removeprefix("https://mini.example/"))


def test_pages_and_the_index(site):
    site.post("pages/about.md", slug="about", title="About & us")
    site.post("a.md")
    assert site.build() == []
    page, index = read_head(site.read("pages/about.html")), read_head(site.read("index.html"))
    assert page["rel=canonical"] == page["og:url"] == ["https://mini.example/pages/about.html"]
    assert page["og:title"] == ["About & us"]
    assert page["description"] == page["og:description"] == ["What we do"]
    assert page["og:type"] == index["og:type"] == ["website"]
    assert index["rel=canonical"] == index["og:url"] == ["https://mini.example/"]
    assert index["og:title"] == ["Mini & co"]
    assert "https://mini.example/feeds/all.json" in index["rel=alternate"]


def test_a_draft_has_a_record_but_no_files(site):
    write_post(site, status="draft")
    assert site.build() == []
    head = read_head(site.read("drafts/rain.html"))
    assert head["citation_title"]
    assert "rel=describedby" not in head
    assert not [name for name in site.files() if name.endswith((".bib", ".ris", ".csl.json"))]


def identify(site, **extra):
    settings = extra.pop("settings", {})
    write_post(site, **extra)
    assert site.build(**settings) == []
    return re.search(r'id="id">(.*?)</p>', site.read(f"floods/{extra.get('slug', 'rain')}/index.html"))[1]


def test_the_id_stays_when_date_title_slug_and_scheme_change(site):
    first = identify(site)
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}", first)
    assert identify(site, date="2020-01-01", title="Other", slug="other", authors="X Y") == first
    assert identify(site, settings={"SITEURL": "http://mini.example"}) == first
    assert identify(site, settings={"SITEURL": "https://other.example"}) != first


def test_the_id_may_be_given(site):
    assert identify(site, id="urn:uuid:0c1f1b9c-0000-4000-8000-000000000000").endswith("8000-000000000000")
    assert identify(site, id="0c1f1b9c-0000-4000-8000-000000000000").startswith("urn:uuid:0c1f1b9c-")
    assert identify(site, id="https://doi.org/10.1000/1") == "https://doi.org/10.1000/1"


def test_the_id_of_a_file_that_was_moved_stays(site):
    there = identify(site)
    assert identify(site, formerly="elsewhere/2-storm.md") != there
    assert identify(site, formerly="floods/1-rain.md") == there


def test_two_posts_of_one_id(site):
    site.post("a.md", id="urn:x:1")
    site.post("b.md", id="urn:x:1")
    assert site.build() == [
        "content/b.md:3: this post has the same id as content/a.md. Give it another, or remove its id."
    ]


@pytest.mark.parametrize("value", ["", 3])
def test_a_bad_setting_is_named(site, value):
    site.post("a.md")
    assert site.build(METADATA_JSON_FEED=value) == [
        f'METADATA_JSON_FEED is {value!r}: write a path such as "feeds/all.json".'
    ]
    assert "feeds/all.json" in site.files()


def read_described(site, name):
    """Return what the page's JSON-LD says."""
    (script,) = re.findall('<script type="application/ld\\+json">(.*?)</script>', site.read(name))
    return json.loads(script)


def test_series_home_and_authors_are_described(site):
    site.write("templates/author.html", '{{ page_head(author.name, author.url, "", none, author.name) }}')
    site.write("templates/archives.html", "{{ page_head('Floods', 'floods/', 'What rose.', one) }}")
    site.write(
        "content/people.toml",
        '["Ana Moa"]\norcid = "0000-0002-1825-0097"\nabout = "Counts rain."\nlinks = ["https://ana.example"]\n\n'
        '["Rain Office"]\norganisation = true\nror = "https://ror.org/03yrm5c26"\n',
    )
    site.post("floods/1-rain.md", authors="Ana Moa; Rain Office")
    part = SimpleNamespace(url="floods/rain/", planned=False, title="Rain", number=1)
    planned = SimpleNamespace(url="", planned=True, title="River", number=2)
    one = SimpleNamespace(
        title="Floods", url="floods/", abstract="What rose.", lang="en", parts=[part, planned]
    )
    assert site.build(JINJA_GLOBALS={"one": one}, AUTHOR_SAVE_AS="authors/{slug}.html") == []
    blog = read_described(site, "index.html")
    assert (blog["@type"], blog["@id"]) == ("Blog", "https://mini.example/")
    series = read_described(site, "archives.html")
    assert series["@type"] == "CreativeWorkSeries"
    assert series["hasPart"] == [
        {"@type": "BlogPosting", "@id": "https://mini.example/floods/rain/", "name": "Rain", "position": 1}
    ]
    person = read_described(site, "authors/ana-moa.html")["mainEntity"]
    assert person["@id"] == "https://orcid.org/0000-0002-1825-0097"
    assert (person["description"], person["sameAs"]) == ("Counts rain.", ["https://ana.example"])
    assert (
        read_described(site, "authors/rain-office.html")["mainEntity"]["@id"] == "https://ror.org/03yrm5c26"
    )


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('ror = "03yrm5c2"', '"03yrm5c2" is no ROR id. Copy it from ror.org: https://ror.org/0…'),
        ('links = ["javascript:x"]', 'links: begins with "javascript:"; write an address such as'),
        ('links = "ana"', "links: "),
    ],
)
def test_what_is_wrong_with_pages_of_people(site, line, message):
    site.write("content/people.toml", f'["Ana Moa"]\n{line}\n')
    site.post("floods/1-rain.md", authors="Ana Moa")
    (told,) = site.build()
    assert told.startswith("content/people.toml:2: ")
    assert message in told
