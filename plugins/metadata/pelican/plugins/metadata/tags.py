"""Tags of ``<head>``, with their texts escaped."""

from typing import Any

from markupsafe import escape


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
    title = f' title="{escape(attributes["title"])}"' if "title" in attributes else ""
    return f'<link rel="{relation}"{type_} href="{escape(address)}"{title}>'
