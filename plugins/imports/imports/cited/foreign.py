"""Citations and the like of other tools, as ours."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

_HUGO = re.compile(r"\{\{[<%]\s*(?P<name>/?[\w-]+)(?P<said>(?:\s[^{}]{0,2000}?)?)\s*/?[>%]\}\}")
_JEKYLL = re.compile(r"\{%-?\s*(?P<name>\w+)(?P<said>(?:\s[^{}%]{0,2000}?)?)\s*-?%\}")
_PAIR = re.compile(
    r"""(?P<name>[\w-]+)=(?P<value>"[^"]*"|'[^']*'|`[^`]*`|\S+)|(?P<alone>"[^"]*"|'[^']*'|`[^`]*`|\S+)"""
)
_OPTION = re.compile(
    r"\s(?P<name>-[A-Za-z]|--[a-z_-]+)"
    r"(?:[= ]+(?P<value>\"[^\"]*\"|'[^']*'|(?!-[A-Za-z](?:\s|$)|--)[^\s\"']\S*))?"
)
_QUOTES = re.compile(r"\{%\s*(?:quote\s+(?P<key>[^\s%]{1,200})(?P<rest>[^%]{0,500})|endquote\s*)%\}")
_LABELS = {"chapter": "chap.", "section": "sec.", "paragraph": "para.", "figure": "fig.", "volume": "vol."}
_PAGES = re.compile(r"(?:pp?\.\s*)?(?:\d|[ivxlc]+\b)")
_FILMS = {"youtube": "https://www.youtube.com/watch?v=", "vimeo": "https://vimeo.com/", "video": ""}
REFERENCES = '<div id="refs"></div>'
"""Where our list of references stands."""

Tell = Callable[[str, int], str]
"""Notes a loss at a place in the text, and returns its mark."""
Key = Callable[[str], str]
"""Returns how a work is called here, by the key that it has there."""


def write_hugo(text: str, tell: Tell, name_work: Key, publication: Key) -> str:
    """Return a text in which shortcodes of Hugo and Quarto are Markdown.

    Args:
        text: No code.
        tell: Notes what cannot be kept.
        name_work: Names works.
        publication: Returns the key of the work at an address of the site, such as
            "/publication/doe-2019"; "" if there is none.
    """

    def write(found: re.Match[str]) -> str:
        whole, name = found[0], found["name"].lower()
        alone, named = _read_said(found["said"])
        if name in ("cite", "citep", "citet", "cites", "citation"):
            if page := named.get("page"):
                key = publication(page)
                told = (
                    ""
                    if key
                    else tell(
                        f"“{whole[:80]}” cites a page of that site. Cite its work as [@key]", found.start()
                    )
                )
                return f"[@{key}]" if key else f"[{page}]({page}){told}"
            return _cite(alone, named, name == "citet", name_work) or whole + tell(
                f"“{whole[:80]}” cites nothing", found.start()
            )
        if name in ("bibliography", "references", "refs"):
            return REFERENCES
        if name == "figure" and "src" in named:
            return _draw(named)
        if name in _FILMS and alone:
            return f"<{alone[0] if '/' in alone[0] else _FILMS[name] + alone[0]}>"
        if name in ("ref", "relref") and alone:
            return alone[0]
        if name in ("pagebreak", "toc"):
            return ""
        if name in ("callout", "/callout"):
            return f"::: {{.callout-{alone[0] if alone else 'note'}}}" if name == "callout" else ":::"
        return whole + tell(f"“{whole[:80]}” is no Markdown. Write what it shows", found.start())

    return _HUGO.sub(write, text)


def _read_said(said: str) -> tuple[list[str], dict[str, str]]:
    alone: list[str] = []
    named: dict[str, str] = {}
    for found in _PAIR.finditer(said):
        if found["alone"]:
            alone.append(_bare(found["alone"]))
        else:
            named[found["name"]] = _bare(found["value"])
    return alone, named


