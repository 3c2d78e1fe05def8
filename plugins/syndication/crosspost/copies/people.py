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

# A name in square brackets, and a key with its value, both with any or no quotation marks.
QUOTES = "\"'“”„‘’«»"
NAME = re.compile(rf"\s*\[[{QUOTES}\s]*([^\[\]]*?)[{QUOTES}\s]*\]\s*")
VALUE = re.compile(rf"\s*([\w-]+)\s*=[{QUOTES}\s]*([^#\[\]{{}}]*?)[{QUOTES}\s]*(?:#.*)?")


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
        lines = text.splitlines()
        line = int(found[1]) if found else max(1, len(lines))
        mended = mend_line(lines[line - 1]) if line <= len(lines) else ""
        if mended:
            return {}, [f"{path}:{line}: names and values stand in quotation marks. Write {mended}"]
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


def mend_line(line: str) -> str:
    """Return a line with straight quotation marks around its value or name, if it needs no more than that."""
    name, value = NAME.fullmatch(line), VALUE.fullmatch(line)
    mended = f'["{name[1]}"]' if name else f'{value[1]} = "{value[2]}"' if value else ""
    return mended if mended and is_toml(mended) and not is_toml(line) else ""


def is_toml(text: str) -> bool:
    """Say whether a text is TOML."""
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    return True


def find_line(text: str, name: str, key: str) -> int:
    """Return the line of a key in a person's table."""
    lines = text.splitlines()
    start = next((number for number, line in enumerate(lines) if name in line), 0)
    for number, line in enumerate(lines[start:], start + 1):
        if re.match(rf'\s*"?{key}"?\s*=', line):
            return number
    return start + 1
