"""What a partner has after each kind of edit: the golden file is a table, change × target × state after.

Before each edit the partner files the copy under a name of its own and takes one of ours away; both stay so.
"""

import hashlib
import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass, replace

import pytest
from servers.micropub import MicropubStandIn
from syndication.conftest import draw_png
from syndication.posts import open_one
from syndication.test_copy import ARTICLE

from crosspost.copies.copy import make_copy
from crosspost.model import Licence, Place, Sibling
from crosspost.text.links import link_siblings
from crosspost.text.parser import parse
from crosspost.text.plaintext import write_text

PICTURES = {name: draw_png(colour, 64, 32) for name, colour in {"a": b"\xff\0\0", "b": b"\0\0\xff"}.items()}
FILES = {hashlib.sha256(data).hexdigest()[:24]: name for name, data in PICTURES.items()}
TEXT = '<p>Words that stay.</p><figure><img src="/images/in-{0}.png" alt="In the text"></figure>'
BASE = replace(
    ARTICLE,
    title="On practice",
    html=TEXT.format("a"),
    summary="What it says.",
    published="2020-11-02T10:00:00+13:00",
    category="Media",
    tags=("practice", "research", "removed there"),
    series=Place("Series", "https://partwork.example/media/", 1, 2, (Sibling("", 2, "To come", ""),)),
    cover="images/a.png",
    cover_alt="A harbour",
)
LICENCE = Licence("CC0-1.0", "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/")


@dataclass(frozen=True)
class Edit:
    """Changes of one post, each published: what is said is how the last one left it."""

    name: str
    steps: tuple[dict, ...]
    base: dict


def edit(name, *steps, **base):
    return Edit(name, steps, base)


EDITS = [
    edit("title", {"title": "Of practice"}),
    edit("words", {"html": TEXT.format("a").replace("stay", "went")}),
    edit("summary added", {"summary": "What it says."}, summary=""),
    edit("summary removed", {"summary": ""}),
    edit("tag removed", {"tags": ("practice", "removed there")}),
    edit("tag added", {"tags": ("practice", "research", "removed there", "new")}),
    edit("tag changed in case", {"tags": ("Practice", "research", "removed there")}),
    edit("tags in another order", {"tags": ("research", "practice", "removed there")}),
    edit("category renamed", {"category": "Column"}),
    edit("category removed", {"category": ""}),
    edit("date earlier", {"published": "2019-01-01T08:00:00+13:00"}),
    edit("date later", {"published": "2021-01-01T08:00:00+13:00"}),
    edit("featured image changed", {"cover": "images/b.png"}),
    edit("featured image changed and back", {"cover": "images/b.png"}, {"cover": "images/a.png"}),
    edit("featured image removed", {"cover": "", "cover_alt": ""}),
    edit("featured image added", {}, cover="", cover_alt=""),
    edit("cover's alternative text", {"cover_alt": "A harbour at dusk"}),
    edit("series title", {"series": replace(BASE.series, title="Sequence")}),
    edit(
        "moved to another series",
        {"series": replace(BASE.series, title="Other", number=2, count=3), "category": "Other"},
    ),
    edit("licence", {"licence": LICENCE}),
    edit("language", {"language": "mi"}),
    edit("image in the text replaced", {"html": TEXT.format("b")}),
]


class WordPress:
    """A WordPress, on which we are an administrator."""

    def __init__(self, server, folder):
        self.server = server
        self.server.reset()
        options = {"url": server.url, "user": "administrator"}
        self.open = lambda: open_one("wordpress", folder, server.passwords["administrator"], **options)

    def name(self, kind, numbers):
        return [self.server.request("GET", f"{kind}/{number}")["name"] for number in numbers]

    def change(self, holding):
        post = self.server.request("GET", f"posts/{holding.id}?context=edit")
        there = self.server.request("GET", "tags?search=Theirs")
        theirs = (there or [self.server.request("POST", "tags", json={"name": "Theirs"})])[0]["id"]
        names = dict(zip(post["tags"], self.name("tags", post["tags"]), strict=True))
        tags = [number for number, name in names.items() if name != "removed there"]
        self.server.request("POST", f"posts/{holding.id}", json={"tags": [*tags, theirs]})

    def read(self, holding):
        post = self.server.request("GET", f"posts/{holding.id}?context=edit")
        image = post["featured_media"] and self.server.request("GET", f"media/{post['featured_media']}")
        return {
            "title": post["title"]["raw"],
            "summary": post["excerpt"]["raw"],
            "category": ", ".join(self.name("categories", post["categories"])),
            "tags": ", ".join(sorted(self.name("tags", post["tags"]))),
            "date": post["date_gmt"],
            "image": f"{FILES[image['slug'].partition('-')[2]]} “{image['alt_text']}”" if image else "none",
            "html": post["content"]["raw"],
        }


