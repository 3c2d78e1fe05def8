"""Posts at a stand-in for a Micropub endpoint: one that can do everything, and ones that can do little."""

import json
import urllib.request
from dataclasses import replace

import pytest
from servers.micropub import CREATE_ONLY, FULL, MicropubError, MicropubStandIn
from servers.proxy import fault_proxy
from syndication.conftest import draw_png
from syndication.posts import SITE, deliver, make_article, make_card, open_one

from crosspost.errors import BlockedError, RefusedError, SettingsError, UnansweredError, UnavailableError
from crosspost.targets.micropub.copies import recognise
from crosspost.targets.micropub.microformats import Entry, read_page, read_source

PICTURE = draw_png(b"\0\x80\x80", 64, 32)


@pytest.fixture
def start():
    """Start a site with an endpoint, through a proxy."""
    running = []

    def run(abilities=FULL, **options):
        server = MicropubStandIn(abilities=frozenset(abilities), **options)
        manager = fault_proxy(server.port)
        running.append((server, manager))
        proxy = manager.__enter__()
        # As its owner set it up: what is posted through an address has that address.
        server.url = proxy.url
        return server, proxy

    yield run
    for server, manager in running:
        manager.__exit__(None, None, None)
        server.stop()


def open_site(server, proxy, folder, secret=None, **options):
    return open_one("micropub", folder, secret or server.secret, url=f"{proxy.url}/micropub", **options)


def only(server):
    """Return address and properties of the only post."""
    ((url, properties),) = server.held().items()
    return url, properties


def html_of(server):
    return only(server)[1]["content"][0]["html"]


def test_a_post_arrives_with_all_that_belongs_to_it(start, tmp_path):
    server, proxy = start()
    target = open_site(server, proxy, tmp_path)
    delivery = deliver(make_article(card=make_card(tmp_path, PICTURE)))
    assert target.find(delivery) is None
    holding = target.create(delivery)
    url, properties = only(server)
    assert (holding.url, holding.public, holding.version) == (url, True, delivery.version)
    assert url.endswith("/first")
    assert properties["name"] == ["On first"]
    assert properties["content"] == [{"html": delivery.post.html}]
    assert properties["summary"] == ["What it says."]
    assert properties["category"] == ["media", "Media"]
    assert properties["published"] == ["2026-11-02T09:00:00+00:00"]
    assert properties["syndication"] == [f"{SITE}/media/first/"]
    (photo,) = properties["photo"]
    assert photo["alt"] == "A harbour at dusk"
    assert server.media[photo["value"]] == PICTURE
    found = target.find(delivery)
    assert (found.id, found.version, found.stored, found.edited) == (
        holding.id,
        holding.version,
        holding.stored,
        False,
    )
    assert "Quoted words stay." in target.read(holding)[1]


def test_an_image_that_the_content_shows_is_not_shown_twice(start, tmp_path):
    server, proxy = start()
    card = make_card(tmp_path, PICTURE)
    open_site(server, proxy, tmp_path).create(deliver(make_article(card=card, images=(card,))))
    assert "photo" not in only(server)[1]
    assert server.media == {}


def test_without_a_media_endpoint_the_image_stays_ours(start, tmp_path):
    server, proxy = start(CREATE_ONLY)
    open_site(server, proxy, tmp_path).create(deliver(make_article(card=make_card(tmp_path, PICTURE))))
    assert only(server)[1]["photo"] == [{"value": f"{SITE}/images/card.png", "alt": "A harbour at dusk"}]


def test_an_edit_replaces_our_words_and_keeps_the_partners_categories(start, tmp_path):
    server, proxy = start()
    target = open_site(server, proxy, tmp_path)
    holding = target.create(deliver(make_article()))
    url, properties = only(server)
    properties["category"].append("theirs")
    properties["syndication"].append("https://elsewhere.example/1")
    now = target.update(deliver(make_article(words="Other words.")), holding, overwrite=False)
    url, properties = only(server)
    assert "Other words." in html_of(server)
    assert properties["category"] == ["media", "Media", "theirs"]
    assert properties["syndication"] == [f"{SITE}/media/first/", "https://elsewhere.example/1"]
    assert (now.id, now.stored != holding.stored) == (url, True)


