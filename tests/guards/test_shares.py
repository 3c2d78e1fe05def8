"""Work that two processes share."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from guards import shares
from guards.shares import SHARES, Shares, share

ITEMS = list(range(100))


class Noted:
    """A member that notes numbers."""

    def __init__(self) -> None:
        self.numbers: list[int] = []

    def begin_share(self) -> None:
        self.numbers = []

    def end_share(self) -> list[int]:
        return self.numbers

    def add_share(self, noted: list[int]) -> None:
        self.numbers += noted


@pytest.fixture(autouse=True)
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shares, "can_fork", lambda: True)


@pytest.fixture
def children() -> Iterator[None]:
    """No child is left behind."""
    yield
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_a_child_does_half_and_nobody_can_tell(
    caplog: pytest.LogCaptureFixture, tmp_path: Path, children: None
) -> None:
    noted, opened = Noted(), set[str]()
    for number in ITEMS:
        (tmp_path / str(number)).write_text(str(number))

    def work(number: int) -> tuple[int, int]:
        noted.numbers.append(number)
        logging.getLogger("shared").error("number %s", number)
        return int((tmp_path / str(number)).read_text()), os.getpid()

    sys.addaudithook(lambda event, values: opened.add(str(values[0])) if event == "open" else None)
    found = share({SHARES: Shares([noted])}, ITEMS, work)
    assert [number for number, _ in found] == noted.numbers == ITEMS
    assert [pid == os.getpid() for _, pid in found] == [True] * 50 + [False] * 50
    assert caplog.messages == [f"number {number}" for number in ITEMS]
    assert opened >= {str(tmp_path / str(number)) for number in ITEMS}


def test_without_shares_and_for_few_things_there_is_no_child() -> None:
    for values, items in (({}, ITEMS), ({SHARES: Shares()}, ITEMS[: shares.LEAST - 1])):
        assert set(share(values, items, lambda _: os.getpid())) == {os.getpid()}


def test_what_stands_for_itself_is_not_copied() -> None:
    one, other = object(), object()
    found = list(Shares().ask(ITEMS, lambda _: [one, other], kept=[one]))[-1]()
    assert found[0] is one
    assert found[1] is not other


@pytest.mark.parametrize(
    "ending", [lambda: os._exit(0), lambda: os.kill(os.getpid(), signal.SIGKILL), sys.exit]
)
def test_where_a_child_ends_early_all_is_done_here(ending: Any, children: None) -> None:
    here, noted = os.getpid(), Noted()

    def work(number: int) -> int:
        noted.numbers.append(number)
        if os.getpid() != here and number == 90:
            ending()
        return number

    assert share({SHARES: Shares([noted])}, ITEMS, work) == noted.numbers == ITEMS


def test_what_cannot_be_handed_over_is_done_here(children: None) -> None:
    assert share({SHARES: Shares()}, ITEMS, lambda number: threading.Lock())


def test_an_error_of_the_child_is_raised_here(caplog: pytest.LogCaptureFixture, children: None) -> None:
    def work(number: int) -> int:
        logging.getLogger("shared").error("number %s", number)
        if number == 70:
            raise ValueError(number)
        return number

    with pytest.raises(ValueError, match="70"):
        share({SHARES: Shares()}, ITEMS, work)
    assert caplog.messages == [f"number {number}" for number in ITEMS[:71]]


def test_alone_only_what_failed_is_done_again(caplog: pytest.LogCaptureFixture, children: None) -> None:
    here = os.getpid()

    def work(number: int) -> int:
        try:
            if number == 70:
                raise ValueError(number)
        except ValueError:
            logging.getLogger("shared").exception("number %s", number)
        return os.getpid()

    found = [find() for find in Shares().ask(ITEMS, work, alone=True)]
    assert [number for number in ITEMS if found[number] == here] == [*range(50), 70]
    assert caplog.messages == ["number 70"]
    assert caplog.records[0].exc_info


def test_an_error_here_leaves_no_child(children: None) -> None:
    here = os.getpid()

    def work(number: int) -> None:
        if os.getpid() == here:
            raise KeyboardInterrupt
        time.sleep(1)

    with pytest.raises(KeyboardInterrupt):
        share({SHARES: Shares()}, ITEMS, work)


def test_a_child_ends_with_its_parent(tmp_path: Path) -> None:
    parent = os.fork()
    if not parent:
        here = os.getpid()

        def work(number: int) -> None:
            if os.getpid() == here:
                os._exit(0)
            (tmp_path / str(number)).touch()
            time.sleep(0.01)

        share({SHARES: Shares()}, ITEMS, work)
    os.waitpid(parent, 0)
    before = -1
    while (count := len(list(tmp_path.iterdir()))) != before:
        before = count
        time.sleep(0.2)
    assert count < 50
