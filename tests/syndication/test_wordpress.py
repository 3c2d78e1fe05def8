"""Copies on a real WordPress: each arrives once, looks right and stays right, whatever happens on the way."""

import json

import pytest
from bs4 import BeautifulSoup

CREATED = [(f"media/{name}", "created") for name in ("practitioners", "researchers", "organisations")]
# The first part can link to the others' copies only when they are there, so it is sent again, and so on.
LINKED = [(f"media/{name}", "updated") for name in ("practitioners", "researchers")]


def post_writes(proxy):
    """Requests that make or change a post."""
    return [path for _, path in proxy.writes() if "/posts" in path]


def test_three_parts_arrive_and_a_second_publish_is_silent(partner, wordpress, proxy):
    partner.publish()
    posts = wordpress.posts()
    assert [post["slug"] for post in posts] == ["practitioners", "researchers", "organisations"]
    assert {post["status"] for post in posts} == {"publish"}
    assert partner.receipts() == CREATED + LINKED
    assert posts[0]["excerpt"]["raw"] == "What part 1 says."
    assert posts[0]["date_gmt"] == "2020-10-31T21:00:00"
    assert posts[0]["title"]["raw"] == "On practitioners &amp; others"
    tags = {tag["id"]: tag["name"] for tag in wordpress.request("GET", "tags")}
    for post in posts:
        assert {tags[number] for number in post["tags"]} == {"te reo Māori", "R&amp;D"}
    before = partner.files("content"), partner.files("copies")
    proxy.clear()
    partner.publish()
    assert proxy.requests == []
    assert (partner.files("content"), partner.files("copies")) == before


def test_an_edit_is_one_update(partner, wordpress, proxy):
    partner.publish()
    proxy.clear()
    partner.edit(partner.part(2), "Part 2:", "The second part:")
    partner.build()
    (action,) = [action for action in partner.plan() if action["action"] != "unchanged"]
    assert action["action"] == "update"
    assert "+The second part: (Novell, 2013, p. 3) spoke" in action["diff"]
    assert proxy.requests == []
    partner.publish()
    assert len(post_writes(proxy)) == 1
    assert "The second part:" in wordpress.posts()[1]["content"]["raw"]
    assert len(wordpress.posts()) == 3


@pytest.mark.parametrize("fault", ["drop_response", "truncate"])
def test_a_lost_answer_leaves_one_copy(partner, wordpress, proxy, fault):
    proxy.fail(fault, method="POST", path="/posts")
    printed = partner.publish(code=1)
    assert "Publish again" in printed
    assert len(wordpress.posts()) == 3
    partner.publish()
    assert len(wordpress.posts()) == 3
    proxy.clear()
    partner.publish()
    assert proxy.requests == []


def test_a_lost_answer_to_an_update_is_not_taken_for_the_partners_edit(partner, wordpress, proxy):
    partner.publish()
    partner.edit(partner.part(1), "Part 1:", "Edited once:")
    partner.build()
    proxy.fail("drop_response", method="POST", path="/posts")
    partner.publish(code=1)
    partner.edit(partner.part(1), "Edited once:", "Edited twice:")
    partner.build()
    partner.publish()
    assert "Edited twice:" in wordpress.posts()[0]["content"]["raw"]
    assert len(wordpress.posts()) == 3


def test_a_kill_between_attempt_and_receipt_leaves_one_copy(partner, wordpress, proxy):
    proxy.fail("hang", method="POST", path="/posts")
    process = partner.begin("crosspost", "publish")
    assert proxy.reached.wait(60)
    process.kill()
    process.communicate(20)
    proxy.release()
    assert [line["kind"] for line in partner.ledger()] == ["attempt"]
    assert len(wordpress.posts()) == 1
    partner.publish()
    assert [post["slug"] for post in wordpress.posts()] == ["practitioners", "researchers", "organisations"]
    assert partner.receipts()[0] == ("media/practitioners", "found")


