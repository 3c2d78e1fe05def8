"""Which entries of a .bib file are others now."""

import pytest
from rebuild.bibliographies import find_changed, hash_entries

A = "@book{a,\n  title = {One},\n}\n"
B = "@book{b,\n  title = {Two},\n}\n"


def find(before: str, after: str) -> set[str] | None:
    """Return the keys that differ."""
    return find_changed(hash_entries(before.encode())[0], *hash_entries(after.encode()))


@pytest.mark.parametrize(
    ("before", "after", "keys"),
    [
        (A + B, A + B, set()),
        (A + B, A.replace("One", "Three") + B, {"a"}),
        (A + B, B, {"a"}),
        (A, A + B, {"b"}),
        (A, A.replace("One", "a@b.example"), {"a"}),
        (A, A.replace("@book{a", " @ book ( a "), {"a"}),
    ],
)
def test_an_entry_is_found_by_its_key(before, after, keys):
    assert find(before, after) == keys


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"{A.strip()} {B}", f"{A.strip()} {B}".replace("Two", "Three")),
        (f"{A.strip()}{B}", f"{A.strip()}{B}".replace("Two", "Three")),
        (A + "@book{c d, title = {One}}\n", A + "@book{c d, title = {Two}}\n"),
        (A + "@book{title = {One}}\n", A + "@book{title = {Two}}\n"),
        (A + "@book{c % d,\n, title = {One}}\n", A + "@book{c % d,\n, title = {Two}}\n"),
        (A + A, A + A.replace("One", "Two")),
        (A + "@string{x = {One}}\n", A + "@string{x = {Two}}\n"),
        (A + B.replace("title", "crossref"), A + B.replace("title", "crossref").replace("Two", "a")),
        (
            A + B.replace("{Two}", "{Two}, crossref = {a}"),
            A.replace("One", "Six") + B.replace("{Two}", "{Two}, crossref = {a}"),
        ),
    ],
)
def test_what_may_concern_others_concerns_all(before, after):
    assert find(before, after) is None
