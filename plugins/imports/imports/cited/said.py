"""What a header says, in the words of whichever tool → what a `Post` says."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any

KNOWN = frozenset(
    (
        "title", "subtitle", "date", "modified", "lastmod", "last_modified_at", "date-modified", "author",
        "authors", "tags", "categories", "category", "keywords", "summary", "abstract", "description",
        "excerpt", "lang", "language", "draft", "status", "published", "slug", "url", "permalink",
        "aliases", "redirect_from", "bibliography", "bibfile", "publications_src", "licence", "license",
        "image", "cover",
    )
)  # fmt: skip
"""Names that are read."""

PLAIN = frozenset(
    (
        "layout", "format", "execute", "editor", "toc", "csl", "engine", "jupyter", "knitr", "output",
        "params", "number-sections", "code-fold", "type", "weight", "menu", "link-citations", "nocite",
        "theme", "css", "comments", "share", "featured", "projects", "crossref", "citation", "template",
        "toc-depth", "reference-section-title", "suppress-bibliography", "publishdate", "affiliations",
        "markup", "math",
    )
)  # fmt: skip
"""Names that say how another tool makes pages: nobody misses them."""

_LICENCES = ("by", "by-sa", "by-nd", "by-nc", "by-nc-sa", "by-nc-nd")
_NO_DATES = ("today", "now", "last-modified", "auto")
_FORMS = ("%m/%d/%Y", "%d %B %Y", "%B %d, %Y", "%d %b %Y", "%b %d, %Y", "%Y/%m/%d", "%B %Y", "%Y-%m", "%Y")


def read_text(value: Any) -> str:
    """Return a text on one line; "" of what is none."""
    if isinstance(value, str | int | float | date) and not isinstance(value, bool):
        return " ".join(str(value).split())
    return ""


def read_list(value: Any) -> list[str]:
    """Return texts, of a list or of a text with commas or semicolons."""
    if isinstance(value, list):
        return [text for one in value if (text := read_text(one))]
    text = read_text(value)
    return [part.strip() for part in text.split(";" if ";" in text else ",") if part.strip()]


def read_date(value: Any) -> datetime | None:
    """Return a moment, in UTC if nobody says where; None if there is none."""
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    text = read_text(value)
    if not text or text.lower() in _NO_DATES:
        return None
    # As Jekyll writes it.
    text = re.sub(r"^(\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d)?)\s+([+-]\d\d):?(\d\d)$", r"\1\2:\3", text)
    for form in ("", *_FORMS):
        try:
            found = datetime.strptime(text, form) if form else datetime.fromisoformat(text)
        except ValueError:
            continue
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    return None


def read_people(*values: Any) -> dict[str, dict[str, str]]:
    """Return who wrote something: name → what else is said of them."""
    found: dict[str, dict[str, str]] = {}
    for value in values:
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                name, about = _read_person(one)
                if name:
                    found.setdefault(name, about)
                continue
            text = read_text(one)
            parts = [text] if isinstance(value, list) else re.split(r";" if ";" in text else r",| and ", text)
            found |= {part.strip(): {} for part in parts if part.strip() and part.strip() not in found}
    return found


def _read_person(person: dict[Any, Any]) -> tuple[str, dict[str, str]]:
    """Read a person of Quarto's: a name, whole or in its parts, with ORCID and address."""
    name = person.get("name")
    about: dict[str, str] = {}
    if isinstance(name, dict):
        about = {part: text for part in ("given", "family") if (text := read_text(name.get(part)))}
        whole = read_text(name.get("literal")) or " ".join(about.values())
    else:
        whole = read_text(name)
    for key in ("orcid", "url"):
        if text := read_text(person.get(key)):
            about[key] = re.sub(r"^https?://orcid\.org/", "", text) if key == "orcid" else text
    return whole, about


def read_licence(value: Any) -> str:
    """Return a licence as SPDX calls it, or as somebody wrote it."""
    value = value[0] if isinstance(value, list) and value else value
    if isinstance(value, dict):
        value = value.get("type") or value.get("text") or value.get("url")
    text = read_text(value)
    found = re.search(r"creativecommons\.org/licenses/([a-z-]+)/(\d\.\d)", text)
    found = found or re.fullmatch(r"cc[ -](by[a-z-]*)(?:[ -](\d\.\d))?", text.lower())
    if found and found[1] in _LICENCES:
        return f"CC-{found[1].upper()}-{found[2] or '4.0'}"
    return "CC0-1.0" if re.search(r"publicdomain/zero|^cc[- ]?0", text.lower()) else text
