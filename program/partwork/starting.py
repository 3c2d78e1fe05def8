"""How a site is begun: a folder with what is its author's, and nothing of anybody else's."""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from datetime import datetime
from importlib.metadata import distributions
from pathlib import Path
from zoneinfo import ZoneInfo

from .folder import ENGINE

FRESH = ENGINE / "fresh"
# What may be there before: what is not a file of a site.
KEPT = {".git"}
ACCENT = """
# The colour of links and marks.
ACCENT = {}
ACCENT_SAVE_AS = "theme/css/accent.css"
"""


class StartError(Exception):
    """A site cannot be begun in a folder; the text says why and what to do."""


def check_folder(folder: Path) -> None:
    """Refuse a folder in which something is.

    Raises:
        StartError: It is one, or no folder.
    """
    try:
        there = {path.name for path in folder.iterdir()} - KEPT if folder.exists() else set()
    except OSError as error:
        raise StartError(f"{folder}: {error.strerror}. Take the name of a new folder.") from None
    if there:
        named = ", ".join(sorted(there)[:3])
        raise StartError(f"{folder} is not empty: {named} is there. Take the name of a new folder.")


def begin_site(folder: Path, answers: Mapping[str, str]) -> None:
    """Write a new site: all of it, or nothing.

    Args:
        folder: Where; it is not there yet, or empty.
        answers: By the names of `answers.QUESTIONS`, each of them checked.

    Raises:
        StartError: The folder is not empty.
        OSError: It cannot be written.
    """
    check_folder(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as held:
        made = Path(held) / folder.name
        write_site(made, folder, answers)
        moved: list[Path] = []
        fresh = not folder.exists()
        try:
            folder.mkdir(exist_ok=True)
            for path in sorted(made.iterdir()):
                moved.append(folder / path.name)
                path.rename(moved[-1])
        except BaseException:
            for path in moved:
                shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
            if fresh and folder.is_dir():
                folder.rmdir()
            raise


def write_site(made: Path, folder: Path, answers: Mapping[str, str]) -> None:
    """Write the files of a new site.

    Args:
        made: Where they are written.
        folder: Where they will be.
        answers: What its author said.
    """
    from pelican.plugins.licence.licences import find_licence

    # A text in JSON is the same in Python and in TOML.
    said = {name: json.dumps(answer, ensure_ascii=False) for name, answer in answers.items()}
    licence = find_licence(answers["licence"])
    values = {
        **said,
        "title": answers["name"],
        "writer": answers["author"],
        "terms": f"[{licence.short_name}]({licence.url})" if licence.url else licence.name.lower(),
        "accent": ACCENT.format(said["accent"]) if answers["accent"] else "",
        "orcid": f"orcid = {said['orcid']}" if answers["orcid"] else '# orcid = "0000-0000-0000-0000"',
        "date": f"{datetime.now(ZoneInfo(answers['zone'])):%Y-%m-%d %H:%M}",
        "project": json.dumps(name_project(folder.name)),
        "source": name_source(folder),
    }
    for file in sorted(FRESH.rglob("*.txt")):
        place = made / file.relative_to(FRESH).with_suffix("")
        place.parent.mkdir(parents=True, exist_ok=True)
        text = file.read_text(encoding="utf-8").format(**values)
        place.write_text(f"{text.rstrip()}\n", encoding="utf-8")
    if answers["logo"]:
        write_icon(Path(answers["logo"]), made / "content/icon.png")


def name_project(name: str) -> str:
    """Return a name for `pyproject.toml`: that of the folder, unless something it depends on is called so."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "site"
    taken = {re.sub(r"[-_.]+", "-", str(one.metadata["Name"]).lower()) for one in distributions()}
    return f"{plain}-site" if plain in taken else plain


def name_source(folder: Path) -> str:
    """Return where uv finds Partwork, if it is not installed but in a checkout of its own repository."""
    package = ENGINE.parent
    if not (package / "pyproject.toml").is_file():
        return ""
    path = os.path.relpath(package, folder.resolve()).replace(os.sep, "/")
    return f"\n[tool.uv.sources]\npartwork = {{ path = {json.dumps(path)}, editable = true }}\n"


def write_icon(logo: Path, place: Path) -> None:
    """Write a picture as the site's icon: a square, of which what is not its picture shows nothing."""
    from PIL import Image

    from guards.images import open_image

    with open_image(logo.read_bytes()) as picture:
        drawn = picture.convert("RGBA")
        drawn.thumbnail((512, 512))
        side = max(drawn.size)
        square = Image.new("RGBA", (side, side), (0, 0, 0, 0))
        square.paste(drawn, ((side - drawn.width) // 2, (side - drawn.height) // 2))
        square.save(place, "PNG", optimize=True)
