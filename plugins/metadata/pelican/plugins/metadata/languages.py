"""Words in another language, marked `[kai]{lang=mi}`: in texts, titles, summaries and tags."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor

from guards.marks import (
    ATTRIBUTE,
    Mark,
    Marked,
    explain_language,
    find_wrong,
    read_language,
    read_marks,
    write_marks,
)
from guards.words import Lines

from .errors import Problem, show

logger = logging.getLogger(__name__)

# No mark begins in what is in the brackets: inner ones are read first. Brackets may stand there, one deep.
WORDS = rf"\[(?P<words>(?:[^\[\]]|\[[^\[\]]*+\](?!\{{))*+)\]{ATTRIBUTE}"
# After code, escapes, footnotes, links and images; before a word in brackets may be the name of a link.
PRIORITY = 135
# After all else, so that a figure can have a caption with marks.
LAST = -20


class LanguagesExtension(Extension):
    """Makes elements of what is marked.

    Attributes:
        wrong: What was written in the place of a language and is none, each time with the words around it.
    """

    forgets = True

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[tuple[str, str]] = []

    def __deepcopy__(self, memo: dict[int, Any]) -> LanguagesExtension:
        """Stay one where settings are copied, so that whoever made it learns what it finds."""
        return self

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register with Python-Markdown."""
        md.inlinePatterns.register(LanguageProcessor(WORDS, md, self), "partwork_language", PRIORITY)
        md.treeprocessors.register(PlainAttributes(md, self), "partwork_plain_attributes", LAST)


class LanguageProcessor(InlineProcessor):
    """Makes an element of words that are marked."""

    forgets = True

    def __init__(self, pattern: str, md: Markdown, extension: LanguagesExtension) -> None:
        super().__init__(pattern, md)
        self.extension = extension

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override] # noqa: N802
        """Return the element, and what it takes the place of."""
        element = Element("span")
        element.text = m["words"]
        if lang := read_language(m["tag"]):
            element.set("lang", lang)
        else:
            self.extension.wrong.append((m[0], m["tag"]))
        return element, m.start(), m.end()


class PlainAttributes(Treeprocessor):
    """Leaves plain words where an image says what it shows, since no element can stand there."""

    forgets = True

    def __init__(self, md: Markdown, extension: LanguagesExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        """Change the attributes of images."""
        for image in root.iter("img"):
            for name in ("alt", "title"):
                words = image.get(name, "")
                if "]{" in words:
                    self.extension.wrong += ((words, tag) for tag in find_wrong(words))
                    image.set(name, str(read_marks(words)))


def with_languages(reader: Any, *, markdown: bool) -> Any:
    """Return a reader class that extends another one by marks of languages.

    Args:
        reader: The class.
        markdown: Whether what it reads is Markdown, or only has titles and tags.
    """

    class LanguagesReader(reader):  # type: ignore[misc]
        def __init__(self, settings: dict[str, Any]) -> None:
            self._languages = LanguagesExtension()
            if markdown:
                options = settings["MARKDOWN"]
                extensions = [*options.get("extensions", []), self._languages]
                settings = {**settings, "MARKDOWN": {**options, "extensions": extensions}}
            super().__init__(settings)

        def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
            self._languages.wrong.clear()
            content, metadata = super().read(source_path)
            if self._languages.wrong:
                tell_wrong(self._languages.wrong, Path(source_path), self.settings["PATH"])
            return content, metadata

        def process_metadata(self, name: str, value: Any) -> Any:
            if name not in ("title", "tags") or not isinstance(value, str) or "]{" not in value:
                return super().process_metadata(name, value)
            self._languages.wrong += ((value, tag) for tag in find_wrong(value))
            if name == "title":
                return super().process_metadata(name, write_marks(value))
            marked = read_marks(value)
            tags = super().process_metadata(name, str(marked))
            return mark_tags(tags, marked) if isinstance(marked, Marked) else tags

    # Pelican makes the metadata `reader` of the class' name.
    LanguagesReader.__name__ = reader.__name__
    return LanguagesReader


def mark_tags(tags: Any, marked: Marked) -> Any:
    """Let tags know which of their words are in another language.

    Args:
        tags: Pelican's, if it found any.
        marked: All of them, as they were written.
    """
    separator = ";" if ";" in marked else ","
    names: dict[str, Marked] = {}
    begun: list[Mark] = []
    number = place = 0
    for piece in marked.split(separator):
        start = place + len(piece) - len(piece.lstrip())
        place += len(piece) + 1
        while number < len(marked.marks) and marked.marks[number].start < place:
            begun.append(marked.marks[number])
            number += 1
        begun = [mark for mark in begun if mark.end > start]
        names.setdefault(piece.strip(), marked.part(start, start + len(piece.strip()), begun))
    for tag in tags if isinstance(tags, list) else ():
        if (name := names.get(tag.name)) is not None and name.marks:
            tag._name = name
    return tags


def choose_marked(posts: Iterable[Any]) -> dict[str, Any]:
    """Return the tags that have words in another language, by their slugs, each as the first post has it."""
    marked: dict[str, Any] = {}
    for post in posts:
        for tag in getattr(post, "tags", ()):
            if isinstance(tag.name, Marked):
                marked.setdefault(tag.slug, tag)
    return marked


def tell_wrong(wrong: Iterable[tuple[str, str]], file: Path, content: str) -> None:
    """Tell languages that are none, each at its place."""
    lines = Lines(file.read_text("utf-8-sig"))
    for written, tag in wrong:
        line = lines.find(written, f"lang={tag}", tag)
        logger.error("%s", Problem(show(file, content), line, explain_language(tag)))
