"""The credit of an image is in its file, wherever that goes; the picture stays as it was."""

import io
import json
import subprocess
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pelican.plugins.licence.embedding import sign
from pelican.plugins.licence.licences import find_licence
from pelican.plugins.licence.model import Credit
from PIL import Image

from guards.images import ImageError

CREDIT = Credit(
    "Map & Ōtara <1>",
    "Seán MacEntee",
    "https://example.org/sean",
    "https://example.org/map?a=1&b=2",
    find_licence("CC-BY-SA-4.0"),
)
DEED = "https://creativecommons.org/licenses/by-sa/4.0/"
TERMS = f"© Seán MacEntee. CC BY-SA 4.0: {DEED}"
FACTS = {
    "XMP-dc:Title": CREDIT.title,
    "XMP-dc:Creator": CREDIT.author,
    "XMP-dc:Source": CREDIT.source,
    "XMP-dc:Rights": TERMS,
    "XMP-photoshop:Credit": CREDIT.author,
    "XMP-photoshop:Source": CREDIT.source,
    "XMP-xmpRights:Marked": True,
    "XMP-xmpRights:UsageTerms": CREDIT.licence.name,
    "XMP-xmpRights:WebStatement": DEED,
    "XMP-cc:License": DEED,
    "XMP-cc:AttributionName": CREDIT.author,
    "XMP-cc:AttributionURL": CREDIT.author_url,
    "XMP-plus:LicensorName": CREDIT.author,
    "XMP-plus:LicensorURL": CREDIT.author_url,
}
OLDER = {
    "IPTC:ObjectName": CREDIT.title,
    "IPTC:By-line": CREDIT.author,
    "IPTC:Credit": CREDIT.author,
    "IPTC:Source": CREDIT.source,
    "IPTC:CopyrightNotice": TERMS,
}
RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
NAMES = 'xmlns:cc="http://creativecommons.org/ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"'
# As Photoshop and others write it: in attributes and elements, with room behind it.
PACKET = f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF {RDF}>
<rdf:Description rdf:about="uuid:1" {NAMES} xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:ps="http://ns.adobe.com/photoshop/1.0/" xmp:CreatorTool="Tool 1"
 ps:Credit='Wrong "One"' ps:City="Ōtara">
