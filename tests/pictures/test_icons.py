"""Icons: of the theme, or of the author."""

import io

from bs4 import BeautifulSoup
from PIL import Image


def links(site):
    page = BeautifulSoup(site.read("floods/rain/index.html"), "html.parser")
    return {tag["href"]: tag["rel"] for tag in page.select("link[rel~=icon], link[rel=apple-touch-icon]")}


def test_the_themes_icon_is_in_all_sizes(themed):
    themed.post("floods/rain.md", slug="rain")
    assert themed.build() == []
    output = themed.root / "output"
    with Image.open(output / "favicon.ico") as icon:
        assert icon.info["sizes"] == {(16, 16), (32, 32), (48, 48)}
    with Image.open(output / "apple-touch-icon.png") as icon:
        assert (icon.size, icon.mode) == ((180, 180), "RGB")
    assert {"https://mini.example/favicon.ico", "https://mini.example/apple-touch-icon.png"} <= set(
        links(themed)
    )


def test_an_author_has_icons_of_their_own(themed):
    themed.post("floods/rain.md", slug="rain")
    themed.write("content/favicon.ico", "as it is")
    Image.new("RGB", (200, 200), "red").save(themed.root / "content/icon.png")
    assert themed.build() == []
    assert themed.read("favicon.ico") == "as it is"
    with Image.open(themed.root / "output/apple-touch-icon.png") as icon:
        assert icon.getpixel((90, 90)) == (255, 0, 0)


def test_a_theme_without_an_icon_has_none(site):
    site.post("floods/rain.md", slug="rain")
    assert site.build() == []
    assert not (site.root / "output/favicon.ico").exists()


def test_a_picture_that_is_none_is_told(themed):
    themed.post("floods/rain.md", slug="rain")
    themed.write("content/icon.png", "no picture")
    (first, _) = themed.build()
    assert first.startswith("content/icon.png:1: is none that pages show. Save it as PNG")
    assert themed.read("floods/rain/index.html")


def test_the_same_icon_each_time(themed):
    from pelican.plugins.pictures.icons import make_favicon, make_touch_icon

    file = io.BytesIO()
    Image.linear_gradient("L").save(file, "PNG")
    assert make_favicon(file.getvalue()) == make_favicon(file.getvalue())
    assert make_touch_icon(file.getvalue()) == make_touch_icon(file.getvalue())
