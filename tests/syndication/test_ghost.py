"""Copies on a real Ghost: each arrives once, looks right and stays right, whatever happens on the way."""

import hashlib
import json
import re
import threading
import time
from dataclasses import replace
from html import unescape

import httpx2
import pytest
from bs4 import BeautifulSoup
from servers.proxy import fault_proxy

from crosspost.contract import Rooms, TargetSettings
from crosspost.errors import BlockedError, RefusedError, SettingsError, UnansweredError, UnavailableError
from crosspost.model import Image
from crosspost.outbox.files import read_outbox
from crosspost.targets.ghost.target import open_target
from crosspost.text.links import link_siblings
from crosspost.text.mark import seal_post

ODD = "Māori 👩🏽\u200d🔬 “q” 'q' & <b> ]]> ${x} {{y}} \\n e\u0301 \u202bעברית\u202c \U0001d518 _ end"

LINK = '<p><a href="https://partwork.example/media/practitioners/">Here</a></p>'


@pytest.fixture
def proxy(ghost):
    """A proxy in front of the Ghost, that can be told to fail."""
    with fault_proxy(ghost.port) as running:
        yield running


@pytest.fixture
def site(built):
    """The site's folder, built."""
    return built / "partner"


@pytest.fixture
def connect(ghost, proxy, site):
    """Returns the target as a new run has it, through the proxy."""

    def start(secret="", **options):
        settings = TargetSettings("partner-blog", "ghost", "Ghost", options={"url": proxy.url, **options})
        rooms = Rooms(site, site / "content", site / "output", site / "copies")
        return open_target(settings, rooms, lambda: secret or ghost.key)

    return start


@pytest.fixture
def target(connect):
    """The target."""
    return connect()


@pytest.fixture
def posts(site):
    """The three parts, as they are due."""
    return read_outbox(site / "outbox", "partner-blog")


@pytest.fixture
def deliver(posts):
    """Makes a delivery of the first part, with changes."""

    def make(**changes):
        return link_siblings(
            seal_post(replace(posts[0], **{"featured": True, **changes})), "partner-blog", {}
        )

    return make


def edited(delivery, old="Part 1:", new="Changed here:"):
    """Return the delivery of a post in which words were changed."""
    post = delivery.post
    assert old in post.html
    # Without the mark, which is put around it again.
    html = post.html.partition(">\n")[2].removesuffix("\n</div>").replace(old, new)
    changed = seal_post(replace(post, html=html, text=post.text.replace(old, unescape(new))))
    return link_siblings(changed, delivery.target, {})


def writes(proxy):
    """Return the requests that make or change a post."""
    return [method for method, path in proxy.writes() if "/posts/" in path]


def test_a_post_arrives_with_everything_that_ghost_has_a_place_for(ghost, target, deliver):
    delivery = deliver()
    assert target.find(delivery) is None
    made = target.create(delivery)
    (post,) = ghost.posts()
    assert made.version == delivery.version
    assert (made.id, made.url, made.public, made.notes) == (post["id"], post["url"], True, ())
    assert post["url"] == f"{ghost.url}/practitioners/"
    assert post["title"] == "On practitioners & others"
    assert post["custom_excerpt"] == "What part 1 says."
    assert post["canonical_url"] == "https://partwork.example/media/practitioners/"
    assert post["published_at"] == "2020-10-31T21:00:00.000Z"
    assert [tag["name"] for tag in post["tags"]] == ["media", "te reo Māori", "R&D"]
    assert post["primary_tag"]["name"] == "media"
    assert re.fullmatch(r".*/content/images/\d{4}/\d\d/partwork-[0-9a-f]{24}\.png", post["feature_image"])
    assert post["feature_image_alt"] == delivery.post.card.alt
    (card,) = json.loads(post["lexical"])["root"]["children"]
    assert card["type"] == "html"


def test_a_second_look_finds_it_and_a_second_update_sends_nothing(connect, proxy, deliver):
    delivery = deliver()
    made = connect().create(delivery)
    found = connect().find(delivery)
    assert (found.id, found.version, found.stored, found.edited) == (
        made.id,
        made.version,
        made.stored,
        False,
    )
    proxy.clear()
    assert connect().update(delivery, made, overwrite=False) == replace(made, notes=())
    assert proxy.writes() == []


