"""Cards of articles on a real Bluesky server: post, document and publication agree, whatever happens."""

import hashlib
import io
import re
from dataclasses import replace
from pathlib import Path

import PIL.Image
import pytest
from servers.proxy import fault_proxy
from syndication.cards import DOCUMENTS, POSTS, PUBLICATIONS, show

from crosspost.contract import Rooms, TargetSettings
from crosspost.errors import BlockedError, UnansweredError
from crosspost.model import Holding, Licence, Post, Short
from crosspost.publication import Publication
from crosspost.targets.bluesky.document import read_words
from crosspost.targets.bluesky.look import check_place
from crosspost.targets.bluesky.pins import content_id, read_addresses, same_address
from crosspost.targets.bluesky.target import open_target
from crosspost.text.links import link_siblings
from crosspost.text.mark import seal_post

HOME = "https://partwork.example"
COLOURS = {
    "background": "#fbfcfa",
    "foreground": "#1b2421",
    "accent": "#0e5a48",
    "accent-foreground": "#ffffff",
}
SITE = Publication(HOME, "Partwork", "Cited series", colours=COLOURS)
PUT = "com.atproto.repo.putRecord"
ROOT = Path(__file__).parents[2]


@pytest.fixture
def proxy(bluesky):
    """A proxy in front of the server, that can be told to fail."""
    with fault_proxy(bluesky.port) as running:
        yield running


@pytest.fixture
def begin(bluesky, proxy, tmp_path):
    """Opens the author's account as a run does."""

    def start(article=True, **options):
        options = {"user": bluesky.handle, "url": proxy.url, "article": article, **options}
        settings = TargetSettings("bluesky", "bluesky", "Bluesky", options=options)
        return open_target(settings, Rooms(*[tmp_path] * 4), lambda: bluesky.secret)

    return start


