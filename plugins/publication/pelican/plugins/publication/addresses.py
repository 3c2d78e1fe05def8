"""Addresses of posts: Pelican makes them anew each time that it is asked, and it is asked often."""

from functools import partial
from typing import Any


def remember_addresses(content: Any) -> None:
    """Let a post remember its addresses as long as all that they are made of stays as it is.

    Args:
        content: Pelican's post or page.
    """
    # Another plugin may have its own way.
    if "get_url_setting" not in vars(content):
        content.get_url_setting = partial(find_address, content, {})


def find_address(content: Any, known: dict[str, tuple[Any, str]], key: str) -> str:
    """Return what Pelican says of a post's address, or what it said before.

    Args:
        content: The post.
        known: What it said, and of which state of the post.
        key: ``url`` or ``save_as``.
    """
    named = vars(content)
    # As Pelican has it in `url_format`.
    state = (
        content.status,
        content.in_default_lang,
        id(content.settings),
        content.source_path,
        named.get(f"override_{key}"),
        named.get("slug"),
        named.get("lang"),
        named.get("date"),
        *(named[term].slug for term in ("author", "category") if term in named),
        *content.metadata.values(),
    )
    if key not in known or known[key][0] != state:
        known[key] = state, type(content).get_url_setting(content, key)
    return known[key][1]
