"""The folder of the site: where its settings are, here or above."""

from __future__ import annotations

from pathlib import Path

SETTINGS = "pelicanconf.py"


def find_folder(start: Path) -> Path:
    """Return the nearest folder with a site's settings; without one, where one would look for them."""
    return next((folder for folder in (start, *start.parents) if (folder / SETTINGS).is_file()), start)


ROOT = find_folder(Path.cwd())
CACHE = ROOT / ".cache"
# Where this package is: what goes wrong in it is not the author's.
ENGINE = Path(__file__).resolve().parent
