"""What the bench found: rows with the values of all rounds, the machine and the versions, kept as JSON."""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

from bench.measure import Usage

ROOT = Path(__file__).parents[2]
CACHE = ROOT / ".cache/bench"
# Sizes of sites, and rounds: of the short bench, and of the full one, for which the goals are.
SHORT = {"few": 100, "many": 300}
FULL = {"few": 1000, "many": 10_000}
ROUNDS = 3


@dataclass(frozen=True)
class Row:
    """What was measured of one thing.

    Attributes:
        what: As `edited`; `goals.py` lists all.
        who: Whose work it is.
        posts: The size of the site; 0 where there is none.
        cpu: CPU seconds of each round; empty where they were not measured.
        wall: Wall seconds of each round.
        memory: Peak memory of each round, in MB.
    """

    what: str
    who: str
    posts: int
    cpu: tuple[float, ...] = ()
    wall: tuple[float, ...] = ()
    memory: tuple[float, ...] = ()

    def median(self, quantity: str) -> float | None:
        """Return the median of `cpu`, `wall` or `memory`; None where it was not measured."""
        values: tuple[float, ...] = getattr(self, quantity)
        return median(values) if values else None


@dataclass(frozen=True)
class Results:
    """One run of one or more pieces.

    Attributes:
        sizes: How many posts `few` and `many` are.
        date: The day.
        machine: What it ran on.
        versions: Of all that was timed.
        rows: What was measured.
    """

    sizes: dict[str, int]
    date: str
    machine: dict[str, Any]
    versions: dict[str, str]
    rows: tuple[Row, ...] = field(default=())

    @property
    def full(self) -> bool:
        """Whether the sites have the sizes of the goals."""
        return self.sizes == FULL

    def find(self, what: str, who: str, size: str) -> Row | None:
        """Return a row; the size is the name of one, or empty where there is none."""
        posts = self.sizes.get(size, 0)
        return next((row for row in self.rows if (row.what, row.who, row.posts) == (what, who, posts)), None)

    def write(self) -> str:
        """Return the JSON, a row a line."""
        told = asdict(self)
        rows = ",\n    ".join(
            json.dumps({name: _round(value) for name, value in row.items()}, ensure_ascii=False)
            for row in told.pop("rows")
        )
        head = json.dumps(told, indent=2, ensure_ascii=False).removesuffix("\n}")
        return f'{head},\n  "rows": [\n    {rows}\n  ]\n}}\n'


def _round(value: Any) -> Any:
    return [round(one, 4) for one in value] if isinstance(value, tuple) else value


def make_row(what: str, who: str, posts: int, taken: Iterable[Usage]) -> Row:
    """Make a row of all rounds."""
    rounds = [(one.cpu, one.wall, one.memory) for one in taken]
    return Row(what, who, posts, *(tuple(values) for values in zip(*rounds, strict=True)))


def read_results(text: str) -> Results:
    """Read what `Results.write` wrote."""
    told = json.loads(text)
    rows = tuple(
        Row(row["what"], row["who"], row["posts"], *(tuple(row[name]) for name in ("cpu", "wall", "memory")))
        for row in told.pop("rows")
    )
    return Results(**told, rows=rows)


def read_sizes() -> dict[str, int]:
    """Return the sizes that the command line asks for."""
    return FULL if "--full" in sys.argv[1:] else SHORT


def save(piece: str, rows: Iterable[Row], versions: Mapping[str, str] = {}) -> None:
    """Keep what a piece found, for the report."""
    CACHE.mkdir(parents=True, exist_ok=True)
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    known = {"python": platform.python_version(), **versions}
    results = Results(read_sizes(), today, describe_machine(), known, tuple(rows))
    (CACHE / f"{piece}.json").write_text(results.write(), encoding="utf-8")


def join_pieces(pieces: Iterable[str]) -> Results:
    """Return what the pieces found in this run as one."""
    found = [read_results((CACHE / f"{piece}.json").read_text(encoding="utf-8")) for piece in pieces]
    versions = {name: value for one in found for name, value in one.versions.items()}
    rows = tuple(row for one in found for row in one.rows)
    last = found[-1]
    return Results(last.sizes, last.date, last.machine, versions, rows)


def describe_machine() -> dict[str, Any]:
    """Return what says how fast this machine is, and how busy."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "processor": read_processor(),
        "cores": os.cpu_count(),
        "memory_gb": round(memory / 2**30),
        "system": f"{platform.system()} {platform.release()}",
        "load": round(os.getloadavg()[2], 1),
    }


def read_processor() -> str:
    """Return the name of the processor."""
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def name_version(*packages: str) -> dict[str, str]:
    """Return the versions of installed packages."""
    return {name: version(name) for name in packages}


def write_number(value: float) -> str:
    """Return a ratio or seconds with as many digits as say something."""
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
