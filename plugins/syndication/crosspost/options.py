"""The options of one target or of the deploy: those that its kind knows, of the right type, no secrets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from guards.words import suggest

from .contract import TargetSettings
from .errors import SettingsError

# What every target may say.
COMMON = ("kind", "label", "categories", "tags", "limit", "pace", "largest")


def read_options(settings: TargetSettings, allowed: Mapping[str, Any]) -> dict[str, Any]:
    """Return a target's own options.

    Args:
        settings: The target's entry.
        allowed: Every option with its default, which says its type: "" is a text that is required, None
            a text that may be left out.

    Raises:
        SettingsError: An option is missing, unknown or of another type.
    """
    where = f'SYNDICATION_TARGETS["{settings.name}"]'
    return check_options(where, settings.name, settings.options, allowed, COMMON)


def read_deploy_options(values: Mapping[str, Any], allowed: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options of SYNDICATION_DEPLOY, as `read_options` does those of a target.

    Raises:
        SettingsError: An option is missing, unknown or of another type.
    """
    options = {name: value for name, value in values.items() if name != "kind"}
    return check_options("SYNDICATION_DEPLOY", "deploy", options, allowed, ("kind",))


def check_options(
    where: str,
    owner: str,
    options: Mapping[str, Any],
    allowed: Mapping[str, Any],
    others: Iterable[str],
) -> dict[str, Any]:
    """Return options with their defaults.

    Args:
        where: The setting, for messages.
        owner: Whose secret must not be among them.
        options: As they stand in the setting.
        allowed: As in `read_options`.
        others: What the setting may say besides.

    Raises:
        SettingsError: An option is missing, unknown or of another type.
    """
    for name, value in options.items():
        if name in {"password", "secret", "token"}:
            raise SettingsError(
                f"{where}: no secrets here. Put {secret_name(owner)}=… into .env or the environment."
            )
        if name not in allowed:
            known = [*others, *allowed]
            hint = suggest(str(name), known, 1) or f" There are: {', '.join(known)}."
            raise SettingsError(f"{where}: no option {name!r}.{hint}")
        wanted = str if allowed[name] is None else type(allowed[name])
        if type(value) is not wanted or value == "":
            kinds = {bool: "True or False", int: "a whole number", str: "a text", dict: "a dictionary"}
            raise SettingsError(f"{where}: {name!r} must be {kinds[wanted]}, not {value!r}.")
    for name, default in allowed.items():
        if default == "" and name not in options:
            raise SettingsError(f"{where}: {name!r} is missing.")
    return {name: options.get(name, default) for name, default in allowed.items()}


def secret_name(target: str) -> str:
    """Return the environment variable that holds a target's secret."""
    return target.upper().replace("-", "_") + "_SECRET"
