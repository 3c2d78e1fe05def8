r"""Formulas: `$x^2$` and `$$x^2$$` by Pandoc's rules, `\(x^2\)` and `\[x^2\]`, as MathML."""

from __future__ import annotations

import logging
import re
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.inlinepatterns import InlineProcessor
from markdown.util import ETX, INLINE_PLACEHOLDER_RE, STX

from guards.formulas import write_simple
from guards.words import shorten

from .labels import SHOWS
from .model import Page
from .tex import TexError, convert, show_tex

logger = logging.getLogger(__name__)

WIDE = 50
"""Characters of TeX that may be wider than a phone."""
OTHERS = {"mathjax_inlined": "render_math", "arithmatex-inline": "pymdownx.arithmatex"}
"""Patterns of others that look after formulas, and who registers them."""
DOLLAR = f"{STX}{ord('$')}{ETX}"
"""An escaped one, as Python-Markdown sets it aside."""
# Within text in a formula there may be formulas.
INNER = r"(?:\\(?:text|mbox)\{[^{}]*\}|\\.|[^$\\])++"
DOLLARS = rf"\$\$(?P<dollars>{INNER})\$\$"
NUMBERED = r"(?:[ \t]*\{#(?P<id>[^\s{}]+)\})?"
DISPLAY = rf"(?s){DOLLARS}{NUMBERED}"
# One dollar: no blank after the first, none before the last, and no digit behind it.
INLINE = rf"(?s)\$(?!\s)(?P<dollar>{INNER})(?<!\s)\$(?!\d)"
BRACKETED = r"(?s)\\{1,2}\((?P<bracket>(?:(?!\\{1,2}[()]).)++)\\{1,2}\)"
EQUATION = re.compile(
    rf"^ {{0,3}}(?:{DOLLARS}|\\{{1,2}}\[(?P<bracket>(?:(?!\\{{1,2}}[\[\]]).)++)\\{{1,2}}\]){NUMBERED}[ \t]*$",
    re.DOTALL | re.MULTILINE,
)
# Brackets are escaped in prose, too, as in "\[sic\]": between them stands a formula if it has one of these.
TEX = re.compile(r"[\\^_=<>+*/]")
HELD = re.compile(r"\s*(?:[-*+>|:]|\d+[.)]|\[\^)")
OPEN = re.compile(r"^ {0,3}\$\$(?!.*\$\$)", re.DOTALL)


def extend(md: Markdown, page: Page) -> None:
    """Register with Python-Markdown."""
    for pattern, other in OTHERS.items():
        if pattern in md.inlinePatterns:
            logger.warning(
                "Formulas are left to %s, for which readers' browsers need a script. Take it out of the "
                "settings to have them made while the site is built.",
                other,
            )
            return
    md.parser.blockprocessors.register(_Equation(md, page), "formulas", 95)
    # After code (190), before escapes (180).
    md.inlinePatterns.register(_Formula(DISPLAY, md, page), "formulas-display", 185.5)
    md.inlinePatterns.register(_Escaped(r"(?<!\\)(?:\\\\)*\\\$", md), "formulas-escaped", 186)
    md.inlinePatterns.register(_Formula(INLINE, md, page), "formulas-inline", 185)
    md.inlinePatterns.register(_Formula(BRACKETED, md, page), "formulas-bracketed", 184)


def write(md: Markdown, page: Page, tex: str, *, display: bool) -> str:
    """Return what stands in a text where a formula is put back; the formula itself is set aside."""
    try:
        html = convert(tex, display=display)
        if page.brief:
            html = write_simple(html) or show_tex(tex)
    except TexError as error:
        line = next((line.strip() for line in tex.splitlines() if line.strip()), tex)
        page.tell(f'the formula "{shorten(tex)}" cannot be shown: {error}.', line)
        html = show_tex(tex)
    # With a blank after its name it would be a block for Python-Markdown, which takes the paragraph off it.
    return md.htmlStash.store(html.replace("<math ", "<math\n", 1))


class _Formula(InlineProcessor):
    """A formula within a sentence."""

    forgets = True

    def __init__(self, pattern: str, md: Markdown, page: Page) -> None:
        super().__init__(pattern, md)
        self.page = page

    def handleMatch(  # type: ignore[override] # noqa: N802 (Python-Markdown's name)
        self, match: re.Match[str], data: str
    ) -> tuple[Element | str | None, int | None, int | None]:
        """Return what is put back later, and where the formula begins and ends."""
        display = "dollars" in match.groupdict()
        tex = next(text for name, text in match.groupdict().items() if name != "id")
        if not tex.strip():
            return None, None, None
        formula = write(self.md, self.page, self.restore(tex), display=display)
        name = match.groupdict().get("id")
        if not name or self.page.brief:
            return formula, match.start(), match.end()
        element = Element("span")
        _fill(element, formula, name)
        return element, match.start(), match.end()

    def restore(self, tex: str) -> str:
        """Return TeX with what was set aside from it."""
        inline: Any = self.md.treeprocessors["inline"]

        def find(found: re.Match[str]) -> str:
            stashed = inline.stashed_nodes.get(found[1], "")
            return stashed if isinstance(stashed, str) else "".join(stashed.itertext())

        return re.sub(INLINE_PLACEHOLDER_RE, find, tex).replace(DOLLAR, r"\$") if STX in tex else tex


class _Equation(BlockProcessor):
    """A formula on lines of its own."""

    forgets = True

    def __init__(self, md: Markdown, page: Page) -> None:
        super().__init__(md.parser)
        self.md = md
        self.page = page

    def test(self, parent: Element, block: str) -> bool:
        """Say whether a block may hold one."""
        return ("$$" in block or "\\[" in block) and not HELD.match(block)

    def run(self, parent: Element, blocks: list[str]) -> bool | None:
        """Make an element of the first one, and leave the rest of the block to others."""
        block = blocks[0]
        found = next((match for match in EQUATION.finditer(block) if _is_formula(match)), None)
        if found is None:
            if OPEN.match(block):
                first = block.strip().splitlines()[0]
                self.page.tell('"$$" begins a formula that does not end before the next empty line.', first)
            return False
        del blocks[0]
        before, after = block[: found.start()], block[found.end() :]
        if before.strip():
            self.parser.parseBlocks(parent, [before.rstrip("\n")])
        element = SubElement(parent, "p")
        tex = found["dollars"] or found["bracket"]
        _fill(element, write(self.md, self.page, tex, display=True), found["id"] or "")
        if len(tex) > WIDE:
            # It may have to be moved sideways on a phone, with keys, too.
            element.set("tabindex", "0")
        if after.strip():
            blocks.insert(0, after.lstrip("\n"))
        return None


def _fill(element: Element, formula: str, name: str) -> None:
    """Make an element one with a formula, which has a number if its name is a label."""
    element.set("class", "equation")
    element.text = formula
    if name:
        element.set("id", name)
    if name.startswith("eq-"):
        element.set("class", "equation numbered")
        element.text += " "
        SubElement(element, "span", {"class": "number", SHOWS: name})


def _is_formula(match: re.Match[str]) -> bool:
    return bool(match["dollars"] and match["dollars"].strip()) or bool(
        match["bracket"] and TEX.search(match["bracket"])
    )


class _Escaped(InlineProcessor):
    r"""`\$`, before a formula could begin with it."""

    forgets = True

    def handleMatch(  # type: ignore[override] # noqa: N802 (Python-Markdown's name)
        self, match: re.Match[str], data: str
    ) -> tuple[Any, int | None, int | None]:
        """Return the dollar as Python-Markdown sets escaped characters aside."""
        return DOLLAR, match.end() - 2, match.end()
