"""What the WordPress target does with a copy, on the real server: each role, the trash, doubles, adoption."""

import hashlib
import json
import re
from dataclasses import replace
from html import unescape

import pytest

from crosspost.contract import Rooms, TargetSettings
from crosspost.errors import BlockedError, RefusedError, UnansweredError
from crosspost.outbox.files import read_outbox
from crosspost.targets import open_target
from crosspost.text.links import link_siblings
from crosspost.text.mark import seal_post

URL = "https://partwork.example/media/practitioners/"


@pytest.fixture
def open_as(built, wordpress, proxy):
    """Returns the partner's site as one of its users has it, with a target's options."""

    def open_role(role="author", status="publish", categories=()):
        settings = TargetSettings(
            "partner-blog",
            "wordpress",
            "Partner",
            dict(categories),
            options={"url": proxy.url, "user": role, "status": status},
        )
        site = built / "partner"
        rooms = Rooms(site, site / "content", site / "output", site / "copies")
        return open_target(settings, rooms, lambda: wordpress.passwords[role])

    return open_role


@pytest.fixture(scope="session")
def deliveries(built):
    """The three parts, as they are sent first."""
    posts = read_outbox(built / "partner/outbox", "partner-blog")
    return [link_siblings(post, "partner-blog", {}) for post in posts]


@pytest.fixture
def first(deliveries):
    """The first part."""
    return deliveries[0]


def change(delivery, version="f" * 16 + "." + "f" * 8):
    """Return a later version of a delivery."""
    html = delivery.post.html.replace("Part 1:", "Later:").replace(delivery.version, version)
    return replace(delivery, post=replace(delivery.post, html=html), version=version)


def unmark(delivery):
    """Return the text of a delivery as who copies it by hand has it."""
    return re.sub("<div[^<>]*data-partwork[^<>]*>", "<div>", delivery.post.html)


def test_a_copy_is_withdrawn_into_the_trash_and_comes_back_as_it_was(open_as, wordpress, first):
    target = open_as()
    holding = target.create(first)
    withdrawn = target.withdraw(holding, overwrite=False)
    assert (withdrawn.id, withdrawn.public) == (holding.id, False)
    assert wordpress.request("GET", f"posts/{holding.id}?context=edit")["status"] == "trash"
    assert target.read(holding) is None
    assert target.withdraw(holding, overwrite=False) == withdrawn
    with pytest.raises(BlockedError, match="trash"):
        open_as().find(first)
    restored = target.restore(change(first), withdrawn)
    assert (restored.id, restored.url, restored.public) == (holding.id, holding.url, True)
    (post,) = wordpress.posts()
    assert (post["slug"], post["status"]) == ("practitioners", "publish")
    assert "Later:" in post["content"]["raw"]


def test_what_the_partner_changed_is_not_withdrawn_unless_asked(open_as, wordpress, first):
    target = open_as()
    holding = target.create(first)
    wordpress.request("POST", f"posts/{holding.id}", json={"title": "Theirs"})
    with pytest.raises(BlockedError, match="was changed there") as blocked:
        target.withdraw(holding, overwrite=False)
    assert blocked.value.theirs.startswith("Theirs\n")
    assert len(wordpress.posts()) == 1
    assert not target.withdraw(holding, overwrite=True).public
    assert wordpress.posts() == []


def test_what_the_partner_changed_in_the_trash_is_not_restored_unless_asked(open_as, wordpress, first):
    target = open_as()
    holding = target.create(first)
    wordpress.request("POST", f"posts/{holding.id}", json={"title": "Theirs"})
    withdrawn = target.withdraw(holding, overwrite=True)
    wordpress.request("POST", f"posts/{holding.id}", json={"title": "Theirs, later"})
    with pytest.raises(BlockedError, match="was changed there") as blocked:
        target.restore(first, withdrawn)
    assert blocked.value.theirs.startswith("Theirs, later\n")
    assert wordpress.posts() == []
    assert target.restore(first, withdrawn, overwrite=True).public
    again = target.withdraw(target.find(first), overwrite=True)
    assert target.restore(first, again).public


