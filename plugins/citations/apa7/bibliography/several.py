"""Names of several persons that stand as one, without "and" between them: `Smith, J. & Jones, A.`."""

import re

from .groups import find_group
from .patterns import late
from .suffixes import read_suffix, take_off_titles

_LETTERS = r"[^\W\d_]"
_INITIAL = r"[^\W\d_a-zà-ÿ]"
_INITIALS = rf"(?:{_INITIAL}\.?[ -]?){{1,4}}"
_SURNAME = rf"(?:{_LETTERS}[\w.’'-]* ){{0,3}}{_LETTERS}[\w’'-]+"
_INVERTED = late(rf"{_SURNAME}, ?{_INITIALS}(?:, ?[JS]r\.?)?")
_STRAIGHT = late(rf"(?:{_INITIAL}\.[ -]?){{1,4}} ?{_SURNAME}")
MEDLINE = late(rf"{_SURNAME} {_INITIAL}{{1,3}}(?: (?:[JS]r|2nd|3rd|III?)\.?)?")
"""A surname with initials after it, without a comma: "Smith JA"."""

_GIVEN = late(_INITIALS)
_AMPERSAND = late(r",?\s*\\?&(?:amp;)?\s*|,?\s+\\and\s+|\s+(?:und|et)\s+(?!al\b)")
_SEMICOLON = late(r"; ?(?:\\?&(?!\w)|and\b) ?")
_LINKED = late(r" (?:/|with|und|et|y) (?!al\b)")
_ET_AL = late(r"(?:,|\s) ?et al\.?,? ?$")


def split_several(written: str) -> list[str]:
    """Return each of the names that stand in one, where that is clear; otherwise the whole."""
    if not _may_be_several(written) or "{" in written or "=" in written:
        return [written]
    written = " ".join(written.split())
    if (begun := _without_et_al(written)) and begun != written.strip(" ,"):
        return [*split_several(begun), "others"]
    written = _SEMICOLON.sub("; ", written)
    if ";" in written.replace("&amp;", "") and "&" not in written.replace("&amp;", ""):
        return [piece for part in written.split(";") if (piece := _without_and(part))] or [written]
    return _split_clearly(written) or [written]


def _without_et_al(written: str) -> str:
    """Return what stands before an "et al.", however often somebody wrote it."""
    end = len(written)
    while found := _ET_AL.search(written[max(0, end - 12) : end]):
        end -= len(found[0])
    return written[:end].strip(" ,")


def _may_be_several(written: str) -> bool:
    comma = written.find(",")
    return (
        (
            comma > 0
            and (written[comma - 1].isupper() or "," in written[comma + 1 :] or "." in written[:comma])
        )
        or "&" in written
        or ";" in written
        or " et " in written
        or " und " in written
        or "\\and" in written
    )


def looks_like_several(written: str) -> bool:
    """Tell whether a name looks like more than one, though it isn't clear where one ends."""
    commas = written.count(",")
    if "{" in written:
        return False
    return commas > 2 or bool(_LINKED.search(written)) or (bool(_AMPERSAND.search(written)) and commas != 1)


def _split_clearly(written: str) -> list[str]:
    pieces = [piece for part in _AMPERSAND.split(written) if (piece := _without_and(part))]
    if len(pieces) > 1 and all(_is_person(piece) for piece in pieces):
        return pieces
    listed = take_off_titles(_AMPERSAND.sub(", ", written))
    parts = [piece for part in listed.split(",") if (piece := _without_and(part))]
    if len(parts) > 1 and (all(map(MEDLINE.fullmatch, parts)) or all(map(_STRAIGHT.fullmatch, parts))):
        return parts
    if any(map(find_group, parts)):
        return []
    # Three parts are those of one name if one of them is a suffix; more are never one name's.
    if any(read_suffix(part) for part in parts):
        return []
    if len(parts) > 2 and all(" " in part and not _GIVEN.fullmatch(part) for part in parts):
        return parts
    if len(parts) > 3 and len(parts) % 2 == 0:
        return [f"{family}, {given}" for family, given in zip(parts[::2], parts[1::2], strict=True)]
    return []


def _is_person(name: str) -> bool:
    return any(form.fullmatch(name) for form in (_INVERTED, _STRAIGHT, MEDLINE))


def _without_and(part: str) -> str:
    return re.sub(r"^and\s+", "", part.strip())
