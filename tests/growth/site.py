"""What an author writes down about a site: series, people, images, headers and links between posts."""

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import markdown
from growth.steps import Growth
from pelican.plugins.blog_series.assembly import Frame, Posts, assemble, attach
from pelican.plugins.blog_series.outline import read_outline
from pelican.plugins.blog_series.references import find_broken_links
from pelican.plugins.blog_series.settings import SeriesSettings
from pelican.plugins.blog_series.translations import find_versions
from pelican.plugins.licence.credits import read_credits
from pelican.plugins.licence.images import Gallery, check_files, credit_images
from pelican.plugins.metadata.anchors import name_anchors
from pelican.plugins.metadata.header.errors import HeaderError
from pelican.plugins.metadata.header.reader import read_header
from pelican.plugins.metadata.header.waiting import judge
from pelican.plugins.metadata.languages import LanguagesExtension, mark_tags
from pelican.plugins.metadata.outline import count_minutes, link_sections, list_sections
from pelican.plugins.metadata.people import join_suffixes, read_people, split_name

from apa7.page.markdown import CitationsExtension
from guards.marks import read_marks, write_marks
from guards.tables import Sheet
from guards.words import Lines

FOLDER = Path(__file__).parent
FRAME = Frame("floods", "floods", "content/floods/series.toml", "en")


