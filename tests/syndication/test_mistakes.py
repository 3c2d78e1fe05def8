"""What an author who made a slip is told: file, line, what is wrong and what to do."""

import errno
import json
import logging
import os
import re

import pytest
from minisite import MiniSite

from crosspost.delivery.deliver import describe_stop
from crosspost.files import explain_file
from crosspost.ledger.ledger import read_ledger
from crosspost.model import Holding
from crosspost.outbox.files import read_outbox
from crosspost.text.mark import hash_wording

NAMES = ("practitioners", "researchers", "organisations")
TARGETS = {"kit": {"kind": "folder"}, "sky": {"kind": "bluesky", "user": "name.example.org"}}


@pytest.fixture
def mini(tmp_path):
    settings = {"PLUGINS": ["syndication"], "SYNDICATION_TARGETS": TARGETS, "CATEGORY_FEED_ATOM": None}
    site = MiniSite(tmp_path / "site", {}, {**settings, "STATIC_PATHS": ["images", "pictures"]})
    site.picture("content/images/map.png")
    return site


def warnings(caplog):
    return [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]


@pytest.mark.parametrize(
    ("key", "meant", "grave"),
    [
        ("syndicat", "Syndicate", True),
        ("syndicated", "Syndicate", True),
        ("formely", "Formerly", True),
        ("shrt", "Short", False),
        ("short_sky", "Short-Sky", False),
        ("image_alt", "Image-Alt", False),
        ("imge", "Image", False),
        ("covers", "Cover", False),
        ("stauts", "Status", True),
        ("dtae", "Date", True),
        ("dates", "Date", True),
        ("licens", "Licence", True),
        ("autors", "Authors", False),
        ("auther", "Author", False),
        ("tag", "Tags", False),
        ("sumary", "Summary", False),
    ],
)
def test_a_line_that_is_nearly_one_of_ours(mini, caplog, key, meant, grave):
    mini.write("content/one.md", f"Title: One\n{key.title()}: false\n\nText.\n")
    errors = mini.build(DEFAULT_DATE=(2024, 5, 1))
    said = f'content/one.md:2: no line "{key.title()}:" is known to syndication. Did you mean "{meant}:"?'
    assert errors == ([said] if grave else [])
    assert warnings(caplog) == ([] if grave else [said])


# What Pelican's documentation and the READMEs of our plugins know, and some of what themes and others read.
THEIRS = (
    "title date modified tags keywords category slug author authors summary lang translation status template "
    "save_as url "
    "bibliography id licence license formerly syndicate short short-sky image image-alt cover "
    "abstract canonical comments description draft excerpt featured_image header-cover language layout "
    "license_url order page-order part private pub_date record references series series_index series_part "
    "shortname short_title sort sortorder source subtitle syndication og_image updated"
)


@pytest.mark.parametrize("key", THEIRS.split())
def test_a_line_of_pelican_or_of_another_plugin_is_theirs(mini, caplog, key):
    """It stands alone, so that no line beside it says that another one is meant."""
    values = {"status": "hidden", "template": "article", "image": "images/map.png", "cover": "images/map.png"}
    value = "2024-05-01" if key in ("date", "modified") else values.get(key, "en")
    mini.write("content/one.md", f"{key.title()}: {value}\n\nText.\n")
    mini.build(DEFAULT_DATE=(2024, 5, 1), FILENAME_METADATA="(?P<title>.*)")
    assert not [record for record in caplog.records if "known to syndication" in record.getMessage()]


def test_who_wrote_the_line_that_is_meant_means_another_one(mini, caplog):
    mini.post("one.md", dates="1 and 2 May", author="A", coauthor="B", tags="c", tag="d")
    assert mini.build() == []
    assert warnings(caplog) == []


