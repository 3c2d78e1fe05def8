r"""TeX to MathML, by docutils' converter, which Pelican brings and which refuses what it does not know.

What authors write and it does not take is said in its words first (`\frac12`, `align`, ×), and what it would
take for something else is refused here: braces without their other half, `\left` without `\right`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from itertools import pairwise
from xml.etree.ElementTree import Element, fromstring, tostring

from docutils.utils.math import MathError
from docutils.utils.math.latex2mathml import tex2mathml
from docutils.utils.math.unichar2tex import uni2tex_table

LONGEST = 5_000
"""Characters of a formula."""
DEEPEST = 50
"""Braces within braces."""

ALIGNED = r"align|alignat|eqnarray|gather|gathered|multline|split"
TOKEN = re.compile(r"\\(?:[A-Za-z]+|.)|[{}]", re.DOTALL)
SCRIPT = r"\s*(?:\\[A-Za-z]+|\{[^{}]*\}|[^\s{}\\^_])\s*"
TWICE = re.compile(rf"([\^_]){SCRIPT}(?:(?!\1)[\^_]{SCRIPT})?\1")
TEXT = re.compile(r"\\(?:text|mbox|textrm)\s*\{[^{}]*\}")
# What stands for something that the converter knows by another name.
SAME: tuple[tuple[str, str], ...] = (
    (r"(?<!\\)%[^\n]*\n?", ""),
    (rf"\\(begin|end)\{{(?:{ALIGNED})\*?\}}", r"\\\1{aligned}"),
    (r"\\begin\{array\}\s*\{[lcr\s]+\}", r"\\begin{matrix}"),
    (r"\\end\{array\}", r"\\end{matrix}"),
    (r"\\(?:begin|end)\{(?:equation|displaymath|math)\*?\}", ""),
    (r"\\(?:nonumber|notag|displaystyle|textstyle)(?![A-Za-z])", ""),
    (r"\\([dt]?frac|binom)\s*(\d)\s*(\d)", r"\\\1{\2}{\3}"),
    (r"\\([dt]?frac|binom)\s*(\d)\s*\{", r"\\\1{\2}{"),
    (r"\\([dt]?frac)\s*(\{[^{}]*\})\s*(\d)", r"\\\1\2{\3}"),
    (r"\\stackrel(?![A-Za-z])", r"\\overset"),
    (r"\\textrm(?![A-Za-z])", r"\\text"),
    (r"\\(?:[bB]ig|[bB]igg)(?![A-Za-z])", ""),
    (r"\\degree(?![A-Za-z])", r"{}^\\circ "),
    (r"\\arg(max|min)(?![A-Za-z])", r"\\operatorname{arg\1}"),
)
ACCENTS = set("´ˉ˘ˇ˙¨`ˆ˚~→")
BRACES = set("⏟⏞")
COMMANDS = {**uni2tex_table, ord("−"): "-"}
TOKENS = {"mi", "mn", "mo", "mtext"}


class TexError(ValueError):
    """TeX that cannot be shown as a formula; its text says why, and what to do."""


@lru_cache(maxsize=1000)
def convert(tex: str, *, display: bool = False) -> str:
    """Return a formula as MathML, the element `math` with its TeX as `alttext`.

    Args:
        tex: Without the marks around it.
        display: Whether it stands on a line of its own.

    Raises:
        TexError: It cannot be shown.
    """
    check(tex)
    try:
        root = fromstring(tex2mathml(rewrite(tex)).replace("&ApplyFunction;", "\u2061"))
    except MathError as error:
        raise TexError(explain(str(error))) from None
    except RecursionError:
        raise TexError("it is nested too deep. Write it as several formulas") from None
    except Exception:
        # The converter fails in many ways where TeX ends too early, or has a cell outside a table.
        raise TexError("it is no whole formula. Look for what is missing in it") from None
    if not len(root):
        raise TexError("there is nothing in it")
    settle(root)
    root.attrib = {"alttext": " ".join(tex.split()), **({"display": "block"} if display else {})}
    return tostring(root, "unicode", short_empty_elements=False)


def check(tex: str) -> None:
    """Refuse what the converter would show as something else.

    Raises:
        TexError: There is such a thing.
    """
    if len(tex) > LONGEST:
        raise TexError(
            f"it has {len(tex):,} characters, and may have {LONGEST:,}. Write it as several formulas"
        )
    depth = sides = 0
    for token in TOKEN.findall(tex):
        depth += {"{": 1, "}": -1}.get(token, 0)
        sides += {r"\left": 1, r"\right": -1}.get(token, 0)
        if depth < 0 or sides < 0 or depth > DEEPEST:
            break
    if depth > DEEPEST:
        raise TexError("it is nested too deep. Write it as several formulas")
    if depth:
        raise TexError('a brace has no other half. Each "{" needs a "}"')
    if sides:
        raise TexError(
            r"\left and \right do not come in pairs. A dot stands for nothing, as in \left. x \right|"
        )
    if twice := TWICE.search(tex):
        raise TexError(f'it has two "{twice[1]}" at one place. Put braces around what belongs together')
    if label := re.search(r"\\(label|tag)\s*\{", tex):
        raise TexError(
            rf"\{label[1]} is not understood. For a number write the formula as $$ … $$ {{#eq-name}}"
        )


def rewrite(tex: str) -> str:
    """Return TeX in the words of the converter."""
    for pattern, words in SAME:
        tex = re.sub(pattern, words, tex)
    if "\\\\" in tex and r"\begin" not in tex:
        tex = rf"\begin{{aligned}}{tex}\end{{aligned}}"
    tex = re.sub(
        r"\\operatorname\*?\s*\{([^{}]*)\}",
        lambda found: r"\operatorname{" + re.sub(r"\\[,;: ]|~", "\u202f", found[1]) + "}",
        tex,
    )
    tex = re.sub("(?<!\\\\)'+", lambda found: r"\prime " * len(found[0]), tex)
    parts, place = [], 0
    for found in TEXT.finditer(tex):
        parts += [name_characters(tex[place : found.start()]), found[0]]
        place = found.end()
    return "".join([*parts, name_characters(tex[place:])]).strip()


def name_characters(tex: str) -> str:
    """Return TeX with commands in the place of characters such as × and −."""
    if tex.isascii():
        return tex
    return "".join(
        letter
        if letter.isascii() or letter.isalpha()
        else {"−": "-"}.get(letter, uni2tex_table.get(ord(letter), letter))
        for letter in tex
    )


def explain(message: str) -> str:
    """Return the converter's message for an author."""
    if found := re.search(r'Unknown LaTeX command "(.+?)"', message):
        return f"{found[1]} is no command that is known here. Say it with others, or show it as a figure"
    if found := re.search(r'Environment "(.+?)" not supported', message):
        return f"{found[1]} is no environment that is known here. Say it with aligned, cases or matrix"
    if found := re.search(r'Unsupported character: "(.+?)"', message):
        return f'it has the character "{found[1]}" in it. Write its command, or \\text{{…}} around words'
    return "it is no whole formula. Look for what is missing in it"