def _cite(alone: list[str], named: Mapping[str, str], narrative: bool, name_work: Key) -> str:
    keys = [named["key"]] if "key" in named else alone
    place = named.get("pages") or named.get("locator") or ""
    # Of two words the second is a page, where it looks like one (hugo-cite).
    if "key" not in named and len(keys) == 2 and _PAGES.match(keys[1]):
        keys, place = keys[:1], keys[1]
    hide = named.get("suppressAuthor", "false") != "false"
    cites = [
        f"{'-' if hide or part.startswith('-') else ''}@{name_work(part.lstrip('-@'))}"
        for key in keys
        for part in re.split(r"[,;\s]+", key)
        if part.strip("-@")
    ]
    locator = _locate(place)
    if narrative and len(cites) == 1:
        return cites[0] + (f" [{locator}]" if locator else "")
    return f"[{'; '.join(cites)}{f', {locator}' if locator else ''}]" if cites else ""


def _draw(named: Mapping[str, str]) -> str:
    """Return a picture, which is a figure where it has a label."""
    words, alt, label = (
        named.get("caption") or named.get("title", ""),
        named.get("alt", ""),
        named.get("id", ""),
    )
    words = words.replace("\n", " ")
    if not label:
        title = words.replace('"', "”")
        return f"![{alt or words}]({named['src']}{f' {chr(34)}{title}{chr(34)}' if words else ''})"
    said = f' fig-alt="{alt}"' if alt else ""
    return f"![{words}]({named['src']}){{#{label if label.startswith('fig-') else f'fig-{label}'}{said}}}"


def write_jekyll(text: str, tell: Tell, name_work: Key) -> str:
    """Return a text in which the tags of jekyll-scholar are Markdown.

    Args:
        text: No code.
        tell: Notes what cannot be kept.
        name_work: Names works.
    """

    def write(found: re.Match[str]) -> str:
        whole, name, said = found[0], found["name"].lower(), found["said"]
        first = re.search(r"\s--?[A-Za-z]", said)
        keys = said[: first.start() if first else None].split()
        if name in ("cite", "cite_details", "reference") and keys:
            told = (
                tell(f"“{whole[:80]}” showed a whole reference, and cites now", found.start())
                if name == "reference"
                else ""
            )
            return f"[{'; '.join(_read_cites(keys, said, name_work))}]{told}"
        if name == "bibliography":
            return REFERENCES
        if name == "nocite":
            return tell(f"“{whole[:80]}”: a work that nobody cites is in no list here", found.start())
        return whole + tell(f"“{whole[:80]}” is no Markdown. Write what it shows", found.start())

    return _JEKYLL.sub(write, _write_quotations(text, name_work) if "endquote" in text else text)


def _read_cites(keys: list[str], said: str, name_work: Key) -> list[str]:
    options = [(one["name"], _bare(one["value"] or "")) for one in _OPTION.finditer(said)]
    values = [value for name, value in options if name in ("-l", "--locator")]
    labels = [value for name, value in options if name in ("-L", "--label")]
    hide = "-" if any(name in ("-A", "--suppress_author") for name, _ in options) else ""
    places = [
        _locate(value, labels[number] if number < len(labels) else "page")
        for number, value in enumerate(values)
    ]
    return [
        f"{hide}@{name_work(key)}"
        + (f", {places[number]}" if number < len(places) and places[number] else "")
        for number, key in enumerate(keys)
    ]


def _write_quotations(text: str, name_work: Key) -> str:
    """Write what stands between `quote` and `endquote` as a quotation with its citation."""
    done: list[str] = []
    at = 0
    opened: re.Match[str] | None = None
    for found in _QUOTES.finditer(text):
        if found["key"]:
            opened = found
        elif opened:
            lines = [
                f"> {line.strip()}".rstrip()
                for line in text[opened.end() : found.start()].strip().split("\n")
            ]
            cites = _read_cites([opened["key"]], f" {opened['rest'].strip()}", name_work)
            done += [text[at : opened.start()], "\n".join([*lines, ">", f"> — [{'; '.join(cites)}]"])]
            at, opened = found.end(), None
    return "".join([*done, text[at:]])


def _bare(word: str) -> str:
    return word[1:-1] if len(word) > 1 and word[0] == word[-1] and word[0] in "\"'`" else word


def _locate(place: str, label: str = "page") -> str:
    value = " ".join(re.sub(r"^pp?\.\s*", "", place.strip()).split()).translate({93: None, 91: None, 59: ","})
    if label != "page":
        return f"{_LABELS.get(label, label)} {value}" if value else ""
    if not _PAGES.match(value):
        return value
    return f"{'pp.' if re.search(r'[-–,&]', value) else 'p.'} {value}"
