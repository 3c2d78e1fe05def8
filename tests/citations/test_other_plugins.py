"""Citations and figures beside other people's plugins, in every order."""

import json
import pickle
import weakref

import pytest
from blinker import Signal
from bs4 import BeautifulSoup
from minisite import MiniSite, disconnect

BIB = """@book{tui2011, author={Tui, R. and Kea, M.}, title={The Digital Practitioner}, date={2011}}
@book{moa2012, author={Moa, A.}, title={Long {\\$5} Walks}, date={2012}}
"""
CREDITS = '["map.svg"]\ntitle = "Map"\nauthor = "Sean"\nlicence = "CC-BY-SA-4.0"\n'
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 32"></svg>'
BODY = """First [@tui2011, p. 3].

![A map](images/map.svg)

Then @moa2012 says[^1].

[^1]: A note [@tui2011].

Wrong [@moa2013].
"""
EXTRAS = {"extension_configs": {"markdown.extensions.extra": {}}, "output_format": "html5"}


@pytest.fixture
def mini(tmp_path, monkeypatch):
    """A site with citations and licence, whose errors name files from its folder."""
    monkeypatch.chdir(tmp_path)
    # Blinker calls receivers in the order of their addresses in memory; here it is that of PLUGINS.
    monkeypatch.setattr(Signal, "receivers_for", in_order)
    site = MiniSite(tmp_path, {}, {"LICENCE": "CC-BY-4.0", "MARKDOWN": EXTRAS, "FEED_ALL_ATOM": None})
    site.write("content/references.bib", BIB)
    site.write("content/misc/images/map.svg", SVG)
    site.write("content/misc/images/credits.toml", CREDITS)
    yield site
    disconnect()


def in_order(signal, _sender):
    for receiver in list(signal.receivers.values()):
        called = receiver() if isinstance(receiver, weakref.ref) else receiver
        if called is not None:
            yield called


@pytest.fixture(params=["first", "between", "last"])
def among(request):
    """Return a function that puts a plugin among ours."""
    place = {"first": 0, "between": 1, "last": 2}[request.param]

    def put(name):
        plugins = ["citations", "licence"]
        plugins.insert(place, name)
        return plugins

    return put


def page_of(site, name):
    return BeautifulSoup(site.read(f"misc/{name}/index.html"), "html.parser")


def check_page(page):
    """What BODY is on a page, whoever else has had it in hand."""
    text = " ".join(page.get_text().split())
    assert "First (Tui & Kea, 2011, p. 3)." in text
    assert "Then Moa (2012) says" in text
    assert len(page.select("a.citation")) == 3
    assert [entry["id"] for entry in page.select("section.references .csl-entry")] == [
        "ref-moa2012",
        "ref-tui2011",
    ]
    assert page.select_one("figure p.credit").get_text() == "Map by Sean, CC BY-SA 4.0"
    assert len(page.select("figure")) == len(page.select("section.references")) == 1
    ids = [element["id"] for element in page.select("[id]")]
    assert len(ids) == len(set(ids))


MOA2013 = 'no work "moa2013" in content/references.bib. Did you mean "moa2012"?'


OTHERS = [
    "more_categories",
    "simple_footnotes",
    "jinja2content",
    "yaml_metadata",
    "neighbors",
    "sitemap",
    "image_process",
]


@pytest.mark.parametrize("name", OTHERS)
def test_nothing_is_lost_beside_another_plugin(mini, among, name):
    mini.post("misc/a.md", BODY, slug="a", category="misc")
    assert mini.build(PLUGINS=among(name)) == [f"content/misc/a.md:14: {MOA2013}"]
    check_page(page_of(mini, "a"))


def test_templates_in_a_post(mini, among):
    loop = "{% for n in range(3) %}\nLine {{ n }}.\n\n{% endfor %}\n"
    mini.post("misc/a.md", loop + BODY, slug="a", category="misc")
    # The line is that of the file, not that of what the template makes of it.
    assert mini.build(PLUGINS=among("jinja2content")) == [f"content/misc/a.md:18: {MOA2013}"]
    page = page_of(mini, "a")
    assert "Line 2." in page.get_text()
    check_page(page)


