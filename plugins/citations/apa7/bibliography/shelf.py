"""Which .bib files a post cites from, each file parsed once."""

import fnmatch
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from apa7.errors import Problem, shorten, show_path
from guards.paths import PathError, find_inside, require_inside

from .cache import Cache
from .library import Library, ParsedFile, read_file
from .patterns import late

_METADATA_LINE = late(r"^[ ]{0,3}(?P<name>[A-Za-z0-9_-]+)(?::|\s*=)\s*(?P<value>.*)")
_MORE = late(r"^(?:[ ]*-[ ]|[ ]{4}|[ ]*(?=[\"'\]]))(?P<value>.*)")


class Shelf:
    """The .bib files of one build.

    Args:
        content: The folder with the posts; a post may name files from it.
        bibliography: What every post can cite from, the most general first.
        cache: Where parsed files are kept between builds, if anywhere.
        capitals: Names that keep their capitals in titles, besides those that are known.

    Attributes:
        problems: What is wrong in the files read so far.
    """

    def __init__(
        self,
        content: Path,
        bibliography: Iterable[Path] = (),
        cache: Cache | None = None,
        capitals: Iterable[str] = (),
    ) -> None:
        self.capitals = tuple(capitals)
        self.content = content
        self.bibliography = tuple(bibliography)
        self.cache = cache
        self.problems: list[Problem] = []
        self._files: dict[Path, ParsedFile] = {}
        self._libraries: dict[tuple[tuple[Path, int], ...], Library] = {}
        self._posts: dict[Path, Library] = {}

    def library_for(self, post: Path, text: str | None = None) -> Library:
        """Return the works that a post can cite.

        They come from the site's bibliography, the .bib files in the post's folder, and
        those that the post's own `bibliography` names; the later win.

        Args:
            post: The post, a Markdown file.
            text: What it says, if that is known.
        """
        paths = [*self.bibliography, *self._beside(post), *self._named_in(post, text)]
        files = [self._parse_once(path) for path in dict.fromkeys(paths)]
        key = tuple((file.path, file.stamp) for file in files)
        if key not in self._libraries:
            library = self._libraries[key] = Library.of_files(files, self.capitals)
            self.problems += library.between
        self._posts[post] = self._libraries[key]
        return self._libraries[key]

    def library_of(self, post: Path) -> Library:
        """Return what `library_for` has returned for this post, since `forget_posts`."""
        return self._posts[post] if post in self._posts else self.library_for(post)

    def forget_posts(self) -> None:
        """Begin another build, in which posts may have other works."""
        self._posts.clear()

    def _parse_once(self, path: Path) -> ParsedFile:
        stamp = 0
        with suppress(OSError):
            stamp = path.stat().st_mtime_ns
        known = self._files.get(path)
        if known is None or known.stamp != stamp:
            known = self._files[path] = read_file(path, stamp, self.cache)
            self.problems += known.problems
        return known

    def _beside(self, post: Path) -> Iterator[Path]:
        """Find the files in a post's folder; a link that leaves the site's content may be anybody's."""
        advice = "Put the file itself there: nothing from elsewhere is published."
        names: list[str] = []
        with suppress(OSError):
            names = sorted(fnmatch.filter(os.listdir(post.parent), "*.bib"))  # noqa: PTH208 - names alone
        for path in map(post.parent.joinpath, names):
            try:
                if path not in self.bibliography:
                    require_inside(self.content, path)
                yield path
            except PathError as error:
                self.problems.append(Problem(show_path(path), 0, f"{error}. {advice}"))

    def _named_in(self, post: Path, text: str | None) -> Iterator[Path]:
        """Find the files that a post names, beside the post or in the content folder."""
        for name in read_metadata(post, "bibliography", text):
            try:
                beside = post.parent / name
                in_content = find_inside(self.content, name) if not _is_there(beside) else beside
                path = in_content if _is_there(in_content) else beside
                if path not in self.bibliography:
                    require_inside(self.content, path)
                yield path
            except PathError as error:
                lines = post.read_text(encoding="utf-8-sig", errors="replace").split("\n")
                line = next((number for number, text in enumerate(lines, 1) if name in text), 1)
                message = f'the bibliography "{shorten(name)}" {error}; name a file in the content folder'
                self.problems.append(Problem(show_path(post), line, message))


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def read_metadata(post: Path, wanted: str, text: str | None = None) -> list[str]:
    """Read one field of a post's metadata block: several values by commas or on lines of their own.

    In front matter that other tools know, YAML or TOML, they may be a list, too, and in quotation marks.

    Args:
        post: The post, a Markdown file.
        wanted: The field's name in lower case.
        text: What the post says, if that is known.
    """
    values: list[str] = []
    current = fence = ""
    if text is None:
        text = post.read_text(encoding="utf-8-sig", errors="replace")
    for number, line in enumerate(text.splitlines()):
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
