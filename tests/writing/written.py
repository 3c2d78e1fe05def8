"""What the examples of docs/writing.md show and cite."""

PICTURES = [f"images/{name}.png" for name in ("map", "sea", "left", "right")]
FILES = {
    "images/credits.toml": """["map.png"]
title = "Map of the river"
author = "Sean Example"
source = "https://example.org/map"
licence = "CC-BY-SA-4.0"
""",
    "_method.md": "We asked *ten* people.\n",
    "references.bib": "@book{roe2004, author = {Roe, Ann}, title = {Rivers}, date = {2004}}\n",
}
