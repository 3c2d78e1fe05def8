"""Whose an article is: told by its mark, or by our words, and by nothing that somebody else may have."""

from dataclasses import replace
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syndication.posts import deliver, make_article

from crosspost.files import name_one_way
from crosspost.ledger.ledger import read_ledger
from crosspost.ledger.sent import keep_sent, list_sent, read_sent
from crosspost.model import Holding
from crosspost.outbox.identity import name_post
from crosspost.text.mark import post_marker
from crosspost.text.whose import find_mark, has_words, is_copy, is_ours

WORDS = "Kupu of the post: what practitioners ask, how they're answered – and who pays 2x4 dollars for it."
OTHER = "<p>An article of the partner's own, about something else, which happens to have our id now.</p>"
POST = make_article(words=WORDS)
HTML = deliver(POST).post.html
KNOWN = Holding("7", "https://partner.example/7", True, "v", "stored", post=POST.id)
# As a partner's filter leaves it: nothing of ours but the words.
STRIPPED = HTML.replace("data-", "x-")


def move(post, host="new.example"):
    """Return a post of a site that has moved."""
    url = post.url.replace("partwork.example", host)
    return replace(post, url=url, html=post.html.replace("partwork.example", host))


def test_an_id_alone_makes_nothing_ours():
    assert not is_ours(OTHER, "other", KNOWN, POST)
    assert not is_ours(OTHER, "other", KNOWN, None)
    assert not is_ours("", "other", KNOWN, POST)
    assert not is_ours(deliver(make_article("second", WORDS)).post.html, "other", KNOWN, POST)
    assert not is_ours(deliver(make_article("second", WORDS)).post.html, "other", KNOWN, None)


def test_what_is_ours_is_ours_however_it_was_edited():
    for post in (POST, None):
        assert is_ours(HTML, "other", KNOWN, post)
        assert is_ours(HTML.replace(WORDS, "Their words"), "other", KNOWN, post)
        assert is_ours(OTHER, "stored", KNOWN, post)


def test_a_copy_whose_mark_was_filtered_is_known_by_its_words():
    assert is_ours(STRIPPED, "other", KNOWN, POST)
    assert is_ours(STRIPPED.replace("practitioners ask", "they ask"), "other", KNOWN, POST)
    # Without the post there is nothing to compare it with but what was stored.
    assert not is_ours(STRIPPED, "other", KNOWN, None)
    assert is_ours(STRIPPED, "stored", KNOWN, None)


def test_a_site_that_moved_is_known_by_mark_and_words():
    assert find_mark(HTML, move(POST)).version == deliver(POST).version
    assert is_ours(HTML, "other", KNOWN, move(POST))
    # Another site may have a post of that name.
    namesake = move(make_article(words="What another site says about another thing, in words of its own."))
    assert find_mark(HTML, namesake) is None
    assert not is_ours(HTML, "other", KNOWN, namesake)


def test_words_are_the_same_whatever_typography_makes_of_them():
    typed = HTML.replace("'", "’").replace("–", "—").replace("2x4", "2×4").replace("ask,", "ask ,")
    assert has_words(typed.replace("K", "k").replace("practitioners", "practi\u00adtioners"), POST)
    assert has_words(normalize("NFD", typed), POST)
    assert not has_words(OTHER, POST)
    assert not has_words("<p>Kupu of the post: what practitioners ask</p>" + OTHER, POST)


def test_what_is_called_otherwise_is_none_of_it():
    html = STRIPPED
    assert is_copy(html, "Anything", POST)
    assert not is_copy(html, "second", POST)
    assert not is_copy(f'<a rel="canonical" href="https://else.example/">x</a>{html}', "Anything", POST)
    assert not is_copy(f'<a href="{POST.url}">{POST.title}</a>', POST.title, POST)


def test_a_post_without_words_is_known_by_none():
    assert not has_words("<p>Anything</p>", replace(POST, html='<img src="https://partwork.example/x.png">'))


@pytest.mark.parametrize("part", ["word ", "<p>", "字", "<a ", '<a rel="canonical" '])
def test_no_article_takes_for_ever_to_compare(part):
    assert not is_copy(part * 100_000, "Anything", POST)


NAMES = ["media/tūī", "media/tui", "kōrero/1-ā-é", "한글/가", "media/ﬁn"]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_the_same_in_either_form_of_unicode(tmp_path, name):
    apart = normalize("NFD", name)
    assert name_post(f"{apart}.md") == name_post(f"{name_one_way(name)}.md")
    post = replace(POST, id=name_one_way(name))
    old = replace(POST, id=apart)
    assert find_mark(deliver(old).post.html, post).version == deliver(old).version
    ledger = tmp_path / "syndication.jsonl"
    read_ledger(ledger).receive("network", apart, "created", "v", KNOWN)
    assert read_ledger(ledger).known("network", post.id).holding == KNOWN
    assert read_ledger(ledger).posts("network") == [post.id]
    keep_sent(tmp_path, replace(deliver(old), version="1.2"))
    assert read_sent(tmp_path, deliver(post), "1.2").endswith(POST.text)
    assert list_sent(tmp_path, deliver(post)) == [POST.text]
    keep_sent(tmp_path, replace(deliver(post), version="1.3"))
    assert len(list(tmp_path.rglob("*.txt"))) == 1


@given(st.text(), st.text(), st.sampled_from([POST, None]), st.booleans())
def test_what_has_neither_our_mark_nor_our_words_is_never_ours(before, after, post, linked):
    link = f'<a href="{POST.url}">{POST.title}</a>' if linked else ""
    assert not is_ours(f"{before}{link}{after}", "other", KNOWN, post)


def test_the_marker_of_a_plain_name_stays():
    assert post_marker(POST) == "partwork.example:media/first"