def deliver(number=1, site=SITE, words="Kia ora koutou", **changes):
    """Return the delivery of an article, as the outbox has it for an account that keeps articles."""
    home = site.url if site else HOME
    url = f"{home}/media/part-{number}/"
    title = changes.pop("title", f"Part {number}")
    post = Post(
        f"media/part-{number}", f"part-{number}", title, f"<p>{words}</p>", words, "What it says.", url,
        f"2020-10-{number:02}T21:00:00+13:00", "", "en", ("Given Example",), "Essays", ("Media",),
        Licence("CC-BY-4.0", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        "", "", None, (), short=Short(f"{title}\n\n{url}"), publication=site,
    )  # fmt: skip
    return link_siblings(seal_post(replace(post, **changes)), "bluesky", {})


def draw(folder, size=(512, 512), name="icon.png"):
    """Put an icon into the site, and return the site with it."""
    image = io.BytesIO()
    PIL.Image.new("RGB", size, "teal").save(image, "PNG")
    (folder / name).write_bytes(image.getvalue())
    return replace(SITE, icon=name, icon_hash=hashlib.sha256(image.getvalue()).hexdigest())


def records(bluesky):
    """Return all records by their addresses, with their hashes."""
    return {
        record["uri"]: record["cid"]
        for collection in (POSTS, DOCUMENTS, PUBLICATIONS)
        for record in bluesky.records(collection)
    }


def only(bluesky, collection):
    """Return the only record of a collection."""
    (record,) = bluesky.records(collection)
    return record


def writes(proxy):
    """Return what was written, or removed, in order."""
    return [path.rpartition(".")[2] for _, path in proxy.writes()]


def test_a_card_is_that_of_an_article_of_the_site(begin, bluesky, proxy, tmp_path):
    site = draw(tmp_path)
    holding = begin().create(deliver(site=site, words="word " * 401))
    (card,) = show(bluesky)
    post, document, publication = (only(bluesky, kind) for kind in (POSTS, DOCUMENTS, PUBLICATIONS))
    assert (card.document, card.publication) == (document["value"], publication["value"])
    value = publication["value"]
    assert (value["url"], value["name"], value["description"]) == (HOME, "Partwork", "Cited series")
    assert PIL.Image.open(io.BytesIO(bluesky.blob(value["icon"]))).size == (512, 512)
    colour = {"$type": "site.standard.theme.color#rgb", "r": 0x0E, "g": 0x5A, "b": 0x48}
    assert value["basicTheme"]["accent"] == colour
    assert set(value["basicTheme"]) == {"$type", "background", "foreground", "accent", "accentForeground"}
    assert (document["value"]["site"], document["value"]["path"]) == (publication["uri"], "/media/part-1/")
    assert post["value"]["embed"]["external"]["associatedRefs"] == [
        {"uri": document["uri"], "cid": document["cid"]},
        {"uri": publication["uri"], "cid": publication["cid"]},
    ]
    assert document["value"]["bskyPostRef"]["uri"] == post["uri"]
    assert card.minutes == 3
    assert holding.stored == f"{post['cid']} {document['cid']} {publication['uri']}"
    assert read_addresses(holding) == (document["uri"], publication["uri"])
    # Nothing is ever there without what it refers to.
    assert writes(proxy) == ["createSession", "uploadBlob", "putRecord", "putRecord", "putRecord"]


def test_no_write_is_repeated(begin, bluesky, proxy, tmp_path):
    site = draw(tmp_path)
    held = [begin().create(deliver(number, site)) for number in (1, 2)]
    before = records(bluesky)
    proxy.clear()
    account = begin()
    for number, holding in enumerate(held, 1):
        found = account.find(deliver(number, site))
        assert (found.version, found.stored) == (deliver(number, site).version, holding.stored)
        assert account.update(deliver(number, site), holding, overwrite=False).stored == holding.stored
    assert writes(proxy) == ["createSession"]
    assert records(bluesky) == before
    assert len(before) == 5


def test_an_edit_of_the_article_is_pinned_anew(begin, bluesky, proxy):
    account = begin()
    holding = account.create(deliver())
    before = records(bluesky)
    proxy.clear()
    updated = account.update(deliver(words="Other words"), holding, overwrite=False)
    assert writes(proxy) == ["putRecord", "putRecord"]
    (card,) = show(bluesky)
    assert card.document["textContent"] == "Other words"
    assert records(bluesky).keys() == before.keys()
    assert card.post["value"]["createdAt"] == "2020-10-01T08:00:00.000Z"
    # What a post says is what it said: nobody is told to withdraw it.
    assert updated.notes == ()
    renamed = account.update(deliver(words="Other words", title="Another title"), updated, overwrite=False)
    assert "goes on showing the first text" in renamed.notes[0]
    assert show(bluesky)[0].document["title"] == "Another title"


def test_a_change_of_the_site_is_pinned_anew(begin, bluesky, proxy, tmp_path):
    account = begin()
    held = [account.create(deliver(number)) for number in (1, 2)]
    proxy.clear()
    account, site = begin(), replace(draw(tmp_path), name="Another name")
    for number, holding in enumerate(held, 1):
        account.update(deliver(number, site), holding, overwrite=False)
    assert writes(proxy) == ["createSession", "uploadBlob", "putRecord", "putRecord", "putRecord"]
    assert [card.publication["name"] for card in show(bluesky)] == ["Another name"] * 2
    assert len(records(bluesky)) == 5


def test_a_first_copy_of_the_old_form_gets_the_new(begin, bluesky):
    old = begin().create(deliver(site=None))
    (card,) = show(bluesky)
    assert (card.document["site"], card.publication) == (HOME, None)
    value = only(bluesky, POSTS)["value"]
    external = {name: part for name, part in value["embed"]["external"].items() if name != "associatedRefs"}
    bluesky.put({**value, "embed": {**value["embed"], "external": external}}, old.id[-13:])
    assert show(bluesky)[0].document is None
    account = begin()
    assert account.find(deliver()).version == "unfinished"
    account.update(deliver(), replace(old, stored=""), overwrite=True)
    assert show(bluesky)[0].publication["name"] == "Partwork"
    assert len(records(bluesky)) == 3


STEPS = ["publication", "document", "post"]


@pytest.mark.parametrize("sent", [False, True], ids=["not sent", "sent"])
@pytest.mark.parametrize("step", range(3), ids=STEPS)
def test_what_breaks_between_two_writes_is_put_right(begin, bluesky, step, sent, monkeypatch):
    """First copy and edit, broken at each write for good: the next run ends it, and nothing is double."""
    for delivery in (deliver(), deliver(site=replace(SITE, name="Other"), words="Other", title="Other")):
        account = begin()
        found = account.find(delivery)
        put, calls = account.api.put, []

        def break_off(*arguments, put=put, calls=calls):
            calls.append(arguments)
            written = put(*arguments) if sent or len(calls) <= step else None
            if len(calls) > step:
                raise UnansweredError("killed")
            return written

        monkeypatch.setattr(account.api, "put", break_off)
        with pytest.raises(UnansweredError):
            account.update(delivery, found, False) if found else account.create(delivery)
        account = begin()
        found = account.find(delivery)
        if found and found.version != delivery.version:
            account.update(delivery, found, overwrite=False)
        elif not found:
            account.create(delivery)
        (card,) = show(bluesky)
        assert card.publication["name"] == delivery.post.publication.name
        assert card.document["title"] == delivery.post.title
        assert len(records(bluesky)) == 3
        assert begin().find(delivery).version == delivery.version


@pytest.mark.parametrize("number", range(1, 4))
def test_a_server_that_fails_in_the_middle(begin, bluesky, proxy, number):
    proxy.fail("status", path=PUT, status=502, skip=number - 1)
    with pytest.raises(UnansweredError, match="asked first"):
        begin().create(deliver())
    account = begin()
    found = account.find(deliver())
    assert found is None
    account.create(deliver())
    assert show(bluesky)[0].publication
    assert len(records(bluesky)) == 3


def test_withdrawing_leaves_nothing(begin, bluesky):
    account = begin()
    first, second = (account.create(deliver(number)) for number in (1, 2))
    assert begin().withdraw(first, overwrite=False).notes == ()
    assert [len(bluesky.records(kind)) for kind in (POSTS, DOCUMENTS, PUBLICATIONS)] == [1, 1, 1]
    account = begin()
    gone = account.withdraw(second, overwrite=False)
    assert records(bluesky) == {}
    assert read_addresses(gone) is None
    # The record of the site has its name again, so that who follows it does.
    account.restore(deliver(2), gone)
    assert read_addresses(second)[1] == only(bluesky, PUBLICATIONS)["uri"]
    assert show(bluesky)[0].publication


def test_a_withdrawal_that_was_broken_off(begin, bluesky, proxy):
    holding = begin().create(deliver())
    for number in range(3):
        account = begin()
        delete, calls = account.api.delete, []

        def break_off(record, delete=delete, calls=calls):
            calls.append(record)
            if calls[1:]:
                raise UnansweredError("killed")
            delete(record)

        account.api.delete = break_off
        if number < 2:
            with pytest.raises(UnansweredError):
                account.withdraw(holding, overwrite=False)
        else:
            account.withdraw(holding, overwrite=False)
    assert records(bluesky) == {}


def test_a_target_that_no_longer_keeps_articles_removes_them(begin, bluesky):
    holding = begin().create(deliver())
    updated = begin(article=False).update(deliver(), holding, overwrite=False)
    assert list(records(bluesky)) == [updated.id]
    assert "associatedRefs" not in only(bluesky, POSTS)["value"]["embed"]["external"]


def test_a_site_that_moves_keeps_its_record(begin, bluesky):
    account = begin()
    held = [account.create(deliver(number)) for number in (1, 2)]
    before = records(bluesky)
    account, site = begin(), replace(SITE, url="https://other.example/blog", name="Other")
    for number, holding in enumerate(held, 1):
        account.update(deliver(number, site), holding, overwrite=False)
    assert records(bluesky).keys() == before.keys()
    assert [card.publication["url"] for card in show(bluesky)] == ["https://other.example/blog"] * 2
    assert [card.document["path"] for card in show(bluesky)] == ["/media/part-1/", "/media/part-2/"]


def test_a_site_that_moves_after_its_ledger_was_lost(begin, bluesky):
    for number in (1, 2):
        begin().create(deliver(number))
    before = records(bluesky)
    account, site = begin(), replace(SITE, url="https://other.example")
    for number in (1, 2):
        found = account.find(deliver(number, site))
        assert not found.edited
        account.update(deliver(number, site), found, overwrite=False)
    account.create(deliver(3, site))
    account.close([])
    assert before.keys() < records(bluesky).keys()
    assert len(bluesky.records(PUBLICATIONS)) == 1
    assert [card.publication["url"] for card in show(bluesky)] == ["https://other.example"] * 3


def test_a_new_post_may_come_before_those_that_moved(begin, bluesky):
    holding = begin().create(deliver(2))
    account, site = begin(), replace(SITE, url="https://other.example")
    account.create(deliver(1, site))
    account.update(deliver(2, site), holding, overwrite=False)
    account.close([])
    assert len(bluesky.records(PUBLICATIONS)) == 1
    assert [card.publication["url"] for card in show(bluesky)] == ["https://other.example"] * 2


def test_two_sites_may_share_an_account(begin, bluesky):
    other = replace(SITE, url="https://other.example")
    first, second = begin().create(deliver(1)), begin().create(deliver(2, other))
    assert {card.publication["url"] for card in show(bluesky)} == {HOME, other.url}
    # One moves to where the other was, which has moved away.
    begin().update(deliver(1, replace(SITE, url="https://third.example")), first, overwrite=False)
    begin().create(deliver(3))
    assert len(bluesky.records(PUBLICATIONS)) == 3
    assert all(card.publication for card in show(bluesky))
    begin().withdraw(second, overwrite=False)
    assert len(bluesky.records(PUBLICATIONS)) == 2


def test_a_record_that_another_program_made_is_used_as_it_is(begin, bluesky):
    theirs = {"$type": PUBLICATIONS, "url": "https://Partwork.example/", "name": "By another program"}
    made = bluesky.put(theirs, "3kabcdefghijk", PUBLICATIONS)
    holding = begin().create(deliver())
    assert show(bluesky)[0].publication == theirs
    assert only(bluesky, PUBLICATIONS)["cid"] == made["cid"]
    begin().withdraw(holding, overwrite=True)
    assert list(records(bluesky)) == [made["uri"]]


def test_what_the_author_changed_of_the_record_stays(begin, bluesky):
    holding = begin().create(deliver())
    record = only(bluesky, PUBLICATIONS)
    bluesky.put({**record["value"], "name": "By hand"}, record["uri"][-13:], PUBLICATIONS)
    assert show(bluesky)[0].document is None
    # What was left is no longer what is there, so that it can be put right.
    now, _ = begin().read(holding)
    assert now.stored == f"{holding.stored} plain"
    updated = begin().update(deliver(), holding, overwrite=True)
    assert show(bluesky)[0].publication["name"] == "By hand"
    site = replace(SITE, url="https://other.example")
    updated = begin().update(deliver(1, site), updated, overwrite=False)
    publication = show(bluesky)[0].publication
    assert (publication["name"], publication["url"]) == ("By hand", site.url)
    gone = begin().withdraw(updated, overwrite=False)
    assert "stays, because it was changed there" in gone.notes[0]
    assert list(records(bluesky)) == [record["uri"]]


def test_two_at_once_make_one_record(begin, bluesky):
    accounts = [begin(), begin()]
    assert [list(account.writer.publications.records) for account in accounts] == [[], []]
    for number, account in enumerate(accounts, 1):
        account.create(deliver(number))
    assert len(bluesky.records(PUBLICATIONS)) == 1
    assert all(card.publication for card in show(bluesky))
    accounts = [begin(), begin()]
    assert [len(account.writer.publications.records) for account in accounts] == [1, 1]
    accounts[0].create(deliver(3, replace(SITE, name="First")))
    with pytest.raises(BlockedError, match="just now"):
        accounts[1].create(deliver(4, replace(SITE, name="Second")))


def test_an_icon_that_is_not_what_it_was(begin, bluesky, tmp_path):
    site = draw(tmp_path)
    (tmp_path / "icon.png").write_bytes(b"other")
    holding = begin().create(deliver(site=site))
    assert "shown without its icon" in holding.notes[0]
    assert show(bluesky)[0].publication["name"] == "Partwork"
    draw(tmp_path)
    begin().update(deliver(site=site), holding, overwrite=False)
    assert "icon" in show(bluesky)[0].publication


def test_the_server_knows_a_record_by_the_hash_that_we_count(begin, bluesky, tmp_path):
    kind = "test.example.record"
    for value in (
        {"$type": kind, "text": "Māori 👩\u200d🔬", "list": [1, -1, 23, 24, 255, 256, 2**40, -300]},
        {"$type": kind, "b": True, "aa": None, "a": False, "long": "x" * 70_000, "": {}, "é": []},
        {"$type": kind, "many": {f"key{number}": number for number in range(300)}, "of": "x" * 300},
    ):
        assert bluesky.put(value, "3kabcdefghijk", kind)["cid"] == content_id(value)
    begin().create(deliver(site=draw(tmp_path)))
    for collection in (POSTS, DOCUMENTS, PUBLICATIONS):
        record = only(bluesky, collection)
        assert record["cid"] == content_id(record["value"])


def test_a_document_refers_to_what_its_post_says(begin, bluesky, tmp_path):
    holding = begin().create(deliver())
    words = only(bluesky, DOCUMENTS)["value"]["bskyPostRef"]
    begin().update(deliver(words="Other"), holding, overwrite=False)
    assert only(bluesky, DOCUMENTS)["value"]["bskyPostRef"] == words
    plain = only(bluesky, POSTS)["value"]
    del plain["embed"]["external"]["associatedRefs"], plain["partwork"]
    assert words["cid"] == content_id(plain)


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ('<p class="partwork-notice">By</p><p>Kia <a href="https://a.example/">ora</a></p>', "Kia ora"),
        ("<ul><li>One<ul><li>Two</li></ul></li></ul><ol><li>Three</li></ol>", "One\nTwo\n\nThree"),
        (
            "<blockquote><p>Quoted</p></blockquote><table><tr><td>a</td><td>b</td></tr></table>",
            "Quoted\n\na b",
        ),
        ('<p>Text</p><section class="references"><h2>References</h2><p>Doe</p></section>', "Text"),
        ('<p>Text</p><p class="attribution">Licensed</p>', "Text"),
    ],
)
def test_what_counts_as_words(html, words):
    post = deliver(html=html).post
    assert read_words(post) == words
    licensed = replace(post, attribution_text="Text is licensed under CC BY 4.0.")
    assert read_words(licensed) == f"{words}\n\nText is licensed under CC BY 4.0."


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (f"{HOME}/a", True),
        ("https://PARTWORK.example/a/", True),
        (f"{HOME}/a/?ref=x#part", True),
        (f"{HOME}/A/", False),
        (f"{HOME}/a//", False),
        ("http://partwork.example/a/", False),
        (f"{HOME}:8000/a/", False),
        ("at://partwork.example/a/", False),
        ("https://[/a/", False),
    ],
)
def test_addresses_are_compared_as_bluesky_does(other, same):
    assert same_address(f"{HOME}/a/", other) is same


