"""Persons, parties and iwi that a title names, by what stands beside them: they keep capitals (§ 6.17)."""

import re

from apa7.bibliography.patterns import late
from apa7.bibliography.peoples import IWI_BEGIN, fold_name

_NAME = r"[A-ZÀ-ÞĀĒĪŌŪ][^\W\d_]+(?:[’'-][^\W\d_]+)*"
_INITIALS = late(
    r"(?<![\w.])(?!(?:U\. ?S|U\. ?K|E\. ?U|U\. ?N|N\. ?Z|A\. ?D|B\. ?C|D\. ?C|H\. ?R|L\. ?A|P\. ?E|S\. ?A)\.)"
    rf"(?:[A-Z]\.[ -]?){{1,3}}(?:(?:van|von|de|der|den|la|le|du|di|da|ten|ter) ){{0,3}}{_NAME}"
)
_CITED = late(rf"(?P<one>{_NAME})(?: (?:and|&) (?P<two>{_NAME}))?,? et al\b")
_DATED = late(
    rf"\b(?:against|by|from|on|to|with) (?P<one>{_NAME})(?: (?:and|&) (?P<two>{_NAME}))?,?"
    r" \((?:1[89]|20)\d\d[a-z]?\)"
)
_PARTIES = late(rf"(?P<one>{_NAME}) v\. (?P<two>{_NAME})")


_IWI = late(
    r"\w+ (?P<first>\w+)(?: (?:ki|o) (?:te )?(?P<last>\w+)| (?P<more>(?-i:[ĀĒĪŌŪ]|[A-Z]\w*[āēīōū])\w*))?",
    re.IGNORECASE,
)
_SMALL = frozenset(("ki", "o", "te"))


def find_persons(title: str) -> tuple[str, ...]:
    """Return who is named: "B. van der Kolk", "Smith" of "Smith et al.", "Roe" and "Wade" of "Roe v. Wade".

    Args:
        title: A title as it is written.
    """
    if ". " not in title and " et al" not in title and "(" not in title:
        return ()
    found = [initials[0] for initials in _INITIALS.finditer(title)]
    for form in (_CITED, _DATED, _PARTIES):
        for match in form.finditer(title):
            found += filter(None, match.groups())
    # No title names more, and each word is compared with all that begin alike.
    return tuple(dict.fromkeys(found))[:50]


def find_iwi(match: re.Match[str], shouting: bool) -> str:
    """Return "Ngāti Porou", "Ngāti Whātua Ōrākei", "Ngāti Kahungunu ki Wairarapa", or an empty string.

    Args:
        match: A word of a title.
        shouting: Whether the title is in capitals throughout.
    """
    if fold_name(match[0]) not in IWI_BEGIN:
        return ""
    found = _IWI.match(match.string, match.start())
    if not found or not found["first"][0].isupper():
        return ""
    whole = (found["last"] or "A")[0].isupper()
    name = found[0] if whole else found.string[match.start() : found.end("first")]
    if not shouting:
        return name
    return " ".join(w if (w := word.lower()) in _SMALL else w.capitalize() for word in name.split(" "))