<dc:creator><rdf:Seq><rdf:li>Wrong One</rdf:li></rdf:Seq></dc:creator>
<dc:subject><rdf:Bag><rdf:li>tea</rdf:li></rdf:Bag></dc:subject><cc:license rdf:resource="https://wrong.example/"/>
</rdf:Description></rdf:RDF></x:xmpmeta>{" " * 2000}<?xpacket end="w"?>""".encode()
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="40"><text>Ō</text></svg>'
INKSCAPE = f"""<?xml version="1.0" encoding="iso-8859-1"?>
<!-- Made with Inkscape -->
<svg:svg xmlns:svg="http://www.w3.org/2000/svg" {RDF} {NAMES} width="30" height="40">
<svg:metadata><rdf:RDF><cc:Work rdf:about=""><dc:format>image/svg+xml</dc:format><dc:title>Old</dc:title>
<dc:creator><cc:Agent><dc:title>Wrong One</dc:title></cc:Agent></dc:creator>
<dc:publisher><cc:Agent><dc:title>Press</dc:title></cc:Agent></dc:publisher>
<cc:license rdf:resource="https://wrong.example/"/></cc:Work>
<cc:License rdf:about="https://wrong.example/"><cc:permits rdf:resource="https://a.example/"/></cc:License>
</rdf:RDF></svg:metadata><svg:text>\u00e9</svg:text></svg:svg>"""


def draw(kind, **options):
    """Return an image with noise in it, so that a lost bit shows."""
    file = io.BytesIO()
    Image.linear_gradient("L").resize((64, 48)).convert("RGB").save(file, kind, **options)
    return file.getvalue()


def taken():
    """Return what a camera says of an image."""
    exif = Image.Exif()
    exif[0x010F], exif[0x013B], exif[0x8298] = "Camera", "Wrong One", "(c) Wrong One"
    return exif


IMAGES = {
    "jpg": draw("JPEG"),
    "png": draw("PNG"),
    "webp": draw("WEBP"),
    "lossless.webp": draw("WEBP", lossless=True),
    "avif": draw("AVIF"),
    "gif": draw("GIF"),
    "svg": DRAWING.encode(),
    "wide.svg": ('<?xml version="1.0" encoding="UTF-16"?>' + DRAWING).encode("utf-16"),
    "empty.svg": b'\xef\xbb\xbf<svg xmlns="http://www.w3.org/2000/svg" width="30" height="40"/>',
}
TOLD = {
    "jpg": draw("JPEG", exif=taken(), xmp=PACKET),
    "png": draw("PNG", exif=taken()),
    "webp": draw("WEBP", exif=taken(), xmp=PACKET),
    "avif": draw("AVIF", exif=taken(), xmp=PACKET),
    "svg": INKSCAPE.encode("latin-1"),
}


def read(data, folder, kind):
    """Return what exiftool reads in an image."""
    file = folder / f"image.{kind}"
    file.write_bytes(data)
    command = ["exiftool", "-json", "-struct", "-G1", "-a", "-validate", "-all", file]
    (facts,) = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    licensor = facts.pop("XMP-plus:Licensor", [{}])[0]
    facts |= {f"XMP-plus:{name}": value for name, value in licensor.items()}
    creators = facts.pop("XMP-dc:Creator", None)
    return {**facts, "XMP-dc:Creator": creators[0] if isinstance(creators, list) else creators}


def pixels(data):
    with Image.open(io.BytesIO(data)) as image:
        return image.size, image.convert("RGBA").tobytes()


@pytest.mark.parametrize("kind", IMAGES)
def test_exiftool_reads_the_credit_back(kind, tmp_path):
    signed = sign(IMAGES[kind], CREDIT)
    facts = read(signed, tmp_path, kind)
    expected = {**FACTS, **OLDER} if kind == "jpg" else FACTS
    assert {name: facts.get(name) for name in expected} == expected
    if not kind.endswith("svg"):
        assert facts["ExifTool:Validate"] in ("OK", "0 0 0")
        assert pixels(signed) == pixels(IMAGES[kind])
    assert sign(signed, CREDIT) == signed


@pytest.mark.parametrize("kind", TOLD)
def test_an_image_keeps_what_does_not_contradict(kind, tmp_path):
    signed = sign(TOLD[kind], CREDIT)
    facts = read(signed, tmp_path, kind)
    assert {name: facts.get(name) for name in FACTS} == FACTS
    assert "Wrong One" not in str(facts)
    assert "wrong.example" not in str(facts)
    if kind == "svg":
        work = ElementTree.fromstring(signed).find(".//{http://creativecommons.org/ns#}Work")
        assert "".join(work.itertext()).split() == ["image/svg+xml", "Press"]
        assert "é" in signed.decode("latin-1")
        return
    assert facts["IFD0:Make"] == "Camera"
    assert pixels(signed) == pixels(TOLD[kind])
    if kind != "png":
        assert (facts["XMP-xmp:CreatorTool"], facts["XMP-photoshop:City"]) == ("Tool 1", "Ōtara")
        assert facts["XMP-dc:Subject"] in ("tea", ["tea"])


def test_older_records_keep_what_does_not_contradict(tmp_path):
    file = tmp_path / "image.jpg"
    file.write_bytes(IMAGES["jpg"])
    older = ["-IPTC:City=Orléans", "-IPTC:Credit=Wrong One", "-Photoshop:URL=https://a.example/"]
    subprocess.run(["exiftool", "-q", "-charset", "iptc=latin1", *older, file], check=True)
    assert b"Wrong One" in file.read_bytes()
    facts = read(sign(file.read_bytes(), CREDIT), tmp_path, "jpg")
    assert {name: facts.get(name) for name in OLDER} == OLDER
    assert facts["IPTC:City"] == "Orléans"
    assert facts["Photoshop:URL"] == "https://a.example/"


def test_texts_of_png_that_contradict_are_gone(tmp_path):
    from PIL.PngImagePlugin import PngInfo

    texts = PngInfo()
    texts.add_text("Author", "Wrong One")
    texts.add_itxt("Copyright", "Wrong One")
    texts.add_text("Software", "Tool")
    texts.add_itxt("XML:com.adobe.xmp", PACKET.decode(), zip=True)
    facts = read(sign(draw("PNG", pnginfo=texts), CREDIT), tmp_path, "png")
    assert "Wrong One" not in str(facts)
    assert (facts["PNG:Software"], facts["XMP-photoshop:City"]) == ("Tool", "Ōtara")


def test_what_a_record_does_not_say_an_image_may_say(tmp_path):
    facts = read(sign(TOLD["jpg"], Credit(title="Ours")), tmp_path, "jpg")
    assert (facts["XMP-dc:Title"], facts["XMP-dc:Creator"]) == ("Ours", "Wrong One")
    assert facts["IFD0:Copyright"] == "(c) Wrong One"


def test_all_rights_reserved_is_no_licence_to_follow(tmp_path):
    credit = Credit(author="The city", licence=find_licence("LicenseRef-All-Rights-Reserved"))
    facts = read(sign(TOLD["webp"], credit), tmp_path, "webp")
    assert facts["XMP-xmpRights:UsageTerms"] == "All rights reserved"
    assert facts["XMP-dc:Rights"] == "© The city. All rights reserved"
    assert not {"XMP-xmpRights:WebStatement", "XMP-cc:License"} & set(facts)


@given(st.sampled_from(sorted(TOLD)), st.integers(0, 4000), st.integers(0, 3), st.binary(max_size=4))
def test_a_broken_image_is_told_or_signed(kind, place, cut, other):
    """A bit that fell over, or a copy that was broken off, is the image's fault, not the build's."""
    data = TOLD[kind]
    place %= len(data)
    try:
        sign(data[:place] + other + (data[place + cut :] if cut else b""), CREDIT)
    except ImageError:
        return


CREDITS = """["rain.jpg"]
title = "Rain"
author = "Seán MacEntee"
source = "https://example.org/rain"
licence = "CC-BY-SA-4.0"

