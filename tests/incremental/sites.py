"""A site that is built again and again, and the same site built anew, to compare."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections import Counter
from pathlib import Path

from commands import Command
from PIL import Image
from themes import own_theme

ROOT = Path(__file__).parents[2]
MADE = ("output", "outbox")
# How each build of a run of the tests was made.
COUNTS: Counter[str] = Counter()


def name_part(number: int) -> str:
    """Return the file of a part: 1-a.md."""
    return f"{number}-{chr(96 + number)}.md"


def write_post(folder: Path, name: str, number: int, series: int, **header: str) -> None:
    """Write a post that cites, links to another one, and shows an image."""
    lines = {
        "Title": f"Part {number} of {series}",
        "Date": f"2024-0{series + 1}-0{number} 10:00",
        "Authors": "Given Family; Other Person" if number == 2 else "Given Family",
        "Tags": f"one, tag{series}",
        "Summary": f"What part {number} says.",
        **header,
    }
    other = name_part((number % 3) + 1)
    head = "\n".join(f"{key}: {value}" for key, value in lines.items() if value)
    image = "![A square.]({static}images/map.png)"
    cited = (
        f"As [@work{number}, p. {series + 1}] and @work{series + 3} say, and [another]({{filename}}{other})."
    )
    words = f"## Here\n\nWords of {series}-{number}.[^1]\n\n{image}\n\n[^1]: A note."
    shared = "\n\n{{< include _shared.md >}}\n\nAs in [](part:2)." if number == 3 else ""
    (folder / name).write_text(f"{head}\n\n{cited}\n\n{words}{shared}\n", encoding="utf-8")


def write_work(number: int, title: str = "") -> str:
    """Return an entry of a .bib file."""
    fields = {
        "author": f"Author{number}, A.",
        "title": title or f"Work {number}",
        "journal": "Journal",
        "date": f"20{10 + number}",
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@article{{work{number},\n{lines}}}\n"


def write_answer(number: str, state: str) -> str:
    """Return a line of what was answered to a post."""
    return json.dumps({"id": number, "target": "kit", "text": f"Answer {number}.", "state": state}) + "\n"


def write_photograph(file: Path, width: int) -> None:
    """Write a picture that is worth being offered in several sizes."""
    light = Image.linear_gradient("L").resize((width, 300))
    dark = Image.radial_gradient("L").resize((width, 300))
    Image.merge("RGB", (light, dark, light)).save(file, quality=98)


def write_site(site: Path) -> None:
    """Write a site with three series, a draft, a translation, a page and a post that stands alone."""
    content = site / "content"
    for series in range(3):
        folder = content / f"series{series}"
        (folder / "images").mkdir(parents=True)
        for number in (1, 2, 3):
            write_post(folder, name_part(number), number, series)
        (folder / "_shared.md").write_text(f"What posts of series {series} share, with @work{series + 1}.\n")
        Image.new("RGB", (40 + series, 30), "teal").save(folder / "images/map.png")
        (folder / "images/credits.toml").write_text(
            '["map.png"]\ntitle = "A square"\nauthor = "Given Family"\nlicence = "CC-BY-4.0"\n'
        )
        parts = "".join(f'[[parts]]\nsource = "{name_part(number)}"\n' for number in (1, 2, 3))
        parts += '[[parts]]\nsource = "9-draft.md"\n' if series == 1 else ""
        (folder / "series.toml").write_text(
            f'title = "Series {series}"\nabstract = "About {series}."\n{parts}'
        )
    (content / "series0/1-a-mi.md").write_text(
        "Title: Wāhanga 1\nDate: 2024-05-01 10:00\nLang: mi\nTranslates: 1-a.md\nTags: one\n\nKupu.\n"
    )
    (content / "series1/9-draft.md").write_text("Title: A draft\nDate: 2024-05-01\nStatus: draft\n\nText.\n")
    (content / "alone").mkdir()
    (content / "alone/images").mkdir()
    write_photograph(content / "alone/images/rain.jpg", 620)
    (content / "alone/images/credits.toml").write_text('["rain.jpg"]\nauthor = "Other Person"\n')
    (content / "alone/only.md").write_text(
        "Title: Alone\nDate: 2024-06-01\nTags: one\nSummary: Rain.\n\nWith [@work9].\n\n"
        "![Rain.](images/rain.jpg)\n"
    )
    (content / "pages").mkdir()
    (content / "pages/about.md").write_text("Title: About\nSummary: What this is.\n\nWhat this is.\n")
    conversation = content / "conversation/series2/a.jsonl"
    conversation.parent.mkdir(parents=True)
    conversation.write_text(write_answer("1", "approved") + write_answer("2", "pending"))
    (content / "people.toml").write_text('["Given Family"]\ngiven = "Given"\nfamily = "Family"\n')
    (content / "references.bib").write_text("\n".join(write_work(number) for number in range(1, 10)))
    for program in ROOT.glob("*.py"):
        shutil.copy(program, site)
    own_theme(site)
    with (site / "publishconf.py").open("a") as file:
        file.write('SYNDICATION_TARGETS["partner"] = {"kind": "feed"}\n')


def run(site: Path, *arguments: str) -> tuple[int, list[str]]:
    """Run `invoke` in a site; return its exit code and what it printed."""
    code, printed = Command("invoke", list(arguments), site, dict(os.environ)).end()
    assert "Traceback" not in printed, printed
    return code, printed.splitlines()


def read_tree(site: Path) -> dict[str, bytes]:
    """Return every file that a build made."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for name in MADE
        for path in sorted((site / name).rglob("*"))
        if path.is_file()
    }


