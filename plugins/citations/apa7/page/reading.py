"""What Python-Markdown is given to read, and what it has left lying."""

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any, Protocol
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from apa7.errors import Problem

from .bounds import show_marks
from .inlining import hasten
from .mistakes import find_notes, find_open_element, find_open_markup, find_unclosed
from .source import Source


class Report(Protocol):
    """What is known of the page that is read, and who is told what is wrong with it.

    Attributes:
        source: What to call it.
        written: All that its author wrote, if that is more than is read.
        lines: The lines that problems are found in.
        field: The text of a field of its metadata, if that is what is read.
        text_only: Whether it is.
        deep: Whether it was told that something is nested too deep.
        origins: The file and the line that each line is from, if not all are of one.
    """

    source: str
    written: Source | None
    lines: Source
    field: list[str]
    text_only: bool
    deep: bool
    origins: Sequence[tuple[str, int]]

    def tell(self, problems: Iterable[Problem]) -> None:
        """Note problems."""

    def tell_at(self, text: str, message: str, number: int = 0, *, warning: bool = False) -> None:
        """Note a problem where a text begins that was read."""


TOLD = 20
"""Of how many paragraphs that cannot be read a page is told: most begin where one tag was not closed."""


DEEPEST = 60
"""How often blocks of Markdown may be parsed within each other: twice for each list, once for a quotation."""

DEEP_BLOCKS = (
    "lists, quotations or meanings of words are nested too deep here, and are shown as they are typed. "
    "Nest them less; where a list of words and meanings goes on, put an empty line before each word"
)


def register(md: Markdown, extension: Report) -> None:
    """Look at what Python-Markdown reads before and after it does."""
    md.preprocessors.register(_Lines(md, extension), "citations-lines", 40)
    # After raw HTML has been set aside.
    md.preprocessors.register(_Blocks(md, extension), "citations-blocks", 15)
    # After all marks of notes have been found.
    md.treeprocessors.register(_Notes(md, extension), "citations-notes", 11)
    # After what was set aside is back.
    md.postprocessors.register(_Shown(md), "citations-shown", 0)
    md.parser.parseBlocks = _Nesting(md.parser.parseBlocks, extension)  # type: ignore[method-assign]


class _Lines(Preprocessor):
    """Keeps the source's lines, so that problems can name theirs, and hides what can't be read."""

    forgets = True

    def __init__(self, md: Markdown, extension: Report) -> None:
        super().__init__(md)
        self.extension = extension
        self.hastened = False

    def run(self, lines: list[str]) -> list[str]:
        extension = self.extension
        if not self.hastened:
            # Whatever takes part has been registered by now.
            hasten(self.md)
            self.hastened = True
        headed = "meta" in self.md.preprocessors and not extension.text_only
        read = Source(lines, extension.source, headed=headed)
        if extension.text_only:
            extension.field = lines
        else:
            # Who puts texts of other files into this one says where each line is from.
            extension.origins = getattr(self.md, "origins", ())
            extension.lines = read if extension.origins else extension.written or read
            if "fenced_code_block" in self.md.preprocessors and read.open_fences():
                extension.tell(find_unclosed(extension.lines))
            extension.tell(find_open_markup(extension.lines))
        extension.deep = False
        for excess in islice(read.excess.values(), TOLD):
            extension.tell_at(read.lines[excess.first - 1], excess.message, excess.first)
        return read.bound(lines)


class _Blocks(Preprocessor):
    """Looks for raw HTML that takes in the rest of the page."""

    forgets = True

    def __init__(self, md: Markdown, extension: Report) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, lines: list[str]) -> list[str]:
        blocks = [block for block in self.md.htmlStash.rawHtmlBlocks[-1:] if isinstance(block, str)]
        for block in blocks if not self.extension.text_only else ():
            if message := find_open_element(block):
                self.extension.tell_at(block, message, warning=True)
        return lines


class _Notes(Treeprocessor):
    """Looks for marks without notes, and notes without marks."""

    forgets = True

    def __init__(self, md: Markdown, extension: Report) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        extension, processors = self.extension, self.md.inlinePatterns
        known: Any = getattr(processors["footnote"], "footnotes", None) if "footnote" in processors else None
        if known is not None:
            field = extension.field if extension.text_only else ()
            extension.tell(find_notes(extension.lines, known.footnotes, known.footnote_order, field))


class _Shown(Postprocessor):
    """Shows as they were typed the paragraphs that could not be read."""

    forgets = True

    def run(self, text: str) -> str:
        return show_marks(text)


class _Nesting:
    """Lets blocks be nested as deep as is allowed, and shows as it is typed what is deeper.

    Args:
        parse: Python-Markdown's own way to parse blocks, which calls itself for what is nested.
        extension: Is told.
    """

    def __init__(self, parse: Callable[[Element, list[str]], None], extension: Report) -> None:
        self.parse = parse
        self.extension = extension
        self.depth = 0

    def __call__(self, parent: Element, blocks: list[str]) -> None:
        if self.depth >= DEEPEST:
            text = "\n\n".join(blocks).strip()
            blocks.clear()
            if text:
                SubElement(parent, "p").text = AtomicString(text)
            if text and not self.extension.deep:
                self.extension.deep = True
                self.extension.tell_at(text, DEEP_BLOCKS)
            return
        self.depth += 1
        try:
            self.parse(parent, blocks)
        finally:
            self.depth -= 1
