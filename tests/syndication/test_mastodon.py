"""Statuses on a stand-in for Mastodon and for GoToSocial: each once, whole, and as the author wrote it."""

import re
from dataclasses import replace

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st
from servers.mastodon import ApiError, MastodonStandIn, Token, render
from servers.proxy import fault_proxy
from syndication.conftest import draw_png
from syndication.posts import SITE, deliver, make_card, make_post, open_one

from crosspost.errors import BlockedError, RefusedError, SettingsError, UnansweredError, UnavailableError
from crosspost.http.exchange import read_wait
from crosspost.ledger.sent import keep_sent
from crosspost.model import Short
from crosspost.targets.mastodon.api import Limits, read_limits
from crosspost.targets.mastodon.statuses import leads_only_to, leads_to
from crosspost.text.short import fit

PICTURE = draw_png(b"\0\x80\x80", 64, 32)


@pytest.fixture(params=["mastodon", "gotosocial"])
def server(request):
    running = MastodonStandIn(flavour=request.param)
    yield running
    running.stop()


@pytest.fixture
def mastodon():
    running = MastodonStandIn()
    yield running
    running.stop()


@pytest.fixture
def gotosocial():
    running = MastodonStandIn(flavour="gotosocial")
    yield running
    running.stop()


@pytest.fixture
def proxy(server):
    with fault_proxy(server.port) as running:
        yield running


@pytest.fixture
def target(server, proxy, tmp_path):
    return open_one("mastodon", tmp_path, server.secret, url=proxy.url)


def texts(server):
    return [status["text"] for status in server.posted()]


def test_a_status_arrives_with_its_words_image_and_language(server, target, tmp_path):
    delivery = deliver(make_post(card=make_card(tmp_path, PICTURE)))
    assert target.find(delivery) is None
    holding = target.create(delivery)
    (status,) = server.posted()
    assert status["text"] == delivery.post.short.text
    assert (status["visibility"], status["language"]) == ("public", "en")
    assert [media["description"] for media in status["media"]] == ["A harbour at dusk"]
    assert holding.url == f"{server.url}/@author/{status['id']}"
    assert (holding.id, holding.public, holding.version) == (status["id"], True, delivery.version)
    found = target.find(delivery)
    assert (found.id, found.version, found.stored) == (holding.id, holding.version, holding.stored)
    assert target.read(holding)[1] == delivery.post.short.text


def test_the_text_is_not_asked_for_where_it_comes_with_the_status(gotosocial, tmp_path):
    with fault_proxy(gotosocial.port) as proxy:
        target = open_one("mastodon", tmp_path, gotosocial.secret, url=proxy.url)
        holding = target.create(deliver(make_post()))
        # So GoToSocial had it before 0.18, which could not edit.
        proxy.fail(
            "status", path="/source", status=200, times=-1, body='{"id": "1", "text": "No edits!\\n---"}'
        )
        assert target.find(deliver(make_post())).stored == holding.stored
        assert target.read(holding)[0].edited is False
        assert [path for _, path in proxy.requests if "/source" in path] == []


def test_a_status_that_says_the_same_is_not_edited(server, target, proxy):
    holding = target.create(deliver(make_post()))
    # Another version, the same words: a tag or a link in the long form changed.
    changed = deliver(make_post(hash="f" * 64))
    proxy.clear()
    now = target.update(changed, holding, overwrite=False)
    assert proxy.writes() == []
    assert (now.version, now.stored) == (changed.version, holding.stored)


def test_an_edit_here_is_an_edit_there_and_keeps_image_and_warning(server, target, tmp_path):
    card = make_card(tmp_path, PICTURE)
    holding = target.create(deliver(make_post(card=card)))
    status = server.posted()[0]
    status |= {"spoiler_text": "Long", "sensitive": True}
    changed = deliver(make_post(summary="What it says now.", card=card))
    now = target.update(changed, holding, overwrite=False)
    (status,) = server.posted()
    assert "says now" in status["text"]
    assert (status["spoiler_text"], status["sensitive"]) == ("Long", True)
    assert [media["description"] for media in status["media"]] == ["A harbour at dusk"]
    assert len(server.media) == 1
    assert status["edited_at"]
    assert now.id == holding.id
    assert now.stored != holding.stored


