"""Proper names in titles that sentence case would write with a small letter."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from apa7.bibliography.richtext import flatten
from apa7.model import Work
from apa7.rules.capitals import sentence_case
from apa7.rules.shouting import is_shouting
from apa7.rules.titles import is_english
from apa7.rules.works import family_of
from apa7.rules.works.legal import Law

from .findings import Finding, warn

_WORD = re.compile(r"[^\W_]+")
_CAPITALISED = re.compile(r"[^\W_a-z][^\W_]*")
"""A word that may have a capital, or the rest of one."""
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_FIELDS = ("title", "subtitle", "booktitle", "booksubtitle", "maintitle")
_NAMES = "Bath; Congress; Labour; Parliament; Reading; Senate; Supreme Court; Turkey; Zoom"
NAMES = frozenset(" ".join(name.split()) for name in _NAMES.split(";"))
"""Names that are words, too; what the .bib file protects somewhere adds to them."""


Names = Mapping[str, Sequence[str]]
"""Names by the first of their words, long ones first."""


def known_names(works: Iterable[Work]) -> Names:
    """Return names that are known: `NAMES`, and words that two titles of the library have in braces."""
    found: Counter[str] = Counter()
    for work in works:
        for field in _FIELDS:
            text = work.texts.get(field)
            if not text or len(text) < 2:
                # What stands by itself begins the title.
                continue
            before = ""
            for piece in text:
                word = piece.text.strip()
                # A capital after a colon is that of a new sentence, not of a name.
                begins = before in ("", ":", "?", "!", ".", "—", "“", "‘")
                if piece.protected and not begins and _LONG_WORD.fullmatch(word) and word[0].isupper():
                    found[word] += 1
                before = word[-1:] or before
    names: dict[str, list[str]] = defaultdict(list)
    for name in sorted(NAMES | {word for word, number in found.items() if number > 1}, key=_long_first):
        names[_WORD.findall(name)[0]].append(name)
    return names


def _long_first(name: str) -> tuple[int, str]:
    return -len(name), name


def find_proper_names(work: Work, names: Names) -> Iterator[Finding]:
    """Tell names in a title that would lose their capitals (APA 7, § 6.17).

    Args:
        work: The work.
        names: The names that are known.
    """
    if not is_english(work) or isinstance(family_of(work), Law):
        return
    for field in _FIELDS:
        if not (text := work.texts.get(field)):
            continue
        written = flatten(text)
        if written.isupper() and is_shouting(written):
            # Capitals throughout say of no word that it is a name.
            written = _WORD.sub(lambda word: word[0].capitalize(), written)
        if names.keys().isdisjoint(_CAPITALISED.findall(written)):
            continue
        shown = flatten(sentence_case(text, work.capitals))
        if written == shown or len(written) != len(shown):
            continue
        lost = _lost_names(written, shown, names)
        if lost:
            braced = ", ".join(f"{{{name}}}" for name in lost)
            listed = " and ".join(f'"{name}"' for name in lost)
            message = (
                f"the {field} loses the capital{'s' if len(lost) > 1 or ' ' in lost[0] else ''} of {listed}"
            )
            yield warn(work, "unprotected-name", f"{message}; braces keep capitals: {braced}")


def _lost_names(written: str, shown: str, names: Names) -> list[str]:
    found = [
        (_long_first(name), word.start())
        for word in _WORD.finditer(written)
        for name in names.get(word[0], ())
        if written.startswith(name, word.start())
    ]
    lost: dict[str, int] = {}
    taken = [False] * len(written)
    for (length, name), start in sorted(found):
        end = start - length
        whole = not written[end : end + 1].isalnum()
        if whole and shown[start:end] != name and not any(taken[start:end]):
            taken[start:end] = [True] * len(name)
            lost.setdefault(name, start)
    return sorted(lost, key=lost.__getitem__)
