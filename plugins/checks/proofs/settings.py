"""What the settings of a site say about checks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .errors import ProofsError


@dataclass(frozen=True)
class CheckSettings:
    """The settings.

    Attributes:
        ignore: ``CHECKS_IGNORE``, codes that are not told anywhere.
        words: ``CHECKS_MACRONS``, words with macrons that are looked for beside those of the list.
        left: The words of that setting with a "-" before them, which are not looked for.
    """

    ignore: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()
    left: tuple[str, ...] = ()

    @classmethod
    def read(cls, settings: Mapping[str, Any]) -> CheckSettings:
        """Read them.

        Raises:
            ProofsError: One of them cannot be followed.
        """
        ignore = _read_list(settings, "CHECKS_IGNORE", '["PW603"]')
        words = _read_list(settings, "CHECKS_MACRONS", '["Ōtaki", "-Tāmaki"]')
        for code in ignore:
            if not re.fullmatch(r"PW\d{3}", code):
                raise ProofsError(f'CHECKS_IGNORE: "{code}" is no code. Write one such as "PW603".')
        left = tuple(word[1:] for word in words if word.startswith("-"))
        return cls(frozenset(ignore), tuple(word for word in words if not word.startswith("-")), left)


def _read_list(settings: Mapping[str, Any], name: str, example: str) -> list[str]:
    value = settings.get(name, ())
    if not isinstance(value, list | tuple) or not all(isinstance(one, str) for one in value):
        raise ProofsError(f"{name} must be a list such as {example}, not {value!r}.")
    return list(value)