def test_metadata_in_yaml(mini, among):
    head = (
        "---\ntitle: A\nslug: a\ndate: 2024-05-01\ncategory: misc\nsummary: After *[@tui2011]*, [@no].\n---\n"
    )
    mini.write("content/misc/a.md", head + BODY)
    no = 'no work "no" in content/references.bib.'
    assert mini.build(PLUGINS=among("yaml_metadata")) == [
        f"content/misc/a.md:6: {no}",
        f"content/misc/a.md:16: {MOA2013}",
    ]
    check_page(page_of(mini, "a"))
    summary = BeautifulSoup(mini.read("index.html"), "html.parser").select_one("article section")
    assert "After (Tui & Kea, 2011), (no?)." in summary.get_text()
    assert not summary.select("a, [id], section")


@pytest.mark.parametrize("summary", [None, "Short, $x_1$ [@tui2011]."])
def test_math_and_citations(mini, among, summary):
    body = "Given $a_1 + b@c$ [@tui2011, $p@q$], costs $5 [@moa2012] and $6.\n\n" + "And so on. " * 40
    mini.post("misc/a.md", body, slug="a", category="misc", **({"summary": summary} if summary else {}))
    assert mini.build(PLUGINS=among("render_math")) == []
    page = page_of(mini, "a")
    assert [math.get_text() for math in page.select(".math")] == [r"\(a_1 + b@c\)", r"\(p@q\)"]
    assert len(page.select("a.citation")) == 2
    assert "MathJax" in page.select("script")[-1].get_text()
    index = BeautifulSoup(mini.read("index.html"), "html.parser").select_one("article section")
    assert r"\(x_1\)" in index.get_text() if summary else r"\(a_1 + b@c\)" in index.get_text()
    assert "(Tui & Kea, 2011" in index.get_text()
    assert "MathJax" in index.script.get_text()
    assert not index.select("a, [id], section")


def test_a_link_to_read_more(mini, among):
    mini.post("misc/a.md", f"{BODY}\n{'And so on. ' * 60}", slug="a", category="misc")
    mini.build(PLUGINS=among("read_more"), SUMMARY_MAX_LENGTH=50)
    summary = BeautifulSoup(mini.read("index.html"), "html.parser").select_one("article section")
    assert [link.get_text() for link in summary.select("a.read-more")] == ["continue"]
    assert not summary.select("a.citation, section")


def test_a_site_in_two_languages(mini, among):
    mini.post("misc/a.md", BODY, slug="a", category="misc", lang="en")
    mini.post("misc/a-de.md", BODY.replace("Wrong [@moa2013].", ""), slug="a", category="misc", lang="de")
    urls = {"ARTICLE_LANG_URL": "{category}/{slug}-{lang}/"}
    urls["ARTICLE_LANG_SAVE_AS"] = urls["ARTICLE_LANG_URL"] + "index.html"
    errors = mini.build(
        PLUGINS=among("i18n_subsites"), I18N_SUBSITES={"de": {"SITENAME": "Klein"}}, DEFAULT_LANG="en", **urls
    )
    # Each site reads all posts.
    assert set(errors) == {f"content/misc/a.md:15: {MOA2013}"}
    check_page(page_of(mini, "a"))
    german = BeautifulSoup(mini.read("de/misc/a/index.html"), "html.parser")
    check_page(german)
    assert german.select_one("#references").get_text() == "Literatur"


def test_a_reader_that_is_not_python_markdown_is_told(mini):
    from pelican.readers import HTMLReader

    class OtherReader(HTMLReader):
        file_extensions = ()

    mini.write(
        "content/misc/a.md",
        "<html><head><title>A</title>"
        '<meta name="date" content="2024-05-01"></head><body><p>[@tui2011]</p></body></html>',
    )
    # What it cannot read at all is told, too.
    mini.write("content/misc/b.md", "<html><body><p>[@tui2011]</p></body></html>")
    errors = mini.build(PLUGINS=["citations", "licence"], READERS={"md": OtherReader})
    errors = [error for error in errors if not error.startswith("Skipping")]
    name = f"{__name__}.test_a_reader_that_is_not_python_markdown_is_told.<locals>.OtherReader"
    end = "reads Markdown here and takes no extensions of Python-Markdown. "
    end += "Uninstall the plugin that brings it, "
    assert sorted(errors) == [
        f"content/misc/a.md and 1 more: images get no credits, because {name} {end}or the plugin licence.",
        f"content/misc/a.md and 1 more: nothing is cited, because {name} {end}or the plugin citations.",
    ]


