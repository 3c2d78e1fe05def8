"""The Python-Markdown extension `citations`.

markdown.markdown(text, extensions=["citations"],
                  extension_configs={"citations": {"bibliography": ["references.bib"]}})
"""

import logging
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE, AtomicString

from apa7.bibliography.cache import Cache
from apa7.bibliography.library import Library, read_library
from apa7.document import Document, Words
from apa7.errors import Problem
from apa7.model import Citation, Reference, Work

from . import reading
from .html import Page, make_reference
from .inline import MARK, Bracketed, Mention
from .mistakes import find_broken, find_unfit, find_unknown
from .source import Source
from .tree import OwnWords, in_reading_order, insert_list, write_as_text

logger = logging.getLogger(__name__)

_HERE = re.compile(r"""<div\s+id=["']?refs["']?[^>]*>\s*</div>""")
"""Where the list goes, as in Pandoc."""


class CitationsExtension(Extension):
    """Citations in Pandoc's syntax, with an APA 7 reference list at the end of the document.

    Args:
        library: A library that was read already, instead of `bibliography`.
        source: What to call the document in messages.
        report: Whether problems are logged; they are in `problems` in any case.
        **kwargs: The configuration: `bibliography`, a list of paths of .bib files, or one path;
            `cache`, a folder to keep parsed files in between runs (by default they aren't kept);
            `capitals`, names that keep their capitals in titles;
            `heading`, the text of the list's heading; `lang`, the document's language unless its
            metadata say `lang`.

    Attributes:
        references: The reference list of the document converted last.
        problems: What is wrong with its citations and code; unless it is logged here, until it is taken out.
        text_only: Whether citations come out as text, without links and list (for summaries).
    """

    forgets = True
    """Nothing of one document is left for the next, once Python-Markdown has been reset."""

    def __init__(
        self, library: Library | None = None, source: str = "", *, report: bool = True, **kwargs: Any
    ) -> None:
        self.config = {
            "bibliography": [[], "paths of .bib files"],
            "cache": ["", "a folder to keep parsed .bib files in"],
            "capitals": [[], "names that keep their capitals in titles"],
            "heading": ["", "the text of the list's heading; by default in the document's language"],
            "lang": ["en", "the language of documents whose metadata don't say it"],
        }
        self.source = source
        self.report = report
        self.references: tuple[Reference, ...] = ()
        self.problems: list[Problem] = []
        self.text_only = False
        self.found: list[Citation] = []
        self.broken: list[str] = []
        self.written: Source | None = None
        self.lines = Source(name=source)
        self.field: list[str] = []
        self.deep = False
        self.origins: Sequence[tuple[str, int]] = ()
        self._works: dict[Any, Work] = {}
        self._library = library
        super().__init__(**kwargs)

    def __deepcopy__(self, memo: dict[int, Any]) -> "CitationsExtension":
        """Stay one where settings are copied, so that whoever made it learns what it finds."""
        return self

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register the extension's processors."""
        if "@" not in md.ESCAPED_CHARS:
            md.ESCAPED_CHARS.append("@")
        md.registerExtension(self)
        reading.register(md, self)
        # After code, escapes, links and raw HTML have been set aside, before emphasis.
        md.inlinePatterns.register(Bracketed(r"\[", md, self), "citations-bracketed", 76)
        md.inlinePatterns.register(Mention(r"(?:(?<!-)-)?@", md, self), "citations-mention", 75)
        # After inline text has become elements, before smarty and toc look at them.
        md.treeprocessors.register(_Resolver(md, self), "citations", 12)

    def reset(self) -> None:
        """Forget the last document; in `text_only` mode its works still set the letters of summaries."""
        self.found, self.broken, self.field = [], [], []
        if not self.text_only:
            self.references = ()
            self._works = {}
            if self.report:
                self.problems = []

    def expect(self, source: Source, library: Library, lang: str) -> None:
        """Get ready for another document.

        Args:
            source: All that its author wrote, of which something else than the text may be converted.
            library: The works that it can cite.
            lang: Its language, unless its metadata say it.
        """
        self.source, self.written, self._library = source.name, source, library
        self.setConfig("lang", lang)
        self.text_only = False

    @property
    def library(self) -> Library:
        """The works that can be cited, read when first needed."""
        if self._library is None:
            self._library = self._read()
        return self._library

    def _read(self) -> Library:
        paths = self.getConfig("bibliography")
        folder = self.getConfig("cache")
        cache = Cache(Path(folder)) if folder else None
        listed = [paths] if isinstance(paths, str | Path) else paths
        capitals = self.getConfig("capitals")
        named = [capitals] if isinstance(capitals, str) else capitals
        library = read_library((Path(path) for path in listed), cache, named)
        for problem in library.problems:
            logger.log(problem.level, "%s", problem)
        return library

    def resolve(
        self, citations: list[Citation], elsewhere: Mapping[str, tuple[int, str]]
    ) -> tuple[Document, list[list[Words]]]:
        """Word all citations of a document and note what is wrong with them.

        Args:
            citations: All of them.
            elsewhere: Keys that others have put there → the line that brings them, and what to do.
        """
        document = Document(citations, self.library, self._works if self.text_only else {})
        unknown = find_unknown(citations, self.library, self.lines, self.field, elsewhere)
        unfit = find_unfit(document.works.values())
        self.tell(chain(unknown, find_broken(self.broken, self.lines, self.field), unfit))
        if not self.text_only:
            self._works = dict(document.works)
        return document, document.word()

    def tell(self, problems: Iterable[Problem]) -> None:
        """Note problems, and log them if that is wanted."""
        for problem in problems:
            if problem.path == self.lines.name and 0 < problem.line <= len(self.origins):
                path, line = self.origins[problem.line - 1]
                problem = replace(problem, path=path, line=line)
            self.problems.append(problem)
            if self.report:
                logger.log(problem.level, "%s", problem)

    def tell_at(self, text: str, message: str, number: int = 0, *, warning: bool = False) -> None:
        """Note a problem where a text begins that was read, perhaps from a part of what the author knows."""
        self.tell([Problem(self.lines.name, self.lines.number_of(text, number), message, warning)])


