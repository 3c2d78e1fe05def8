"""Addresses from data become links only where they lead to a page."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guards.addresses import AddressError, hide_password, is_same_origin, read_address

RIGHT = [
    "https://example.org",
    "HTTP://example.org/a?b=c#d",
    "https://example.org/wiki/Wāhine_(1)",
    "https://example.org:8443/a,b;c",
    "https://[::1]/",
    "https://bücher.example/ä",
    "mailto:us@example.org",
]
WRONG = [
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "java\nscript:alert(1)",
    "\x01javascript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc/hostname",
    "//example.org",
    "example.org",
    "http://[::1",
    "http://",
    "https://example.org/a b",
    "https://example.org/\u202egnp.exe",
    'https://example.org/"onclick=x',
    "https://example.org/<b>",
    "https://example.org:99999/",
    "mailto:",
    "",
]


@pytest.mark.parametrize("text", RIGHT)
def test_an_address(text):
    assert read_address(f" {text}\n") == text


@pytest.mark.parametrize("text", WRONG)
def test_what_is_none(text):
    with pytest.raises(AddressError):
        read_address(text)


@given(st.text())
def test_any_text_is_an_address_or_is_refused(text):
    with suppress(AddressError):
        assert read_address(text).partition(":")[0].lower() in {"http", "https", "mailto"}


@pytest.mark.parametrize(
    ("address", "other", "same"),
    [
        ("https://a.example/x", "https://a.example:443/y", True),
        ("https://a.example/", "HTTPS://A.example", True),
        ("https://a.example/", "http://a.example/", False),
        ("https://a.example/", "https://a.example:8443/", False),
        ("https://a.example/", "https://a.example.evil.example/", False),
        ("https://a.example/", "https://a.example@evil.example/", False),
        ("http://[::1", "http://[::1", False),
        ("https://kōrero.example/", "https://xn--krero-g9a.example/x", True),
        ("https://KŌRERO.example/", "https://ko\u0304rero.example:443/x", True),
        ("https://straße.example/", "https://xn--strae-oqa.example/", True),
        ("https://straße.example/", "https://strasse.example/", False),
        ("https://a.example/", "https://xn--a-.example/", False),
        ("https://a.example/", "https://xn--a.example/", False),
        ("https://xn--.example/", "https://.example/", False),
    ],
)
def test_the_same_server(address, other, same):
    assert is_same_origin(address, other) is same


def test_no_password_is_shown():
    assert hide_password("at https://me:p@ss@a.example/b@c") == "at https://a.example/b@c"