def test_another_alternative_text_is_another_image(server, target, tmp_path):
    holding = target.create(deliver(make_post(card=make_card(tmp_path, PICTURE))))
    changed = deliver(make_post(card=make_card(tmp_path, PICTURE, "The harbour of Wellington")))
    now = target.update(changed, holding, overwrite=False)
    (status,) = server.posted()
    assert [media["description"] for media in status["media"]] == ["The harbour of Wellington"]
    assert target.read(now)[0].stored == now.stored


def test_an_image_that_is_taken_away_goes_there_too(server, target, tmp_path):
    holding = target.create(deliver(make_post(card=make_card(tmp_path, PICTURE))))
    now = target.update(deliver(make_post()), holding, overwrite=False)
    (status,) = server.posted()
    assert status["media"] == []
    assert target.read(now)[0].stored == now.stored
    assert target.update(deliver(make_post()), now, overwrite=False).stored == now.stored


def test_an_authors_edit_there_is_kept(server, target):
    holding = target.create(deliver(make_post()))
    theirs = server.posted()[0]["text"].replace("What it says", "What it really says")
    server.edit_by_hand(holding.id, theirs)
    changed = deliver(make_post(summary="What it says now."))
    with pytest.raises(BlockedError, match="was changed there") as error:
        target.update(changed, holding, overwrite=False)
    assert error.value.theirs == theirs
    with pytest.raises(BlockedError, match="was changed there"):
        target.withdraw(holding, overwrite=False)
    assert texts(server) == [theirs]
    assert target.read(holding)[0].edited
    target.update(changed, holding, overwrite=True)
    assert texts(server) == [changed.post.short.text]


def test_a_status_that_is_gone_stays_gone_unless_overwritten(server, target):
    delivery = deliver(make_post())
    holding = target.create(delivery)
    server.delete_by_hand(holding.id)
    with pytest.raises(BlockedError, match="no longer there"):
        target.update(delivery, holding, overwrite=False)
    assert target.read(holding) is None
    assert target.find(delivery) is None
    # Within the hour: Mastodon still remembers the key of the deleted status.
    now = target.update(delivery, holding, overwrite=True)
    assert [status["id"] for status in server.posted()] == [now.id]


def test_after_a_status_was_deleted_the_same_may_be_made(server, target):
    delivery = deliver(make_post())
    server.delete_by_hand(target.create(delivery).id)
    now = target.create(delivery)
    assert [status["id"] for status in server.posted()] == [now.id]


def test_withdrawn_and_restored(server, target):
    delivery = deliver(make_post())
    holding = target.create(delivery)
    left = target.withdraw(holding, overwrite=False)
    assert (left.public, server.posted()) == (False, [])
    assert not target.withdraw(holding, overwrite=False).public
    back = target.restore(delivery, left)
    assert [status["id"] for status in server.posted()] == [back.id]
    assert back.public
    assert target.restore(delivery, back).id == back.id
    assert len(server.posted()) == 1


@pytest.mark.parametrize("fault", ["drop_response", "truncate"])
def test_a_lost_answer_is_found_and_not_doubled(server, target, proxy, fault):
    delivery = deliver(make_post())
    assert target.find(delivery) is None
    proxy.fail(fault, method="POST", path="/statuses")
    with pytest.raises(UnansweredError):
        target.create(delivery)
    assert len(server.posted()) == 1
    found = target.find(delivery)
    assert found.version == delivery.version
    assert len(server.posted()) == 1


def test_a_lost_answer_to_an_edit_is_asked_again(server, target, proxy):
    holding = target.create(deliver(make_post()))
    changed = deliver(make_post(summary="What it says now."))
    proxy.clear()
    proxy.fail("drop_response", method="PUT")
    now = target.update(changed, holding, overwrite=False)
    assert len(proxy.writes()) == 2
    assert texts(server) == [changed.post.short.text]
    assert now.version == changed.version


