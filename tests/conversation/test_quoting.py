"""Posts of networks that an author quotes: fetched once, by whichever way they are told, and kept as text."""

import json
import tomllib

import pytest
from servers.answering import Network, View

from conversation.__main__ import main
from conversation.fetching import client
from conversation.quotations import name_address, name_file, read_quotation
from conversation.quoting.pages import read_web

NOTE = """<html lang="en"><title>x</title><article class="h-entry"><a class="u-url" href="/note"></a>
<p class="p-author h-card"><a class="u-url p-name" href="/">Ann Example</a></p>
<time class="dt-published" datetime="2026-11-02T10:00:00+13:00">2 Nov</time>
<div class="e-content" lang="mi"><p>Kia ora <script>alert(1)</script><b>koutou</b>.</p></div></article>"""
TWEET = (
    '<blockquote class="twitter-tweet"><p lang="en" dir="ltr">What a day <a href="https://t.co/x">#swrb</a></p>'
    '&mdash; Ann (@ann) <a href="{url}?ref_src=x">November 2, 2026</a></blockquote>\n'
    '<script async src="https://platform.example/widgets.js"></script>'
)


@pytest.fixture
def net(folder, monkeypatch):
    running = Network()
    monkeypatch.setattr(client.PublicBackend, "allow", staticmethod(lambda address: address == "127.0.0.1"))
    yield running
    running.stop()


@pytest.fixture
def view(folder):
    running = View()
    folder.set(CONVERSATION_APPVIEW=running.url)
    yield running
    running.stop()


def quote(folder, capsys, *arguments, code=0):
    assert main(["quote", *arguments, "-s", str(folder.path / "publishconf.py")]) == code
    out, err = capsys.readouterr()
    return out + err


def kept(folder):
    return {path.name: path for path in (folder.path / "content/quoted").glob("*")}


def only(folder):
    """The one post that is quoted, and the entries of the .bib file."""
    (path,) = kept(folder).values()
    quotation, sheet = read_quotation(path)
    assert sheet.faults == []
    return quotation, (folder.path / "content/references.bib").read_text()


def test_a_status_is_kept_as_text_with_its_work(folder, net, capsys):
    net.tell("/.well-known/nodeinfo", {"links": [{"rel": "x", "href": f"{net.url}/nodeinfo/2.0"}]})
    net.tell("/nodeinfo/2.0", {"software": {"name": "gotosocial", "version": "0.17"}})
    url = net.toot(
        text='<p>Kia ora <a href="https://x.example/">#koutou</a>.</p><p>One<br>two &amp; “three” \\ """</p>',
        account={"display_name": "Ann :blob: Example"},
        media_attachments=[{"type": "image", "url": "https://files.example/1.png"}],
    )
    said = quote(folder, capsys, url)
    assert said.splitlines()[-1] == f"Write on a line of its own: {{% quote-post {url} %}}"
    quotation, bib = only(folder)
    host = net.url.partition("://")[2]
    assert [*kept(folder)] == [f"{host.replace(':', '-')}-ann-1.toml"]
    assert quotation.text == 'Kia ora #koutou.\n\nOne\ntwo & “three” \\ """'
    assert quotation.author == "Ann Example"
    assert quotation.username == "@ann@127.0.0.1"
    assert quotation.date == "2026-11-02T10:00:00.000+00:00"
    assert (quotation.lang, quotation.site, quotation.key) == ("mi", "GoToSocial", "example2026")
    assert quotation.permalink == url
    assert 'title              = {{Kia ora \\#koutou. One two \\& “three” """}}' in bib
    assert "titleaddon         = {Image attached}" in bib
    assert "png" not in kept(folder).popitem()[1].read_text()
    # Once is enough.
    net.count()
    before = {path: path.read_bytes() for path in (folder.path / "content").rglob("*") if path.is_file()}
    assert "is quoted already" in quote(folder, capsys, url)
    assert net.count() == 0
    assert before == {
        path: path.read_bytes() for path in (folder.path / "content").rglob("*") if path.is_file()
    }


