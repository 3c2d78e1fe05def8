"""Links from one post to another: ``{filename}other.md`` must lead to something readers may read."""

import re
from collections.abc import Iterator, Mapping
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import unquote

from guards.addresses import split_address
from guards.words import HINTS, suggest

BARE = re.compile(r"""<a\s[^<>]*href=(["'])(?P<target>(?![a-z]+:|//|[{|/])[^"'#?]+\.md)(?=[#?"'])""")
LINK = re.compile(r"""=\s*(["'])[{|]filename[|}](?P<target>.*?)\1""")


def find_broken_links(
    content: Any, known: Mapping[str, Any], static: Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    """Yield each link of a post or page that leads nowhere, or to a draft, and what to do about it.

    Args:
        content: Pelican's article or page.
        known: Pelican's posts and pages by their file; None for a file that could not be read.
        static: The files that Pelican publishes as they are: ``{filename}`` may name them, too.
    """
    wrong = 0
    html = content._content + str(content.metadata.get("summary", ""))
    for target in dict.fromkeys(match["target"] for match in BARE.finditer(html)):
        yield target, f'a link to "{target}" leads nowhere on the site. Write "{{filename}}{target}".'
    for target in dict.fromkeys(match["target"] for match in LINK.finditer(html)):
        file = locate(target, content.relative_source_path)
        other = known.get(file)
        if other is None and file in known:
            yield (
                target,
                f'"{file}" could not be read, so nothing can link to it. Correct that file first.',
            )
        elif other is None and file not in static:
            wrong += 1
            hint = (
                suggest(file, known if wrong <= HINTS else ())
                or " Check the name, or remove the link until it exists."
            )
            yield target, f'no post or page "{file}" to link to.{hint}'
        elif other is not None and other.status == "draft" and content.status != "draft":
            advice = "Publish it, or remove the link until then."
            yield target, f'"{file}" is not published yet, so readers would find a draft. {advice}'


def locate(target: str, source: str) -> str:
    """Return the file that a link means, from the content folder.

    Args:
        target: As it is written.
        source: The file that it stands in.
    """
    parts = split_address(target)
    path = unquote(parts.path if parts else target)
    return normpath(path.lstrip("/") if path.startswith("/") else join(dirname(source), path))