def test_lost_answers_to_uploads_and_deletions_do_no_harm(server, target, proxy, tmp_path):
    proxy.fail("drop_response", path="/media")
    holding = target.create(deliver(make_post(card=make_card(tmp_path, PICTURE))))
    assert len(server.posted()[0]["media"]) == 1
    proxy.fail("drop_response", method="DELETE")
    target.withdraw(holding, overwrite=False)
    assert server.posted() == []


def test_of_two_publishers_at_once_one_keeps_its_status(server, proxy, tmp_path):
    first, second = (open_one("mastodon", tmp_path, server.secret, url=proxy.url) for _ in range(2))
    delivery = deliver(make_post())
    assert first.find(delivery) is None
    assert second.find(delivery) is None
    one, two = first.create(delivery), second.create(delivery)
    assert len(server.posted()) == 1
    assert one.id == two.id == server.posted()[0]["id"]


def test_without_a_ledger_our_own_older_words_are_known_as_ours(mastodon, tmp_path):
    target = open_one("mastodon", tmp_path, mastodon.secret, url=mastodon.url)
    target.create(deliver(make_post()))
    changed = deliver(make_post(summary="What it says now."))
    found = target.find(changed)
    assert found.version not in ("", changed.version)
    # The ledger has it now, with these words as what is stored.
    target.update(changed, found, overwrite=False)
    assert texts(mastodon) == [changed.post.short.text]


def test_without_a_ledger_what_this_machine_sent_is_known_as_ours(gotosocial, tmp_path):
    # This server does not tell which application a token is of.
    target = open_one("mastodon", tmp_path, gotosocial.secret, url=gotosocial.url)
    delivery = deliver(make_post())
    target.create(delivery)
    changed = deliver(make_post(summary="What it says now."))
    assert target.find(changed).version == ""
    keep_sent(target.rooms.sent, delivery)
    found = target.find(changed)
    assert (found.version != "", found.edited) == (True, False)
    gotosocial.edit_by_hand(found.id, f"theirs: {delivery.post.short.text}")
    found = target.find(changed)
    assert (found.version != "", found.edited) == (True, True)
    assert not target.find(replace(changed, tried=True)).edited


def test_without_a_ledger_a_post_that_has_moved_is_known_by_what_this_machine_sent(gotosocial, tmp_path):
    target = open_one("mastodon", tmp_path, gotosocial.secret, url=gotosocial.url)
    delivery = deliver(make_post())
    made = target.create(delivery)
    words = "Another title, Another summary, https://partwork.example/media/elsewhere/"
    moved = deliver(make_post(text=words, url=f"{SITE}/media/elsewhere/"))
    assert target.find(moved) is None
    keep_sent(target.rooms.sent, delivery)
    found = target.find(moved)
    assert (found.id, found.version != "", found.edited) == (made.id, True, False)


def test_what_the_author_posted_by_hand_is_taken_for_that(server, target):
    server.post_by_hand(f"@friend@elsewhere.example look: {SITE}/media/first/", visibility="direct")
    delivery = deliver(make_post())
    assert target.find(delivery) is None
    by_hand = server.post_by_hand(f"My new post: {SITE}/media/first/")
    found = target.find(delivery)
    assert (found.id, found.version) == (by_hand["id"], "")


def test_a_status_about_another_post_is_not_taken_for_one_about_this(server, target):
    first, second = f"{SITE}/media/first/", f"{SITE}/media/second/"
    target.create(deliver(make_post("second", text=f"After {first} now this: {second}")))
    assert target.find(deliver(make_post("first"))) is None
    assert target.find(deliver(make_post("second", text=f"After {first} now this: {second}"))).version


def test_a_copy_is_found_behind_two_hundred_other_statuses(server, target, proxy):
    delivery = deliver(make_post())
    holding = target.create(delivery)
    for number in range(200):
        server.post_by_hand(f"Number {number}")
    again = open_one("mastodon", target.rooms.root, server.secret, url=proxy.url)
    assert again.find(delivery).id == holding.id
    proxy.clear()
    assert again.find(deliver(make_post("second"))) is None
    assert len([path for _, path in proxy.requests if "/accounts/1/statuses" in path]) == 1


