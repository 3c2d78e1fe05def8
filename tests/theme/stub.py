"""A Pelican plugin that says of each article what CONTRIBUTING.md promises that the real plugins say."""

from dataclasses import dataclass
from types import SimpleNamespace as Thing

from pelican import signals

LICENCE = Thing(
    spdx="CC-BY-4.0",
    name="Creative Commons Attribution 4.0 International",
    short_name="CC BY 4.0",
    url="https://creativecommons.org/licenses/by/4.0/",
    reuse=True,
)


@dataclass(frozen=True)
class Record:
    title: str
    url: str
    authors: tuple

    @property
    def head(self):
        return (
            f'<link rel="canonical" href="{self.url}">\n<meta name="citation_title" content="{self.title}">'
        )

    @property
    def exports(self):
        return (Thing(label="BibTeX", type="application/x-bibtex", url="post.bib"),)

    @property
    def cite_this(self):
        return f'Writer, A. (2024). <i>{self.title}</i>. <a href="{self.url}">{self.url}</a>'


def answer(anchor, name, date, lang, **more):
    """Return what somebody answered."""
    said = {
        "page": "https://ann.example/" if date else "",
        "address": "https://partner.example/kai/#comment-1",
        "place": "partner.example",
        "day": "1 May 2024" if date else "",
        "html": "<p>Kia ora &amp; <br>welcome.</p>",
        "to": "",
        "own": False,
        "answers": (),
    }
    return Thing(anchor=anchor, name=name, date=date, lang=lang, **{**said, **more})


def dress(generator):
    """Give every article its attributes, and the context its one series."""
    site = generator.settings["SITEURL"]
    told = sorted((a for a in generator.articles if a.category.name == "kai"), key=lambda a: a.date)
    parts = [
        Thing(number=n, title=a.title, summary="What it says & why.", url=a.url, planned=False, article=a)
        for n, a in enumerate(told, 1)
    ]
    planned = Thing(number=3, title="What is left", summary="", url=None, planned=True, article=None)
    series = Thing(
        slug="kai",
        title="Kai & whānau",
        abstract="Three parts about food < money.",
        lang="en",
        url="kai/",
        feed_url="feeds/kai.atom.xml",
        parts=(*parts, planned),
    )
    for article in generator.articles:
        url = f"{site}/{article.url}"
        people = tuple(
            Thing(name=author.name, orcid="https://orcid.org/0000-0002-1825-0097")
            for author in article.authors
        )
        article.record = Record(article.title, url, people)
        article.licence = LICENCE
        article.attribution = Thing(
            html=f'<p>“{article.title}”: <a rel="license" href="{LICENCE.url}">{LICENCE.name}</a>.</p>',
            text="",
        )
        article.republish_url = f"{article.url}republish/"
        article.document = "at://did:plc:kai/site.standard.document/3kabcdefghijk"
        if article is told[0]:
            below = answer("page_answer-2", "Bob", None, "mi", to="", own=True, address="")
            article.conversation = Thing(
                threads=(answer("page_answer-1", "Ann < Co", article.date, "", answers=(below,)),),
                count=2,
                data='<script type="application/ld+json">{"commentCount": 2}</script>',
            )
        article.copies = (
            Thing(target="partner", label="A partner’s blog", url="https://partner.example/kai/"),
        )
    for part, previous, following in zip(parts, [None, *parts], [*parts[1:], None], strict=False):
        part.previous, part.next = previous, following
        part.article.series, part.article.part = series, part
    generator.context["series"] = (series,)
    generator.this_series = series


def write_series(generator, writer):
    series = generator.this_series
    writer.write_file(
        "kai/index.html",
        generator.get_template("series"),
        generator.context,
        url=series.url,
        this_series=series,
        page_name="kai/index",
    )


def write_republish(generator, writer):
    for article in generator.articles:
        page = Thing(
            article=article,
            url=article.republish_url,
            terms=("Name the authors & link to the original.",),
            html=f'<p lang="mi">“{article.title}” &amp; more</p>\n<p>&lt;b&gt;</p></textarea>',
            text=f"{article.title}\n\nText & <more>.",
            attribution="Title by Author",
            pictures=(
                Thing(name="a.png", url="kai/images/a.png", alt="A < B", credit="By & by", reuse=True),
            ),
            kept=(Thing(name="b.png", url="b.png", alt="", credit="Somebody else’s", reuse=False),),
        )
        writer.write_file(
            f"{page.url}index.html",
            generator.get_template("republish"),
            generator.context,
            url=page.url,
            republish=page,
        )


def register():
    signals.article_generator_finalized.connect(dress)
    signals.article_writer_finalized.connect(write_series)
    signals.article_writer_finalized.connect(write_republish)