def test_without_its_ledger_nothing_is_doubled(partner, wordpress, proxy):
    partner.publish()
    (partner.path / "content/syndication.jsonl").unlink()
    proxy.clear()
    partner.publish()
    assert proxy.writes() == []
    assert len(wordpress.posts()) == 3
    assert {state for _, state in partner.receipts()} == {"found"}


def test_a_copy_that_the_ledger_does_not_know_is_updated_if_its_words_are_ours(partner, wordpress):
    partner.publish()
    (partner.path / "content/syndication.jsonl").unlink()
    partner.edit(partner.part(1), "Part 1:", "Changed here:")
    partner.build()
    partner.publish()
    assert "Changed here:" in wordpress.posts()[0]["content"]["raw"]
    assert len(wordpress.posts()) == 3


def test_what_the_partner_changed_is_blocked_and_shown(partner, wordpress, proxy):
    partner.publish()
    post = wordpress.posts()[0]
    content = post["content"]["raw"].replace("Quoted words", "Misquoted words")
    wordpress.request("POST", f"posts/{post['id']}", json={"content": content})
    partner.publish()
    partner.edit(partner.part(1), "Part 1:", "Changed here:")
    partner.build()
    proxy.clear()
    printed = partner.publish(code=1)
    assert "blocked" in printed
    assert "> [-Quoted-]{+Misquoted+} words stay" in printed
    assert proxy.writes() == []
    assert partner.plan()[0]["action"] == "blocked"
    assert "Misquoted" in wordpress.posts()[0]["content"]["raw"]
    partner.publish("--overwrite")
    assert "Changed here:" in wordpress.posts()[0]["content"]["raw"]
    assert "Misquoted" not in wordpress.posts()[0]["content"]["raw"]


def test_a_copy_in_the_partners_trash_stays_there(partner, wordpress, proxy):
    partner.publish()
    wordpress.request("DELETE", f"posts/{wordpress.posts()[0]['id']}")
    partner.edit(partner.part(1), "Part 1:", "Changed here:")
    partner.build()
    proxy.clear()
    assert "trash" in partner.publish(code=1)
    assert proxy.writes() == []
    assert len(wordpress.posts()) == 2


def test_images_are_stored_once(partner, wordpress, proxy):
    partner.publish()
    stored = {media["slug"]: media for media in wordpress.media()}
    assert len(stored) == 2
    photo = next(media for media in stored.values() if media["alt_text"] == "A harbour at dusk")
    assert photo["caption"]["raw"] == "The harbour. Harbour, Given Example, CC BY 4.0"
    partner.edit(partner.part(3), "Part 3:", "Changed here:")
    partner.build()
    partner.publish()
    assert len(wordpress.media()) == 2
    for post in wordpress.posts():
        assert photo["source_url"] in post["content"]["raw"]


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ({"kind": "refuse", "times": -1}, "does not answer"),
        (
            {"kind": "status", "status": 500, "body": '{"message": "Out of cheese."}', "times": -1},
            "Out of cheese",
        ),
        ({"kind": "status", "status": 404, "body": "<title>Not here</title>", "times": -1}, "Not here"),
        (
            {"kind": "status", "status": 301, "headers": {"Location": "https://new.example/"}, "times": -1},
            "https://new.example/",
        ),
        ({"kind": "status", "status": 429, "headers": {"Retry-After": "999"}, "times": -1}, "asks to wait"),
    ],
    ids=lambda value: str(value.get("status", value["kind"])) if isinstance(value, dict) else "",
)
def test_a_partner_that_is_out_of_order_says_so_and_stops_nobody_else(
    partner, wordpress, proxy, fault, words
):
    partner.set_targets(
        partner_blog={"kind": "wordpress", "url": proxy.url, "user": "author"}, kit={"kind": "folder"}
    )
    partner.build()
    kind = fault.pop("kind")
    proxy.fail(kind, **fault)
    printed = partner.publish(code=1)
    assert "partner-blog: " in printed
    assert words in printed
    assert printed.count(words) == 1
    assert proxy.url in printed
    assert len(list((partner.path / "copies/kit").glob("*/post.html"))) == 3
    assert wordpress.posts() == []