@pytest.mark.parametrize("value", ["()", "'x'"])
def test_what_another_plugin_puts_among_the_metadata_is_no_line(mini, caplog, value):
    """As `images` is, that the licence plugin puts there."""
    mini.write(
        "rooms.py",
        "from pelican import signals\n\n\ndef put(generator):\n    for article in generator.articles:\n"
        f"        article.metadata['images'] = {value}\n\n\n"
        "def register():\n    signals.article_generator_finalized.connect(put)\n",
    )
    mini.post("one.md")
    assert mini.build(PLUGINS=["rooms", "syndication"], PLUGIN_PATHS=[str(mini.root)]) == []
    assert warnings(caplog) == []


@pytest.mark.parametrize("line", ["image", "cover"])
@pytest.mark.parametrize("status", ["published", "draft"])
@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("images/mapp.png", ' Did you mean "images/map.png"?'),
        ("pictures/map.png", ' Did you mean "images/map.png"?'),
        ("images/quite-another.jpeg", ""),
    ],
)
def test_an_image_that_is_not_there(mini, line, status, name, hint):
    mini.post("one.md", status=status, **{line: name})
    assert mini.build() == [
        f'content/one.md:4: {line.title()}: the site has no file "{name}".{hint} Write its path from the '
        "post's folder or from the content folder, and keep it in a folder that STATIC_PATHS names."
    ]


def test_an_image_that_is_there_or_elsewhere(mini):
    for number, name in enumerate(
        ("images/map.png", "/images/map.png", "../images/map.png", "{static}/images/map.png")
    ):
        mini.post(f"words/{number}-post{number}.md", image=name)
    mini.post("words/far.md", cover="https://example.org/far.png")
    mini.post("words/near.md", cover="//example.org/far.png")
    mini.post("words/here.md", cover="data:image/png;base64,AAAA")
    assert mini.build() == []


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("one.md", "Title: One\nDate: 2024-05-01\n{}: {}\n\nText.\n"),
        ("one.md", "---\nTitle: One\nDate: 2024-05-01\n{}: {}\n---\n\nText.\n"),
        ("one.rst", "One\n===\n\n:date: 2024-05-01\n:{}: {}\n\nText.\n"),
        (
            "one.html",
            "<html><head><title>One</title>\n<meta name='date' content='2024-05-01'>\n"
            "<meta name='image-alt' content='x'><meta name='short-kit' content='x'>\n"
            "<meta name='{}' content='{}'>\n</head><body>Text.</body></html>\n",
        ),
    ],
)
@pytest.mark.parametrize(
    ("line", "value", "message"),
    [
        ("Syndicate", "kit, blig", 'no target "blig" in SYNDICATION_TARGETS. There are: kit, sky.'),
        ("Short-Blig", "x", 'no target "blig" in SYNDICATION_TARGETS. There are: kit, sky.'),
        ("Image", "no.png", 'the site has no file "no.png".'),
        ("Short", "{{ titel }}", "'titel' is undefined."),
    ],
)
def test_whatever_a_post_is_written_in_its_line_is_named(mini, name, head, line, value, message):
    text = head.format(line, value)
    mini.write(f"content/{name}", text)
    wanted = next(n for n, one in enumerate(text.splitlines(), 1) if value in one and line in one)
    (said,) = mini.build()
    assert said.startswith(f"content/{name}:{wanted}: {line}: {message}")


def test_a_line_that_the_settings_made_has_no_place(mini):
    mini.post("one.md")
    (said,) = mini.build(DEFAULT_METADATA={"syndicate": "blig"})
    assert said.startswith('content/one.md: Syndicate: no target "blig"')