def test_a_series_is_told_as_a_thread_when_asked(server, proxy, tmp_path):
    target = open_one("mastodon", tmp_path, server.secret, url=proxy.url, thread=True)
    first = target.create(deliver(make_post("first")))
    second = target.create(deliver(make_post("second"), {"media/first": first}))
    held = {"media/first": first, "media/second": second}
    third = target.create(deliver(make_post("third"), held))
    by_id = server.statuses
    assert by_id[first.id]["in_reply_to_id"] is None
    assert by_id[second.id]["in_reply_to_id"] == first.id
    assert by_id[third.id]["in_reply_to_id"] == second.id
    target.withdraw(third, overwrite=False)
    server.delete_by_hand(second.id)
    assert by_id[target.restore(deliver(make_post("third"), held), third).id]["in_reply_to_id"] == first.id


def test_an_image_is_attached_when_it_is_ready(tmp_path):
    server = MastodonStandIn(processing=3)
    target = open_one("mastodon", tmp_path, server.secret, url=server.url)
    target.create(deliver(make_post(card=make_card(tmp_path, PICTURE))))
    assert len(server.posted()[0]["media"]) == 1
    server.stop()


def test_without_an_image_that_cannot_be_had_the_status_still_arrives(server, target, tmp_path, proxy):
    kept = make_card(tmp_path, PICTURE, reuse=False)
    assert target.create(deliver(make_post("first", card=kept))).notes == ()
    drawing = make_card(tmp_path, b"<svg/>")
    (note,) = target.create(deliver(make_post("second", card=drawing))).notes
    assert "images/card.png was not attached" in note
    proxy.fail("status", path="/media", status=422, body='{"error": "File is invalid"}')
    (note,) = target.create(deliver(make_post("third", card=make_card(tmp_path, PICTURE)))).notes
    assert "File is invalid" in note
    assert [status["media"] for status in server.posted()] == [[], [], []]
    plain = open_one("mastodon", tmp_path, server.secret, url=proxy.url, image=False)
    plain.create(deliver(make_post(text=f"Alone {SITE}/media/first/", card=make_card(tmp_path, PICTURE))))
    assert server.posted()[-1]["media"] == []


@pytest.mark.parametrize(
    ("flavour", "limit", "expected"),
    [
        # Besides the summary there are 20 characters and the link: 23 on Mastodon, elsewhere 37.
        ("mastodon", 70, "One two three four five…"),
        ("gotosocial", 70, "One two…"),
    ],
)
def test_words_are_cut_to_what_the_instance_takes(tmp_path, flavour, limit, expected):
    server = MastodonStandIn(flavour=flavour, max_characters=limit)
    target = open_one("mastodon", tmp_path, server.secret, url=server.url)
    delivery = deliver(make_post(summary="One two three four five six seven eight nine"))
    target.create(delivery)
    (text,) = texts(server)
    assert f"\n\n{expected}\n\n{SITE}/media/first/\n\n#Media" in text
    assert server.count(text) <= limit
    assert target.find(delivery).version == delivery.version
    server.stop()


def test_an_authors_own_words_are_refused_rather_than_cut(tmp_path):
    server = MastodonStandIn(max_characters=40)
    target = open_one("mastodon", tmp_path, server.secret, url=server.url)
    with pytest.raises(RefusedError, match="56 characters, and 40 are allowed"):
        target.create(deliver(make_post(text=f"These are my own words about it: {SITE}/media/first/")))
    assert server.posted() == []
    server.stop()


def test_a_server_without_edits_says_so(tmp_path):
    server = MastodonStandIn(editing=False)
    target = open_one("mastodon", tmp_path, server.secret, url=server.url)
    holding = target.create(deliver(make_post()))
    with pytest.raises(RefusedError, match="cannot edit what was posted"):
        target.update(deliver(make_post(summary="Changed.")), holding, overwrite=False)
    server.stop()


