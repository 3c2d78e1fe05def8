"""Formulas in a copy: what survives a partner's filter is their TeX, or one line of text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bs4 import BeautifulSoup
    from bs4.element import NavigableString, Tag

# TeX between the marks by which scripts find it; dollars are prices unless what they enclose looks like TeX.
MARKED = re.compile(
    r"\\\((?P<inline>.+?)\\\)|\\\[(?P<display>.+?)\\\]|\$\$(?P<dollars>[^$]+)\$\$"
    r"|(?<![\\$\w])\$(?=\S)(?P<dollar>[^$\n]*[^$\s\\])\$(?![\d$])",
    re.DOTALL,
)
TEX = re.compile(r"[\\^_={}]|^[A-Za-z]$")
# Without one of these there is no formula.
SIGNS = re.compile(r"\$|\\\(|\\\[|math|katex|MathJax")
VERBATIM = {"code", "kbd", "pre", "samp", "script", "style", "textarea"}
# MathML's constructs → how they read on one line.
LINEAR = {"mfrac": "/", "msup": "^", "msub": "_", "mover": "^", "munder": "_"}


def replace_formulas(soup: BeautifulSoup, html: str) -> None:
    """Put code in the place of every formula: its text for readers, its TeX, or the formula on one line.

    Args:
        soup: The post.
        html: What it was parsed from.
    """
    if not SIGNS.search(html):
        return
    for element in soup.find_all(class_=["arithmatex", "katex", "MathJax_Preview", "math"]):
        if element.decomposed:
            continue
        if "MathJax_Preview" in element["class"]:
            element.decompose()
        elif formula := element.find("math"):
            write_code(soup, element, read_formula(formula))
        elif marked := MARKED.fullmatch(element.get_text().strip()):
            write_code(soup, element, read_marked(marked))
        elif "arithmatex" in element["class"]:
            write_code(soup, element, element.get_text())
    for script in soup.find_all("script", type=re.compile("^math/tex")):
        write_code(soup, script, script.get_text())
    for formula in soup.find_all("math"):
        write_code(soup, formula, read_formula(formula))
    for text in soup.find_all(string=MARKED):
        if not any(parent.name in VERBATIM for parent in text.parents):
            mark_code(soup, text)


def read_formula(formula: Tag) -> str:
    """Return a formula in MathML as one line: its text for readers, its TeX, or what it says."""
    annotation = formula.find("annotation", encoding=re.compile("tex", re.IGNORECASE))
    return str(formula.get("alttext") or "") or (annotation.get_text() if annotation else linearise(formula))


def linearise(element: Tag) -> str:
    """Return MathML as text in which a fraction is a/b and a power a^b."""
    from bs4.element import Tag

    parts = []
    for child in element.children:
        if not isinstance(child, Tag):
            parts.append(str(child).strip())
        elif not child.name.startswith("annotation"):
            parts.append(linearise(child))
    parts = [part for part in parts if part]
    grouped = [part if re.fullmatch(r"\w+", part) else f"({part})" for part in parts]
    if element.name in LINEAR:
        return LINEAR[element.name].join(grouped)
    if element.name in {"msubsup", "munderover"} and len(grouped) == 3:
        return f"{grouped[0]}_{grouped[1]}^{grouped[2]}"
    if element.name == "mroot" and len(grouped) == 2:
        return f"{grouped[0]}^(1/{grouped[1]})"
    if element.name == "msqrt":
        return f"√({''.join(parts)})"
    return " ".join(parts) if element.name in {"math", "mtable", "mtr"} else "".join(parts)


def read_marked(match: re.Match[str]) -> str:
    """Return the TeX between its marks."""
    return next(text for text in match.groups() if text is not None)


def write_code(soup: BeautifulSoup, element: Tag, text: str) -> None:
    """Replace a formula by its text, in a paragraph of its own if it stood alone."""
    code = soup.new_tag("code")
    code.string = re.sub(r"\s+", " ", MARKED.sub(read_marked, text.strip())).strip()
    alone = element.name == "div" or element.parent is soup
    element.replace_with(code)
    if alone:
        code.wrap(soup.new_tag("p"))


def mark_code(soup: BeautifulSoup, text: NavigableString) -> None:
    """Put the TeX in a text into code."""
    from bs4.element import NavigableString

    pieces: list[NavigableString | Tag] = []
    end = 0
    for match in MARKED.finditer(text):
        tex = read_marked(match).strip()
        if match["dollar"] is not None and not TEX.search(tex):
            continue
        code = soup.new_tag("code")
        code.string = tex
        pieces += [NavigableString(text[end : match.start()]), code]
        end = match.end()
    if pieces:
        text.replace_with(*pieces, NavigableString(text[end:]))
