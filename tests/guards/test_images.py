"""Images that somebody brings: what pages show, and every other file in one line."""

import io
import os
import random
import zlib
from contextlib import suppress

import pytest
from PIL import Image

from guards.images import ENDINGS, ImageError, inspect, open_image, read_picture

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {}>{}</svg>'
# As Illustrator writes it.
ENTITIES = '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd" [<!ENTITY {}>]>'
PICTURES = ("AVIF", "GIF", "JPEG", "PNG", "WEBP")


def draw(kind, size=(64, 32), **options):
    file = io.BytesIO()
    Image.effect_noise(size, 50).convert("P" if kind == "GIF" else "RGB").save(file, kind, **options)
    return file.getvalue()


def svg(attributes='viewBox="0 0 64 32"', body="", before=""):
    return (before + SVG.format(attributes, body)).encode()


def chunk(name, data):
    return len(data).to_bytes(4) + name + data + zlib.crc32(name + data).to_bytes(4)


def png(width, height):
    header = chunk(b"IHDR", width.to_bytes(4) + height.to_bytes(4) + bytes((8, 2, 0, 0, 0)))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


RIGHT = {
    "a progressive JPEG": (draw("JPEG", progressive=True), (64, 32)),
    "a JPEG with something behind it": (draw("JPEG") + b"more", (64, 32)),
    "a lossless WebP": (draw("WEBP", lossless=True), (64, 32)),
    "a WebP with metadata": (draw("WEBP", exif=b"Exif\x00\x00II*\x00\x08\x00\x00\x00\x00\x00"), (64, 32)),
    "a large AVIF": (draw("AVIF", (2000, 1000)), (2000, 1000)),
    "moving pictures": (draw("GIF", save_all=True, append_images=[Image.new("P", (64, 32))]), (64, 32)),
    "a moving PNG": (draw("PNG", save_all=True, append_images=[Image.new("RGB", (64, 32))]), (64, 32)),
    "a drawing": (svg(), (64, 32)),
    "a drawing with both": (svg('width="20px" height="10.4" viewBox="0 0 6 3"'), (20, 10)),
    "a drawing in percent": (svg('width="100%" height="auto" viewBox="0,0 6.2,3.1"'), (6, 3)),
    "a drawing in millimetres": (svg('width="210mm" height="297mm"'), None),
    "a drawing of Illustrator": (
        svg(before=ENTITIES.format('ns "http://www.w3.org/2000/svg"')),
        (64, 32),
    ),
    "a drawing of Inkscape": (
        svg(before='<?xml version="1.0" encoding="UTF-8"?>\n<!-- Inkscape -->\n'),
        (64, 32),
    ),
    "a drawing with a byte order mark": (b"\xef\xbb\xbf" + svg(), (64, 32)),
    "a drawing with links, styles and pictures of its own": (
        svg(
            body='<style>a { fill: url(#g); src: url("data:font/woff2;base64,AA") }</style>'
            '<a xlink:href="https://example.org/"><use xlink:href="#x"/></a>'
            '<image href="data:image/png;base64,AA"/><path style="fill:url(#g)"/>'
        ),
        (64, 32),
    ),
}
WRONG = {
    "empty": (b"", "is empty."),
    "text": (b"no image", "is none that pages show."),
    "EPS": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "is none that pages show."),
    "TIFF": (draw("TIFF"), "is none that pages show."),
    "PDF": (b"%PDF-1.4\n", "is none that pages show."),
    "a page": (b"<!DOCTYPE html><html></html>", "is none that pages show."),
    "a feed": (b'<?xml version="1.0"?><rss/>', "is no drawing: it begins with <rss>."),
    "a huge PNG": (png(100_000, 100_000), "has 100,000 × 100,000 pixels, and 89,000,000 at most are shown"),
    "a PNG of nothing": (png(0, 9), "is damaged."),
    "a damaged PNG": (png(9, 9).replace(b"\x08\x02", b"\x08\x03"), "is damaged."),
    "a JPEG without end": (draw("JPEG").removesuffix(b"\xff\xd9"), "ends too early"),
    "an SVG with a program": (svg(body="<script>1</script>"), "has a program in it"),
    "an SVG that acts": (svg('onload="x()"'), "has a program in it"),
    "an SVG with an address that acts": (svg(body='<a xlink:href="java\nscript:x"/>'), "has a program in it"),
    "an SVG with a program in an entity": (
        svg(body="&x;", before=ENTITIES.format('x "&#60;script/>"')),
        "has a program in it",
    ),
    "a billion laughs": (
        svg(body="&b;", before=ENTITIES.format('a "ha"><!ENTITY b "&a;&a;"')),
        'has an entity "b" that may grow',
    ),
    "an SVG that reads files": (
        svg(body="&x;", before=ENTITIES.format('x SYSTEM "file:///etc/hostname"')),
        'has an entity "x" that may grow',
    ),
    "a deep SVG": (svg(body="<g>" * 9999), "has more than 500 elements within one another"),
    "a broken SVG": (svg(body="<g>"), "is no drawing that can be read (line 1: mismatched tag)"),
    "an SVG in no encoding": (
        b'<?xml version="1.0" encoding="x"?><svg/>',
        "is in an encoding that nobody reads",
    ),
    "a huge SVG": (svg(body=" " * 10_000_000), "is a drawing of more than 10,000,000 bytes."),
}  # corpus: 21 inputs
NOTED = {
    "1e400": 'width="1e400" height="1"',
    "a negative width": 'width="-4" height="1"',
    "NaN": 'width="NaN" height="1"',
    "a viewBox without end": 'viewBox="0 0 1e999 1"',
    "a number with two dots": 'width="1.2.3" height="4"',
}  # corpus: 5 inputs
OUTSIDE = {
    "a picture": '<image href="https://example.org/a.png"/>',
    "a font": "<style>@import url(https://example.org/a.css)</style>",
    "a pattern": "<path style=\"fill: url(  '//example.org/a.svg#b')\"/>",
    "a file": '<use href="file:///a.svg#b"/>',
}  # corpus: 4 inputs


