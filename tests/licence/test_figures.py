"""Images become figures with credits; what is missing is said."""

import extruct
import pytest
from bs4 import BeautifulSoup

from guards.images import read_picture

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 320.4"></svg>'
CREDITS = """["map.svg"]
title = "Map & river"
author = "Sean MacEntee"
author_url = "https://example.org/sean"
source = "https://example.org/map"
licence = "CC-BY-SA-4.0"

["plan.svg"]
author = "The city"
licence = "LicenseRef-All-Rights-Reserved"

["own.svg"]
title = "Ours"
"""


@pytest.fixture
def images(site):
    for name in ("map", "plan", "own", "plain"):
        site.write(f"content/floods/images/{name}.svg", SVG)
    site.write("content/floods/images/credits.toml", CREDITS)
    return site


def build(site, body, **metadata):
    site.post("floods/rain.md", body, slug="rain", **metadata)
    errors = site.build()
    return errors, BeautifulSoup(site.read("floods/rain/index.html"), "html.parser")


def test_a_figure_with_caption_and_credit(images, golden):
    errors, page = build(images, '![A map](images/map.svg "The river & its *banks*")')
    assert errors == []
    figure = page.figure
    assert figure["data-licence"] == "CC-BY-SA-4.0"
    assert figure.img["src"] == "https://mini.example/floods/images/map.svg"
    assert (figure.img["alt"], figure.img["width"], figure.img["height"]) == ("A map", "640", "320")
    # The first picture of a post does not wait.
    assert "loading" not in figure.img.attrs
    assert "title" not in figure.img.attrs
    assert [p.text for p in figure.figcaption.find_all("p")] == [
        "The river & its *banks*",
        "Map & river by Sean MacEntee, CC BY-SA 4.0",
    ]
    assert [a["href"] for a in figure.find("p", class_="credit").find_all("a")] == [
        "https://example.org/map",
        "https://example.org/sean",
        "https://creativecommons.org/licenses/by-sa/4.0/",
    ]
    assert (images.root / "output/floods/images/map.svg").exists()
    golden("licence/figure.html", str(figure) + "\n")


def test_machines_read_whose_image_it_is(images):
    build(images, "![A map](images/map.svg)")
    html = images.read("floods/rain/index.html")
    found = extruct.extract(html, base_url="https://mini.example/", syntaxes=["microdata", "rdfa"])
    (image,) = found["microdata"]
    assert image["type"] == "https://schema.org/ImageObject"
    assert image["properties"] == {
        "contentUrl": "https://mini.example/floods/images/map.svg",
        "name": "Map & river",
        "isBasedOn": "https://example.org/map",
        "creditText": "Sean MacEntee",
        "license": "https://creativecommons.org/licenses/by-sa/4.0/",
    }
    # The image's licence is not said of the page.
    licences = {
        value["@id"]
        for node in found["rdfa"]
        for value in node.get("http://www.w3.org/1999/xhtml/vocab#license", [])
    }
    assert licences == {"https://creativecommons.org/licenses/by/4.0/"}


def test_an_image_that_may_not_be_copied_is_marked(images):
    _, page = build(
        images, "![A plan](images/plan.svg)\n\nHere ![it](images/plan.svg) is.\n\n![Us](images/own.svg)"
    )
    plan, ours = page.find_all("figure")
    assert plan["data-licence"] == "LicenseRef-All-Rights-Reserved"
    assert plan.find(class_="credit").text == "Image by The city, All rights reserved"
    assert "data-licence" not in ours.attrs
    assert ours.find(class_="credit").text == "Ours, CC BY 4.0"
    inline = page.find("img", alt="it")
    assert inline["data-licence"] == "LicenseRef-All-Rights-Reserved"
    assert inline.parent.name == "p"


def test_the_licence_of_the_post_decides_what_differs(images):
    _, page = build(images, "![A map](images/map.svg)\n\n![Us](images/own.svg)", licence="CC-BY-SA-4.0")
    assert [figure.get("data-licence") for figure in page.find_all("figure")] == [None, None]
    assert page.find_all(class_="credit")[1].text == "Ours, CC BY-SA 4.0"


