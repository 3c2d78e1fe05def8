"""The Python-Markdown extension: it loads the rooms of what a text has in it, and no others."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any, NamedTuple

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from . import inclusion
from .inclusion import Includes
from .model import Page, Way

WAYS = (
    Way("formulas", ("$", "\\(", "\\["), r"\$[^\s$][^$]*\$|\$\$|\\[$(\[]"),
    Way("highlighting", ("```", "~~~"), r"^(?:`{3,}|~{3,})[ ]*\{?\.?\w"),
    Way(
        "players",
        ("://", "](", "]["),
        r"^ {0,3}(?:!?\[|<?https?://)[^\n]*(?:youtu|vimeo|archive\.org/|spotify|soundcloud|podcasts\."
        r"|/w/|/videos/|\.(?:mp[34]|m4[av]|webm|og[gva]|mov|aac|opus|wav|flac))",
    ),
    Way("figures", ("#fig-", "#tbl-", "\n: ", "\nTable: "), r"#(?:fig|tbl)-|\|[ \t]*\n\s*\n(?:Table)?: "),
    Way(
        "labels",
        ("#fig-", "#tbl-", "#eq-", "#lst-", "@"),
        r"[#@](?:[Ff]ig|[Tt]bl|[Ee]q|[Ll]st|[Ss]ec)-",
    ),
    Way("notes", ("^[",)),
    Way("divs", (":::", "[!", "!!!", "???"), r"^ {0,3}(?::::|> ?\[!|!!!|\?\?\?)"),
    Way("poems", ("| ",), r"^ {0,3}\| "),
    Way(
        "quotations",
        ("\n>", "\n >", "poem", "verse", "\n| "),
        r"^ {0,3}(?:>[> ]*|\| *)?(?:[—–―]|-{2,3} |\[[^\]\n]*@)",
    ),
    Way("tasks", ("[ ]", "[x]", "[X]"), r"^[ \t>]*(?:[-*+]|\d+[.)]) +\[[ xX]\]"),
    # Neither footnotes nor the folder of somebody in an address.
    Way("strokes", ("~", "^"), r"[~^](?<![/\[].)"),
)
"""All ways of writing, in the order in which their rooms change the lines of a text."""

PRIORITY = 26
"""After the header (27) and before fenced code (25) is taken out of a text."""


class WritingExtension(Extension):
    """Reads what scholars write.

    Attributes:
        page: The text that is converted; set anew before each.
    """

    forgets = True

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.page = Page()

    def __deepcopy__(self, memo: dict[int, Any]) -> WritingExtension:
        """Stay one where settings are copied, so that whoever made it learns what it finds."""
        return self

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        """Register with Python-Markdown."""
        md.preprocessors.register(Includes(md, self.page), "writing-includes", inclusion.PRIORITY)
        md.preprocessors.register(_Begin(md, self.page), "writing", PRIORITY)


class _Begin(Preprocessor):
    """Looks which ways of writing a text has; what belongs to others takes no part in it."""

    forgets = True

    def __init__(self, md: Markdown, page: Page) -> None:
        super().__init__(md)
        self.page = page
        self.loaded: dict[str, list[Part]] = {}
        self.present: set[str] = set()

    def run(self, lines: list[str]) -> list[str]:
        page = self.page
        # Pelican takes `meta` out when it converts the fields of a header.
        page.brief = "meta" not in self.md.preprocessors
        text = "\n".join(("", *lines))
        present = [way.room for way in WAYS if way.is_in(text)]
        self.leave(self.present.difference(present))
        stated = getattr(self.md, "Meta", {}).get("lang")
        page.begin(text, str(stated[0]) if stated else "")
        for room in present:
            self.join(room)
            if rewrite := page.rewrites.get(room):
                lines = rewrite(lines)
        return lines

    def leave(self, rooms: set[str]) -> None:
        """Take out what belongs to rooms: a page is the same, whatever other pages were read before it."""
        for room in rooms:
            for part in self.loaded[room]:
                part.registry.deregister(part.name)
        self.present -= rooms

    def join(self, room: str) -> None:
        """Let what belongs to a room take part; load it if it is the first time."""
        if room in self.present:
            return
        self.present.add(room)
        if room in self.loaded:
            for part in self.loaded[room]:
                part.registry.register(part.item, part.name, part.priority)
            return
        known = {(part.registry, part.name) for part in list_parts(self.md)}
        import_module(f".{room}", __package__).extend(self.md, self.page)
        self.loaded[room] = [part for part in list_parts(self.md) if (part.registry, part.name) not in known]


class Part(NamedTuple):
    """Something that takes part in converting: where it is registered, and how."""

    registry: Any
    item: Any
    name: str
    priority: float


def list_parts(md: Markdown) -> Iterator[Part]:
    """Yield all that takes part."""
    registries: tuple[Any, ...] = (
        md.preprocessors,
        md.parser.blockprocessors,
        md.treeprocessors,
        md.inlinePatterns,
        md.postprocessors,
    )
    for registry in registries:
        # Whoever asks for the items has them sorted.
        for item, (name, priority) in zip(list(registry), registry._priority, strict=True):
            yield Part(registry, item, name, priority)
