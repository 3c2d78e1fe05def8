"""Zotero's field Extra, which exporters write into `note` or `annotation`, and what else notes hold."""

import re

from .collaborators import SEEN_AND_HEARD
from .latex import bare
from .patterns import late

Fields = dict[str, str]

_EXTRA = late(
    r"\s*(?:(?:tex|bibtex|biblatex|csl|zotero)\.[\w.-]+\s*[:=]"
    r"|[^\W\d][\w./-]*(?: [\w./()-]+){0,3}\s*:(?!//)|(?:\\?_)\w+\s*:|\d{5,}\s*$)"
)
"""A line of Zotero's field Extra: "PMID: 123", "Citation Key: doe99", "tex.copyright: …", "\\_eprint: …"."""
_LISTED = """
accession number; archive; archive location; arxiv; call number; citation key; cited by; doi; ean;
edition; eprint; extent; google books id; id; imdb id; isbn; issn; issue; issued; language; lccn; medium;
number; oclc; original author; original date; original publisher; original publisher place; original
title; page; page version id; pages; place; pmcid; pmid; publication title; publisher; publisher place;
section; status; title; type; url; version; volume; wos; zscc
"""
_KEYS = late(
    r"\s*(?:(?:tex|bibtex|biblatex|csl|zotero)\.[\w.-]+\s*[:=]|(?:\\?_)\w+\s*:|event[ -]\w+\s*:|(?:"
    + "|".join(re.escape(name).replace(r"\ ", "[ -]") for name in " ".join(_LISTED.split()).split("; "))
    + r")\s*:)",
    re.IGNORECASE,
)
"""Lines of Extra among an author's own, which may have labels, too: CSL's variables, and identifiers."""
_LINE = late(r"\n|\\\\")
_PATENT = late(
    r"(?P<whose>US|EP|European|German|U\.S\.) Patent (?P<request>App(?:lication|\.) )?(?:No\. )?(?=.*\d)",
    re.IGNORECASE,
)
_ARXIV = late(r"\s*arxiv:\s*([\w./-]+)", re.IGNORECASE)
_PRINT_NOTES = ("report", "standard", *SEEN_AND_HEARD)
"""Kinds whose notes are for readers, unless a reference manager keeps files or abstracts with them."""


def read_note(kind: str, fields: Fields) -> None:
    """Zotero's Extra is for the owner of the library; Better BibTeX may write it into `annotation`."""
    if annotation := fields.get("annotation"):
        lines = _LINE.split(annotation)
        kept = [line for line in lines if not _KEYS.match(bare(line))]
        if len(kept) < len(lines):
            fields["annotation"] = "\n".join(kept)
    note = fields.get("note")
    if not note:
        return
    if (archived := _ARXIV.match(bare(note))) and not _is_published(kind, fields):
        fields.setdefault("eprint", archived[1])
        fields.setdefault("eprinttype", "arXiv")
    if kind == "misc" and (patent := _PATENT.match(note)):
        # Google Scholar: "US Patent 1,234".
        fields["number"] = note[patent.end() :]
        fields["type"] = f"{patent['whose']} Patent{' Application' if patent['request'] else ''}"
        fields.pop("publisher", None)
    managed = kind in _PRINT_NOTES and ("file" in fields or "abstract" in fields)
    if managed or any(_EXTRA.match(bare(line)) for line in _LINE.split(note)):
        del fields["note"]


def _is_published(kind: str, fields: Fields) -> bool:
    journal = bare(fields.get("journaltitle", ""))
    return kind not in ("article", "misc", "online", "unpublished") or bool(
        journal and "arxiv" not in journal.lower()
    )
