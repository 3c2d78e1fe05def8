"""Posts on a real Bluesky server: each arrives once, with its card, and stays right."""

import base64
import hashlib
import io
import json
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import PIL.Image
import pytest
from servers.proxy import fault_proxy

from crosspost.contract import Rooms, TargetSettings
from crosspost.errors import BlockedError, RefusedError, SettingsError, UnansweredError, UnavailableError
from crosspost.model import Image, Licence, Place, Post, Short, Sibling
from crosspost.targets.bluesky.records import make_key
from crosspost.targets.bluesky.target import open_target
from crosspost.text.links import link_siblings
from crosspost.text.mark import seal_post
from partwork.sandbox.bluesky import PASSWORD, start_bluesky

DOCUMENTS = "site.standard.document"
NAMES = ["practitioners", "researchers", "organisations"]
HOME = "https://partwork.example"
FAMILY = "👨\u200d👩\u200d👧\u200d👦"


@pytest.fixture
def proxy(bluesky):
    """A proxy in front of the server, that can be told to fail."""
    with fault_proxy(bluesky.port) as running:
        yield running


@pytest.fixture
def open_account(bluesky, proxy, tmp_path):
    """Opens the author's account as a run does, through the proxy."""

    def start(secret="", **options):
        settings = TargetSettings(
            "bluesky", "bluesky", "Bluesky", options={"user": bluesky.handle, **options}
        )
        settings = replace(settings, options={"url": proxy.url, **settings.options})
        rooms = Rooms(tmp_path, tmp_path, tmp_path, tmp_path)
        return open_target(settings, rooms, lambda: secret or bluesky.secret)

    return start


@pytest.fixture
def account(open_account):
    """The author's account."""
    return open_account()


@pytest.fixture
def draw(tmp_path):
    """Puts an image into the site and returns it as a card."""

    def save(name, image, **options):
        path = tmp_path / name
        image.save(path, **options)
        data = path.read_bytes()
        return Image(name, f"{HOME}/{name}", hashlib.sha256(data).hexdigest(), alt="What it shows")

    return save


def write(number=1, text="", html="", title="", **changes):
    """Return a part of a series as the outbox has it."""
    url = f"{HOME}/media/part-{number}/"
    title = title or f"Māori & part {number}"
    siblings = tuple(Sibling(f"media/part-{other}", other, "", "") for other in range(1, number))
    short = Short(text or f"{title}\n\nWhat it says.\n\n{url}", "" if text else "What it says.")
    post = Post(
        f"media/part-{number}", f"part-{number}", title, html, short.text, "What it says.", url,
        "2020-10-31T21:00:00+13:00", "", "en_NZ", ("Given Example",), "Essays", ("te reo Māori",), None,
        "", "", Place("", "", number, 0, siblings), (), short=short,
    )  # fmt: skip
    return seal_post(replace(post, **changes))


def deliver(number=1, held=None, **changes):
    """Return the delivery of a part."""
    return link_siblings(write(number, **changes), "bluesky", held or {})


def only(bluesky, collection="app.bsky.feed.post"):
    """Return the content of the only record."""
    (record,) = bluesky.records(collection)
    return record["value"]


def rewrite(bluesky, uri, **changes):
    """Change a record as another program of the author's does."""
    _, _, _, collection, name = uri.split("/")
    (record,) = (record for record in bluesky.records(collection) if record["uri"] == uri)
    return bluesky.put({**record["value"], **changes}, name, collection)


