"""Pelican's signals: every Markdown reader gets citations, every article and page its `references`."""

import logging
import re
from pathlib import Path
from typing import Any

from pelican import signals
from pelican.readers import MarkdownReader, Readers

from .errors import CitationsError, show_path
from .library import Library, ParsedFile, read_file
from .markdown import CitationsExtension
from .settings import Settings, read_settings

logger = logging.getLogger(__name__)

_CACHE = "_CITATIONS_CACHE"
_METADATA_LINE = re.compile(r"^[ ]{0,3}(?P<name>[A-Za-z0-9_-]+):\s*(?P<value>.*)")


def register() -> None:
    """Connect to Pelican."""
    signals.readers_init.connect(wrap_readers)


def wrap_readers(readers: Readers) -> None:
    """Make every Markdown reader one that cites."""
    try:
        settings = read_settings(readers.settings)
    except CitationsError as error:
        logger.error("%s", error)
        return
    wrapped: dict[type, type] = {}
    for extension, reader_class in list(readers.reader_classes.items()):
        if reader_class and issubclass(reader_class, MarkdownReader):
            if reader_class not in wrapped:
                wrapped[reader_class] = _make_reader(reader_class, settings)
            readers.reader_classes[extension] = wrapped[reader_class]


def _make_reader(reader_class: Any, citations: Settings) -> type:
    class CitingReader(reader_class):  # type: ignore[misc] # the class is known at run time only
        """Converts a post with the extension, its own bibliography and its own messages."""

        def read(self, source_path: Any) -> tuple[str, dict[str, Any]]:
            path = Path(source_path)
            library = find_library(self.settings, citations, path)
            self._citations = CitationsExtension(library=library, source=show_path(path), report=False)
            settings = self.settings
            markdown = settings["MARKDOWN"]
            extensions = [*markdown.get("extensions", []), self._citations]
            self.settings = {**settings, "MARKDOWN": {**markdown, "extensions": extensions}}
            try:
                content, metadata = super().read(source_path)
            finally:
                self.settings = settings
            for problem in sorted(set(self._citations.problems)):
                logger.error("%s", problem)
            return content, metadata

        def _parse_metadata(self, meta: dict[str, Any]) -> dict[str, Any]:
            """Keep the content's references, then let summaries have citations as text."""
            references = self._citations.references
            self._citations.text_only = True
            metadata: dict[str, Any] = super()._parse_metadata(meta)
            metadata["references"] = references
            return metadata

    return CitingReader


def find_library(settings: dict[str, Any], citations: Settings, path: Path) -> Library:
    """Return the works that a post can cite, each file parsed once per build.

    They come from the site's bibliography, the .bib files in the post's folder, and
    those that the post's own `bibliography` names; the later win.

    Args:
        settings: Pelican's settings, which keep what was parsed.
        citations: The plugin's settings.
        path: The post.
    """
    paths = [*citations.bibliography, *sorted(path.parent.glob("*.bib")), *_own_bibliography(path, citations)]
    unique = tuple(dict.fromkeys(Path(found) for found in paths))
    cache = settings.setdefault(_CACHE, {})
    files = [_parse_once(cache, found) for found in unique]
    key = tuple((file.path, file.stamp) for file in files)
    if key not in cache:
        cache[key] = Library.of_files(files)
    library: Library = cache[key]
    return library


def _parse_once(cache: dict[Any, Any], path: Path) -> ParsedFile:
    stamp = path.stat().st_mtime_ns if path.exists() else 0
    known: ParsedFile | None = cache.get(path)
    if known is None or known.stamp != stamp:
        known = read_file(path, stamp)
        for problem in known.problems:
            logger.error("%s", problem)
        cache[path] = known
    return known


def _own_bibliography(path: Path, citations: Settings) -> list[Path]:
    """Return the files that a post's metadata names, relative to the post or to the content folder."""
    found = []
    for name in _read_metadata(path, "bibliography"):
        beside, in_content = path.parent / name, citations.content / name
        found.append(in_content if in_content.exists() and not beside.exists() else beside)
    return found


def _read_metadata(path: Path, wanted: str) -> list[str]:
    """Read one field of a post's metadata block: several values by commas or on lines of their own."""
    values: list[str] = []
    current = ""
    for line in path.read_text(encoding="utf-8-sig", errors="replace").splitlines():
        if field := _METADATA_LINE.match(line):
            current = field["name"].lower()
            value = field["value"]
        elif line.startswith("    ") and current:
            value = line
        elif line.strip() == "---" and not current:
            continue
        else:
            break
        if current == wanted:
            values += [part.strip() for part in value.split(",") if part.strip()]
    return values

