"""The images of a post: where their files are and who made them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from os.path import relpath
from pathlib import Path
from posixpath import normpath
from urllib.parse import quote, unquote

from guards.addresses import split_address
from guards.characters import clean_text
from guards.images import ImageError, Picture, read_picture
from guards.tables import read_sheet
from guards.words import HINTS, Lines, shorten, suggest

from .credits import read_credits
from .errors import Problem
from .model import Credit, ImageCredit, Licence

# Pelican's marks for a file of the site (INTRASITE_LINK_REGEX).
MARK = re.compile(r"[{|](?:static|attach|filename)[|}]")


@dataclass
class Gallery:
    """The image files of a content folder and the credits that lie beside them.

    Attributes:
        content: The content folder.
        problems: What is wrong with the ``credits.toml`` files read so far.
    """

    content: Path
    problems: list[Problem] = field(default_factory=list)
    _credits: dict[Path, dict[str, Credit]] = field(default_factory=dict)
    _names: dict[Path, list[str]] = field(default_factory=dict)
    _pictures: dict[str, Picture | ImageError | None] = field(default_factory=dict)

    def find_credit(self, path: str) -> Credit | None:
        """Return what ``credits.toml`` says about an image, by its path in the content folder."""
        folder = (self.content / path).parent
        if folder not in self._credits:
            file = folder / "credits.toml"
            names = self.list_names(folder)
            self._credits[folder], problems = read_credits(read_sheet(file), self.show(file), names)
            self.problems += problems
        return self._credits[folder].get(Path(path).name)

    def look(self, path: str) -> Picture | ImageError | None:
        """Return what is known of an image, or what is wrong with it; None if there is no file."""
        if path not in self._pictures:
            file = self.content / path
            try:
                self._pictures[path] = (
                    read_picture(file) if file.name in self.list_names(file.parent) else None
                )
            except ImageError as error:
                self._pictures[path] = error
        return self._pictures[path]

    def list_names(self, folder: Path) -> list[str]:
        """Return the names of all files in a folder; none if it is none."""
        if folder not in self._names:
            try:
                self._names[folder] = [child.name for child in folder.iterdir()]
            except (OSError, ValueError):
                self._names[folder] = []
        return self._names[folder]

    def show(self, file: Path) -> str:
        """Return a file's path as its author knows it: from the folder that holds the content folder."""
        return Path(relpath(file, self.content.parent)).as_posix()


def locate(src: str, source: str) -> str | None:
    """Return the path in the content folder that an image's address names.

    Args:
        src: What the author wrote: ``images/a.png``, ``{static}images/a.png``, ``{static}/images/a.png``.
        source: The post's path in the content folder.

    Returns:
        The path; None for an address that is not of a file in the content folder.
    """
    path, marked = MARK.subn("", src, count=1)
    url = split_address(path)
    if url is None or url.scheme or url.netloc or not url.path or (url.path.startswith("/") and not marked):
        return None
    path = unquote(url.path)
    inside = normpath(path.lstrip("/") if path.startswith("/") else str(Path(source).parent / path))
    return None if inside.startswith("..") else inside


def credit_images(html: str, source: str, licence: Licence, gallery: Gallery) -> tuple[ImageCredit, ...]:
    """Return the images that a post's HTML shows and that are files of the site, each once."""
    images: dict[str, ImageCredit] = {}
    for src, alt in _Images.find(html):
        path = locate(src, source) if MARK.match(src) else None
        if path and path not in images:
            credit = gallery.find_credit(path) or Credit()
            images[path] = ImageCredit(
                path=path,
                alt=clean_text(alt),
                title=credit.title,
                author=credit.author,
                author_url=credit.author_url,
                source=credit.source,
                licence=credit.licence or licence,
            )
    return tuple(images.values())


def find_cover(metadata: Mapping[str, object], source: str, gallery: Gallery) -> tuple[str, str]:
    """Return the file of the picture that a post has above its text (`Cover:`), and what it shows.

    Args:
        metadata: The post's.
        source: Its path in the content folder, from which the picture's is read, or from that folder itself.
        gallery: Where the files are.

    Returns:
        Both "" without one, or where it is an address.
    """
    name, alt = (str(metadata.get(key) or "").strip() for key in ("cover", "image-alt"))
    near = locate(name, source) if name else None
    below = near or name.startswith("/")
    top = locate(f"{{static}}/{MARK.sub('', name).lstrip('/')}", source) if below else None
    found = next((path for path in (near, top) if path and gallery.look(path)), near or top)
    return (found, alt) if found else ("", "")


def check_files(
    images: tuple[ImageCredit, ...], lines: Lines, shown: str, gallery: Gallery
) -> Iterator[Problem]:
    """Yield what is wrong with the files of a post's images.

    Args:
        images: The images.
        lines: The post's text.
        shown: The post as its author knows it.
        gallery: Where the files are.
    """
    hints = HINTS
    for image in images:
        picture = gallery.look(image.path)
        if isinstance(picture, Picture) and not picture.notes:
            continue
        file = Path(image.path)
        line, name = lines.find(file.name, quote(file.name)), shorten(image.path)
        if picture is None:
            hints -= 1
            beside = gallery.list_names((gallery.content / file).parent) if hints >= 0 else ()
            hint = suggest(file.name, beside, 3) or " Put the file there or correct its name."
            yield Problem(shown, line, f'no image file "{name}".{hint}')
        elif isinstance(picture, ImageError):
            yield Problem(shown, line, f'the image "{name}" {picture}.')
        else:
            for note in picture.notes:
                yield Problem(shown, line, f'the image "{name}" {note}.', grave=False)


class _Images(HTMLParser):
    """Finds the address and the alternative text of each img element."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []

    @classmethod
    def find(cls, html: str) -> list[tuple[str, str]]:
        parser = cls()
        # Most posts show no image, and parsing takes time.
        if "<img" in html.lower():
            parser.feed(html)
        return parser.found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "img" and values.get("src"):
            self.found.append((values["src"] or "", values.get("alt") or ""))
