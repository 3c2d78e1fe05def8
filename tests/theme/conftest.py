"""A mini site in the theme, with what the plugins promise and without any plugin."""

import mimetypes
import os
import runpy
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from commands import Command

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Built:
    """A site that was built; paths are as in its URLs."""

    output: Path
    url: str

    def file(self, path: str) -> Path:
        """Return the file that a server would send for a path."""
        file = self.output / path.removeprefix("/")
        return file / "index.html" if file.is_dir() else file

    def read(self, path: str) -> str:
        """Return the HTML of a page."""
        return self.file(path).read_text(encoding="utf-8")


def name_options(settings: Path, folder: Path, *extra: str) -> list[str]:
    """Return the options with which Pelican builds a site into a folder."""
    places = ["-o", str(folder / "output"), "-e", f'SYNDICATION_OUTBOX="{folder / "outbox"}"']
    return ["-s", str(settings), "--fatal", "errors", *places, *extra]


def build(settings: Path, folder: Path, *extra: str) -> Built:
    """Build a site in a process of its own, since plugins stay connected in one."""
    options = name_options(settings, folder, *extra)
    ended, printed = Command("pelican", options, settings.parent, os.environ).end()
    assert ended == 0, printed
    return Built(folder / "output", runpy.run_path(str(settings))["SITEURL"])


@pytest.fixture(scope="session")
def full(tmp_path_factory):
    """The mini site with everything that plugins may say."""
    return build(HERE / "pelicanconf.py", tmp_path_factory.mktemp("full"))


@pytest.fixture(scope="session")
def bare(tmp_path_factory):
    """The mini site without any plugin."""
    return build(HERE / "pelicanconf.py", tmp_path_factory.mktemp("bare"), "PLUGINS=[]")


@pytest.fixture(scope="session")
def own(tmp_path_factory):
    """This repository's own site, as readers get it."""
    settings, folder = HERE.parents[1] / "publishconf.py", tmp_path_factory.mktemp("own")
    command = [sys.executable, "-m", "pelican", *name_options(settings, folder)]
    subprocess.run(command, cwd=settings.parent, check=True, timeout=120)
    return Built(folder / "output", runpy.run_path(str(settings))["SITEURL"])


@pytest.fixture(scope="session")
def nu():
    """The Nu HTML checker: `nu(folder)` returns what it says about every page below a folder."""
    from servers.nu import check

    return check


@pytest.fixture
def visit(browser, full):
    """Open a page of the full site as a server would send it; a request for anything else fails the test."""
    yield from browse(browser, full)


@pytest.fixture
def visit_own(browser, own):
    """The same for this repository's own site."""
    yield from browse(browser, own)


def browse(browser, site: Built):
    contexts = []
    strangers = []

    def serve(route):
        url = route.request.url
        file = site.file(url.removeprefix(site.url).split("#")[0])
        if url.startswith(site.url + "/") and file.is_file():
            route.fulfill(body=file.read_bytes(), content_type=mimetypes.guess_type(file)[0])
        else:
            strangers.append(url)
            route.abort()

    def open_page(path, width=1280, scheme="light"):
        context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
        contexts.append(context)
        context.route("**/*", serve)
        page = context.new_page()
        page.goto(site.url + path)
        page.evaluate("document.fonts.ready")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert strangers == []
