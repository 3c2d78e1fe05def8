"""What the other plugins would put on the articles, and nothing of how they do it."""

from html import unescape
from types import SimpleNamespace as Thing

from pelican import signals

OPEN = Thing(
    spdx="CC-BY-4.0",
    name="Creative Commons Attribution 4.0 International",
    short_name="CC BY 4.0",
    url="https://creativecommons.org/licenses/by/4.0/",
    reuse=True,
)
CLOSED = Thing(spdx="LicenseRef-Closed", name="All rights reserved", short_name="", url="", reuse=False)
IMAGES = (
    Thing(path="media/images/photo.png", title="Harbour", author="Given Example", source="", licence=OPEN),
    Thing(path="media/images/closed.png", title="Closed", author="Someone", source="", licence=CLOSED),
)


def put(generators):
    articles = sorted(generators[0].articles, key=lambda article: article.source_path)
    parts = [
        Thing(number=number, title=unescape(article.title), url=article.url, planned=False)
        for number, article in enumerate(articles, 1)
    ]
    parts.append(Thing(number=len(parts) + 1, title="A planned part", url=None, planned=True))
    series = Thing(slug="media", title="Social media", url="media/", parts=tuple(parts))
    for part, article in zip(parts, articles, strict=False):
        article.series, article.part, article.licence, article.images = series, part, OPEN, IMAGES
        article.attribution = Thing(
            html=f'<p class="attribution" property="dct:title">{article.title} is licensed under '
            f'<a rel="license" href="{OPEN.url}">CC BY 4.0</a>.</p>',
            text=f"{unescape(article.title)} is licensed under CC BY 4.0.",
        )


def register():
    signals.all_generators_finalized.connect(put)
