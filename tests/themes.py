"""The theme, and sites that have one of their own to be broken and mended."""

import shutil
from pathlib import Path

THEME = Path(__file__).parents[1] / "program/partwork/theme"
USUAL = "from partwork.settings import *"


def own_theme(site: Path) -> None:
    """Give a site a copy of the theme, whole, as an author may; its settings have as many lines as before."""
    shutil.copytree(THEME, site / "theme")
    settings = site / "pelicanconf.py"
    text = settings.read_text(encoding="utf-8")
    assert USUAL in text
    own = f'{USUAL}; THEME, THEME_TEMPLATES_OVERRIDES = "theme", []'
    settings.write_text(text.replace(USUAL, own), encoding="utf-8")