@pytest.mark.parametrize("name", RIGHT)
def test_what_authors_bring(name):
    data, size = RIGHT[name]
    picture = inspect(data)
    assert (picture.size, picture.notes) == (size, ())


@pytest.mark.parametrize("kind", PICTURES)
def test_pictures_are_told_by_what_is_in_them(kind, tmp_path):
    file = tmp_path / f"a{ENDINGS[kind][0]}"
    file.write_bytes(draw(kind))
    assert read_picture(file).notes == ()
    assert (read_picture(file).kind, read_picture(file).size) == (kind, (64, 32))
    with open_image(draw(kind)) as image:
        image.load()
    file = file.rename(tmp_path / "a.bmp")
    note = f"is a {kind} by what is in it. Call it a{ENDINGS[kind][0]}"
    assert read_picture(file).notes == (note,)


@pytest.mark.parametrize("name", WRONG)
def test_what_no_page_can_show(name):
    data, message = WRONG[name]
    for read in (inspect, lambda data: open_image(data).__enter__()):
        with pytest.raises(ImageError) as raised:
            read(data)
        assert str(raised.value).startswith(message.rstrip("."))


@pytest.mark.parametrize("name", NOTED)
def test_a_size_that_is_none(name):
    picture = inspect(svg(NOTED[name]))
    assert picture.size is None
    assert picture.notes == ("has a width or height that is none. Give both in pixels",)


@pytest.mark.parametrize("name", OUTSIDE)
def test_what_is_elsewhere(name):
    (note,) = inspect(svg(body=OUTSIDE[name])).notes
    assert note.startswith("shows something that is elsewhere")


def test_files_that_are_none(tmp_path):
    for path, message in (
        (tmp_path, "is no file"),
        (tmp_path / ("a" * 300), "cannot be read (File name too long)"),
    ):
        with pytest.raises(ImageError) as raised:
            read_picture(path)
        assert str(raised.value) == message


@pytest.mark.parametrize("kind", PICTURES)
def test_a_picture_that_is_cut_off_anywhere(kind):
    data = draw(kind)
    whole = []
    for length in range(len(data)):
        with suppress(ImageError):
            inspect(data[:length])
            whole.append(length)
    # The last byte of a GIF only says that there is no more; a box of an AVIF may be missing.
    assert len(whole) <= 1, whole


COUNT = int(os.environ.get("PARTWORK_MUTATIONS", "300"))


@pytest.mark.parametrize("kind", [*PICTURES, "SVG"])
def test_changed_images_are_read_or_refused(kind):
    chance = random.Random(kind)
    whole = svg(body='<g id="a"><path d="M0 0h9"/></g>' * 9) if kind == "SVG" else draw(kind)
    read = 0
    for _ in range(COUNT):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(data))
            match chance.randrange(4):
                case 0:
                    data[at] = chance.randrange(256)
                case 1:
                    del data[at : at + chance.randint(1, 9)]
                case 2:
                    data[at:at] = data[at : at + chance.randint(1, 40)]
                case 3:
                    data[at : at + 4] = chance.choice([b"\xff" * 4, b"\x00" * 4, b"\x7f\xff\xff\xff"])
            data = data or bytearray(whole)
        data = mend(data) if kind == "PNG" else data
        with suppress(ImageError):
            inspect(bytes(data))
            with open_image(bytes(data)) as image:
                image.load()
            read += 1
    # What is packed into a PNG has a sum of its own.
    assert kind in ("SVG", "PNG") or read


def mend(data):
    """Return a changed PNG with the sums that its chunks should have now."""
    mended, at = bytearray(data), 8
    while at + 12 <= len(data) and (end := at + 8 + int.from_bytes(data[at : at + 4])) + 4 <= len(data):
        mended[end : end + 4] = zlib.crc32(data[at + 4 : end]).to_bytes(4)
        at = end + 4
    return bytes(mended)