class Ghost:
    """A Ghost."""

    def __init__(self, server, folder):
        self.server = server
        self.server.reset()
        self.open = lambda: open_one("ghost", folder, server.key, url=server.url)

    def change(self, holding):
        (post,) = [post for post in self.server.posts() if post["id"] == holding.id]
        tags = [{"name": tag["name"]} for tag in post["tags"] if tag["name"] != "removed there"]
        self.server.change(holding.id, tags=[*tags, {"name": "Theirs"}])

    def read(self, holding):
        (post,) = [post for post in self.server.posts() if post["id"] == holding.id]
        image = re.search(r"partwork-(\w+)", post["feature_image"] or "")
        return {
            "title": post["title"],
            "summary": post["custom_excerpt"] or "none",
            "tags": ", ".join(tag["name"] for tag in post["tags"]),
            "date": post["published_at"],
            "image": f"{FILES[image[1]]} “{post['feature_image_alt']}”" if image else "none",
            "html": post["html"],
        }


class Micropub:
    """A Micropub endpoint."""

    def __init__(self, server, folder):
        self.server = server
        self.server.reset()
        options = {"url": f"{server.url}/micropub"}
        self.open = lambda: open_one("micropub", folder, server.secret, **options)

    def change(self, holding):
        properties = self.server.held()[holding.url]
        names = [name for name in properties["category"] if name != "removed there"]
        properties["category"] = [*names, "Theirs"]

    def read(self, holding):
        properties = self.server.held()[holding.url]
        photos = [f"{photo['value'][-5]} “{photo['alt']}”" for photo in properties.get("photo", [])]
        return {
            "title": properties["name"][0],
            "summary": ", ".join(properties.get("summary", [])) or "none",
            "categories": ", ".join(properties.get("category", [])),
            "date": properties["published"][0],
            "image": ", ".join(photos) or "none",
            "html": properties["content"][0]["html"],
        }


class Folder:
    """The kit, as WordPress's importer reads it."""

    def __init__(self, _, folder):
        self.open = lambda: open_one("folder", folder, "")
        self.path = folder / "copies/network/wordpress.xml"

    def change(self, holding):
        """Nobody changes a kit."""

    def read(self, holding):
        text = re.sub(r"(</?)\w+:", r"\1", self.path.read_text(encoding="utf-8"))
        items = ET.fromstring(text).findall("channel/item")
        (post,) = [item for item in items if item.findtext("post_type") == "post"]
        meta = {meta.findtext("meta_key"): meta.findtext("meta_value") for meta in post.findall("postmeta")}
        image = [item for item in items if item.findtext("post_id") == meta.get("_thumbnail_id")]
        alts = [f"{item.findtext('attachment_url')[-5]} “{item.findtext('.//meta_value')}”" for item in image]
        names = [(entry.get("domain"), entry.text) for entry in post.findall("category")]
        encoded = [entry.text or "" for entry in post.findall("encoded")]
        return {
            "title": post.findtext("title"),
            "summary": encoded[1],
            "category": ", ".join(name for kind, name in names if kind == "category") or "none",
            "tags": ", ".join(name for kind, name in names if kind == "post_tag"),
            "date": post.findtext("post_date_gmt"),
            "image": ", ".join(alts) or "none",
            "html": encoded[0],
        }


@pytest.fixture(scope="module")
def micropub_server():
    server = MicropubStandIn()
    yield server
    server.stop()


