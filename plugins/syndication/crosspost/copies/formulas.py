"""Formulas in a copy: what survives a partner's filter is simple HTML where that says it, or their TeX."""

from __future__ import annotations

import re

from crosspost.text.parser import parse
from crosspost.text.tree import Element, Node
from guards.formulas import write_simple

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


def replace_formulas(root: Element, html: str) -> None:
    """Put what can be read in the place of every formula: x², or as code its TeX, or the formula on one line.

    Args:
        root: The post.
        html: What it was parsed from.
    """
    if not SIGNS.search(html):
        return
    for element in root.find_classes("arithmatex", "katex", "MathJax_Preview", "math"):
        if "MathJax_Preview" in element.classes:
            element.remove()
        elif formula := element.find("math"):
            write_code(element, read_formula(formula))
        elif marked := MARKED.fullmatch(element.read().strip()):
            write_code(element, read_marked(marked))
        elif "arithmatex" in element.classes:
            write_code(element, element.read())
    for script in root.find_all("script"):
        if script.attrs.get("type", "").startswith("math/tex"):
            write_code(script, script.read())
    for formula in root.find_all("math"):
        if simple := write_simple(str(formula)):
            formula.replace(*parse(simple).children)
        else:
            write_code(formula, read_formula(formula))
    for element in [root, *root.walk()]:
        names = {element.name, *(parent.name for parent in element.parents)}
        if names.isdisjoint(VERBATIM):
            element.fill(node for child in element.children for node in mark_code(child))


def read_formula(formula: Element) -> str:
    """Return a formula in MathML as one line: its text for readers, its TeX, or what it says."""
    notes = formula.find_all("annotation")
    tex = next((note for note in notes if "tex" in note.attrs.get("encoding", "").lower()), None)
    return formula.attrs.get("alttext") or (tex.read() if tex else linearise(formula))


def linearise(element: Element) -> str:
    """Return MathML as text in which a fraction is a/b and a power a^b."""
    parts = []
    for child in element.children:
        if isinstance(child, str):
            parts.append(child.strip())
        elif isinstance(child, Element) and not child.name.startswith("annotation"):
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


def write_code(element: Element, text: str) -> None:
    """Replace a formula by its text, in a paragraph of its own if it stood alone."""
    parent = element.parent
    if parent is None:
        return
    code = Element("code", {}, re.sub(r"\s+", " ", MARKED.sub(read_marked, text.strip())).strip())
    element.replace(code)
    if element.name == "div" or not parent.name:
        code.wrap("p")


def mark_code(node: Node) -> list[Node]:
    """Return a node; a text in pieces, with the TeX in it as code."""
    if not isinstance(node, str):
        return [node]
    pieces: list[Node] = []
    end = 0
    for match in MARKED.finditer(node):
        tex = read_marked(match).strip()
        if match["dollar"] is None or TEX.search(tex):
            pieces += [node[end : match.start()], Element("code", {}, tex)]
            end = match.end()
    return [*pieces, node[end:]] if pieces else [node]
