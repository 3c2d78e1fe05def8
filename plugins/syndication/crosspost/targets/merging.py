"""What we set of a copy beside its words, put together with what its partner changed of it.

Ours changes with the post; what the partner added, removed or chose instead stays.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import UTC, datetime

from crosspost.placed import Placed

# Names in the place of others: which are gone, and which have come.
Change = tuple[list[str], list[str]]


def compare_terms(
    before: Collection[str] | None, now: Iterable[str], fold: Callable[[str], str] = str.casefold
) -> Change:
    """Return which of our names are gone and which have come since we set them last.

    Args:
        before: What we set; None if that is not known: then nothing of ours is gone, and all of it comes.
        now: What is to be set.
        fold: What makes two names the same.
    """
    names = list(dict.fromkeys(filter(None, now)))
    old, new = {fold(name) for name in before or ()}, {fold(name) for name in names}
    gone = [name for name in before or () if name and fold(name) not in new]
    return gone, [name for name in names if fold(name) not in old]


def merge_terms(
    theirs: Sequence[str],
    before: Sequence[str] | None,
    now: Sequence[str],
    fold: Callable[[str], str] = str.casefold,
) -> list[str]:
    """Return the names that a copy is to have, in their order, of which the first one may count most.

    Args:
        theirs: Those that it has.
        before: Those that we set, the first one for the category; None if that is not known.
        now: Those that we set now.
        fold: What makes two names the same.
    """
    gone, come = compare_terms(before, now, fold)
    lost, there = {*map(fold, gone)}, [*map(fold, theirs)]
    merged = [name for name in theirs if fold(name) not in lost]
    come = [name for name in come if fold(name) not in there]
    if before and come and come[0] == now[0] and fold(before[0]) in there and fold(before[0]) in lost:
        # The new category stands where the old one did.
        place = there.index(fold(before[0]))
        merged.insert(sum(name not in lost for name in there[:place]), come.pop(0))
    merged += come
    order = [fold(name) for name in now]
    old = [fold(name) for name in before or () if fold(name) in order]
    if old == [name for name in order if name in old]:
        return merged
    ours = sorted((name for name in merged if fold(name) in order), key=lambda name: order.index(fold(name)))
    return [ours.pop(0) if fold(name) in order else name for name in merged]


def is_date_ours(theirs: str, placed: Placed | None, now: str, notes: list[str]) -> bool:
    """Say whether the date of a copy is to become that of the post.

    Args:
        theirs: When the copy says that it appeared, in ISO 8601; without a time zone it is UTC.
        placed: What we set; None if that is not known.
        now: When the post appeared.
        notes: Is told if the date there stays another.
    """
    if same_moment(theirs, now) or (placed and same_moment(placed.date, now)):
        return False
    if placed and (not placed.date or same_moment(theirs, placed.date)):
        return True
    why = "the partner changed it" if placed else "it is not known who set it"
    notes.append(f"its date there stays {theirs[:10] or 'as it is'}, because {why}")
    return False


def same_moment(one: str, other: str) -> bool:
    """Say whether two dates in ISO 8601 are the same second; what is none is like no other."""
    try:
        return read_moment(one) == read_moment(other)
    except (ValueError, OverflowError):
        return False


def read_moment(text: str) -> datetime:
    """Return a moment to the second, in UTC if nothing else is said; raises ValueError if it is none."""
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).replace(microsecond=0)


def same_image(one: Placed, other: Placed) -> bool:
    """Say whether the same image, described in the same way, stands for a post."""
    return (one.image, one.alt, one.credit) == (other.image, other.alt, other.credit)
