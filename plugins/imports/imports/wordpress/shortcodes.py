"""Shortcodes: `[gallery ids="1,2"]` in a text → HTML, or a comment that says what was there."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

_TAG = re.compile(
    r"\[(?P<open>\[?)(?P<close>/?)(?P<name>[a-zA-Z][\w-]{1,60})(?P<rest>(?=[\s/\]=])[^\[\]<>]{0,2000})\](?P<end>\]?)"
)
_ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'\]]+))|"([^"]*)"|(\S+)""")
_NOTES = {"ref", "footnote", "fn", "efn_note", "mfn", "note", "sidenote"}
_PLAYED = {
    "embed",
    "audio",
    "video",
    "youtube",
    "vimeo",
    "soundcloud",
    "spotify",
    "ted",
    "vimeo-video",
    "tweet",
    "googlemaps",
}
_INNER = _NOTES | _PLAYED | {"caption", "wp_caption"}
# Words that stand in brackets in texts.
_WORDS = {"sic", "note", "ref", "citation", "edit", "update", "emphasis"}
_SIGNS = re.compile(
    r"(?:^|[-_])(?:form|vc|et|pb|wp|su|sc|jetpack|slider|button|column|row|cf7|poll|tab|toc|contact)(?:$|[-_])|_"
)


def read_attributes(rest: str) -> dict[str, str]:
    """Return what a shortcode says; values without a name are named by their place: "0", "1"."""
    found: dict[str, str] = {}
    for number, match in enumerate(_ATTRIBUTE.finditer(rest.strip().removesuffix("/"))):
        value = next((part for part in match.groups()[1:] if part is not None), "")
        found[(match[1] or str(number)).lower()] = value
    return found


def write_shortcodes(
    html: str, show_gallery: Callable[[dict[str, str]], str], keep_note: Callable[[str], str]
) -> str:
    """Return a text without shortcodes; those that cannot be shown are comments: `<!--shortcode NAME-->`.

    Args:
        html: The text.
        show_gallery: Returns the pictures of a gallery as HTML, by what the shortcode says.
        keep_note: Takes the HTML of a footnote, and returns the mark for it.
    """
    found = list(_TAG.finditer(html))
    ends: dict[str, list[int]] = {}
    partner: dict[int, int] = {}
    for number in range(len(found) - 1, -1, -1):
        match = found[number]
        name = match["name"].lower()
        if match["close"]:
            ends.setdefault(name, []).append(number)
        elif ends.get(name):
            partner[number] = ends[name].pop()
    closing = set(partner.values())
    done: list[str] = []
    at = skip = 0
    for number, match in enumerate(found):
        if match.start() < skip:
            continue
        taken = number in partner and match["name"].lower() in _INNER
        inner = html[match.end() : found[partner[number]].start()] if taken else ""
        piece = _write(match, inner, number in partner or number in closing, show_gallery, keep_note)
        if piece is None:
            continue
        whole = piece[1] and number in partner
        end = found[partner[number]].end() if whole else match.end()
        lines = (
            "\n" * (html.count("\n", match.start(), end) - piece[0].count("\n"))
            if "\n" in html[match.start() : end]
            else ""
        )
        done += [html[at : match.start()], piece[0], f"<!--{lines}-->" if lines else ""]
        at = skip = end
    return "".join([*done, html[at:]])


def _write(
    match: re.Match[str],
    inner: str,
    paired: bool,
    show_gallery: Callable[[dict[str, str]], str],
    keep_note: Callable[[str], str],
) -> tuple[str, bool] | None:
    """Return what stands for a shortcode, and whether for what is in it, too; None if it is none."""
    name = match["name"].lower()
    if match["open"] and match["end"]:
        # Two brackets: the author shows how one is written.
        return match[0][1:-1], False
    said = read_attributes(match["rest"])
    if match["close"]:
        return ("", False) if paired and name not in _WORDS - _NOTES else None
    if name in {"caption", "wp_caption"} and paired:
        return _write_caption(inner, said), True
    if name == "gallery":
        return show_gallery(said), False
    if name in _NOTES and paired and inner.strip():
        return keep_note(inner), True
    if name in _PLAYED:
        named = (said.get(key, "") for key in ("src", "url", "mp4", "mp3", "m4a", "ogg", "webm", "0"))
        address = inner.strip() if inner.strip().startswith("http") else next(filter(None, named), "")
        return f'<iframe src="{escape(address)}"></iframe>', paired
    if (
        paired
        or _SIGNS.search(name)
        or any(not key.isdigit() for key in said)
        or match["rest"].strip() == "/"
    ):
        return f"<!--shortcode {name}-->", False
    return None


def _write_caption(inner: str, said: dict[str, str]) -> str:
    """Return a picture with its caption, which stands behind the picture or, in old texts, in `caption`."""
    found = re.match(r"\s*((?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)(.*)", inner, re.DOTALL | re.IGNORECASE)
    picture, caption = (found[1], found[2].strip()) if found else (inner, "")
    caption = caption or said.get("caption", "")
    return f"<figure>{picture}<figcaption>{caption}</figcaption></figure>" if caption else picture