def test_links_to_siblings_follow_though_words_do_not_change(start, tmp_path):
    server, proxy = start()
    target = open_site(server, proxy, tmp_path)
    holding = target.create(deliver(make_article()))
    second = replace(holding, url="https://partner.example/second")
    now = target.update(deliver(make_article(), {"media/second": second}), holding, overwrite=False)
    assert 'href="https://partner.example/second"' in html_of(server)
    assert now.stored == holding.stored


def test_what_the_partner_changed_is_kept(start, tmp_path):
    server, proxy = start()
    target = open_site(server, proxy, tmp_path)
    holding = target.create(deliver(make_article()))
    server.edit_by_hand(holding.id, "Quoted words", "Misquoted words")
    changed = deliver(make_article(words="Other words."))
    with pytest.raises(BlockedError, match="was changed there") as error:
        target.update(changed, holding, overwrite=False)
    assert "Misquoted words" in error.value.theirs
    with pytest.raises(BlockedError):
        target.withdraw(holding, overwrite=False)
    assert target.find(deliver(make_article())).edited
    assert target.read(holding)[0].edited
    target.update(changed, holding, overwrite=True)
    assert "Other words." in html_of(server)


def test_withdrawn_and_restored_at_the_same_address(start, tmp_path):
    server, proxy = start()
    target = open_site(server, proxy, tmp_path)
    holding = target.create(deliver(make_article()))
    left = target.withdraw(holding, overwrite=False)
    assert (left.public, server.held()) == (False, {})
    assert target.read(holding) is None
    assert not target.withdraw(left, overwrite=False).public
    back = target.restore(deliver(make_article(words="Other words.")), left)
    assert (back.id, back.public, back.id == only(server)[0]) == (holding.id, True, True)
    assert "Other words." in html_of(server)


def test_what_is_gone_stays_gone_unless_overwritten(start, tmp_path):
    server, proxy = start()
    target = open_site(server, proxy, tmp_path)
    holding = target.create(deliver(make_article()))
    server.delete_by_hand(holding.id)
    with pytest.raises(BlockedError, match="no longer there"):
        target.update(deliver(make_article()), holding, overwrite=False)
    assert server.held() == {}
    target.update(deliver(make_article()), holding, overwrite=True)
    assert len(server.held()) == 1
    server.delete_by_hand(only(server)[0])
    assert target.restore(deliver(make_article()), holding).public
    assert len(server.held()) == 1


@pytest.mark.parametrize("fault", ["drop_response", "truncate"])
def test_a_lost_answer_is_found_in_the_list(start, tmp_path, fault):
    server, proxy = start()
    target = open_site(server, proxy, tmp_path)
    proxy.fail(fault, method="POST")
    with pytest.raises(UnansweredError):
        target.create(deliver(make_article()))
    found = target.find(replace(deliver(make_article()), tried=True))
    assert found.version == deliver(make_article()).version
    proxy.fail("refuse", method="POST")
    with pytest.raises(UnansweredError):
        target.create(deliver(make_article("second")))
    assert target.find(replace(deliver(make_article("second")), tried=True)) is None


def test_lost_answers_to_what_may_be_asked_twice_do_no_harm(start, tmp_path):
    server, proxy = start()
    target = open_site(server, proxy, tmp_path)
    holding = target.create(deliver(make_article()))
    proxy.fail("drop_response", method="POST")
    target.update(deliver(make_article(words="Other words.")), holding, overwrite=True)
    assert "Other words." in html_of(server)
    proxy.fail("drop_response", method="POST")
    target.withdraw(holding, overwrite=True)
    assert server.held() == {}


