"""Links of posts to files of the site."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from html import unescape
from os.path import normpath
from typing import Any
from urllib.parse import unquote, urlsplit

from guards.addresses import split_address
from guards.words import shorten

from .errors import line_of
from .model import Link
from .names import explain_file
from .settings import PublicationSettings

# Those that Pelican publishes a file for.
FILES = ("static", "attach")
# Those that lead to pages; other plugins and Pelican's own tell which there are.
PAGES = ("filename", "author", "category", "tag", "index")
_TAG = re.compile(r"<[A-Za-z][^<>]*>")
# Where browsers look for files, and Pelican does not.
_UNSEEN = re.compile(
    r"""(?<![\w-])((?:[\w-]+-)?(?:srcset|style|background))\s*=\s*("[^"]*"|'[^']*')""", re.IGNORECASE
)
_MARKED = re.compile(r"""[{|](static|attach)[}|]([^\s"'(),]*)""")
_HIDING = re.compile("srcset|style|background", re.IGNORECASE)
# Pelican's pattern of a mark, where the settings have no other.
_USUAL = "[{|](?P<what>.*?)[|}]"


class LinkError(ValueError):
    """What is marked as a link to a file is none.

    Attributes:
        value: As it stands in the post.
    """

    def __init__(self, value: str) -> None:
        super().__init__(f'"{value}" is no address of a file.')
        self.value = value


class LinkPattern:
    """The pattern of a link that Pelican resolves, as that has it, but in linear time.

    In Pelican's own, a tag that is not closed is read to the end of the page, for each that is opened in it.

    Args:
        mark: The pattern of a mark, Pelican's ``INTRASITE_LINK_REGEX``.
    """

    def __init__(self, mark: str) -> None:
        self._usual = mark == _USUAL
        self._pattern = re.compile(
            rf"""
            (?P<markup><[^<>]+
                (?:href|src|poster|data|cite|formaction|action|content)\s*=\s*)
            (?P<quote>["\'])
            (?P<path>{mark}(?P<value>.*?))
            (?P=quote)""",
            re.VERBOSE,
        )

    def may_be_in(self, html: str) -> bool:
        """Say whether a text has what a mark begins with: most have not, and need not be searched."""
        return not self._usual or "{" in html or "|" in html

    def finditer(self, html: str) -> Iterator[re.Match[str]]:
        """Yield the links of a text."""
        return self._pattern.finditer(html) if self.may_be_in(html) else iter(())

    def sub(self, write: Callable[[re.Match[str]], str], html: str) -> str:
        """Return a text with its links written anew."""
        return self._pattern.sub(write, html) if self.may_be_in(html) else html

    def __getattr__(self, name: str) -> Any:
        # Another plugin may ask for more.
        return getattr(self._pattern, name)


@lru_cache(maxsize=8)
def make_pattern(mark: str) -> LinkPattern:
    """Return the pattern of a link, as `LinkPattern` has it."""
    return LinkPattern(mark)


def read_links(html: str, pattern: LinkPattern, folder: str) -> Iterator[Link]:
    """Yield the links of a text to files of the site.

    Args:
        html: The text.
        pattern: Of a link.
        folder: That of the post, from the content folder.

    Raises:
        LinkError: A link is none.
    """
    for found in pattern.finditer(html):
        what, value = found["what"], found["value"]
        yield Link(what, value, tuple(name_files(value, folder)) if what in (*FILES, "filename") else ())
    for tag in _TAG.finditer(html) if _MARKED.search(html) and _HIDING.search(html) else ():
        for attribute in _UNSEEN.finditer(tag[0]):
            for mark in _MARKED.finditer(attribute[2]):
                yield Link(mark[1], mark[2], (), attribute[1])


def name_files(value: str, folder: str) -> Iterator[str]:
    """Yield the files that a link may mean, from the content folder, as Pelican tries them."""
    for text in (value, unescape(value)):
        if split_address(text) is None:
            raise LinkError(value)
        path = urlsplit(text).path
        for name in (path, unquote(path)):
            yield (
                normpath(name.lstrip("/") if name.startswith("/") else f"{folder or '.'}/{name}")
                if name
                else "."
            )


def find_line(text: str, link: Link) -> int:
    """Return the line of a post's file in which a link stands."""
    return line_of(text, link.value, unescape(link.value), unquote(unescape(link.value)))


def find_links(content: Any) -> Iterator[tuple[Link, str]]:
    """Yield the links of a post, each with the line of the header that has it; "" for the text."""
    pattern = make_pattern(content.settings["INTRASITE_LINK_REGEX"])
    texts = {
        "": content._content,
        **{key: content.metadata.get(key) for key in content.settings["FORMATTED_FIELDS"]},
    }
    for key, text in texts.items():
        if isinstance(text, str) and pattern.may_be_in(text):
            for link in read_links(text, pattern, content.relative_dir):
                yield link, key


def explain_link(link: Link, settings: PublicationSettings, context: dict[str, Any]) -> str:
    """Return why what a link leads to is not published."""
    if link.where:
        return f"stands in {link.where}, where {{{link.what}}} is not understood"
    if link.what not in FILES:
        marks = ", ".join(f"{{{mark}}}" for mark in (*FILES, *PAGES))
        return f"has the mark {{{shorten(link.what)}}}, and there are only {marks}"
    reasons = [explain_file(settings.content, name, settings.named) for name in link.names]
    if any(name in context["generated_content"] for name in link.names):
        return "is a post, and {filename} leads to posts"
    return next((reason for reason in reasons if reason and reason != "is not there"), "") or "is not there"


def is_lost(link: Link, static: Mapping[str, Any]) -> bool:
    """Say whether no reader can find what a link leads to, as far as files go.

    Args:
        link: The link.
        static: The files that are published as they are, by their names.
    """
    # Others are no marks but data, such as JSON in an attribute.
    meant = link.what not in PAGES and re.fullmatch(r"\w+", link.what)
    return bool(meant) and not any(static.get(name) for name in link.names)


def unmark(content: Any, key: str, link: Link) -> None:
    """Take the mark off a link, so that Pelican does not tell it again, without its place."""
    pattern = make_pattern(content.settings["INTRASITE_LINK_REGEX"])

    def write(found: Any) -> str:
        if found["what"] != link.what or found["value"] != link.value:
            return str(found[0])
        return f"{found['markup']}{found['quote']}{found['value']}{found['quote']}"

    if key:
        content.metadata[key] = pattern.sub(write, content.metadata[key])
        setattr(content, "_summary" if key == "summary" else key, content.metadata[key])
    else:
        content._content = pattern.sub(write, content._content)