def test_an_error_on_one_post_does_not_stop_the_others(partner, wordpress, proxy):
    proxy.fail("status", method="POST", path="/posts", status=400, body='{"message": "Bad luck."}')
    printed = partner.publish(code=1)
    assert "media/practitioners: refused" in printed
    assert "Bad luck" in printed
    assert len(wordpress.posts()) == 2
    partner.publish()
    assert len(wordpress.posts()) == 3


def test_a_tag_that_the_database_refuses_does_not_stop_the_post(partner, wordpress, proxy):
    body = '{"code": "db_insert_error", "message": "Could not insert term into the database."}'
    proxy.fail("status", method="POST", path="/tags", status=500, body=body)
    printed = partner.publish()
    assert 'the tag "te reo Māori" is not there and was not made' in printed
    assert "Could not insert term" in printed
    assert len(wordpress.posts()) == 3


def test_a_post_that_the_database_refuses_is_refused(partner, wordpress, proxy):
    body = '{"code": "db_insert_error", "message": "Could not insert post into the database."}'
    proxy.fail("status", method="POST", path="/posts", status=500, body=body)
    printed = partner.publish(code=1)
    assert "media/practitioners: refused" in printed
    assert "Could not insert post" in printed
    assert len(wordpress.posts()) == 2


def test_an_answer_that_makes_no_sense_stops_nobody(partner, wordpress, proxy):
    proxy.fail("status", method="POST", path="/posts", status=200, body="{}")
    proxy.fail("status", method="POST", path="/posts", status=200, body="<html>Welcome</html>")
    printed = partner.publish(code=1)
    for name in ("practitioners", "researchers"):
        assert f"media/{name}: error there" in printed
    assert printed.count("answers with something else than what was made") == 2
    assert len(wordpress.posts()) == 1
    partner.publish()
    assert len(wordpress.posts()) == 3


def test_a_short_wait_is_waited_for(partner, wordpress, proxy):
    proxy.fail("status", method="POST", path="/posts", status=429, headers={"Retry-After": "0"})
    proxy.fail("status", method="GET", status=503, headers={"Retry-After": "0"})
    partner.publish()
    assert partner.receipts() == CREATED + LINKED


def test_an_unreachable_partner(partner):
    partner.set_targets(partner_blog={"kind": "wordpress", "url": "http://127.0.0.1:9", "user": "author"})
    printed = partner.publish(code=1)
    assert printed.count("http://127.0.0.1:9 cannot be reached") == 1
    assert "3 failed" in printed


def test_a_wrong_password_is_told_in_wordpresss_words(partner, wordpress):
    printed = partner.publish(code=1, PARTNER_BLOG_SECRET="wrong wrong wrong")
    assert "does not accept the credentials" in printed
    assert "Check PARTNER_BLOG_SECRET (the environment or .env)" in printed
    assert "You are not currently logged in" in printed
    assert "wrong wrong" not in printed
    assert wordpress.posts() == []
    assert not (partner.path / "content/syndication.jsonl").exists()


def test_a_category_that_is_not_there_is_told_when_the_copy_is_made(partner, wordpress):
    assert 'there is no category "media"' in partner.publish()
    partner.edit(partner.part(2), "Part 2:", "The second part:")
    partner.build()
    printed = partner.publish()
    assert "media/researchers: updated" in printed
    assert "there is no category" not in printed


def test_a_missing_password_is_asked_for_by_name(partner):
    assert "PARTNER_BLOG_SECRET" in partner.publish(code=1, PARTNER_BLOG_SECRET="")