def test_a_copy_of_ours_that_replaced_the_withdrawn_one_is_not_overwritten(open_as, wordpress, first):
    target = open_as()
    gone = target.withdraw(target.create(first), overwrite=False)
    wordpress.request("DELETE", f"posts/{gone.id}?force=true")
    other = open_as().create(first)
    content = wordpress.posts()[0]["content"]["raw"].replace("Quoted words", "Theirs")
    wordpress.request("POST", f"posts/{other.id}", json={"content": content})
    with pytest.raises(BlockedError, match="was changed there"):
        target.restore(first, gone)
    assert "Theirs" in wordpress.posts()[0]["content"]["raw"]
    assert target.restore(first, gone, overwrite=True).id == other.id
    assert "Theirs" not in wordpress.posts()[0]["content"]["raw"]


@pytest.mark.parametrize("code", [403, 500])
def test_a_look_that_fails_after_a_copy_was_made_does_not_say_that_there_is_none(
    open_as, wordpress, proxy, first, code
):
    proxy.fail("status", method="GET", path="slug=practitioners", status=code, body='{"message": "No."}')
    with pytest.raises(UnansweredError, match=r"was made, and then: .*No\."):
        open_as().create(first)
    (post,) = wordpress.posts()
    assert open_as().find(first).id == str(post["id"])


@pytest.mark.parametrize("body", ["[]", "{}", "[{}]", '{"id": 1}', "null"])
def test_an_answer_about_a_post_that_is_none(open_as, wordpress, proxy, first, body):
    target = open_as()
    holding = target.create(first)
    proxy.fail("status", method="GET", path="/posts", status=200, body=body)
    with pytest.raises(RefusedError, match="something else"):
        target.update(change(first), holding, overwrite=False)
    proxy.fail("status", method="POST", path="/posts", status=200, body=body)
    with pytest.raises(UnansweredError, match="something else"):
        target.update(change(first), holding, overwrite=False)


def test_a_site_without_a_trash_gets_a_draft(open_as, wordpress, first):
    target = open_as()
    holding = target.create(first)
    plugin = wordpress.site / "wp-content/mu-plugins/no-trash.php"
    plugin.parent.mkdir(exist_ok=True)
    plugin.write_text("<?php define('EMPTY_TRASH_DAYS', 0);")
    try:
        withdrawn = target.withdraw(holding, overwrite=False)
    finally:
        plugin.unlink()
    assert "is a draft now" in withdrawn.notes[0]
    assert [post["status"] for post in wordpress.posts()] == ["draft"]
    assert target.restore(first, withdrawn).url == holding.url
    assert [post["status"] for post in wordpress.posts()] == ["publish"]


def test_a_copy_that_is_gone_comes_back_only_when_asked(open_as, wordpress, first):
    target = open_as()
    holding = target.create(first)
    wordpress.request("DELETE", f"posts/{holding.id}")
    with pytest.raises(BlockedError, match="trash"):
        target.update(first, holding, overwrite=False)
    assert target.update(first, holding, overwrite=True).id == holding.id
    wordpress.request("DELETE", f"posts/{holding.id}?force=true")
    assert target.read(holding) is None
    assert not target.withdraw(holding, overwrite=False).public
    with pytest.raises(BlockedError, match="no longer there"):
        target.update(first, holding, overwrite=False)
    anew = target.update(first, holding, overwrite=True)
    assert anew.id != holding.id
    wordpress.request("DELETE", f"posts/{anew.id}?force=true")
    assert target.restore(first, anew).public
    assert len(wordpress.posts()) == 1


def test_what_a_contributor_hands_in(open_as, wordpress, proxy, first):
    target = open_as("contributor", "pending")
    holding = target.create(first)
    assert not holding.public
    assert [note.partition(" at ")[0] for note in holding.notes] == [
        "contributor may not upload files",
        'there is no category "media"',
    ]
    assert [path for _, path in proxy.writes() if "/media" in path or "/categories" in path] == []
    (post,) = wordpress.posts()
    assert len(post["tags"]) == 2
    # That was told when the copy was made, also to another run.
    assert open_as("contributor", "pending").update(change(first), holding, overwrite=False).notes == ()
    # Until an editor publishes it, it is the contributor's.
    holding = target.find(first)
    target.withdraw(holding, overwrite=False)
    target.restore(first, holding)
    wordpress.request("POST", f"posts/{holding.id}", json={"status": "publish"})
    for act in (lambda: target.update(first, holding, True), lambda: target.withdraw(holding, True)):
        with pytest.raises(BlockedError, match="contributor may not change"):
            act()
    now, text = target.read(holding)
    assert now.public
    assert now.version == first.version
    assert "Quoted words" in text
    found = open_as("contributor", "pending").find(first)
    assert (found.id, found.version, found.public) == (holding.id, first.version, True)


