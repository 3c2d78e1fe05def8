"""The goals as a picture: how many times what we are compared with, we take, and how many we may take.

Plain SVG of our own, so that it says the same in light and dark, and to those who hear it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from html import escape

from bench.goals import Goal, measured_goals
from bench.results import Results, write_number

WIDTH = 900
LABELS = 450
MARGIN = 30
TOP = 96
ROW = 30
NAMES = {"partwork": "Partwork", "pelican": "Pelican", "hugo": "Hugo", "eleventy": "Eleventy"}
PEERS = ("pelican", "hugo", "eleventy")
MEASURED = {"cpu": "CPU time", "wall": "time", "memory": "memory"}
STYLE = """
svg { background: #fff; color: #1f2328; font: 13px system-ui, sans-serif; }
text { fill: currentColor; }
.head { font-size: 17px; font-weight: 600; }
.ours { color: #0b57d0; font-weight: 600; }
text.ours { paint-order: stroke; stroke: #fff; stroke-width: 3px; }
.peer { color: #5f6368; }
.goal { color: #b3261e; }
.mark { fill: currentColor; }
.line { stroke: currentColor; }
.grid { color: #d0d7de; }
@media (prefers-color-scheme: dark) {
svg { background: #0d1117; color: #e6edf3; }
.ours { color: #8ab4f8; }
text.ours { stroke: #0d1117; }
.peer { color: #9aa0a6; }
.goal { color: #ff8a80; }
.grid { color: #30363d; }
}
"""


class Axis:
    """A logarithmic axis that has room for all values.

    Args:
        values: What is to be shown.
    """

    def __init__(self, values: list[float]) -> None:
        self.low = math.floor(math.log10(min([1, *values])))
        self.high = math.ceil(math.log10(max([1.01, *values])))

    def place(self, value: float) -> float:
        """Return where a value stands, in pixels from the left."""
        part = (math.log10(value) - self.low) / (self.high - self.low)
        return round(LABELS + part * (WIDTH - LABELS - 2 * MARGIN), 1)

    def steps(self) -> list[float]:
        """Return the values that are written below."""
        return [10.0**power for power in range(self.low, self.high + 1)]


class Line:
    """A goal in the picture.

    Args:
        goal: The goal.
        ratio: What was reached.
        quantity: Of what.
        results: All that was measured.
    """

    def __init__(self, goal: Goal, ratio: float, quantity: str, results: Results) -> None:
        self.goal, self.ratio, self.quantity = goal, ratio, quantity
        sizes = {size: f"{posts:,}" for size, posts in results.sizes.items()}
        against = goal.against.format(**sizes)
        self.label = f"{goal.label.format(**sizes)} ÷ {against}"
        self.told = (
            f"{goal.name(results)}: {write_number(ratio)} times the {MEASURED[quantity]} of {against}; "
            f"the goal is at most {goal.limit:.2g}."
        )
        self.peers = compare_peers(goal, quantity, results)


def compare_peers(goal: Goal, quantity: str, results: Results) -> dict[str, float]:
    """Return what each peer takes of what we are compared with; nothing where that is no peer."""
    what, against, size = goal.theirs
    rows = {who: row for who in PEERS if (row := results.find(what, who, size))}
    if against not in rows:
        return {}
    found = {who: row.median(quantity) or 0 for who, row in rows.items()}
    return {who: value / found[against] for who, value in found.items()}


def draw(results: Results) -> str:
    """Return the picture."""
    lines = [
        Line(goal, *next((ratio, quantity) for quantity, ratio in ratios.items()), results)
        for goal, ratios in measured_goals(results)
    ]
    values = [value for line in lines for value in (line.ratio, line.goal.limit, *line.peers.values())]
    axis = Axis(values)
    height = TOP + ROW * len(lines) + 40
    told = " ".join(line.told for line in lines)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" '
            f'height="{height}" role="img" aria-labelledby="title about">',
            '<title id="title">What Partwork takes, beside what others take</title>',
            f'<desc id="about">{escape(told)}</desc>',
            f"<style>{STYLE}</style>",
            f'<text class="head" x="{MARGIN}" y="32">What Partwork takes, beside what others take</text>',
            f'<text class="peer" x="{MARGIN}" y="54">{escape(subtitle(results))}</text>',
            *draw_legend(),
            *draw_grid(axis, TOP, height - 40),
            *(
                part
                for number, line in enumerate(lines)
                for part in draw_line(line, axis, TOP + ROW * number)
            ),
            "</svg>",
            "",
        ]
    )


def subtitle(results: Results) -> str:
    """Return what is shown, and on what it ran."""
    machine = results.machine
    return (
        f"Medians of CPU time, where not said otherwise; left is less. {results.date}, "
        f"{machine['processor']}, {machine['cores']} cores."
    )


def draw_legend() -> Iterator[str]:
    """Yield the marks with their meaning."""
    left = MARGIN
    for who, name in NAMES.items():
        yield mark(who, left + 6, 74)
        yield text(name, left + 18, 78, kind(who))
        left += 40 + 7 * len(name)
    yield bar(left + 6, 74)
    yield text("the goal: at most", left + 18, 78, "goal")


def draw_grid(axis: Axis, top: int, bottom: int) -> Iterator[str]:
    """Yield the lines of the axis, with their numbers."""
    for value in axis.steps():
        x = axis.place(value)
        yield f'<line class="grid line" x1="{x}" y1="{top - 8}" x2="{x}" y2="{bottom}"/>'
        yield text(f"{value:g} ×", x, bottom + 18, "peer", "middle")


def draw_line(line: Line, axis: Axis, top: int) -> Iterator[str]:
    """Yield a goal with its marks."""
    middle = top + ROW // 2
    quantity = "" if line.quantity == "cpu" else f" ({MEASURED[line.quantity]})"
    yield text(line.label + quantity * (line.quantity not in line.label), LABELS - 14, middle + 4, "", "end")
    yield bar(axis.place(line.goal.limit), middle)
    for who, ratio in line.peers.items():
        yield mark(who, axis.place(ratio), middle)
    x = axis.place(line.ratio)
    yield mark("partwork", x, middle)
    yield text(write_number(line.ratio), x, middle - 7, "ours", "middle")


def kind(who: str) -> str:
    """Return the class of a mark."""
    return "ours" if who == "partwork" else "peer"


def mark(who: str, x: float, y: float) -> str:
    """Return a mark: everyone has a shape of their own."""
    shapes = {
        "partwork": f'<circle cx="{x}" cy="{y}" r="5"/>',
        "pelican": f'<rect x="{x - 4:g}" y="{y - 4:g}" width="8" height="8"/>',
        "hugo": f'<path d="M{x:g} {y - 5:g}l5 5l-5 5l-5 -5z"/>',
        "eleventy": f'<path d="M{x:g} {y - 5:g}l5 9h-10z"/>',
    }
    return shapes[who].replace(" ", f' class="{kind(who)} mark" ', 1)


def bar(x: float, y: float) -> str:
    """Return the mark of a goal."""
    return f'<line class="goal line" stroke-width="3" x1="{x:g}" y1="{y - 9:g}" x2="{x:g}" y2="{y + 9:g}"/>'


def text(words: str, x: float, y: float, name: str = "", anchor: str = "start") -> str:
    """Return words at a place."""
    return f'<text class="{name}" x="{x:g}" y="{y:g}" text-anchor="{anchor}">{escape(words)}</text>'