def test_the_reference_is_as_apa_has_it(folder, net, capsys):
    from apa7.__main__ import main as apa

    quote(folder, capsys, net.toot(text="<p>" + " ".join(map(str, range(1, 30))) + "</p>"))
    assert apa(["references", str(folder.path / "content/references.bib")]) == 0
    words = " ".join(map(str, range(1, 21)))
    assert capsys.readouterr().out == (
        f"Example, A. [@ann@127.0.0.1]. (2026, November 2). {words} [Post]. Mastodon. {net.url}/@ann/1\n"
    )


def test_the_work_that_an_author_has_stays(folder, net, capsys):
    url = net.toot()
    bib = folder.path / "content/references.bib"
    bib.write_text(f"% Mine.\n@online{{toot, author = {{Ann}}, title = {{A toot}}, url = {{{url}/}}}}\n")
    before = bib.read_bytes()
    quote(folder, capsys, url)
    assert bib.read_bytes() == before
    assert only(folder)[0].key == "toot"
    # Where it was taken out it comes again, by the same key.
    bib.write_text("@book{other2026, author = {Other, A.}, title = {Other}, date = {2026}}\n")
    assert 'added "toot"' in quote(folder, capsys, url)
    assert "@online{toot," in bib.read_text()


def test_a_post_of_another_server_is_asked_for_where_it_is_from(folder, net, capsys):
    home = net.toot("5", "<p>As it is at home.</p>")
    elsewhere = home.replace("127.0.0.1", "localhost")
    # What others say of it does not count.
    status = {"id": "99", "url": home, "content": "<p>Forged.</p>", "visibility": "public", "account": {}}
    net.tell("/api/v1/statuses/99", status)
    url = f"{elsewhere.rpartition('/@')[0]}/@ann@127.0.0.1/99"
    quote(folder, capsys, url)
    quotation, _ = only(folder)
    assert (quotation.text, quotation.permalink) == ("As it is at home.", home)
    # Either address names it.
    net.count()
    assert "is quoted already" in quote(folder, capsys, home)
    assert net.count() == 0
    other = f"{home.rpartition('/@')[0]}/users/ann/statuses/5"
    quote(folder, capsys, other)
    assert only(folder)[0].addresses == (url, home, other, home)


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"visibility": "private"}, "is not for everybody"),
        ({"visibility": "direct"}, "is not for everybody"),
        ({"account": {"noindex": True}}, "asks not to be found or kept"),
        ({"account": {"note": "<p>#NoBot please</p>"}}, "asks not to be found or kept"),
        ({"reblog": {"id": "2"}}, "Quote that by its own address"),
        ({"text": "<script>x</script>"}, "has no words"),
    ],
)
def test_what_is_not_for_all_is_not_quoted(folder, net, capsys, more, why):
    assert why in quote(folder, capsys, net.toot(**more), code=1)
    assert kept(folder) == {}
    assert not (folder.path / "content/references.bib").exists()


def test_whoever_asked_to_be_left_out_is(folder, net, capsys):
    url = net.toot()
    authors = folder.path / "content/conversation/_authors.jsonl"
    authors.parent.mkdir()
    authors.write_text(f'{{"author": "{net.url}/@ann", "state": "left out"}}\n')
    assert "asked to be left out here" in quote(folder, capsys, url, code=1)
    assert kept(folder) == {}


def test_a_post_on_bluesky(folder, view, net, capsys, monkeypatch):
    uri = view.add("What a day\n\nat the river.", embed={"$type": "app.bsky.embed.images"})
    view.names = {"ann.example": "did:plc:ann"}
    url = f"https://bsky.app/profile/ann.example/post/{uri.rpartition('/')[2]}"
    quote(folder, capsys, url)
    quotation, bib = only(folder)
    assert quotation.permalink == f"https://bsky.app/profile/did:plc:ann/post/{uri.rpartition('/')[2]}"
    assert (quotation.author, quotation.username) == ("Ann", "@ann.example")
    assert quotation.text == "What a day\n\nat the river."
    assert (quotation.date, quotation.lang) == ("2026-11-02T10:00:00.000+00:00", "en")
    assert "eprint             = {Bluesky}" in bib
    assert "titleaddon         = {Image attached}" in bib
    view.count()
    for other in (uri, quotation.permalink, f"{url}?ref_src=embed#x"):
        assert "is quoted already" in quote(folder, capsys, other)
    assert view.count() == 0