def test_the_images_of_a_post(images):
    errors, page = build(
        images,
        "![A map](images/map.svg)\n\n![Plain]({static}/floods/images/plain.svg)\n\n"
        "![Again](images/map.svg)\n\n![Far](https://example.org/x.png)\n\n"
        '<p><img src="{attach}images/plan.svg" alt="Raw &amp; plan"></p>',
    )
    assert errors == []
    assert [p.text for p in page.find_all("p", class_="image")] == [
        "floods/images/map.svg|A map|Map & river|Sean MacEntee|https://example.org/map|CC-BY-SA-4.0",
        "floods/images/plain.svg|Plain|None|None|None|CC-BY-4.0",
        "floods/images/plan.svg|Raw & plan|None|The city|None|LicenseRef-All-Rights-Reserved",
    ]


@pytest.mark.parametrize(
    "body",
    [
        "Words ![A map](images/plain.svg)",
        "![A map](images/plain.svg) ![A map](images/plain.svg)",
        "![](images/map.svg){: role=presentation}",
        "- ![A map](images/plain.svg)",
    ],
)
def test_no_figure_where_the_image_is_not_alone_or_says_nothing(images, body):
    errors, page = build(images, body)
    assert errors == []
    assert page.figure is None
    assert "role" not in page.main.img.attrs


def test_a_linked_image_is_a_figure_and_keeps_its_class(images):
    _, page = build(images, "[![A map](images/map.svg){: .wide}](https://example.org/)\n{: #here}")
    assert page.figure["id"] == "here"
    assert page.figure.a["href"] == "https://example.org/"
    assert page.figure.img["class"] == ["wide"]


def test_a_figure_of_the_author_is_given_the_credit(images):
    errors, page = build(
        images,
        '<figure markdown="1">\n\n![A map](images/map.svg)\n\n<figcaption>Mine</figcaption>\n</figure>\n\n'
        '<figure markdown="1">\n\n![A map](images/map.svg)\n\n![A plan](images/plan.svg)\n</figure>',
    )
    assert errors == []
    one, two = page.find_all("figure")
    assert one["data-licence"] == "CC-BY-SA-4.0"
    assert one["itemtype"] == "https://schema.org/ImageObject"
    assert one.figcaption.get_text(" ").startswith("Mine Map & river")
    assert [p.text for p in two.find_all(class_="credit")] == [
        "Map & river by Sean MacEntee, CC BY-SA 4.0",
        "Image by The city, All rights reserved",
    ]
    assert [image["data-licence"] for image in two.find_all("img")] == [
        "CC-BY-SA-4.0",
        "LicenseRef-All-Rights-Reserved",
    ]
    assert not two.find_all(itemprop=True)


@pytest.mark.parametrize("src", ["images/a map.svg", "images/a%20map.svg", "{static}images/a%20map.svg"])
def test_a_name_with_a_space(images, src):
    images.write("content/floods/images/a map.svg", SVG)
    errors, page = build(images, f"![A map](<{src}>)")
    assert errors == []
    assert page.figure.img["width"] == "640"
    assert (images.root / "output/floods/images/a map.svg").exists()


def test_pages_have_figures_too(images):
    images.post("pages/about.md", "![A map]({static}/floods/images/map.svg)", slug="about")
    assert images.build() == []
    assert 'class="credit"' in images.read("pages/about.html")


ERRORS = {
    "no such file": (
        "One.\n\n![A map](images/mpa.svg)",
        'content/floods/rain.md:7: no image file "floods/images/mpa.svg". '
        'Did you mean "map.svg" or "plan.svg" or "plain.svg"?',
    ),
    "no such folder": (
        "![A map]({static}/pictures/x.png)",
        'content/floods/rain.md:5: no image file "pictures/x.png". Put the file there or correct its name.',
    ),
    "no such file in HTML": (
        '<img src="{static}images/mpa.svg" alt="A map">',
        'content/floods/rain.md:5: no image file "floods/images/mpa.svg". '
        'Did you mean "map.svg" or "plan.svg" or "plain.svg"?',
    ),
    "no credit to be seen": (
        "Look at ![A map]({static}images/map.svg) and ![Plain](images/plain.svg).",
        'content/floods/rain.md:5: the credit of "images/map.svg" is not shown, because the image does not '
        "stand alone. Put it into a paragraph of its own.",
    ),
    "no alternative text": (
        "![A map](images/map.svg)\n\n![](images/map.svg)",
        'content/floods/rain.md:7: the image "images/map.svg" has no alternative text. Say what it shows: '
        "![what it shows](images/map.svg), or mark it as decoration: "
        "![](images/map.svg){: role=presentation}",
    ),
}


