"""A built page, as programs read it that run no scripts."""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

# What has no end, so that nothing is in it.
VOID = {
    *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"),
}
EMBEDDED = {"audio", "embed", "iframe", "object", "video"}


@dataclass
class Work:
    """An entry of a reference list: its text, and its first link that leads out of the page."""

    text: str = ""
    address: str = ""


@dataclass
class BuiltPage:
    """What a page says.

    Attributes:
        meta: The contents of its meta tags, by name or property.
        links: Relation, address and media type of each link in its head.
        described: What its JSON-LD describes.
        works: Its reference list.
        loaded: The addresses of what it shows or runs: element, address.
        late: What it shows only by a script: images without a source, and the like.
        language: Of the page.
        words: How many words it has.
    """

    meta: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    links: list[tuple[str, str, str]] = field(default_factory=list)
    described: list[dict[str, Any]] = field(default_factory=list)
    works: list[Work] = field(default_factory=list)
    loaded: list[tuple[str, str]] = field(default_factory=list)
    late: list[str] = field(default_factory=list)
    language: str = ""
    words: int = 0

    def first(self, name: str) -> str:
        """Return the content of the first meta tag of a name, or ""."""
        return next(iter(self.meta.get(name, ())), "")

    def lead(self, relation: str) -> str:
        """Return the address of the first link of a relation, or ""."""
        return next((address for said, address, _ in self.links if relation in said.split()), "")

    @property
    def post(self) -> dict[str, Any]:
        """What is said of the post, if it is one."""
        return next((one for one in self.described if one.get("@type") == "BlogPosting"), {})


class PageReader(HTMLParser):
    """Fills a `BuiltPage`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = BuiltPage()
        self._open: list[tuple[str, str]] = []
        self._script: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag says."""
        found = {name: value or "" for name, value in attrs}
        classes = found.get("class", "").split()
        page = self.page
        if tag == "html":
            page.language = found.get("lang", "")
        elif tag == "meta":
            page.meta[found.get("name") or found.get("property", "")].append(found.get("content", ""))
        elif tag == "link":
            page.links.append((found.get("rel", ""), found.get("href", ""), found.get("type", "")))
            if found.get("rel") in {"stylesheet", "icon", "preload"}:
                page.loaded.append((tag, found.get("href", "")))
        elif tag == "script":
            if found.get("type") == "application/ld+json":
                self._script = []
            elif found.get("src"):
                page.loaded.append((tag, found["src"]))
        elif tag == "img":
            if found.get("src", "data:").startswith("data:") and (found.keys() & {"data-src", "data-srcset"}):
                page.late.append(found.get("alt") or found.get("data-src", "") or "an image")
            elif found.get("src"):
                page.loaded.append((tag, found["src"]))
        elif tag in EMBEDDED:
            page.loaded.append((tag, found.get("src") or found.get("data", "")))
        elif tag == "a" and self._in("csl-entry") and page.works and "backlink" not in classes:
            page.works[-1].address = page.works[-1].address or found.get("href", "")
        if "csl-entry" in classes and self._in("csl-bib-body"):
            page.works.append(Work())
        if tag not in VOID:
            self._open.append((tag, " ".join(classes)))

    def handle_endtag(self, tag: str) -> None:
        """Close what is open; what was never opened is nothing to us."""
        if tag == "script" and self._script is not None:
            self._describe("".join(self._script))
            self._script = None
        if any(name == tag for name, _ in self._open[-200:]):
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Count words, and keep those of works."""
        if self._script is not None:
            self._script.append(data)
            return
        names = {name for name, _ in self._open[-50:]}
        if names & {"script", "style", "head"}:
            return
        self.page.words += len(data.split())
        if self.page.works and self._in("csl-entry") and not self._in("backlink"):
            self.page.works[-1].text += data

    def _in(self, name: str) -> bool:
        return any(name in classes.split() for _, classes in self._open[-50:])

    def _describe(self, text: str) -> None:
        try:
            said = json.loads(text)
        except ValueError:
            return
        self.page.described += [
            one for one in (said if isinstance(said, list) else [said]) if isinstance(one, dict)
        ]


def read_page(html: str) -> BuiltPage:
    """Return what a page says."""
    reader = PageReader()
    reader.feed(html)
    reader.close()
    return reader.page