def test_a_reader_that_takes_the_place_of_ours_is_told(mini):
    from pelican.plugins import signals
    from pelican.readers import MarkdownReader

    class LateReader(MarkdownReader):
        pass

    def replace(generator):
        generator.readers.reader_classes["md"] = LateReader
        generator.readers.readers["md"] = LateReader(generator.settings)

    signals.article_generator_init.connect(replace)
    mini.post("misc/a.md", BODY, slug="a", category="misc")
    errors = mini.build(PLUGINS=["citations", "licence"])
    name = f"{__name__}.{replace.__qualname__.rpartition('.')[0]}.LateReader"
    end = f"because {name} has taken the place of the reader that this plugin chose. "
    end += "Uninstall the plugin that brings it, or the plugin "
    assert sorted(errors) == [
        f"content/misc/a.md: images get no credits, {end}licence.",
        f"content/misc/a.md: nothing is cited, {end}citations.",
    ]


def test_pictures_are_processed_with_their_credit(mini, among):
    from PIL import Image

    Image.new("RGB", (640, 320), "teal").save(mini.root / "content/misc/images/rain.png")
    mini.write("content/misc/images/credits.toml", CREDITS + '["rain.png"]\nauthor = "Ana"\n')
    body = BODY.replace("Wrong [@moa2013].", "![Rain](images/rain.png){.image-process-small}")
    mini.post("misc/a.md", body, slug="a", category="misc")
    errors = mini.build(
        PLUGINS=among("image_process"),
        STATIC_PATHS=["misc/images"],
        IMAGE_PROCESS={"small": ["scale_in 100 100 True"]},
        # That plugin finds pictures of a site by the addresses of its own.
        SITEURL="",
        RELATIVE_URLS=False,
    )
    assert errors == []
    page = page_of(mini, "a")
    image = page.select_one("figure img[alt=Rain]")
    assert image["src"] == "/misc/images/derivatives/small/rain.png"
    assert (mini.root / f"output{image['src']}").is_file()
    assert "Ana" in image.parent.select_one("p.credit").get_text()
    assert len(page.select("a.citation")) == 3


def test_neighbours_and_a_sitemap_have_what_they_had(mini, among):
    mini.write(
        "templates/article.html",
        '{{ article.content }}<p id="next">{{ article.next_article.title }}</p>',
    )
    mini.post(
        "misc/a.md", BODY.replace("Wrong [@moa2013].", ""), slug="a", category="misc", date="2024-05-01"
    )
    mini.post("misc/b.md", "More [@tui2011].", slug="b", category="misc", title="B", date="2024-05-02")
    assert mini.build(PLUGINS=[*among("neighbors"), "sitemap"], SITEMAP={"format": "xml"}) == []
    assert page_of(mini, "a").select_one("#next").get_text() == "B"
    check_page(page_of(mini, "a"))
    assert "https://mini.example/misc/a/" in mini.read("sitemap.xml")


def test_a_summary_can_be_changed_cleared_and_kept(mini):
    mini.post("misc/a.md", BODY, slug="a", category="misc")
    contents = []
    from pelican.plugins import signals

    def keep(generator):
        contents.extend(generator.articles)

    signals.article_generator_finalized.connect(keep)
    mini.build(PLUGINS=["citations", "licence"])
    (article,) = contents
    assert "href" not in article.summary.split("<figure")[0]
    # As render_math has it; Pelican's own cache keeps whole posts.
    article.metadata["summary"] = "Another."
    assert "First" in article.summary
    article.get_summary.func.__self__.cache.clear()
    assert article.summary == "Another."
    article._context = {}
    again = pickle.loads(pickle.dumps(article))
    assert again.summary == "Another."
    assert json.dumps(again.references[0].key) == '"moa2012"'
