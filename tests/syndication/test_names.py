"""What a partner may call a copy, and where one may be."""

import pytest

from crosspost.errors import RefusedError, SettingsError
from crosspost.http.exchange import check_address
from crosspost.http.names import read_name, read_place, require_name
from crosspost.settings import read_target
from crosspost.targets.mastodon.limits import LINK, MOST, Limits, read_limits

HOMES = ("https://blog.example.org/wp", "https://www.example.org/author/us/")


@pytest.mark.parametrize(
    "said",
    [
        "https://blog.example.org/first/",
        "https://blog.example.org:443/first/",
        "http://blog.example.org/first/",
        "https://BLOG.example.org/?p=1#a",
        "https://www.example.org/first/",
        "https://blog.example.org/k%C5%8Drero/",
        "https://blog.example.org/kōrero/",
    ],
)
def test_a_copy_is_on_the_partners_own_server(said):
    assert read_place(said, HOMES) == said


# corpus: 20 inputs
@pytest.mark.parametrize(
    "said",
    [
        "https://blog.example.org.evil.example/", "https://evil.example/?https://blog.example.org/",
        "https://blog.example.org@evil.example/", "https://blog.example.org:8443/", "http://blog.example.org:443/",
        "https://example.org/", "//blog.example.org/", "/first/", "", "javascript:alert(1)",
        "mailto:a@example.org",
        "https://blog.example.org/a b", "https://blog.example.org/\x1b[2J", "https://blog.example.org/\u202e",
        "https://blog.example.org\\@evil.example/", "https://[::1", "https://blog.example.org:x/",
        "https://blog.example.org/" + "x" * 5_000, None, ["https://blog.example.org/"],
    ],
)  # fmt: skip
def test_and_nowhere_else(said):
    assert read_place(said, HOMES) == ""


@pytest.mark.parametrize("name", ["42", 42, "01H8XGJWBW", "AbC.1~x", "618d-4a", "ab:cd", "a_b"])
def test_names(name):
    assert require_name(read_name(name), "https://blog.example.org") == str(name)


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "a/b", "a?b", "a#b", "a b", "a%2fb", "ā", "a\n", "x" * 301, True, None, 1.5, [], {}],
)
def test_names_that_are_none(name):
    with pytest.raises(ValueError, match="none"):
        read_name(name)
    if isinstance(name, str):
        with pytest.raises(RefusedError, match="no name there"):
            require_name(name, "https://blog.example.org")


@pytest.mark.parametrize(
    "url",
    [
        "https://us:hunter2@example.org",
        "us:hunter2@example.org",
        "https:/us:hunter2@example.org",
        "https:\\\\us:hunter2@x",
    ],
)
def test_a_password_in_an_address_is_not_shown(url):
    with pytest.raises(SettingsError) as told:
        check_address(url, "SYNDICATION_TARGETS")
    assert "hunter2" not in str(told.value)
    if "://" in url:
        with pytest.raises(SettingsError) as told:
            read_target("blog", {"kind": "wordpress", "url": url})
        assert "hunter2" not in str(told.value)


@pytest.mark.parametrize("number", [10**9, 10**30, -1, "9" * 30, True, None, [], "x"])
def test_a_server_is_believed_up_to_what_it_can_have(number):
    statuses = {"max_characters": number, "characters_reserved_per_url": number}
    media = {
        "image_size_limit": number,
        "supported_mime_types": ["image/png"] * 200_000,
        "description_limit": number,
    }
    limits = read_limits({"configuration": {"statuses": statuses, "media_attachments": media}})
    assert 0 < limits.characters <= MOST
    assert (limits.link or 0) <= LINK
    assert 0 < limits.description <= MOST
    assert len(limits.types) <= MOST
    assert limits.count("https://a.example/ " * 100) < 100 * LINK


def test_what_a_server_rightly_says_is_believed():
    statuses = {"max_characters": 11_000, "characters_reserved_per_url": 23}
    assert read_limits({"configuration": {"statuses": statuses}}) == Limits(11_000, 23)
