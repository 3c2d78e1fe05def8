"""What a template can read: which names, and which other templates."""

from __future__ import annotations

import re
from typing import Any

from .errors import UnclearError

# As attributes of posts, and as what unites them.
_SHOWING = re.compile(r"\.references\b|[\"']references[\"']\s*[\])]|\bbibliography_of\b")


_SPEAKING = re.compile(r"\.(?:conversation|event)\b|[\"'](?:conversation|event)[\"']\s*[\])]")


def shows_references(environment: Any, name: str) -> bool:
    """Say whether a template, or one that it includes, may show references of posts; raises as below."""
    return _says(environment, name, _SHOWING)


def shows_conversations(environment: Any, name: str) -> bool:
    """Say whether a template, or one that it includes, may show what readers answered; raises as below."""
    return _says(environment, name, _SPEAKING)


def _says(environment: Any, name: str, words: re.Pattern[str]) -> bool:
    files = read_templates(environment, name)[1]
    return any(words.search(environment.loader.get_source(environment, file)[0]) for file in files)


def read_templates(environment: Any, name: str) -> tuple[set[str], dict[str, str]]:
    """Return the names that a template and all that it includes may read, and their files.

    Args:
        environment: Jinja's.
        name: The template's, as its loader knows it.

    Returns:
        The names; template → file.

    Raises:
        UnclearError: Which templates there are is only known where one is rendered.
    """
    from jinja2 import meta, nodes

    names: set[str] = set()
    files: dict[str, str] = {}
    waiting = [name]
    own: set[str] = set()
    while waiting:
        one = waiting.pop()
        if one in files:
            continue
        source, file, _ = environment.loader.get_source(environment, one)
        files[one] = file or ""
        tree = environment.parse(source)
        names |= meta.find_undeclared_variables(tree)
        for other in meta.find_referenced_templates(tree):
            if other is None:
                raise UnclearError(f"the template {one} chooses another one while it is rendered")
            waiting.append(other)
        if one == name:
            # What it sets itself, whatever the page is, stands before what the site has by that name.
            for node in tree.body:
                if isinstance(node, nodes.Assign) and isinstance(node.target, nodes.Name):
                    own.add(node.target.name)
    return names - own, files
