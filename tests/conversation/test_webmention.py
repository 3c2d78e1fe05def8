"""What other sites say: the receiver names pages, and these are read, if their servers are public."""

import pytest
from servers.answering import Sites

from conversation.fetching import client
from conversation.sources.webmention import name_page

REPLY = """<article class="h-entry" lang="mi"><a class="u-url" href="/reply"></a>
<p class="p-author h-card"><img src="face.jpg"><a class="u-url p-name" href="https://ann.example/">Ann</a></p>
<time class="dt-published" datetime="2026-11-02T10:00:00+13:00">2 Nov</time>
<a class="u-in-reply-to" href="https://home.example/one/first/">to</a>
<div class="e-content"><p>Kia ora <script>alert(1)</script><b>koutou</b>.</p></div>
<div class="h-entry"><p class="e-content">A comment there.</p></div></article>"""


@pytest.fixture
def sites(folder, monkeypatch):
    running = Sites()
    monkeypatch.setenv("WEBMENTION_SECRET", "a-secret")
    monkeypatch.setattr(client.PublicBackend, "allow", staticmethod(lambda address: address == "127.0.0.1"))
    folder.set(
        SYNDICATION_TARGETS={"kit": {"kind": "folder"}},
        CONVERSATION_WEBMENTION=f"{running.url}/list?domain=home.example",
        CONVERSATION_TRUSTED=["webmention"],
    )
    folder.hold("kit", "one/first", "first")
    path = folder.path / "content/syndication.jsonl"
    path.write_text(
        path.read_text().replace('"version"', '"page": "https://home.example/one/first/", "version"')
    )
    yield running
    running.stop()


def test_a_reply_is_read_where_it_is(folder, sites):
    sites.add("/reply", REPLY)
    assert folder.listen()["webmention"].new == 1
    (answer,) = folder.answers().values()
    assert (answer.kind, answer.name, answer.page) == ("comment", "Ann", "https://ann.example/")
    assert (answer.date, answer.lang, answer.text) == ("2026-11-02T10:00:00+13:00", "mi", "Kia ora koutou.")
    assert answer.address == f"{sites.url}/reply"
    assert "face.jpg" not in folder.text()
    assert "a-secret" not in folder.text()


def test_what_links_to_nothing_of_ours_is_none(folder, sites):
    """Whatever the receiver says."""
    sites.add("/other", REPLY.replace("one/first", "one/other"))
    sites.add("/gone", 410)
    sites.add("/like", REPLY.replace("u-in-reply-to", "u-like-of"))
    sites.add("/plain", '<title>A page</title><a href="https://home.example/one/first/#x">it</a>')
    sites.add("/elsewhere", REPLY, target="https://other.example/one/first/")
    folder.listen()
    assert {one.kind for one in folder.answers().values()} == {"like", "mention"}


def test_a_page_that_is_gone_or_does_not_link_any_more_goes(folder, sites):
    for path in ("/deleted", "/edited", "/away"):
        sites.add(path, REPLY.replace("/reply", path).replace("Kia ora", path))
    folder.listen()
    sites.pages["/deleted"] = 410
    sites.pages["/edited"] = "<p>Nothing.</p>"
    # It may be back tomorrow.
    sites.pages["/away"] = 503
    assert folder.listen()["webmention"].gone == 2
    assert sorted(folder.states().values()) == ["approved", "gone", "gone"]
    # A receiver that forgets has not deleted anything.
    sites.mentions.clear()
    folder.listen()
    assert sorted(folder.states().values()) == ["approved", "gone", "gone"]


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.0.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1"),
        *("::1", "fe80::1%eth0", "::ffff:127.0.0.1", "fd00::1"),
    ],
)
def test_a_machine_of_ours_is_not_asked(address):
    assert not client.is_public(address)


def test_nobody_is_led_to_a_machine_of_ours(folder, sites, monkeypatch):
    sites.add("/led", f"{sites.url.replace('127.0.0.1', 'localhost')}/reply")
    sites.pages["/reply"] = REPLY
    monkeypatch.setattr(client.PublicBackend, "allow", staticmethod(client.is_public))
    outcome = folder.listen()["webmention"]
    assert "no server that everybody can reach" in outcome.notes[0]
    assert folder.answers() == {}


@pytest.mark.parametrize(
    "page", ["x" * 3_000_000, "<a" * 900_000, "<div>" * 50_000], ids=["large", "tags", "deep"]
)
def test_a_page_without_end_is_none(folder, sites, page):
    sites.add("/large", page)
    folder.listen()
    assert folder.answers() == {}


def test_one_page_has_one_name():
    names = {
        "https://Home.example/one/first/",
        "http://home.example/one/first#x",
        "https://home.example/one/first/index.html",
    }
    assert {name_page(name) for name in names} == {"home.example/one/first"}


def test_an_author_is_trusted_where_it_is_one(folder, sites):
    """Whoever has a page may say there to be anybody."""
    settings = (folder.path / "publishconf.py").read_text()
    ann = f"{sites.url}/ann"
    trusted = f"CONVERSATION_TRUSTED = {[ann]!r}\n"
    (folder.path / "publishconf.py").write_text(settings + trusted)
    named = REPLY.replace("https://ann.example/", ann)
    sites.add("/ann/reply", named.replace("/reply", "/ann/reply").replace("Kia ora", "Hers"))
    sites.add("/annie/reply", named.replace("Kia ora", "Another's"))
    sites.add("/mallory", named.replace("/reply", "/ann/1").replace("Kia ora", "Mallory's"))
    folder.listen()
    states = {text.split()[0]: state for text, state in folder.states().items()}
    assert states == {"Hers": "approved", "Another's": "pending", "Mallory's": "pending"}
