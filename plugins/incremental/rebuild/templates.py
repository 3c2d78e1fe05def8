"""What templates can read: which names, and which other templates."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

from .errors import UnclearError

# As attributes of posts, and as what unites them.
_SHOWING = re.compile(r"\.references\b|[\"']references[\"']\s*[\])]|\bbibliography_of\b")


_SPEAKING = re.compile(r"\.(?:conversation|event)\b|[\"'](?:conversation|event)[\"']\s*[\])]")


class Templates:
    """The templates of a site, each of which is read once.

    Args:
        environment: Jinja's.
    """

    def __init__(self, environment: Any) -> None:
        self._environment = environment
        self._known: dict[str, _Template] = {}

    def shows_references(self, name: str) -> bool:
        """Say whether a template, or one that it includes, may show references of posts; raises as below."""
        return self._says(name, _SHOWING)

    def shows_conversations(self, name: str) -> bool:
        """Say whether a template, or one that it includes, may show answers of readers; raises as below."""
        return self._says(name, _SPEAKING)

    def list_names(self, name: str) -> set[str]:
        """Return the names that a template and all that it includes may read.

        Args:
            name: The template's, as its loader knows it.

        Raises:
            UnclearError: Which templates there are is only known where one is rendered.
        """
        templates = self._follow(name)
        # What it sets itself, whatever the page is, stands before what the site has by that name.
        return {one for template in templates for one in template.names} - templates[0].own

    def _says(self, name: str, words: re.Pattern[str]) -> bool:
        return any(words.search(template.source) for template in self._follow(name))

    def _follow(self, name: str) -> list[_Template]:
        """Return a template and all that it includes, itself first."""
        found: dict[str, _Template] = {}
        waiting = [name]
        while waiting:
            one = waiting.pop()
            if one in found:
                continue
            if one not in self._known:
                self._known[one] = _Template(self._environment, one)
            found[one] = self._known[one]
            if None in found[one].others:
                raise UnclearError(f"the template {one} chooses another one while it is rendered")
            waiting += [other for other in found[one].others if other is not None]
        return list(found.values())


class _Template:
    """What stands in one template."""

    def __init__(self, environment: Any, name: str) -> None:
        from jinja2 import meta

        self.source: str = environment.loader.get_source(environment, name)[0]
        self._tree = environment.parse(self.source)
        self.others = list(meta.find_referenced_templates(self._tree))

    @cached_property
    def names(self) -> set[str]:
        """The names that it may read; to find them takes as long as to compile it."""
        from jinja2 import meta

        return meta.find_undeclared_variables(self._tree)

    @property
    def own(self) -> set[str]:
        """The names that it sets, whatever the page is."""
        from jinja2 import nodes

        assignments = [node for node in self._tree.body if isinstance(node, nodes.Assign)]
        return {node.target.name for node in assignments if isinstance(node.target, nodes.Name)}
