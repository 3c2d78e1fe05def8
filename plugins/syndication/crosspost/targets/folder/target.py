"""A republishing kit in a folder: what a partner can paste or import, without an account anywhere."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import ClassVar

from crosspost.contract import Finding, Rooms, TargetSettings
from crosspost.errors import RefusedError
from crosspost.files import file_name, hash_text, prune_folder
from crosspost.model import Delivery, Holding, Image, Post
from crosspost.options import read_options
from crosspost.targets import KINDS
from crosspost.targets.images import read_image
from crosspost.text.links import replace_links
from crosspost.text.mark import read_mark, read_marks
from crosspost.text.verbatim import keep_html
from crosspost.text.whose import name_forms
from guards.characters import find_unfit
from guards.paths import PathError, require_inside
from guards.stamps import UNKNOWN, read_notes, write_notes, write_stamp
from guards.whole import is_part, read_file, walk_files, write_file

# What was withdrawn, in the target's folder.
TRASH = ".trash"

PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<link rel="canonical" href="{url}">
</head>
<body>
<main>
<h1>{title}</h1>
{html}
</main>
</body>
</html>
"""


def open_target(settings: TargetSettings, rooms: Rooms, secret: Callable[[], str]) -> FolderTarget:
    """Return the target; it takes no options and no secret."""
    read_options(settings, KINDS["folder"].options)
    return FolderTarget(
        rooms.copies / settings.name, rooms.output, rooms.seen / f"{settings.name}.import.json"
    )


