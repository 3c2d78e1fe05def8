"""A post is asked for once: by the way that fits its address."""

from __future__ import annotations

from dataclasses import replace

from conversation.errors import ConversationError
from conversation.fetching.client import fetch_page
from conversation.quotations import Quotation, name_address, tidy
from conversation.settings import Settings

from .bluesky import read_bluesky
from .fediverse import Fetch, read_fediverse
from .pages import read_web


def fetch_quotation(url: str, settings: Settings, fetch: Fetch = fetch_page) -> Quotation:
    """Return what stands at an address now.

    Args:
        url: The address of a post, as `name_address` has it.
        settings: What the site says.
        fetch: Fetches a page.

    Raises:
        ConversationError: It cannot be had, is not for everybody, or its author wants it to stay where it is.
    """
    found = read_bluesky(url, settings.appview) or read_fediverse(url, fetch) or read_web(url, fetch)
    found = tidy(found)
    if not found.text:
        raise ConversationError(f"{url}: has no words that could be quoted.")
    addresses = dict.fromkeys(filter(None, (url, name_address(found.permalink))))
    return replace(found, addresses=tuple(addresses), permalink=found.permalink or url)
