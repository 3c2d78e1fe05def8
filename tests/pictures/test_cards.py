"""The card that stands for a page: what is on it, where it is told, and that it is light."""

import json
import subprocess

import pytest
from bs4 import BeautifulSoup
from pelican.plugins.pictures.cards import HEIGHT, SIZES, WIDTH, Press, fit, wrap
from pelican.plugins.pictures.faces import Face, find_faces
from pelican.plugins.pictures.model import Words
from pictures.conftest import ROOT
from PIL import Image

FILES = sorted((ROOT / "program/partwork/theme/static").rglob("*.*"))
LONG = "Ko te whanaungatanga o ngā kaimahi toko i te ora " * 12
TITLES = [
    "Rain",
    "Māori, Ōtara and Ūawa: " + LONG[:60],
    LONG,
    "X" * 3000,
    "漢字",
    "مرحبا",
    "Rain ☂ 😀",
    "",
    "\u0301",
    "a\u200bb",
]

NAMED = ["images/tea.jpg", "{static}/floods/images/tea.jpg", "floods/images/tea.jpg"]
UNFIT = ["images/none.png", "javascript:alert(1)", "//other.example/a.png", "../../a.png"]


def tags(html):
    page = BeautifulSoup(html, "html.parser")
    return {
        tag.get("property") or tag["name"]: tag["content"]
        for tag in page.find_all("meta")
        if (tag.get("property") or tag.get("name") or "").startswith(("og:", "twitter:"))
    }


def look(file):
    """Return what exiftool says of an image."""
    command = ["exiftool", "-json", "-ImageSize", "-MIMEType", "-ColorType", "-BitDepth", file]
    (facts,) = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return facts


def series(site):
    site.write("content/floods/series.toml", 'title = "The floods"\n[[parts]]\nsource = "1-rain.md"\n')
    site.post("floods/1-rain.md", title="Rain in Ōtara", slug="rain", authors="Given Family; Other Person")


def test_a_post_a_series_and_the_site_have_cards(site):
    series(site)
    assert site.build(SITESUBTITLE="On water") == []
    told = {
        "floods/rain/index.html": "Rain in Ōtara · Part 1 of 1 · The floods · Given Family, Other Person",
        "floods/index.html": "The floods · Series in 1 parts · Given Family, Other Person",
        "index.html": "Mini & co · On water · Given Family",
    }
    pages = {name: tags(site.read(name)) for name in told}
    for name, found in pages.items():
        place = found["og:image"].removeprefix("https://mini.example/")
        assert place.endswith("card.png")
        facts = look(site.root / "output" / place)
        assert facts["ImageSize"] == f"{found['og:image:width']}x{found['og:image:height']}" == "1200x630"
        assert facts["MIMEType"] == found["og:image:type"] == "image/png"
        assert found["twitter:card"] == "summary_large_image"
        assert found["og:locale"] == "en_NZ"
        assert found["og:image:alt"].removesuffix(" · Mini & co") == told[name]
    assert len({found["og:image"] for found in pages.values()}) == 3


@pytest.mark.parametrize("line", NAMED)
def test_the_picture_that_an_author_names_is_used(site, line):
    folder = site.root / "content/floods/images"
    folder.mkdir(parents=True)
    Image.new("RGB", (640, 320), "teal").save(folder / "tea.jpg")
    site.post("floods/rain.md", slug="rain", image=line, **{"image-alt": "A cup of tea"})
    assert site.build(STATIC_PATHS=["floods/images"]) == []
    found = tags(site.read("floods/rain/index.html"))
    assert found["og:image"] == "https://mini.example/floods/images/tea.jpg"
    assert (found["og:image:width"], found["og:image:height"]) == ("640", "320")
    assert (found["og:image:type"], found["og:image:alt"]) == ("image/jpeg", "A cup of tea")
    assert not (site.root / "output/floods/rain/card.png").exists()


