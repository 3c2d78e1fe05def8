"""The Python-Markdown extension `citations`.

markdown.markdown(text, extensions=["citations"],
                  extension_configs={"citations": {"bibliography": ["references.bib"]}})
"""

import logging
import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE, AtomicString

from apa7.bibliography.cache import Cache
from apa7.bibliography.library import Library, read_library
from apa7.document import Document, Words
from apa7.errors import Problem
from apa7.model import Citation, Reference, Work
from apa7.syntax import Found, find_bracketed, find_mention

from .html import Page, make_reference
from .tree import OwnWords, in_reading_order, insert_list, write_as_text

logger = logging.getLogger(__name__)

_MARK = "data-citation"
_OPEN = re.compile(r"\[[^\[\])]*$")
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
            `heading`, the text of the list's heading; `lang`, the document's language unless its
            metadata say `lang`.

    Attributes:
        references: The reference list of the document converted last.
        problems: What is wrong with its citations.
        text_only: Whether citations come out as text, without links and list (for summaries).
    """

    def __init__(
        self, library: Library | None = None, source: str = "", *, report: bool = True, **kwargs: Any
    ) -> None:
        self.config = {
            "bibliography": [[], "paths of .bib files"],
            "cache": ["", "a folder to keep parsed .bib files in"],
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
        self.lines: list[str] = []
        self._works: dict[Any, Work] = {}
        self._library = library
        super().__init__(**kwargs)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register the extension's processors."""
        if "@" not in md.ESCAPED_CHARS:
            md.ESCAPED_CHARS.append("@")
        md.registerExtension(self)
        md.preprocessors.register(_Lines(md, self), "citations-lines", 40)
        # After code, escapes, links and raw HTML have been set aside, before emphasis.
        md.inlinePatterns.register(_Bracketed(r"\[", md, self), "citations-bracketed", 76)
        md.inlinePatterns.register(_Mention(r"-?@", md, self), "citations-mention", 75)
        # After inline text has become elements, before smarty and toc look at them.
        md.treeprocessors.register(_Resolver(md, self), "citations", 12)

    def reset(self) -> None:
        """Forget the last document; in `text_only` mode its works still set the letters of summaries."""
        self.found, self.broken = [], []
        if not self.text_only:
            self.lines = []
            self.references = ()
            self.problems = []
            self._works = {}

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
        library = read_library((Path(path) for path in listed), cache)
        for problem in library.problems:
            logger.error("%s", problem)
        return library

    def resolve(self, citations: list[Citation]) -> tuple[Document, list[list[Words]]]:
        """Word all citations of a document and note what is wrong with them."""
        document = Document(citations, self.library, self._works if self.text_only else {})
        for problem in chain(self._unknown(citations), self._broken()):
            self.problems.append(problem)
            if self.report:
                logger.error("%s", problem)
        if not self.text_only:
            self._works = dict(document.works)
        return document, document.word()

    def _unknown(self, citations: list[Citation]) -> Iterator[Problem]:
        """Report every place that cites a key which names no work."""
        unknown: dict[str, bool] = {}
        for citation in citations:
            for cite in citation.all_cites():
                if self.library.get(cite.key) is None:
                    mention = len(citation.cites) == 1 and citation.narrative and not cite.locator
                    unknown[cite.key] = unknown.get(cite.key, False) or mention
        for key, mention in unknown.items():
            for line in find_lines(self.lines, key) or [0]:
                yield Problem(self.source, line, self._explain(key, mention=mention))

    def _broken(self) -> Iterator[Problem]:
        """Report brackets that begin a citation and don't end it, or hold a part without a work."""
        for key in dict.fromkeys(self.broken):
            opened = re.compile(rf"\[(?=[^\[\])]*@\{{?{re.escape(key)})")
            lines = [
                number
                for number in find_lines(self.lines, key)
                for bracket in opened.finditer(self.lines[number - 1])
                if find_bracketed(self.lines[number - 1], bracket.start()) is None
            ]
            line = lines[0] if lines else 0
            message = f'this citation of "{key}" cannot be read. Write it as [@{key}, p. 3]: '
            yield Problem(
                self.source, line, message + 'a "]" at its end, and a work in each part between ";"'
            )

    def _explain(self, key: str, *, mention: bool) -> str:
        if not self.library.paths:
            return f'"{key}" is cited, but there is no bibliography; write a references.bib with this work'
        message = f'no work "{key}" in {" or ".join(self.library.paths)}.'
        if near := self.library.suggest(key):
            message += " Did you mean " + " or ".join(f'"{name}"' for name in near) + "?"
        if mention:
            message += f" If you meant to mention somebody, write \\@{key}"
        return message


def find_lines(lines: Sequence[str], key: str) -> list[int]:
    """Return the numbers of the lines that cite a key, leaving out code.

    Args:
        lines: The lines of the source.
        key: The citekey.
    """
    escaped = re.escape(key)
    cited = re.compile(rf"(?<![\w\\])@(?:{escaped}(?!\w|[:.#$%&\-+?<>~/]\w)|\{{{escaped}\}})")
    numbers, fence = [], ""
    for number, line in enumerate(lines, 1):
        if opening := re.match(r"\s*(```+|~~~+)", line):
            if not fence:
                fence = opening[1]
            elif opening[1].startswith(fence):
                fence = ""
        elif not fence and cited.search(re.sub(r"(`+).+?\1", "", line)):
            numbers.append(number)
    return numbers


class _Lines(Preprocessor):
    """Keeps the source's lines, metadata included, so that problems can name theirs."""

    def __init__(self, md: Markdown, extension: CitationsExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, lines: list[str]) -> list[str]:
        if not self.extension.text_only:
            self.extension.lines = list(lines)
        return lines


class _Citing(InlineProcessor):
    """Puts a placeholder where a citation stands; its words come when all are known."""

    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, pattern: str, md: Markdown, extension: CitationsExtension) -> None:
        super().__init__(pattern, md)
        self.extension = extension

    def find(self, data: str, start: int) -> Found | None:
        raise NotImplementedError

    def handleMatch(  # type: ignore[override] # noqa: N802 - Python-Markdown's name
        self, match: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        found = self.find(data, match.start())
        if found is None or found.start != match.start():
            return None, None, None
        element = Element("span", {_MARK: str(len(self.extension.found))})
        for number, cite in enumerate(found.citation.cites):
            source = cite.cited_in.suffix if cite.cited_in else ""
            for place, words in (("prefix", cite.prefix), ("suffix", cite.suffix), ("source", source)):
                if words:
                    SubElement(element, "span", {"class": f"{number} {place}"}).text = words
        self.extension.found.append(found.citation)
        return element, found.start, found.end


class _Bracketed(_Citing):
    def find(self, data: str, start: int) -> Found | None:
        return find_bracketed(data, start)


class _Mention(_Citing):
    def find(self, data: str, start: int) -> Found | None:
        # Without works to cite, an @ is a mention.
        found = find_mention(data, start) if len(self.extension.library) else None
        if found and _OPEN.search(data[: found.start]):
            self.extension.broken.append(found.citation.cites[0].key)
        return found


class _Resolver(Treeprocessor):
    """Fills the placeholders and adds the reference list."""

    def __init__(self, md: Markdown, extension: CitationsExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        places = [element for element in in_reading_order(root) if _MARK in element.attrib]
        if not places:
            return
        citations = [self.extension.found[int(element.attrib[_MARK])] for element in places]
        document, worded = self.extension.resolve(citations)
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
            marker = next(filter(self._is_marker, root.iter()), None)
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
