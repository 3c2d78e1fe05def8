"""What an input costs grows no faster than the input.

Steps of Python are counted. What runs inside of one, as a regular expression does, `invoke bench` measures.
"""

from contextlib import suppress

import pytest
from growth.steps import LARGEST_RATIO, TooManyError, count_steps, read_growths

SIZE = 6_000
# What does not grow at all may vary.
FEW = 1_000
EACH = read_growths()


def grow(growth, size=SIZE):
    """Return how many times as many steps twice the input takes; None if they are too many."""
    growth.run(growth.make(size // 10))
    first = count_steps(growth.run, growth.make(size))
    try:
        second = count_steps(growth.run, growth.make(2 * size), LARGEST_RATIO * first + FEW)
    except TooManyError:
        return None
    return second / first


@pytest.mark.parametrize("growth", EACH, ids=lambda growth: growth.name)
def test_twice_the_input_takes_twice_the_steps(growth):
    assert grow(growth) is not None, f"more than {LARGEST_RATIO} times as many steps"


def test_what_compares_each_with_each_is_seen():
    def compare(items):
        return [one for one in items for other in items if one == other]

    def run(items):
        # What gives up must not be hidden by who goes on after errors.
        with suppress(Exception):
            compare(items)

    growth = EACH[0]._replace(make=lambda size: range(size // 10), run=run)
    assert grow(growth) is None


def test_every_list_has_names_of_its_own():
    names = [growth.name for growth in EACH]
    assert len(names) == len(set(names)) > 0
