"""What stands above or below the line, in letters that plain text has for it: H₂O, 10⁻³."""

import re

from .patterns import late

_DIGITS = "0123456789+-=()"
_RAISED = str.maketrans(_DIGITS + "−–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾⁻⁻")
_LOWERED = str.maketrans(_DIGITS + "−–", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎₋₋")
_RAISED_LETTER = str.maketrans("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")
_LOWERED_LETTER = str.maketrans("aehijklmnoprstuvx", "ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
_NUMBER = late(r"[\d+\-−–=(),.]+")
_WITH_LETTER = late(r"[\d+\-−–=()]*[a-z][\d+\-−–=()]*")
_MARKS = {"∘": "°", "°": "°", "o": "°", "TM": "™", "tm": "™", "SM": "℠"}


def raise_text(text: str, *, math: bool = False) -> str:
    """Return a superscript: 10⁻³, xⁿ⁻¹, 25°, ™. Ordinals are none (APA 7, § 6.33): 19th.

    Args:
        text: What it says.
        math: Whether it is a formula's, whose letters are variables.
    """
    if mark := _MARKS.get(text):
        return mark if text != "o" or math else text
    if _NUMBER.fullmatch(text):
        return text.translate(_RAISED)
    if math and _WITH_LETTER.fullmatch(text) and "q" not in text:
        return text.translate(_RAISED).translate(_RAISED_LETTER)
    return text


def lower_text(text: str) -> str:
    """Return a subscript: H₂O, xᵢ; letters that Unicode has none for stay on the line."""
    lowered = text.translate(_LOWERED).translate(_LOWERED_LETTER)
    return text if re.search(r"[A-Za-z]", lowered) else lowered


def lower_counts(formula: str) -> str:
    """Return a chemical formula with its charge above and its numbers of atoms below the line: Ca²⁺, H₂O."""
    formula = re.sub(r"\^\{?(\d*[+\-])\}?", lambda found: raise_text(found[1]), formula)
    return re.sub(r"(?<=[A-Za-z)\]])_?\{?(\d+)\}?", lambda found: lower_text(found[1]), formula)
