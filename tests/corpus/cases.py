"""The cases of the corpus: broken inputs as data, one file an area.

    [[case]]
    kind = "path"       # one word for the kind of fault
    name = "a static link that leads to a hidden file"
    run = "build"       # what `invoke` is asked for, or "verify", "citations …", "crosspost …"
    files = { "content/{slug}/1-part.md" = "Title: …", "content/{slug}/images/.env" = "CANARY" }
    says = ["error: content/{slug}/1-part.md:5: …"]
    after = "refused"

Cases of one file, command and end share one command, each with its own folder `{slug}`. A case that writes
elsewhere, that names its folder in the command, that has `settings` or an `environment`, or that is
`alone = true`, has a site to itself; `{site}` is the whole path of that. A file is a text, or one of

    { text = "…", mode = "000" }    { hex = "…" }    { base64 = "…" }    { more = "added to what is there" }
    { repeat = "@a[", times = 2000, before = "…", after = "…" }    { copy = "images/map.png", cut = 120 }
    { link = "where it leads" }    { folder = true }    { missing = true }

What there is to be copied stands in `site.py`, as the site does. `mode` goes with any of them. CANARY stands
for what must stay at home: it may neither be printed nor get into what readers and partners see.
"""

from __future__ import annotations

import base64
import shutil
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
ROOT = FOLDER.parents[1]
# What a case may leave behind.
AFTER = ("refused", "built", "unchanged")


@dataclass(frozen=True)
class Case:
    """One broken input, what is said about it, and what is left.

    Attributes:
        area: Its file's name.
        slug: The name of the folder that is its own.
        kind: Of fault.
        name: What it is, in words.
        run: The command line: what `invoke` is asked for, or `citations …` and `crosspost …`.
        says: The exact lines that are printed for it.
        after: "refused": what was built is as it was; "built": it is new; "unchanged": all is as it was.
        files: What is put into the site, by path.
        settings: Lines added to pelicanconf.py.
        environment: What the command finds in its environment.
        alone: Whether it cannot share a command with others.
    """

    area: str
    slug: str
    kind: str
    name: str
    run: str
    after: str
    says: list[str] = field(default_factory=list)
    files: dict[str, Any] = field(default_factory=dict)
    settings: str = ""
    environment: dict[str, str] = field(default_factory=dict)
    alone: bool = False

    def __post_init__(self) -> None:
        assert self.after in AFTER, f"{self}: after is one of {AFTER}"

    def __str__(self) -> str:
        return f"{self.area}: {self.name}"

    @property
    def batch(self) -> tuple[str, str, str, str]:
        """What it shares with the cases that one command can answer."""
        own = all("{slug}" in name for name in self.files) and "{slug}" not in self.run
        alone = self.alone or self.settings or self.environment or not own
        return self.area, self.run, self.after, self.slug if alone else ""

    @property
    def lines(self) -> list[str]:
        """The lines that are printed for it, in order; {line} is the first of its settings."""
        number = (ROOT / "pelicanconf.py").read_text(encoding="utf-8").count("\n") + 2
        return sorted(line.replace("{slug}", self.slug).replace("{line}", str(number)) for line in self.says)

    def command(self) -> str:
        """The command line, with its own folder in it."""
        return self.run.replace("{slug}", self.slug)

    def write(self, site: Path, samples: Path) -> None:
        """Put it into a site; what it is to `copy` lies in `samples`."""

        def fill(text: str) -> str:
            return text.replace("{slug}", self.slug).replace("{site}", str(site))

        if self.settings:
            with (site / "pelicanconf.py").open("a", encoding="utf-8") as file:
                file.write(f"\n{fill(self.settings)}\n")
        modes = {}
        for name, value in self.files.items():
            path = site / fill(name)
            entry = {"text": value} if isinstance(value, str) else dict(value)
            if "mode" in entry:
                modes[path] = int(entry.pop("mode"), 8)
            if entry:
                write_file(
                    path, {key: fill(part) if key in TEXTS else part for key, part in entry.items()}, samples
                )
        for path, mode in modes.items():
            path.chmod(mode)


TEXTS = {"text", "link", "more", "before", "after"}


def write_file(path: Path, entry: dict[str, Any], samples: Path) -> None:
    """Write one file as a case spells it."""
    match entry:
        case {"more": text}:
            content = path.read_bytes() + text.encode()
        case {"text": text}:
            content = text.encode()
        case {"hex": digits}:
            content = bytes.fromhex(digits)
        case {"base64": text}:
            content = base64.b64decode(text)
        case {"repeat": text, "times": times}:
            content = (entry.get("before", "") + text * times + entry.get("after", "")).encode()
        case {"copy": name}:
            content = (samples / name).read_bytes()[: entry.get("cut")]
        case _:
            content = None
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    match entry:
        case {"folder": True}:
            path.mkdir()
        case {"link": target}:
            path.symlink_to(target)
        case {"missing": True}:
            pass
        case _:
            assert content is not None, f"{path}: {entry} is no file"
            path.write_bytes(content)


@cache
def read_cases() -> list[Case]:
    """Return all cases of all areas."""
    cases = []
    for path in sorted(FOLDER.glob("*.toml")):
        for number, entry in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["case"], 1):
            cases.append(Case(area=path.stem, slug=f"{path.stem}-{number:03}", **entry))
    return cases