@pytest.mark.parametrize("refusal", [400, 404, 405, 501])
def test_an_endpoint_that_can_only_create_says_what_to_do(start, tmp_path, refusal):
    server, proxy = start(CREATE_ONLY, refusal=refusal)
    target = open_site(server, proxy, tmp_path, me=server.url + "/")
    delivery = deliver(make_article())
    assert target.find(delivery) is None
    holding = target.create(delivery)
    assert target.find(delivery).stored == holding.stored
    changed = deliver(make_article(words="Other words."))
    with pytest.raises(BlockedError, match=r"can only create.*by hand.*does not support update"):
        target.update(changed, holding, overwrite=False)
    with pytest.raises(BlockedError, match=r"can only create.*by hand"):
        target.withdraw(holding, overwrite=False)
    assert len(server.held()) == 1
    # Links to siblings are not worth a complaint, nor what was changed by hand as asked.
    linked = deliver(make_article(), {"media/second": replace(holding, url="https://partner.example/second")})
    assert target.update(linked, holding, overwrite=False).version == linked.version
    server.edit_by_hand(holding.id, "Quoted words stay.", "Other words.")
    by_hand = target.read(holding)[0]
    assert target.update(changed, by_hand, overwrite=False).version == changed.version
    server.delete_by_hand(holding.id)
    assert not target.withdraw(holding, overwrite=False).public


def test_after_a_lost_answer_the_site_itself_is_looked_at(start, tmp_path):
    server, proxy = start(CREATE_ONLY)
    target = open_site(server, proxy, tmp_path, me=server.url + "/")
    proxy.fail("drop_response", method="POST")
    with pytest.raises(UnansweredError):
        target.create(deliver(make_article()))
    for number in range(25):
        server.post_by_hand(name=f"Number {number}", content="Something else")
    tried = replace(deliver(make_article()), tried=True)
    assert target.find(tried).version == tried.version


def test_who_cannot_be_asked_gets_nothing_twice(start, tmp_path):
    server, proxy = start(CREATE_ONLY)
    target = open_site(server, proxy, tmp_path)
    assert target.find(deliver(make_article())) is None
    proxy.fail("drop_response", method="POST")
    with pytest.raises(UnansweredError):
        target.create(deliver(make_article()))
    with pytest.raises(BlockedError, match=r"cannot be asked.*--overwrite"):
        target.find(replace(deliver(make_article()), tried=True))
    assert len(server.held()) == 1


def test_a_first_page_that_only_lists_titles_is_followed(start, tmp_path):
    server, proxy = start(CREATE_ONLY, summaries=True)
    target = open_site(server, proxy, tmp_path, me=server.url + "/")
    target.create(deliver(make_article()))
    assert target.find(deliver(make_article())).version == deliver(make_article()).version
    assert target.find(deliver(make_article("second"))) is None


def test_a_post_that_appears_later_is_told(start, tmp_path):
    server, proxy = start(delay=60, abilities=FULL - {"source", "list"})
    target = open_site(server, proxy, tmp_path)
    holding = target.create(deliver(make_article()))
    assert not holding.public
    assert "may appear later" in holding.notes[0]
    server.delay = 0
    assert target.read(holding)[0].public
    # Nobody could see what was stored, so the mark tells that it is ours still.
    changed = deliver(make_article(words="Other words."))
    server.edit_by_hand(holding.id, "Quoted words", "Misquoted words")
    with pytest.raises(BlockedError):
        target.update(changed, holding, overwrite=False)
    server.edit_by_hand(holding.id, "Misquoted words", "Quoted words")
    assert target.update(changed, holding, overwrite=False).version == changed.version


def test_a_post_that_appears_soon_is_waited_for(start, tmp_path):
    server, proxy = start(delay=0.7, abilities=FULL - {"source", "list"})
    holding = open_site(server, proxy, tmp_path).create(deliver(make_article()))
    assert (holding.public, holding.notes) == (True, ())


def test_a_filter_that_takes_our_mark_does_not_make_doubles(start, tmp_path):
    server, proxy = start(filters=True)
    target = open_site(server, proxy, tmp_path)
    holding = target.create(deliver(make_article()))
    found = target.find(deliver(make_article()))
    assert (found.version, found.stored) == (holding.version, holding.stored)
    # Another part, which links to this one, is not taken for it.
    server.delete_by_hand(holding.id)
    target.create(deliver(make_article("second")))
    assert target.find(deliver(make_article())) is None


