"""What can be wrong with the citations and the code of a page, each at its line."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from apa7.bibliography.library import Library
from apa7.errors import Problem
from apa7.model import Citation, Work
from apa7.rules.works import fault_of

from .paragraph import blank_asides, pair_backticks
from .source import Source

SUGGESTED = 20
"""For how many keys of a page that name no work others are suggested: each is compared with all."""

DEEPEST = "what is nested here is nested too deep to be read. Close what has ended, or divide the post"
"""What is said of a page where nobody can say more."""

_MARK = re.compile(r"(?<![\\!])\[\^([^\]\[\s^]+)\](?!\s*[:(])")
_NOTE = re.compile(r"[ \t>]*\[\^([^\]\[\s^]+)\]:")
# What takes in all that follows, unseen, until it is closed.
_HIDING = ("script", "style", "textarea", "title", "iframe", "xmp", "noframes", "noembed")
_OPENING = re.compile(
    rf"(?<![\\`])(?P<code>`+)|(?<!\\)<(?:!--(?P<closed>-?>)?|(?P<name>{'|'.join(_HIDING)})\b[^<>]*>)",
    re.IGNORECASE,
)
_ELEMENT = re.compile(r"\s*<(?P<name>[A-Za-z][\w-]*)\b")


def find_unknown(
    citations: Iterable[Citation],
    library: Library,
    source: Source,
    field: Sequence[str] = (),
    elsewhere: Mapping[str, tuple[int, str]] | None = None,
) -> Iterator[Problem]:
    """Report every place that cites a key which names no work.

    Args:
        citations: What the page cites.
        library: The works that it can cite.
        source: What its author wrote.
        field: The text of a field of its metadata, if the citations are from there.
        elsewhere: Keys that do not stand in the source → the line that brings them, and what to do.
    """
    unknown: dict[str, bool] = {}
    for citation in citations:
        for cite in citation.all_cites():
            if library.get(cite.key) is None:
                mention = len(citation.cites) == 1 and citation.narrative and not cite.locator
                unknown[cite.key] = unknown.get(cite.key, False) or mention
    for number, (key, mention) in enumerate(unknown.items()):
        message = _explain(key, library, mention=mention, suggest=number < SUGGESTED)
        brought, advice = (elsewhere or {}).get(key, (0, ""))
        if brought:
            yield Problem(source.name, brought, f"{message} {advice}")
        for line in source.lines_of(key, field) or source.lines_with(key) or [0] * (not brought):
            yield Problem(source.name, line, message)


def _explain(key: str, library: Library, *, mention: bool, suggest: bool) -> str:
    if not library.paths:
        return f'"{key}" is cited, but there is no bibliography; write a references.bib with this work'
    message = f'no work "{key}" in {" or ".join(library.paths)}.'
    if suggest and (near := library.suggest(key)):
        message += " Did you mean " + " or ".join(f'"{name}"' for name in near) + "?"
    if mention:
        message += f" If you meant to mention somebody, write \\@{key}"
    return message


def find_broken(keys: Iterable[str], source: Source, field: Sequence[str] = ()) -> Iterator[Problem]:
    """Report brackets that begin a citation and don't end it, or hold a part without a work.

    Args:
        keys: The keys that stand in such brackets.
        source: What the page's author wrote.
        field: The text of a field of its metadata, if they are from there.
    """
    for key in dict.fromkeys(keys):
        before, tagged, _ = key.partition("\x02")
        if tagged:
            lines = (number for number, line in enumerate(source.lines, 1) if f"@{{{before}" in line)
            message = "a key cannot have a tag in it. Give this work another key, here and in the .bib file"
            yield Problem(source.name, next(lines, 0), message)
            continue
        message = (
            f'this citation of "{key}" cannot be read. Write it as [@{key}, p. 3]: '
            'a "]" at its end, and a work in each part between ";"'
        )
        for line in source.stuck_lines(key, field) or [0]:
            yield Problem(source.name, line, message)


def find_unfit(works: Iterable[Work]) -> Iterator[Problem]:
    """Yield each work of a type that another package says something of which cannot be used."""
    for work in works:
        if fault := fault_of(work):
            yield Problem(work.path, work.line, f"{fault} Until then it reads as @misc.")


def find_unclosed(source: Source) -> Iterator[Problem]:
    """Report blocks of code that have no end, and take in the text that follows."""
    for line in source.open_fences() or [0]:
        fence = source.fence_of(line) if line else "```"
        yield Problem(
            source.name,
            line,
            "the block of code that begins here is never closed. "
            f"Write {fence} on a line of its own after its last line, without spaces before it",
        )


def find_open_markup(source: Source) -> Iterator[Problem]:
    """Report the comment or element that takes in all that follows because it is never closed."""
    opened = closing = ""
    line = 0
    for first, paragraph, code in source.blocks:
        text, at = "\n".join(paragraph), 0
        if not opened and (code or "<" not in text):
            continue
        if opened:
            end = re.compile(closing, re.IGNORECASE).search(text)
            if end is None:
                continue
            opened, at = "", end.end()
        codes = pair_backticks(text)
        while match := _OPENING.search(text, at):
            at = codes.get(match.start(), match.end())
            if match["code"] or match["closed"]:
                continue
            closing = rf"</{match['name']}\b" if match["name"] else "--!?>"
            end = re.compile(closing, re.IGNORECASE).search(text, at)
            if end is None:
                opened = match["name"] or "!--"
                line = first + text.count("\n", 0, match.start())
                break
            at = end.end()
    if opened:
        mark = "-->" if opened == "!--" else f"</{opened}>"
        yield Problem(
            source.name,
            line,
            f"the <{opened} that begins here is never closed, and hides what follows. "
            f"Write {mark} where it ends, or `<{opened}` to show it",
        )


def find_open_element(html: str) -> str:
    """Return what is wrong with raw HTML that takes in the rest of a page; empty if it does not."""
    match = _ELEMENT.match(html)
    if not match or not re.search(r"\n[ \t]*\n\s*\S", html):
        return ""
    name = match["name"]
    opened = len(re.findall(rf"<{name}\b", html, re.IGNORECASE))
    if name.lower() in _HIDING or opened <= len(re.findall(rf"</{name}\b", html, re.IGNORECASE)):
        return ""
    return (
        f"the <{name}> that begins here is never closed: all that follows is HTML. Write </{name}> after it"
    )


def find_notes(
    source: Source, notes: Collection[str], marked: Collection[str], field: Sequence[str] = ()
) -> Iterator[Problem]:
    """Report marks without a note, notes without a mark, and notes that are there twice.

    Args:
        source: What the page's author wrote.
        notes: The names of the notes that were read.
        marked: The names of those that marks lead to.
        field: The text of a field of the metadata, if that was read.
    """
    seen: dict[str, int] = {}
    marked = set(marked)
    for first, text in source.texts(field):
        if "[^" not in text:
            continue
        for number, line in enumerate(blank_asides(text).split("\n"), first):
            if (note := _NOTE.match(line)) and not field:
                name = note[1]
                message = ""
                if name in seen:
                    message = f"stands in line {seen[name]}, too, and one is lost. Give one another name"
                elif name in notes and name not in marked:
                    message = f"has no mark that leads to it. Write [^{name}] in the text, or take it out"
                if message:
                    yield Problem(source.name, number, f"the note [^{name}] {message}", warning=True)
                seen.setdefault(name, number)
            for name in dict.fromkeys(mark[1] for mark in _MARK.finditer(line)):
                if name not in notes or field:
                    message = (
                        f"the mark [^{name}] has no note. Write one, [^{name}]: …, on a line of its own, "
                        f"or \\[^{name}] if this is no mark"
                    )
                    yield Problem(source.name, number, message, warning=True)