["map.svg"]
author = "The city"

["broken.png"]
author = "The city"
"""


@pytest.fixture
def images(site):
    folder = site.root / "content/floods/images"
    folder.mkdir(parents=True)
    (folder / "rain.jpg").write_bytes(IMAGES["jpg"])
    (folder / "map.svg").write_text(DRAWING)
    (folder / "map.png").write_bytes(IMAGES["png"])
    (folder / "plain.png").write_bytes(IMAGES["png"])
    (folder / "broken.png").write_bytes(IMAGES["png"][:60])
    (folder / "credits.toml").write_text(CREDITS)
    shown = "\n\n".join(f"![A picture](images/{name})" for name in ("rain.jpg", "map.svg", "plain.png"))
    site.post("floods/rain.md", shown, licence="CC-BY-3.0-NZ")
    return site


@pytest.mark.parametrize("linked", [False, True])
def test_published_images_have_their_credits_and_sources_stay(images, tmp_path, linked):
    source = {file.name: file.read_bytes() for file in (images.root / "content/floods/images").iterdir()}
    assert images.build(STATIC_PATHS=["floods/images"], STATIC_CREATE_LINKS=linked) == []
    assert {
        file.name: file.read_bytes() for file in (images.root / "content/floods/images").iterdir()
    } == source
    places = {file.name: file.read_bytes() for file in (images.root / "output/floods/images").iterdir()}
    rain = read(places["rain.jpg"], tmp_path, "jpg")
    assert (rain["IPTC:By-line"], rain["XMP-xmpRights:WebStatement"]) == ("Seán MacEntee", DEED)
    # The post's licence, since the image has none of its own; the drawing's record is that of its picture.
    for name in ("map.svg", "map.png"):
        facts = read(places[name], tmp_path, name)
        assert facts["XMP-dc:Creator"] == "The city"
        assert facts["XMP-xmpRights:WebStatement"] == "https://creativecommons.org/licenses/by/3.0/nz/"
    assert places["plain.png"] == source["plain.png"]
    assert places["broken.png"] == source["broken.png"]


def test_an_image_that_cannot_be_signed_is_told(images, caplog):
    folder = images.root / "content/floods/images"
    (folder / "broken.png").rename(folder / "cut.png")
    images.write("content/floods/images/credits.toml", CREDITS.replace("broken", "cut"))
    images.build(STATIC_PATHS=["floods/images"])
    assert [record.getMessage() for record in caplog.records if "cut.png" in record.getMessage()] == [
        "content/floods/images/cut.png:1: ends too early, as a copy that was broken off does. "
        "Copy it again. Until then it is published without its credit in it."
    ]
