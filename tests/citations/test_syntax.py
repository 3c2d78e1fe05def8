"""Pandoc's citation syntax, read and written."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apa7.model import Citation, Cite, Citekey, Locator
from apa7.syntax import LABELS, find_bracketed, find_mention, write


def bracketed(text):
    return find_bracketed(text, 0)


def cite(key, *args, **kwargs):
    return Cite(Citekey(key), *args, **kwargs)


@pytest.mark.parametrize(
    ("text", "cites"),
    [
        ("[@doe99]", [cite("doe99")]),
        ("[-@doe99]", [cite("doe99", author=False)]),
        ("[@{odd key, 2nd}]", [cite("odd key, 2nd")]),
        ("[@DBLP:conf/x.y-z_1]", [cite("DBLP:conf/x.y-z_1")]),
        ("[@ngā_kupu]", [cite("ngā_kupu")]),
        ("[see @doe99, pp. 33-35]", [cite("doe99", "see", Locator("page", "33-35"))]),
        ("[see, e.g., @doe99]", [cite("doe99", "see, e.g.,")]),
        (
            "[@doe99, pp. 33-35, 38 and *passim*]",
            [cite("doe99", "", Locator("page", "33-35, 38"), "and *passim*")],
        ),
        *(
            (f"[@doe99 {words} @roe]", [cite("doe99", cited_in=cite("roe", said))])
            for words, said in (
                ("cited in", "as cited in"),
                (", quoted in", "as quoted in"),
                ("qtd. in", "as cited in"),
            )
        ),
        ("[@doe99 p. 3]", [cite("doe99", "", Locator("page", "3"))]),
        ("[@doe99, 33]", [cite("doe99", "", Locator("page", "33"))]),
        ("[@doe99, iv-vi]", [cite("doe99", suffix=", iv-vi")]),
        ("[@doe99, pp. iv-vi]", [cite("doe99", "", Locator("page", "iv-vi"))]),
        ("[@doe99, Chapter 3]", [cite("doe99", "", Locator("chapter", "3"))]),
        (
            "[@doe99, Chapter 3, pp. 45-46, and more]",
            [cite("doe99", "", Locator("chapter", "3", Locator("page", "45-46")), ", and more")],
        ),
        ("[@doe99, Kindle loc. 1234]", [cite("doe99", "", Locator("kindle", "1234"))]),
        ("[@doe99, p. 3, note that]", [cite("doe99", "", Locator("page", "3"), ", note that")]),
        ("[@doe99, para. 4]", [cite("doe99", "", Locator("paragraph", "4"))]),
        ("[@doe99, ¶ 4]", [cite("doe99", "", Locator("paragraph", "4"))]),
        ("[@act, s. 87A]", [cite("act", "", Locator("section", "87A"))]),
        ("[@act, ss. 5 and 6]", [cite("act", "", Locator("section", "5 and 6"))]),
        ("[@act, § 3(b)]", [cite("act", "", Locator("section-sign", "3(b)"))]),
        ("[@bible, 1:3-5]", [cite("bible", "", Locator("", "1:3-5"))]),
        ("[@film, 1:02:13]", [cite("film", "", Locator("", "1:02:13"))]),
        ("[@doe99, {pp. iv, vi--xi}, note]", [cite("doe99", "", Locator("page", "iv, vi--xi"), ", note")]),
        ("[@doe99, section headed Aims]", [cite("doe99", suffix=", section headed Aims")]),
        ("[@doe99, in his preface]", [cite("doe99", suffix=", in his preface")]),
        ("[@doe99; -@roe04; see @poe]", [cite("doe99"), cite("roe04", author=False), cite("poe", "see")]),
        ("[@bible, 1 Cor. 13:1]", [cite("bible", suffix=", 1 Cor. 13:1")]),
        ("[@play, 1.3.36-37]", [cite("play", "", Locator("", "1.3.36-37"))]),
        ("[@doe99, p. 12.]", [cite("doe99", "", Locator("page", "12"), ".")]),
        (
            "[@roe04, p. 3, as cited in @doe99, p. 9]",
            [
                cite(
                    "roe04",
                    locator=Locator("page", "3"),
                    cited_in=cite("doe99", "as cited in", Locator("page", "9")),
                )
            ],
        ),
        (
            "[@roe04 as quoted in -@doe99]",
            [cite("roe04", cited_in=cite("doe99", "as quoted in", author=False))],
        ),
        (
            r"[see this\; that @doe99, p. 3\; so; @poe]",
            [cite("doe99", "see this; that", Locator("page", "3"), "; so"), cite("poe")],
        ),
        ("[@doe99,\n  p.\n33]", [cite("doe99", "", Locator("page", "33"))]),
        (
            "[@roe04, p. 3,\nas\ncited  in @doe99]",
            [cite("roe04", "", Locator("page", "3"), cited_in=cite("doe99", "as cited in"))],
        ),
        ("[see [this; that] and @doe99]", [cite("doe99", "see [this; that] and")]),
    ],
)
def test_in_brackets(text, cites):
    found = bracketed(text)
    assert found.citation == Citation(tuple(cites))
    assert (found.start, found.end) == (0, len(text))


@pytest.mark.parametrize(
    ("text", "citation", "rest"),
    [
        ("@doe99 says", Citation((cite("doe99"),), True), " says"),
        ("@doe99.", Citation((cite("doe99"),), True), "."),
        ("@doe99's view", Citation((cite("doe99"),), True, possessive=True), " view"),
        ("@{odd key}’s view", Citation((cite("odd key"),), True, possessive=True), " view"),
        (
            "@doe99's [p. 3] view",
            Citation((cite("doe99", locator=Locator("page", "3")),), True, possessive=True),
            " view",
        ),
        ("'as in @doe99' and", Citation((cite("doe99"),), True), "' and"),
        ("-@doe99's", Citation((cite("doe99", author=False),)), "'s"),
        ("@doe99: yes", Citation((cite("doe99"),), True), ": yes"),
        ("@doe99 [p. 3] says", Citation((cite("doe99", "", Locator("page", "3")),), True), " says"),
        (
            "@doe99 [p. 3; see also @roe04] says",
            Citation((cite("doe99", "", Locator("page", "3")), cite("roe04", "see also")), True),
            " says",
        ),
        *(
            (f"@doe99{gap}[p. 3] says", Citation((cite("doe99", "", Locator("page", "3")),), True), " says")
            for gap in ("", "  ", "\t", "\n", " \n  ", "\u0020\n")
        ),
        *(
            (
                f"@roe04{gap}[as cited in @doe99] says",
                Citation((cite("roe04", cited_in=cite("doe99", "as cited in")),), True),
                " says",
            )
            for gap in ("  ", "\n", "\n ")
        ),
        ("@doe99\n\n[p. 3]", Citation((cite("doe99"),), True), "\n\n[p. 3]"),
        ("so---@doe99 says", Citation((cite("doe99"),), True), " says"),
        ("--@doe99---so", Citation((cite("doe99"),), True), "---so"),
        ("so -- -@doe99", Citation((cite("doe99", author=False),)), ""),
        ("@doe99@home.example and @roe04", Citation((cite("roe04"),), True), ""),
        ("@doe99 [in passing]", Citation((cite("doe99", suffix=", in passing"),), True), ""),
        ("-@doe99 says", Citation((cite("doe99", author=False),)), " says"),
        ("@{odd key} says", Citation((cite("odd key"),), True), " says"),
        (
            "@roe04 [p. 2, as cited in @doe99] says",
            Citation(
                (cite("roe04", locator=Locator("page", "2"), cited_in=cite("doe99", "as cited in")),), True
            ),
            " says",
        ),
        # A link, a footnote and another citation after a key aren't its locator.
        ("@doe99 [here](x)", Citation((cite("doe99"),), True), " [here](x)"),
        ("@doe99 [here][x]", Citation((cite("doe99"),), True), " [here][x]"),
        ("@doe99 [^1]", Citation((cite("doe99"),), True), " [^1]"),
        ("@doe99 [@roe04]", Citation((cite("doe99"),), True), " [@roe04]"),
    ],
)
def test_in_the_sentence(text, citation, rest):
    found = find_mention(text)
    assert found.citation == citation
    assert text[found.end :] == rest


@pytest.mark.parametrize(
    "text",
    [
        "me@example.org",
        "first.last@example.org",
        "https://social.example/@name",
        "mailto:x@example.org",
        r"\@name",
        "@",
        "@ home",
        "@@",
        "@-x",
        "@name@server",
        "@name@server.example",
        "non-@name",
    ],
)
def test_what_is_no_citation(text):
    assert find_mention(text) is None


@pytest.mark.parametrize("text", ["[no key]", "[@doe99", "[@doe99; no key]", "[me@example.org]", "[]", "[@]"])
def test_brackets_that_hold_no_citation(text):
    assert bracketed(text) is None


keys = st.one_of(
    st.from_regex(r"[A-Za-z0-9_āéß]([A-Za-z0-9_]|[:.#$%&+?<>~/-](?=[A-Za-z0-9])){0,12}", fullmatch=True),
    st.from_regex(r"[a-z]{1,5}[ ,;@\[\]'\"][a-z ]{0,5}[a-z]", fullmatch=True).filter(
        lambda key: key.count("[") == key.count("]") == 0
    ),
).map(Citekey)
words = st.from_regex(r"[a-z]{2,8}( \*?[b-z]{2,8}\*?){0,2}", fullmatch=True).filter(
    lambda text: not any(word.strip("*") in sum(LABELS.values(), ()) for word in text.split())
)
numbers = st.from_regex(r"[1-9][0-9]{0,3}([-–][1-9][0-9]{0,3})?", fullmatch=True)
labels = st.sampled_from([label for label in LABELS if label])
locators = st.builds(Locator, labels, numbers, st.none() | st.builds(Locator, labels, numbers))
cites = st.builds(
    Cite,
    key=keys,
    prefix=st.just("") | words,
    locator=st.none() | locators,
    suffix=st.just("") | words.map(lambda text: f", {text}"),
    author=st.booleans(),
)


secondary = st.builds(
    lambda cite, source: replace(cite, cited_in=replace(source, prefix="as cited in")), cites, cites
)


@given(st.lists(cites | secondary, min_size=1, max_size=4))
def test_what_is_written_in_brackets_reads_the_same(listed):
    citation = Citation(tuple(listed))
    text = write(citation)
    found = bracketed(text)
    assert found is not None
    assert found.citation == citation
    assert found.end == len(text)


@given(cites, st.lists(cites, max_size=2), st.booleans())
def test_what_is_written_in_a_sentence_reads_the_same(first, others, possessive):
    first = Cite(first.key, "", first.locator, first.suffix)
    citation = Citation((first, *others), narrative=True, possessive=possessive)
    if others and not (first.locator or first.suffix):
        return  # `@a [@b]` is two citations
    found = find_mention(write(citation))
    assert found is not None
    assert found.citation == citation


@given(st.text(alphabet="[]@{};,- ap.3*\\^", max_size=40))
def test_nothing_crashes(text):
    for position in range(len(text)):
        find_mention(text, position)
        if text[position] == "[":
            find_bracketed(text, position)


def test_brackets_that_belong_to_the_key_before_them():
    text = "@roe04 [as cited in @doe99]"
    assert find_bracketed(text, text.index("[")) is None
    assert find_bracketed("Roe [as cited in @doe99]", 4)
