"""A post's title as HTML: what its author may write as markup stays, all else is text."""

import re
from collections import Counter
from collections.abc import Iterator

# What may stand in a title, which may stand in a link. Anything else that looks like a tag is text.
# fmt: off
ALLOWED = {
    "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "i", "ins", "kbd", "mark",
    "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var",
}
# fmt: on
ALONE = {"br", "wbr"}
# With other attributes, such as those that run programs, it is text, too.
TAG = re.compile(
    r"""<(?P<end>/?)(?P<name>[a-zA-Z]+)
    (?:\s++(?:class|cite|datetime|dir|id|lang|style|title|translate|value)
        (?:\s*+=\s*+(?:"[^"<>]*"|'[^'<>]*'|[^\s"'=<>`]++))?)*+\s*+/?>""",
    re.IGNORECASE | re.VERBOSE,
)
AMPERSAND = re.compile(r"&(?!(?:#\d+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);)")


def clean_title(title: str) -> str:
    """Return a title as HTML that every reader understands alike: ``List<String>`` is ``List&lt;String&gt;``.

    Args:
        title: As its author wrote it: HTML, or text with signs that only look like it.
    """
    pieces = []
    place = 0
    for tag in sorted(_find_markup(title), key=lambda tag: tag.start()):
        pieces += [_escape(title[place : tag.start()]), tag[0]]
        place = tag.end()
    return "".join([*pieces, _escape(title[place:])])


def _find_markup(title: str) -> Iterator[re.Match[str]]:
    """Yield the tags that are markup: those that may stand in a title, each with its other end."""
    begun: list[re.Match[str]] = []
    names: Counter[str] = Counter()
    for tag in TAG.finditer(title):
        name = tag["name"].lower()
        if name in ALONE:
            yield tag
        elif name in ALLOWED and not tag["end"]:
            begun.append(tag)
            names[name] += 1
        elif names[name] > 0:
            while (start := begun.pop())["name"].lower() != name:
                names[start["name"].lower()] -= 1
            names[name] -= 1
            yield start
            yield tag


def _escape(text: str) -> str:
    return AMPERSAND.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;")