def test_a_server_that_cannot_delete_is_not_taken_for_one_that_did(tmp_path):
    server = MastodonStandIn(deleting=False)
    target = open_one("mastodon", tmp_path, server.secret, url=server.url)
    holding = target.create(deliver(make_post()))
    for overwrite in (False, True):
        with pytest.raises(RefusedError, match=r"cannot delete what was posted. Delete it there by hand"):
            target.withdraw(holding, overwrite)
    server.delete_by_hand(holding.id)
    assert not target.withdraw(holding, overwrite=False).public
    server.stop()


def test_a_limit_that_ends_soon_is_waited_for_and_a_long_one_is_told(mastodon, tmp_path):
    target = open_one("mastodon", tmp_path, mastodon.secret, url=mastodon.url)
    assert target.find(deliver(make_post())) is None
    mastodon.asked, mastodon.allowed, mastodon.retry = 0, 1, 1
    target.create(deliver(make_post()))
    assert len(mastodon.posted()) == 1
    mastodon.asked, mastodon.retry = 0, None
    target.api.get("v1/accounts/verify_credentials")
    with pytest.raises(UnavailableError, match="asks to wait"):
        target.find(deliver(make_post("second")))


def test_wrong_and_narrow_tokens_are_told_apart(server, tmp_path):
    wrong = open_one("mastodon", tmp_path, "not-a-token", url=server.url)
    with pytest.raises(UnavailableError, match="does not accept the credentials") as error:
        wrong.find(deliver(make_post()))
    assert "not-a-token" not in str(error.value)
    server.tokens["narrow"] = Token("author", "Partwork", frozenset({"read"}))
    narrow = open_one("mastodon", tmp_path, "narrow", url=server.url)
    assert narrow.find(deliver(make_post())) is None
    with pytest.raises(UnavailableError, match="write:statuses"):
        narrow.create(deliver(make_post()))
    assert server.posted() == []


def test_a_token_of_nobody_is_told_as_that(server, target, proxy):
    # Mastodon says so of an application's own token, snac of every wrong one.
    body = '{"error": "This method requires an authenticated user"}'
    proxy.fail("status", path="/verify_credentials", status=422, body=body)
    with pytest.raises(UnavailableError, match=r"credentials.*NETWORK_SECRET .* must be that of"):
        target.find(deliver(make_post()))


def test_doctor_says_what_is_there_and_changes_nothing(server, target, proxy):
    findings = list(target.check())
    assert all(finding.good for finding in findings), findings
    said = "\n".join(finding.text for finding in findings)
    assert "@author" in said
    assert "500 characters" in said
    assert ("links count in full" in said) == (server.flavour == "gotosocial")
    assert proxy.writes() == []


def test_doctor_says_what_a_token_lacks(mastodon, tmp_path):
    mastodon.tokens["narrow"] = Token("author", "Partwork", frozenset({"read:accounts", "write:media"}))
    target = open_one("mastodon", tmp_path, "narrow", url=mastodon.url)
    bad = [finding.text for finding in target.check() if not finding.good]
    assert any("write:statuses" in text for text in bad)
    assert any("read:statuses" in text for text in bad)
    (finding,) = open_one("mastodon", tmp_path, "wrong", url=mastodon.url).check()
    assert not finding.good


@pytest.mark.parametrize("visibility", ["unlisted", "private"])
def test_visibility_is_the_settings(server, proxy, tmp_path, visibility):
    target = open_one("mastodon", tmp_path, server.secret, url=proxy.url, visibility=visibility)
    holding = target.create(deliver(make_post()))
    assert server.posted()[0]["visibility"] == visibility
    assert holding.public == (visibility == "unlisted")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"url": "https://social.example", "visibility": "direct"}, "visibility"),
        ({"url": "http://social.example"}, "https://"),
        ({"url": "https://social.example", "token": "x"}, "no secrets here"),
    ],
)
def test_settings_that_cannot_be_used_are_refused(tmp_path, options, words):
    with pytest.raises(SettingsError, match=words):
        open_one("mastodon", tmp_path, "", **options)


