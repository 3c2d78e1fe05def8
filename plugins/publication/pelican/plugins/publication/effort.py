"""How much work a text makes: what others read in more than linear time is refused, with its line."""

import re
from collections.abc import Iterator

from .errors import SourceError

MOST = 3_000_000
"""Steps, as the functions below count them; a program does that many a second."""

MARKUP = frozenset({".md", ".markdown", ".mkd", ".mdown"})
FENCE = re.compile(r" {0,3}(```+|~~~+)")
BREAK = re.compile(r"\n[ \t]*\n")
OPENS = re.compile(r"<(?=[A-Za-z/!?])|>")
TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][\w-]*)(?:[^<>]*)(?<!/)>")
VOID = re.compile(
    r"(?i:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|p|li|dt|dd|tr|td|th|option)"
)
NESTED = 200
"""Elements in elements; those do not count that may be left open."""
IMAGE = re.compile(r"<img\b[^>]*", re.IGNORECASE)
BRACKETS = re.compile(r"\\.|\]\(|\]\[|[\[\]()]", re.DOTALL)
MARKS = re.compile(r"[\"'*_`<&!\\\[]")
ABBREVIATION = re.compile(r"^[*]\[", re.MULTILINE)


def require_ease(text: str, suffix: str, written: bool = True) -> None:
    """Refuse a text that would keep a reader busy for long.

    Args:
        text: Of a post, or the HTML that was made of it.
        suffix: Of its file's name.
        written: Whether its lines are those that its author wrote.

    Raises:
        SourceError: It would.
    """
    if suffix.lower() in MARKUP:
        if len(ABBREVIATION.findall(text)) * len(text) > MOST * 3:
            raise SourceError(1, "this explains too many abbreviations. Make several parts of it.")
        for line, block in split_blocks(text):
            if count_brackets(block) > MOST:
                raise SourceError(
                    line, "too many brackets of this paragraph are not closed. Close or part them."
                )
            if len(MARKS.findall(block)) * len(block) > 100 * MOST:
                raise SourceError(line, "this paragraph is too long, with too many marks in it. Part it.")
            refuse_tags(block, line)
        return
    try:
        refuse_tags(text, 1)
        refuse_depth(text)
    except SourceError as error:
        raise error if written else SourceError(1, str(error)) from None


def refuse_depth(html: str) -> None:
    """Refuse elements in elements in elements, which programs read by calling themselves."""
    depth = 0
    for tag in TAG.finditer(html):
        if not VOID.fullmatch(tag["name"]):
            depth = max(0, depth + (-1 if tag["end"] else 1))
            if depth > NESTED:
                line = html.count("\n", 0, tag.start()) + 1
                raise SourceError(
                    line, f"more than {NESTED} elements are nested here, one in the other. Part them."
                )


def refuse_tags(text: str, line: int) -> None:
    """Refuse tags that are not closed, or pictures with too many attributes."""
    place, steps = measure_tags(text)
    if steps > MOST:
        message = "too many tags are opened here and not closed: write &lt; where < is meant."
        raise SourceError(line + text.count("\n", 0, place), message)
    for image in IMAGE.finditer(text):
        # As Pelican looks for pictures without an alternative text.
        tag = image[0]
        if tag.count("src=") * (tag.count('"') + tag.count("'")) * len(tag) > 10 * MOST:
            message = "this picture has too many attributes. Keep src and alt."
            raise SourceError(line + text.count("\n", 0, image.start()), message)


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


def count_brackets(block: str) -> int:
    """Return how far one reads from each bracket to the one that closes it, or else to the end."""
    steps = 0
    waiting: dict[str, list[int]] = {"[": [], "(": []}
    for mark in BRACKETS.finditer(block):
        sign, place = mark[0], mark.start()
        if sign[0] == "\\":
            continue
        if sign[0] == "]" and waiting["["]:
            steps += place - waiting["["].pop()
        if sign[-1] in "[(" and (sign != "("):
            waiting[sign[-1]].append(place)
        elif sign == ")" and waiting["("]:
            steps += place - waiting["("].pop()
    return steps + sum(len(block) - place for places in waiting.values() for place in places)


def split_blocks(text: str) -> Iterator[tuple[int, str]]:
    """Yield the paragraphs of a text, and in which line each begins; what is fenced is code and left out."""
    block: list[str] = []
    begun, fence = 1, ""
    for line, content in enumerate(text.split("\n"), 1):
        if fence:
            fence = "" if content.strip().startswith(fence) else fence
        elif found := FENCE.match(content):
            fence = found[1]
        elif content.strip():
            begun = begun if block else line
            block.append(content)
            continue
        if block:
            yield begun, "\n".join(block)
            block = []
    if block:
        yield begun, "\n".join(block)
