"""Whose account is whose on which network: keys of `content/people.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping

# A network's key in a person's table → what an account looks like, and an example.
ACCOUNTS = {
    "bluesky": (re.compile(r"[a-zA-Z0-9-]+(\.[a-zA-Z0-9-]+)+"), "name.example.org"),
    "mastodon": (re.compile(r"@\w[\w.-]*@[a-zA-Z0-9-]+(\.[a-zA-Z0-9-]+)+(:\d+)?"), "@name@example.org"),
}


def read_accounts(text: str, path: str) -> tuple[dict[str, dict[str, str]], list[str]]:
    """Read the accounts in the text of a `people.toml`; its other keys belong to others.

    Args:
        text: The file's text: one table a person.
        path: The file as its author knows it, for messages.

    Returns:
        Person → network → account, and what is wrong with the file.
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found[1]) if found else max(1, len(text.splitlines()))
        return {}, [f"{path}:{line}: not valid TOML: {error}."]
    people: dict[str, dict[str, str]] = {}
    problems = []
    for name, table in tables.items():
        accounts = {key: table[key] for key in ACCOUNTS if key in table} if isinstance(table, Mapping) else {}
        people[name] = {}
        for network, account in accounts.items():
            shape, example = ACCOUNTS[network]
            if isinstance(account, str) and shape.fullmatch(account):
                people[name][network] = account
            else:
                line = find_line(text, name, network)
                problems.append(
                    f'{path}:{line}: {account!r} is no account. Write {network} = "{example}" for {name}.'
                )
    return people, problems


def find_line(text: str, name: str, key: str) -> int:
    """Return the line of a key in a person's table."""
    lines = text.splitlines()
    start = next((number for number, line in enumerate(lines) if name in line), 0)
    for number, line in enumerate(lines[start:], start + 1):
        if re.match(rf'\s*"?{key}"?\s*=', line):
            return number
    return start + 1
