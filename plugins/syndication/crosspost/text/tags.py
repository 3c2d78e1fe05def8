"""HTML as a parser takes it in one go: whatever somebody wrote, reading it takes no longer than it is long.

Python's parser looks again and again for the end of a tag or comment that has none, gives up at declarations
that it does not know, and what walks through a tree goes as deep as its elements are nested. What is right
stays as it is. What never ends is text, nearly as browsers have it; what is nested too deeply is a part of
what it is in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# How deep elements may be nested. Pages of this world are less than 40 deep, or do not end their paragraphs.
DEEPEST = 100
# A tag of more characters is written anew, its attributes one by one.
LONG = 300
# With quotation marks in pairs, in which anything may stand; else up to its end, whatever they do.
TAG = re.compile(
    r"""<(?P<end>/?)(?P<name>[A-Za-z][^\s/<>]*+)(?P<rest>(?>[^<>"']+|"[^"]*"|'[^']*')*+>|[^<>]*+>)"""
)
ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*+=\s*+("[^"]*"|'[^']*'|[^\s"'<>]++))?+""")
# Elements that hold nothing, and those in which a tag is none.
# fmt: off
VOID = {
    "area", "base", "basefont", "bgsound", "br", "col", "command", "embed", "frame", "hr", "image", "img",
    "input", "isindex", "keygen", "link", "menuitem", "meta", "nextid", "param", "source", "spacer", "track",
    "wbr",
}
RAW = {"script", "style"}
# Within a line of text; any other tag that is taken out leaves a blank.
INLINE = {
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
    "var",
}
# fmt: on


def tame(html: str) -> str:
    """Return HTML that says the same to who reads it, and does no harm to who parses it."""
    return "".join(rewrite(html))


def rewrite(html: str) -> Iterator[str]:
    """Give HTML piece by piece."""
    place, stack, names = 0, list[str](), dict[str, int]()
    ends = Ends(html)
    while (start := html.find("<", place)) >= 0:
        yield html[place:start]
        if html.startswith("<!--", start):
            place = ends.find("-->", start + 4)
            yield html[start:place] if place > 0 else "&lt;"
            place = place if place > 0 else start + 1
            continue
        if html[start + 1 : start + 2] in {"!", "?"}:
            # Declarations and instructions are not for readers.
            closing = "]]>" if html.startswith("<![CDATA[", start) else ">"
            place = ends.find(closing, start + 2)
            if place < 0:
                yield "&lt;"
                place = start + 1
            elif html[start + 2 : start + 9].lower() == "doctype" and place - start < LONG:
                yield html[start:place]
            continue
        match = TAG.match(html, start)
        if match is None:
            yield "&lt;"
            place = start + 1
            continue
        place = match.end()
        name = match["name"].lower()
        if match["end"]:
            if names.get(name):
                while (last := stack.pop()) != name:
                    names[last] -= 1
                names[name] -= 1
            yield f"</{match['name']}>"
            continue
        holds = name not in VOID and not match["rest"].endswith("/>")
        if holds and len(stack) >= DEEPEST:
            yield "" if name in INLINE else " "
            continue
        yield write_tag(match)
        if name in RAW and holds:
            end = ends.find(f"</{name}", place)
            if end < 0:
                # It would go on to the end of the page.
                yield f"</{name}>"
                return
            stop = end - len(name) - 2
            yield html[place:stop]
            place = stop
        if holds:
            stack.append(name)
            names[name] = names.get(name, 0) + 1
    yield html[place:]


def write_tag(match: re.Match[str]) -> str:
    """Return the tag of an element; a long one with its attributes as who writes well has them."""
    if len(match[0]) <= LONG:
        return match[0]
    seen: dict[str, str] = {}
    for name, value in ATTRIBUTE.findall(match["rest"]):
        if value and value[0] not in {'"', "'"}:
            value = f'"{value}"'
        seen[name.lower()] = f" {name}={value}" if value else f" {name}"
    close = "/>" if match["rest"].endswith("/>") else ">"
    return f"<{match['name']}{''.join(seen.values())}{close}"


class Ends:
    """Where things end in a text: what ends nowhere is looked for once."""

    def __init__(self, text: str) -> None:
        """Take the text."""
        self.text = text
        self.folded = text.lower()
        self.missing: set[str] = set()

    def find(self, end: str, start: int) -> int:
        """Return the place behind the next one; -1 if there is none."""
        if end in self.missing:
            return -1
        place = self.folded.find(end, start)
        if place < 0:
            self.missing.add(end)
            return -1
        return place + len(end)