def test_what_was_made_by_hand_is_taken_for_that(start, tmp_path):
    server, proxy = start()
    target = open_site(server, proxy, tmp_path)
    link = f'<p>First at <a href="{SITE}/media/first">ours</a>, see <a href="{SITE}/">there</a>.</p>'
    server.post_by_hand(name="Something else", content={"html": link})
    assert target.find(deliver(make_article())) is None
    server.post_by_hand(name="On first", content={"html": link})
    assert target.find(deliver(make_article())) is None
    html = f"<p>By hand:</p>{make_article().html}"
    server.post_by_hand(name="second", content={"html": html})
    assert open_site(server, proxy, tmp_path).find(deliver(make_article())) is None
    url = server.post_by_hand(name="Something", content={"html": html})
    found = open_site(server, proxy, tmp_path).find(deliver(make_article()))
    assert (found.id, found.version) == (url, "")


def test_drafts_are_asked_for_only_where_they_are_known(start, tmp_path):
    server, proxy = start()
    target = open_site(server, proxy, tmp_path, status="draft")
    holding = target.create(deliver(make_article()))
    assert only(server)[1]["post-status"] == ["draft"]
    assert not holding.public
    now = target.update(deliver(make_article(words="Other words.")), holding, overwrite=False)
    assert not now.public
    other, proxy = start(FULL - {"drafts"})
    with pytest.raises(RefusedError, match="takes drafts"):
        open_site(other, proxy, tmp_path, status="draft").create(deliver(make_article()))
    assert other.held() == {}


@pytest.mark.parametrize("status", [401, 403])
def test_a_wrong_token_is_told_at_once(start, tmp_path, status):
    server, proxy = start(forbids=status)
    target = open_site(server, proxy, tmp_path, secret="not-a-token")
    with pytest.raises(UnavailableError, match="credentials") as error:
        target.find(deliver(make_article()))
    assert "not-a-token" not in str(error.value)
    with pytest.raises(UnavailableError, match="credentials"):
        open_site(server, proxy, tmp_path, secret="töken").find(deliver(make_article()))


def test_the_token_goes_to_nobody_but_the_endpoint(start, tmp_path):
    server, proxy = start(CREATE_ONLY)
    page = start(CREATE_ONLY)[0]
    seen = []
    shown = page.handle

    def listen(method, path, headers, body):
        seen.append(headers.get("authorization"))
        return shown(method, path, headers, body)

    page.handle = listen
    open_site(server, proxy, tmp_path, me=page.url + "/").find(deliver(make_article()))
    assert seen == [None]


def test_doctor_says_what_is_there_and_changes_nothing(start, tmp_path):
    server, proxy = start()
    findings = list(open_site(server, proxy, tmp_path).check())
    assert all(finding.good for finding in findings), findings
    assert "lists its posts" in "\n".join(finding.text for finding in findings)
    assert proxy.writes() == []
    small, proxy = start(CREATE_ONLY)
    bad = [finding.text for finding in open_site(small, proxy, tmp_path).check() if not finding.good]
    assert 'set "me"' in bad[0]
    small.post_by_hand(name="Mine", content="Words")
    with_page = open_site(small, proxy, tmp_path, me=small.url + "/")
    assert all(finding.good for finding in with_page.check())
    (finding,) = open_site(small, proxy, tmp_path, secret="wrong").check()
    assert not finding.good


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"url": "https://site.example/micropub", "status": "pending"}, "status"),
        ({"url": "http://site.example/micropub"}, "https://"),
        ({"url": "https://site.example/micropub", "me": "site.example"}, "address"),
    ],
)
def test_settings_that_cannot_be_used_are_refused(tmp_path, options, words):
    with pytest.raises(SettingsError, match=words):
        open_one("micropub", tmp_path, "", **options)


def test_an_endpoint_may_have_a_query_of_its_own(start, tmp_path):
    server, proxy = start()
    url = f"{proxy.url}/micropub?rest_route=/micropub/1.0"
    target = open_one("micropub", tmp_path, server.secret, url=url)
    assert target.find(deliver(make_article())) is None
    target.create(deliver(make_article()))
    assert {path for _, path in proxy.requests if "q=config" in path} == {
        "/micropub?rest_route=/micropub/1.0&q=config"
    }
    assert len(server.held()) == 1