def read_times(site: Path) -> dict[str, int]:
    """Return when each file that a build made was changed."""
    return {name: (site / name).stat().st_mtime_ns for name in read_tree(site)}


def read_messages(lines: list[str]) -> list[str]:
    """Return what a build said about the site."""
    return sorted({line for line in lines if re.match("error|warning|advice", line)})


def build(site: Path) -> tuple[int, list[str]]:
    """Build, count how it was done, and return the exit code and what was said."""
    code, lines = run(site, "build")
    level = next(
        (level for start, level in LEVELS.items() for line in lines if line.startswith(start)), "whole"
    )
    COUNTS["failed" if code else level] += 1
    return code, lines


LEVELS = {"Nothing has changed": "nothing", "Remade": "part"}


def build_anew(site: Path, clean: Path) -> tuple[int, list[str]]:
    """Build what a clone of the site would be, in a folder of its own."""
    for name in (*MADE, ".cache", "content", "theme"):
        shutil.rmtree(clean / name, ignore_errors=True)
    clean.mkdir(exist_ok=True)
    for name in ("content", "theme"):
        shutil.copytree(site / name, clean / name)
    for program in site.glob("*.py"):
        shutil.copy(program, clean)
    return run(clean, "build")


def require_fresh(site: Path, clean: Path) -> None:
    """Build a site after edits, and insist on what a clean build writes, and that no other file is touched.

    Args:
        site: The site.
        clean: A folder for the clean build.
    """
    before, times = read_tree(site), read_times(site)
    code, lines = build(site)
    clean_code, clean_lines = build_anew(site, clean)
    assert (code, read_messages(lines)) == (clean_code, read_messages(clean_lines)), (lines, clean_lines)
    after = read_tree(site)
    wanted = before if code else read_tree(clean)
    different = sorted(name for name in after.keys() | wanted.keys() if after.get(name) != wanted.get(name))
    assert not different, (different, lines)
    moved = [
        name
        for name, time in read_times(site).items()
        if before.get(name) == after[name] and times.get(name) != time
    ]
    assert [name for name in moved if name != "outbox/build.json"] == [], lines