def test_a_contributor_may_not_publish(open_as, wordpress, first):
    with pytest.raises(RefusedError, match='"status": "pending"'):
        open_as("contributor").create(first)
    assert wordpress.posts() == []


def test_categories_tags_and_the_featured_image(open_as, wordpress, first):
    card = first.post.images[0]
    delivery = replace(first, post=replace(first.post, category="Our column", card=card, featured=True))
    (note,) = open_as().create(delivery).notes
    assert 'there is no category "Our column"' in note
    wordpress.reset()
    target = open_as("administrator")
    holding = target.create(delivery)
    assert holding.notes == ()
    (post,) = wordpress.posts()
    (image,) = [file for file in wordpress.media() if file["id"] == post["featured_media"]]
    assert image["alt_text"] == card.alt
    (category,) = post["categories"]
    assert wordpress.request("GET", f"categories/{category}")["name"] == "Our column"
    # What the partner adds or takes away stays so.
    theirs = [
        wordpress.request("POST", kind, json={"name": "Theirs"})["id"] for kind in ("categories", "tags")
    ]
    fields = {
        "categories": [category, theirs[0]],
        "tags": [*post["tags"], theirs[1]],
        "featured_media": 0,
    }
    wordpress.request("POST", f"posts/{post['id']}", json=fields)
    open_as("administrator").update(change(delivery), holding, overwrite=False)
    (post,) = wordpress.posts()
    assert post["categories"] == [category, theirs[0]]
    assert theirs[1] in post["tags"]
    assert post["featured_media"] == 0
    # A new one is an edit of ours.
    path = "media/images/closed.png"
    new = replace(card, path=path, sha256=hashlib.sha256((target.output / path).read_bytes()).hexdigest())
    delivery = replace(change(delivery), post=replace(change(delivery).post, card=new, featured=True))
    target.update(delivery, holding, overwrite=True)
    assert wordpress.posts()[0]["featured_media"]


@pytest.mark.parametrize(("role", "status"), [("author", "publish"), ("contributor", "pending")])
def test_two_publishers_at_the_same_moment_leave_one_copy(open_as, wordpress, first, role, status):
    here, there = open_as(role, status), open_as(role, status)
    assert here.find(first) is None
    assert there.find(first) is None
    holding = here.create(first)
    assert there.create(change(first)).id == holding.id
    (post,) = wordpress.posts()
    assert str(post["id"]) == holding.id
    assert "Later:" in post["content"]["raw"]
    assert len(wordpress.media()) == (2 if role == "author" else 0)


def test_a_double_of_a_publisher_that_was_killed_goes_with_the_next_run(open_as, wordpress, first):
    here, there = open_as(), open_as()
    assert (here.find(first), there.find(first)) == (None, None)
    holding = here.make(first)
    there.make(first)
    assert len(wordpress.posts()) == 2
    assert open_as().find(first).notes
    assert len(wordpress.posts()) == 2
    found = open_as().find(replace(first, tried=True))
    assert (found.id, found.notes) == (holding.id, ())
    (post,) = wordpress.posts()
    assert str(post["id"]) == holding.id


def test_doubles_of_many_are_looked_for_at_once(open_as, wordpress, proxy, built):
    ours = read_outbox(built / "partner/outbox", "partner-blog")[0]
    names = [f"{'kōrero-' * 20}{number}" for number in range(20)]
    deliveries = [
        link_siblings(seal_post(replace(ours, id=f"media/{name}", slug=name)), "partner-blog", {})
        for name in names
    ]
    here = open_as()
    made = [(delivery, here.make(delivery)) for delivery in deliveries]
    proxy.clear()
    assert [*here.settle(made)] == [holding for _, holding in made]
    assert len(proxy.requests) <= 12
    again = open_as()
    assert again.create(deliveries[7]).id == made[7][1].id
    assert len(wordpress.posts()) == 20


