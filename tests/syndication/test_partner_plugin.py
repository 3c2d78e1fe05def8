"""The partner's own plugin in a real WordPress: our canonical link on our copies, and nothing elsewhere."""

import subprocess
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

PLUGIN = Path(__file__).parents[2] / "partners/wordpress/partwork-canonical.php"
URL = "https://partwork.example/media/practitioners/"


@pytest.fixture
def plugged(wordpress):
    """The WordPress with the plugin; what PHP complains about is shown in its pages."""
    folder = wordpress.site / "wp-content/mu-plugins"
    folder.mkdir(exist_ok=True)
    path = folder / PLUGIN.name
    path.write_text(PLUGIN.read_text() + "\nerror_reporting(E_ALL); ini_set('display_errors', '1');\n")
    yield wordpress
    path.unlink()


def read_head(wordpress, address):
    """Return the canonical links of a page, and what else the plugin may have put there."""
    html = wordpress.page(address)
    for complaint in ("Warning: ", "Notice: ", "Deprecated: ", "Fatal error"):
        assert complaint not in html
    page = BeautifulSoup(html, "html.parser")
    assert not page.select("body link[rel=canonical]")
    canonical = [link["href"] for link in page.head.select("link[rel=canonical]")]
    series = [tag["content"] for tag in page.head.select("meta[name=citation_series_title]")]
    return canonical, series, [link["href"] for link in page.head.select("link[rel=collection]")]


def write(wordpress, content, kind="posts", role="author", **fields):
    """Write something at the partner's and return its address."""
    data = {"title": "Theirs", "status": "publish", "content": content, **fields}
    return wordpress.request("POST", kind, role=role, json=data)["link"]


def test_php_takes_it():
    assert subprocess.run(["php", "-l", str(PLUGIN)], stdout=subprocess.DEVNULL).returncode == 0


@pytest.mark.parametrize("role", ["author", "administrator"])
def test_a_copy_names_the_original_and_everything_else_stays(partner, plugged, proxy, monkeypatch, role):
    monkeypatch.setenv("PARTNER_BLOG_SECRET", plugged.passwords[role])
    partner.set_targets(partner_blog={"kind": "wordpress", "url": proxy.url, "user": role})
    partner.publish()
    for post in plugged.posts():
        original = f"https://partwork.example/media/{post['slug']}/"
        expected = [original], ["Social media"], ["https://partwork.example/media/"]
        assert read_head(plugged, post["link"]) == expected
    own = write(plugged, f'<p>See <a rel="canonical" href="{URL}">this</a>.</p>')
    assert read_head(plugged, own) == ([own], [], [])
    assert read_head(plugged, plugged.url) == ([], [], [])
    page = write(plugged, plugged.posts()[0]["content"]["raw"], kind="pages", role="administrator")
    assert read_head(plugged, page) == ([page], [], [])


def mark(notice, marker="partwork.example:media/practitioners", series=""):
    """Return content with a mark that anybody may have written."""
    nav = f'<nav class="partwork-series"><p>Part 1 of {series}</p></nav>'
    return f'<div class="partwork-copy" data-partwork="{marker}">{notice}{nav}</div>'


@pytest.mark.parametrize(
    "content",
    [
        mark('<a rel="canonical" href="javascript:alert(1)">x</a>'),
        mark('<a rel="canonical" href="data:text/html,x">x</a>'),
        mark('<a rel="canonical" href="//partwork.example/">x</a>'),
        mark('<a rel="canonical" href="/elsewhere/">x</a>'),
        mark('<a rel="canonical" href="https://other.example/">x</a>'),
        mark('<a rel="canonical" href="https://partwork.example.other.example/">x</a>'),
        mark('<a rel="canonical" href="https://">x</a>'),
        mark('<a href="https://partwork.example/">x</a>'),
        mark("") + f'<a rel="canonical" href="{URL}">x</a>',
        mark(f'<a rel="canonical" href="{URL}">x</a>', marker=""),
        f'<p>data-partwork= <a rel="canonical" href="{URL}">x</a></p>',
        '<div data-partwork="',
        "<div data-partwork=x><a rel=canonical",
    ],
)
def test_a_false_mark_changes_nothing(plugged, content):
    for role in ("author", "administrator"):
        link = write(plugged, content, role=role)
        assert read_head(plugged, link) == ([link], [], [])


def test_what_somebody_wrote_is_escaped(plugged):
    address = "https://partwork.example/?a=1&amp;b=&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"
    notice = f'<a rel="nofollow canonical" href="{address}">x</a>'
    title = "&quot;&gt;&lt;script&gt;alert(2)&lt;/script&gt; M\u0101ori &amp; more"
    series = f'<a href="https://partwork.example/&quot; onload=&quot;alert(3)">{title}</a>'
    link = write(plugged, mark(notice, series=series), role="administrator")
    html = plugged.page(link)
    head = html.partition("</head>")[0]
    for number in (1, 2, 3):
        assert f"<script>alert({number})" not in html
        assert f'"alert({number})' not in head
    (canonical,), titles, (collection,) = read_head(plugged, link)
    assert canonical.startswith("https://partwork.example/?a=1&b=")
    assert collection.startswith("https://partwork.example/")
    assert titles == ['"><script>alert(2)</script> M\u0101ori & more']
    assert not BeautifulSoup(html, "html.parser").select("link[onload]")


def test_a_copy_behind_a_password_says_nothing(plugged):
    content = mark(f'<a rel="canonical" href="{URL}">x</a>')
    link = write(plugged, content, password="secret")
    assert read_head(plugged, link) == ([link], [], [])
