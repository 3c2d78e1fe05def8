"""Posts that a text quotes are on its page as words, cited, from a file: a build asks nobody."""

import socket
from html import escape

import pytest
from bs4 import BeautifulSoup
from minisite import MiniSite

from conversation.quotations import Quotation, write_quotation

URL = "https://social.example/@ann/1"
ENTRY = """@online{example2026,
  author = {Ann Example}, author+an:username = {1="@ann@social.example"}, title = {{Kia ora koutou.}},
  date = {2026-11-02}, entrysubtype = {Post}, eprint = {Mastodon}, url = {https://social.example/@ann/1}}
"""
TEMPLATE = "<html><body><main>{{ article.content }}</main></body></html>"


@pytest.fixture
def mini(tmp_path, monkeypatch):
    plugins = ["citations", "licence", "writing", "metadata", "syndication", "conversation"]
    site = MiniSite(
        tmp_path, {"article.html": TEMPLATE}, {"PLUGINS": plugins, "FEED_ALL_ATOM": "feeds/all.atom.xml"}
    )
    site.write("content/references.bib", ENTRY)

    def refuse(*args, **more):
        raise AssertionError("a build asked somebody")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    return site


def keep(site, text="Kia ora koutou.\n\nOne\ntwo.", url=URL, **more):
    said = {
        "author": "Ann Example",
        "username": "@ann@social.example",
        "page": "https://social.example/@ann",
        "date": "2026-11-02T10:00:00+00:00",
        "lang": "mi",
        "site": "Mastodon",
        "kind": "Post",
        "key": "example2026",
        **more,
    }
    return write_quotation(site.root / "content", Quotation((url,), url, text=text, **said))


def find(site, name="posts/first/index.html"):
    return BeautifulSoup(site.read(name), "html.parser")


@pytest.mark.parametrize(
    "line",
    [
        f"{{% quote-post {URL} %}}",
        f"{{%quote-post {URL}/%}}",
        f"  {{% quote-post {URL}?utm_source=x %}}  ",
        f"{URL} {{quote}}",
        f"<{URL}>{{quote}}",
    ],
)
def test_a_post_is_quoted_and_cited(mini, line):
    keep(mini)
    mini.post("posts/first.md", f"Before [@example2026].\n\n{line}\n\nAfter.", slug="first")
    assert mini.build() == []
    page = find(mini)
    (quote,) = page.find_all("blockquote")
    assert (quote["cite"], quote["lang"]) == (URL, "mi")
    words, more, source = quote.find_all("p")
    assert (words.get_text(), more.get_text().split()) == ("Kia ora koutou.", ["One", "two."])
    assert more.br
    assert source["lang"] == "en-nz"
    assert source.get_text() == "— Ann Example (@ann@social.example), Mon 02 November 2026 (Example, 2026)"
    assert [link["href"] for link in source.find_all("a")][:2] == ["https://social.example/@ann", URL]
    assert source.time["datetime"] == "2026-11-02T10:00:00+00:00"
    assert source.find("a", class_="citation")["href"] == "#ref-example2026"
    assert "[Post]. Mastodon. https://social.example/@ann/1" in page.find(id="ref-example2026").get_text()
    assert page.main.find_all("p")[-1].get_text() == "After."
    assert not page.find_all(["script", "iframe", "img", "link"])


def test_any_of_its_addresses_names_it(mini):
    other = "https://elsewhere.example/@ann@social.example/99"
    path = keep(mini)
    path.write_text(path.read_text().replace("]", f', "{other}"]', 1))
    path.rename(path.with_name("ann.toml"))
    mini.post("posts/first.md", f"{{% quote-post {URL} %}}\n\n{{% quote-post {other} %}}", slug="first")
    assert mini.build() == []
    assert [one["cite"] for one in find(mini).find_all("blockquote")] == [URL, URL]