@pytest.mark.parametrize(
    ("text", "line", "mended"),
    [
        ('["Given Family"]\nmastodon = @given@social.example\n', 2, 'mastodon = "@given@social.example"'),
        ('["Given Family"]\n\nbluesky = a.example # mine\n', 3, 'bluesky = "a.example"'),
        ('["Given Family"]\nmastodon = “@given@social.example”\n', 2, 'mastodon = "@given@social.example"'),
        ('["Given Family"]\nbluesky = "a.example\n', 2, 'bluesky = "a.example"'),
        ('[Given Family]\nbluesky = "a.example"\n', 1, '["Given Family"]'),
    ],
)
def test_people_without_quotation_marks(mini, text, line, mended):
    mini.post("one.md")
    mini.write("content/people.toml", text)
    assert mini.build() == [
        f"content/people.toml:{line}: names and values stand in quotation marks. Write {mended}"
    ]


@pytest.mark.parametrize("text", ["a = 1\n[", '["A B"]\nbluesky = "x"\nbluesky = "y"\n', "x = [a]\n"])
def test_people_that_are_wrong_otherwise(mini, text):
    mini.post("one.md")
    mini.write("content/people.toml", text)
    (said,) = mini.build()
    assert "not valid TOML" in said


def move(kit, formerly):
    """Move the second part to where its id is another, and say where it was."""
    source = kit.path / "content/media/2-researchers.html"
    text = source.read_text(encoding="utf-8")
    line = f'<meta name="formerly" content="{formerly}">\n' if formerly else ""
    source.with_name("2-scholars.html").write_text(text.replace("<meta", f"{line}<meta", 1), encoding="utf-8")
    source.unlink()
    kit.edit("content/media/1-practitioners.html", "2-researchers", "2-scholars")


@pytest.mark.parametrize(
    ("formerly", "hint"),
    [
        ("media/2-reserchers.html", '"media/reserchers" was ever sent. Did you mean "media/researchers"?'),
        ("x/y", '"x/y" was ever sent. Sent, and no longer here: media/researchers.'),
    ],
)
def test_a_moved_post_that_says_where_it_never_was_is_not_sent_again(kit, formerly, hint):
    kit.publish()
    move(kit, formerly)
    printed = " ".join(kit.run("-m", "pelican", "-s", "publishconf.py").split())
    assert f"content/media/2-scholars.html:4: Formerly: no post {hint} Write where" in printed
    # Pelican goes on after an error, and so may a careless author.
    kit.publish()
    assert {post for post, _ in kit.receipts()} == {f"media/{name}" for name in NAMES}


def test_a_former_name_that_leads_away_from_the_name_it_was_sent_under(kit):
    kit.publish()
    line = '<meta name="formerly" content="media/research">'
    kit.edit("content/media/2-researchers.html", "<head>", f"<head>{line}")
    printed = " ".join(kit.run("-m", "pelican", "-s", "publishconf.py").split())
    assert (
        'content/media/2-researchers.html:2: Formerly: no post "media/research" was ever sent. '
        'This file was, as "media/researchers", which is its name now: remove the line.'
    ) in printed


# A network alone has other words of each post, which do not tell.
WITH_NETWORK = {"kit": {"kind": "folder"}, "feed": {"kind": "feed"}, "sky": TARGETS["sky"]}


@pytest.mark.parametrize("title", ["researchers", "scholars"])
def test_a_file_that_was_renamed_and_says_nothing_is_held_back_everywhere(kit, title):
    kit.publish()
    kit.set_targets(**WITH_NETWORK)
    ledger = kit.path / "content/syndication.jsonl"
    ledger.write_text(ledger.read_text(encoding="utf-8").replace("republishing-kit", "kit"), encoding="utf-8")
    move(kit, "")
    kit.edit("content/media/2-scholars.html", "On researchers", f"On {title}")
    printed = kit.run("-m", "pelican", "-s", "publishconf.py")
    printed = " ".join(re.sub(r"\w+\.py:\d+", "", printed).split())
    assert (
        'content/media/2-scholars.html: this is "media/researchers", which was sent under that name. If the '
        "file was moved, write into it: Formerly: media/2-researchers.html (with the number that it had). "
        "If it is another post, say something in it that the other did not, or take back the copies of the "
        "other: `withdraw media/researchers`."
    ) in printed
    assert "scholars" not in str(sorted((kit.path / "outbox").rglob("*.json")))
    feed = (kit.path / "output/feeds/feed.atom.xml").read_text(encoding="utf-8")
    assert feed.count("</entry>") == 2
    # What it is told to write mends it.
    kit.edit(
        "content/media/2-scholars.html",
        "<head>",
        '<head><meta name="formerly" content="media/2-researchers.html">',
    )
    kit.build()
    kinds = {(action["post"], action["target"]): action["action"] for action in kit.plan()}
    assert kinds["media/researchers", "kit"] == "update"


