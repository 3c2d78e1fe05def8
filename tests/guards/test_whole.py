"""One program at a time, answers with an end."""

import time

import pytest

from guards.answers import EndlessError, read_answer
from guards.locks import HeldError, hold_lock


def test_a_lock_is_held_by_one(tmp_path):
    path = tmp_path / "made" / "lock"
    with hold_lock(path), pytest.raises(HeldError), hold_lock(path):
        pass
    with hold_lock(path):
        pass


def test_an_answer_ends():
    later = time.monotonic() + 60
    assert read_answer([b"a", b"b"], 2, later) == b"ab"
    with pytest.raises(EndlessError, match="larger than 1 bytes"):
        read_answer([b"a", b"b"], 1, later)
    with pytest.raises(EndlessError, match="too long"):
        read_answer([b"a", b"b"], 2, time.monotonic() - 1)
