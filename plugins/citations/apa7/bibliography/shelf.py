"""Which .bib files a post cites from, each file parsed once."""

import re
from collections.abc import Iterable
from pathlib import Path

from apa7.errors import Problem

from .cache import Cache
from .library import Library, ParsedFile, read_file

_METADATA_LINE = re.compile(r"^[ ]{0,3}(?P<name>[A-Za-z0-9_-]+)(?::|\s*=)\s*(?P<value>.*)")
_MORE = re.compile(r"^(?:[ ]*-[ ]|[ ]{4}|[ ]*(?=[\"'\]]))(?P<value>.*)")


class Shelf:
    """The .bib files of one build.

    Args:
        content: The folder with the posts; a post may name files from it.
        bibliography: What every post can cite from, the most general first.
        cache: Where parsed files are kept between builds, if anywhere.

    Attributes:
        problems: What is wrong in the files read so far.
    """

    def __init__(self, content: Path, bibliography: Iterable[Path] = (), cache: Cache | None = None) -> None:
        self.content = content
        self.bibliography = tuple(bibliography)
        self.cache = cache
        self.problems: list[Problem] = []
        self._files: dict[Path, ParsedFile] = {}
        self._libraries: dict[tuple[tuple[Path, int], ...], Library] = {}

    def library_for(self, post: Path) -> Library:
        """Return the works that a post can cite.

        They come from the site's bibliography, the .bib files in the post's folder, and
        those that the post's own `bibliography` names; the later win.
        """
        own = [self._find(post, name) for name in read_metadata(post, "bibliography")]
        paths = [*self.bibliography, *sorted(post.parent.glob("*.bib")), *own]
        files = [self._parse_once(path) for path in dict.fromkeys(paths)]
        key = tuple((file.path, file.stamp) for file in files)
        if key not in self._libraries:
            self._libraries[key] = Library.of_files(files)
        return self._libraries[key]

    def _parse_once(self, path: Path) -> ParsedFile:
        stamp = path.stat().st_mtime_ns if path.exists() else 0
        known = self._files.get(path)
        if known is None or known.stamp != stamp:
            known = self._files[path] = read_file(path, stamp, self.cache)
            self.problems += known.problems
        return known

    def _find(self, post: Path, name: str) -> Path:
        """Find a file that a post names, beside the post or in the content folder."""
        beside, in_content = post.parent / name, self.content / name
        return in_content if in_content.exists() and not beside.exists() else beside


def read_metadata(post: Path, wanted: str) -> list[str]:
    """Read one field of a post's metadata block: several values by commas or on lines of their own.

    In front matter that other tools know, YAML or TOML, they may be a list, too, and in quotation marks.

    Args:
        post: The post, a Markdown file.
        wanted: The field's name in lower case.
    """
    values: list[str] = []
    current = fence = ""
    for number, line in enumerate(post.read_text(encoding="utf-8-sig", errors="replace").splitlines()):
        if field := _METADATA_LINE.match(line):
            current = field["name"].lower()
            value = field["value"]
        elif current and (item := _MORE.match(line)):
            value = item["value"]
        elif line.strip() in ("---", "+++") and not number:
            fence = line.strip()
            continue
        elif fence and line.strip() not in (fence, "..."):
            continue
        else:
            break
        if current == wanted:
            parts = (part.strip("[]\"' \t") for part in value.split(","))
            values += [part for part in parts if part]
    return values
