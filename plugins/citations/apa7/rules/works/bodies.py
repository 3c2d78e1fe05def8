"""Whose law it is: what legislatures and states are called (APA 7, chapter 11)."""

from apa7.bibliography.strings import STATES

_ABBREVIATED = {
    "Alabama": "Ala.", "Arizona": "Ariz.", "Arkansas": "Ark.", "California": "Cal.", "Colorado": "Colo.",
    "Connecticut": "Conn.", "Delaware": "Del.", "Florida": "Fla.", "Georgia": "Ga.", "Hawaii": "Haw.",
    "Illinois": "Ill.", "Indiana": "Ind.", "Kansas": "Kan.", "Kentucky": "Ky.", "Louisiana": "La.",
    "Maine": "Me.", "Maryland": "Md.", "Massachusetts": "Mass.", "Michigan": "Mich.", "Minnesota": "Minn.",
    "Mississippi": "Miss.", "Missouri": "Mo.", "Montana": "Mont.", "Nebraska": "Neb.", "Nevada": "Nev.",
    "New Hampshire": "N.H.", "New Jersey": "N.J.", "New Mexico": "N.M.", "New York": "N.Y.",
    "North Carolina": "N.C.", "North Dakota": "N.D.", "Oklahoma": "Okla.", "Oregon": "Or.",
    "Pennsylvania": "Pa.", "Rhode Island": "R.I.", "South Carolina": "S.C.", "South Dakota": "S.D.",
    "Tennessee": "Tenn.", "Texas": "Tex.", "Vermont": "Vt.", "Virginia": "Va.", "Washington": "Wash.",
    "West Virginia": "W. Va.", "Wisconsin": "Wis.", "Wyoming": "Wyo.",
}  # fmt: skip
"""The Bluebook's abbreviations (T1), which APA takes over for law (§ 11.1); what isn't here is spelt out."""

_US = ("U.S.", "U.S.")
_UN = ("U.N.", "United Nations")
_BODIES = {
    "senate": ("S.", "Senate"),
    "houseofrepresentatives": ("H.R.", "House of Representatives"),
    "us": _US,
    "unitedstates": _US,
    "un": _UN,
    "unitednations": _UN,
    **{key: (_ABBREVIATED.get(name, name), name) for key, name in STATES.items()},
}


def short_name(body: str) -> str:
    """Return what references and parentheses call a body: "S.", "S.C."; what isn't known as it is."""
    return _BODIES.get(_key(body), (body, body))[0]


def long_name(body: str) -> str:
    """Return what running text calls a body: "Senate", "South Carolina"."""
    return _BODIES.get(_key(body), (body, body))[1]


def _key(body: str) -> str:
    return body.lower().replace(" ", "").replace(".", "")
