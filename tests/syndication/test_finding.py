"""Our copy is found wherever the partner has put it, so that it is never made twice."""

import json
from pathlib import Path

import pytest

from crosspost.targets.ghost.images import Images
from crosspost.text.mark import hash_words, read_mark, read_marks
from crosspost.text.parser import parse
from crosspost.text.plaintext import write_text


def forget(partner):
    """Lose the ledger."""
    (partner.path / "content/syndication.jsonl").unlink()


def copies(wordpress, status="any,trash"):
    """Return the copies of the first part, whatever became of them."""
    posts = wordpress.request("GET", f"posts?status={status}&context=edit&per_page=100")
    return [
        post for post in posts if 'data-partwork="partwork.example:media/practit' in post["content"]["raw"]
    ]


@pytest.fixture
def alone(partner):
    """The partner's site with one post to send."""
    for number in (2, 3):
        partner.edit(partner.part(number), "<head>", '<head><meta name="syndicate" content="false">')
    partner.build()
    return partner


def test_a_copy_that_another_author_owns_now(alone, wordpress):
    alone.publish()
    (post,) = wordpress.posts()
    wordpress.request("POST", f"posts/{post['id']}", json={"author": 1})
    forget(alone)
    alone.publish()
    assert len(copies(wordpress)) == 1
    assert alone.receipts() == [("media/practitioners", "found")]


def test_a_contributors_copy_that_an_editor_has_published(alone, wordpress, proxy):
    alone.set_targets(
        partner_blog={"kind": "wordpress", "url": proxy.url, "user": "contributor", "status": "pending"}
    )
    secret = wordpress.passwords["contributor"]
    proxy.fail("drop_response", method="POST", path="/posts")
    alone.publish(code=1, PARTNER_BLOG_SECRET=secret)
    (post,) = wordpress.posts()
    wordpress.request("POST", f"posts/{post['id']}", json={"status": "publish"})
    alone.publish(PARTNER_BLOG_SECRET=secret)
    assert len(copies(wordpress)) == 1
    assert alone.receipts() == [("media/practitioners", "found")]


def test_a_copy_in_the_trash_is_not_made_again(alone, wordpress, proxy):
    alone.publish()
    (post,) = wordpress.posts()
    wordpress.request("DELETE", f"posts/{post['id']}")
    forget(alone)
    proxy.clear()
    assert "trash" in alone.publish(code=1)
    assert proxy.writes() == []
    assert "blocked" in [action["action"] for action in alone.plan()]
    assert "trash" in alone.publish(code=1)
    assert len(copies(wordpress)) == 1


def test_a_copy_that_the_partner_threw_away_may_stay_there(alone, wordpress, proxy):
    """What keeps `publish` from success says how to accept it."""
    alone.publish()
    (post,) = wordpress.posts()
    wordpress.request("DELETE", f"posts/{post['id']}")
    alone.edit(alone.part(1), "Part 1:", "Changed here:")
    alone.build()
    for _ in range(2):
        said = alone.publish(code=1)
        assert said.count("`withdraw media/practitioners --target partner-blog` leaves it so") == 1
        assert said.count("`restore media/practitioners --target partner-blog` brings it back") == 1
    assert "withdrawn" in alone.syndicate("withdraw", "media/practitioners", "--target", "partner-blog")
    proxy.clear()
    alone.publish()
    assert proxy.requests == []
    assert copies(wordpress, "publish") == []
    alone.syndicate("restore", "media/practitioners", "--target", "partner-blog")
    assert len(copies(wordpress, "publish")) == 1
    (post,) = copies(wordpress)
    wordpress.request("DELETE", f"posts/{post['id']}?force=true")
    alone.edit(alone.part(1), "Changed here:", "Changed again:")
    alone.build()
    assert "no longer there" in alone.publish(code=1)
    alone.syndicate("restore", "media/practitioners", "--target", "partner-blog")
    assert len(copies(wordpress, "publish")) == 1


def test_who_withdraws_is_told_what_still_links_there(partner):
    partner.publish()
    said = partner.syndicate("withdraw", "media/practitioners", "--target", "partner-blog")
    assert "until the next publish, its links in other parts stay as they were: media/" in said
    partner.publish()
    (partner.path / "outbox/waiting.json").unlink()
    said = partner.syndicate("withdraw", "media/researchers")
    assert "withdrawn" in said


def test_a_copy_whose_slug_was_taken_or_changed(alone, wordpress):
    wordpress.request("POST", "posts", json={"title": "Theirs", "slug": "practitioners", "status": "publish"})
    alone.publish()
    (post,) = copies(wordpress)
    assert post["slug"] == "practitioners-2"
    forget(alone)
    alone.publish()
    wordpress.request("POST", f"posts/{post['id']}", json={"slug": "whatever"})
    forget(alone)
    alone.publish()
    assert len(copies(wordpress)) == 1


@pytest.mark.parametrize("name", ["R&D it's", "ngā_tāngata", 'a "b" -c, d+e'])
def test_a_file_of_any_name(alone, wordpress, name):
    (alone.path / alone.part(1)).rename(alone.path / f"content/media/{name}.html")
    alone.build()
    alone.publish()
    (post,) = wordpress.posts()
    wordpress.request("POST", f"posts/{post['id']}", json={"slug": "whatever"})
    forget(alone)
    alone.publish()
    assert len(wordpress.posts()) == 1


