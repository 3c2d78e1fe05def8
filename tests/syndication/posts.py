"""Posts as the outbox holds them, for tests that talk to a target without building a site."""

import hashlib
from dataclasses import replace

from crosspost.contract import Rooms, TargetSettings
from crosspost.model import Image, Place, Post, Short, Sibling
from crosspost.targets import open_target
from crosspost.text.links import link_siblings
from crosspost.text.mark import hash_words
from crosspost.text.parser import parse
from crosspost.text.plaintext import write_text

SITE = "https://partwork.example"
NAMES = ("first", "second", "third")


def make_post(name="first", summary="What it says.", text=None, card=None, **fields):
    """Return a post of a series in a few words; `text` is what its author wrote instead of the template."""
    url = f"{SITE}/media/{name}/"
    words = text or f"On {name}\n\n{summary}\n\n{url}\n\n#Media"
    siblings = tuple(
        Sibling(f"media/{other}", number, other, f"{SITE}/media/{other}/")
        for number, other in enumerate(NAMES, 1)
        if other != name
    )
    post = Post(
        id=f"media/{name}",
        slug=name,
        title=f"On {name}",
        html="",
        text=words,
        summary=summary,
        url=url,
        published="2026-11-02T09:00:00+00:00",
        modified="",
        language="en-NZ",
        authors=("Given Family",),
        category="media",
        tags=("Media",),
        licence=None,
        attribution_html="",
        attribution_text="",
        series=Place("Media", f"{SITE}/media/", NAMES.index(name) + 1, 3, siblings),
        images=(),
        card=card,
        featured=card is not None,
        short=Short(words, "" if text else summary),
        hash=hashlib.sha256(repr((words, card)).encode()).hexdigest(),
    )
    return replace(post, **fields)


def deliver(post, held=None):
    """Return what a target is given of a post; `held` is what it has of other posts."""
    return link_siblings(post, "network", held or {})


def make_card(folder, data, alt="A harbour at dusk", **fields):
    """Put an image into the built site and return it as a card."""
    (folder / "output/images").mkdir(parents=True, exist_ok=True)
    (folder / "output/images/card.png").write_bytes(data)
    path = "images/card.png"
    return Image(path, f"{SITE}/{path}", hashlib.sha256(data).hexdigest(), alt, **fields)


def open_one(kind, folder, secret, **options):
    """Return a target of a site in a folder."""
    pace = options.pop("pace", 0)
    settings = TargetSettings("network", kind, "Network", pace=pace, options=options)
    rooms = Rooms(folder, folder / "content", folder / "output", folder / "copies")
    return open_target(settings, rooms, lambda: secret)


def make_article(name="first", words="Quoted words stay.", **fields):
    """Return a whole post of the series, which links to its other parts."""
    post = make_post(name)
    links = "".join(f'<p><a href="{sibling.url}">{sibling.title}</a></p>' for sibling in post.series.siblings)
    origin = f'<p><a href="{post.url}">First here</a></p>'
    html = f"<p>{words}</p><p><cite>Kōrero</cite> &amp; more.</p>{links}{origin}"
    text = write_text(parse(html))
    digest = hashlib.sha256(html.encode()).hexdigest()
    return replace(post, html=html, text=text, words=hash_words(text), hash=digest, short=None, **fields)