def test_it_stands_among_other_things(mini):
    """In a list, in a block, between the lines of a paragraph; not in code."""
    keep(mini)
    tag = f"{{% quote-post {URL} %}}"
    body = f"Before\n{tag}\nafter.\n\n- One\n\n    {tag}\n\n::: {{.callout-note}}\n{tag}\n:::\n\n"
    body += f"```\n{tag}\n```\n\n    {tag}\n\n`{tag}` and {tag}.\n"
    mini.post("posts/first.md", body, slug="first")
    assert mini.build() == []
    page = find(mini)
    assert len(page.find_all("blockquote")) == 3
    assert [one.parent.name for one in page.find_all("blockquote")] == ["main", "li", "div"]
    assert page.get_text().count(tag) == 4
    assert page.main.p.get_text() == "Before"
    assert page.main.blockquote.find_next_sibling("p").get_text() == "after."


def test_what_is_not_kept_is_an_error_with_its_line(mini):
    mini.write("content/posts/_more.md", f"Words.\n\n{{% quote-post {URL} %}}\n")
    body = f"Text.\n\n{{% quote-post {URL}/2 %}}\n\nText.\n\n{URL}/2 {{quote}}\n\n{{% quote-post x %}}"
    mini.post("posts/first.md", body, slug="first")
    mini.post("posts/second.md", 'A.\n\nB.\n\n--8<-- "_more.md"\n', slug="second")
    said = "is not in content/quoted/ yet. Run: invoke quote"
    assert sorted(mini.build()) == [
        f"content/posts/_more.md:3: the post {URL} {said} {URL}",
        f"content/posts/first.md:11: the post {URL}/2 {said} {URL}/2",
        'content/posts/first.md:13: "x" is no address of a post, such as https://social.example/@name/1.',
        f"content/posts/first.md:7: the post {URL}/2 {said} {URL}/2",
    ]
    assert find(mini).find("a", href=f"{URL}/2").get_text() == f"{URL}/2"


def test_a_work_that_is_gone_is_an_error_with_its_line(mini):
    keep(mini)
    mini.write("content/references.bib", ENTRY.replace("example2026", "example2025"))
    mini.post("posts/first.md", f"Text.\n\n{{% quote-post {URL} %}}", slug="first")
    (error,) = mini.build()
    assert error.replace(f"{mini.root}/", "") == (
        'content/posts/first.md:7: no work "example2026" in content/references.bib. Did you mean '
        f'"example2025"? It is that of the post quoted here: invoke quote {URL} adds it.'
    )


def test_a_file_that_is_wrong_is_an_error_with_its_line(mini):
    path = keep(mini, lang="", date="")
    mini.post("posts/first.md", f"{{% quote-post {URL} %}}", slug="first")
    whole = path.read_text()
    for wrong, said in [
        (whole.replace("key =", "kye ="), '10: unknown key "kye". Did you mean "key"?'),
        (
            whole.replace('text = """\nKia', 'text = """Kia').replace("permalink", "# permalink"),
            "1: permalink is missing",
        ),
        (whole + 'lang = "no language!"\n', 'lang is no language tag. Write one such as "en" or "mi".'),
        (whole + 'date = "yesterday"\n', "date is no date."),
        (whole.replace('author = "', "author = “"), 'Write author = "Ann Example"'),
    ]:
        path.write_text(wrong)
        (error,) = mini.build()
        assert error.startswith("content/quoted/social.example-ann-1.toml:")
        assert said in error
    path.write_bytes(b"\xff")
    (error,) = mini.build()
    assert "is not UTF-8" in error


HOSTILE = [
    "<script>alert(1)</script>",
    "[click](javascript:alert(1)) ![x](https://evil.example/x.png) <https://evil.example/>",
    "— [a](javascript:alert(1)) [@example2026, p. 9]",
    "— *Somebody*",
    "# Heading\n- one\n> two\n    code\n```\nx\n```",
    "{% quote-post https://social.example/@ann/1 %} {% counts %}",
    "{{ 7 * 7 }} {static}x {filename}y.md |static|z $x^2$ $$y$$ ^[note] H~2~O ==x== [kai]{lang=mi}",
    "&lt;b&gt; &amp;amp; \\* *x* **y** `z` ~~q~~ @example2026 [@nobody]",
    '::: {.callout-note}\n{{< include _x.md >}}\n--8<-- "_x.md"\n:::',
    "wzxhzdk:0 klzzwxh:0000 STX ETX",
    "[^1] *[HTML]: Hyper\n\n[^1]: note\n\nTerm\n: meaning\n\n| a | b |\n| - | - |\n| c | d |",
    "https://youtu.be/aaaaaaaaaaa",
    '<div id="refs"></div>',
]


