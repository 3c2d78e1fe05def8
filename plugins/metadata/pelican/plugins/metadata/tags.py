"""Tags of ``<head>``, with their texts escaped."""

import re
from datetime import datetime
from typing import Any

import markupsafe

SIGNS = re.compile("[&<>\"']")


def escape(text: Any) -> str:
    """Return a text as it may stand in an attribute; most are so already."""
    return text if type(text) is str and not SIGNS.search(text) else str(markupsafe.escape(str(text)))


def write_day(date: datetime) -> str:
    """Write a day with slashes, without Pelican's own way of writing dates, which is slow."""
    return f"{date.year}/{date.month:02}/{date.day:02}"


def write_meta(name: str, content: Any) -> str:
    """Write a meta tag with a name."""
    return f'<meta name="{name}" content="{escape(content)}">'


def write_property(name: str, content: Any) -> str:
    """Write a meta tag with a property (RDFa)."""
    return f'<meta property="{name}" content="{escape(content)}">'


def write_link(relation: str, address: str, **attributes: str) -> str:
    """Write a link with the attributes that stand before and after its address.

    Args:
        relation: What it leads to.
        address: Where it leads.
        attributes: What else is said of it; the media type stands before the address.
    """
    type_ = f' type="{escape(attributes["type"])}"' if "type" in attributes else ""
    hreflang = f' hreflang="{escape(attributes["hreflang"])}"' if "hreflang" in attributes else ""
    title = f' title="{escape(attributes["title"])}"' if "title" in attributes else ""
    return f'<link rel="{relation}"{type_}{hreflang} href="{escape(address)}"{title}>'