def settle(element: Element) -> None:
    """Correct what the converter gets wrong or writes for other readers, in an element and all in it."""
    element.tag = element.tag.rpartition("}")[2]
    for child in element:
        settle(child)
        child.tail = None
    if element.tag not in TOKENS:
        element.text = None
    join_decimals(element)
    for number, child in enumerate(list(element)):
        element[number] = place_scripts(child)
    if element.get("class") == "ams-align":
        element.set("displaystyle", "true")
    if element.tag == "mover" and len(element) == 2 and element[1].text == "_":
        element[1].text = "‾"
    for name in ("columnalign", "rowspacing", "columnspacing", "scriptlevel"):
        # Browsers do not know these, and no checker of HTML lets them pass everywhere.
        element.attrib.pop(name, None)


def join_decimals(element: Element) -> None:
    """Make one number of a decimal without its nought, as in p = .05."""
    children = list(element)
    for number, (point, digits) in enumerate(pairwise(children)):
        first = number == 0 or children[number - 1].tag == "mo"
        if (point.tag, point.text, digits.tag) == ("mo", ".", "mn") and first:
            digits.text = f".{digits.text}"
            element.remove(point)


def place_scripts(element: Element) -> Element:
    """Return an element with a script beside an accent (β̂₁), and one below a brace that belongs there."""
    if element.tag == "mfrac" and (style := element.attrib.pop("displaystyle", "")):
        return make("mstyle", element, displaystyle=style)
    if element.tag == "munderover" and (element[2].text or "") in ACCENTS and element[2].get("stretchy"):
        base, script, accent = element
        return make("msub", make("mover", base, accent, accent="true"), script)
    if element.tag == "msup" and element[0].tag == "msub" and element[0][0].tag == "mover":
        (base, below), above = element[0], element[1]
        return make("msubsup", base, below, above)
    if element.tag in {"msub", "msup"} and element[0].tag in {"munder", "mover"}:
        brace = element[0][1].text or ""
        if brace in BRACES:
            return make({"msub": "munder", "msup": "mover"}[element.tag], *element)
    return element


def make(tag: str, *children: Element, **attributes: str) -> Element:
    """Return an element."""
    made = Element(tag, attributes)
    made.extend(children)
    return made


def show_tex(tex: str) -> str:
    """Return TeX as readers see it where it cannot be shown as a formula."""
    return f"<code>{escape(' '.join(tex.split()), quote=False)}</code>"