def test_pages_are_read_as_microformats():
    page = """<div class="h-feed"><article class="h-entry"><a class="u-url" href="/one">1</a>
    <h2 class="p-name"> One </h2><div class="e-content"><p>Words</p></div>
    <a class="u-syndication" href="https://elsewhere.example/1">also</a><b class="p-category">tag</b>
    <div class="h-entry"><p class="p-name">A comment</p><a class="u-url" href="/c">c</a></div></article>
    <article class="h-entry"><a class="u-uid" href="two">2</a></article></div><a rel="next" href="?page=2">"""
    entries, older = read_page(page, "https://site.example/blog/")
    assert entries == [
        Entry(
            "https://site.example/one",
            "One",
            "<p>Words</p>",
            ("https://elsewhere.example/1",),
            ("tag",),
        ),
        Entry("https://site.example/blog/two", "", ""),
    ]
    assert older == "https://site.example/blog/?page=2"


def test_sources_are_read_however_servers_write_them():
    assert read_source({"properties": {"content": ["1 < 2"], "name": "One"}}) == Entry("", "One", "1 &lt; 2")
    html = {"properties": {"content": [{"html": "<p>1</p>", "value": "1"}], "url": ["https://a.example/"]}}
    assert read_source(html) == Entry("https://a.example/", "", "<p>1</p>")
    assert read_source({"properties": {"content": ["x"], "deleted": [True]}}) is None
    assert read_source({"properties": {"content": ["x"], "post-status": ["deleted"]}}) is None
    assert read_source({"error": "not_found"}) is None
    assert read_source({"properties": {"post-status": ["draft"]}}).draft


def test_our_other_parts_are_never_taken_for_a_copy():
    delivery = deliver(make_article("first"))
    other = deliver(make_article("second"))
    entry = Entry("https://partner.example/2", "On second", other.post.html)
    assert recognise([entry], delivery) is None
    assert recognise([entry], other).version == other.version


def test_the_stand_in_takes_forms_too(start):
    server, _ = start()
    request = urllib.request.Request(
        f"{server.url}/micropub",
        data=b"h=entry&content=Words&category[]=a&category[]=b&mp-slug=mine",
        headers={"Authorization": f"Bearer {server.secret}"},
    )
    with urllib.request.urlopen(request) as answer:
        assert (answer.status, answer.headers["location"]) == (201, f"{server.url}/mine")
    assert only(server)[1] == {"content": ["Words"], "category": ["a", "b"]}
    query = urllib.request.Request(f"{server.url}/micropub?q=config", headers=request.headers)
    with urllib.request.urlopen(query) as answer:
        assert "media-endpoint" in json.load(answer)


def list_as(server, change):
    """Let the endpoint's list spell addresses in another way."""
    answer = server.answer_query

    def answer_otherwise(query):
        found = answer(query)
        for item in found.get("items", ()):
            item["properties"]["url"] = [change(item["properties"]["url"][0])]
        return found

    server.answer_query = answer_otherwise


@pytest.mark.parametrize("short", [False, True])
def test_the_only_copy_stays_though_the_list_spells_its_address_otherwise(start, tmp_path, short):
    server, proxy = start()
    list_as(server, lambda url: "http://a.example/1" if short else url.replace("http:", "https:") + "/")
    open_site(server, proxy, tmp_path).create(deliver(make_article()))
    assert len(server.held()) == 1


@pytest.mark.parametrize("spell", ["", "/"])
def test_of_two_made_at_once_the_later_is_deleted_again(start, tmp_path, spell):
    server, proxy = start()
    list_as(server, lambda url: url + spell)
    delivery = deliver(make_article())
    first, second = (open_site(server, proxy, tmp_path).create(delivery) for _ in range(2))
    assert list(server.held()) == [first.url]
    assert second.url == first.url + spell


