"""What an author may write into a line `Short:`: words, what is known of the post, and nothing that runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment

# Of Jinja's nodes those whose work and result grow no faster than the line. Loops and products do not.
ALLOWED = {
    "And", "Compare", "Concat", "CondExpr", "Const", "Filter", "If", "Keyword", "Name", "Not", "Operand",
    "Or", "Output", "Template", "TemplateData", "Test",
}  # fmt: skip
FILTERS = {"capitalize", "d", "default", "lower", "striptags", "title", "trim", "truncate", "upper"}
KNOWN = (
    f"Write words, {{{{ title }}}} and the like with filters ({', '.join(sorted(FILTERS))}), and {{% if … %}}"
)


class WordsError(ValueError):
    """A line that does more than say something.

    Attributes:
        lineno: Which of its lines, counted from 1.
    """

    def __init__(self, what: str, line: int) -> None:
        """Take what is written there, and where."""
        super().__init__(f"{what} cannot stand here. {KNOWN}")
        self.lineno = line


def check_words(environment: Environment, text: str) -> None:
    """Refuse a text that could run for long, or become very large.

    Raises:
        WordsError: It could.
        TemplateSyntaxError: It is no template.
    """
    # A walk of its own: a template may be nested more deeply than Python calls functions.
    waiting = [environment.parse(text)]
    while waiting:
        node = waiting.pop()
        name = type(node).__name__
        if name not in ALLOWED:
            raise WordsError(f'"{name.lower()}"', node.lineno)
        if name == "Filter" and node.name not in FILTERS:  # type: ignore[attr-defined]
            raise WordsError(f'the filter "{node.name}"', node.lineno)  # type: ignore[attr-defined]
        waiting.extend(node.iter_child_nodes())  # type: ignore[arg-type]