class _Resolver(Treeprocessor):
    """Fills the placeholders and adds the reference list."""

    forgets = True

    def __init__(self, md: Markdown, extension: CitationsExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        places = [element for element in in_reading_order(root) if MARK in element.attrib]
        if not places:
            extension = self.extension
            extension.tell(find_broken(extension.broken, extension.lines, extension.field))
            return
        citations = [self.extension.found[int(element.attrib[MARK])] for element in places]
        document, worded = self.extension.resolve(citations, getattr(self.md, "brought", {}))
        if self.extension.text_only:
            write_as_text(root, places, worded)
            return
        page = Page(self._language())
        for element, words in zip(places, worded, strict=True):
            tail = element.tail
            page.fill_citation(element, words, OwnWords(element).contents)
            _protect(element)
            element.tail = tail
        listed = document.references()
        if listed:
            stashed = self.md.htmlStash.rawHtmlBlocks
            marker = next(filter(self._is_marker, root.iter()), None) if stashed else None
            section = insert_list(
                root, marker, partial(page.section, listed, named=self.extension.getConfig("heading"))
            )
            _protect(section[-1])
        self.extension.references = tuple(make_reference(item) for item in listed)

    def _language(self) -> str:
        stated = getattr(self.md, "Meta", {}).get("lang", ())
        return str(stated[0] if stated else self.extension.getConfig("lang"))

    def _is_marker(self, element: Element) -> bool:
        """Tell whether this is `<div id="refs"></div>`, which Python-Markdown has set aside."""
        stashed = HTML_PLACEHOLDER_RE.fullmatch((element.text or "").strip())
        html = self.md.htmlStash.rawHtmlBlocks[int(stashed[1])] if stashed else ""
        return isinstance(html, str) and bool(_HERE.fullmatch(html.strip()))


def _protect(element: Element) -> None:
    """Keep other extensions (smarty, abbr) away from words that are final."""
    for part in element.iter():
        if part.text:
            part.text = AtomicString(part.text)
        if part.tail and part is not element:
            part.tail = AtomicString(part.tail)


def makeExtension(**kwargs: Any) -> CitationsExtension:  # noqa: N802 - Python-Markdown's name
    """Return the extension, for Python-Markdown."""
    return CitationsExtension(**kwargs)
