"""What a page says of its pictures, for machines, is what the files say of themselves."""

import json
import subprocess

import extruct
import pytest
from PIL import Image

URL = "https://mini.example"
DEED = "https://creativecommons.org/licenses/by-sa/4.0/"
CREDITS = """["tea.{ending}"]
title = "Tea & talk"
author = "Seán MacEntee"
author_url = "https://example.org/sean"
source = "https://example.org/tea"
licence = "CC-BY-SA-4.0"
"""


@pytest.mark.parametrize("ending", ["png", "jpg", "webp", "avif", "gif", "svg"])
def test_page_and_file_agree(site, ending):
    folder = site.root / "content/floods/images"
    folder.mkdir(parents=True)
    if ending == "svg":
        drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
        site.write("content/floods/images/tea.svg", drawing)
    else:
        Image.new("RGB", (640, 320), "teal").save(folder / f"tea.{ending}")
    site.write("content/floods/images/credits.toml", CREDITS.replace("{ending}", ending))
    site.post("floods/rain.md", f"![A cup of tea.](images/tea.{ending})", slug="rain")
    assert site.build() == []
    html = site.read("floods/rain/index.html")
    # Where a licence can be bought is not where a picture was found.
    assert "acquireLicensePage" not in html
    kinds = ["json-ld", "microdata", "opengraph"]
    found = extruct.extract(html, base_url=f"{URL}/floods/rain/", syntaxes=kinds)
    (posting,) = found["json-ld"]
    (said,) = posting["image"]
    (shown,) = found["microdata"]
    told = {name: said[name] for name in ("contentUrl", "name", "creditText", "license", "isBasedOn")}
    assert {name: shown["properties"][name] for name in told} == told
    names = ["XMP-dc:Title", "XMP-photoshop:Credit", "XMP-xmpRights:WebStatement", "XMP-photoshop:Source"]
    place = site.root / "output" / said["contentUrl"].removeprefix(f"{URL}/")
    assert read(place, *names) == [said["name"], said["creditText"], said["license"], said["isBasedOn"]]
    assert said["license"] == DEED
    card = dict(found["opengraph"][0]["properties"])
    size = read(site.root / "output" / card["og:image"].removeprefix(f"{URL}/"), "ImageWidth", "ImageHeight")
    assert size == [int(card["og:image:width"]), int(card["og:image:height"])] == [1200, 630]


def read(file, *names):
    command = ["exiftool", "-json", *(f"-{name}" for name in names), file]
    (facts,) = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return [facts.get(name.rpartition(":")[2]) for name in names]
