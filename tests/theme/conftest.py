"""A mini site in the theme, with what the plugins promise and without any plugin."""

import mimetypes
from dataclasses import dataclass
from pathlib import Path

import pelican
import pytest
from pelican.settings import read_settings

HERE = Path(__file__).parent
THEME = HERE.parents[1] / "theme"
SITEURL = "https://mini.example"
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@dataclass(frozen=True)
class Built:
    """A site that was built; paths are as in its URLs."""

    output: Path

    def file(self, path: str) -> Path:
        """Return the file that a server would send for a path."""
        file = self.output / path.removeprefix("/")
        return file / "index.html" if file.is_dir() else file

    def read(self, path: str) -> str:
        """Return the HTML of a page."""
        return self.file(path).read_text(encoding="utf-8")


def build(output: Path, **settings: object) -> Built:
    """Build the mini site with Pelican."""
    folders = {name: f"{name.lower()}s/{{slug}}/" for name in ("AUTHOR", "TAG")}
    pelican.Pelican(
        read_settings(
            override={
                "PATH": str(HERE / "content"),
                "OUTPUT_PATH": str(output),
                "THEME": str(THEME),
                "SITENAME": "The mini site",
                "SITESUBTITLE": "Short & to the point",
                "SITEURL": SITEURL,
                "FEED_DOMAIN": SITEURL,
                "FEED_ALL_ATOM": "feeds/all.atom.xml",
                "CATEGORY_FEED_ATOM": None,
                "AUTHOR_FEED_ATOM": None,
                "AUTHOR_FEED_RSS": None,
                "TRANSLATION_FEED_ATOM": None,
                "TIMEZONE": "UTC",
                "DEFAULT_DATE_FORMAT": "%-d %B %Y",
                "FILENAME_METADATA": r"(?:\d+-)?(?P<slug>.+)",
                "STATIC_PATHS": ["kai/images"],
                "PATH_METADATA": r"(?P<category>[^/]+)/.+",
                "ARTICLE_URL": "{category}/{slug}/",
                "ARTICLE_SAVE_AS": "{category}/{slug}/index.html",
                "PAGE_URL": "{slug}/",
                "PAGE_SAVE_AS": "{slug}/index.html",
                "CATEGORY_SAVE_AS": "",
                "DIRECT_TEMPLATES": ["index", "archives", "tags", "authors", "404"],
                "DEFAULT_PAGINATION": 3,
                **{f"{name}_URL": url for name, url in folders.items()},
                **{f"{name}_SAVE_AS": url + "index.html" for name, url in folders.items()},
                **settings,
            }
        )
    ).run()
    return Built(output)


@pytest.fixture(scope="session")
def full(tmp_path_factory):
    """The mini site with everything that plugins may say."""
    return build(tmp_path_factory.mktemp("full"), PLUGIN_PATHS=[str(HERE)], PLUGINS=["stub"])


@pytest.fixture(scope="session")
def bare(tmp_path_factory):
    """The mini site without any plugin."""
    return build(tmp_path_factory.mktemp("bare"), PLUGINS=[])


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser, full):
    """Open a page of the full site as a server would send it; any other request fails the test."""
    contexts = []
    strangers = []

    def serve(route):
        url = route.request.url
        file = full.file(url.removeprefix(SITEURL).split("#")[0])
        if not url.startswith(SITEURL + "/") or not file.is_file():
            strangers.append(url)
            route.abort()
        else:
            route.fulfill(body=file.read_bytes(), content_type=mimetypes.guess_type(file)[0])

    def open_page(path, width=1280, scheme="light"):
        context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
        contexts.append(context)
        context.route("**/*", serve)
        page = context.new_page()
        page.goto(SITEURL + path)
        page.evaluate("document.fonts.ready")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert strangers == []