def test_the_secret_may_stand_in_dotenv_and_is_written_nowhere(partner, wordpress, proxy):
    secret = wordpress.passwords["author"]
    (partner.path / ".env").write_text(f"PARTNER_BLOG_SECRET={secret}\n")
    body = json.dumps({"message": f"You sent {secret}"})
    proxy.fail("status", method="POST", path="/posts", status=500, body=body)
    printed = partner.publish(code=1, PARTNER_BLOG_SECRET="")
    assert "You sent …" in printed
    printed += partner.publish(PARTNER_BLOG_SECRET="")
    (partner.path / ".env").unlink()
    assert secret not in printed
    for name, data in partner.files(".").items():
        assert secret.encode() not in data, name


def test_a_contributor_hands_in_drafts(partner, wordpress, proxy):
    partner.set_targets(partner_blog={"kind": "wordpress", "url": proxy.url, "user": "contributor"})
    secret = wordpress.passwords["contributor"]
    assert '"status": "pending"' in partner.publish(code=1, PARTNER_BLOG_SECRET=secret)
    partner.set_targets(
        partner_blog={"kind": "wordpress", "url": proxy.url, "user": "contributor", "status": "pending"}
    )
    printed = partner.publish(PARTNER_BLOG_SECRET=secret)
    assert printed.count("contributor may not upload files") == 1
    assert {post["status"] for post in wordpress.posts()} == {"pending"}
    assert len(wordpress.posts()) == 3
    (partner.path / "content/syndication.jsonl").unlink()
    partner.publish(PARTNER_BLOG_SECRET=secret)
    assert len(wordpress.posts()) == 3
    assert "https://partwork.example/media/images/photo.png" in wordpress.posts()[0]["content"]["raw"]


def test_readers_of_the_partner_see_a_good_copy(partner, wordpress):
    partner.publish()
    first, second, _ = wordpress.posts()
    page = BeautifulSoup(wordpress.page(first["link"]), "html.parser")
    copy = page.select_one(".partwork-copy")
    inner = copy.select("a[href^='#']")
    assert [link.get_text() for link in inner] == ["Novell, 2013", "1", "↩\ufe0e", "↩\ufe0e"]
    for link in inner:
        assert page.find(id=link["href"][1:]), link
    citation = copy.select_one("a.citation")
    assert citation["href"] == "#m-edia--practitioners--ref-novell2013"
    assert page.find(id=citation["href"][1:]).get_text().startswith("Novell, R. (2013).")
    assert copy.select_one("a.backlink")["href"] == f"#{citation['id']}"
    assert copy.select_one("blockquote")["cite"] == "https://example.net/source"
    assert copy.select_one("blockquote").get_text(strip=True) == "Quoted words stay “quoted” & whole."
    assert copy.select_one("table caption").get_text() == "Use in October 2013"
    assert copy.select_one("th[scope=row]").get_text() == "Practitioners"
    assert copy.select_one("[lang=mi]").get_text() == "whanaungatanga"
    chart, photo = copy.select("figure img")
    assert chart["alt"] == "A bar chart: 60 of 100"
    assert photo["alt"] == "A harbour at dusk"
    for image in (chart, photo):
        assert image["src"].startswith(f"{wordpress.url}/wp-content/uploads/")
        assert image["src"].endswith(".png")
    assert [credit.get_text() for credit in copy.select(".credit")] == [
        "Chart: the authors, CC BY 4.0",
        "Harbour, Given Example, CC BY 4.0",
    ]
    canonical = "https://partwork.example/media/practitioners/"
    assert f"By Given Example. First published on Partwork at {canonical}." in copy.get_text()
    assert copy.select_one(f"a[href='{canonical}']")
    assert copy.select_one("a[rel~=license]")["href"] == "https://creativecommons.org/licenses/by/4.0/"
    assert "Part 1 of 4 of Social media." in copy.get_text()
    nav = copy.select_one(".partwork-series")
    assert [link["href"] for link in nav.select("li a")] == [post["link"] for post in wordpress.posts()[1:]]
    assert "A planned part (to come)" in nav.get_text()
    figures = copy.find("a", string="the figures")
    assert figures["href"] == f"{second['link']}#m-edia--researchers--figures"
    text = page.get_text()
    for lost in ("script text", "color", "iframe text", "svg text"):
        assert lost not in text
    assert "maths text" in text
    assert copy.find("a", string="A talk")["href"] == "https://video.example/1"
    assert copy.find("a", string="Image: A closed picture")["href"] == canonical
    assert not [image for image in copy.select("img") if "closed" in image["src"]]
    # Nothing was added between the blocks, where WordPress likes to put paragraphs and line breaks.
    assert not copy.select("br")
    assert not [paragraph for paragraph in copy.select("p") if not paragraph.get_text(strip=True)]


