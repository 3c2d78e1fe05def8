"""What a theme lacks: files that pages and style sheets ask for, and templates of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from guards.whole import walk_files

from .folder import ROOT

ASKED = re.compile(r"""url\(\s*["']?([^"')#?:]+)["')#?]""")


def list_lacks(values: dict[str, Any], generators: Iterable[Any]) -> Iterator[str]:
    """Tell what is missing, each with the line that asks for it.

    Args:
        values: Pelican's settings, after a build.
        generators: Pelican's.
    """
    theme, output = Path(values["THEME"]), Path(values["OUTPUT_PATH"])
    static = str(values["THEME_STATIC_DIR"])
    yield from _list_files(theme, output, static, str(values["SITEURL"]))
    yield from _list_asked_by_styles(theme, output / static, values["THEME_STATIC_PATHS"])
    yield from sorted({text for generator in generators for text in _list_templates(theme, generator)})


def _list_files(theme: Path, output: Path, static: str, siteurl: str) -> Iterator[str]:
    asked = re.compile(
        rf'(?:href|src)="(?:{re.escape(siteurl)})?(?:\.{{0,2}}/)*{re.escape(static)}/([^"?#]+)["?#]'
    )
    first: dict[str, str] = {}
    # Nearly all pages ask in the same lines.
    known: set[bytes] = set()
    pages = [name for name, _ in walk_files(output) if name.endswith(".html")]
    for page in sorted(pages, key=lambda page: page.split("/")):
        for line in _cut_lines((output / page).read_bytes(), f"{static}/".encode()):
            if line not in known:
                known.add(line)
                for name in asked.findall(line.decode(errors="replace")):
                    first.setdefault(name, page)
    for name, page in sorted(first.items()):
        if not (output / static / unquote(name)).is_file():
            place = _find(sorted(theme.rglob("*.html")), f"/{name}") or page
            yield f"{place}: the theme has no file static/{name}. Put it there, or correct this line."


def _cut_lines(text: bytes, words: bytes) -> Iterator[bytes]:
    """Yield the lines that have these words."""
    place = text.find(words)
    while place >= 0:
        start, end = text.rfind(b"\n", 0, place) + 1, text.find(b"\n", place)
        end = end if end >= 0 else len(text)
        yield text[start:end]
        place = text.find(words, end)


def _list_asked_by_styles(theme: Path, copied: Path, folders: Iterable[str]) -> Iterator[str]:
    for sheet in sorted(copied.rglob("*.css")):
        inner = sheet.relative_to(copied)
        sources = [theme / folder / inner for folder in folders]
        text = sheet.read_text(encoding="utf-8", errors="replace")
        for name in sorted(set(ASKED.findall(text))):
            if not name.startswith("/") and not (sheet.parent / unquote(name.strip())).is_file():
                place = _find([file for file in sources if file.is_file()], name) or inner.as_posix()
                yield f"{place}: the theme has no file {name.strip()}. Put it there, or correct this line."


def _list_templates(theme: Path, generator: Any) -> Iterator[str]:
    own = theme.name == "simple"
    for name, template in generator._templates.items():
        file = Path(template.filename or "")
        if (
            not own
            and _is_used(name, generator.settings)
            and file.parent.parts[-4:] == ("pelican", "themes", "simple", "templates")
        ):
            yield (
                f"{_show(theme)}/templates: there is no {name}.html, so its pages look as those of Pelican's "
                "own theme. Put one there."
            )


def _is_used(name: str, values: dict[str, Any]) -> bool:
    """Say whether pages are made of a template: Pelican reads some of which none are."""
    if name == "period_archives":
        return any(values[f"{period}_ARCHIVE_SAVE_AS"] for period in ("YEAR", "MONTH", "DAY"))
    return bool(values.get(f"{name.upper()}_SAVE_AS", True))


def _find(files: Iterable[Path], words: str) -> str:
    """Return the first line with these words, as file and line; "" if there is none."""
    for file in files:
        for number, line in enumerate(file.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if words in line:
                return f"{_show(file)}:{number}"
    return ""


def _show(path: Path) -> str:
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.as_posix()
