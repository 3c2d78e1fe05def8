"""A writer that lets nobody write in another's place."""

import os
from os.path import relpath
from pathlib import Path
from typing import Any

from .errors import Problem
from .names import explain_target
from .outputs import Claims, Clash, Owner
from .posts import say, shorten, show

OTHERS = Owner("", "a file of a plugin")
ADVICE = "Give one of them another slug, or let folders keep them apart: {category}/… in ARTICLE_SAVE_AS."


def with_claims(writer: Any) -> Any:
    """Return a class that extends Pelican's writer: it tells whose file would be replaced.

    Its attribute `claims` knows who has written what.
    """

    class ClaimingWriter(writer):  # type: ignore[misc]
        def __init__(self, output_path: str, settings: Any = None) -> None:
            super().__init__(output_path, settings=settings)
            self.claims = Claims()
            self._top = f"{Path(output_path).absolute().as_posix()}/"
            self._owner = OTHERS
            self._nameless = False
            self._clashes: list[Clash] = []

        def write_file(self, name: Any, template: Any, context: Any, *args: Any, **keywords: Any) -> None:
            """Write a page, unless it is another's."""
            self._owner = self._describe(template, keywords)
            if name and (reason := explain_target(str(name))):
                what = (
                    f'"{shorten(str(name))}", where this would be published, {reason}. Give it another name.'
                )
                say(Problem(str(self._owner), int(bool(self._owner.source)), what))
                return
            try:
                super().write_file(name, template, context, *args, **keywords)
            except (FileExistsError, IsADirectoryError, NotADirectoryError):
                # A file is where a folder should be, or the other way round.
                if clash := self.claims.claim(str(name), self._owner):
                    say(clash.describe(ADVICE))

        def write_feed(
            self, elements: Any, context: Any, path: Any = None, *args: Any, **keywords: Any
        ) -> Any:
            """Write a feed, unless it is another's."""
            self._owner, self._nameless = Owner("", "a feed"), False
            return super().write_feed(elements, context, path, *args, **keywords)

        def _describe(self, template: Any, keywords: dict[str, Any]) -> Owner:
            self._nameless = False
            # What leads to a post has nothing of its text, so that it is not made anew with that.
            for kind in ("article", "page", "moved"):
                content = keywords.get(kind)
                if content is not None and hasattr(content, "source_path"):
                    return Owner(show(Path(content.source_path), content.settings["PATH"]))
            for kind in ("tag", "author", "category"):
                if kind in keywords:
                    # Pelican knows what to do with those of whose name nothing is left for an address.
                    self._nameless = not keywords[kind].slug
                    return Owner("", f"the {kind} “{keywords[kind]}”")
            series = keywords.get("this_series")
            if series is not None:
                return Owner(getattr(series, "source", ""))
            name = getattr(template, "name", None)
            return Owner("", f"the template {name}") if name else OTHERS

        def _open_w(self, filename: str, encoding: str, override: bool = False) -> Any:
            below = filename.startswith(self._top)
            name = (
                filename[len(self._top) :]
                if below
                else relpath(filename, self.output_path).replace(os.sep, "/")
            )
            clash = self.claims.claim(name, self._owner)
            if clash and not self._nameless:
                if not clash.follows(self._clashes):
                    self._clashes.append(clash)
                    say(clash.describe(ADVICE))
                return Path(os.devnull).open("w", encoding=encoding)
            return super()._open_w(filename, encoding, override)

    return ClaimingWriter
