"""The counts with which the corpus ends, by kind of fault."""

import json
import re
from itertools import chain
from pathlib import Path

TESTS = Path(__file__).parents[1]
CACHE = TESTS.parent / ".cache"
COUNTED = ("traceback", "silent", "half-written", "leaked")


def show_corpus(terminalreporter):
    """Show the counts, and keep them in `.cache/corpus.md`."""
    kinds = {}
    for outcome in ("passed", "failed"):
        for report in terminalreporter.getreports(outcome):
            for name, value in report.user_properties:
                if name == "corpus" and report.when == "call":
                    kind, faults = json.loads(value)
                    kinds.setdefault(kind, []).append(faults)
    if not kinds:
        return
    kinds = dict(sorted(kinds.items()))
    rows = [["kind", "inputs", *COUNTED]]
    for kind, cases in (*kinds.items(), ("all", list(chain(*kinds.values())))):
        counts = [sum(name in faults for faults in cases) for name in COUNTED]
        rows.append([kind, *map(str, [len(cases), *counts])])
    rows.insert(1, ["---", *["---:"] * (len(COUNTED) + 1)])
    lines = [f"| {' | '.join(row)} |" for row in rows]
    others = {
        path.relative_to(TESTS): count
        for path in sorted(TESTS.rglob("test_*.py"))
        if (count := count_in(path))
    }
    lines += ["", *(f"{count} more in {path}" for path, count in others.items())]
    CACHE.mkdir(exist_ok=True)
    (CACHE / "corpus.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    terminalreporter.section("corpus")
    for line in lines:
        terminalreporter.write_line(line)


def count_in(path):
    """Return how many inputs a test says that it has as data of its own."""
    return sum(map(int, re.findall(r"# corpus: (\d+) inputs?$", path.read_text(encoding="utf-8"), re.M)))
