"""Publishers whose names have an "and" in them: one house, not two (biblatex splits its lists there).

BibTeX has no lists of publishers, and most exporters write names as they are: "Taylor and Francis",
"Ministry of Housing and Urban Development".
"""

import re

from .groups import begins, goes_on, is_body
from .patterns import late

_HOUSES = """
allen, unwin; burns, oates; chapman, hall; chatto, windus; eyre, spottiswoode; farrar, straus, giroux; faber,
faber; funk, wagnalls; grosset, dunlap; harcourt, brace; harper, row; hodder, stoughton; holt, rinehart,
winston; kiepenheuer, witsch; lawrence, wishart; mcclelland, stewart; routledge, kegan paul; rowman,
littlefield; secker, warburg; sheed, ward; sidgwick, jackson; simon, schuster; steele, roberts; sweet,
maxwell; taylor, francis; thames, hudson; ticknor, fields; vandenhoeck, ruprecht; weidenfeld, nicolson;
whitcombe, tombs
"""
_KNOWN = frozenset(" and ".join(house.split(", ")) for house in " ".join(_HOUSES.split()).split("; "))
"""Houses that are known, as `_name` writes them."""
_ENDS = frozenset(("associates", "bros", "brothers", "co", "company", "daughters", "partners", "son", "sons"))
_OWN = late(
    r"\b(?:publish\w+|press|verlag|books?|editions?|universit\w+|college|institute|ministry|department|agency"
    r"|association|council|foundation|commission|trust)\b",
    re.IGNORECASE,
)
"""What a name that stands by itself has."""


def join_houses(parts: list[str], *, bodies: bool = False) -> list[str]:
    """Return the parts of a list with those put together again that are one name.

    Args:
        parts: What stands between each "and" of a list, as written.
        bodies: Whether they are institutions, of which there is rarely more than one.
    """
    joined = parts[:1]
    for part in parts[1:]:
        before = joined[-1]
        if _is_one(before, part, bodies):
            joined[-1] = f"{before} and {part}"
        else:
            joined.append(part)
    return joined


def _is_one(before: str, part: str, bodies: bool) -> bool:
    if part.rstrip(".").rpartition(" ")[2].lower() in _ENDS and " " not in part.strip():
        return True
    if f"{_name(before)} and {_name(part)}" in _KNOWN:
        return True
    named = bool(_OWN.search(part.partition(",")[0]))
    if bodies and not named and begins(before):
        return True
    apart = named or is_body(part)
    if bodies:
        return not (apart and (_OWN.search(before) or is_body(before)))
    return not apart and goes_on(before, part)


def _name(house: str) -> str:
    return house.lower().strip(" ,.{}").replace(", ", " and ").replace(" publishers", "")