def test_among_many_posts_that_look_like_it(alone, wordpress):
    alone.publish()
    (post,) = wordpress.posts()
    wordpress.request("POST", f"posts/{post['id']}", json={"slug": "whatever", "date": "2001-01-01T00:00:00"})
    wordpress.run(
        "for ($i = 0; $i < 120; $i++) wp_insert_post(['post_status' => 'publish', 'post_title' => 'Other',"
        "'post_content' => '<p>partwork.example:media/practitioners-too</p>']);"
    )
    forget(alone)
    alone.publish()
    assert alone.receipts() == [("media/practitioners", "found")]


def test_the_partners_edit_is_respected_without_the_ledger(partner, wordpress):
    partner.publish()
    post = wordpress.posts()[0]
    content = post["content"]["raw"].replace("Quoted words", "Misquoted words")
    wordpress.request("POST", f"posts/{post['id']}", json={"content": content})
    forget(partner)
    assert "media/practitioners: blocked" in partner.publish(code=1)
    partner.edit(partner.part(1), "Part 1:", "Changed here:")
    partner.edit(partner.part(2), "Part 2:", "Changed here:")
    partner.build()
    printed = partner.publish(code=1)
    assert "media/practitioners: blocked" in printed
    assert "media/researchers: updated" in printed
    assert "Misquoted" in wordpress.posts()[0]["content"]["raw"]


def test_a_lost_answer_to_an_image_stores_it_once(alone, wordpress, proxy):
    proxy.fail("drop_response", method="POST", path="/media")
    assert "Publish again" in alone.publish(code=1)
    assert len(wordpress.media()) == 1
    alone.publish()
    assert len(wordpress.media()) == 2
    assert len(wordpress.posts()) == 1


def test_an_image_that_the_site_does_not_take_costs_only_itself(alone, wordpress, proxy):
    body = json.dumps({"code": "rest_upload_sideload_error", "message": "Not this file type."})
    proxy.fail("status", method="POST", path="/media", status=500, body=body)
    assert "was not taken, so the copy shows it from our site" in alone.publish()
    assert len(wordpress.posts()) == 1


@pytest.mark.parametrize(
    "html",
    [
        "<div " * 1_000_000 + 'data-partwork="',
        "<div data-partwork=" + "a" * 5_000_000 + ">",
        "<div " + 'data-partwork="' * 400_001,
    ],
    ids=["tags", "name", "marks"],
)
def test_no_article_of_a_partner_takes_for_ever_to_read(html):
    assert read_mark(html, "partwork.example:media/practitioners") is None


def test_an_article_with_endless_addresses_takes_no_time_to_compare():
    assert hash_words("<https://" * 500_000 + " " * 500_000) != hash_words("")


def test_a_list_of_a_partner_may_be_as_long_as_it_likes():
    assert write_text(parse(f"<ol>{'<li>a</li>' * 20_000}</ol>")).endswith("\n20000.\xa0a\n")
    assert write_text(parse(f'<ol start="{"9" * 5_000}"><li>a</li></ol>')) == "1.\xa0a\n"


def test_images_of_ours_are_seen_among_endless_addresses():
    images = Images(None, Path(), lambda url: ())
    url = f"https://partner.example/partwork-{'0' * 24}.png"
    images.note({"html": "https://" * 500_000 + f' /partwork- <img src="{url}">'})
    assert images.known == {f"partwork-{'0' * 24}": url}


def test_the_marks_of_several_copies_in_one_article_are_told_apart():
    marks = read_marks('<div data-partwork="a:b"><div lang="mi" data-partwork="a:c" data-version="2">')
    assert {marker: mark.version for marker, mark in marks.items()} == {"a:b": "", "a:c": "2"}


@pytest.fixture
def filtered(wordpress):
    """A filter of the partner's that takes our mark out of what is saved."""
    plugin = wordpress.site / "wp-content/mu-plugins/no-marks.php"
    plugin.parent.mkdir(exist_ok=True)
    pattern = r"/ data-[a-z]+=\\\\?\"[^\"]*\"/"
    plugin.write_text(
        f"<?php add_filter('content_save_pre', fn ($text) => preg_replace('{pattern}', '', $text));"
    )
    yield
    plugin.unlink()


@pytest.mark.usefixtures("filtered")
def test_a_copy_whose_mark_was_filtered_is_known_by_id_and_words(alone, wordpress):
    assert "filter removed our mark" in alone.publish()
    (post,) = wordpress.posts()
    assert "data-partwork" not in post["content"]["raw"]
    alone.edit(alone.part(1), "Part 1:", "Changed here:")
    alone.build()
    assert "media/practitioners: updated" in alone.publish()
    text = wordpress.posts()[0]["content"]["raw"].replace("Quoted words", "Misquoted words")
    wordpress.request("POST", f"posts/{post['id']}", json={"content": text})
    assert "Misquoted" in alone.syndicate("verify", code=1)
    alone.edit(alone.part(1), "Changed here:", "Changed again:")
    alone.build()
    assert "was changed there" in alone.publish(code=1)
    alone.publish("--overwrite")
    (now,) = wordpress.posts()
    assert "Changed again:" in now["content"]["raw"]
    # Without the ledger it is one that somebody made by hand.
    forget(alone)
    alone.publish()
    assert alone.receipts() == [("media/practitioners", "adopted")]
    own = {"title": "Their own", "content": "<p>Their own words.</p>", "excerpt": ""}
    wordpress.request("POST", f"posts/{post['id']}", json=own)
    alone.edit(alone.part(1), "Changed again:", "Changed at last:")
    alone.build()
    alone.publish("--overwrite")
    texts = {one["id"]: one["content"]["raw"] for one in wordpress.posts()}
    assert len(texts) == 2
    assert texts[post["id"]] == own["content"]