def test_restoring_does_not_overwrite_what_was_changed_meanwhile(start, tmp_path):
    server, proxy = start()
    target = open_site(server, proxy, tmp_path)
    delivery = deliver(make_article())
    holding = target.create(delivery)
    left = target.withdraw(holding, overwrite=False)
    server.edit_by_hand(holding.url, "Quoted words", "Their words")
    with pytest.raises(BlockedError, match="was changed there"):
        target.restore(delivery, left)
    # It is withdrawn still.
    assert server.held() == {}
    server.posts[holding.url]["deleted"] = False
    with pytest.raises(BlockedError, match="was changed there"):
        target.restore(delivery, left)
    # They brought it back themselves.
    assert "Their words" in html_of(server)
    target.restore(delivery, left, overwrite=True)
    assert "Quoted words" in html_of(server)


@pytest.mark.parametrize("status", [302, 401, 500])
def test_a_media_endpoint_that_fails_stops_nothing(start, tmp_path, status):
    server, proxy = start()
    server.store_media = lambda *_: (_ for _ in ()).throw(MicropubError(status, "odd", "Not now"))
    holding = open_site(server, proxy, tmp_path).create(
        deliver(make_article(card=make_card(tmp_path, PICTURE)))
    )
    assert only(server)[1]["photo"][0]["value"] == f"{SITE}/images/card.png"
    assert "images/card.png was not stored there" in holding.notes[0]


@pytest.mark.parametrize("place", ["/media/", "/media/?rest_route=/media/", "/media?rest_route=%2Fmedia"])
def test_the_media_endpoint_is_asked_at_the_address_that_is_given(start, tmp_path, place):
    server, proxy = start()
    handle, answer, asked = server.handle, server.answer_query, []

    def handle_media(method, path, headers, body):
        asked.append(path)
        return handle(method, "/media" if path == place else path, headers, body)

    server.handle = handle_media
    server.answer_query = lambda query: answer(query) | {"media-endpoint": server.url + place}
    open_site(server, proxy, tmp_path).create(deliver(make_article(card=make_card(tmp_path, PICTURE))))
    assert place in asked
    assert len(server.media) == 1


def test_a_copy_is_found_behind_any_number_of_younger_posts(start, tmp_path):
    server, proxy = start()
    delivery = deliver(make_article())
    holding = open_site(server, proxy, tmp_path).create(delivery)
    for number in range(1100):
        server.post_by_hand(name=f"Number {number}", content="Theirs", published="2026-11-05")
    target = open_site(server, proxy, tmp_path)
    assert target.find(delivery).id == holding.id
    proxy.clear()
    assert target.find(deliver(make_article("second"))) is None
    assert len([path for _, path in proxy.requests if "q=source" in path]) == 1


def test_what_a_token_may_not_is_told_as_that(start, tmp_path):
    # W3C Micropub, § 3.8: 401 insufficient_scope; the token itself is good.
    server, proxy = start(lacks=frozenset({"source", "list", "update", "delete"}))
    target = open_site(server, proxy, tmp_path)
    assert target.find(deliver(make_article())) is None
    holding = target.create(deliver(make_article()))
    changed = deliver(make_article(words="Other words."))
    with pytest.raises(BlockedError, match=r"insufficient_scope. The token lacks the scope update"):
        target.update(changed, holding, overwrite=False)
    with pytest.raises(BlockedError, match=r"lacks the scope delete"):
        target.withdraw(holding, overwrite=False)
    # What differs is only where links lead.
    linked = deliver(make_article(), {"media/second": replace(holding, url="https://partner.example/second")})
    assert target.update(linked, holding, overwrite=False).version == linked.version


def test_a_token_that_may_not_even_create_is_told_once_it_is_asked(start, tmp_path):
    server, proxy = start()
    target = open_site(server, proxy, tmp_path)
    proxy.fail("status", method="POST", status=403, body='{"error": "insufficient_scope"}')
    with pytest.raises(RefusedError, match=r"insufficient_scope. The token lacks the scope create"):
        target.create(deliver(make_article()))


def test_a_list_without_addresses_does_not_make_doubles(start, tmp_path):
    # So is that of WordPress's plugin.
    server, proxy = start(addresses=False)
    target = open_site(server, proxy, tmp_path)
    proxy.fail("drop_response", method="POST")
    with pytest.raises(UnansweredError):
        target.create(deliver(make_article()))
    for number in range(3):
        server.post_by_hand(name=f"Number {number}", content="Something else")
    for tried in (True, False):
        with pytest.raises(BlockedError, match=r"does not say at which address.*--overwrite"):
            open_site(server, proxy, tmp_path).find(replace(deliver(make_article()), tried=tried))
    assert target.find(deliver(make_article("second"))) is None
    shown = open_site(server, proxy, tmp_path, me=f"{server.url}/")
    assert shown.find(deliver(make_article())).url == f"{server.url}/first"