def test_a_post_arrives_with_its_card(account, bluesky, draw):
    card = draw("photo.png", PIL.Image.new("RGB", (640, 320), "teal"))
    delivery = deliver(text=f"Kia ora @colleague.test! #Māori {HOME}/media/part-1/", card=card)
    assert account.find(delivery) is None
    holding = account.create(delivery)
    (record,) = bluesky.records()
    assert (holding.id, holding.stored) == (record["uri"], record["cid"])
    assert holding.url == f"https://bsky.app/profile/{bluesky.did}/post/{record['uri'].rpartition('/')[2]}"
    assert (holding.public, holding.version, holding.notes) == (True, delivery.version, ())
    value = record["value"]
    assert value["text"] == f"Kia ora @colleague.test! #Māori {HOME}/media/part-1/"
    assert value["langs"] == ["en-NZ"]
    assert value["createdAt"] == "2020-10-31T08:00:00.000Z"
    assert "reply" not in value
    features = [facet["features"][0] for facet in value["facets"]]
    assert [feature["$type"].partition("#")[2] for feature in features] == ["mention", "tag", "link"]
    assert features[0]["did"] == bluesky.colleague
    assert features[1]["tag"] == "Māori"
    data = value["text"].encode()
    index = value["facets"][2]["index"]
    assert data[index["byteStart"] : index["byteEnd"]].decode() == features[2]["uri"] == delivery.post.url
    external = value["embed"]["external"]
    assert external["uri"] == delivery.post.url
    assert external["title"] == "Māori & part 1"
    assert external["description"] == "What it says."
    assert external["thumb"]["mimeType"] == "image/png"
    assert bluesky.blob(external["thumb"]) == (account.rooms.output / "photo.png").read_bytes()
    found = account.find(delivery)
    assert (found.version, found.stored, found.edited) == (delivery.version, holding.stored, False)
    assert account.read(holding) == (found, f"Māori & part 1\n\n{value['text']}")


def test_names_are_always_the_same_and_valid():
    names = {
        make_key(f"{year}-01-01T00:00:{second:02}+00:00", marker)
        for year in (1969, 1970, 2020, 2100)
        for second in (0, 59)
        for marker in ("a", "b", "c")
    }
    # What was published before 1970 is taken to be of its first second.
    assert len(names) == 3 * 2 * 3
    for name in names:
        assert len(name) == 13
        assert name[0] in "234567abcdefghij"
    assert make_key("2020-01-01T00:00:00+00:00", "a") < make_key("2020-01-01T00:00:01+00:00", "b")
    assert make_key("2020-01-01T13:00:00+13:00", "a") == make_key("2020-01-01T00:00:00+00:00", "a")


@pytest.mark.parametrize("days", [0, 6])
def test_news_is_dated_when_it_is_sent(account, bluesky, days):
    now = datetime.now(UTC)
    account.create(deliver(published=(now - timedelta(days)).isoformat()))
    written = datetime.fromisoformat(only(bluesky)["createdAt"])
    assert abs(written - now) < timedelta(minutes=2)


def test_a_session_begins_once_in_a_run(account, proxy, bluesky):
    for number in (1, 2, 3):
        account.find(deliver(number))
        account.create(deliver(number))
    began = [path for _, path in proxy.requests if "createSession" in path]
    assert len(began) == 1
    assert len(bluesky.records()) == 3


def test_an_expired_session_is_renewed(account, proxy, bluesky):
    account.create(deliver(1))
    proxy.fail("status", path="putRecord", status=400, body='{"error": "ExpiredToken", "message": "expired"}')
    account.create(deliver(2))
    assert [path for _, path in proxy.requests if "refreshSession" in path]
    proxy.fail("status", path="putRecord", status=400, body='{"error": "ExpiredToken", "message": "expired"}')
    proxy.fail("status", path="refreshSession", status=400, body='{"error": "ExpiredToken", "message": "x"}')
    account.create(deliver(3))
    assert len(bluesky.records()) == 3
    assert len([path for _, path in proxy.requests if "createSession" in path]) == 2


@pytest.mark.parametrize("fault", ["drop_response", "truncate"])
@pytest.mark.parametrize("method", ["putRecord", "uploadBlob", "createSession"])
def test_a_lost_answer_leaves_one_post(account, proxy, bluesky, draw, fault, method):
    card = draw("photo.png", PIL.Image.new("RGB", (64, 32)))
    proxy.fail(fault, path=method)
    holding = account.create(deliver(card=card))
    assert bluesky.records()[0]["cid"] == holding.stored
    assert len(bluesky.records()) == 1


