"""A small site with posts that anyone may copy, images of which one may not be, and two partners' feeds."""

from minisite import MiniSite

TARGETS = {
    "partner": {"kind": "feed", "label": "A partner", "tags": {"kai": "food", "internal": ""}},
    "other": {"kind": "feed"},
    "kit": {"kind": "folder"},
}
LICENSED = """
from types import SimpleNamespace as Thing
from pelican import signals

URL = "https://creativecommons.org/licenses/by/4.0/"
OPEN = Thing(spdx="CC-BY-4.0", name="CC BY 4.0", short_name="CC BY 4.0", url=URL, reuse=True)
CLOSED = Thing(spdx="LicenseRef-Closed", name="All rights reserved", short_name="", url=None, reuse=False)
CREDIT = dict(title="Closed", author="Someone", source="")


def put(generator):
    for article in generator.articles:
        article.licence = CLOSED if article.metadata.get("licence") == "closed" else OPEN
        article.attribution = Thing(html="<p>By us.</p>", text=f"“{article.title}” by us, CC BY 4.0.")
        article.images = (Thing(path="images/closed.png", licence=CLOSED, **CREDIT),)


def register():
    signals.article_generator_finalized.connect(put)
"""


def write_licensed(root):
    """Write the site's sources."""
    site = MiniSite(
        root,
        {},
        {
            "PLUGINS": ["open_rooms", "syndication"],
            "PLUGIN_PATHS": [str(root)],
            "SYNDICATION_TARGETS": TARGETS,
            "STATIC_PATHS": ["images"],
            "CATEGORY_FEED_ATOM": None,
        },
    )
    site.write("open_rooms.py", LICENSED)
    for name in ("open.png", "closed.png"):
        site.write(f"content/images/{name}", name)
    images = " ".join(f"![{name.title()}]({{static}}/images/{name}.png)" for name in ("open", "closed"))
    site.post(
        "1-one.md",
        f"Kia ora & <b>bold</b>.[^1]\n\n{images}\n\n[^1]: A note.\n",
        title="One & first",
        tags="kai, internal, te reo Māori",
        summary="What *one* says.",
        modified="2024-06-01 09:00",
        authors="Given Family; Other Author",
    )
    site.post("2-two.md", title="Two", date="2024-05-02 10:00", lang="mi", syndicate="partner")
    site.post("3-three.md", title="Three", syndicate="other")
    site.post("4-four.md", title="Four", status="draft")
    return site


def build_licensed(site):
    """Build it, with footnotes."""
    extensions = {"extension_configs": {"markdown.extensions.footnotes": {}}, "output_format": "html5"}
    assert site.build(MARKDOWN=extensions) == []