def repeat(text, size, before="", after=""):
    """Return as many times a text as are about `size` bytes, each with its number where it says {n:04}."""
    length = len(text.format(n=1000).encode())
    return before + "".join(text.format(n=number) for number in range(size // length)) + after


def make_posts(count, **more):
    return {
        f"floods/{number:04}-part.md": SimpleNamespace(
            title=f"Part {number}",
            metadata={},
            url=f"floods/{number}/",
            lang="en",
            status="published",
            relative_source_path=f"floods/{number:04}-part.md",
            in_default_lang=True,
            **more,
        )
        for number in range(count)
    }


def read_series(given):
    """Read a series.toml and make a series of it, as a build does."""
    text, published = given
    versions = find_versions(published.values(), {"floods"}, ["slug"])
    posts = Posts(published, {}, {*published, "floods/series.toml"}, versions)
    outline = read_outline(Sheet(text), FRAME.source)
    series, _ = assemble(outline, FRAME, posts, SeriesSettings())
    attach([(series, outline, "floods")], posts)
    for part in series.parts:
        assert part.previous is not part.next or part.next is None


def read_tags(text):
    words = read_marks(text)
    tags = [SimpleNamespace(name=name.strip()) for name in words.split(",")]
    assert mark_tags(tags, words)[0]._name.marks


def read_authors(text):
    return read_people(Sheet(text), "content/people.toml")


def read_makers(text):
    images = [f"mop-{number}.png" for number in range(len(text) // 50)]
    return read_credits(Sheet(text), "content/floods/images/credits.toml", images)


def with_posts(text):
    """Return how to make parts that say so, and half as many posts."""

    def make(size):
        written = repeat(text, size, 'title = "Floods"\n')
        return written, make_posts(len(written) // len(text) // 2)

    return make


def read(text):
    """Read a header, whatever is wrong with it."""
    with suppress(HeaderError):
        read_header(text)


def judge_metadata(metadata):
    judge(metadata, "floods/1-rain.md", datetime(2024, 5, 1))


def find_links(html):
    content = SimpleNamespace(
        _content=html, metadata={}, relative_source_path="floods/1.md", status="published"
    )
    return list(find_broken_links(content, make_posts(len(html) // 40), {}))


def look_for_images(html):
    gallery = SimpleNamespace(find_credit=lambda path: None)
    images = credit_images(html, "floods/1.md", None, gallery)
    return list(check_files(images, Lines(html), "content/floods/1.md", Gallery(FOLDER)))


MARKS = {
    "marks of languages": "[kai]{{lang=mi}} ",
    "marks that are never closed": "[kai ",
    "marks in each other that are never closed": "[a [b]{{lang=mi}} ",
    "brackets without languages": "[a] ",
    "ends of marks": "]{{lang=mi}} ",
    "languages that are none": "[a]{{lang=maori}} ",
}


def convert_marks(text):
    """Convert a text as a build does, with the bounds that citations bring."""
    return markdown.markdown(
        text, extensions=["extra", CitationsExtension(report=False), LanguagesExtension()]
    )


OUTLINES = {
    "headings": '<h2 id="a">b</h2>',
    "headings that never end": "<h2 id=a>",
    "tags that never end": "<h2 id=a ",
}


def link_anchors(text):
    link_sections(text, "To {section}")


GROWTHS = [
    *(
        Growth(f"{what} of {name}", lambda size, text=text: text * (size // len(text)), run)
        for name, text in OUTLINES.items()
        for what, run in (("sections", list_sections), ("minutes", count_minutes), ("anchors", link_anchors))
    ),
    *(
        Growth(f"{what} with {name}", lambda size, text=text: repeat(text, size), run)
        for name, text in MARKS.items()
        for what, run in (("words", read_marks), ("a title", write_marks), ("a text", convert_marks))
        # Python-Markdown goes through these again and again, up to what citations allow.
        if what != "a text" or "never" not in name
    ),
    Growth("tags with marks", lambda size: repeat("[kai {n:04}]{{lang=mi}}, ", size), read_tags),
    Growth("parts that are posts", with_posts('[[parts]]\nsource = "{n:04}-part.md"\n'), read_series),
    Growth("parts that are no posts", with_posts('[[parts]]\nsource = "{n:04}-pert.md"\n'), read_series),
    Growth("planned parts", with_posts('[[parts]]\ntitle = "Part {n:04}"\n'), read_series),
    Growth("parts with unknown keys", with_posts('[[parts]]\nsorce = "{n:04}.md"\n'), read_series),
    Growth(
        "parts on one line",
        lambda size: (repeat('{{source = "{n:04}.md"}}, ', size, 'title = "A"\nparts = [', "]\n"), {}),
        read_series,
    ),
    Growth("posts that no series lists", lambda size: ('title = "A"\n', make_posts(size // 30)), read_series),
    Growth(
        "posts that say they translate",
        lambda size: ('title = "A"\n', make_posts(size // 30)),
        lambda given: find_versions(
            [
                SimpleNamespace(**{**vars(post), "metadata": {"translates": f"{number}-prt.md"}})
                for number, post in enumerate(given[1].values())
            ],
            {"floods"},
            None,
        ),
    ),
    Growth("unknown keys of a series", lambda size: (repeat("k{n:04} = 1\n", size), {}), read_series),
    Growth("a key without end", lambda size: ("k" * size + " = 1\n", {}), read_series),
    Growth(
        "people",
        lambda size: repeat('["Given {n:04}"]\norcid = "0000-{n:04}"\n', size),
        read_authors,
    ),
    Growth(
        "people that are no tables",
        lambda size: repeat("p{n:04} = 5\n", size),
        read_authors,
    ),
    Growth("a name of many words", lambda size: "van " * (size // 4), split_name),
    Growth("a name of many commas", lambda size: "A, " * (size // 3), split_name),
    Growth("many names", lambda size: ["Jr."] * (size // 4), join_suffixes),
    Growth(
        "credits",
        lambda size: repeat('["map-{n:04}.png"]\nauthor = "A"\nliccence = "CC-BY"\n', size),
        lambda text: read_credits(
            Sheet(text), "c", [f"mop-{number}.png" for number in range(len(text) // 50)]
        ),
    ),
    Growth("lines of a header", lambda size: repeat("Key-{n:04}: value\n", size, "Title: A\n"), read),
    Growth("lines that go on", lambda size: repeat("    and {n:04}\n", size, "Summary: A\n"), read),
    Growth("one line of blanks", lambda size: "Title:" + " " * size + "A\n\nText.\n", read),
    Growth("blanks before a colon", lambda size: "Title" + " " * size + ": A\n", read),
    Growth("empty lines", lambda size: "\n" * size + "Title: A\n", read),
    Growth("a first line of signs", lambda size: "-" * size + "Title: A\n", read),
    Growth("a first line of hyphens and words", lambda size: "a-" * (size // 2) + "\n", read),
    Growth("tabs", lambda size: "Title:" + "\t" * (size // 4) + "A\n", read),
    Growth(
        "front matter in YAML",
        lambda size: repeat("key{n:04}: a value\n", size, "---\n", "---\n\nText.\n"),
        read,
    ),
    Growth(
        "front matter in TOML",
        lambda size: repeat("key{n:04} = 'v'\n", size, "+++\n", "+++\n\nText.\n"),
        read,
    ),
    Growth(
        "tags",
        lambda size: repeat("tag {n:04}, ", size, "---\ntitle: A\ntags: ", "\n---\n\nText.\n"),
        read,
    ),
    Growth("brackets", lambda size: "---\ntitle: " + "[" * size + "\n---\n\nText.\n", read),
    Growth("a text that waits", lambda size: {"title": "not for " * (size // 8)}, judge_metadata),
    Growth("a title of blanks", lambda size: {"title": "draft" + " " * size + "x"}, judge_metadata),
    Growth("ids", lambda size: repeat('<p id="social-{n:04}">', size), name_anchors),
    Growth(
        "tags with ids that do not end", lambda size: ' id="social' + "<a id=x " * (size // 8), name_anchors
    ),
    Growth("ids without tags", lambda size: " id=social" + " id=" * (size // 4), name_anchors),
    Growth(
        "links to ids", lambda size: '<p id="social">' + '<a href="#social">' * (size // 18), name_anchors
    ),
    Growth("links to nothing", lambda size: repeat('<a href="{{filename}}{n:04}.md">', size), find_links),
    Growth("bare links", lambda size: repeat('<a href="{n:04}.md">', size), find_links),
    Growth("links that do not end", lambda size: "<a " * (size // 3), find_links),
    Growth("addresses that do not end", lambda size: '<a href="' * (size // 9), find_links),
    Growth("places that do not end", lambda size: '="{filename}' * (size // 12), find_links),
    Growth("equals signs", lambda size: "= " * (size // 2), find_links),
    Growth(
        "images that there are not",
        lambda size: repeat('<img src="{{static}}{n:04}.png">', size),
        look_for_images,
    ),
    Growth("tags that do not end", lambda size: "<img " * (size // 5), look_for_images),
    Growth("attributes", lambda size: "<img " + "a=1 " * (size // 4) + ">", look_for_images),
]