@pytest.mark.parametrize("how", ["author", "post", "gone", "nobody"])
def test_what_bluesky_does_not_show_to_all(folder, view, net, capsys, how):
    uri = view.add(
        "A post.",
        labels=["!no-unauthenticated"] * (how == "author"),
        label=["!hide"] * (how == "post"),
    )
    view.names = {} if how == "nobody" else {"ann.example": "did:plc:ann"}
    if how == "gone":
        view.posts.clear()
    said = quote(
        folder, capsys, f"https://bsky.app/profile/ann.example/post/{uri.rpartition('/')[2]}", code=1
    )
    assert ("!no-unauthenticated" in said) == (how in ("author", "post"))
    assert ("is not there" in said) == (how in ("gone", "nobody"))
    assert kept(folder) == {}


def test_a_page_says_it_itself(folder, net, capsys):
    url = net.add("/note", NOTE)
    quote(folder, capsys, f"{url}/?utm_source=feed")
    quotation, bib = only(folder)
    assert quotation.text == "Kia ora koutou."
    assert (quotation.author, quotation.page) == ("Ann Example", f"{net.url}/")
    assert (quotation.date, quotation.lang) == ("2026-11-02T10:00:00+13:00", "mi")
    assert quotation.permalink == url
    assert "organization = {127.0.0.1}" in bib
    assert "entrysubtype" not in bib


def test_the_last_way_is_what_a_site_tells_others(folder, net, capsys):
    """Of what it would have them show, the words alone."""
    net.add(
        "/ann/1",
        '<link rel="alternate" type="application/json+oembed" href="/oembed?url=x"><div id="app"></div>',
    )
    url = f"{net.url}/ann/1"
    told = {
        "html": TWEET.format(url=url),
        "author_name": "Ann",
        "author_url": f"{net.url}/ann",
        "provider_name": "T",
    }
    net.tell("/oembed", told)
    quote(folder, capsys, url)
    quotation, _ = only(folder)
    assert quotation.text == "What a day #swrb"
    assert (quotation.author, quotation.username, quotation.site) == ("Ann", "@ann", "T")
    assert (quotation.date, quotation.lang) == ("2026-11-02", "en")
    text = (folder.path / "content/quoted").glob("*").__next__().read_text()
    assert "script" not in text
    # One that has its words in a script has none.
    net.tell(
        "/oembed", told | {"html": '<blockquote><a href="x">A post</a></blockquote><script src="x"></script>'}
    )
    net.answers["/ann/2"] = net.answers["/ann/1"]
    assert "says no post" in quote(folder, capsys, f"{net.url}/ann/2", code=1)


