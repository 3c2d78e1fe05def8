"""The text of a post of another tool, as Markdown of this site."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote

from .. import places
from ..markup.finds import Finds
from ..model import Image
from .code import part_code
from .foreign import write_hugo, write_jekyll

PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg")
_TARGET = re.compile(
    r"(?P<before>\]\(\s*|^ {0,3}\[[^\[\]\n]{1,200}\]:[ \t]*|<img\b[^<>]{0,500}?\bsrc=[\"'])"
    r"(?P<target><[^<>\n]*>|[^\s()<>\"']+(?:\([^\s()<>\"']*\)[^\s()<>\"']*)*)",
    re.MULTILINE,
)
_BRACKETS = re.compile(r"\[@@?[ \t]*(?P<key>\w[^\[\]\n@]{0,200}?)[ \t]*\](?![(\[])")
_CELL = re.compile(r"(?P<begin>[ \t>]*(?:`{3,}|~{3,}))\{(?P<language>[a-z]+)[^{}\n]*\}", re.IGNORECASE)
_LABELS = ("fig-", "tbl-", "eq-", "lst-", "sec-", "thm-", "exm-", "def-")
_HOMES = ("", "static", "assets", "content", "images", "source")


@dataclass
class Surroundings:
    """What is around a text.

    Attributes:
        name: Its file, from the folder that is imported.
        names: All files of that folder.
        posts: Those that are posts.
        stems: Name of a post, without folder and ending → those that have it.
        read: Returns what is in a file.
        name_work: Returns the key of a work in this import, by the key that it has there; "" if none has it.
        first_work: Returns that of the first work in a file.
        pandoc: Whether an `@` cites there, as in Pandoc.
    """

    name: str
    names: set[str]
    posts: set[str]
    stems: dict[str, list[str]]
    read: Callable[[str], bytes]
    name_work: Callable[[str], str]
    first_work: Callable[[str], str]
    pandoc: bool

    def resolve(self, target: str) -> str:
        """Return the file that a target leads to; "" if it leads elsewhere."""
        # Pelican's own words for where a file is.
        plain = re.sub(r"^[{|](?:static|attach|filename)[}|]", "", target)
        path = unquote(plain.partition("#")[0].partition("?")[0])
        if not path or re.match(r"[a-z][a-z\d+.-]*:|//|[{#]", path, re.IGNORECASE):
            return ""
        homes = _HOMES if path.startswith("/") else (posixpath.dirname(self.name), *_HOMES)
        for home in homes:
            found = posixpath.normpath(posixpath.join(home, path.lstrip("/")))
            ways = (found, f"{found}.md", f"{found}.qmd", f"{found}/index.md", f"{found}/index.qmd")
            if there := next((way for way in ways if way in self.names), ""):
                return there
        # As Hugo's `ref` finds a page.
        alike = self.stems.get(posixpath.basename(path), [])
        return alike[0] if len(alike) == 1 and "." not in path else ""


def write_text(text: str, line: int, around: Surroundings, finds: Finds) -> str:
    """Return a text as Markdown, with marks.

    Args:
        text: Below its header.
        line: Where it begins in its file.
        around: What is around it.
        finds: Gets its pictures and losses.
    """
    done: list[str] = []
    for part, plain in part_code(text):
        done.append(_Words(part, line, around, finds).write() if plain else _write_code(part, line, finds))
        line += part.count("\n")
    return "".join(done)


def _write_code(part: str, line: int, finds: Finds) -> str:
    found = _CELL.match(part)
    if not found:
        return part
    told = finds.lose("what this code makes is not here: put its result in", line)
    first, newline, rest = part.partition("\n")
    return f"{found['begin']}{found['language'].lower()}{newline}{told}{rest}" if newline else first


class _Words:
    """A part of a text that is no code."""

    def __init__(self, text: str, line: int, around: Surroundings, finds: Finds) -> None:
        self.text, self.line, self.around, self.finds = text, line, around, finds

    def write(self) -> str:
        text = self.text
        if "{{" in text:
            text = write_hugo(text, self.tell, self.name_work, self.find_publication)
        if "{%" in text:
            text = write_jekyll(text, self.tell, self.name_work)
        text = _TARGET.sub(self.lead, text)
        return self.name_mentions(text) if "@" in text else text

    def tell(self, message: str, at: int) -> str:
        return self.finds.lose(message, self.line + self.text.count("\n", 0, at))

    def name_work(self, key: str) -> str:
        found = self.around.name_work(key)
        return places.work(found or _brace(key))

    def find_publication(self, page: str) -> str:
        """Return the work of a page of Wowchemy's, which has its entry in `cite.bib` beside it."""
        names = (f"{home}/{page.strip('/')}/cite.bib".lstrip("/") for home in ("content", "content/en", ""))
        found = next((key for name in names if (key := self.around.first_work(name))), "")
        return places.work(found) if found else ""

    def lead(self, found: re.Match[str]) -> str:
        target = found["target"].strip("<>")
        there = self.around.resolve(target)
        if there in self.around.posts:
            _, sign, anchor = target.partition("#")
            return f"{found['before']}{places.link(f'import:/{there}{sign}{anchor}')}"
        if there.lower().endswith(PICTURES):
            return f"{found['before']}{self.finds.keep(there, self.make_image)}"
        if there:
            told = self.tell(f"the file {there} was not copied: put it where readers find it", found.start())
            return f"{told}{found[0]}"
        return found[0]

    def make_image(self, name: str) -> Image:
        return Image(name, posixpath.basename(name), lambda: self.around.read(name))

    def name_mentions(self, text: str) -> str:
        """Name all works that are cited as in Pandoc, or, elsewhere, escape what would become a citation."""
        from apa7.syntax import MENTION

        if not self.around.pandoc:
            text = _BRACKETS.sub(self.name_alone, text)

        def name(found: re.Match[str]) -> str:
            key = found["key"].strip("{}")
            if not self.around.pandoc:
                return found[0].replace("@", r"\@", 1)
            if key.startswith(_LABELS):
                return found[0]
            there = self.around.name_work(key)
            return found[0].replace(f"@{found['key']}", f"@{places.work(there)}") if there else found[0]

        return MENTION.sub(name, text)

    def name_alone(self, found: re.Match[str]) -> str:
        """Name the work in brackets of pelican-cite, which have one key and nothing else."""
        there = self.around.name_work(found["key"])
        return f"[@{places.work(there)}]" if there else found[0]


def _brace(key: str) -> str:
    return key if re.fullmatch(r"\w(?:\w|[:.#$%&\-+?<>~/](?=\w))*", key) else f"{{{key}}}"
