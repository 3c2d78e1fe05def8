"""Whether the site has an address of its own, to which all that leaves it leads back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from crosspost.contract import Finding
from crosspost.errors import SettingsError
from crosspost.settings import Settings
from crosspost.targets import find_kind
from guards.addresses import split_address

from .site import Partner

# Names that belong to nobody, or to each machine itself (RFC 2606, RFC 6761).
RESERVED = re.compile(
    r"(.*\.)?(example|invalid|test|localhost|example\.(com|net|org))|127(\.\d+){3}|::1", re.I
)
# Who is on this machine, by an address or as rsync and git write it: only its author sees what is sent there.
HERE = re.compile(r"(?:^|[/@\[])(?:localhost|127(?:\.\d+){3}|::1)(?:$|[\]:/])")


def check_siteurl(settings: Settings) -> Iterator[Finding]:
    """Look whether the site has an address of its own: every copy leads back to it."""
    fault = explain_siteurl(settings.siteurl)
    yield Finding(not fault, fault or f"copies lead back to {settings.siteurl}")


def explain_siteurl(siteurl: str) -> str:
    """Say what is wrong with the address of a site; "" if nothing is."""
    parts = split_address(siteurl)
    name = (parts and parts.hostname) or ""
    if not siteurl:
        return 'no SITEURL is set, so no copies are made. Write SITEURL = "https://…" with yours'
    if not name:
        return f"SITEURL is {siteurl}, which is no address. Write yours, as https://example.org is"
    if RESERVED.fullmatch(name):
        text = f"SITEURL is {siteurl}, an address of nobody. Write yours into the settings"
        return f"{text}, before copies lead their readers there"
    return ""


def refuse_nowhere(settings: Settings, partners: Iterable[Partner], deploy: bool) -> None:
    """Refuse to send anything to others as long as it would lead its readers nowhere.

    Args:
        settings: Of the site.
        partners: Who would get copies.
        deploy: Whether the site itself is to be put on the web.

    Raises:
        SettingsError: It would.
    """
    fault = explain_siteurl(settings.siteurl)
    if not fault:
        return
    away = [
        one.name for one in partners if not find_kind(one.settings).local and _is_away(one.settings.options)
    ]
    if deploy and settings.deploy and settings.deploy["kind"] != "directory" and _is_away(settings.deploy):
        away.append("SYNDICATION_DEPLOY")
    if away:
        raise SettingsError(f"{fault}. Nothing was sent to {', '.join(away)}, nor to anyone else.")


def _is_away(options: Mapping[str, Any]) -> bool:
    return not any(isinstance(value, str) and HERE.search(value) for value in options.values())