def test_an_edit_is_one_update(ghost, connect, proxy, deliver):
    delivery = deliver()
    made = connect().create(delivery)
    proxy.clear()
    changed = connect().update(edited(delivery), made, overwrite=False)
    assert writes(proxy) == ["PUT"]
    (post,) = ghost.posts()
    assert "Changed here:" in post["html"]
    assert changed.version == edited(delivery).version != made.version
    assert replace(connect().find(edited(delivery)), placed=changed.placed) == changed


@pytest.mark.parametrize(
    "edit",
    [
        {"title": "Theirs"},
        {"custom_excerpt": "Theirs"},
        {"canonical_url": "https://theirs.example/"},
        {"feature_image": None},
        {"lexical": ("Quoted words", "Theirs")},
    ],
    ids=lambda edit: next(iter(edit)),
)
def test_a_partners_edit_is_kept(ghost, connect, proxy, deliver, edit):
    delivery = deliver()
    made = connect().create(delivery)
    (post,) = ghost.posts()
    fields = {
        name: post[name].replace(*value) if isinstance(value, tuple) else value
        for name, value in edit.items()
    }
    ghost.change(made.id, **fields)
    (before,) = ghost.posts()
    proxy.clear()
    with pytest.raises(BlockedError, match="--overwrite") as caught:
        connect().update(edited(delivery), made, overwrite=False)
    assert "Quoted words" in caught.value.theirs or "Theirs" in caught.value.theirs
    with pytest.raises(BlockedError):
        connect().withdraw(made, overwrite=False)
    assert proxy.writes() == []
    assert ghost.posts() == [before]
    connect().update(edited(delivery), made, overwrite=True)
    (post,) = ghost.posts()
    assert "Theirs" not in f"{post['title']}{post['html']}{post['custom_excerpt']}"
    assert post["canonical_url"] == delivery.post.url
    assert post["feature_image"]


def test_an_edit_at_the_same_moment_is_kept(ghost, target, deliver):
    made = target.create(deliver())
    post = target.open_post(made)
    with pytest.raises(BlockedError, match="Someone else"):
        target.change({**post, "updated_at": "2020-01-01T00:00:00.000Z"}, {"title": "Ours"}, None, [])
    assert ghost.posts()[0]["title"] != "Ours"


def test_tags_and_place_that_the_partner_chose_stay(ghost, connect, deliver):
    made = connect().create(deliver())
    ghost.change(made.id, tags=[{"name": "Theirs"}, {"name": "te reo Māori"}], slug="theirs", featured=True)
    changed = connect().update(edited(deliver()), made, overwrite=False)
    (post,) = ghost.posts()
    assert [tag["name"] for tag in post["tags"]] == ["Theirs", "te reo Māori"]
    assert (post["slug"], post["featured"]) == ("theirs", True)
    assert changed.url == f"{ghost.url}/theirs/"


def test_withdrawn_and_restored(ghost, connect, proxy, deliver):
    delivery = deliver()
    made = connect().create(delivery)
    left = connect().withdraw(made, overwrite=False)
    assert not left.public
    assert [post["status"] for post in ghost.posts()] == ["draft"]
    assert httpx2.get(made.url).status_code == 404
    assert connect().read(left) is None
    proxy.clear()
    assert not connect().withdraw(left, overwrite=False).public
    assert proxy.writes() == []
    back = connect().restore(edited(delivery), left)
    (post,) = ghost.posts()
    assert (back.id, back.url, back.public) == (made.id, made.url, True)
    assert "Changed here:" in ghost.page(made.url)
    assert post["published_at"] == "2020-10-31T21:00:00.000Z"


def test_what_the_partner_changed_in_a_draft_is_not_restored_unless_asked(ghost, connect, deliver):
    left = connect().withdraw(connect().create(deliver()), overwrite=False)
    ghost.change(left.id, title="Theirs")
    with pytest.raises(BlockedError, match="was changed there") as blocked:
        connect().restore(deliver(), left)
    assert blocked.value.theirs.startswith("Theirs\n")
    assert [(post["title"], post["status"]) for post in ghost.posts()] == [("Theirs", "draft")]
    assert connect().restore(deliver(), left, overwrite=True).public
    assert ghost.posts()[0]["title"] == "On practitioners & others"


