"""Posts of networks in a text: `{% quote-post ADDRESS %}`, or the address with `{quote}` behind it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from os.path import relpath
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.util import AtomicString

from conversation.quotations import (
    FOLDER,
    Quotation,
    list_addresses,
    name_address,
    name_file,
    read_quotation,
)
from guards.problems import Problem
from guards.words import Lines, shorten

LINE = re.compile(
    r"^ {0,3}(?:\{% *quote-post +(?P<tag>[^\s%]+(?:%[^\s%}]+)*) *%\}"
    r"|(?P<open><)?(?P<bare>(?:https?|at)://[^\s<>{}]+)(?(open)>) *\{quote\})[ \t]*$",
    re.MULTILINE,
)
"""A post that is quoted, alone on its line."""
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# After code that is set in, before anything that a text may begin with.
PRIORITY = 75
# After the texts of other files are in it, before the header is taken out.
LINES = 44


class QuotingExtension(Extension):
    """Puts the posts that a text quotes into it, as they are kept in the content folder.

    Args:
        content: The content folder.
        write_day: Writes a day in a language, as the site does.

    Attributes:
        path: The file that is converted.
        lang: Its language, unless its header says another.
        files: Of posts that it quotes, below the content folder.
        problems: What is wrong with it, or with these.
    """

    forgets = True

    def __init__(self, content: Path, write_day: Callable[[str, datetime], str]) -> None:
        super().__init__()
        self.content, self.write_day = content, write_day
        self.path, self.lang = Path(), "en"
        self.files: list[str] = []
        self.problems: list[Problem] = []
        self._named: dict[str, Path] | None = None

    def __deepcopy__(self, memo: dict[int, object]) -> QuotingExtension:
        """Stay one where settings are copied, so that whoever made it learns what it finds."""
        return self

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        """Register with Python-Markdown."""
        lines = _Lines(md)
        md.preprocessors.register(lines, "conversation-lines", LINES)
        md.parser.blockprocessors.register(_Quotes(md, self, lines), "conversation-quotes", PRIORITY)

    def find(self, address: str) -> Path | None:
        """Return the file of a post: most are named by the address that is written."""
        path = self.content / FOLDER / name_file(address)
        if path.is_file():
            return path
        if self._named is None:
            self._named = list_addresses(self.content)
        return self._named.get(address)

    def show(self, path: Path) -> str:
        """Return a file as its author knows it."""
        return Path(relpath(path, self.content.parent)).as_posix()


class _Lines(Preprocessor):
    """Keeps which lines there are, so that problems can name theirs."""

    forgets = True

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.lines: list[str] = []
        self.found: Lines | None = None

    def run(self, lines: list[str]) -> list[str]:
        # Who cites learns where keys are from that no line has.
        brought: dict[str, tuple[int, str]] = {}
        self.md.brought = brought  # type: ignore[attr-defined]
        if "meta" in self.md.preprocessors:
            self.lines, self.found = lines, None
        return lines

    def find(self, words: str) -> int:
        """Return the line of the next place that has words."""
        self.found = self.found or Lines("\n".join(self.lines))
        return self.found.find(words)


class _Quotes(BlockProcessor):
    """Makes a quotation of each line that names a post."""

    forgets = True

    def __init__(self, md: Markdown, extension: QuotingExtension, lines: _Lines) -> None:
        super().__init__(md.parser)
        self.md, self.extension, self.lines = md, extension, lines

    def test(self, parent: Element, block: str) -> bool:
        marked = "quote-post" in block or "{quote}" in block
        # Pelican takes `meta` out when it converts the fields of a header.
        return marked and "meta" in self.md.preprocessors and LINE.search(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        block = blocks.pop(0)
        match = LINE.search(block)
        assert match is not None
        if before := block[: match.start()].strip("\n"):
            self.parser.parseBlocks(parent, [before])
        self.quote(parent, match["tag"] or match["bare"], match[0])
        if after := block[match.end() :].strip("\n"):
            blocks.insert(0, after)

    def quote(self, parent: Element, written: str, line: str) -> None:
        """Add a post to a page; a link where it is not kept."""
        address = name_address(written)
        path = self.extension.find(address) if address else None
        if path is None:
            if address:
                shown = f"{self.extension.content.name}/{FOLDER}/"
                said = f"the post {shorten(address)} is not in {shown} yet. Run: invoke quote {address}"
            else:
                said = (
                    f'"{shorten(written)}" is no address of a post, such as https://social.example/@name/1.'
                )
            self.tell(said, line.strip())
            link = SubElement(SubElement(parent, "p"), "a", {"href": address} if address else {})
            link.text = keep(written)
            return
        self.extension.files.append(path.relative_to(self.extension.content).as_posix())
        quotation, sheet = read_quotation(path)
        for fault in sheet.faults:
            shown = self.extension.show(path)
            self.extension.problems.append(Problem(shown, fault.line, fault.message, fault.grave))
        if quotation.text:
            cites = quotation.key if "citations-bracketed" in self.md.inlinePatterns else ""
            if cites:
                line_of = self.lines.find(line.strip())
                advice = f"It is that of the post quoted here: invoke quote {address} adds it."
                self.md.brought.setdefault(cites, (line_of, advice))  # type: ignore[attr-defined]
            write_quote(parent, quotation, cites, self.language(), self.extension.write_day)

    def tell(self, message: str, words: str) -> None:
        """Note what is wrong in the next line that has words."""
        line = self.lines.find(words)
        origins = getattr(self.md, "origins", None)
        shown = self.extension.show(self.extension.path)
        place = origins[line - 1] if origins else (shown, line)
        self.extension.problems.append(Problem(place[0], place[1], message))

    def language(self) -> str:
        """Return the language of the page."""
        stated = getattr(self.md, "Meta", {}).get("lang")
        return str(stated[0]) if stated else self.extension.lang


def write_quote(
    parent: Element, quotation: Quotation, key: str, lang: str, write_day: Callable[[str, datetime], str]
) -> None:
    """Add a post to a page: its words, all of them plain, then who wrote it, when and where (APA 7, § 8.27).

    Args:
        parent: Where it stands.
        quotation: The post.
        key: By which it is cited; "" if it is not.
        lang: The language of the page.
        write_day: Writes a day in a language.
    """
    other = quotation.lang and quotation.lang.lower() != lang.lower()
    block = SubElement(parent, "blockquote", {"class": "quoted-post", "cite": keep(quotation.permalink)})
    if other:
        block.set("lang", quotation.lang)
    for part in quotation.text.split("\n\n"):
        paragraph = SubElement(block, "p")
        if _RIGHT_TO_LEFT.search(part):
            paragraph.set("dir", "auto")
        first, *lines = part.split("\n")
        paragraph.text = keep(first)
        for one in lines:
            SubElement(paragraph, "br").tail = keep(one)
    source = SubElement(block, "p", {"class": "attribution"} | ({"lang": lang} if other else {}))
    source.text = keep("— ")
    who = quotation.author or quotation.username or quotation.site
    where: dict[str, str] = {"href": keep(quotation.page)} if quotation.page else {}
    named = SubElement(source, "a" if where else "span", where)
    named.text = keep(who)
    username = quotation.username if who != quotation.username else ""
    named.tail = keep(f" ({username}), " if username else ", ")
    link = SubElement(source, "a", {"href": keep(quotation.permalink)})
    if quotation.date:
        time = SubElement(link, "time", {"datetime": quotation.date})
        time.text = keep(write_day(lang, datetime.fromisoformat(quotation.date)))
    else:
        link.text = keep(quotation.site or quotation.permalink)
    if key:
        link.tail = f" [@{{{key}}}]"


def keep(text: str) -> AtomicString:
    """Return words of which nothing is made any more, and which readers see as they are."""
    # Python-Markdown takes `&lt;` for a letter, and others the signs of templates for theirs.
    plain = text.replace("&", "&amp;").replace("{%", "{&#37;").replace("{{", "{&#123;")
    return AtomicString(plain)
