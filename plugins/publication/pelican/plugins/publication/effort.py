"""How much work a text makes: what others read in more than linear time is refused, with its line."""

import re

from .errors import SourceError

MOST = 3_000_000
"""Steps, as the functions below count them; a program does that many a second."""

MARKUP = frozenset({".md", ".markdown", ".mkd", ".mdown"})
OPENS = re.compile(r"<(?=[A-Za-z/!?])|>")
TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][\w-]*)(?:[^<>]*)(?<!/)>")
# A tag in which another one is opened.
UNCLOSED = re.compile(r"<(?=[A-Za-z/!?])[^>]*<(?=[A-Za-z/!?])")
VOID = re.compile(
    r"(?i:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|p|li|dt|dd|tr|td|th|option)"
)
NESTED = 200
"""Elements in elements; those do not count that may be left open."""
IMAGE = re.compile(r"<img\b[^>]*", re.IGNORECASE)


def require_ease(text: str, suffix: str, written: bool = True) -> None:
    """Refuse a text that would keep a reader busy for long.

    Of Markdown that is known to who reads it, since marks in code and raw HTML cost nothing.

    Args:
        text: Of a post, or the HTML that was made of it.
        suffix: Of its file's name.
        written: Whether its lines are those that its author wrote.

    Raises:
        SourceError: It would.
    """
    if suffix.lower() in MARKUP:
        refuse_images(text)
        return
    try:
        refuse_tags(text)
        refuse_images(text)
        refuse_depth(text)
    except SourceError as error:
        raise error if written else SourceError(1, str(error)) from None


def refuse_depth(html: str) -> None:
    """Refuse elements in elements in elements, which programs read by calling themselves."""
    depth = 0
    for tag in TAG.finditer(html) if html.count("<") - html.count("</") > NESTED else ():
        if not VOID.fullmatch(tag["name"]):
            depth = max(0, depth + (-1 if tag["end"] else 1))
            if depth > NESTED:
                line = html.count("\n", 0, tag.start()) + 1
                raise SourceError(
                    line, f"more than {NESTED} elements are nested here, one in the other. Part them."
                )


def refuse_tags(text: str) -> None:
    """Refuse tags that are not closed."""
    if len(text) <= MOST and not UNCLOSED.search(text):
        # Each is read once.
        return
    place, steps = measure_tags(text)
    if steps > MOST:
        message = "too many tags are opened here and not closed: write &lt; where < is meant."
        raise SourceError(text.count("\n", 0, place) + 1, message)


def refuse_images(text: str) -> None:
    """Refuse pictures with too many attributes."""
    if "src=" not in text:
        return
    for image in IMAGE.finditer(text):
        # As Pelican looks for pictures without an alternative text.
        tag = image[0]
        if tag.count("src=") * (tag.count('"') + tag.count("'")) * len(tag) > 10 * MOST:
            message = "this picture has too many attributes. Keep src and alt."
            raise SourceError(text.count("\n", 0, image.start()) + 1, message)


def measure_tags(text: str) -> tuple[int, int]:
    """Return where most tags wait for their end, and how far one reads from all that do."""
    steps, begun, worst, most = 0, [], 0, 0
    for mark in OPENS.finditer(text):
        if mark[0] == "<":
            begun.append(mark.start())
        elif begun:
            cost = mark.start() * len(begun) - sum(begun)
            steps += cost
            if cost > most:
                worst, most = begun[0], cost
            begun = []
    if begun:
        cost = len(text) * len(begun) - sum(begun)
        steps += cost
        worst = begun[0] if cost > most else worst
    return worst, steps