@pytest.mark.parametrize("other", ["withdrawn", "here", "worded otherwise", "of an older ledger"])
def test_a_post_that_is_another_goes_out(kit, other):
    kit.publish()
    source = kit.path / "content/media/2-researchers.html"
    text = source.read_text(encoding="utf-8")
    if other == "here":
        source.with_name("2-scholars.html").write_text(text, encoding="utf-8")
    else:
        move(kit, "")
    if other == "withdrawn":
        kit.syndicate("withdraw", "media/researchers")
    elif other == "worded otherwise":
        kit.edit("content/media/2-scholars.html", "The harbour.", "Another harbour.")
    elif other == "of an older ledger":
        path = kit.path / "content/syndication.jsonl"
        lines = [{**line, "wording": ""} for line in kit.ledger()]
        path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    kit.build()
    kit.publish()
    assert ("media/scholars", "created") in kit.receipts()


def test_two_posts_with_the_same_words_are_told_by_their_names(mini):
    """Whoever wrote them: each is named after the nearest of those that are gone."""
    for name in ("old/1-first.md", "old/2-second.md"):
        mini.post(name, "The same words.")
    assert mini.build() == []
    ledger = read_ledger(mini.root / "content/syndication.jsonl")
    for post in read_outbox(mini.root / "outbox", "kit"):
        holding = Holding(post.id, "", False, post.hash, "")
        ledger.receive("kit", post.id, "created", post.hash, holding, wording=hash_wording(post))
    for name in ("first", "second"):
        (mini.root / f"content/old/{1 if name == 'first' else 2}-{name}.md").rename(
            mini.root / f"content/old/{name}-again.md"
        )
    told = sorted(message.partition(", which")[0] for message in mini.build())
    assert told == [
        'content/old/first-again.md: this is "old/first"',
        'content/old/second-again.md: this is "old/second"',
    ]
    assert read_outbox(mini.root / "outbox", "kit") == []


def test_a_moved_post_that_names_two_places_is_known_by_the_first(mini):
    """As Pelican has a value on several lines."""
    mini.write(
        "content/syndication.jsonl",
        '{"kind": "receipt", "time": "2024-05-01T09:00:00Z", "target": "kit", "post": "old/one", '
        '"state": "refused", "words": "no"}\n',
    )
    mini.post("new.md", formerly="old/1-one.md\n    older/one.md")
    assert mini.build() == []
    mini.post("new.md", formerly="older/one.md\n    old/1-one.md")
    (said,) = mini.build()
    assert said.startswith('content/new.md:3: Formerly: no post "older/one" was ever sent.')


def test_a_moved_post_that_says_where_it_was_keeps_its_copies(kit):
    kit.publish()
    move(kit, "media/2-researchers.html")
    kit.build()
    kit.publish()
    assert {post for post, _ in kit.receipts()} == {f"media/{name}" for name in NAMES}


@pytest.mark.parametrize("sent", [True, False])
def test_where_nothing_is_lost_a_former_name_is_taken_as_it_is(kit, sent):
    """Nobody gets anything twice: all that was sent is still here, or nothing was."""
    if sent:
        kit.publish()
        text = (kit.path / "content/media/2-researchers.html").read_text(encoding="utf-8")
        new = text.replace("<meta", '<meta name="formerly" content="media/never-sent">\n<meta', 1)
        (kit.path / "content/media/4-new.html").write_text(new, encoding="utf-8")
    else:
        move(kit, "media/reserchers")
    kit.build()