class FolderTarget:
    """A folder per post, and an import file for all of them."""

    keeps: ClassVar[Mapping[str, str]] = {}

    def __init__(self, folder: Path, output: Path, note: Path) -> None:
        """Take the target's folder, the one with the site's files, and the note of its import file."""
        self.folder = folder
        self.output = output
        self.note = note

    def holds(self, holding: Holding) -> bool:
        """Look whether the copy is there."""
        try:
            return (self.place(holding.id) / "post.html").is_file()
        except RefusedError:
            return False

    def find(self, delivery: Delivery) -> Holding | None:
        """Look for this version in its folder; another may be written over, so it does not count."""
        name = file_name(delivery.post.id)
        try:
            html = read_file(self.place(name) / "post.html").decode()
        except (OSError, ValueError):
            return None
        mark = read_mark(html, delivery.marker)
        if mark is None or mark.version != delivery.version:
            return None
        return Holding(name, "", False, delivery.version, "")

    def create(self, delivery: Delivery) -> Holding:
        """Write the copy's folder."""
        name = file_name(delivery.post.id)
        folder, post = self.place(name), delivery.post
        self.require_ours(folder, post.id)
        images = {image.url: image for image in (*post.images, *filter(None, [post.cover])) if image.reuse}
        files = {f"images/{image_name(image)}": read_image(self.output, image) for image in images.values()}
        local = replace_links(
            post.html, lambda url: f"images/{image_name(images[url])}" if url in images else url
        )
        page = PAGE.format(
            language=escape(post.language or "en"), title=escape(post.title), url=escape(post.url), html=local
        )
        files = {
            # First, because a folder is known as ours by it.
            "index.html": page.encode(),
            **files,
            "licence.txt": write_licence(post).encode(),
            "post.txt": f"{post.title}\n\n{post.text}".encode(),
            # Last, because a copy is known by it.
            "post.html": f"{keep_html(post.html)}\n".encode(),
        }
        for path, data in files.items():
            self.require_own((folder / path).parent)
            write_file(folder / path, data)
        prune_folder(folder, {folder / path for path in files})
        return Holding(name, "", False, delivery.version, "")

    def update(self, delivery: Delivery, known: Holding, overwrite: bool) -> Holding:
        """Write the copy's folder anew; what was changed in it by hand is a draft of nobody."""
        holding = self.create(delivery)
        if known.id != holding.id:
            # A Mac has spelt its name in another form.
            self.withdraw(known, overwrite)
        return holding

    def withdraw(self, known: Holding, overwrite: bool) -> Holding:
        """Put the copy's folder into the kit's own trash, where it stays."""
        import shutil

        folder, trash = self.place(known.id), self.folder / TRASH / known.id
        if folder.is_dir():
            self.require_ours(folder, known.post)
            self.require_own(trash.parent)
            shutil.rmtree(trash, ignore_errors=True)
            trash.parent.mkdir(parents=True, exist_ok=True)
            folder.replace(trash)
        return replace(known, public=False)

    def restore(self, delivery: Delivery, known: Holding, overwrite: bool = False) -> Holding:
        """Write the copy's folder anew."""
        return self.create(delivery)

    def read(self, known: Holding) -> tuple[Holding, str] | None:
        """Return the copy, whatever its words: nobody is asked before it is written over."""
        if not self.holds(known):
            return None
        path = self.place(known.id) / "post.txt"
        return known, path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""

    def check(self) -> Iterator[Finding]:
        """Look whether the folder can be written."""
        place = next(folder for folder in (self.folder, *self.folder.parents) if folder.exists())
        if os.access(place, os.W_OK):
            yield Finding(True, f"{self.folder} can be written")
        else:
            yield Finding(False, f"{place} cannot be written. Set its permissions.")

    def close(self, deliveries: Sequence[Delivery]) -> None:
        """Write the import file, unless nobody has touched it since it was written for the same posts."""
        path = self.folder / "wordpress.xml"
        program = write_stamp(Path(__file__).with_name("wxr.py"))
        made_of = hash_text(program, *(f"{delivery.post.id} {delivery.version}" for delivery in deliveries))
        note = {"made_of": made_of, "stamp": write_stamp(path)}
        known = UNKNOWN not in (program, note["stamp"])
        if known and read_notes(self.note) == note:
            return
        from .wxr import write_wxr

        data = write_wxr([delivery.post for delivery in deliveries]).encode()
        if not write_file(path, data) and known:
            write_notes(self.note, note)

    def require_ours(self, folder: Path, post_id: str) -> None:
        """Refuse a folder with files that are none of our copy.

        Raises:
            RefusedError: It is one.
        """
        self.require_own(folder)
        if all(is_part(entry.name) for _, entry in walk_files(folder)):
            return
        for name in ("index.html", "post.html"):
            with suppress(OSError, ValueError):
                markers = read_marks(read_file(folder / name).decode())
                if not post_id or {marker.rpartition(":")[2] for marker in markers} & name_forms(post_id):
                    return
        raise RefusedError(f"{folder} holds files that are not ours. Move them away.")

    def require_own(self, folder: Path) -> None:
        """Refuse a folder that a link leads out of ours.

        Raises:
            RefusedError: It does.
        """
        try:
            require_inside(self.folder, folder)
        except PathError as error:
            raise RefusedError(f"{folder} {error}. Remove that link.") from None

    def place(self, name: str) -> Path:
        """Return the folder of a copy.

        Raises:
            RefusedError: The name, such as one in a ledger that was edited, leads somewhere else.
        """
        if not name or name.startswith(".") or Path(name).name != name or find_unfit(name):
            raise RefusedError(f'"{name}" cannot be the name of a folder in {self.folder}.')
        return self.folder / name


def image_name(image: Image) -> str:
    """Return an image's name in the kit; two images of one name stay apart."""
    path = Path(image.path)
    return f"{path.stem}-{image.sha256[:8]}{path.suffix}"


def write_licence(post: Post) -> str:
    """Return how the post and its images may be reused, as plain text."""
    lines = [post.attribution_text or f"{post.title}. {', '.join(post.authors)}. {post.url}"]
    if post.licence:
        lines.append(f"Licence: {post.licence.name} ({post.licence.spdx}) {post.licence.url}")
    lines.append(f"First published at {post.url}. Please keep the notice and the links.")
    cover = () if post.cover is None or post.cover in post.images else (post.cover,)
    for image in (*post.images, *cover):
        name = image_name(image) if image.reuse else f"{image.path} (not to be copied: link to it)"
        lines.append(": ".join(filter(None, [name, image.credit or image.licence or "licence of the post"])))
    return "\n".join(lines) + "\n"
