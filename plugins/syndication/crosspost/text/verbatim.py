"""Words that a partner's filters cannot change, because they do not see them.

WordPress (6.8) works on what a post *shows*, wherever that stands, raw HTML and code included: it carries
out shortcodes, makes players of addresses that have a line to themselves, pictures of smileys, typographer's
quotes and dashes, and spells its own name its own way. It looks for letters; a numeric character reference is
stored and shown as it is, and means the same to every reader of HTML.

An editor with a visual mode (WordPress's Classic editor) puts letters in the place of references. So there is
a second form, bound: an element that shows nothing stands between the letters that filters look for. Around
typography only those elements help that WordPress itself passes over; `tt` is the one without a meaning.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from html import escape, unescape

# Patterns are compiled when they are first used: most runs send nothing.
TAG = r"(<[^<>]*>)"
NAME = r"<(/?)([a-z][a-z0-9]*)"
VALUE = r"""=(?:"([^"]*)"|'([^']*)')"""
# Elements in which WordPress leaves typography as it is.
PLAIN = {"code", "kbd", "pre", "tt"}
# What a line may begin after, when an address that it consists of is looked for.
LINES = {"", "<p"}
BEGIN = '<tt class="partwork-kept" style="font: inherit; background: none; padding: 0; color: inherit">'
END = "</tt>"

# Each matches single letters, which are written as references.
SMILEY = r"(?<!\S)[:;](?=\S)|(?<!\S)8(?=-?[)O])"
# Databases of before 2016 have no room for these.
WIDE = "[\U00010000-\U0010ffff]"
TYPOGRAPHY = (
    r"""['"]|(?<![^\W_])-|-(?![^\W_])|\.(?=\.\.)|(?<=\.)\.(?=\.)|(?<=\.\.)\.|`(?=`)|(?<=`)`"""
    r"|(?<=\s)\((?=tm\))|(?<=[\d.,])x(?=\d)"
)
IN_CODE = rf"\[|(?<=Word)p(?=ress)|{SMILEY}|{WIDE}"
IN_TEXT = f"{IN_CODE}|{TYPOGRAPHY}"
# A line break within a tag hides its end from the search for smileys.
IN_VALUE = rf"\[|(?<=[ (]Word)p(?=ress)|[\n\r\t]|{SMILEY}|{WIDE}"
# What WordPress takes out of an alternative text (`sanitize_text_field`), and what would be read otherwise.
IN_ALT = rf"[<>%\\]|&(?=#?\w+;)|{IN_VALUE}"

# The colon in an address that a line consists of; a paragraph is a line, whatever stands before it.
ADDRESS = r"(?m)^[^\S\n]*https?(:)//\S*[^\S\n]*$"
# What follows a colon or a semicolon in a smiley.
SMILING = r"(?=[-()?DPox|!]|[a-z?]{3,7}:)"
# The first letter of a smiley where a text begins.
BEGUN = rf"[:;]{SMILING}|8(?=[-O])"
# The letters that an element must hold apart from those before them: of WordPress's own shortcodes, its name
# and its smileys.
APART = (
    r"(?<=\[)(?=(?:audio|caption|embed|gallery|playlist|video|wp_caption)(?![\w-]))\w"
    r"|(?<=Word)p(?=ress)"
    rf"|(?:(?<=\s[:;])|(?<=\A[:;])){SMILING}."
    r"|(?:(?<=\s8)|(?<=\A8))[-O]"
)


def keep_text(text: str) -> str:
    """Return plain text as HTML that filters show as it is."""
    return write_marked(text, find_places(IN_TEXT, text))


def keep_alt(text: str) -> str:
    """Return an alternative text so that WordPress's library of images keeps all of it."""
    return write_marked(text, find_places(IN_ALT, text), write=str)


def keep_html(html: str, bound: bool = False) -> str:
    """Return HTML that we wrote so that filters show its words as they are.

    Args:
        html: Of a copy.
        bound: Whether they do so, too, when an editor has put letters in the place of references.
    """
    parts, plain, tag = list[str](), 0, ""
    for part in re.split(TAG, html):
        if match := re.match(NAME, part):
            tag = match[0]
            if match[2] in PLAIN:
                plain += -1 if match[1] else 1
            parts.append(re.sub(VALUE, keep_value, part) if re.search(IN_VALUE, part) else part)
        elif part:
            parts.append(keep_node(unescape(part), plain > 0, tag in LINES, bound))
    return "".join(parts)


def keep_value(match: re.Match[str]) -> str:
    """Return the value of an attribute, in its quotation marks."""
    value = unescape(match[1] if match[1] is not None else match[2])
    return '="{}"'.format(write_marked(value, find_places(IN_VALUE, value)).replace('"', "&quot;"))


def keep_node(text: str, plain: bool, line: bool, bound: bool) -> str:
    """Return a text between two tags.

    Args:
        text: As its readers see it.
        plain: Whether typography is left alone where it stands.
        line: Whether a line begins with it.
        bound: As for `keep_html`.
    """
    colons = {match.start(1) for match in re.finditer(ADDRESS, text) if line or match.start()}
    marks = find_places(IN_CODE if plain else IN_TEXT, text) | colons
    if not marks or not bound:
        return write_marked(text, marks)
    typed = [] if plain else sorted(find_places(TYPOGRAPHY, text))
    run = (typed[0], typed[-1]) if typed else None
    apart = find_places(APART, text) | colons
    return write_marked(text, marks, apart | find_exposed(text, {*apart, *typed[-1:]}), run)


def find_exposed(text: str, ends: Iterable[int]) -> set[int]:
    """Return which letters must stand apart since what is before them begins after an element.

    Args:
        text: As its readers see it.
        ends: The last letters of elements.
    """
    exposed, begun = set[int](), re.compile(BEGUN)
    for place in ends:
        # The letter that now stands apart is the end of an element, too.
        while place not in exposed and begun.match(text, place + 1):
            place += 2
            exposed.add(place)
    return exposed


def find_places(pattern: str, text: str) -> set[int]:
    """Return where the letters of a pattern stand."""
    return {match.start() for match in re.finditer(pattern, text)}


def write_marked(
    text: str,
    marks: Collection[int],
    apart: Collection[int] = (),
    run: tuple[int, int] | None = None,
    write: Callable[[str], str] = lambda part: escape(part, quote=False),
) -> str:
    """Return a text as HTML.

    Args:
        text: As its readers see it.
        marks: Which letters are written as references.
        apart: Which letters stand in an element of their own.
        run: From which letter to which one element holds it together.
        write: How the rest is written.
    """
    parts, place = list[str](), 0
    for number in sorted({*marks, *apart, *(run or ())}):
        letter = f"&#{ord(text[number]):03};" if number in marks else write(text[number])
        if number in apart:
            letter = f"{BEGIN}{letter}{END}"
        before = BEGIN if run and number == run[0] else ""
        after = END if run and number == run[1] else ""
        parts += [write(text[place:number]), before, letter, after]
        place = number + 1
    return "".join([*parts, write(text[place:])])
