"""Which key somebody meant who wrote another."""

from collections import Counter, defaultdict
from collections.abc import Iterable

LONGEST = 60
"""Longer keys are nobody's to type, and comparing letters takes their square."""
COMMONEST = 100
"""Three letters that more keys have tell none of them from others."""
MOST = 20


class Guesses:
    """Finds keys that look like another, by three letters in a row that both have.

    Args:
        keys: All that there are.
    """

    def __init__(self, keys: Iterable[str]) -> None:
        self._keys = {key.lower(): key for key in keys if len(key) <= LONGEST}
        self._having: defaultdict[str, list[str]] = defaultdict(list)
        for key in self._keys:
            for three in _threes(key):
                self._having[three].append(key)

    def near(self, key: str) -> list[str]:
        """Return the three keys at most that look most like this one, the nearest first."""
        from difflib import get_close_matches

        if len(key) > LONGEST:
            return []
        shared: Counter[str] = Counter()
        for three in _threes(key.lower()):
            having = self._having.get(three, ())
            if len(having) <= COMMONEST:
                shared.update(having)
        likely = [name for name, _ in shared.most_common(MOST)]
        return [self._keys[near] for near in get_close_matches(key.lower(), likely, n=3, cutoff=0.7)]


def _threes(key: str) -> set[str]:
    whole = f"\n{key}\n"
    return {whole[start : start + 3] for start in range(len(whole) - 2)}