def test_two_at_once_make_one_post(open_account, bluesky):
    now = datetime.now(UTC).isoformat()
    delivery = deliver(published=now)
    accounts = [open_account(), open_account()]
    # As if both had looked before either wrote; the second's clock says something else.
    assert [account.find(delivery) for account in accounts] == [None, None]
    accounts[1].api.now += timedelta(seconds=90)
    held = []
    threads = [threading.Thread(target=lambda one=one: held.append(one.create(delivery))) for one in accounts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (record,) = bluesky.records()
    assert {holding.stored for holding in held} == {record["cid"]}


def test_an_edit_is_one_update_and_says_that_readers_do_not_see_it(account, proxy, bluesky):
    holding = account.create(deliver())
    edited = deliver(title="Another title")
    proxy.clear()
    updated = account.update(edited, holding, overwrite=False)
    assert [path for _, path in proxy.writes()] == ["/xrpc/com.atproto.repo.putRecord"]
    assert only(bluesky)["text"].startswith("Another title")
    assert only(bluesky)["createdAt"] == "2020-10-31T08:00:00.000Z"
    assert updated.id == holding.id
    assert updated.stored == bluesky.records()[0]["cid"] != holding.stored
    assert "goes on showing the first text" in updated.notes[0]


def test_an_update_that_changes_nothing_is_not_sent(account, proxy, bluesky, draw):
    card = draw("photo.png", PIL.Image.new("RGB", (64, 32)))
    holding = account.create(deliver(card=card))
    retagged = deliver(card=card, tags=("other",), category="Other")
    assert retagged.version != holding.version
    proxy.clear()
    updated = account.update(retagged, holding, overwrite=False)
    assert proxy.writes() == []
    assert (updated.version, updated.stored, updated.notes) == (retagged.version, holding.stored, ())


def test_what_somebody_changed_is_left_alone(account, bluesky):
    holding = account.create(deliver())
    rewrite(bluesky, holding.id, text="Their words")
    edited = deliver(title="Another title")
    found = account.find(edited)
    assert found.edited
    for known in (holding, replace(holding, stored="")):
        with pytest.raises(BlockedError, match="changed there since") as blocked:
            account.update(edited, known, overwrite=False)
        assert blocked.value.theirs == "Māori & part 1\n\nTheir words"
    with pytest.raises(BlockedError, match="changed there since"):
        account.withdraw(holding, overwrite=False)
    assert only(bluesky)["text"] == "Their words"
    account.update(edited, holding, overwrite=True)
    assert only(bluesky)["text"].startswith("Another title")


def test_a_lost_answer_to_an_update_is_not_taken_for_somebody_elses(account, bluesky):
    holding = account.create(deliver())
    account.update(deliver(title="Second"), holding, overwrite=False)
    account.update(deliver(title="Third"), holding, overwrite=False)
    assert only(bluesky)["text"].startswith("Third")


def test_somebody_may_write_between_our_look_and_our_update(account, bluesky):
    holding = account.create(deliver())
    record, document = account.read_known(holding)
    rewrite(bluesky, holding.id, text="Their words")
    with pytest.raises(BlockedError, match="just now") as blocked:
        account.write(deliver(title="Second"), record.name, record, document)
    assert "Their words" in blocked.value.theirs
    assert only(bluesky)["text"] == "Their words"


def test_a_post_that_is_gone(account, bluesky):
    holding = account.create(deliver())
    bluesky.delete(holding.id)
    edited = deliver(title="Another title")
    assert account.read(holding) is None
    with pytest.raises(BlockedError, match="no longer there"):
        account.update(edited, holding, overwrite=False)
    assert bluesky.records() == []
    assert account.update(edited, holding, overwrite=True).id == holding.id
    assert only(bluesky)["text"].startswith("Another title")


def test_withdraw_and_restore(account, bluesky):
    holding = account.create(deliver())
    gone = account.withdraw(holding, overwrite=False)
    assert bluesky.records() == []
    assert (gone.id, gone.public) == (holding.id, False)
    assert not account.withdraw(gone, overwrite=False).public
    assert account.read(gone) is None
    back = account.restore(deliver(title="Back again"), gone)
    assert (back.id, back.public) == (holding.id, True)
    assert only(bluesky)["text"].startswith("Back again")
    assert account.restore(deliver(title="Back again"), gone).stored == back.stored


def test_an_image_is_brought_there_again_after_its_post_was_withdrawn(account, bluesky, draw):
    delivery = deliver(card=draw("photo.png", PIL.Image.new("RGB", (64, 32))))
    holding = account.withdraw(account.create(delivery), overwrite=False)
    account.restore(delivery, holding)
    assert bluesky.blob(only(bluesky)["embed"]["external"]["thumb"])


def test_a_document_that_outlived_its_post(open_account, bluesky):
    account = open_account(article=True)
    bluesky.delete(account.create(write_article()).id)
    account.create(write_article(title="Another title"))
    assert only(bluesky, DOCUMENTS)["bskyPostRef"]["uri"] == bluesky.records()[0]["uri"]
    assert only(bluesky, DOCUMENTS)["title"] == "Another title"


def test_a_lost_answer_to_a_withdrawal(account, proxy, bluesky):
    holding = account.create(deliver())
    proxy.fail("drop_response", path="deleteRecord")
    account.withdraw(holding, overwrite=False)
    assert bluesky.records() == []


LINK = f"{HOME}/media/part-1/"
BY_HAND = {"$type": "app.bsky.feed.post", "createdAt": "2026-01-01T00:00:00Z"}


def facet(uri):
    feature = {"$type": "app.bsky.richtext.facet#link", "uri": uri}
    return [{"index": {"byteStart": 0, "byteEnd": 4}, "features": [feature]}]


def card(uri):
    return {"$type": "app.bsky.embed.external", "external": {"uri": uri, "title": "t", "description": ""}}


@pytest.mark.parametrize(
    "record",
    [
        {"text": f"Look: {LINK}."},
        {"text": "Look here", "facets": facet(LINK.rstrip("/"))},
        {"text": "Look", "embed": card(LINK)},
    ],
)
def test_a_post_made_by_hand_is_found(account, bluesky, record):
    made = bluesky.put({**BY_HAND, **record})
    bluesky.put({**BY_HAND, "text": "something else"})
    holding = account.find(deliver())
    assert (holding.id, holding.stored) == (made["uri"], made["cid"])
    assert (holding.version, holding.edited) == ("", False)


def test_what_is_not_about_the_post_is_not_taken_for_it(account, bluesky):
    other = {
        "uri": f"at://{bluesky.colleague}/app.bsky.feed.post/3kabcdefghijk",
        "cid": "bafyreidzwhemzcctywau2gow5ghtvrle7vxryt6avflbaxmii3m2ypkkda",
    }
    for record in (
        {"text": f"Look: {LINK}more/"},
        {"text": f"As I said in {LINK}", "reply": {"root": other, "parent": other}},
    ):
        bluesky.put({**BY_HAND, **record})
    # A post of ours about another part may link to this one.
    account.create(deliver(2, text=f"After {LINK} comes {HOME}/media/part-2/"))
    assert account.find(deliver()) is None


def test_a_post_is_found_far_back_and_after_its_date_was_corrected(account, bluesky):
    made = bluesky.put({**BY_HAND, "text": LINK}, "3kabcdefghijk")
    for number in range(120):
        bluesky.put(
            {**BY_HAND, "text": "x"},
            f"3kc{number:03}".translate({48: "x", 49: "y", 56: "w", 57: "z"}).ljust(13, "2"),
        )
    assert account.find(deliver()).id == made["uri"]
    holding = account.create(deliver(2))
    corrected = deliver(2, published="2021-01-01T00:00:00+00:00")
    found = account.find(corrected)
    assert found.id == holding.id
    assert not found.edited


def test_a_thread(open_account, bluesky):
    account = open_account(thread=True)
    held = {}
    for number in (1, 2, 3):
        held[f"media/part-{number}"] = account.create(deliver(number, held))
    first, second, third = (
        record for record in bluesky.records() if record["uri"] in {one.id for one in held.values()}
    )
    names = {record["uri"]: record for record in (first, second, third)}
    one, two, three = (names[held[f"media/part-{number}"].id] for number in (1, 2, 3))
    root = {"uri": one["uri"], "cid": one["cid"]}
    assert "reply" not in one["value"]
    assert two["value"]["reply"] == {"root": root, "parent": root}
    assert three["value"]["reply"] == {"root": root, "parent": {"uri": two["uri"], "cid": two["cid"]}}
    # An edit keeps the place, and a part after a deleted one answers the one before.
    updated = account.update(deliver(3, held, title="Other"), held["media/part-3"], overwrite=False)
    assert {record["uri"]: record for record in bluesky.records()}[updated.id]["value"]["reply"] == three[
        "value"
    ]["reply"]
    bluesky.delete(updated.id)
    held["media/part-4"] = account.create(deliver(4, held))
    fourth = {record["uri"]: record for record in bluesky.records()}[held["media/part-4"].id]
    assert fourth["value"]["reply"]["parent"]["uri"] == two["uri"]
    assert fourth["value"]["reply"]["root"] == root


HTML = '<div><p id="a">Kia ora <em>koutou</em></p></div>'
ARTICLE = {
    "html": HTML,
    "text": "",
    "licence": Licence("CC-BY-4.0", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "modified": "2021-01-01T00:00:00+00:00",
}


def write_article(**changes):
    """Return a delivery that holds the whole article, too."""
    post = replace(write(), **{**ARTICLE, "text": "Kia ora koutou", **changes})
    return link_siblings(seal_post(post), "bluesky", {})


def test_the_article_is_kept_as_a_document(open_account, bluesky, draw):
    account = open_account(article=True)
    card = draw("photo.png", PIL.Image.new("RGB", (64, 32)))
    holding = account.create(write_article(card=card))
    (post,) = bluesky.records()
    (document,) = bluesky.records(DOCUMENTS)
    assert holding.stored == f"{post['cid']} {document['cid']}"
    assert post["uri"].rpartition("/")[2] == document["uri"].rpartition("/")[2]
    value = document["value"]
    assert value["site"] + value["path"] == LINK
    assert value["title"] == "Māori & part 1"
    assert value["description"] == "What it says."
    assert value["publishedAt"] == "2020-10-31T21:00:00+13:00"
    assert value["updatedAt"] == "2021-01-01T00:00:00+00:00"
    assert value["tags"] == ["Essays", "te reo Māori"]
    assert value["textContent"] == "Kia ora koutou"
    assert value["content"] == {"$type": "org.wordpress.html", "html": HTML}
    assert value["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert value["bskyPostRef"]["uri"] == post["uri"]
    assert value["coverImage"] == post["value"]["embed"]["external"]["thumb"]
    # The server knows this lexicon, and refuses what is not in its form.
    with pytest.raises(AssertionError, match="Missing required key"):
        bluesky.put({"$type": DOCUMENTS}, "3kabcdefghijk", DOCUMENTS)


def test_an_edit_of_the_article_leaves_the_words_of_the_post_alone(open_account, proxy, bluesky):
    account = open_account(article=True)
    holding = account.create(write_article())
    proxy.clear()
    updated = account.update(write_article(html="<p>More</p>"), holding, overwrite=False)
    # The post pins its article.
    assert len(proxy.writes()) == 2
    assert only(bluesky, DOCUMENTS)["content"]["html"] == "<p>More</p>"
    assert updated.id == holding.id
    assert updated.notes == ()
    rewrite(bluesky, bluesky.records(DOCUMENTS)[0]["uri"], textContent="Their words")
    with pytest.raises(BlockedError) as blocked:
        account.update(write_article(html="<p>Most</p>"), updated, overwrite=False)
    assert "Their words" in blocked.value.theirs
    with pytest.raises(BlockedError):
        account.withdraw(updated, overwrite=False)
    account.withdraw(updated, overwrite=True)
    assert bluesky.records() == bluesky.records(DOCUMENTS) == []


def test_a_document_that_is_missing_is_made(open_account, bluesky):
    account = open_account(article=True)
    delivery = write_article()
    account.create(delivery)
    bluesky.delete(bluesky.records(DOCUMENTS)[0]["uri"])
    found = account.find(delivery)
    assert found.version not in ("", delivery.version)
    account.update(delivery, found, overwrite=False)
    assert only(bluesky, DOCUMENTS)["title"] == "Māori & part 1"
    assert account.find(delivery).version == delivery.version


def test_a_document_that_is_no_longer_wanted_goes(open_account, bluesky):
    holding = open_account(article=True).create(write_article())
    updated = open_account().update(deliver(), holding, overwrite=False)
    assert bluesky.records(DOCUMENTS) == []
    assert updated.stored == bluesky.records()[0]["cid"]


def test_a_document_that_is_too_large_is_plain_text(open_account, bluesky):
    account = open_account(article=True)
    holding = account.create(write_article(text="words " * 80_000, html="<p>words</p>" * 60_000))
    assert "content" not in only(bluesky, DOCUMENTS)
    assert len(only(bluesky, DOCUMENTS)["textContent"]) == 60_000 * len("words\n\n") - 2
    assert "too long" in holding.notes[0]


@pytest.mark.parametrize(
    "letter", ["a", "ā", "a\u0304", "👩\u200d🔬", "🇳🇿", "한", "क्ष", "👍🏿", "1\ufe0f\u20e3"]
)
def test_the_server_counts_as_we_do(account, bluesky, letter):
    link = f"{HOME}/media/part-1/"
    room = 300 - len(f" {link}")
    account.create(deliver(text=letter * room + f" {link}"))
    assert only(bluesky)["text"] == letter * room + f" {link}"
    with pytest.raises(RefusedError, match=r"301 characters of 300"):
        account.create(deliver(text=letter * (room + 1) + f" {link}"))
    with pytest.raises(AssertionError, match="301"):
        bluesky.put({**BY_HAND, "text": letter * (room + 1) + f" {link}"})


def test_the_server_counts_bytes_too(account, bluesky):
    link = f"{HOME}/media/part-1/"
    words = FAMILY * 119
    assert len(f"{words} {link}".encode()) == 2975 + 39
    with pytest.raises(RefusedError, match=r"158 characters .* 3014 bytes"):
        account.create(deliver(text=f"{words} {link}"))
    with pytest.raises(AssertionError, match="3014"):
        bluesky.put({**BY_HAND, "text": f"{words} {link}"})


def test_a_failing_server_is_asked_before_it_is_told_again(account, proxy, bluesky):
    proxy.fail("status", path="putRecord", status=500)
    with pytest.raises(UnansweredError, match="Publish again"):
        account.create(deliver())
    assert account.find(deliver()) is None


@pytest.mark.parametrize("word", ["word", FAMILY, "Whanaungatanga"])
def test_only_the_summary_is_cut(account, bluesky, word):
    summary = " ".join([word] * 200)
    text = f"A title\n\n{summary}\n\n{LINK}\n\n#Media"
    account.create(deliver(short=Short(text, summary)))
    sent = only(bluesky)["text"]
    assert sent.startswith(f"A title\n\n{word} ")
    assert sent.endswith(f"{word}…\n\n{LINK}\n\n#Media")
    assert only(bluesky)["facets"][0]["features"][0]["uri"] == LINK


def test_odd_texts_arrive(account, bluesky):
    title = "T" * 2000
    words = f"@not.a.handle & @nobody.test <b> \u202bעברית\u202c \x07 {LINK}"
    holding = account.create(deliver(text=words, title=title, summary="", language="te reo Māori"))
    value = only(bluesky)
    assert value["text"] == words
    assert [facet["features"][0]["uri"] for facet in value["facets"]] == [LINK]
    assert value["embed"]["external"]["description"] == ""
    assert value["embed"]["external"]["title"].endswith("…")
    assert "thumb" not in value["embed"]["external"]
    assert "langs" not in value
    assert [note.split(",")[0] for note in holding.notes] == [
        "nobody on Bluesky is called not.a.handle",
        "nobody on Bluesky is called nobody.test",
    ]


def test_people_are_mentioned_by_their_account(account, bluesky):
    short = Short(f"By @colleague.test {LINK}", mentions={"@colleague.test": "colleague.test"})
    account.create(deliver(short=short))
    assert only(bluesky)["facets"][0]["features"][0]["did"] == bluesky.colleague


def noise(width, height, mode="RGB"):
    """Return an image that cannot be compressed."""
    size = width * height * len(mode)
    return PIL.Image.frombytes(mode, (width, height), hashlib.shake_128(b"noise").digest(size))


MOVED = PIL.Image.new("RGB", (200, 100), "teal")


@pytest.mark.parametrize(
    ("name", "image", "options", "size"),
    [
        ("large.jpg", noise(3000, 1500), {"quality": 95}, (1200, 600)),
        ("large.png", noise(1600, 1200), {}, (1200, 900)),
        ("tall.png", PIL.Image.new("RGB", (300, 3000), "teal"), {}, (120, 1200)),
        ("print.jpg", PIL.Image.new("CMYK", (800, 400), (0, 255, 255, 0)), {}, (800, 400)),
        ("photo.avif", noise(400, 200), {}, (400, 200)),
        ("moving.gif", noise(200, 100), {"save_all": True, "append_images": [MOVED]}, (200, 100)),
        ("clear.webp", PIL.Image.new("RGBA", (2400, 1260), (255, 0, 0, 0)), {"lossless": True}, (1200, 630)),
        ("deep.png", PIL.Image.new("I;16", (300, 200), 65535), {}, (300, 200)),
    ],
)  # fmt: skip
def test_images_of_cards_are_made_to_fit(account, bluesky, draw, name, image, options, size):
    holding = account.create(deliver(card=draw(name, image, **options)))
    assert holding.notes == ()
    thumb = only(bluesky)["embed"]["external"]["thumb"]
    data = bluesky.blob(thumb)
    assert len(data) == thumb["size"] <= 1_000_000
    shown = PIL.Image.open(io.BytesIO(data))
    assert shown.size == size
    assert PIL.Image.MIME[shown.format] == thumb["mimeType"]
    assert shown.mode in {"RGB", "RGBA", "L", "1", "I;16"}
    colour = shown.convert("RGB").getpixel((5, 5))
    if name in {"clear.webp", "deep.png"}:
        assert colour == (255, 255, 255)
    if name == "print.jpg":
        assert colour[0] > 200 > 100 > colour[1]


def test_an_image_is_upright(account, bluesky, draw):
    image = PIL.Image.new("RGB", (400, 200), "teal")
    image.getexif()[0x0112] = 6
    account.create(deliver(card=draw("photo.jpg", image, exif=image.getexif())))
    data = bluesky.blob(only(bluesky)["embed"]["external"]["thumb"])
    assert PIL.Image.open(io.BytesIO(data)).size == (200, 400)


def test_a_card_without_its_image(account, bluesky, draw, tmp_path):
    image = draw("photo.png", PIL.Image.new("RGB", (64, 32)))
    (tmp_path / "text.png").write_text("no image")
    text = hashlib.sha256(b"no image").hexdigest()
    for number, (card, reason) in enumerate(
        [
            (replace(image, reuse=False), "no copies"),
            (replace(image, sha256="0" * 64), "Build again"),
            (replace(image, path="gone.png"), "Build again"),
            (replace(image, path="text.png", sha256=text), "it is none that pages show"),
        ],
        1,
    ):
        holding = account.create(deliver(number, card=card))
        assert "was not taken, so the card has no image" in holding.notes[0]
        assert reason in holding.notes[0]
    assert len(bluesky.records()) == 4


def test_an_image_is_brought_there_once(account, proxy, bluesky, draw):
    image = draw("photo.png", PIL.Image.new("RGB", (64, 32)))
    held = account.create(deliver(1, card=image))
    account.create(deliver(2, card=image))
    assert len([path for _, path in proxy.requests if "uploadBlob" in path]) == 1
    proxy.clear()
    account.writer.cards.stored.clear()
    account.update(deliver(1, card=image, title="Other"), held, overwrite=False)
    assert not [path for _, path in proxy.requests if "uploadBlob" in path]
    assert "thumb" in bluesky.records()[0]["value"]["embed"]["external"]


def test_wrong_secrets_are_told_and_kept(open_account, bluesky, proxy):
    with pytest.raises(UnavailableError, match=r"does not accept the credentials of author\.test") as error:
        open_account("wrong-wrong-wrong").find(deliver())
    assert "wrong-wrong" not in str(error.value)
    account = open_account()
    token = account.api.web.headers["Authorization"].partition(" ")[2]
    body = json.dumps({"error": "Oops", "message": f"{bluesky.secret} and {token}"})
    proxy.fail("status", path="putRecord", status=400, body=body)
    with pytest.raises(RefusedError) as refused:
        account.create(deliver())
    assert str(refused.value).endswith("says (400): … and …")


def test_a_full_server_is_asked_later(account, proxy, bluesky):
    proxy.fail("status", path="putRecord", status=429, headers={"Retry-After": "1"}, body="{}")
    account.create(deliver())
    assert len(bluesky.records()) == 1
    proxy.fail("status", path="putRecord", status=429, headers={"Retry-After": "3600"}, body="{}")
    with pytest.raises(UnavailableError, match="asks to wait"):
        account.create(deliver(2))


def test_a_real_limit_is_kept(open_account):
    server = start_bluesky(limits=True)
    said = []
    try:
        for _ in range(31):
            with pytest.raises(UnavailableError) as error:
                open_account(url=server.url, user="nobody.test").find(deliver())
            said.append(str(error.value))
    finally:
        server.stop()
    assert "does not accept the credentials" in said[0]
    assert "asks to wait (429): Rate Limit Exceeded" in said[-1]


def test_other_servers_are_told_apart(open_account, bluesky, proxy):
    for body, words in (("<h1>Hi</h1>", "Bluesky server"), ("{}", "not as Bluesky does")):
        proxy.fail("status", path="createSession", status=200, body=body)
        with pytest.raises(UnavailableError, match=words):
            open_account().find(deliver())


def test_another_account_is_not_mistaken(account, open_account, bluesky):
    holding = account.create(deliver())
    other = open_account(PASSWORD, user="colleague.test")
    for act in (
        lambda: other.update(deliver(), holding, overwrite=True),
        lambda: other.withdraw(holding, overwrite=True),
    ):
        with pytest.raises(BlockedError, match="another account"):
            act()
    assert len(bluesky.records()) == 1


def test_doctor(open_account, bluesky, proxy):
    good = list(open_account().check())
    assert [finding.text for finding in good if not finding.good] == []
    said = " ".join(finding.text for finding in good)
    assert "author.test" in said
    assert "300 characters" in said
    assert "app password" in said
    assert proxy.writes() == [("POST", "/xrpc/com.atproto.server.createSession")]
    (finding,) = (finding for finding in open_account(PASSWORD).check() if not finding.good)
    assert "Make an app password" in finding.text
    (finding,) = open_account("wrong-wrong-wrong").check()
    assert not finding.good
    assert "credentials" in finding.text
    (finding,) = open_account(url="http://127.0.0.1:9").check()
    assert "cannot be reached" in finding.text
    assert bluesky.records() == []


def test_doctor_tells_what_readers_would_see(open_account, bluesky, proxy):
    claims = base64.urlsafe_b64encode(json.dumps({"scope": "com.atproto.appPass"}).encode()).decode()
    session = {
        "did": bluesky.did,
        "handle": "handle.invalid",
        "accessJwt": f"a.{claims}.b",
        "refreshJwt": "c",
        "active": False,
        "status": "deactivated",
    }
    date = {"Date": "Sat, 01 Jan 2000 00:00:00 GMT"}
    proxy.fail("status", path="createSession", status=200, headers=date, body=json.dumps(session))
    bad = [finding.text for finding in open_account().check() if not finding.good]
    assert "deactivated" in bad[0]
    assert "handle.invalid does not lead to the account" in bad[1]
    assert "seconds fast" in bad[2]
    assert len(bad) == 3


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"user": ""}, "'user' must be a text"),
        ({"url": "http://bsky.social"}, "https://"),
        ({"thread": "yes"}, "True or False"),
        ({"password": "p"}, "BLUESKY_SECRET"),
        ({"visibility": "public"}, "no option 'visibility'"),
    ],
)
def test_settings_that_cannot_be_used(open_account, options, words):
    with pytest.raises(SettingsError, match=words):
        open_account(**options)