def test_hostile_words_are_shown_as_they_are(mini):
    """Whatever they would mean in Markdown, in HTML or to a plugin; alone and beside what has such things."""
    for number, text in enumerate(HOSTILE):
        url = f"{URL}{number}"
        keep(mini, text, url, author=text.split("\n")[0][:60], username="", lang="en-NZ")
        tag = f"{{% quote-post {url} %}}"
        mini.post(f"posts/plain{number}.md", tag, slug=f"plain{number}")
        own = "*own* $x$ ^[note] H~2~O\n\n> quoted\n>\n> — [@example2026]\n\n- [x] done\n\n::: note\nx\n:::\n"
        mini.post(f"posts/mixed{number}.md", f"{own}\n{tag}\n\n{own}", slug=f"mixed{number}")
    assert mini.build() == []
    for number, text in enumerate(HOSTILE):
        for name in (f"plain{number}", f"mixed{number}"):
            quote = find(mini, f"posts/{name}/index.html").find("blockquote", class_="quoted-post")
            shown = [one.get_text() for one in quote.find_all("p")]
            assert " ".join(shown[:-1]).split() == text.split(), name
            assert {tag.name for tag in quote.find_all(True)} <= {"p", "br", "a", "span", "time"}
            links = {link["href"] for link in quote.find_all("a", href=True)}
            assert links <= {f"{URL}{number}", "https://social.example/@ann", "#ref-example2026"}
            assert "{%" not in mini.read(f"posts/{name}/index.html")
            assert all(one["id"].startswith("cite-") for one in quote.find_all(id=True))


def test_words_from_right_to_left_stand_so(mini):
    keep(mini, "שלום\n\nHello.", lang="he")
    mini.post("posts/first.md", f"{{% quote-post {URL} %}}", slug="first")
    assert mini.build() == []
    assert [one.get("dir") for one in find(mini).blockquote.find_all("p")] == ["auto", None, None]


def test_a_site_without_citations_shows_it_all_the_same(mini):
    keep(mini)
    mini.post("posts/first.md", f"{{% quote-post {URL} %}}", slug="first")
    assert mini.build(PLUGINS=["conversation"]) == []
    assert find(mini).find(class_="attribution").get_text().endswith("November 2026")


def test_a_post_of_which_little_is_known(mini):
    keep(mini, author="", username="", page="", date="", lang="", key="")
    mini.post("posts/first.md", f"{{% quote-post {URL} %}}", slug="first")
    assert mini.build() == []
    assert find(mini).find(class_="attribution").get_text() == "— Mastodon, Mastodon"


def test_copies_and_feeds_have_it_as_any_quotation(mini):
    keep(mini)
    mini.post("posts/first.md", f"Words.\n\n{{% quote-post {URL} %}}\n", slug="first", licence="CC-BY-4.0")
    targets = {
        "blog": {"kind": "wordpress", "url": "https://blog.example", "user": "us"},
        "ghost": {"kind": "ghost", "url": "https://ghost.example"},
        "kit": {"kind": "folder"},
    }
    assert mini.build(SYNDICATION_TARGETS=targets) == []
    feed = (mini.root / "output/feeds/all.atom.xml").read_text(encoding="utf-8")
    assert escape(f'cite="{URL}"', quote=False) in feed
    made = [path.read_text(encoding="utf-8") for path in (mini.root / "outbox").rglob("*.json")]
    for text in made:
        if "Kia ora" in text:
            assert "(Example, 2026)" in text
            assert "blockquote" in text
    assert sum("Kia ora koutou." in text for text in made) >= 3
