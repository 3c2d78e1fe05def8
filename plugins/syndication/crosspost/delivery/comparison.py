"""What changed between two lists of words or lines, in a time that grows as they do.

Python's own way of comparing finds the best answer and takes, for long lists, the square of their length. It
is taken for short ones; of long ones, what stands once in both is put in order first, as in a patience diff.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

# equal, replace, delete or insert; from where to where in the old list, and in the new one.
Step = tuple[str, int, int, int, int]
# The product of two lengths up to which lists are short.
SHORT = 40_000


def find_steps(old: Sequence[str], new: Sequence[str]) -> list[Step]:
    """Return how one list becomes the other."""
    if len(old) * len(new) <= SHORT:
        return [*SequenceMatcher(None, old, new).get_opcodes()]
    steps, start, begin = list[Step](), 0, 0
    for end, stop, size in find_blocks(old, new):
        if start < end or begin < stop:
            kind = "replace" if start < end and begin < stop else "delete" if start < end else "insert"
            steps.append((kind, start, end, begin, stop))
        if size:
            steps.append(("equal", end, end + size, stop, stop + size))
        start, begin = end + size, stop + size
    return steps


def find_blocks(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Give what stays: its place in the old list, in the new one, and how much it is; the end last."""
    place = stop = 0
    for here, there in [(0, 0), *find_anchors(old, new), (len(old), len(new))]:
        if here < place:
            continue
        before = after = 0
        while here - before > place and there - before > stop:
            if old[here - before - 1] != new[there - before - 1]:
                break
            before += 1
        while (
            here + after < len(old) and there + after < len(new) and old[here + after] == new[there + after]
        ):
            after += 1
        if before or after or here == len(old):
            yield here - before, there - before, before + after
            place, stop = here + after, there + after


def find_anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Return the places of what stands once in both lists, as many as are in the same order."""
    once = {word for word, count in Counter(old).items() if count == 1}
    once &= {word for word, count in Counter(new).items() if count == 1}
    places = {word: place for place, word in enumerate(new) if word in once}
    pairs = [(place, places[word]) for place, word in enumerate(old) if word in once]
    # The longest rising sequence: of each length, the one that ends lowest.
    ends, lasts, before = list[int](), list[int](), list[int]()
    for number, (_, there) in enumerate(pairs):
        length = bisect_left(ends, there)
        before.append(lasts[length - 1] if length else -1)
        ends[length : length + 1] = [there]
        lasts[length : length + 1] = [number]
    found, number = list[tuple[int, int]](), lasts[-1] if lasts else -1
    while number >= 0:
        found.append(pairs[number])
        number = before[number]
    return found[::-1]
