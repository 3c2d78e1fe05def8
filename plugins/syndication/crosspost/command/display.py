"""What a command shows, and the only way to show it: whatever is in a text, a terminal gets only text.

On a terminal a run shows how far every target is, elsewhere plain lines; and a table at the end.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Self

from crosspost.delivery.run import Outcome
from crosspost.files import show_paths
from guards.characters import show_text
from guards.terminal import print_line

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


# What stands before what belongs to the line above.
MORE = "\n    "


def show(text: str) -> None:
    """Print one line, its files called as their author knows them."""
    print_line(show_paths(text))


def is_terminal() -> bool:
    """Say whether somebody sees what is printed as it comes."""
    return sys.stdout is not None and not sys.stdout.closed and sys.stdout.isatty()


class Display:
    """Lines and progress of several targets at once."""

    def __init__(self, totals: Mapping[str, int]) -> None:
        """Take how many posts each target has to do."""
        self.totals = totals
        self.bars: dict[str, TaskID] = {}
        self.progress: Progress | None = None
        self.lock = threading.Lock()

    def __enter__(self) -> Self:
        """Begin to show progress, if this is a terminal and there is any."""
        if is_terminal() and any(self.totals.values()):
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

            self.progress = Progress(
                TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), transient=True
            )
            for name, total in self.totals.items():
                if total:
                    self.bars[name] = self.progress.add_task(name, total=total)
            self.progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End showing progress."""
        if self.progress:
            self.progress.stop()

    def tell(self, target: str, text: str) -> None:
        """Show a line in the name of a target; what belongs to it follows, indented."""
        with self.lock:
            for number, part in enumerate(text.split(MORE)):
                line = f"    {part}" if number else f"{target}: {part}"
                if self.progress:
                    clean = show_text(show_paths(line))
                    self.progress.console.print(clean, markup=False, highlight=False, soft_wrap=True)
                else:
                    show(line)

    def advance(self, target: str) -> None:
        """Show that a target is done with one more post."""
        if self.progress and target in self.bars:
            self.progress.advance(self.bars[target])


def show_summary(outcomes: Sequence[Outcome]) -> None:
    """Print what a run came to: a table on a terminal, a line a target elsewhere."""
    if not is_terminal():
        for outcome in outcomes:
            show(summarise(outcome))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table("target", "done", "unchanged", "waiting", "not done")
    for outcome in outcomes:
        numbers = (count(outcome.done), str(outcome.unchanged or ""), count(outcome.waiting))
        cells = (outcome.target, *numbers, count(outcome.undone))
        table.add_row(*(Text(show_text(cell)) for cell in cells))
    Console().print(table)


def summarise(outcome: Outcome) -> str:
    """Return what a run came to at one target, in one line."""
    waiting = f"{outcome.waiting.total()} waiting ({count(outcome.waiting)})" if outcome.waiting else ""
    unchanged = f"{outcome.unchanged} unchanged" if outcome.unchanged else ""
    parts = (count(outcome.done), unchanged, waiting, count(outcome.undone))
    return f"{outcome.target}: {', '.join(filter(None, parts)) or 'nothing is due'}"


def count(numbers: Mapping[str, int]) -> str:
    """Return how many there are of what."""
    return ", ".join(f"{number} {what}" for what, number in sorted(numbers.items()))
