"""Access tokens, which a person copies from a page and may copy wrongly."""

from __future__ import annotations

import re

from crosspost.errors import UnavailableError


def require_token(url: str, token: str, place: str) -> None:
    """Refuse what can be no access token (RFC 6750, § 2.1), before it is sent.

    Args:
        url: The server's address, for messages.
        token: What is to be sent there.
        place: Where it stands, for messages.

    Raises:
        UnavailableError: It cannot be one.
    """
    if not re.fullmatch(r"[\x21-\x7e]+", token):
        raise UnavailableError(
            f"The credentials for {url} cannot be right: an access token has neither spaces nor accents. "
            f"Copy it again into {place}."
        )
