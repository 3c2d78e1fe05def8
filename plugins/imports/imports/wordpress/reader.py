"""A file or folder of WordPress → an `Import`."""

from __future__ import annotations

from collections.abc import Callable

from guards.paths import PathError, find_inside

from ..errors import ImportingError
from ..model import Import
from ..sources import Source
from .api import Ask, read_blog
from .export import read_export
from .posts import make_import
from .uploads import Uploads

_MARK = b"http://wordpress.org/export/"


def fits(source: Source) -> bool:
    """Say whether WordPress made it: one file, or a folder or ZIP file with it."""
    return _MARK in source.head or bool(_list_exports(source))


def _list_exports(source: Source) -> list[str]:
    names = [name for name in source.names if name.lower().endswith(".xml") and name.count("/") < 2]
    return [name for name in names[:50] if _MARK in source.read(name)[:100_000]]


def read(source: Source) -> Import:
    """Return what is in an export, or in the several that WordPress.com makes of one blog.

    Raises:
        ImportingError: It cannot be read at all.
    """
    names = [""] if _MARK in source.head else _list_exports(source)
    blogs = [read_export(source.read(name), name or source.name) for name in names]
    # WordPress.com parts a blog: pictures and blocks may stand in another file than the posts with them.
    attachments = {id: one for blog in blogs for id, one in blog.attachments.items()}
    shared = {item.id: item.html for blog in blogs for item in blog.items if item.kind == "wp_block"}
    folder = None if source.is_folder or names[0] else source.path.parent

    def read_file(path: str) -> bytes:
        if folder is None:
            return source.read(path)
        try:
            return Source(find_inside(folder, path)).read()
        except PathError as error:
            raise ImportingError(str(error)) from None

    uploads = Uploads(attachments, read_file, source.fetch)
    whole = Import("WordPress", source.name)
    for blog in blogs:
        made = make_import(blog, uploads, shared)
        whole.posts += made.posts
        whole.losses += made.losses
        whole.people |= made.people
    return whole


def read_address(address: str, ask: Ask, fetch: Callable[[str], bytes]) -> Import:
    """Return what a blog shows to everybody.

    Args:
        address: The blog's.
        ask: Returns what is at an address, and the headers of the answer.
        fetch: Returns what is at an address.

    Raises:
        ImportingError: There is no WordPress, or it does not say.
    """

    def read_file(path: str) -> bytes:
        raise ImportingError(f"{path} is not beside an address")

    blog = read_blog(address, ask)
    return make_import(blog, Uploads(blog.attachments, read_file, fetch), {})