def test_a_site_whose_search_finds_nothing_gets_one_copy(open_as, wordpress, first):
    holding = open_as().create(first)
    plugin = wordpress.site / "wp-content/mu-plugins/no-search.php"
    plugin.parent.mkdir(exist_ok=True)
    plugin.write_text("<?php add_filter('posts_search', fn ($sql) => $sql ? ' AND 1=0' : '');")
    try:
        assert open_as().find(first) is None
        assert open_as().create(first).id == holding.id
        content = wordpress.posts()[0]["content"]["raw"].replace("Quoted words", "Theirs")
        wordpress.request("POST", f"posts/{holding.id}", json={"content": content})
        with pytest.raises(BlockedError, match="was changed there"):
            open_as().create(first)
    finally:
        plugin.unlink()
    (post,) = wordpress.posts()
    assert "Theirs" in post["content"]["raw"]


def test_one_survey_serves_a_run(open_as, wordpress, proxy, deliveries):
    for delivery in deliveries:
        open_as().create(delivery)
    target = open_as()
    proxy.clear()
    found = [target.find(delivery) for delivery in deliveries]
    assert [holding.version for holding in found] == [delivery.version for delivery in deliveries]
    assert len(proxy.requests) == 3
    # What this run has tried is looked for again.
    wordpress.reset()
    target = open_as()
    assert target.find(deliveries[0]) is None
    proxy.fail("drop_response", method="POST", path="/posts")
    with pytest.raises(Exception, match="Publish again"):
        target.create(deliveries[0])
    assert target.find(deliveries[0]).version == deliveries[0].version


@pytest.mark.parametrize("link", [URL, URL.rstrip("/")])
@pytest.mark.parametrize("status", ["publish", "draft"])
def test_a_copy_made_by_hand_is_found_by_its_link(open_as, wordpress, deliveries, link, status):
    html = unmark(deliveries[0])
    html = html.replace(f'<a href="{URL}">', "<a>")
    content = f"<p>By hand, first at <a class='x' href='{link}'>ours</a>.</p>{html}"
    fields = {"title": "By hand", "content": content, "status": status}
    about = {"title": deliveries[0].post.title, "slug": "practitioners", "content": content[:200]}
    wordpress.request("POST", "posts", json={**fields, **about})
    post = wordpress.request("POST", "posts", json={**fields, "slug": "practitioners-2"})
    announced = wordpress.request(
        "POST", "posts", json={**fields, "title": deliveries[0].post.title, "slug": "better"}
    )
    # The author may not see other people's drafts.
    target = open_as("author" if status == "publish" else "administrator")
    found = target.find(deliveries[0])
    assert (found.id, found.version, found.edited) == (str(announced["id"]), "", False)
    wordpress.request("DELETE", f"posts/{announced['id']}")
    target = open_as("author" if status == "publish" else "administrator")
    assert target.find(deliveries[0]).id == str(post["id"])
    assert target.find(deliveries[1]) is None


@pytest.mark.parametrize("words", ["", "Quoted words stay “quoted” & whole, they say, and then more."])
@pytest.mark.parametrize(
    ("fields", "rel"),
    [
        ({"title": "A reply to On practitioners & others"}, ""),
        ({"title": "Reply", "slug": "practitioners-reply"}, "nofollow"),
        ({"title": "ON PRACTITIONERS &amp; OTHERS"}, ""),
        ({"title": "Reply", "slug": "practitioners"}, ""),
        ({"title": "Reply"}, "noopener canonical"),
    ],
)
def test_an_article_that_only_links_to_ours_is_no_copy_of_it(open_as, wordpress, first, fields, rel, words):
    content = f'<p>As <a href="{URL}" rel="{rel}">they</a> say. {words}</p>'
    wordpress.request("POST", "posts", json={"content": content, "status": "publish", **fields})
    assert open_as().find(first) is None


def test_a_copy_by_hand_of_another_part_is_none_of_this(open_as, wordpress, deliveries):
    """Parts link to each other, and share what stands around them."""
    fields = {"title": "By hand", "content": unmark(deliveries[1]), "status": "publish"}
    post = wordpress.request("POST", "posts", json=fields)
    found = [open_as().find(delivery) for delivery in deliveries]
    assert [holding and holding.id for holding in found] == [None, str(post["id"]), None]


