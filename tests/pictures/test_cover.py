"""The picture that an author wants above a text."""

import pytest
from bs4 import BeautifulSoup
from pictures.conftest import ROOT
from PIL import Image

SETTINGS = {
    "THEME": str(ROOT / "program/partwork/theme"),
    "PLUGINS": ["licence", "pictures", "metadata"],
    "LICENCE": "CC-BY-4.0",
    "STATIC_PATHS": ["floods/images"],
    "AUTHOR_SAVE_AS": "",
}
CREDITS = '["tea.jpg"]\ntitle = "Tea & talk"\nauthor = "Ana"\nlicence = "CC-BY-SA-4.0"\n'


def build(site, cover, body="Text.", **settings):
    (site.root / "templates/article.html").unlink(missing_ok=True)
    site.write("content/floods/images/credits.toml", CREDITS)
    Image.new("RGB", (640, 320), "teal").save(site.root / "content/floods/images/tea.jpg")
    site.post("floods/rain.md", body, slug="rain", cover=cover, **{"image-alt": "A cup of <tea>"})
    errors = site.build(**SETTINGS, **settings)
    return errors, BeautifulSoup(site.read("floods/rain/index.html"), "html.parser")


@pytest.mark.parametrize("address", ["https://mini.example", ""])
@pytest.mark.parametrize(
    "cover", ["images/tea.jpg", "{static}/floods/images/tea.jpg", "floods/images/tea.jpg"]
)
def test_it_stands_above_the_text_with_its_credit(site, cover, address):
    errors, page = build(site, cover, SITEURL=address)
    assert errors == []
    (figure,) = page.select("article > figure.cover")
    image = figure.select_one("img")
    assert (image["src"], image["alt"]) == (f"{address}/floods/images/tea.jpg", "A cup of <tea>")
    assert (image["width"], image["height"]) == ("640", "320")
    assert figure.select_one("p.credit").get_text() == "Tea & talk by Ana, CC BY-SA 4.0"
    assert (site.root / "output/floods/images/tea.jpg").is_file()
    if address:
        assert page.select_one("meta[property='og:image']")["content"].endswith("tea.jpg")


@pytest.mark.parametrize(
    ("cover", "body"),
    [
        ("images/tea.jpg", "![Tea](images/tea.jpg)"),
        ("https://example.org/tea.jpg", "Text."),
        ("javascript:alert(1)", "Text."),
    ],
)
def test_it_is_not_shown_twice_and_nobody_else_is_asked(site, cover, body):
    _, page = build(site, cover, body)
    assert not page.select(".cover")
    assert "example.org" not in " ".join(image["src"] for image in page.select("img"))


def test_one_that_is_not_there_is_told(site):
    errors, page = build(site, "images/te.jpg")
    assert errors == [
        'content/floods/rain.md:4: no image file "floods/images/te.jpg". Did you mean "tea.jpg"?'
    ]
    assert not page.select(".cover")
