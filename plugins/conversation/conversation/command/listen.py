"""`listen`: ask all that hold copies for answers, and say what there is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from conversation.copies import Site
from conversation.listening import Outcome, listen
from guards.terminal import print_line


def report(site: Site, only: Sequence[str] = ()) -> int:
    """Listen, and print a line a target.

    Returns:
        0 only if all could be asked.
    """
    return print_outcomes(listen(site, only))


def print_outcomes(outcomes: Iterable[Outcome]) -> int:
    """Print a line for each that was asked, and how much waits.

    Returns:
        0 only if all could be asked.
    """
    good, waiting = True, 0
    for outcome in outcomes:
        name = f"{outcome.name}: " if outcome.name else ""
        for note in outcome.notes:
            print_line(f"{name}{note}")
        good = good and not outcome.failed
        if outcome.failed or not outcome.name:
            continue
        numbers = {"new": outcome.new, "edited": outcome.edited, "gone": outcome.gone}
        said = ", ".join(f"{number} {what}" for what, number in numbers.items() if number)
        print_line(f"{name}{said or 'nothing new'}")
        waiting += outcome.pending
    if waiting:
        print_line(f"{waiting} {'wait' if waiting > 1 else 'waits'} for you: invoke moderate")
    return 0 if good else 1
