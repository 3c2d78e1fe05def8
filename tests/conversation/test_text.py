"""What strangers wrote comes out harmless, whatever it is."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversation.text import (
    LINKS,
    LONGEST,
    TAGS,
    clean_address,
    clean_html,
    clean_name,
    clean_words,
    read_plain,
)

HOSTILE = {
    "script": "<p>a<script>alert(1)</script></p>",
    "script in capitals": "<SCRIPT SRC=//evil.example/x.js></SCRIPT>a",
    "script in svg": "<svg><script>alert(1)</script></svg>a",
    "script cut off": "a<script>alert(1)",
    "event": '<p onclick="alert(1)">a</p>',
    "image": '<img src=x onerror="alert(1)">a',
    "javascript": '<a href="javascript:alert(1)">a</a>',
    "javascript with a tab": '<a href="java\tscript:alert(1)">a</a>',
    "javascript with an entity": '<a href="&#106;avascript:alert(1)">a</a>',
    "data": '<a href="data:text/html,<script>alert(1)</script>">a</a>',
    "vbscript": '<a href="vbscript:x">a</a>',
    "style": "<style>*{display:none}</style>a",
    "inline style": '<p style="position:fixed;inset:0">a</p>',
    "frame": '<iframe src="https://evil.example"></iframe>a',
    "object": '<object data="x.swf"></object><embed src="x">a',
    "form": '<form action="https://evil.example"><input name="password"></form>a',
    "base": '<base href="https://evil.example/">a',
    "refresh": '<meta http-equiv="refresh" content="0;url=https://evil.example">a',
    "id": '<p id="conversation" class="h-entry">a</p>',
    "template": "<template><p>b</p></template>a",
    "end of the page": "</div></section></body></html>a",
    "comment": "<!-- <script> -->a",
    "comment cut off": "a<!-- ",
    "cdata": "<![CDATA[<script>alert(1)</script>]]>a",
    "math": '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=x&gt;">a',
    "noscript": '<noscript><p title="</noscript><img src=x onerror=alert(1)>">a',
    "textarea": "<textarea></textarea><script>alert(1)</script>a",
    "turned round": "a\u202e evil \u2066",
    "unseen": "a\u200b\u2060\ufeff\u00ad",
    "controls": "a\x00\x07\x1b[31m",
    "half a character": "a\ud800",
    "heaped marks": "a" + "\u0301" * 1000,
    "tracking": '<img src="https://evil.example/pixel.gif" width=1>a',
    "mail": 'a <a href="mailto:me@example.org">me@example.org</a>',
    "nested": "<blockquote>" * 5000 + "a",
    "nested emphasis": "<b><i>" * 5000 + "a",
    "links": '<a href="https://a.example">a</a> ' * 3000,
    "megabyte": "a" * 1_000_000,
    "megabyte of tags": "<p>" * 300_000 + "a",
    "megabyte of signs": "&<>\"'" * 200_000 + "a",
}


class Strict(HTMLParser):
    """Refuses all that is not among the few things that are let through."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.links = 0
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        assert tag in TAGS, tag
        assert {name for name, _ in attrs} <= {"href", "rel"}, attrs
        for name, value in attrs:
            if name == "href":
                self.links += 1
                assert value.startswith(("http://", "https://")), value

    def handle_comment(self, data):
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def require_harmless(html):
    clean = clean_html(html)
    assert Strict(clean).links <= LINKS
    text = read_plain(clean)
    require_plain(text)
    require_plain(clean)
    return clean, text


def require_plain(text):
    assert len(text) <= LONGEST * 6
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b\ud800-\udfff]", text)
    assert not re.search(r"[\w.]@example\.org", text)


# corpus: 40 inputs
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_answer_is_harmless(name):
    html = HOSTILE[name]
    _, text = require_harmless(html)
    # What is behind too many tags, or in what is no text, is lost.
    assert "a" in text or name in {"math", "megabyte of tags", "megabyte of signs"}
    require_plain(clean_words(html))
    require_plain(clean_name(html))
    assert "\n" not in clean_name(html)


@given(
    st.lists(st.one_of(st.sampled_from([*HOSTILE.values()][:32]), st.text(max_size=20)), max_size=6).map(
        "".join
    )
)
def test_any_answer_is_harmless(html):
    require_harmless(html)


@given(st.text(st.sampled_from("<>&;/=\"' !-[]ascriptpbonhrefjdl:#x1\u202e\u0301@.\n"), max_size=80))
def test_any_signs_are_harmless(html):
    require_harmless(html)


def test_what_is_harmless_stays():
    html = '<p>One<br>two</p><p><em>kai</em> <a href="https://a.example/x?y=1&amp;z">a</a></p><ul><li>x</li></ul>'
    clean, text = require_harmless(html)
    assert clean == html.replace('z">', 'z" rel="nofollow ugc noopener">')
    assert text == "One\ntwo\n\nkai a\n\nx"


def test_an_account_of_a_network_is_no_address_of_mail():
    assert clean_words("Kia ora @name@social.example") == "Kia ora @name@social.example"
    assert clean_words("write to me.you+x@example.org.") == "write to [address]."


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "//a.example",
        "data:,x",
        "https://a:b@c.example/",
        "https://a.example/ x",
        None,
        5,
    ],
)
def test_an_address_that_is_none_is_no_link(address):
    assert clean_address(address) == ""
