"""Names in capitals alone, as some databases have them: "WATSON, J. D.", "VAN DER BERG, ANN"."""

from .patterns import late

_PARTICLES = frozenset(("van", "von", "der", "den", "de", "la", "ten", "ter"))
_SHORT_LIST = """
ABE ADA AMY ANA ANN AVA BEN BOB CAL DAN DEB DON EVA EVE GUS GUY IAN IDA IRA IVY JAN JAY JEN JIM JOE JON
JOY KAI KAY KEN KIM KIT LEE LEO LES LEX LIZ LOU LUZ MAE MAX MAY MEG MIA NED NOA PAM PAT PEG RAE RAY REX
ROB ROD RON ROY SAM SUE TED TIM TOM UMA UNA VAL VIC ZOE
"""
_SHORT = frozenset(_SHORT_LIST.split())
"""Given names of three letters."""

_VOWEL = late(r"[AEIOUYÀ-ÖØ-ÝĀĒĪŌŪ]")
_MC = late(r"\bMc([a-z])(?=[a-z]{2})")
_HALF = late(r"(Ma?c)([A-Z]{3,})")


def quieten(prefix: str, family: str, given: str) -> tuple[str, str, str]:
    """Return a person's particle, surname and given names with capitals at their beginnings alone.

    Three letters that follow a surname in capitals may be a name (ANN), and are initials otherwise (JRD).
    """
    if family[-1:].islower():
        return prefix, family, given
    if half := _HALF.fullmatch(family):
        return prefix, half[1] + half[2].title(), given
    if not given or not family.isupper() or len(family) < 2 or not (_VOWEL.search(family) or family == "NG"):
        return prefix, family, given
    words = family.title().split()
    while len(words) > 1 and words[0].lower() in _PARTICLES:
        prefix = f"{prefix} {words.pop(0).lower()}".strip()
    family = _MC.sub(lambda found: f"Mc{found[1].upper()}", " ".join(words))
    return prefix, family, " ".join(map(_quieten_given, given.split()))


def _quieten_given(word: str) -> str:
    whole = word.isupper() and (len(word) > 3 or word in _SHORT) and "." not in word
    return word.title() if whole else word
