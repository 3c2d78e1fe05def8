"""Shows what the bench found: the goals with the measured ratios, all medians, and a plot.

`invoke bench` runs it with the names of the pieces that were measured, and with `--keep` after all of the
full bench.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from statistics import median

from bench.goals import SAVED, Goal, measured_goals
from bench.plot import draw
from bench.results import CACHE, ROOT, Results, Row, join_pieces, write_number

QUANTITIES = ("cpu", "wall", "memory")


def main() -> None:
    """Print the table; write it, the values of all rounds and the plot."""
    pieces = [word for word in sys.argv[1:] if not word.startswith("-")]
    results = join_pieces(pieces)
    table = write_table(results)
    print(f"\n{table}", end="")
    folder = ROOT / "docs/bench" if "--keep" in sys.argv else CACHE
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "table.txt").write_text(table, encoding="utf-8")
    (folder / "results.json").write_text(results.write(), encoding="utf-8")
    (folder / "plot.svg").write_text(draw(results), encoding="utf-8")
    print(f"\n{folder.relative_to(ROOT)} has this table, the values of all rounds, and a plot.")


def write_table(results: Results) -> str:
    """Return all tables, as on the terminal."""
    return "\n".join([*describe(results), "", *write_goals(results), *write_rows(results.rows), ""])


def describe(results: Results) -> Iterator[str]:
    """Yield what it ran on."""
    machine = results.machine
    yield (
        f"{results.date}: {machine['processor']}, {machine['cores']} cores, {machine['memory_gb']} GB, "
        f"{machine['system']}, load {machine['load']}"
    )
    yield ", ".join(f"{name} {version}" for name, version in sorted(results.versions.items()))


def write_goals(results: Results) -> Iterator[str]:
    """Yield the goals beside what was measured."""
    goals = list(measured_goals(results))
    if not goals:
        return
    yield f"{'ratios of medians':48}{'to':>16}{'goal':>8}{'CPU':>9}{'wall':>9}{'memory':>9}"
    for goal, ratios in goals:
        against = goal.against.format(**{size: f"{posts:,}" for size, posts in results.sizes.items()})
        found = (ratios.get(name) for name in QUANTITIES)
        shown = "".join(f"{'' if ratio is None else write_number(ratio):>9}" for ratio in found)
        verdict = goal.judge(results)
        yield f"{goal.name(results):48}{against:>16}{limit(goal):>8}{shown}  {verdict}".rstrip()
    if saved := results.find("saved", "partwork", "few"):
        seconds = saved.median("wall") or 0
        verdict = ("met" if seconds <= SAVED else "not met") if results.full else ""
        label = f"saved while served, {saved.posts:,} posts, in seconds"
        yield f"{label:64}{f'≤ {SAVED}':>8}{'':9}{write_number(seconds):>9}{'':9}  {verdict}".rstrip()
    if not results.full:
        yield ""
        yield "Where nothing is said, the goal is one for 1,000 or 10,000 posts: `invoke bench --full` tells."
    yield ""


def limit(goal: Goal) -> str:
    """Return a goal's number."""
    return "≤ ⅓" if goal.limit == 1 / 3 else f"≤ {goal.limit:.3g}"


def write_rows(rows: tuple[Row, ...]) -> Iterator[str]:
    """Yield all medians, each with the lowest and the highest value."""
    yield f"{'medians (lowest–highest)':36}{'posts':>7} {'who':30}{'CPU s':>20}{'wall s':>20}{'MB':>20}"
    for row in sorted(rows, key=lambda row: (row.what, row.posts)):
        posts = f"{row.posts:,}" if row.posts else ""
        shown = "".join(f"{spread(row, quantity):>20}" for quantity in QUANTITIES)
        yield f"{row.what:36}{posts:>7} {row.who:30}{shown}".rstrip()


def spread(row: Row, quantity: str) -> str:
    """Return a median with its lowest and highest value."""
    values: tuple[float, ...] = getattr(row, quantity)
    if not values:
        return ""
    low, middle, high = (write_number(one) for one in (min(values), median(values), max(values)))
    return f"{middle} ({low}–{high})"


if __name__ == "__main__":
    main()
