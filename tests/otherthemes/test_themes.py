"""Our plugins in themes of others, with what docs/themes.md says."""

import importlib.resources
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from minisite import MiniSite, disconnect

DOCS = Path(__file__).parents[2] / "docs/themes.md"
THEMES = {
    "simple": lambda: "simple",
    "notmyidea": lambda: "notmyidea",
    "reflex": lambda: str(importlib.resources.files("pelican.themes.reflex")),
    "engineering": lambda: str(importlib.resources.files("pelican_engineering_theme") / "theme"),
}
BIB = "@book{moa2012, author={Moa, A.}, title={Long Walks}, date={2012}, publisher={P}}\n"
CREDITS = '["wide.svg"]\nauthor = "Sean"\n'
WIDE = '<svg xmlns="http://www.w3.org/2000/svg" width="2400" height="1200" viewBox="0 0 2400 1200"></svg>'
SETTINGS = {
    "PLUGINS": ["citations", "blog_series", "licence", "pictures", "metadata", "syndication"],
    "MARKDOWN": {"extension_configs": {"markdown.extensions.extra": {}, "markdown.extensions.toc": {}}},
    "LICENCE": "CC-BY-4.0",
    "CC_LICENSE": {"name": "", "version": "", "slug": ""},
    "STATIC_PATHS": ["floods/images", "extra"],
    "EXTRA_PATH_METADATA": {"extra/partwork.css": {"path": "partwork.css"}},
    "SYNDICATION_TARGETS": {"kit": {"kind": "folder"}},
}


@pytest.fixture(scope="module", params=THEMES)
def dressed(request, tmp_path_factory):
    """A site in another theme."""
    code = dict(re.findall(r"^```(jinja|css)\n(.*?)^```", DOCS.read_text(encoding="utf-8"), re.M | re.S))
    folder = tmp_path_factory.mktemp(request.param)
    site = MiniSite(folder, {"article.html": code["jinja"]}, SETTINGS)
    site.write("content/extra/partwork.css", code["css"])
    site.write("content/references.bib", BIB)
    site.write("content/floods/images/wide.svg", WIDE)
    site.write("content/floods/images/credits.toml", CREDITS)
    outline = 'title = "The floods"\n[[parts]]\nsource = "1-rain.md"\n[[parts]]\ntitle = "Mud"\n'
    site.write("content/floods/series.toml", outline)
    site.post("floods/1-rain.md", "Rain [@moa2012].\n\n![Wide](images/wide.svg)\n", slug="rain", title="Rain")
    outbox = {"SYNDICATION_OUTBOX": str(folder / "outbox")}
    assert site.build(THEME=THEMES[request.param](), **outbox) == []
    yield site
    disconnect()


def test_a_post_has_what_plugins_say_of_it(dressed):
    page = BeautifulSoup(dressed.read("floods/rain/index.html"), "html.parser")
    assert page.select_one("meta[name=citation_title]")["content"] == "Rain"
    assert [item.get_text() for item in page.select("nav li") if "to come" in item.get_text()] == [
        "Mud (to come)"
    ]
    assert page.select_one(".partwork a[aria-current=page]").string == "Rain"
    assert len(page.select("section.references .csl-entry")) == 1
    assert page.select_one("figure .credit").get_text().startswith("Image by Sean")
    for said in ("Cite this post", "CC BY 4.0", "Republish this post", "BibTeX"):
        assert said in page.select_one(".partwork").get_text()


@pytest.mark.parametrize(
    "path", ["floods/index.html", "works/index.html", "floods/rain/republish/index.html"]
)
def test_pages_of_plugins_stand_where_the_theme_has_its_own(dressed, path):
    page = BeautifulSoup(dressed.read(path), "html.parser")
    (place,) = page.select("section#content.body > article.single")
    assert place.h2
    assert len(page.select("main, body > section#content")) >= 1


def test_pictures_and_pages_are_as_wide_as_the_theme_has_room(dressed, browser):
    context = browser.new_context(viewport={"width": 1100, "height": 800})
    output, url = dressed.root / "output", "https://mini.example/"

    def serve(route):
        file = output / route.request.url.removeprefix(url)
        file = file / "index.html" if file.is_dir() else file
        if route.request.url.startswith(url) and file.is_file():
            route.fulfill(path=file)
        else:
            route.abort()

    context.route("**/*", serve)
    page = context.new_page()
    for path in ("floods/rain/", "floods/", "works/"):
        page.goto(url + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 1100
    page.goto(f"{url}floods/rain/")
    box = page.locator("figure img").bounding_box()
    assert box["width"] == pytest.approx(2 * box["height"], abs=2)
    context.close()
