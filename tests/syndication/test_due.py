"""What a build puts into the outbox: for whom, in whose words, and what waits."""

import json

import pytest
from minisite import MiniSite

from crosspost.outbox.files import read_outbox, read_waiting

TARGETS = {
    "kit": {"kind": "folder"},
    "blog": {
        "kind": "folder",
        "categories": {"media": "Social work"},
        "tags": {"reo": "Te reo Māori", "internal": "", "kai": "Te reo Māori"},
    },
    "sky": {"kind": "bluesky", "user": "name.example.org"},
    "thread": {"kind": "mastodon", "url": "https://social.example", "thread": True},
}
LICENSED = """
from types import SimpleNamespace as Thing
from pelican import signals

NAME = "CC BY 4.0"
LICENCE = Thing(spdx="CC-BY-4.0", name=NAME, short_name=NAME, url="https://cc.example/by", reuse=True)


def put(generator):
    articles = sorted(generator.articles, key=lambda article: article.date)
    parts = [Thing(number=n, title=a.title, url=a.url, planned=False) for n, a in enumerate(articles, 1)]
    series = Thing(slug="media", title="Social media", url="media/", parts=tuple(parts))
    for part, article in zip(parts, articles):
        article.licence, article.series, article.part = LICENCE, series, part


def register():
    signals.article_generator_finalized.connect(put)
"""


@pytest.fixture
def site(tmp_path):
    root = tmp_path / "site"
    site = MiniSite(
        root,
        {},
        {
            "PLUGINS": ["series_rooms", "syndication"],
            "PLUGIN_PATHS": [str(root)],
            "SYNDICATION_TARGETS": TARGETS,
            "STATIC_PATHS": ["images"],
            "CATEGORY_FEED_ATOM": None,
        },
    )
    site.write("series_rooms.py", LICENSED)
    site.post("1-one.md", category="media", tags="reo, kai, internal, open data", summary="What one says.")
    site.post("2-two.md", "Text of two.", category="media", date="2024-05-02")
    return site


def posts(site, target):
    return {post.id: post for post in read_outbox(site.root / "outbox", target)}


def waiting(site):
    return {(entry.post, entry.reason): entry for entry in read_waiting(site.root / "outbox")}


def test_each_target_gets_the_post_in_its_own_words(site):
    assert site.build() == []
    kit, blog = posts(site, "kit")["one"], posts(site, "blog")["one"]
    assert (kit.category, kit.tags) == ("media", ("reo", "kai", "internal", "open data"))
    assert (blog.category, blog.tags) == ("Social work", ("Te reo Māori", "open data"))
    assert blog.html == kit.html
    assert blog.hash != kit.hash
    first, second = (site.root / "outbox" / target / "two.json" for target in ("kit", "thread"))
    assert json.loads(first.read_text())["short"] is None
    assert json.loads(second.read_text())["short"]["text"].startswith("About 2-two.md\n")


@pytest.mark.parametrize(
    "former",
    ["../old/one.md", "old/../../one.md", "/old/one.md", "old//one.md", "./one.md", "..md", "old\\one.md"],
)
@pytest.mark.parametrize("status", ["published", "draft"])
def test_a_post_that_cannot_have_been_where_it_says(site, former, status):
    site.post("3-three.md", category="media", formerly=former, status=status)
    (error,) = site.build()
    assert error.startswith(f'content/3-three.md:4: Formerly: "{former}" is no file in content/.')
    # The others' faults are seen, too: only this one gets no copies.
    assert set(posts(site, "kit")) == {"one", "two"}


def test_a_network_gets_no_more_than_it_is_sent(site):
    assert site.build() == []
    sky = posts(site, "sky")["one"]
    assert (
        sky.text
        == sky.short.text
        == (
            "About 1-one.md\nPart 1 of 2 of Social media\nBy Given Family\n\nWhat one says.\n\n"
            "https://mini.example/media/about-1-onemd/\n\n#Reo #Kai #Internal #OpenData"
        )
    )
    assert (sky.html, sky.images, sky.licence, sky.series, sky.modified) == ("", (), None, None, "")
    before = {target: posts(site, target) for target in TARGETS}
    site.post("1-one.md", "Another text.", category="media", tags="reo, kai, internal, open data",
              summary="What one says.", modified="2024-06-01")  # fmt: skip
    assert site.build() == []
    assert [target for target in TARGETS if posts(site, target) != before[target]] == ["kit", "blog"]


def test_a_thread_knows_what_came_before_and_nothing_else(site):
    assert site.build() == []
    two = posts(site, "thread")["two"]
    assert [(sibling.id, sibling.number, sibling.title) for sibling in two.series.siblings] == [
        ("one", 1, "")
    ]
    assert posts(site, "thread")["one"].series.siblings == ()
    before = posts(site, "thread")["two"]
    site.post("3-three.md", category="media", date="2024-05-03", short="Three.")
    site.build()
    text = before.text.replace("Part 2 of 2", "Part 2 of 3")
    assert posts(site, "thread")["two"].text == text
    assert posts(site, "thread")["two"].series == before.series


def test_a_whole_article_may_go_to_a_network(site):
    entry = {**TARGETS["sky"], "article": True}
    assert site.build(SYNDICATION_TARGETS={"sky": entry, "kit": {"kind": "folder"}}) == []
    sky, kit = posts(site, "sky")["one"], posts(site, "kit")["one"]
    assert sky.short
    assert (sky.html, sky.text, sky.series) == (kit.html, kit.text, kit.series)


