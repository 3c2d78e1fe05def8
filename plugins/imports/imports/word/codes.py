"""What the fields of reference managers and of Word say → what is cited."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from guards.answers import parse_json

from ..works.model import Cluster, Item
from .endnote import read_endnote

LONGEST = 20_000_000
"""Characters of an instruction: a thousand citations with their works."""

LISTS = re.compile(
    r"\s*(?:ADDIN\s+)?(?:ZOTERO_BIBL|Mendeley Bibliography|EN\.REFLIST|BIBLIOGRAPHY\b)|.*CSL_BIBLIOGRAPHY"
)
"""How the instruction of a list of references begins, which our pages make themselves."""

OTHERS = {
    "ADDIN RW.CITE": "RefWorks",
    "ADDIN PAPERPILE": "Paperpile",
    "ADDIN CITAVI": "Citavi",
    "CitaviPlaceholder": "Citavi",
    "ADDIN REFMGR.CITE": "Reference Manager",
    "ADDIN PAPERS": "Papers",
    "ADDIN F1000": "Sciwheel",
}
"""How instructions begin in which there are no works that anybody else could read → their program."""


def read_code(
    code: str, shown: str, data: str, source: Callable[[str], Mapping[str, Any] | None]
) -> Cluster | None:
    """Return what a field cites, or None if it is no citation.

    Args:
        code: Its instruction.
        shown: What readers saw.
        data: What Word keeps beside it, in base64.
        source: Returns one of the document's own works, by its tag.
    """
    words = code.strip()
    if len(words) > LONGEST:
        return None
    if "CSL_CITATION" in words[:80]:
        return read_csl(words[words.index("CSL_CITATION") + 12 :], shown)
    if words.startswith("ADDIN EN.CITE"):
        return read_endnote(words if "<EndNote" in words else _decode(data), shown)
    if re.match(r"CITATION\s", words):
        return _read_own(words, shown, source)
    return None


def read_tag(tag: str, shown: str) -> Cluster | None:
    """Return what a content control of Mendeley Cite cites, by its tag; None if it is none."""
    prefix = "MENDELEY_CITATION_v"
    if not tag.startswith(prefix) or len(tag) > LONGEST:
        return None
    return read_csl(_decode(re.sub(r"^MENDELEY_CITATION_v\d+_", "", tag)), shown)


def read_csl(text: str, shown: str) -> Cluster | None:
    """Return what a citation of citeproc-js cites, as Zotero and Mendeley keep it."""
    try:
        _, end = json.JSONDecoder().raw_decode(text.strip())
        found = parse_json(text.strip()[:end])
    except (ValueError, RecursionError):
        return None
    listed = found.get("citationItems") if isinstance(found, dict) else None
    items = [item for item in listed if isinstance(item, dict)] if isinstance(listed, list) else []
    if not items:
        return None
    about = {**_table(found.get("mendeley")), **_table(found.get("properties"))}
    override = _table(found.get("manualOverride"))
    made = (
        about.get("plainCitation") or about.get("plainTextFormattedCitation") or override.get("citeprocText")
    )
    edited = bool(
        about.get("dontUpdate") or about.get("manualFormatting") or override.get("isManuallyOverridden")
    )
    return Cluster(
        tuple(map(_read_item, items)),
        shown,
        made if isinstance(made, str) else "",
        edited,
        about.get("mode") == "composite",
    )


def _table(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _read_item(item: dict[str, Any]) -> Item:
    said = {name: item.get(name) for name in ("locator", "label", "prefix", "suffix")}
    texts = {name: str(value) for name, value in said.items() if isinstance(value, str | int) and value != ""}
    csl = item.get("itemData")
    return Item(
        csl if isinstance(csl, dict) else {},
        texts.get("locator", ""),
        texts.get("label", "page"),
        texts.get("prefix", ""),
        texts.get("suffix", ""),
        author=not item.get("suppress-author"),
        year=not item.get("author-only"),
    )


def _read_own(code: str, shown: str, source: Callable[[str], Mapping[str, Any] | None]) -> Cluster:
    r"""Read Word's own field: `CITATION Smi19 \p 12 \f "see " \m Roe04 \n`."""
    items: list[dict[str, Any]] = []
    parts = re.findall(r'"([^"]*)"|(\S+)', code)
    words = [quoted or plain for quoted, plain in parts][1:]
    at = 0
    while at < len(words):
        switch, following = words[at].lower(), words[at + 1] if at + 1 < len(words) else ""
        at += 1
        if not switch.startswith("\\") or switch == "\\m":
            tag = following if switch == "\\m" else words[at - 1]
            at += switch == "\\m"
            items.append({"itemData": source(tag) or {}})
        elif not items or switch in ("\\y", "\\t"):
            continue
        elif switch == "\\n":
            items[-1]["suppress-author"] = True
        elif switch in ("\\p", "\\f", "\\s", "\\v", "\\l"):
            at += 1
            name = {"\\p": "locator", "\\f": "prefix", "\\s": "suffix", "\\v": "volume"}.get(switch)
            if name:
                items[-1][name] = following
    for item in items:
        if volume := item.pop("volume", ""):
            page = item.get("locator")
            item |= {"locator": volume, "label": "volume"} | ({"suffix": f", p. {page}"} if page else {})
    return Cluster(tuple(map(_read_item, items)), shown)


def _decode(text: str) -> str:
    try:
        return base64.b64decode("".join(text.split()) + "===").decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""