def say(account, *held):
    """Return what `doctor` says of cards: what is not well, and all of it."""
    found = list(account.look([(delivery.post, holding) for delivery, holding in held]))
    return [one.text for one in found if not one.good], " ".join(one.text for one in found)


def test_doctor_says_what_keeps_a_card_plain(begin, bluesky, tmp_path):
    account = begin(icon="icon.png")
    bad, told = say(account, (deliver(), None))
    assert bad == []
    assert "icon.png" in told
    assert "when the first article is published" in told
    holding = account.create(deliver())
    bad, told = say(begin(), (deliver(), holding))
    assert "all cards as those of articles" in told
    assert len(bad) == 0 or all("/.well-known/" in text for text in bad)
    record = only(bluesky, PUBLICATIONS)
    draw(tmp_path, (64, 64))
    assert (
        "has 64 × 64 pixels. Save it as a square PNG" in say(begin(icon="icon.png"), (deliver(), None))[0][0]
    )
    draw(tmp_path, (512, 300))
    assert "Cut it to a square" in say(begin(icon="icon.png"), (deliver(), None))[0][0]
    draw(tmp_path)
    assert "large enough" in say(begin(icon="icon.png"), (deliver(), None))[1]
    moved = deliver(site=replace(SITE, url="https://other.example"))
    bad, _ = say(begin(), (moved, holding))
    assert f"says {HOME}, and SITEURL is https://other.example. Build and publish" in bad[0]
    assert "media/part-1: its card leads to" in bad[1]
    bluesky.put({**record["value"], "name": "By hand"}, record["uri"][-13:], PUBLICATIONS)
    bad, told = say(begin(), (deliver(), holding))
    assert "as they were before a change. Publish with --overwrite" in bad[0]
    assert "changed by others" in told
    bluesky.delete(record["uri"])
    bad, _ = say(begin(), (deliver(), holding))
    assert "is gone. Publish with --overwrite: it is made anew" in bad[0]
    assert "names a record of the site that is not there" in bad[1]
    begin().update(deliver(), holding, overwrite=True)
    document = only(bluesky, DOCUMENTS)
    name = document["uri"][-13:]
    bluesky.put({**document["value"], "path": "/elsewhere/"}, name, DOCUMENTS)
    assert "its article is of https://partwork.example/elsewhere/" in say(begin(), (deliver(), holding))[0][0]
    bluesky.put({**document["value"], "site": HOME}, name, DOCUMENTS)
    assert "as before. Build and publish" in say(begin(), (deliver(), holding))[0][0]
    bluesky.delete(document["uri"])
    assert "its article is not there" in say(begin(), (deliver(), holding))[0][0]
    assert "Set SITENAME" in say(begin(), (deliver(site=None), holding))[0][0]
    bare = Holding(holding.id, holding.url, True, holding.version, holding.stored.split()[0])
    assert "no article there names a record of the site" in say(begin(), (deliver(), bare))[0][0]
    assert list(begin(article=False).look([(deliver().post, holding)])) == []
    assert list(begin().look([])) == []


