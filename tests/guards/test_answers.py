"""JSON of another machine is read as the format has it, and no deeper than anybody needs."""

import json

import pytest

from guards.answers import DEEPEST, parse_json


@pytest.mark.parametrize(
    "value", [None, 1, -1.5, "a\u202e\n", [], {"a": [{"b": True}]}, "😀", "\\ud800", 10**300, 1e300]
)
def test_what_is_right_is_read(value):
    assert parse_json(json.dumps(value)) == value
    assert parse_json(json.dumps(value).encode()) == value


# corpus: 13 inputs
@pytest.mark.parametrize(
    "text",
    [
        "", "nul", "{", "NaN", "Infinity", "-Infinity", "[1e400]", "[-1e999]", "9" * 5000, "{'a': 1}",
        "[" * 100_000, "[" * (DEEPEST + 1) + "]" * (DEEPEST + 1), '{"a":' * 500 + "1" + "}" * 500,
    ],
)  # fmt: skip
def test_what_is_none_is_refused(text):
    with pytest.raises(ValueError, match=r"\w"):
        parse_json(text)


def test_as_deep_as_anybody_needs():
    assert parse_json("[" * DEEPEST + "]" * DEEPEST)


@pytest.mark.parametrize("half", [r"\ud800", r"\udfff", r"\uD83D\u0041", r"\udc00\ud800"])
def test_half_a_character_is_none(half):
    parse_json(f'["{half}"]')[0].encode()
