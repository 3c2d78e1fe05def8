"""Pages at the addresses where posts were: they lead to where these are now."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from functools import partial
from html import escape
from pathlib import Path
from posixpath import dirname, relpath
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from guards.paths import part_places
from guards.words import shorten

from .names import explain_target
from .outputs import Claims

PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="canonical" href="{url}">
<meta http-equiv="refresh" content="0; url={way}">
</head>
<body>
<p>This page has moved: <a href="{way}"{lang}>{title}</a></p>
</body>
</html>
"""
# What servers read instead of such pages: kind → its file, and a line of it.
LISTS = {
    "netlify": ("_redirects", "{old} {new} 301\n"),
    "nginx": ("redirects.map", "{old} {new};\n"),
    "apache": (".htaccess", 'RedirectMatch 301 "^{pattern}$" "{new}"\n'),
}


@dataclass(frozen=True)
class Former:
    """Where a post was.

    Attributes:
        written: What its author wrote.
        name: The file of the output folder that was there.
        sure: Whether the author named the address itself, and not the file that it was made of.
    """

    written: str
    name: str
    sure: bool

    @property
    def address(self) -> str:
        """Its address, from the root of the site."""
        return "/" + quote(self.name.removesuffix("index.html"))


def list_former(metadata: Mapping[str, Any], find: Callable[[str], str]) -> Iterator[Former]:
    """Yield where a post was, by its lines `Formerly:`, `Aliases:` (Hugo) and `Redirect_from:` (Jekyll).

    Args:
        metadata: The post's.
        find: Returns the file of the output folder that a file of the content folder would be written to.
    """
    files, addresses = part_places(metadata.get("formerly"))
    for file in files:
        yield Former(file, find(file), False)
    for key in ("aliases", "redirect_from"):
        addresses += part_places(metadata.get(key))[1]
    yield from (Former(address, name_page(address), True) for address in addresses)


def name_page(address: str) -> str:
    """Return the file of the output folder that a server shows at an address."""
    path = unquote(urlsplit(address).path).strip("/")
    return path if re.search(r"\.\w+$", path) else f"{path}/index.html".lstrip("/")


def find_place(
    read: Callable[[str, dict[str, Any]], dict[str, Any]],
    slugify: Callable[..., str],
    content: Any,
    file: str,
) -> str:
    """Return where a post would be written if it were still in another file of the content folder.

    Args:
        read: Returns what a path and the settings say of a post.
        slugify: Pelican's.
        content: Pelican's post or page.
        file: From the content folder.
    """
    settings = content.settings
    then, now = read(file, settings), read(str(content.relative_source_path), settings)
    # What its path does not say stands in the file, which has moved with it.
    said = {key: value for key, value in then.items() if content.metadata.get(key) == now.get(key)}
    former = copy(content)
    vars(former).pop("get_url_setting", None)
    former.metadata = {**content.metadata, **said}
    former.source_path = str(Path(settings["PATH"], file))
    vars(former).update(said)
    if "slug" not in content.metadata and settings["SLUGIFY_SOURCE"] == "basename":
        former.slug = slugify(
            Path(file).stem,
            regex_subs=settings["SLUG_REGEX_SUBSTITUTIONS"],
            preserve_case=settings["SLUGIFY_PRESERVE_CASE"],
            use_unicode=settings["SLUGIFY_USE_UNICODE"],
        )
    return str(former.save_as)


class MovedError(ValueError):
    """An address that a post cannot have had.

    Attributes:
        written: What its author wrote.
    """

    def __init__(self, written: str, reason: str) -> None:
        super().__init__(f'"{shorten(written)}" {reason}, so no page leads from there. Correct the line.')
        self.written = written


def write_moved(
    contents: Iterable[Any], find: Callable[[Any, str], str], kinds: Iterable[str], writer: Any, context: Any
) -> Iterator[tuple[Any, MovedError]]:
    """Write a page at every address where a post was, and what servers read; yield what cannot have one.

    Args:
        contents: Pelican's posts and pages that are published.
        find: Returns the file that a post would be written to from another file of the content folder.
        kinds: Of `LISTS`.
        writer: Pelican's.
        context: Pelican's.
    """
    claims = getattr(writer, "claims", None) or Claims()
    moves: dict[str, str] = {}
    for content in contents:
        written = list_former(content.metadata, partial(find, content))
        sent = (Former(url, name_page(url), False) for url in getattr(content, "former_urls", ()))
        for former in {former.name: former for former in (*sent, *written)}.values():
            reason = "cannot be the address of a page" if explain_target(former.name) else ""
            if not reason and former.name != content.save_as:
                holder = claims.find(former.name)
                reason = f"is the address of {holder}" if holder else ""
                if not holder:
                    title = getattr(content, "plain_title", "") or content.title
                    way = find_way(former.name, content.url)
                    page = write_page(title, content.lang, f"{context['SITEURL']}/{content.url}", way)
                    writer.write_file(former.name, Verbatim(page), context, moved=content)
                    if content.status == "published":
                        # Nobody is to find a hidden post in a list.
                        moves[former.address] = "/" + quote(content.url, safe="/%")
            # Other plugins know posts by the files that they were in: these lines stay.
            if reason and former.sure:
                yield content, MovedError(former.written, reason)
    for kind in kinds if moves else ():
        writer.write_file(LISTS[kind][0], Verbatim(write_list(kind, moves)), context)


class Verbatim:
    """A text that Pelican's writer can write as it writes a page."""

    def __init__(self, text: str) -> None:
        self.text = text

    def render(self, _context: Any) -> str:
        """Return the text."""
        return self.text


def find_way(name: str, url: str) -> str:
    """Return how one gets from a file of the output folder to an address, wherever the site is shown."""
    way = relpath(url or ".", dirname(name) or ".")
    return f"{way}/" if not url or url.endswith("/") else way


def write_page(title: str, language: str, url: str, way: str) -> str:
    """Return the page that leads from an old address to a new one.

    Args:
        title: The post's, as plain text.
        language: Its language.
        url: Its address.
        way: How one gets there from the page.
    """
    lang = f' lang="{escape(language)}"' if language and not language.startswith("en") else ""
    return PAGE.format(title=escape(title), url=escape(url), way=escape(way), lang=lang)


def write_list(kind: str, moves: Mapping[str, str]) -> str:
    """Return the file that a server reads.

    Args:
        kind: One of `LISTS`.
        moves: Old address → new one, both from the root.
    """
    line = LISTS[kind][1]
    return "".join(
        line.format(old=old, new=new, pattern=re.escape(unquote(old)).replace('"', '\\"'))
        for old, new in sorted(moves.items())
    )