def test_own_words_and_people_for_a_network(site):
    site.write("content/people.toml", '["Given Family"]\nbluesky = "given.example.org"\norcid = "x"\n')
    site.post("1-one.md", **{"short-sky": "By @{Given Family}: {{ title }}", "short": "For others."})
    assert site.build() == []
    sky = posts(site, "sky")["one"]
    assert sky.text == "By @given.example.org: About 1-one.md\n\nhttps://mini.example/misc/about-1-onemd/"
    assert sky.short.mentions == {"@given.example.org": "given.example.org"}
    assert posts(site, "thread")["one"].text.startswith("For others.")


def test_own_words_may_take_several_lines(site):
    site.post("1-one.md", tags="kai", short="New: by @{Given Family}.\n    {{ url }} {{ hashtags }}")
    assert site.build() == []
    assert posts(site, "sky")["one"].text == (
        "New: by Given Family.\nhttps://mini.example/misc/about-1-onemd/ #Kai"
    )


@pytest.mark.parametrize(
    ("metadata", "error"),
    [
        (
            {"short-sky": "word " * 80},
            "content/1-one.md:3: Short-Sky: it has 441 characters, and 300 are allowed",
        ),
        (
            {"short-skye": "x"},
            'content/1-one.md:3: Short-Skye: no target "skye" in SYNDICATION_TARGETS. There are',
        ),
        (
            {"syndicate": "kit, blig"},
            'content/1-one.md:3: Syndicate: no target "blig" in SYNDICATION_TARGETS.',
        ),
    ],
)
def test_what_cannot_be_done_is_said_and_the_rest_goes_on(site, metadata, error):
    site.post("1-one.md", **metadata)
    (said,) = site.build()
    assert said.startswith(error)
    assert "two" in posts(site, "sky")
    assert "one" in posts(site, "kit")


def test_people_that_cannot_be_read_are_told_with_their_line(site):
    site.write("content/people.toml", '["Given Family"]\nmastodon = "given"\n')
    (said,) = site.build()
    assert said.startswith(
        'content/people.toml:2: "given" is no account. Write mastodon = "@name@example.org"'
    )


def test_what_exists_and_is_not_due_waits(site):
    site.post("3-draft.md", title="A &amp; B", status="draft")
    site.post("4-undated.md", status="draft", date="2999-01-01")
    site.post("5-hidden.md", status="hidden")
    site.post("6-coming.md", date="2999-01-02 09:00", syndicate="kit")
    site.post("7-home.md", syndicate="false")
    site.post("8-chosen.md", syndicate="[kit, sky]")
    assert site.build() == []
    found = waiting(site)
    everyone = tuple(TARGETS)
    assert {key: entry.targets for key, entry in found.items()} == {
        ("draft", "draft"): everyone,
        ("undated", "draft"): everyone,
        ("hidden", "hidden"): everyone,
        ("coming", "date"): ("kit",),
        ("coming", "kept"): ("blog", "sky", "thread"),
        ("home", "kept"): everyone,
        ("chosen", "kept"): ("blog", "thread"),
    }
    assert found["draft", "draft"].title == "A & B"
    assert {entry.until for key, entry in found.items() if key[1] != "date"} == {""}
    assert found["coming", "date"].until == "2999-01-02T09:00:00+13:00"
    assert set(posts(site, "kit")) == {"one", "two", "chosen"}
    assert set(posts(site, "blog")) == {"one", "two"}


def test_a_date_to_come_waits_also_where_pelican_shows_it(site):
    site.post("6-coming.md", date="2999-01-02 09:00")
    assert site.build(WITH_FUTURE_DATES=True) == []
    assert waiting(site)["coming", "date"].targets == tuple(TARGETS)
    assert "coming" not in posts(site, "kit")


def test_when_nothing_waits_the_list_is_empty(site):
    site.post("3-draft.md", status="draft")
    site.build()
    assert set(waiting(site)) == {("draft", "draft")}
    site.post("3-draft.md")
    site.build()
    assert waiting(site) == {}
    assert (site.root / "outbox/waiting.json").exists()


def test_a_draft_with_the_name_of_another_post_is_told(site):
    site.post("3-one.md", status="draft")
    assert site.build() == [
        "content/3-one.md: partners would take this for content/1-one.md. Rename one of them."
    ]


PNG = b"\x89PNG\r\n\x1a\n"


@pytest.mark.parametrize(
    ("metadata", "card", "featured"),
    [
        ({}, ("images/second.png", "Second"), False),
        ({"image": "images/third.png", "image-alt": "A third"}, ("images/third.png", "A third"), True),
        ({"cover": "{static}/images/third.png"}, ("images/third.png", ""), True),
        ({"image": "images/second.png", "image-alt": "Other"}, ("images/second.png", "Second"), True),
        ({"image": "images/chart.svg"}, ("images/chart.png", ""), True),
        ({"image": "images/first.svg"}, ("images/second.png", "Second"), False),
        ({"image": "https://example.org/x.png"}, ("images/second.png", "Second"), False),
    ],
)
def test_the_image_that_stands_for_a_post(site, metadata, card, featured):
    for name in ("second.png", "third.png", "chart.png"):
        site.picture(f"content/images/{name}")
    for name in ("first.svg", "chart.svg"):
        site.write(f"content/images/{name}", f"<svg><!-- {name} --></svg>")
    body = "![First]({static}/images/first.svg)\n\n![Second]({static}/images/second.png)"
    site.post("1-one.md", body, **metadata)
    assert site.build() == []
    for target in TARGETS:
        post = posts(site, target)["one"]
        found = post.card
        # What the text shows is not shown above it too, unless its author says so.
        assert post.featured == featured
        assert (found.path, found.alt, found.url) == (*card, f"https://mini.example/{card[0]}")
        assert posts(site, target)["two"].card is None
