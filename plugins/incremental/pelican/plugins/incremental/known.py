"""Which plugins and settings are understood: with any other, every build is a whole one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .settings import ALONE

# What these read of a post is on the post, and what they write is found there, too.
KNOWN = {
    "pelican.plugins.blog_series",
    "pelican.plugins.checks",
    "pelican.plugins.citations",
    "pelican.plugins.conversation",
    "pelican.plugins.incremental",
    "pelican.plugins.licence",
    "pelican.plugins.metadata",
    "pelican.plugins.pictures",
    "pelican.plugins.publication",
    "pelican.plugins.syndication",
    "pelican.plugins.writing",
}
# Settings by which more of a site depends on a post than its pages, and why.
WIDE = {
    "OUTPUT_SOURCES": "the sources of posts are published, too (OUTPUT_SOURCES)",
    "READERS": "the site has readers of its own (READERS)",
}


def find_unknown(plugins: Iterable[Any], settings: Mapping[str, Any]) -> str:
    """Say why nobody can tell whether something has changed; "" if one can.

    Args:
        plugins: Those that Pelican registered: modules, or other objects.
        settings: Pelican's.
    """
    for plugin in plugins:
        name = getattr(plugin, "__name__", type(plugin).__name__)
        if name not in KNOWN:
            return f"the plugin {name} is not known to pelican-incremental: what it reads cannot be told"
    if settings.get("DEFAULT_DATE") == "fs":
        return "posts have the dates of their files (DEFAULT_DATE)"
    return ""


def find_limits(settings: Mapping[str, Any]) -> list[str]:
    """Return why no post can be remade alone; empty if each can."""
    limits = [reason for name, reason in WIDE.items() if settings.get(name)]
    targets = settings.get("SYNDICATION_TARGETS")
    for name, options in targets.items() if isinstance(targets, dict) else ():
        if isinstance(options, dict) and options.get("kind") == "websub":
            limits.append(f"the hub {name} is told of every change of a feed")
    if settings.get(ALONE, True) and has_outbox(settings):
        limits.append("pelican-syndication fills its outbox with all that is due")
    return limits


def has_outbox(settings: Mapping[str, Any]) -> bool:
    """Say whether a build fills an outbox, beside the site."""
    return any(str(name).rpartition(".")[2] == "syndication" for name in settings["PLUGINS"] or ())
