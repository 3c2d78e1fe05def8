"""Addresses → what is found at them: one question at a time to each host, with a pause in between."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor

from guards.addresses import split_address

from ..model import Finding
from .addresses import Place
from .memory import Memory
from .question import Answer, ask

PAUSE = 1.0
"""Seconds between two questions to one host."""

HOSTS = 8
"""How many hosts are asked at a time."""


def visit(
    places: Iterable[Place],
    memory: Memory,
    pause: float = PAUSE,
    question: Callable[[str], Answer] = ask,
) -> list[Finding]:
    """Ask all addresses that were not asked of late.

    Args:
        places: Where they stand.
        memory: What was answered before; what is answered now is kept in it.
        pause: Seconds between two questions to one host.
        question: Asks one address.
    """
    places = list(places)
    hosts: dict[str, list[str]] = {}
    for address in dict.fromkeys(place.address for place in places):
        parts = split_address(address)
        if parts is not None and memory.find(address) is None:
            hosts.setdefault(parts.hostname or "", []).append(address)

    def ask_host(addresses: list[str]) -> None:
        for number, address in enumerate(addresses):
            if number:
                time.sleep(pause)
            memory.keep(address, question(address))

    try:
        with ThreadPoolExecutor(HOSTS) as pool:
            list(pool.map(ask_host, hosts.values()))
    finally:
        memory.write()
    return [
        finding
        for place in places
        if (answer := memory.find(place.address))
        for finding in judge(place, answer)
    ]


def judge(place: Place, answer: Answer) -> Iterator[Finding]:
    """Yield what an author should know of an answer."""
    at = (place.path, place.line, place.column)
    address, status = place.address, answer.status
    if status in (404, 410):
        message = f"{address} is not there{' any more' if status == 410 else ''} (status {status})."
        help = f"Correct it, or link the copy at https://web.archive.org/web/{address} if there is one"
        more = ": archiveurl = {…} in the entry." if place.path.endswith(".bib") else "."
        yield Finding("PW252", "error", *at, message, help + more)
    elif not 200 <= status < 300:
        why = answer.reason or f"the server answers with status {status}"
        message = f"nobody can say whether {address} is there: {why}."
        yield Finding("PW253", "advice", *at, message, "Look yourself.")
    elif answer.moved and not _is_same(answer.moved, address):
        yield Finding("PW251", "advice", *at, f"{address} has moved.", f"Write {answer.moved}.")


def _is_same(one: str, other: str) -> bool:
    return one.rstrip("/") == other.rstrip("/")
