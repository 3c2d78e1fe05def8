"""A built site, as archives find it: its posts, what its robots.txt allows, which files there are."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from .entry import Entry, read_feeds
from .page import BuiltPage, read_page


@dataclass(frozen=True)
class BuiltPost:
    """A post of a built site.

    Attributes:
        file: Its page, relative to the site's folder.
        source: The file that its author wrote, or that of the page where it is not known.
        page: What the page says.
        entry: What a feed says of it, or None.
    """

    file: str
    source: str
    page: BuiltPage
    entry: Entry | None

    @property
    def address(self) -> str:
        """Where readers find it."""
        return self.page.lead("canonical") or (self.entry.url if self.entry else "")


class BuiltSite:
    """A site in a folder.

    Args:
        folder: The folder.
        content: Where its posts are written.
    """

    def __init__(self, folder: Path, content: Path) -> None:
        self.folder = folder
        self.content = content
        self.entries: dict[str, Entry] = {}
        for entry in read_feeds(folder):
            self.entries.setdefault(entry.url, entry)
        self.home = read_page(self._read("index.html"))
        self.address = self.home.lead("canonical").rstrip("/")
        self.sitemap = self._read("sitemap.xml")
        self.headers = self._read("_headers")
        self._robots = RobotFileParser()
        self._robots.parse(self._read("robots.txt").splitlines())

    def _read(self, name: str) -> str:
        file = self.folder / name
        return file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""

    def list_posts(self) -> Iterator[BuiltPost]:
        """Yield the pages that are posts: those that say so, and those that a feed has."""
        sources = self._name_sources()
        for file in sorted(self.folder.rglob("*.html")):
            path = file.relative_to(self.folder).as_posix()
            page = read_page(file.read_text(encoding="utf-8", errors="replace"))
            entry = self.entries.get(page.lead("canonical")) or self._find_entry(path)
            if entry or page.post or page.first("citation_title"):
                known = page.post.get("identifier", [])
                names = known if isinstance(known, list) else [known]
                source = next((sources[name] for name in names if name in sources), path)
                yield BuiltPost(path, source, page, entry)

    def _find_entry(self, path: str) -> Entry | None:
        paths = {urlsplit(url).path.lstrip("/"): entry for url, entry in self.entries.items()}
        return paths.get(path.removesuffix("index.html")) or paths.get(path)

    def _name_sources(self) -> dict[str, str]:
        """Return which file of the content folder has which id (see `record.identify`)."""
        host = urlsplit(self.address).netloc
        sources = {}
        for file in sorted(self.content.rglob("*.md")):
            name = file.relative_to(self.content).with_suffix("").as_posix()
            path = file.relative_to(self.content.parent).as_posix()
            sources[uuid.uuid5(uuid.NAMESPACE_URL, f"{host}/{name}").urn] = path
        return sources

    def allows(self, agent: str, address: str) -> bool:
        """Say whether robots.txt lets a program come."""
        return not address or self._robots.can_fetch(agent, address)

    def find_file(self, address: str, page: str) -> Path | None:
        """Return the file of an address on a page, if it is the site's; it need not be there."""
        base = f"{self.address}/{page}"
        whole = urljoin(base, address)
        if not whole.startswith(f"{self.address}/"):
            return None
        path = unquote(urlsplit(whole).path).removeprefix(urlsplit(self.address).path).lstrip("/")
        return self.folder / path

    def refuses(self, post: BuiltPost) -> str:
        """Return which word keeps archives or search engines from a page, or ""."""
        said = " ".join(post.page.meta.get("robots", ()))
        found = re.search(r"noindex|noarchive|none", f"{said} {self._find_header(post)}", re.IGNORECASE)
        return found[0].lower() if found else ""

    def _find_header(self, post: BuiltPost) -> str:
        path, said = "", []
        for line in self.headers.splitlines():
            if line[:1].strip():
                path = line.strip()
            elif "x-robots-tag" in line.lower() and path in {
                "/*",
                f"/{post.file.removesuffix('index.html')}",
            }:
                said.append(line)
        return " ".join(said)
