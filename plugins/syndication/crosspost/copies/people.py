"""Whose account is whose on which network: keys of `content/people.toml`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from guards.tables import Sheet
from guards.words import shorten

# A network's key in a person's table → what an account looks like, and an example.
ACCOUNTS = {
    "bluesky": (re.compile(r"[a-zA-Z0-9-]+(\.[a-zA-Z0-9-]+)+"), "name.example.org"),
    "mastodon": (re.compile(r"@\w[\w.-]*@[a-zA-Z0-9-]+(\.[a-zA-Z0-9-]+)+(:\d+)?"), "@name@example.org"),
}
# No account has more characters.
LONGEST = 300


def read_accounts(sheet: Sheet, path: str) -> tuple[dict[str, dict[str, str]], list[str]]:
    """Read the accounts in a `people.toml`; its other keys belong to others.

    Args:
        sheet: What is in the file: one table a person.
        path: The file as its author knows it, for messages.

    Returns:
        Person → network → account, and what is wrong with the file.
    """
    people: dict[str, dict[str, str]] = {}
    for name, table in sheet.values.items():
        people[name] = {}
        for network in [network for network in ACCOUNTS if isinstance(table, Mapping) and network in table]:
            shape, example = ACCOUNTS[network]
            account = sheet.get(name, network)
            if isinstance(account, str) and len(account) <= LONGEST and shape.fullmatch(account):
                people[name][network] = account
            else:
                said = f'"{shorten(account)}"' if isinstance(account, str) else "this"
                sheet.say(f'{said} is no account. Write {network} = "{example}".', name, network)
    return people, [f"{path}:{fault.line}: {fault.message}" for fault in sheet.faults]