def test_our_own_copies_link_to_each_other_and_are_not_taken_for_others(open_as, deliveries):
    open_as().create(deliveries[0])
    assert open_as().find(deliveries[1]) is None


def test_a_post_of_this_minute_is_not_scheduled_by_a_partner_whose_clock_is_behind(open_as, wordpress, first):
    later = replace(first, post=replace(first.post, published="2099-01-01T00:00:00+00:00"))
    assert open_as().create(later).public


def test_the_pace_is_kept_to(open_as):
    target = open_as()
    target.settings = replace(target.settings, pace=120)
    assert target.api.web._pause == 0.5


@pytest.mark.parametrize(
    ("role", "status", "wrong", "right"),
    [
        ("administrator", "publish", [], ["knows administrator (administrator)"]),
        ("author", "publish", ['there is no category "Column"'], ["may not make categories"]),
        (
            "contributor",
            "publish",
            ['Set "status": "pending"', 'there is no category "Column"'],
            ["may not upload files"],
        ),
        ("contributor", "pending", ['there is no category "Column"'], ["hands copies in"]),
    ],
)
def test_doctor(open_as, proxy, role, status, wrong, right):
    findings = list(open_as(role, status, {"media": "Column"}).check())
    bad = [finding.text for finding in findings if not finding.good]
    assert len(bad) == len(wrong)
    for words, text in zip(wrong, bad, strict=True):
        assert words in text
    for words in right:
        assert any(words in finding.text for finding in findings if finding.good)
    assert proxy.writes() == []


def test_doctor_finds_a_wrong_password_and_a_wrong_clock(open_as, wordpress, proxy):
    target = open_as()
    target.secret = lambda: "wrong wrong"
    (finding,) = target.check()
    assert not finding.good
    assert "does not accept the credentials" in finding.text
    me = wordpress.request("GET", "users/me?context=edit", role="author")
    headers = {"Date": "Tue, 03 Nov 2026 09:00:00 GMT"}
    proxy.fail("status", status=200, path="users/me", headers=headers, body=json.dumps(me))
    assert any("clocks differ" in finding.text for finding in open_as().check() if not finding.good)


def test_words_that_filters_look_for_stand_in_titles_tags_and_images_as_they_were_written(
    partner, wordpress, browser
):
    odd = "A [gallery] -- of 12x34 Wordpress :)"
    partner.edit(partner.part(1), "On practitioners &amp; others", odd)
    partner.edit(partner.part(1), "te reo Māori, R&amp;D", "[audio] -- 2x4 Wordpress, R&amp;D, 𠮷 :)")
    partner.edit(partner.part(1), "What part 1 says.", f"Says: {odd}")
    partner.edit(
        partner.part(1), "A harbour at dusk", "50%ad at C:&#92;dusk &lt;so&gt; [gallery] &amp;amp; :)"
    )
    partner.edit(partner.part(1), "The harbour.\n", "The [gallery] -- harbour.\n")
    partner.build()
    partner.publish()
    post = wordpress.posts()[0]
    terms = wordpress.request("GET", f"tags?post={post['id']}")
    page = browser.new_page(viewport={"width": 1000, "height": 800})
    page.goto(post["link"])
    assert page.locator("h1").inner_text() == odd
    assert page.title().startswith(odd)
    assert sorted(page.locator(".taxonomy-post_tag a").all_inner_texts()) == [
        "R&D",
        "[audio] -- 2x4 Wordpress",
        "𠮷 :)",
    ]
    page.goto(terms[0]["link"])
    assert unescape(terms[0]["name"]) in page.locator("h1").inner_text()
    page.close()
    (photo,) = [image for image in wordpress.media() if "C:" in unescape(image["alt_text"])]
    assert unescape(photo["alt_text"]) == "50%ad at C:\\dusk <so> [gallery] &amp; :)"
    assert "The [gallery] -- harbour." in unescape(photo["caption"]["rendered"])
    assert f"Says: {odd}" in unescape(post["excerpt"]["rendered"])
    # The same terms serve the next post.
    partner.edit(partner.part(2), "te reo Māori, R&amp;D", "[audio] -- 2x4 Wordpress, R&amp;D, 𠮷 :)")
    partner.build()
    partner.publish()
    assert {*wordpress.posts()[1]["tags"]} >= {*post["tags"]}
    assert len(wordpress.request("GET", "tags")) == 4
