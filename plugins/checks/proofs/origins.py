"""What others say in a build → its code: plugins know nothing of these."""

from __future__ import annotations

PLUGINS = {
    "citations": "PW011",
    "blog_series": "PW012",
    "licence": "PW013",
    "metadata": "PW014",
    "pictures": "PW015",
    "publication": "PW016",
    "syndication": "PW017",
    "writing": "PW019",
    "conversation": "PW020",
}
OTHER, PELICAN = "PW018", "PW010"

SAID = {
    "the block of code that begins here": "PW304",
    "never closed": "PW305",
    "the mark [^": "PW301",
    "has no mark that leads to it": "PW302",
    "and one is lost": "PW303",
    "is cited, but there is no bibliography": "PW610",
    'no work "': "PW610",
    "cannot be read. Write it as [@": "PW611",
    "yet. Run: invoke quote": "PW612",
}
"""Words of the plugins for citations and conversations → code; the first one in a message counts."""

WORKS = {
    "syntax": "PW650",
    "duplicate-doi": "PW651",
    "duplicate-title": "PW652",
    "missing-field": "PW653",
    "unknown-command": "PW654",
    "bad-doi": "PW655",
    "organisation": "PW656",
    "names": "PW657",
    "string": "PW658",
    "unprotected-name": "PW659",
    "type": "PW660",
    "uncited": "PW669",
}
"""By which name the plugin for citations knows what is doubtful about works → code."""


def code_of(logger: str, text: str) -> str:
    """Return the code of what somebody says in a build.

    Args:
        logger: Who says it, by the name of a logger.
        text: What is said.
    """
    _, found, name = logger.partition("pelican.plugins.")
    if not found:
        return PELICAN
    plugin = name.partition(".")[0]
    if plugin in ("citations", "conversation"):
        if code := next((code for words, code in SAID.items() if words in text), ""):
            return code
        if plugin == "citations" and ".bib:" in text.partition(" ")[0]:
            return WORKS["syntax"]
    return PLUGINS.get(plugin, OTHER)
