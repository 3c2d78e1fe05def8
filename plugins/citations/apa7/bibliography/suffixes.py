"""What follows or precedes a person's name and is none of its parts: Jr., III, PhD, Dr. (APA 7, § 9.8)."""

from .patterns import late

_FORMS = {
    "jr": "Jr.",
    "jnr": "Jr.",
    "junior": "Jr.",
    "sr": "Sr.",
    "snr": "Sr.",
    "senior": "Sr.",
    "ii": "II",
    "iii": "III",
    "iv": "IV",
    "2nd": "II",
    "3rd": "III",
    "4th": "IV",
}
"""How suffixes are written → how APA writes them: with a period, or in Roman numerals."""

SUFFIXES = frozenset(_FORMS)

_DEGREES = frozenset(
    ("bsw", "dnp", "dphil", "dsw", "edd", "esq", "jd", "lcsw", "mba", "md", "mph", "msw", "phd", "psyd", "rn")
)
_PARTS = frozenset(("author", "comp", "ed", "editor", "editors", "eds", "hrsg", "trans", "translator"))
_BEFORE_GIVEN = frozenset(
    ("cardinal", "dame", "dr", "mr", "mrs", "prof", "professor", "rabbi", "rev", "reverend", "sir")
)
"""Titles that stand before given names also where the surname is first: "Kea, Dame Moana"."""
TITLES = _BEFORE_GIVEN | {"by", "hon", "lord"}
_ADDED = late(r"(?<=\w|\.) ?(?:\((?!@)[^()]*\)|\[(?!@)[^\[\]]*\])$")
"""What somebody was, or is called otherwise, behind a name: "[psy]", "(Director)"."""


def take_off_titles(name: str) -> str:
    """Leave out degrees, titles and parts, which references give elsewhere: "Dr. Jane Doe, PhD (Ed.)"."""
    if name.endswith(")") and name[name.rfind("(") + 1 : -1].lower().rstrip(".") in _PARTS:
        name = name[: name.rfind("(")].rstrip()
    name = _ADDED.sub("", name) if name.endswith((")", "]")) else name
    words = name.split(" ") if has_title(name) else []
    while len(words) > 2 and has_title(words[0]):
        del words[0]
    parts = (" ".join(words) or name).split(",")
    if (
        len(parts) > 1
        and len(given := parts[1].split()) > 1
        and given[0].rstrip(".").lower() in _BEFORE_GIVEN
    ):
        parts[1] = " ".join(given[1:])
    while len(parts) > 1 and parts[-1].replace(".", "").strip().lower() in _DEGREES:
        if len(parts) == 2 and " " not in parts[0].strip():
            break
        del parts[-1]
    return ",".join(parts)


def has_title(name: str) -> bool:
    """Tell whether a name begins with "Dr." or the like."""
    return name.partition(" ")[0].rstrip(".").lower() in TITLES


def read_suffix(text: str) -> str:
    """Return "Jr." for "jr", "Junior" or "Jr", and an empty string for what is no suffix."""
    return _FORMS.get(text.lower().rstrip("."), "")


def cut_suffix(text: str) -> tuple[str, str]:
    """Cut the suffix off the end of a name, or of a part of one: "King Jr." → "King", "Jr."."""
    name, _, last = text.replace("~", " ").rpartition(" ")
    suffix = read_suffix(last) if name else ""
    # Júnior is a part of Portuguese surnames, and Senior a given name.
    if not suffix or len(last) > 4:
        return text, ""
    return name.rstrip(" ,"), suffix