@pytest.mark.parametrize("line", ["status", "syndicate"])
def test_a_moved_post_that_stays_at_home_may_say_what_it_likes(kit, line):
    kit.publish()
    move(kit, "media/reserchers")
    value = {"status": "hidden", "syndicate": "false"}[line]
    kit.edit("content/media/2-scholars.html", "<head>", f'<head><meta name="{line}" content="{value}">')
    kit.build()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('X = {"thread": true}', "name 'true' is not defined. Did you mean \"True\"?"),
        ("FEED_DOMAIN = SITURL", "name 'SITURL' is not defined. Did you mean \"SITEURL\"?"),
        ("X = {", "'{' was never closed."),
        ("X = 1 / 0", "division by zero."),
        ("import beside", "name 'nul' is not defined."),
        ("import folder.within", "'{' was never closed."),
        ("import os; X = os.environ['NO_SUCH_NAME']", "KeyError: 'NO_SUCH_NAME'."),
        ("assert not SITEURL", "AssertionError."),
        ("eval('1 +')", "invalid syntax (<string>, line 1)."),
    ],
)
def test_a_mistake_in_the_settings_is_named_with_its_line(kit, line, said):
    (kit.path / "beside.py").write_text("\n\nX = nul\n")
    (kit.path / "folder").mkdir()
    (kit.path / "folder/within.py").write_text("\n\nX = {\n")
    settings = kit.path / "publishconf.py"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(f"import sys\nsys.path.insert(0, '.')\n{text}{line}\n", encoding="utf-8")
    imported = line.startswith("import ") and ";" not in line
    place = f"publishconf.py:{text.count(chr(10)) + 3}"
    if imported:
        place = f"{line.removeprefix('import ').replace('.', '/')}.py:3"
    assert f"error: {place}: {said}" in kit.syndicate("plan", code=1)


def test_settings_that_are_not_there(kit):
    assert "gone.py: cannot be read: " in kit.syndicate("plan", "--settings", "gone.py", code=1)


# corpus: 6 inputs
@pytest.mark.parametrize("name", ["outbox/waiting.json", "outbox/kit/*.json", "copies/.deployed.json"])
@pytest.mark.parametrize("what", ["nested", "pipe"])
def test_a_file_of_ours_that_is_none_any_more(kit, name, what):
    (kit.path / "copies").mkdir(exist_ok=True)
    (kit.path / "copies/.deployed.json").touch()
    file = next(kit.path.glob(name.replace("kit", "republishing-kit")))
    file.unlink()
    if what == "pipe":
        os.mkfifo(file)
    else:
        file.write_text("[" * 200_000)
    with (kit.path / "publishconf.py").open("a") as settings:
        settings.write("\nSYNDICATION_DEPLOY = {'kind': 'directory'}\nSYNDICATION_WAIT = 0\n")
    printed = kit.publish(code=1 if "outbox" in name else 0)
    shown = file.relative_to(kit.path)
    said = "not a file of the outbox. Build the site again." if "outbox" in name else "this is no note of a"
    assert f"{shown}: {said}" in printed


@pytest.mark.parametrize(
    ("number", "advice"),
    [
        (errno.ENOSPC, "Make room there, then do the same again."),
        (errno.EDQUOT, "Make room there, then do the same again."),
        (errno.EACCES, "Ask for the right to write there."),
        (errno.EROFS, "Ask for the right to write there."),
        (errno.EISDIR, "Move away what is there."),
    ],
)
def test_a_disk_that_takes_no_more_is_told_with_what_to_do(number, advice):
    error = OSError(number, "Why not", "public/index.html")
    assert explain_file(error) == describe_stop(error) == f"public/index.html: Why not. {advice}"
