"""What stands in the variables of a CSL-JSON item, names, dates and texts, as a .bib file has it."""

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any

from guards.characters import clean_text

_LONGEST = 20_000
_TAGS = re.compile(r"<(/?)(i|em|b|strong|sup|sub|sc|span)(\s[^<>]*)?>", re.IGNORECASE)
_COMMANDS = {
    "i": r"\textit{",
    "em": r"\textit{",
    "b": r"\textbf{",
    "strong": r"\textbf{",
    "sup": r"\textsuperscript{",
    "sub": r"\textsubscript{",
}


def write_names(value: Any) -> list[str]:
    """Write names as biblatex has them; what is no list of names is none."""
    names = value if isinstance(value, list) else []
    return [written for name in names if isinstance(name, Mapping) and (written := _write_name(name))]


def _write_name(name: Mapping[str, Any]) -> str:
    family, given = write_text(name.get("family")), write_text(name.get("given"))
    if literal := write_text(name.get("literal")):
        return f"{{{literal}}}"
    if not family or not given:
        return f"{{{family or given}}}" if family or given else ""
    used, dropped = write_text(name.get("non-dropping-particle")), write_text(name.get("dropping-particle"))
    suffix = write_text(name.get("suffix"))
    parts = {"family": family, "given": given, "prefix": used or dropped, "suffix": suffix}
    if dropped and not used:
        parts["useprefix"] = "false"
    if not (used or dropped) and not re.search(r"(?:^|\s)[a-z]|,| and ", f"{family} {suffix}"):
        return ", ".join(filter(None, (family, suffix, given)))
    return ", ".join(f"{part}={{{text}}}" for part, text in parts.items() if text)


def write_date(value: Any) -> str:
    """Write a date as biblatex has it (ISO 8601-2), or in its own words; "" if there is none."""
    if not isinstance(value, Mapping):
        return ""
    parts = value.get("date-parts")
    days = [_write_day(day) for day in parts[:2]] if isinstance(parts, list) else []
    if days and days[0]:
        season = str(value.get("season", ""))
        if season in ("1", "2", "3", "4") and len(days[0]) == 4:
            days[0] += f"-2{season}"
        if value.get("circa"):
            days[0] += "~"
        return "/".join(filter(None, days))
    return write_text(value.get("literal") or value.get("raw"))


def _write_day(parts: Any) -> str:
    numbers = parts if isinstance(parts, list) else []
    found: list[int] = []
    for part in numbers[:3]:
        if not re.fullmatch(r"-?\d{1,4}", str(part).strip()):
            break
        found.append(int(part))
    if not found or not found[0]:
        return ""
    # CSL counts as historians do, EDTF as astronomers: there is a year 0.
    year = found[0] if found[0] > 0 else found[0] + 1
    known = list(_while_positive(found[1:]))
    return "-".join([f"{'-' if year < 0 else ''}{abs(year):04}", *(f"{part:02}" for part in known)])


def _while_positive(numbers: list[int]) -> Iterator[int]:
    for number in numbers:
        if number < 1:
            return
        yield number


def read_plain(value: Any) -> str:
    """Return a text or number on one line; "" of anything else."""
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return ""
    return re.sub(r"[ \t\r\n]+", " ", clean_text(str(value))[:_LONGEST]).strip()


def write_text(value: Any) -> str:
    """Write a text as LaTeX, with the few elements of HTML that CSL-JSON has in titles."""
    text = read_plain(value)
    written, opened, end = [], [], 0
    for tag in _TAGS.finditer(text):
        written.append(_escape(text[end : tag.start()]))
        end = tag.end()
        name = tag[2].lower()
        if not tag[1]:
            opened.append(name)
            plain = name == "sc" or (name == "span" and "nocase" not in (tag[3] or ""))
            written.append("" if plain else _COMMANDS.get(name, "{"))
            opened[-1] += "-" if plain else ""
        elif opened and opened[-1].removesuffix("-") == name:
            written.append("" if opened.pop().endswith("-") else "}")
    written.append(_escape(text[end:]))
    return "".join(written) + "}" * sum(not name.endswith("-") for name in opened)


def _escape(text: str) -> str:
    r"""Escape what LaTeX reads; a backslash and braces have no place in a title."""
    text = html.unescape(text).replace("\\", "/").replace("{", "(").replace("}", ")")
    return re.sub(r"[#$%&_]", r"\\\g<0>", text).replace("~", r"\textasciitilde{}")
