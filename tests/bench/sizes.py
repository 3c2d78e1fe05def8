"""Seconds of CPU at 25, 50 and 100 kB of what must grow no faster than its input.

Twice the input may take 2.2 times as long. Words behind it choose what is measured.
"""

import gc
import sys
from time import process_time

from growth.steps import LARGEST_RATIO, Growth, read_growths

SIZES = (25_000, 50_000, 100_000)
# Seconds: what takes less is run again, and what ends sooner than that is no trouble however it grows.
LONG, SHORT, ROUNDS = 1.0, 0.05, 5
# A machine that was busy meanwhile shows too much.
TRIES = 3


def main(words: list[str]) -> int:
    """Print the table, and return how many grow too fast."""
    print("| input | 25 kB | 50 kB | 100 kB | ratio |\n| --- | ---: | ---: | ---: | ---: |")
    fast = 0
    for growth in read_growths():
        if words and not any(word in growth.name for word in words):
            continue
        growth.run(growth.make(SIZES[0] // 10))
        for _ in range(TRIES):
            seconds = [measure(growth, size) for size in SIZES]
            # From one size to the next; what else this machine does is felt less over both steps.
            ratio = (seconds[-1] / seconds[0]) ** (1 / (len(SIZES) - 1))
            bad = seconds[-1] > SHORT and ratio > LARGEST_RATIO
            if not bad:
                break
        fast += bad
        times = " | ".join(f"{number:.3f}" for number in seconds)
        print(f"| {growth.name} | {times} | {ratio:.1f}{' !' if bad else ''} |", flush=True)
    return fast


def measure(growth: Growth, size: int) -> float:
    """Return the fewest seconds of several rounds, so that what else runs on this machine counts little."""
    fewest = float("inf")
    for _ in range(ROUNDS):
        given = growth.make(size)
        gc.collect()
        gc.disable()
        begin = process_time()
        growth.run(given)
        fewest = min(fewest, process_time() - begin)
        gc.enable()
        if fewest > LONG:
            break
    return fewest


if __name__ == "__main__":
    found = main(sys.argv[1:])
    sys.exit(f"{found} grow faster than their input" if found else 0)