@pytest.mark.parametrize("name", ERRORS)
def test_what_is_wrong_with_an_image(images, name):
    body, message = ERRORS[name]
    errors, _ = build(images, body)
    assert errors == [message]


CREDIT_ERRORS = {
    "not TOML": ("[map.svg\n", ":1: not valid TOML: "),
    "no such image": (
        '["mpa.svg"]\ntitle = "x"\n',
        ':1: no file "mpa.svg" in this folder. Did you mean "map.svg" or ',
    ),
    "unknown licence": (
        '["map.svg"]\ntitle = "x"\nlicence = "CC-BY-SA"\n',
        ':3: unknown licence "CC-BY-SA". Did you mean "CC-BY-SA-',
    ),
    "unknown key": ('["map.svg"]\nauther = "x"\n', ':2: unknown key "auther". Did you mean "author"'),
    "no text": ('["map.svg"]\ntitle = 3\n', ':2: title must be text in quotes: title = "…"'),
    "no table": ('"map.svg" = "Sean"\n', ':1: write a table for each image: ["map.svg"]'),
}


@pytest.mark.parametrize("name", CREDIT_ERRORS)
def test_what_is_wrong_with_the_credits(images, name):
    text, message = CREDIT_ERRORS[name]
    images.write("content/floods/images/credits.toml", text)
    images.post("floods/mud.md", "![A map](images/map.svg)")
    (error,), _ = build(images, "![A map](images/map.svg)")
    assert error.startswith(f"content/floods/images/credits.toml{message}")


def test_two_plugins_may_extend_the_reader(images):
    """Another plugin wraps the Markdown reader at the same signal, before or after."""
    from pelican.plugins import signals

    class Shouting:
        __name__ = "shouting"

        def register(self):
            signals.readers_init.connect(shout)

    def shout(readers):
        base = readers.reader_classes["md"]

        class Reader(base):
            def read(self, source_path):
                content, metadata = super().read(source_path)
                return content + "<p>Hear, hear!</p>", metadata

        readers.reader_classes["md"] = Reader

    from pelican.plugins import licence

    for plugins in ([Shouting(), licence], [licence, Shouting()]):
        images.post("floods/rain.md", "![A map](images/map.svg)", slug="rain")
        assert images.build(PLUGINS=plugins) == []
        html = images.read("floods/rain/index.html")
        assert "Hear, hear!" in html
        assert 'class="credit"' in html


def test_what_is_wrong_with_the_file_of_an_image(images):
    images.picture("content/floods/images/photo.jpg")
    images.write("content/floods/images/empty.png", "")
    images.write("content/floods/images/acts.svg", SVG.replace("/>", "").replace("></", "><script/></"))
    images.write("content/floods/images/broken off.gif", "GIF89a")
    errors, page = build(
        images,
        "![A](images/empty.png)\n\n![B](images/acts.svg)\n\n![C](images/broken%20off.gif)\n\n![D](images/photo.jpg)",
    )
    assert errors == [
        'content/floods/rain.md:5: the image "floods/images/empty.png" is empty. Copy it again.',
        'content/floods/rain.md:7: the image "floods/images/acts.svg" has a program in it, which would run '
        "on your site. Export the drawing without scripts.",
        'content/floods/rain.md:9: the image "floods/images/broken off.gif" ends too early, as a copy that '
        "was broken off does. Copy it again.",
    ]
    assert page.find("img", alt="D")["width"] == "1"


def test_an_image_is_read_once_a_build(images, monkeypatch):
    from pelican.plugins.licence import images as module

    read = []

    def note(file):
        read.append(file.name)
        return read_picture(file)

    monkeypatch.setattr(module, "read_picture", note)
    images.post("floods/mud.md", "![A map](images/map.svg)\n\n![A map](images/map.svg)")
    images.post("pages/about.md", "![A map](../floods/images/map.svg)")
    assert build(images, "![A map](images/map.svg)")[0] == []
    assert read == ["map.svg"]