def test_a_link_is_known_however_the_server_writes_it():
    url = "https://partwork.example/māori/part-1/?a=b&c=d"
    assert leads_to(render(f"Read {url}.", "https://social.example"), url)
    assert leads_to('<a href="https://PARTWORK.example/m%C4%81ori/part-1?a=b&amp;c=d">x</a>', url)
    assert not leads_to(f"<p>{url}</p>", url)
    assert not leads_to(render(f"{url}e", "https://social.example"), url)
    both = render(f"{url} {SITE}/", "https://social.example")
    assert leads_to(both, url)
    assert not leads_only_to(both, url)


def test_a_server_that_is_not_mastodon_is_not_believed_about_links():
    told = {"statuses": {"max_characters": 500, "characters_reserved_per_url": 23}}
    assert read_limits({"version": "4.5.1", "configuration": told}).link == 23
    source = {"source_url": "https://github.com/glitch-soc/mastodon"}
    assert read_limits({**source, "configuration": told}).link == 23
    for other in (
        {"source_url": "https://codeberg.org/superseriousbusiness/gotosocial", "version": "4.5.1"},
        {"version": "0.20.2+git-36a4ee9"},
        {"version": "2.7.2 (compatible; Pleroma 2.9.0)"},
    ):
        assert read_limits({**other, "configuration": told}).link is None
    assert read_limits({"configuration": {"statuses": {"max_characters": 500}}}).link is None
    assert read_limits({}) == Limits()


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("te reo Māori", 12),
        ("te reo Ma\u0304ori", 12),
        ("👩‍👩‍👧‍👦 🇳🇿", 3),
        ("@name@a.long.example.org said", 10),
        ("see https://example.org/a/very/long/address/indeed.", 28),
        ("(https://example.org/a)", 25),
        ("mail name@example.org", 21),
    ],
)
def test_characters_are_counted_as_mastodon_counts(text, count):
    assert Limits(link=23).count(text) == count
    assert Limits().count(text) == len(text)


WORDS = st.lists(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12), max_size=60)


@given(WORDS, st.integers(60, 500), st.sampled_from([None, 23]))
def test_what_fits_fits_and_its_link_is_whole(words, limit, link):
    summary = " ".join(word for word in words if "//" not in word)
    url = f"{SITE}/media/first/"
    limits = Limits(limit, link)
    text = fit(Short(f"On it\n\n{summary}\n\n{url}\n\n#Media", summary), limits.count, limit)
    assert limits.count(text) <= limit
    assert text.startswith("On it\n\n")
    assert text.endswith(f"{url}\n\n#Media")


@given(st.text(st.characters(exclude_characters="@:"), max_size=200))
def test_without_links_and_accounts_only_graphemes_count(text):
    assert Limits(link=23).count(text) == len(regex.findall(r"\X", text))


@given(st.text(max_size=200))
def test_ours_counts_no_less_than_the_server(text):
    server = MastodonStandIn.count
    mastodon = type("Flavour", (), {"flavour": "mastodon"})()
    text = f"{text} {SITE}/a/long/address/, @name@example.org."
    assert Limits(link=23).count(text) >= server(mastodon, text)


def test_an_unanswered_key_is_answered_on_mastodon(mastodon, tmp_path):
    target = open_one("mastodon", tmp_path, mastodon.secret, url=mastodon.url)
    delivery = deliver(make_post())
    one, two = target.create(delivery), target.create(delivery)
    assert one.id == two.id
    other = deliver(replace(make_post(), hash="e" * 64))
    assert re.fullmatch(r"\d+", target.create(other).id)


@pytest.mark.parametrize("status", [422, 429, 500])
def test_an_old_answer_that_is_given_again_is_not_the_last_word(server, target, proxy, status):
    # Pleroma keeps every answer with its key, refusals and requests to wait as well.
    delivery = deliver(make_post())
    assert target.find(delivery) is None
    replayed = {"Idempotent-Replayed": "true"}
    proxy.fail("status", method="POST", path="/statuses", status=status, headers=replayed, body="{}")
    target.create(delivery)
    assert len(server.posted()) == 1
    proxy.clear()
    proxy.fail("status", method="POST", path="/statuses", status=422, body='{"error": "No"}', times=-1)
    with pytest.raises(RefusedError, match="No"):
        target.create(deliver(make_post("second")))
    assert len(proxy.writes()) == 1


