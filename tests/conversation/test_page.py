"""What readers answered is on the page of its post, and in no other file of the site or of a copy."""

import json

import pytest
from bs4 import BeautifulSoup
from minisite import MiniSite

from conversation.files import read_conversation
from conversation.model import APPROVED, HIDDEN, Answer

TEMPLATE = """<html><body>{{ article.content }}{% set talk = article.conversation %}{% if talk %}
<p class="count">{{ talk.count }}</p>{% macro show(threads) %}<ol>{% for one in threads %}
<li id="{{ one.anchor }}"><b>{{ one.name | e }}</b><i>{{ one.to | e }}</i><time>{{ one.day }}</time>
<q lang="{{ one.lang | e }}">{{ one.html }}</q>{{ show(one.answers) }}</li>{% endfor %}</ol>{% endmacro %}
{{ show(talk.threads) }}{{ talk.data }}{% endif %}</body></html>"""


@pytest.fixture
def mini(tmp_path):
    site = MiniSite(
        tmp_path,
        {"article.html": TEMPLATE},
        {"PLUGINS": ["syndication", "conversation"], "FEED_ALL_ATOM": "feeds/all.atom.xml"},
    )
    site.post("one/1-first.md", slug="first")
    site.post("one/2-second.md", slug="second")
    return site


def say(site, *answers, name="one/first"):
    read_conversation(site.root / f"content/conversation/{name}.jsonl").save(answers)


def make(id, text, above="", state=APPROVED, **more):
    date = f"2026-01-0{id}T23:30:00+13:00"
    return Answer(f"b/{id}", "blog", "comment", f"https://b.example/#{id}", f"N{id}", date=date, text=text, answers=above and f"b/{above}", state=state, **more)  # fmt: skip  # noqa: E501


def find(site):
    """Return the page's address below the output folder."""
    (path,) = (path for path in (site.root / "output").rglob("first/index.html"))
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser"), path


def test_threads_are_two_levels_deep(mini):
    say(
        mini,
        make(1, "One & <b>."),
        make(2, "To one.", "1"),
        make(3, "To that.", "2", lang="mi"),
        make(4, "Pending.", state="pending"),
        make(5, "To what is hidden.", "6"),
        make(6, "Hidden.", state=HIDDEN),
        make(7, "To what nobody knows.", "9"),
    )
    assert mini.build() == []
    page, path = find(mini)
    assert page.select_one(".count").string == "5"
    tops = page.select("body > ol > li")
    assert [top.q.get_text() for top in tops] == ["One & <b>.", "To what is hidden.", "To what nobody knows."]
    below = tops[0].select("ol > li")
    assert [(one.b.string, one.i.string, one.q.get_text()) for one in below] == [
        ("N2", None, "To one."),
        ("N3", "N2", "To that."),
    ]
    assert not page.select("ol ol ol > li")
    data = json.loads(page.find("script").string)
    assert data["commentCount"] == 5
    assert data["comment"][0]["comment"][1]["inLanguage"] == "mi"
    assert data["comment"][0]["datePublished"] == "2026-01-01T23:30:00+13:00"
    # And nowhere else.
    made = [
        one
        for folder in ("output", "outbox", "copies")
        for one in (mini.root / folder).rglob("*")
        if one.is_file()
    ]
    assert [one for one in made if b"To what is hidden." in one.read_bytes()] == [path]
    assert any(one.name == "all.atom.xml" for one in made)
    assert any(one.parent.parent.name == "outbox" for one in made)


def test_hostile_lines_are_harmless_on_the_page(mini):
    """Whoever wrote them into the file."""
    for text in ("</script><script>alert(1)</script>", "\u202eevil", "<img src=x onerror=alert(1)>"):
        say(mini, make(1, text, html=text, page="javascript:alert(1)", lang='"><script>'))
        for html in (False, True):
            assert mini.build(CONVERSATION_HTML=html) == []
            page, path = find(mini)
            assert [script.get("type") for script in page.find_all("script")] == ["application/ld+json"]
            assert not page.find_all("img")
            assert "\u202e" not in path.read_text(encoding="utf-8")
            assert page.q["lang"] == ""


def test_no_answer_stands_before_what_it_answers(mini):
    """Some servers tell seconds alone, and clocks differ."""
    one, other = make(1, "One."), make(2, "Two.")
    at = {"date": "2026-01-01T23:30:00+13:00"}
    early = {"date": "2025-12-31T23:30:00+13:00"}
    below = Answer("b/0", "blog", name="N", text="To two.", answers="b/3", state=APPROVED, **at)
    between = Answer("b/3", "blog", name="N", text="To one.", answers="b/1", state=APPROVED, **early)
    say(mini, below, other, between, one)
    assert mini.build() == []
    words = [found.get_text() for found in find(mini)[0].find_all("q")]
    assert words == ["One.", "To one.", "To two.", "Two."]


def test_a_circle_of_answers_ends(mini):
    say(mini, make(1, "One.", "2"), make(2, "Two.", "1"), make(3, "Three.", "3"))
    assert mini.build() == []
    page, _ = find(mini)
    assert sorted(one.get_text() for one in page.find_all("q")) == ["One.", "Three.", "Two."]


def test_the_same_answer_by_two_ways_is_one(mini):
    say(
        mini,
        make(1, "One."),
        Answer("w/1", "webmention", address="https://b.example/#1", text="One.", state=APPROVED),
    )
    assert mini.build() == []
    assert find(mini)[0].select_one(".count").string == "1"


def test_an_imported_conversation_is_shown(mini):
    line = {"id": "7", "target": "one/1-first.md", "kind": "comment", "text": "Old.", "state": "approved"}
    mini.write("content/conversation/first.jsonl", json.dumps(line) + "\n")
    say(mini, make(1, "New."))
    assert mini.build() == []
    assert {one.get_text() for one in find(mini)[0].find_all("q")} == {"Old.", "New."}


def test_a_post_without_answers_has_nothing(mini):
    say(mini, make(1, "One.", state="pending"))
    assert mini.build() == []
    assert not find(mini)[0].select(".count")


def test_a_thousand_answers_below_each_other(mini):
    say(mini, *(Answer(f"b/{n}", "b", name="N", text=f"{n}.", answers=f"b/{n - 1}" if n else "", state=APPROVED) for n in range(1000)))  # fmt: skip  # noqa: E501
    assert mini.build() == []
    page, _ = find(mini)
    assert len(page.select("body > ol > li > ol > li")) == 999


def test_a_wrong_setting_is_told(mini):
    say(mini, make(1, "One."))
    assert mini.build(CONVERSATION_HTML="yes") == ["CONVERSATION_HTML must be True or False, not 'yes'."]