def test_a_copy_of_ours_that_replaced_the_withdrawn_one_is_not_overwritten(ghost, connect, deliver):
    gone = connect().withdraw(connect().create(deliver()), overwrite=False)
    ghost.request("DELETE", f"posts/{gone.id}/")
    other = connect().create(deliver())
    (post,) = ghost.posts()
    ghost.change(other.id, lexical=post["lexical"].replace("Quoted words", "Theirs"))
    for delivery in (deliver(), edited(deliver())):
        with pytest.raises(BlockedError, match="was changed there") as blocked:
            connect().restore(delivery, gone)
        assert "Theirs" in blocked.value.theirs
        (post,) = ghost.posts()
        assert (post["id"], "Theirs" in post["html"]) == (other.id, True)
    assert connect().restore(deliver(), gone, overwrite=True).id == other.id
    (post,) = ghost.posts()
    assert "Theirs" not in post["html"]


@pytest.mark.parametrize("code", [403, 500])
def test_a_look_that_fails_after_a_copy_was_made_does_not_say_that_there_is_none(
    ghost, connect, proxy, deliver, code
):
    target = connect()
    assert target.find(deliver()) is None
    proxy.fail("status", method="GET", path="/admin/posts/", status=code, body="No.")
    with pytest.raises(UnansweredError, match="was made, and then: "):
        target.create(deliver())
    (post,) = ghost.posts()
    assert target.find(deliver()).id == post["id"]


@pytest.mark.parametrize(
    "body",
    [
        "[]",
        "{}",
        '{"posts": {}}',
        '{"posts": [1]}',
        '{"posts": [{}], "meta": {"pagination": {"next": null}}}',
        '{"posts": [], "meta": {"pagination": {"next": 1}}}',
    ],
)
def test_an_answer_about_posts_that_is_none(connect, proxy, deliver, body):
    target = connect()
    made = target.create(deliver())
    proxy.fail("status", method="GET", path="/admin/posts/", status=200, body=body)
    with pytest.raises(RefusedError):
        connect().find(deliver())
    proxy.fail("status", method="GET", path=f"/admin/posts/{made.id}", status=200, body=body)
    with pytest.raises(RefusedError):
        target.update(edited(deliver()), made, overwrite=False)
    proxy.fail("status", method="PUT", status=200, body=body)
    with pytest.raises(UnansweredError):
        target.update(edited(deliver()), made, overwrite=False)


def test_what_the_partner_deleted(ghost, connect, deliver):
    made = connect().create(deliver())
    ghost.request("DELETE", f"posts/{made.id}/")
    assert connect().find(deliver()) is None
    assert connect().read(made) is None
    assert not connect().withdraw(made, overwrite=False).public
    with pytest.raises(BlockedError, match="no longer there"):
        connect().update(edited(deliver()), made, overwrite=False)
    assert ghost.posts() == []
    again = connect().update(edited(deliver()), made, overwrite=True)
    assert [post["id"] for post in ghost.posts()] == [again.id]
    ghost.request("DELETE", f"posts/{again.id}/")
    assert connect().restore(deliver(), again).public
    assert len(ghost.posts()) == 1


def test_read_tells_what_readers_see(ghost, connect, deliver):
    delivery = deliver()
    made = connect().create(delivery)
    holding, text = connect().read(made)
    assert replace(holding, placed=made.placed) == made
    assert "On practitioners & others" in text
    assert "Quoted words stay “quoted” & whole." in text
    ghost.change(made.id, title="Theirs")
    holding, text = connect().read(made)
    assert holding.stored != made.stored
    assert text.startswith("Theirs\n")


def test_drafts_for_approval(ghost, connect, deliver):
    target = connect(status="draft")
    made = target.create(deliver())
    assert not made.public
    assert [post["status"] for post in ghost.posts()] == ["draft"]
    assert target.read(made)[0].public is False
    ghost.change(made.id, status="published")
    changed = connect(status="draft").update(edited(deliver()), made, overwrite=False)
    assert changed.public
    assert changed.url == f"{ghost.url}/practitioners/"
    assert "Changed here:" in ghost.page(changed.url)


def test_an_author_by_address(ghost, connect, deliver):
    assert connect(author="owner@example.test").create(deliver()).notes == ()
    (note,) = connect(author="nobody@example.test").create(deliver(id="media/other")).notes
    assert "nobody@example.test" in note


