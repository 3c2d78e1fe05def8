"""Pictures for each screen: fewer bytes, the same picture, and nothing where none can be saved."""

import io
import json
import subprocess

import pytest
from bs4 import BeautifulSoup
from pelican.plugins.pictures.store import Store
from pelican.plugins.pictures.variants import choose, make_variants
from PIL import Image, ImageFilter

ARTICLE = """{% extends "!simple/article.html" %}
{% block content %}{% set text = article.content %}
{{ responsive(text, SITEURL, "50vw") if responsive else text }}{% endblock %}
"""
CREDITS = '["rain.jpg"]\ntitle = "Rain"\nauthor = "Seán MacEntee"\nlicence = "CC-BY-SA-4.0"\n'
FEEDS = {"FEED_ALL_ATOM": "feeds/all.atom.xml", "STATIC_PATHS": ["floods/images"]}


def photograph(width=1000, height=600, kind="JPEG", mode="RGB", **options):
    """Return a picture as a camera takes it: soft, with some noise."""
    noise = Image.effect_noise((width // 8, height // 8), 90)
    noise = noise.resize((width, height), Image.Resampling.BICUBIC)
    light = Image.linear_gradient("L").resize((width, height))
    picture = Image.merge("RGB", (noise, noise.filter(ImageFilter.BLUR), light))
    file = io.BytesIO()
    picture.convert(mode).save(file, kind, **({"quality": 92} if kind == "JPEG" else {}), **options)
    return file.getvalue()


@pytest.fixture
def photos(site):
    site.write("templates/article.html", ARTICLE)
    folder = site.root / "content/floods/images"
    folder.mkdir(parents=True)
    (folder / "rain.jpg").write_bytes(photograph())
    (folder / "credits.toml").write_text(CREDITS)
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="32"/>'
    (folder / "map.svg").write_text(drawing + " " * 9000)
    images = "![Rain.](images/rain.jpg)\n\n![A map.](images/map.svg)"
    site.post("floods/rain.md", images, slug="rain")
    return site


def page(site, name="floods/rain/index.html"):
    return BeautifulSoup(site.read(name), "html.parser")


def widths(source):
    return [int(one.rpartition(" ")[2].removesuffix("w")) for one in source["srcset"].split(",")]


def test_browsers_choose_among_formats_and_sizes(photos):
    assert photos.build(**FEEDS) == []
    (picture,) = page(photos).find_all("picture")
    sources = picture.find_all("source")
    assert [source["type"] for source in sources] == ["image/avif", "image/webp"]
    assert {source["sizes"] for source in sources} == {"50vw"}
    assert picture.img["src"] == "https://mini.example/floods/images/rain.jpg"
    assert picture.img["width"] == "1000"
    original = (photos.root / "output/floods/images/rain.jpg").stat().st_size
    for source in sources:
        assert (widths(source)[0], widths(source)[-1]) == (480, 1000)
        files = [one.split()[0].removeprefix("https://mini.example/") for one in source["srcset"].split(",")]
        sizes = [(photos.root / "output" / file).stat().st_size for file in files]
        assert sizes == sorted(sizes)
        assert sizes[-1] < original
        for file, width in zip(files, widths(source), strict=True):
            with Image.open(photos.root / "output" / file) as image:
                assert image.size == (width, round(width * 0.6))


def test_the_credit_is_in_each_of_them(photos):
    photos.build(**FEEDS)
    files = sorted((photos.root / "output/pictures").iterdir())
    assert len(files) >= 4
    command = ["exiftool", "-json", "-XMP-dc:Creator", "-XMP-xmpRights:WebStatement", *files]
    for facts in json.loads(subprocess.run(command, capture_output=True, check=True).stdout):
        assert facts["Creator"] == "Seán MacEntee"
        assert facts["WebStatement"] == "https://creativecommons.org/licenses/by-sa/4.0/"


def test_feeds_have_the_plain_picture(photos):
    photos.build(**FEEDS)
    feed = photos.read("feeds/all.atom.xml")
    assert "rain.jpg" in feed
    assert "srcset" not in feed


def test_only_the_first_picture_does_not_wait(photos):
    photos.build(**FEEDS)
    assert [image.get("loading") for image in page(photos).find_all("img")] == [None, "lazy"]


def test_relative_addresses_and_pictures_that_a_post_takes_with_it(photos):
    photos.post("floods/rain.md", "![Rain.]({attach}images/rain.jpg)", slug="rain")
    assert photos.build(RELATIVE_URLS=True, STATIC_PATHS=[]) == []
    source = page(photos).find("source")
    for one in source["srcset"].split(","):
        assert (photos.root / "output/floods/rain" / one.split()[0]).resolve().is_file()


def test_while_drafting_nobody_waits_for_less_bytes(photos):
    photos.build(SITEURL="", STATIC_PATHS=["floods/images"])
    assert not page(photos).find("picture")


def test_an_authors_own_choice_stays(photos):
    own = '<picture><source srcset="/a.avif"><img alt="" src="{static}/floods/images/rain.jpg"></picture>'
    photos.post("floods/rain.md", own, slug="rain")
    photos.build(**FEEDS)
    assert len(page(photos).find_all("source")) == 1


def test_encoded_once_and_the_same_anew(photos, monkeypatch):
    photos.build(**FEEDS)
    first = {file.name: file.read_bytes() for file in (photos.root / "output/pictures").iterdir()}
    made = []
    monkeypatch.setattr("pelican.plugins.pictures.variants.make_variants", made.append)
    photos.build(**FEEDS, DELETE_OUTPUT_DIRECTORY=True)
    assert made == []
    monkeypatch.undo()
    monkeypatch.chdir(photos.root)
    monkeypatch.setattr(Store, "load", lambda *_: None)
    photos.build(**FEEDS, DELETE_OUTPUT_DIRECTORY=True)
    assert {file.name: file.read_bytes() for file in (photos.root / "output/pictures").iterdir()} == first


def animated():
    frames = [Image.new("RGB", (300, 300), colour) for colour in ("red", "blue", "green")]
    file = io.BytesIO()
    frames[0].save(file, "WEBP", save_all=True, append_images=frames[1:], lossless=True)
    return file.getvalue()


@pytest.mark.parametrize(
    "data",
    [animated(), photograph(mode="CMYK"), photograph(kind="AVIF", quality=20), photograph()[:5000], b"none"],
    ids=["animated", "CMYK", "small already", "broken", "none"],
)
def test_what_stays_as_it_is(data):
    assert make_variants(data) == []


def test_turned_pictures_are_seen_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    for _, width, data in make_variants(photograph(exif=exif)):
        with Image.open(io.BytesIO(data)) as image:
            assert image.size == (width, round(width / 0.6))
            assert 0x0112 not in image.getexif()


def test_what_can_be_seen_through_stays_so():
    variants = make_variants(photograph(kind="PNG", mode="RGBA"))
    assert variants
    for _, _, data in variants:
        with Image.open(io.BytesIO(data)) as image:
            assert image.mode in ("RGBA", "RGB")


def test_only_what_has_fewer_bytes_is_chosen():
    def encode(**sizes):
        kinds = {"A": "AVIF", "W": "WEBP"}
        return {(kinds[name[0]], int(name[1:])): bytes(size) for name, size in sizes.items()}

    def chosen(**sizes):
        return [(kind, width) for kind, width, _ in choose(encode(**sizes), [480, 800], 100)]

    assert chosen(A480=10, A800=50, W480=20, W800=60) == [
        ("AVIF", 480),
        ("AVIF", 800),
        ("WEBP", 480),
        ("WEBP", 800),
    ]
    # A better format with more bytes would be taken before the other.
    assert chosen(A480=10, A800=70, W480=20, W800=60) == [("WEBP", 480), ("WEBP", 800)]
    assert chosen(A480=10, A800=100, W480=20, W800=100) == []
    # A narrower one that is heavier serves nobody.
    assert chosen(A480=50, A800=50, W480=70, W800=60) == [("AVIF", 800), ("WEBP", 800)]
