"""A mini site made like this repository, and samples of files for the cases."""

from __future__ import annotations

import os
import shlex
import shutil
from pathlib import Path

from commands import Command
from PIL import Image
from themes import own_theme

ROOT = Path(__file__).parents[2]
CONTENT = {
    "good/1-part.md": (
        "Title: A good part\nDate: 2024-05-01 10:00\nAuthors: Given Family\nTags: one, two\n"
        "Summary: What it says.\n\n"
        "As [@doe2020, p. 3] and @roe2021 say.\n\n![A square.]({static}images/map.png)\n"
    ),
    "good/series.toml": 'title = "Good"\nabstract = "About."\n\n[[parts]]\nsource = "1-part.md"\n',
    "good/images/credits.toml": (
        '["map.png"]\ntitle = "A square"\nauthor = "Given Family"\nlicence = "CC-BY-4.0"\n'
    ),
    "pages/about.md": "Title: About\nSummary: What this is.\n\nWhat this is.\n",
    "people.toml": '["Given Family"]\ngiven = "Given"\nfamily = "Family"\n',
    "references.bib": (
        "@book{doe2020,\n  author = {Doe, Jane},\n  title = {A title},\n  publisher = {A publisher},\n"
        "  date = {2020},\n}\n\n"
        "@article{roe2021,\n  author = {Roe, Richard},\n  title = {An article},\n  journal = {A journal},\n"
        "  volume = {1},\n  pages = {1--9},\n  date = {2021},\n}\n"
    ),
}


def write_samples(samples: Path) -> None:
    """Make an image of each format for cases to `copy`."""
    folder = samples / "images"
    folder.mkdir(parents=True, exist_ok=True)
    image = Image.new("RGB", (64, 32), "teal")
    for ending in ("png", "jpg", "webp", "avif", "gif"):
        image.save(folder / f"map.{ending}")
    (folder / "map.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="32"><path d="M0 0h64v32H0z"/></svg>\n'
    )


def write_site(site: Path, samples: Path) -> None:
    """Write a site that builds without a word, and build and publish it."""
    for name, text in CONTENT.items():
        path = site / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    shutil.copy(samples / "images/map.png", site / "content/good/images")
    for program in ROOT.glob("*.py"):
        shutil.copy(program, site)
    own_theme(site)
    with (site / "publishconf.py").open("a", encoding="utf-8") as settings:
        # Each case is a copy, of which a publish would make an index for readers who search.
        settings.write('\nSEARCH_SAVE_AS = ""\n')
        # What is doubtful about posts, and no error, has tests of its own.
        settings.write('PLUGINS = [name for name in PLUGINS if name != "checks"]\n')
    (site / ".env").write_text("PARTNER_BLOG_SECRET=CANARY\n", encoding="utf-8")
    (site / ".env").chmod(0o600)
    code, printed = begin("build publish", site, {}).end()
    assert code == 0, printed


def begin(line: str, site: Path, environment: dict[str, str]) -> Command:
    """Start a command line in a site."""
    first, *words = shlex.split(line)
    match first:
        case "citations":
            command = ["apa7", *words]
        case "crosspost":
            command = ["crosspost", *words, "-s", "publishconf.py"]
        case "verify":
            command = ["invoke", "syndicate", "--verify", *words]
        case _:
            command = ["invoke", first, *words]
    return Command("corpus.bounds", command, site, {**os.environ, **environment})