@pytest.mark.parametrize("hours", [-5, 5])
def test_a_wrong_clock_stops_nothing(connect, deliver, monkeypatch, hours):
    now = time.time
    monkeypatch.setattr(time, "time", lambda: now() + 3600 * hours)
    target = connect()
    assert target.create(deliver()).public
    (finding,) = [finding for finding in target.check() if not finding.good]
    assert f"{abs(hours) * 60} minutes {'ahead of' if hours > 0 else 'behind'}" in finding.text


def test_a_long_run_renews_its_token(connect, deliver, monkeypatch):
    target = connect()
    made = target.create(deliver())
    first, target.api.signed = target.api.signed, target.api.signed - 280
    assert target.read(made)
    # Within one second the same token is made again.
    assert target.api.signed >= first


@pytest.mark.parametrize(
    ("secret", "words"),
    [
        ("0" * 24 + ":" + "0" * 64, "Unknown Admin API Key"),
        ("nonsense", "no Admin API key"),
        ("22444f78447824223cefc48062", "no Admin API key"),
        ("Ā☃:" + "0" * 64, "no Admin API key"),
    ],
)
def test_a_wrong_key_is_told_and_not_shown(connect, deliver, secret, words):
    with pytest.raises(UnavailableError, match=words) as caught:
        connect(secret).create(deliver())
    assert secret not in str(caught.value)
    finding = list(connect(secret).check())[-1]
    assert not finding.good
    assert words in finding.text
    assert secret not in finding.text


def test_something_else_than_ghost(connect, proxy, deliver):
    for body in ("<html>Welcome</html>", "{}", "[]", '{"site": 1}'):
        proxy.fail("status", status=200, body=body)
        with pytest.raises(UnavailableError, match="not as Ghost does"):
            connect().find(deliver())
    proxy.fail("status", status=404, body="<title>Not here</title>")
    with pytest.raises(UnavailableError, match="Not here"):
        connect().find(deliver())


def test_nothing_secret_is_in_a_message(ghost, connect, proxy, deliver):
    target = connect()
    target.find(deliver())
    target.read(target.create(deliver()))
    said = f"You sent {ghost.key}, {ghost.key.partition(':')[2]} and {target.api.token}"
    proxy.fail("status", status=500, method="POST", body=json.dumps({"errors": [{"message": said}]}))
    with pytest.raises(UnansweredError) as caught:
        target.create(deliver(id="media/other"))
    assert "You sent …, … and …" in str(caught.value)


@pytest.mark.parametrize("fault", ["drop_response", "truncate"])
def test_a_lost_answer_leaves_one_copy(ghost, connect, proxy, deliver, fault):
    proxy.fail(fault, method="POST", path="/admin/posts/")
    target = connect()
    assert target.find(deliver()) is None
    with pytest.raises(UnansweredError, match="Publish again"):
        target.create(deliver())
    (post,) = ghost.posts()
    assert target.find(deliver()).id == connect().find(deliver()).id == post["id"]


def test_a_lost_answer_to_an_update_is_not_taken_for_the_partners_edit(connect, proxy, deliver):
    made = connect().create(deliver())
    once = edited(deliver())
    proxy.fail("drop_response", method="PUT")
    with pytest.raises(UnansweredError):
        connect().update(once, made, overwrite=False)
    found = connect().find(once)
    assert (found.version, found.edited) == (once.version, False)
    twice = edited(deliver(), new="Changed twice:")
    assert connect().update(twice, found, overwrite=False).version == twice.version