def test_what_servers_tell_each_other(folder, net, capsys):
    """Of a page without marks: what is for everybody, of an author of the same server."""
    link = '<link rel="alternate" type="application/activity+json" href="/note">'
    url = net.add("/ann/p/1", f'<html><head>{link}</head><div id="app"></div></html>')
    kind = "application/activity+json"
    actor = {
        "id": f"{net.url}/ann",
        "name": "Ann :x: Example",
        "preferredUsername": "ann",
        "url": f"{net.url}/@ann",
    }
    note = {
        "id": url,
        "type": "Note",
        "attributedTo": actor["id"],
        "to": "https://www.w3.org/ns/activitystreams#Public",
        "content": "<p>Kia ora <b>koutou</b>.</p>",
        "contentMap": {"mi": "<p>Kia ora.</p>"},
        "published": "2026-11-02T10:00:00Z",
        "attachment": [{"mediaType": "image/png"}],
    }

    def tell(**more):
        net.add("/note", json.dumps(note | more), kind)

    net.add("/ann", json.dumps(actor), kind)
    for more, why in [
        ({"to": f"{net.url}/ann/followers"}, "is not for everybody"),
        ({"to": [], "cc": 7}, "is not for everybody"),
        ({"attributedTo": "https://other.example/ann"}, "says no post"),
        ({"attributedTo": 7}, "says no post"),
        ({"url": "javascript:alert(1)", "id": 7}, "says no post"),
        ({"content": 7}, "says no post"),
    ]:
        tell(**more)
        assert why in quote(folder, capsys, url, code=1)
    net.add("/ann", json.dumps(actor | {"summary": "<p>#NoArchive</p>"}), kind)
    tell()
    assert "#noarchive" in quote(folder, capsys, url, code=1)
    assert kept(folder) == {}
    net.add("/ann", json.dumps(actor), kind)
    quote(folder, capsys, url)
    quotation, _ = only(folder)
    assert (quotation.text, quotation.author, quotation.attached) == (
        "Kia ora koutou.",
        "Ann Example",
        "Image attached",
    )
    assert (quotation.lang, quotation.date) == ("mi", "2026-11-02T10:00:00+00:00")
    assert (quotation.page, quotation.permalink) == (f"{net.url}/@ann", url)


# corpus: 13 inputs
@pytest.mark.parametrize(
    ("said", "type"),
    [
        ("x" * 3_000_000, "text/html"),
        ("<a" * 90_000, "text/html"),
        ("<div class=h-entry>" * 50_000, "text/html"),
        ("%PDF-1.7", "application/pdf"),
        ("", "text/html"),
        ('<div class="h-entry"></div>', "text/html"),
        ('<link type="application/json+oembed" href="javascript:alert(1)">', "text/html"),
        ('<link type="application/json+oembed" href="/deep">', "text/html"),
        ('<link type="application/json+oembed" href="http://127.0.0.1:1/">', "text/html"),
    ],
)
def test_what_is_no_post_is_one_line(folder, net, capsys, said, type):
    net.add("/deep", "[" * 5000, "application/json")
    url = net.add("/page", said, type)
    said = quote(folder, capsys, url, code=1)
    assert said.startswith("error: ")
    assert said.count("\n") == 1
    assert url in said
    assert kept(folder) == {}


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "words", "http://[::1"])
def test_what_is_no_address_is_one_line(folder, net, capsys, address):
    assert "is no address of a post" in quote(folder, capsys, address, code=1)


def test_no_machine_of_ours_is_asked(folder, net, capsys, monkeypatch):
    url = net.toot()
    net.answers["/led"] = url.replace("127.0.0.1", "localhost")
    monkeypatch.setattr(client.PublicBackend, "allow", staticmethod(client.is_public))
    assert "no server that everybody can reach" in quote(folder, capsys, url, code=1)
    assert net.count() == 0


def test_redirects_end(folder, net, capsys):
    net.add("/note", NOTE)
    net.answers["/old"] = f"{net.url}/note"
    net.answers["/round"] = f"{net.url}/round"
    quote(folder, capsys, f"{net.url}/old")
    assert only(folder)[0].permalink == f"{net.url}/note"
    assert "leads on and on" in quote(folder, capsys, f"{net.url}/round", code=1)