def test_a_status_that_is_there_still_is_not_overwritten_by_restoring_it(server, target):
    delivery = deliver(make_post())
    holding = target.create(delivery)
    theirs = delivery.post.short.text.replace("What it says", "What it really says")
    server.edit_by_hand(holding.id, theirs)
    with pytest.raises(BlockedError, match="was changed there"):
        target.restore(delivery, holding)
    assert texts(server) == [theirs]
    target.restore(delivery, holding, overwrite=True)
    assert texts(server) == [delivery.post.short.text]


def test_a_status_that_was_made_is_written_down_though_nothing_else_can_be_asked(server, target):
    listed = server.list_statuses

    def fail(*_):
        raise ApiError(403, "Not you")

    assert target.find(deliver(make_post())) is None
    server.list_statuses = fail
    holding = target.create(deliver(make_post()))
    assert holding.id == server.posted()[0]["id"]
    assert "Not you" in holding.notes[0]
    server.list_statuses = listed


ODD = [None, 1, True, "many", [1], {"a": 1}, float("inf"), float("-inf"), float("nan"), -5]


@pytest.mark.parametrize("odd", ODD)
def test_limits_that_make_no_sense_are_those_of_mastodon(odd):
    parts = ["statuses", "media_attachments"]
    for instance in [{"configuration": odd}, *({"configuration": {part: odd}} for part in parts)]:
        assert read_limits(instance) == Limits()
    names = ["image_size_limit", "supported_mime_types", "description_limit"]
    limits = read_limits({"configuration": {"media_attachments": dict.fromkeys(names, odd)}})
    assert (limits.image >= 0, limits.description > 0) == (True, True)
    limits = read_limits({"configuration": {"statuses": {"max_characters": odd}}, "max_toot_chars": odd})
    assert limits.characters > 0


def test_an_image_of_which_nothing_is_said_is_left_out(server, target, tmp_path):
    server.present = lambda media: [1]
    holding = target.create(deliver(make_post(card=make_card(tmp_path, PICTURE))))
    assert server.posted()[0]["media"] == []
    assert "images/card.png was not attached" in holding.notes[0]


@pytest.mark.parametrize("value", ["²", "Mon, 01 Jan 2026 00:00:00 +99999999999999", "soon"])
def test_a_wait_that_makes_no_sense_is_none(value):
    assert read_wait(value, "Sun, 22 Nov 2026 12:00:00 GMT") is None


@pytest.mark.parametrize(
    "value", ["7", "1795348807", "2026-11-22T12:00:07Z", "Sun, 22 Nov 2026 12:00:07 GMT"]
)
def test_a_wait_is_read_however_servers_write_it(value):
    # GoToSocial writes X-RateLimit-Reset as seconds since 1970, Mastodon in ISO 8601.
    assert read_wait(value, "Sun, 22 Nov 2026 12:00:00 GMT") == 7


def test_a_copy_is_found_behind_any_number_of_younger_statuses(mastodon, tmp_path):
    delivery = deliver(make_post())
    with fault_proxy(mastodon.port) as proxy:
        target = open_one("mastodon", tmp_path, mastodon.secret, url=proxy.url)
        holding = target.create(delivery)
        for number in range(500):
            mastodon.post_by_hand(f"Number {number}")
        again = open_one("mastodon", tmp_path, mastodon.secret, url=proxy.url)
        assert again.find(delivery).id == holding.id
        # Of what is older than the post, only the last 400 are asked for.
        for status in mastodon.posted():
            status["created_at"] = "2020-01-01T00:00:00.000Z"
        proxy.clear()
        assert open_one("mastodon", tmp_path, mastodon.secret, url=proxy.url).find(delivery) is None
        assert len([path for _, path in proxy.requests if "/accounts/1/statuses" in path]) == 10


def test_an_answer_that_is_no_list_is_not_taken_for_an_empty_one(server, target):
    server.list_statuses = lambda *_: {"statuses": []}
    with pytest.raises(RefusedError, match="something else than statuses"):
        target.find(deliver(make_post()))
