"""Formulas in MathML, where only words or simple HTML can stand: x², p < .05, or else their TeX."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape, unescape
from typing import TYPE_CHECKING
from unicodedata import normalize

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

FORMULA = re.compile(r"<math\b[^<>]*>.*?</math>", re.DOTALL)
"""A formula in HTML that a program wrote, whose attributes have no angle brackets."""
TAG = re.compile(r"</?\w+>")
LONGEST = 20_000
"""Characters of a formula that is looked at."""

RAISED = dict(zip("0123456789+−-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ", strict=True))
LOWERED = dict(zip("0123456789+−-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))
ACCENTS = {
    "ˉ": "\u0304",
    "‾": "\u0304",
    "¯": "\u0304",
    "ˆ": "\u0302",
    "~": "\u0303",
    "˙": "\u0307",
    "→": "\u20d7",
}
# Operators that stand alone between two terms, or before one.
SPACED = set("+−±∓×⋅·÷=≠<>≤≥≈∼≅≡∝∈∉⊂⊆∪∩∧∨→⇒⇔←↔∣|≪≫⟂∘∗")
CLOSE = set("()[]{}/!%′…⋯‖.:;*¬∀∃∇∂")
PRIMES = {"′", "″", "‴"}
APPLIED = "\u2061"
# Where a fraction is one term of its own beside these alone.
APART = set("+−±=≠<>≤≥≈∼,()[]") | {""}


class _NotSimpleError(ValueError):
    """A formula that would read otherwise on one line."""


def write_formulas(html: str) -> str:
    """Return HTML in which simple HTML, or else TeX as code, stands in the place of each formula."""
    if "<math" not in html:
        return html
    return FORMULA.sub(
        lambda found: write_simple(found[0]) or f"<code>{escape(read_tex(found[0]), quote=False)}</code>",
        html,
    )


def write_simple(mathml: str) -> str:
    """Return a formula as simple HTML that says the same, with letters above and below; "" if none does.

    Args:
        mathml: The element `math`.
    """
    # Most who import this have no formula.
    from xml.etree.ElementTree import ParseError, fromstring

    try:
        root = fromstring(re.sub(r"\sxmlns=\"[^\"]*\"", "", mathml)) if len(mathml) <= LONGEST else None
        return "" if root is None else _join(root).strip()
    except (ParseError, _NotSimpleError, RecursionError):
        return ""


def write_words(mathml: str) -> str:
    """Return a formula as plain text: with Unicode's letters above and below, or as its TeX."""
    simple = write_simple(mathml)
    text = re.sub(r"<(su[pb])>(.*?)</\1>", lambda found: shift(unescape(found[2]), found[1]), simple)
    return unescape(TAG.sub("", text)) or read_tex(mathml)


def read_tex(mathml: str) -> str:
    """Return the TeX that a formula was made of; "" if it does not say so."""
    found = re.match(r'<math\b[^<>]*\balttext="([^"]*)"', mathml)
    return unescape(found[1]) if found else ""


def shift(text: str, name: str) -> str:
    """Return a text that stands above or below the line as plain text.

    Args:
        text: Plain.
        name: ``sup`` or ``sub``.
    """
    text = TAG.sub("", text)
    known = RAISED if name == "sup" else LOWERED
    if text and all(letter in known for letter in text):
        return "".join(known[letter] for letter in text)
    if len(text) > 1 and text.isalpha():
        # As in 1st and Mme: the letters say it.
        return text if name == "sup" else f"_{text}"
    sign = "^" if name == "sup" else "_"
    return f"{sign}{text}" if len(text) == 1 else f"{sign}({text})"


def _join(parent: Element) -> str:
    """Return the children of an element one after the other."""
    children = [child for child in parent if child.tag != "annotation"]
    parts: list[str] = []
    for number, child in enumerate(children):
        if child.tag == "mo":
            parts.append(_write_operator(child, parts, children[number + 1 :]))
        elif child.tag == "mfrac":
            sides = (_read_text(children, number - 1), _read_text(children, number + 1))
            if not set(sides) <= APART:
                raise _NotSimpleError
            parts.append(_write(child))
        else:
            parts.append(_write(child))
    return "".join(parts)


def _read_text(children: Sequence[Element], number: int) -> str:
    """Return what an operator says; another sign for what is none, and nothing beyond the ends."""
    if not 0 <= number < len(children):
        return ""
    child = children[number]
    return (child.text or "").strip() if child.tag == "mo" else "x"


def _write_operator(element: Element, before: Sequence[str], after: Sequence[Element]) -> str:
    sign = (element.text or "").strip("\n ")
    if sign == ",":
        return ", "
    if sign == APPLIED:
        return "" if after and _read_text(after, 0) in {"(", "["} else " "
    if sign == "\xa0":
        return " "
    if sign in CLOSE:
        return escape(sign, quote=False)
    if sign in SPACED:
        last = unescape(TAG.sub("", "".join(before))).rstrip(" ")
        alone = not last or last[-1] in "(=<>≤≥≈,[+−±|"
        if sign in "+−±" and alone:
            return sign
        return f" {escape(sign, quote=False)} "
    raise _NotSimpleError


def _write(element: Element) -> str:
    """Return an element as simple HTML."""
    text = (element.text or "").replace("\xa0", " ")
    text = text if element.tag == "mtext" else text.strip()
    match element.tag:
        case "mi":
            italic = (
                len(text) == 1 and text.isascii() and text.isalpha() and "mathvariant" not in element.attrib
            )
            if "class" in element.attrib:
                raise _NotSimpleError
            return f"<em>{text}</em>" if italic else escape(text, quote=False)
        case "mn" | "mtext":
            return escape(text, quote=False)
        case "mo":
            return escape(text, quote=False) if text in CLOSE | SPACED else _refuse()
        case "mrow" | "semantics" | "mstyle" if "class" not in element.attrib:
            return _join(element)
        case "mspace":
            return " " if float(re.sub(r"[^\d.-]", "", element.get("width", "")) or 0) > 0.2 else ""
        case "msup" | "msub" | "msubsup":
            return "".join(_write_scripts(element))
        case "mover" if len(element) == 2:
            base, accent = _write(element[0]), (element[1].text or "").strip()
            found = re.fullmatch(r"(<em>)?(\w)(</em>)?", base)
            if found and accent in ACCENTS:
                return f"{found[1] or ''}{normalize('NFC', found[2] + ACCENTS[accent])}{found[3] or ''}"
        case "mfrac" if len(element) == 2 and not element.attrib and not list(element.iter("mfrac"))[1:]:
            return "/".join(_group(side) for side in element)
        case "msqrt":
            inner = _join(element)
            return f"√{inner}" if re.fullmatch(r"\d+|<em>\w</em>|\w", inner) else f"√({inner})"
    return _refuse()


def _write_scripts(element: Element) -> Iterator[str]:
    base, *scripts = element
    yield _group(base)
    for name, script in zip(
        element.tag.removeprefix("m").replace("subsup", "sub sup").split(), scripts, strict=True
    ):
        inner = _write(script)
        if "<su" in inner or "/" in TAG.sub("", inner):
            raise _NotSimpleError
        yield inner if set(inner) <= PRIMES else f"<{name}>{inner.replace(' ', '')}</{name}>"


def _group(element: Element) -> str:
    """Return an element, in parentheses if it is more than one term."""
    inner = _write(element)
    held = inner[:1] == "(" and inner.find(")") == len(inner) - 1
    return f"({inner})" if element.tag == "mrow" and len(element) > 1 and not held else inner


def _refuse() -> str:
    raise _NotSimpleError