def test_two_publishers_at_the_same_moment_leave_one_copy(ghost, connect, deliver):
    targets = [connect() for _ in range(3)]
    assert [target.find(deliver()) for target in targets] == [None] * 3
    together, held = threading.Barrier(3), []

    def publish(target):
        together.wait()
        held.append(target.create(deliver()))

    threads = [threading.Thread(target=publish, args=(target,)) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (post,) = ghost.posts()
    assert {holding.id for holding in held} == {post["id"]}
    assert "deleted again" in str([holding.notes for holding in held])


def test_two_publishers_with_different_versions_leave_the_last_one(ghost, connect, deliver):
    first, second = connect(), connect()
    assert (first.find(deliver()), second.find(deliver())) == (None, None)
    made = first.create(deliver())
    later = edited(deliver())
    kept = second.create(later)
    (post,) = ghost.posts()
    assert (kept.id, kept.version) == (made.id, later.version)
    assert "Changed here:" in post["html"]


@pytest.mark.parametrize(
    "hand",
    [
        {"title": "Ours", "canonical_url": "https://partwork.example/media/practitioners"},
        {"title": "ON PRACTITIONERS & others", "html": LINK},
        {"title": "Ours", "slug": "practitioners-2", "html": LINK},
    ],
    ids=["canonical", "title", "slug"],
)
def test_a_copy_made_by_hand_is_adopted(ghost, connect, deliver, hand):
    about = {"title": "On practitioners & others", "slug": "practitioners", "status": "published", **hand}
    ghost.request("POST", "posts/?source=html", {"posts": [about]})
    assert connect().find(deliver()) is None
    ghost.reset()
    html = re.sub("<div[^<>]*data-partwork[^<>]*>", "<div>", deliver().post.html)
    html = hand.get("html", "") + html.replace(
        '<a href="https://partwork.example/media/practitioners/">', "<a>"
    )
    ghost.request("POST", "posts/?source=html", {"posts": [{"status": "published", **hand, "html": html}]})
    other = {"title": "Another", "html": '<p><a href="https://partwork.example/media/">Here</a></p>'}
    ghost.request("POST", "posts/?source=html", {"posts": [other]})
    found = connect().find(deliver())
    assert found.version == ""
    assert found.id == ghost.posts()[0]["id"]
    assert connect().find(deliver(url="https://partwork.example/elsewhere/")) is None


def test_an_article_that_only_links_to_ours_is_no_copy_of_it(ghost, connect, deliver):
    review = {"title": "On practitioners & others, reviewed", "slug": "practitioners-reviewed", "html": LINK}
    ghost.request("POST", "posts/?source=html", {"posts": [{"status": "published", **review}]})
    assert connect().find(deliver()) is None


def test_a_moved_address(ghost, connect, deliver):
    made = connect().create(deliver())
    moved = deliver(url="https://partwork.example/media/pūrākau/", slug="purakau")
    assert connect().find(moved).id == made.id
    connect().update(moved, made, overwrite=False)
    (post,) = ghost.posts()
    assert post["canonical_url"] == "https://partwork.example/media/p%C5%ABr%C4%81kau/"
    assert post["slug"] == "practitioners"


def test_what_is_too_long_is_cut_between_words(ghost, target, deliver):
    delivery = deliver(
        title="Title " * 100,
        summary="Kōrero, " * 100,
        slug="slug-" * 100,
        tags=("tag " * 100, "tag " * 100 + "2", ",comma", " ", "#wrb13", "#", "TE REO Māori", "te reo māori"),
    )
    made = target.create(delivery)
    (post,) = ghost.posts()
    assert len(post["title"]) <= 255
    assert post["title"].endswith("Title Title…")
    assert len(post["custom_excerpt"]) <= 300
    assert post["custom_excerpt"].endswith("Kōrero, Kōrero…")
    assert "title was cut" in made.notes[0]
    assert "summary was cut" in made.notes[1]
    assert [tag["name"] for tag in post["tags"]][2:] == ["comma", "wrb13", "TE REO Māori"]
    assert target.find(delivery).version == delivery.version


def test_odd_characters_come_back_as_they_went(ghost, connect, deliver):
    delivery = edited(deliver(title=ODD, summary=ODD), new=ODD.replace("&", "&amp;").replace("<b>", "&lt;b>"))
    made = connect().create(delivery)
    found = connect().find(delivery)
    assert (found.version, found.stored) == (made.version, made.stored)
    assert ghost.posts()[0]["title"] == ODD


def test_images_are_stored_once(ghost, connect, proxy, posts):
    for post in posts:
        connect().create(link_siblings(post, "partner-blog", {}))
    originals = [path.name for path in ghost.images() if not path.stem.endswith("_o")]
    assert len(originals) == 2
    assert len([path for _, path in proxy.writes() if "upload" in path]) == 2
    for post in ghost.posts():
        assert set(re.findall(r"partwork-[0-9a-f]{24}\.png", post["html"])) == set(originals)


def test_an_upload_whose_answer_was_lost_is_not_repeated(ghost, connect, proxy, deliver):
    proxy.fail("drop_response", path="upload")
    with pytest.raises(UnansweredError):
        connect().create(deliver())
    made = connect().create(deliver())
    assert made.notes == ()
    assert len([path for path in ghost.images() if not path.stem.endswith("_o")]) == 2


def test_an_image_that_ghost_refuses_is_shown_from_our_site(ghost, connect, deliver, site):
    data = b"no image"
    (site / "output/odd.tiff").write_bytes(data)
    url = "https://partwork.example/odd.tiff"
    image = Image("odd.tiff", url, hashlib.sha256(data).hexdigest(), "Odd")
    made = connect().create(deliver(images=(image,), card=image))
    assert "odd.tiff was not taken, so the copy shows it from our site" in made.notes[0]
    assert "valid image" in made.notes[0]
    assert ghost.posts()[0]["feature_image"] == url


def test_an_image_that_the_text_shows_is_not_shown_above_it_too(ghost, connect, deliver):
    connect().create(deliver(featured=False))
    (post,) = ghost.posts()
    assert post["feature_image"] is None
    assert "partwork-" in post["lexical"]


def test_an_image_that_may_not_be_reused_stays_at_home(ghost, connect, deliver):
    delivery = deliver()
    card = replace(delivery.post.card, reuse=False)
    connect().create(deliver(card=card))
    assert ghost.posts()[0]["feature_image"] is None


def test_doctor(ghost, connect):
    good = list(connect(author="owner@example.test").check())
    assert all(finding.good for finding in good)
    assert "Partner blog" in good[0].text
    assert "Ghost 6." in good[0].text
    (bad,) = [finding for finding in connect(author="nobody@example.test").check() if not finding.good]
    assert "nobody@example.test" in bad.text
    assert ghost.posts() == []


def test_settings_that_cannot_be_used(connect):
    with pytest.raises(SettingsError, match="publish, draft"):
        connect(status="pending")
    with pytest.raises(SettingsError, match="https://"):
        connect(url="http://blog.example")
    with pytest.raises(SettingsError, match="PARTNER_BLOG_SECRET"):
        connect(secret="", password="x")
    assert connect(url="https://blog.example/ghost/").url == "https://blog.example"


def test_readers_of_the_partner_see_a_good_copy(ghost, connect, deliver):
    made = connect().create(deliver())
    page = BeautifulSoup(ghost.page(made.url), "html.parser")
    canonical = "https://partwork.example/media/practitioners/"
    assert page.head.find("link", rel="canonical")["href"] == canonical
    assert page.head.find("meta", attrs={"name": "description"})["content"] == "What part 1 says."
    copy = page.select_one(".partwork-copy")
    inner = copy.select("a[href^='#']")
    assert len(inner) == 4
    for link in inner:
        assert page.find(id=link["href"][1:]), link
    assert copy.select_one("blockquote").get_text(strip=True) == "Quoted words stay “quoted” & whole."
    assert copy.select_one("th[scope=row]").get_text() == "Practitioners"
    assert copy.select_one("[lang=mi]").get_text() == "whanaungatanga"
    chart, photo = copy.select("figure img")
    assert (chart["alt"], photo["alt"]) == ("A bar chart: 60 of 100", "A harbour at dusk")
    for image in (chart, photo):
        assert image["src"].startswith(f"{ghost.url}/content/images/")
    for lost in ("script text", "color: red", "iframe text", "svg text"):
        assert lost not in copy.get_text()
    assert not [image for image in page.select("img") if "closed" in image.get("src", "")]


@pytest.mark.parametrize("width", [390, 1280])
def test_a_copy_has_room_between_its_blocks_and_fits(ghost, connect, deliver, browser, width):
    made = connect().create(deliver())
    page = browser.new_page(viewport={"width": width, "height": 800})
    # Ghost's own pages ask for more elsewhere.
    page.route("**", lambda route: route.continue_() if ghost.url in route.request.url else route.abort())
    page.goto(made.url)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for image in page.locator(".partwork-copy img").all():
        image.scroll_into_view_if_needed()
        page.wait_for_function(
            "image => image.complete && image.naturalWidth > 0", arg=image.element_handle()
        )
    room = """copy => [...copy.children].map(block => block.getBoundingClientRect()).map(
        (block, number, all) => number ? block.top - all[number - 1].bottom : 99
    )"""
    rooms = page.eval_on_selector(".partwork-copy", room)
    assert len(rooms) > 5
    assert min(rooms) >= 12, rooms
    page.click(".partwork-copy a.citation")
    assert page.locator(":target").inner_text().startswith("Novell, R. (2013).")
    page.close()