def test_a_series_is_published_as_a_thread_with_its_articles(site, bluesky, proxy, monkeypatch):
    monkeypatch.setenv("BLUESKY_SECRET", bluesky.secret)
    entry = {"kind": "bluesky", "url": proxy.url, "user": "author.test", "thread": True, "article": True}
    site.set_targets(bluesky=entry)
    (site.path / "content/people.toml").write_text('["Given Example"]\nbluesky = "colleague.test"\n')
    site.build()
    site.publish()
    posts = {record["value"]["text"].split("\n")[0]: record for record in bluesky.records()}
    first, second, third = (posts[f"On {name} & others"] for name in NAMES)
    assert [
        post["value"].get("reply", {}).get("parent", {}).get("uri") for post in (first, second, third)
    ] == [
        None,
        first["uri"],
        second["uri"],
    ]
    kinds = [facet["features"][0]["$type"].partition("#")[2] for facet in first["value"]["facets"]]
    assert kinds == ["mention", "link", "tag", "tag"]
    assert first["value"]["embed"]["external"]["thumb"]["size"] <= 1_000_000
    documents = {record["uri"].rpartition("/")[2]: record["value"] for record in bluesky.records(DOCUMENTS)}
    article = documents[first["uri"].rpartition("/")[2]]
    assert article["path"] == "/media/practitioners/"
    assert "First published" in article["content"]["html"]
    assert article["license"] == "https://creativecommons.org/licenses/by/4.0/"
    proxy.clear()
    site.publish()
    assert proxy.requests == []
    assert "3 as we left them" in site.syndicate("verify")
    assert "app password" in site.syndicate("doctor", "--only", "bluesky")