HOSTILE = {
    "script": "<script>alert(1)</script>words",
    "picture": '<img src=x onerror="alert(1)">words',
    "marks": "words\u202e\u2066\u200b",
    "style": '<p style="position:fixed" onclick="x">words</p><style>p{}</style>',
    "data": '<a href="data:text/html,x">words</a>',
    "megabyte": "words " * 200_000,
    "links": '<a href="https://x.example/">words</a> ' * 2000,
    "toml": '"""\nkey = "stolen"\npermalink = "https://evil.example/"\ntext = """words',
    "tex": "\\input{/etc/passwd} } @book{x, title={y}} words",
    "half": "words \ud800",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_words_are_words(folder, net, capsys, text):
    url = net.toot(text=text, account={"display_name": text[:300], "username": text[:40]}, language=text[:9])
    quote(folder, capsys, url)
    quotation, bib = only(folder)
    assert "words" in quotation.text
    assert len(quotation.text) <= 20_001
    assert quotation.permalink == url
    assert quotation.lang == ""
    assert not {"\u202e", "\u2066", "\u200b", "\ud800"} & {*quotation.text, *bib}
    data = tomllib.loads(kept(folder).popitem()[1].read_text())
    assert data["permalink"] == url
    assert bib.count("\n@") + bib.startswith("@") == 1
    assert "\\input" not in bib


def test_check_tells_and_changes_nothing(folder, net, capsys):
    one, two, three, four = (net.toot(str(number), f"<p>Post {number}.</p>") for number in range(1, 5))
    assert quote(folder, capsys, "--check") == "No post is quoted.\n"
    for url in (one, two, three, four):
        quote(folder, capsys, url)
    # What an author corrects is no news.
    first = next(path for name, path in kept(folder).items() if name.endswith("ann-1.toml"))
    first.write_text(first.read_text().replace("Post 1.", "Post [1]."))
    before = {path: path.read_bytes() for path in (folder.path / "content").rglob("*") if path.is_file()}
    assert quote(folder, capsys, "--check").count("✓ is there, as it was") == 4
    net.toot("2", "<p>Post 2, edited.</p>")
    net.toot("3", "<p>Post 3.</p>", visibility="private")
    del net.answers["/api/v1/statuses/4"]
    said = quote(folder, capsys, "--check", code=1).splitlines()
    assert "✓" in said[0]
    assert said[1].endswith('✗ was edited there: "Post 2, edited."')
    assert "is not for everybody" in said[2]
    assert "is not there, or not for everybody (404)" in said[3]
    assert said[4].startswith("Nothing was changed here")
    assert before == {
        path: path.read_bytes() for path in (folder.path / "content").rglob("*") if path.is_file()
    }


def test_names_of_files_are_told_apart():
    names = [
        name_file(name_address(url))
        for url in (
            "https://Social.example/@ann/1/",
            "https://social.example/@Ann/1",
            "https://social.example/a-b",
            "https://social.example/a/b",
            "https://social.example/?p=1",
            "https://social.example/?p=2",
            f"https://social.example/{'x' * 500}",
            f"https://social.example/{'x' * 501}",
            "https://social.example/../../etc/passwd",
            "https://social.example/ā",
            "at://did:plc:ann/app.bsky.feed.post/3k",
        )
    ]
    assert names[0] == "social.example-ann-1.toml"
    assert names[-1] == "bsky.app-profile-did-plc-ann-post-3k.toml"
    assert len({*names}) == len(names)
    assert all("/" not in name and ".." not in name and len(name) < 110 for name in names)
    assert name_file(name_address("http://social.example/@ann/1?utm_source=x#y")) == names[0]


def test_a_post_on_x_is_told_by_oembed():
    """Its pages say nothing without a script; what it tells other sites is asked with the address alone."""
    asked = []

    def fetch(url, types=()):
        asked.append(url)
        html = TWEET.format(url="https://twitter.com/ann/status/1")
        told = {"html": html, "author_name": "Ann", "author_url": "https://twitter.com/ann"}
        return client.Page(url, 200, json.dumps(told))

    found = read_web("https://x.com/ann/status/1", fetch)
    assert (found.text, found.author, found.username) == ("What a day #swrb", "Ann", "@ann")
    assert (found.date, found.site, found.kind) == ("2026-11-02", "X", "Post")
    assert found.permalink == "https://x.com/ann/status/1"
    (url,) = asked
    assert url.startswith("https://publish.twitter.com/oembed?")
    assert url.endswith("url=https%3A%2F%2Fx.com%2Fann%2Fstatus%2F1")