def test_two_copies_on_one_page_do_not_collide(partner, wordpress):
    partner.publish()
    page = BeautifulSoup("".join(post["content"]["rendered"] for post in wordpress.posts()), "html.parser")
    ids = [element["id"] for element in page.find_all(id=True)]
    assert len(ids) == len(set(ids))
    assert len(page.select("a.citation")) == 3
    for link in page.select("a[href^='#']"):
        assert link["href"][1:] in ids


def test_the_next_build_knows_the_copies(partner, wordpress):
    (partner.path / "show.py").write_text(
        "from pelican import signals\n"
        "def show(generators):\n"
        "    for article in generators[0].articles:\n"
        "        for copy in article.copies: print('copy', article.slug, copy.target, copy.label, copy.url)\n"
        "def register(): signals.all_generators_finalized.connect(show)\n"
    )
    partner.publish()
    partner.edit("publishconf.py", '"rooms"]', '"rooms", "show"]')
    printed = " ".join(partner.build().split())
    link = wordpress.posts()[0]["link"]
    assert f"copy practitioners partner-blog partner-blog {link}" in printed


def test_settings_that_would_leak_a_password_are_refused(site):
    site.set_targets(partner_blog={"kind": "wordpress", "url": "http://blog.example", "user": "us"})
    assert "https://" in site.publish(code=1)
    site.set_targets(
        partner_blog={"kind": "wordpress", "url": "https://b.example", "user": "u", "password": "p"}
    )
    assert "PARTNER_BLOG_SECRET" in site.publish(code=1)


def test_a_cache_is_asked_past(partner, wordpress, proxy):
    proxy.fail("cache", method="GET", times=-1)
    partner.publish()
    post = wordpress.posts()[0]
    content = post["content"]["raw"].replace("Quoted words", "Misquoted words")
    wordpress.request("POST", f"posts/{post['id']}", json={"content": content})
    for number in (1, 2):
        partner.edit(partner.part(number), f"Part {number}:", f"Changed here, {number}:")
    partner.build()
    printed = partner.publish(code=1)
    assert "media/practitioners: blocked" in printed
    assert "Misquoted" in wordpress.posts()[0]["content"]["raw"]
    assert "Changed here" in wordpress.posts()[1]["content"]["raw"]


def test_a_cache_that_cannot_be_asked_past_leads_to_no_change(partner, wordpress, proxy):
    partner.publish()
    proxy.fail("deaf", method="GET", path="/posts/", times=-1)
    partner.edit(partner.part(1), "Part 1:", "Changed once:")
    partner.build()
    partner.publish()
    before = wordpress.posts()
    partner.edit(partner.part(1), "Changed once:", "Changed twice:")
    partner.build()
    assert "a cache there kept for 3,600 seconds" in partner.publish(code=1)
    assert wordpress.posts() == before
    proxy.clear()
    partner.publish()
    assert "Changed twice:" in wordpress.posts()[0]["content"]["raw"]
