"""What exporters write where nothing is yet: "n/a", "null", "ahead-of-print", "0".

Wiley's early views have "n/a", Sage's 0 for volume and issue, Taylor & Francis "ahead-of-print"; tools that
lack a value write their language's word for none.
"""

import re

from .latex import bare
from .patterns import late

Fields = dict[str, str]

_PLACES = ("volume", "number", "issue", "pages", "eid")
_NOTHING = late(
    r"n\.?/?a\.?|null|nan|none|nil|undefined|unknown|not (?:available|specified|applicable)|[–—?.-]+",
    re.IGNORECASE,
)
_AHEAD = late(
    r"(?:(?:publish(?:ed)?|e-?pub|online|article)[ -])?(?:online[ -])?ahead[ -]of[ -]print"
    r"|(?:published )?online[ -]?(?:first|early|now|ready)"
    r"|advance(?: online)? (?:publication|access|articles?)|early (?:view|access|online)"
    r"|first ?view|latest articles|epub|online",
    re.IGNORECASE,
)


def leave_placeholders(kind: str, fields: Fields) -> None:
    """Leave out what says nothing; an article with neither volume nor issue for it is out in advance.

    It then has "Advance online publication" (APA 7, § 10.1, example 7), and no pages: those in such an
    entry are the file's.
    """
    ahead = False
    for name in _PLACES:
        value = bare(fields[name]).strip() if name in fields else ""
        if not value:
            continue
        online = _AHEAD.fullmatch(value)
        if online or _NOTHING.fullmatch(value):
            ahead = ahead or bool(online) or (name == "volume" and "doi" in fields)
            del fields[name]
    pages, _, suffix = bare(fields.get("pages", "")), *bare(fields.get("doi", "")).rpartition("/")[1:]
    if pages.isdecimal() and len(pages) > 9 and suffix.startswith(pages):
        # Sage has the first digits of the DOI there.
        del fields["pages"]
        ahead = True
    numbers = [bare(fields[name]).strip() for name in _PLACES[:3] if name in fields]
    if len(numbers) > 1 and not any(number.strip("0") for number in numbers):
        for name in _PLACES[:3]:
            fields.pop(name, None)
        ahead = True
    if ahead and kind == "article" and fields.keys().isdisjoint(("volume", "number", "issue", "eid")):
        fields.pop("pages", None)
        fields.setdefault("pubstate", "prepublished")
