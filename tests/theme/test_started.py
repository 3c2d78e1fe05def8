"""A site that somebody has just begun, with an accent and a logo of their own."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import expect

from partwork.__main__ import main
from partwork.colours import brighten

from .conftest import Built, browse

ROOT = Path(__file__).parents[2]
PAGES = ["/", "/first-series/first-part/", "/about/", "/search/", "/archives/"]
# What only this repository's own site says.
OURS = re.compile(rb"Partwork editors|partwork\.example|practitioner|social-media", re.IGNORECASE)


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    """The folder, after its draft was published."""
    folder = tmp_path_factory.mktemp("begun")
    Image.new("RGB", (640, 320), "navy").save(folder / "logo.png")
    options = ["--yes", "--name", "Kōrero", "--author", "A. & B. “C”", "--orcid", "0000-0002-1825-0097"]
    options += ["--licence", "cc-by-sa-4.0", "--zone", "Pacific/Auckland", "--language", "en"]
    options += [
        "--address",
        "https://korero.example/",
        "--accent",
        "#8A1C1C",
        "--logo",
        str(folder / "logo.png"),
    ]
    assert main(["new", str(folder / "korero"), *options]) == 0
    for name in ("first-series/1-first-part.md", "pages/about.md"):
        file = folder / "korero/content" / name
        file.write_text(file.read_text(encoding="utf-8").replace("Status: draft\n", ""), encoding="utf-8")
    command = [sys.executable, "-m", "invoke", "build", "check", "publish"]
    ran = subprocess.run(command, cwd=folder / "korero", capture_output=True, text=True, timeout=300)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert not re.search(r"(?m)^(?:error|warning)", ran.stdout + ran.stderr)
    return folder / "korero"


@pytest.fixture
def visit_begun(browser, begun):
    yield from browse(browser, Built(begun / "public", "https://korero.example"))


def test_its_pages_are_valid(begun, nu):
    assert nu(begun / "public") == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(visit_begun, path, scheme):
    found = Axe().run(visit_begun(path, 320, scheme))
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize(("scheme", "colour"), {"light": "#8a1c1c", "dark": brighten("#8a1c1c")}.items())
def test_its_accent_is_that_of_its_author(visit_begun, scheme, colour):
    page = visit_begun("/first-series/first-part/", 1280, scheme)
    red, green, blue = bytes.fromhex(colour[1:])
    expect(page.locator(".csl-entry a").first).to_be_visible()
    skip = page.locator(".skip")
    expect(skip).to_have_css("background-color", f"rgb({red}, {green}, {blue})")


def test_no_word_of_another_site_is_in_it(begun):
    files = [path for path in begun.rglob("*") if path.is_file() and ".cache" not in path.parts]
    assert len(files) > 60
    assert [path for path in files if OURS.search(path.read_bytes())] == []
    texts = [path for path in (begun / "public").rglob("*") if path.suffix in {".html", ".xml", ".json"}]
    # Parts of a copy are known by what they are called.
    classes = re.compile(rb'class="partwork-[a-z]+"')
    said = {path: classes.sub(b"", path.read_bytes().lower()) for path in texts}
    assert [path for path, words in said.items() if b"partwork" in words] == []


def test_its_icon_is_the_logo_in_a_square(begun):
    with Image.open(begun / "content/icon.png") as icon:
        assert icon.size == (512, 512)
        assert icon.getpixel((256, 256)) == (0, 0, 128, 255)
        assert icon.getpixel((256, 10))[3] == 0
    assert "favicon.svg" not in (begun / "public/index.html").read_text(encoding="utf-8")
