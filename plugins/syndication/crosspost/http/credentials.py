"""Secrets: read when a target is opened, kept by nobody else, shown to nobody."""

from __future__ import annotations

import os
from pathlib import Path

from crosspost.errors import UnavailableError
from crosspost.options import secret_name


def name_place(target: str) -> str:
    """Return where the secret of a target stands, for messages."""
    return f"{secret_name(target)} (the environment or .env)"


def read_secret(target: str, root: Path) -> str:
    """Return the secret of a target from the environment or the site's `.env`.

    Raises:
        UnavailableError: There is none.
    """
    name = secret_name(target)
    secret = os.environ.get(name)
    if not secret and (root / ".env").is_file():
        from dotenv import dotenv_values

        secret = dotenv_values(root / ".env").get(name)
    if not secret:
        raise UnavailableError(
            f"no secret for {target}. Put {name}=… into the environment or into {root / '.env'}."
        )
    return secret