@pytest.fixture
def output(tmp_path):
    folder = tmp_path / "output/images"
    folder.mkdir(parents=True)
    for name, data in PICTURES.items():
        (folder / f"{name}.png").write_bytes(data)
        (folder / f"in-{name}.png").write_bytes(data[:-12] + data[-12:] + name.encode())
    return tmp_path


KINDS = {"wordpress": WordPress, "ghost": Ghost, "micropub": Micropub, "folder": Folder}


@pytest.mark.parametrize("kind", KINDS)
def test_after_every_edit_the_partner_has_what_the_plan_said(kind, output, request, golden):
    server = request.getfixturevalue(f"{kind}_server") if kind != "folder" else None
    partner, lines = KINDS[kind](server, output), []
    for number, change in enumerate(EDITS):
        lines += [change.name, *(f"    {line}" for line in try_edit(change, number, partner, output))]
    golden(f"state/{kind}.txt", "\n".join(lines) + "\n")


def try_edit(change, number, partner, folder):
    """Return what an edit changed at a partner."""
    name = {
        "id": f"media/p{number}",
        "slug": f"p{number}",
        "url": f"https://partwork.example/media/p{number}/",
    }
    first = replace(BASE, output=folder / "output", **{**name, **change.base})
    holding = send(partner, first, None)
    partner.change(holding)
    before = partner.read(holding)
    for step in change.steps:
        now = replace(first, **step) if step else replace(first, cover=BASE.cover, cover_alt=BASE.cover_alt)
        holding = send(partner, now, holding)
    after = partner.read(holding)
    for fact in before:
        if fact != "html" and before[fact] != after[fact]:
            yield f"{fact}: {before[fact]} → {after[fact]}"
    old, new = (show(state["html"]) for state in (before, after))
    yield from (f"- {line}" for line in old if line not in new)
    yield from (f"+ {line}" for line in new if line not in old)
    yield from (f"said: {note.partition(': ')[2] or note}" for note in holding.notes)


def send(partner, article, holding):
    """Make or update a copy by a run of its own."""
    target, delivery = partner.open(), link_siblings(make_copy(article), "network", {})
    made = target.update(delivery, holding, False) if holding else target.create(delivery)
    target.close([delivery])
    return made


def show(html):
    """Return the text of a copy, and the images and the language in it."""
    root = parse(html)
    images = [f"image {re.sub(r'.*/', '', image.attrs['src'])}" for image in root.find_all("img")]
    language = [f"language {mark.attrs.get('lang')}" for mark in root.find_classes("partwork-copy")]
    text = write_text(root).replace("http://127.0.0.1", "").split("\n")
    return [*language, *images, *text]


@pytest.mark.parametrize("known", [True, False])
def test_what_the_partner_chose_instead_stays_and_is_told(known, wordpress, output):
    partner = WordPress(wordpress, output)
    article = replace(BASE, output=output / "output")
    holding = send(partner, article, None)
    other = {"file": ("theirs.png", draw_png(b"\0\xff\0", 64, 32))}
    image = wordpress.request("POST", "media", files=other)["id"]
    fields = {"featured_media": image, "date_gmt": "2020-12-24T10:00:00"}
    wordpress.request("POST", f"posts/{holding.id}", json=fields)
    later = {"cover": "images/b.png", "published": "2021-01-01T08:00:00+13:00", "category": "Column"}
    # Where the ledger was lost, what we set is not known: then something only comes.
    base = holding if known else replace(holding, placed=None)
    now = send(partner, replace(article, **later, tags=("practice",)), base)
    (post,) = wordpress.posts()
    assert (post["featured_media"], post["date_gmt"]) == (image, "2020-12-24T10:00:00")
    assert len(post["tags"]) == (1 if known else 3)
    categories = sorted(partner.name("categories", post["categories"]))
    assert categories == (["Column"] if known else ["Column", "Media"])
    why = "the partner changed it" if known else "it is not known who set it"
    assert any(why in note for note in now.notes)
    assert any("stays the one that the partner chose" in note for note in now.notes)
    assert now.placed.image == hashlib.sha256(PICTURES["b"]).hexdigest()