@pytest.mark.parametrize("paging", ["offset", ""])
def test_a_list_that_does_not_say_how_it_goes_on_is_asked_by_number(start, tmp_path, paging):
    server, proxy = start(paging=paging)
    target = open_site(server, proxy, tmp_path)
    target.create(deliver(make_article()))
    for number in range(120):
        server.post_by_hand(name=f"Number {number}", content="Something else")
    proxy.clear()
    found = open_site(server, proxy, tmp_path).find(deliver(make_article()))
    assert (found is not None) == (paging == "offset")
    assert len([path for _, path in proxy.requests if "limit" in path]) == (3 if paging else 2)


@pytest.mark.parametrize("cursor", ["", "+", "+a=", "="])
def test_a_list_goes_on_where_it_says(start, tmp_path, cursor):
    server, proxy = start(cursor=cursor)
    open_site(server, proxy, tmp_path).create(deliver(make_article()))
    for number in range(120):
        server.post_by_hand(name=f"Number {number}", content="Something else")
    assert open_site(server, proxy, tmp_path).find(deliver(make_article())) is not None


@pytest.mark.parametrize("filters", [False, True])
def test_html_that_is_told_as_a_string_is_known(start, tmp_path, filters):
    # So does Micro.blog, whatever was sent.
    server, proxy = start(strings=True, filters=filters)
    target = open_site(server, proxy, tmp_path)
    delivery = deliver(make_article())
    holding = target.create(delivery)
    found = open_site(server, proxy, tmp_path).find(delivery)
    assert (found.id, found.version, found.edited) == (holding.id, delivery.version, False)


def test_a_post_that_was_deleted_is_gone_though_its_page_stays_a_while(start, tmp_path):
    # So it is on sites that Indiekit writes to, which are built anew later.
    server, proxy = start(lags=True)
    target = open_site(server, proxy, tmp_path)
    delivery = deliver(make_article())
    holding = target.create(delivery)
    left = target.withdraw(holding, overwrite=False)
    assert target.read(holding) is None
    back = target.restore(delivery, left)
    assert (back.id, list(server.held())) == (holding.id, [holding.id])


def test_deleting_is_asked_with_a_form(start, tmp_path):
    # Known takes every JSON for a new post.
    server, proxy = start()
    target = open_site(server, proxy, tmp_path)
    holding = target.create(deliver(make_article()))
    seen = []
    route = server.route

    def look(method, path, query, headers, body):
        seen.append((headers.get("content-type", ""), b"action" in body))
        return route(method, path, query, headers, body)

    server.route = look
    left = target.withdraw(holding, overwrite=False)
    target.restore(deliver(make_article()), left)
    changes = [type for type, acts in seen if acts]
    assert changes == [
        "application/x-www-form-urlencoded",
        "application/x-www-form-urlencoded",
        "application/json",
    ]


def test_an_update_that_names_no_address_keeps_the_old_one(start, tmp_path):
    server, proxy = start()
    target = open_site(server, proxy, tmp_path)
    holding = target.create(deliver(make_article()))
    changed = deliver(make_article(words="Other words."))
    proxy.fail("status", method="POST", status=201, body="")
    assert target.update(changed, holding, overwrite=False).id == holding.id


def test_a_page_without_marks_is_not_taken_for_one_without_posts(start, tmp_path):
    server, proxy = start(CREATE_ONLY, microformats=False)
    target = open_site(server, proxy, tmp_path, me=f"{server.url}/")
    proxy.fail("drop_response", method="POST")
    with pytest.raises(UnansweredError):
        target.create(deliver(make_article()))
    with pytest.raises(BlockedError, match=r"cannot be asked.*--overwrite"):
        target.find(replace(deliver(make_article()), tried=True))
    assert len(server.held()) == 1
