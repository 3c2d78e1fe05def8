"""Pelican's signals: posts are looked through when all are read, and works where there are some."""

import logging
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from pelican.plugins import signals  # type: ignore[attr-defined]
from pelican.readers import MarkdownReader

from proofs.errors import ProofsError
from proofs.model import Finding
from proofs.settings import CheckSettings

logger = logging.getLogger(__name__)

# On Pelican's settings: what was found, and which codes of messages nobody wants to hear.
FOUND, SILENT = "CHECKS_FOUND", "CHECKS_SILENT"
# Whether somebody asked for a check. What is said of all posts together, an edit of one makes another.
ASKED = "CHECKS_ASKED"


def connect() -> None:
    """Connect to Pelican's signals."""
    signals.initialized.connect(begin)
    signals.all_generators_finalized.connect(check_posts)


def begin(pelican: Any) -> None:
    """Begin a build in which nothing was found yet."""
    pelican.settings[FOUND] = []
    pelican.settings[SILENT] = {}


def check_posts(generators: list[Any]) -> None:
    """Tell what is found in posts and pages, each time in the same order."""
    context, settings = generators[0].context, generators[0].settings
    try:
        chosen = CheckSettings.read(settings)
    except ProofsError as error:
        logger.error("%s", error)
        return
    silent = settings.setdefault(SILENT, {})
    silent[""] = chosen.ignore
    for finding in [*look_at_posts(context, settings, chosen, silent), *look_at_works(context, settings)]:
        if finding.code not in chosen.ignore:
            settings.setdefault(FOUND, []).append(finding)
            level = logging.ERROR if finding.severity == "error" else logging.WARNING
            logger.log(level, "%s", finding.text, extra={"finding": finding})


def look_at_posts(
    context: dict[str, Any], settings: dict[str, Any], chosen: CheckSettings, silent: dict[str, Iterable[str]]
) -> Iterator[Finding]:
    """Yield what is found in all files that are read as Markdown, whether Pelican could read them or not."""
    from proofs.review import IGNORE, look_through, unify
    from proofs.text import Text

    top = Path(settings["PATH"])
    for name in sorted(context["generated_content"]):
        file = top / name
        if file.suffix.removeprefix(".") not in MarkdownReader.file_extensions:
            continue
        try:
            raw = file.read_text("utf-8")
        except (OSError, ValueError):
            # Whoever reads it tells.
            continue
        shown = Path(os.path.relpath(file, top.parent)).as_posix()
        text = Text(shown, unify(raw), file.parent)
        if ignored := text.header.list(IGNORE):
            silent[shown] = ignored
        yield from look_through(text, chosen)


def look_at_works(context: dict[str, Any], settings: dict[str, Any]) -> Iterator[Finding]:
    """Yield what is doubtful about works; a part of a site has said it before."""
    review: Callable[[], Iterable[tuple[str, int, str, str]]] | None = context.get("review_works")
    if review is None or "PART" in settings:
        return
    from proofs.works import UNCITED, find_works

    doubts = (doubt for doubt in review() if doubt[3] != UNCITED or settings.get(ASKED))
    yield from find_works(doubts, Path(settings["PATH"]).parent)
