"""Texts that several posts share: `{{< include _method.md >}}`, as in Quarto, or `--8<-- "_method.md"`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from os.path import relpath
from pathlib import Path

from markdown import Markdown
from markdown.preprocessors import Preprocessor

from guards.characters import find_control
from guards.paths import PathError, find_hidden, find_inside
from guards.words import Lines, shorten, suggest

from .model import Origin, Page

PRIORITY = 45
"""Before anything is read, and before citations (40) look which lines there are."""
LARGEST = 1_000_000
"""Characters of a post with all that it includes."""
DEEPEST = 10
LINE = re.compile(
    r"""(?P<before> {0,3}|[ ]*>[> ]*)"""
    r"""(?:\{\{<\s*include\s+(?P<quarto>"[^"]+"|\S+)\s*>\}\}|-+8<-+\s*["'](?P<snippet>[^"']+)["'])\s*"""
)
FENCE = re.compile(r"[ >]*(`{3,}|~{3,})")


def may_include(line: str) -> bool:
    """Say at a glance whether a line may include something."""
    return "{{<" in line or "-8<-" in line


class Includes(Preprocessor):
    """Puts texts in the place of the lines that include them.

    Args:
        md: Python-Markdown's; its attribute `origins` tells others where each line of a text is from.
        page: Is told what is wrong.
    """

    forgets = True

    def __init__(self, md: Markdown, page: Page) -> None:
        super().__init__(md)
        self.page = page

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines with those that they include."""
        page = self.page
        page.origins = self.md.origins = []  # type: ignore[attr-defined]
        if "meta" not in self.md.preprocessors or not any(map(may_include, lines)):
            return lines
        self.left = LARGEST - sum(map(len, lines))
        pairs = [*self.read(lines, page.path, (), self.count_header(lines))]
        page.origins += [origin for _, origin in pairs]
        whole = [line for line, _ in pairs]
        page.source = Lines("\n".join(whole))
        return whole

    def count_header(self, lines: list[str]) -> int:
        """Return how many lines of a post's file are none of those that are converted."""
        whole = [line.rstrip() for line in self.page.source.text.splitlines()]
        more = len(whole) - len(lines)
        return more if more > 0 and whole[more:] == [line.rstrip() for line in lines] else 0

    def read(
        self, lines: list[str], file: Path, above: tuple[Path, ...], first: int = 0
    ) -> Iterator[tuple[str, Origin]]:
        """Yield lines, each with where it is from; those of other files in the place of what includes them.

        Args:
            lines: Of a file.
            file: The file.
            above: The files that include it.
            first: How many lines come before these in it.
        """
        shown = self.show(file)
        fence = ""
        for number, line in enumerate(lines, first + 1):
            if found := FENCE.match(line):
                fence = "" if fence and line.strip("> ").startswith(fence) else fence or found[1]
            include = LINE.fullmatch(line) if not fence and may_include(line) else None
            if include is None:
                yield line, Origin(shown, number)
                continue
            name = (include["quarto"] or include["snippet"]).strip('"')
            try:
                inner = self.find(name, file, above)
                text = self.open(inner)
            except PathError as error:
                message = str(error)
                if message[-1] not in ".?":
                    message += ", so it is not included. Correct the line."
                self.page.tell_at(Origin(shown, number), f'"{shorten(name)}" {message}')
                yield "", Origin(shown, number)
                continue
            for inside, origin in self.read(text.splitlines(), inner, (*above, file)):
                yield include["before"] + inside if inside else include["before"].rstrip(), origin

    def find(self, name: str, file: Path, above: tuple[Path, ...]) -> Path:
        """Return the file that is included.

        Raises:
            PathError: It cannot be.
        """
        content = self.page.content
        folder = content if name.startswith("/") else file.parent
        inner = find_inside(content, relpath(folder / name.lstrip("/"), content))
        if hidden := find_hidden(content, inner):
            raise PathError(f'is not included, because "{hidden}" is hidden. Rename it.')
        if not inner.is_file():
            near = inner.parent.glob("*") if inner.parent.is_dir() else ()
            names = sorted(one.name for one in near if one.is_file())
            raise PathError(f"is no file that could be included here.{suggest(inner.name, names)}")
        if inner.resolve() in {one.resolve() for one in (*above, file)}:
            raise PathError("includes this file, which would go on for ever. Remove one of the two lines.")
        if len(above) >= DEEPEST:
            raise PathError("is included too deep. Include it directly.")
        return inner

    def open(self, file: Path) -> str:
        """Return the text of a file.

        Raises:
            PathError: It is none, or too long.
        """
        if file.stat().st_size > self.left:
            raise PathError(f"makes this post longer than {LARGEST:,} characters, so it is not included.")
        try:
            text = file.read_text("utf-8-sig")
        except UnicodeDecodeError:
            raise PathError("is no UTF-8 text, so it is not included. Save it as UTF-8.") from None
        if found := find_control(text)[1]:
            raise PathError(f"has the character {found} in it, which no page can show. Remove it.")
        self.left -= len(text)
        return text

    def show(self, file: Path) -> str:
        """Return a file as its author knows it."""
        return Path(relpath(file, self.page.content.parent)).as_posix()