def test_the_picture_of_a_drawing_and_what_a_post_says_of_it(site):
    folder = site.root / "content/floods/images"
    folder.mkdir(parents=True)
    Image.new("RGB", (640, 320), "teal").save(folder / "map.png")
    (folder / "map.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="64" height="32"/>')
    site.post("floods/rain.md", "![A map.](images/map.svg)", slug="rain", cover="images/map.svg")
    assert site.build(STATIC_PATHS=["floods/images"]) == []
    found = tags(site.read("floods/rain/index.html"))
    assert found["og:image"] == "https://mini.example/floods/images/map.png"
    assert found["og:image:alt"] == "A map."


def test_a_picture_elsewhere_is_taken_as_it_is(site):
    site.post("floods/rain.md", slug="rain", image="https://other.example/tea.jpg")
    assert site.build() == []
    found = tags(site.read("floods/rain/index.html"))
    assert found["og:image"] == "https://other.example/tea.jpg"
    assert "og:image:width" not in found


@pytest.mark.parametrize("line", UNFIT)
def test_a_picture_that_cannot_be_shown_leaves_the_card(site, line):
    site.post("floods/rain.md", slug="rain", image=line)
    site.build()
    assert tags(site.read("floods/rain/index.html"))["og:image"].endswith("/floods/rain/card.png")


def test_a_card_of_an_author_is_not_replaced(site):
    (site.root / "content/floods/rain").mkdir(parents=True)
    Image.new("RGB", (9, 9), "teal").save(site.root / "content/floods/rain/card.png")
    site.post("floods/rain.md", slug="rain")
    site.build(STATIC_PATHS=["floods"])
    assert look(site.root / "output/floods/rain/card.png")["ImageSize"] == "9x9"


def test_without_an_address_nobody_could_ask_for_cards(site):
    site.post("floods/rain.md", slug="rain")
    site.build(SITEURL="")
    assert not list((site.root / "output").rglob("*card.png"))


@pytest.mark.parametrize("title", TITLES)
def test_a_card_is_light_and_the_same_each_time(title):
    words = Words(title, "Part 1 of 3 · " + title, title, title)
    data = Press(FILES).print_card(words)
    assert data == Press(FILES).print_card(words)
    assert len(data) < 40_000
    assert (WIDTH, HEIGHT) == (1200, 630)


def test_each_letter_shows_or_is_left_out():
    face = Face(find_faces(FILES)[0], SIZES[0])
    assert face.clean("Māori Ōtara āēīōū ĀĒĪŌŪ") == "Māori Ōtara āēīōū ĀĒĪŌŪ"
    # Letters and signs apart, as a Mac writes them.
    assert face.clean("Ma\u0304ori") == "Māori"
    assert face.clean("non\u2011breaking\u00a0signs") == "non-breaking signs"
    assert face.clean("Rain ☂ in 漢 May") == "Rain in May"
    assert face.clean("漢字") == face.clean("مرحبا") == face.clean("\u200b\u0301") == ""
    assert not face.has("\uffff")
    assert not face.has("漢")


def test_without_a_face_macrons_are_letters_at_least():
    assert Face(b"", 40).clean("Māori") in ("Māori", "Maori")
    assert Face(b"no face", 40).clean("Rain") == "Rain"


def test_lines_have_room():
    face = Face(find_faces(FILES)[0], SIZES[-1])
    for text in (LONG, "X" * 300, "a " * 300):
        lines = list(wrap(face, text, 500))
        assert all(face.measure(line) <= 500 for line in lines)
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
        assert face.measure(fit(face, text, 500)) <= 500


def test_the_colours_and_faces_are_the_themes(themed, tmp_path):
    themed.post("floods/rain.md", slug="rain")
    assert themed.build() == []
    with Image.open(tmp_path / "output/floods/rain/card.png") as card:
        colours = {colour for _, colour in card.convert("RGB").getcolors()}
    assert {(0xFB, 0xFC, 0xFA), (0x0E, 0x5A, 0x48), (0x1B, 0x24, 0x21)} <= colours


def test_cards_are_kept_between_builds_and_damage_is_no_card(site, monkeypatch):
    site.post("floods/rain.md", slug="rain")
    site.build()
    place = site.root / "output/floods/rain/card.png"
    first = place.read_bytes()
    printed = []
    print_card = Press.print_card
    monkeypatch.setattr(Press, "print_card", lambda *words: printed.append(words) or print_card(*words))
    site.build()
    assert (place.read_bytes(), printed) == (first, [])
    for file in (site.root / ".cache/pictures").glob("[!.]*"):
        file.write_bytes(file.read_bytes()[:-9])
    site.build()
    assert place.read_bytes() == first
    assert printed


def test_what_no_build_uses_is_tidied_up_but_not_by_a_draft(site):
    site.post("floods/rain.md", slug="rain")
    site.build()
    folder = site.root / ".cache/pictures"
    for number in range(300):
        (folder / f"old{number}").write_bytes(b"old")
    kept = {file.name for file in folder.iterdir()}
    site.build(SITEURL="")
    assert {file.name for file in folder.iterdir()} == kept
    site.build()
    assert {file.name for file in folder.iterdir()} == {name for name in kept if not name.startswith("old")}