def test_pages_say_which_record_is_theirs(site, bluesky, proxy, monkeypatch):
    monkeypatch.setenv("BLUESKY_SECRET", bluesky.secret)
    entry = {"kind": "bluesky", "url": proxy.url, "user": bluesky.handle, "article": True, "icon": "icon.png"}
    draw(site.path)

    def configure(*lines, **targets):
        site.set_targets(**targets)
        with (site.path / "publishconf.py").open("a") as file:
            file.write(
                "\n".join(
                    [
                        f"THEME = {str(ROOT / 'program/partwork/theme')!r}",
                        'SITESUBTITLE = "Cited series"',
                        *lines,
                    ]
                )
            )
        site.build()

    def find():
        place = site.path / "output/.well-known/site.standard.publication"
        page = (site.path / "output/media/practitioners/index.html").read_text(encoding="utf-8")
        found = re.search(r'<link rel="site.standard.document" href="([^"]*)">', page)
        return found and found[1], place.read_text() if place.exists() else None

    configure(bluesky=entry)
    assert find() == (None, None)
    site.publish()
    assert len(bluesky.records(DOCUMENTS)) == 3
    cards = show(bluesky)
    assert {card.publication["name"] for card in cards} == {"Partwork"}
    assert all("icon" in card.publication for card in cards)
    site.build()
    record = next(one for one in bluesky.records(DOCUMENTS) if "practitioners" in one["value"]["path"])
    publication = only(bluesky, PUBLICATIONS)["uri"]
    assert find() == (record["uri"], publication)
    proxy.clear()
    site.publish()
    assert proxy.requests == []
    assert (site.path / "public/.well-known/site.standard.publication").read_text() == publication
    assert "3 as we left them" in site.syndicate("verify")
    _, told = site.execute("-m", "crosspost", "doctor", "--only", "bluesky")
    assert "all cards as those of articles" in told
    # The target renamed and the site moved, in one commit.
    configure('SITEURL = "https://other.example"', blue={**entry, "label": "Blue"})
    monkeypatch.setenv("BLUE_SECRET", bluesky.secret)
    site.publish()
    assert only(bluesky, PUBLICATIONS)["uri"] == publication
    assert [card.publication["url"] for card in show(bluesky)] == ["https://other.example"] * 3
    site.build()
    assert find() == (record["uri"], publication)
    # A lost ledger.
    (site.path / "content/syndication.jsonl").unlink()
    site.build()
    assert find() == (None, None)
    before = records(bluesky)
    site.publish()
    assert records(bluesky) == before
    site.build()
    assert find() == (record["uri"], publication)
    for name in ("practitioners", "researchers", "organisations"):
        site.syndicate("withdraw", name)
    assert records(bluesky) == {}
    site.build()
    assert find() == (None, None)


