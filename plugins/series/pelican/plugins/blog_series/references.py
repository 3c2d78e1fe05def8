"""Links from one post to another: ``{filename}other.md`` must lead to something readers may read."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from posixpath import normpath
from typing import Any
from urllib.parse import unquote, urlsplit

from .errors import Problem, line_of, suggest

LINK = re.compile(r"""=\s*(["'])[{|]filename[|}](?P<target>.*?)\1""")


def check_links(content: Any, known: Mapping[str, Any], text: str, path: str) -> Iterator[Problem]:
    """Yield a problem for each broken link of a post or page to another.

    Args:
        content: Pelican's article or page.
        known: Pelican's posts and pages by their file; None for a file that could not be read.
        text: The text of the file, to find the line.
        path: The file as its author knows it.
    """
    html = content._content + str(content.metadata.get("summary", ""))
    targets = dict.fromkeys(match["target"] for match in LINK.finditer(html))
    for target in targets:
        file = _file(target, content.relative_source_path)
        other = known.get(file)
        where = Problem(path, line_of(text, target), "")
        if other is None and not _is_static(file, content):
            hint = suggest(file, known) or " Check the name, or remove the link until it exists."
            yield _say(where, f'no post or page "{file}" to link to.{hint}')
        elif other is not None and other.status == "draft" and content.status != "draft":
            advice = "Publish it, or remove the link until then."
            yield _say(where, f'"{file}" is not published yet, so readers would find a draft. {advice}')


def _file(target: str, source: str) -> str:
    path = unquote(urlsplit(target).path)
    return normpath(path.lstrip("/") if path.startswith("/") else str(PurePosixPath(source).parent / path))


def _is_static(file: str, content: Any) -> bool:
    """Tell whether Pelican takes the file as it is, such as a PDF: {filename} may name it, too."""
    return file in content._context["static_content"] and Path(content.settings["PATH"], file).is_file()


def _say(where: Problem, message: str) -> Problem:
    return Problem(where.path, where.line, message)