def test_a_publish_that_is_killed_at_any_write(site, bluesky, proxy, monkeypatch):
    """Before and after the server hears of it, by turns; the site, and three times article and post."""
    monkeypatch.setenv("BLUESKY_SECRET", bluesky.secret)
    site.set_targets(bluesky={"kind": "bluesky", "url": proxy.url, "user": bluesky.handle, "article": True})
    site.build()
    for number in range(7):
        bluesky.reset()
        (site.path / "content/syndication.jsonl").unlink(missing_ok=True)
        proxy.fail("hang" if number % 2 else "hold", path=PUT, skip=number)
        process = site.begin("crosspost", "publish")
        assert proxy.reached.wait(60)
        process.kill()
        process.communicate(20)
        proxy.clear()
        assert all(card.publication for card in show(bluesky))
        site.publish()
        assert len(records(bluesky)) == 7
        cards = show(bluesky)
        assert [card.publication and card.publication["url"] for card in cards] == [HOME] * 3
    proxy.clear()
    site.publish()
    assert proxy.requests == []


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("at://did:plc:a/site.standard.publication/b", "says so, too"),
        ("at://did:plc:a/site.standard.publication/b\n", "says so, too"),
        ("at://did:plc:a/site.standard.publication/c", "says something else. Build the site, and publish"),
        (None, "answers 404. Build the site, and publish it again"),
    ],
)
def test_doctor_asks_the_site_itself(proxy, body, words):
    site = "at://did:plc:a/site.standard.publication/b"
    code = 404 if body is None else 200
    proxy.fail("status", path="/.well-known/site.standard.publication", status=code, body=body or "gone")
    finding = check_place(proxy.url, site)
    assert finding.good is ("too" in words)
    assert words in finding.text
    assert check_place("http://127.0.0.1:9", site).note
    proxy.fail("status", path="/.well-known/site.standard.publication/blog", status=404)
    below = check_place(f"{proxy.url}/blog", site)
    assert f"Put a file there, whose only line is {site}" in below.text
