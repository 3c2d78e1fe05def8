"""Links that are written wrongly, or lead nowhere for somebody (PW201-PW215)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from urllib.parse import unquote

from ..header import read_header
from ..model import Finding, Fix
from ..text import Text, each
from .anchors import list_ids
from .leftovers import shorten

_OPEN = re.compile(r"\]\((?<!\\\]\()(?=[^\s)])")
_APART = re.compile(
    r"(?P<words>(?<![\\!\]])\[[^\[\]\n@^]+\])(?P<blank>"
    r" +)\((?P<to>(?:https?:|mailto:|www\.|\{|/|\.{1,2}/|#)[^\s()]*"
    r"|[\w/-]+\.(?:md|html?|pdf|png|jpe?g))\)"
)
_REVERSED = re.compile(
    r"\((?<![\]\\]\()(?P<words>[^()\[\]\n]+)\)\[(?P<to>(?:https?://|www\.|mailto:|\{(?:filename|static)\}|/)[^\]\s]+)\]"
)
_WWW = re.compile(r"www\.(?<![\w/@.:\0-]www\.)[\w-]+(?:\.[\w-]+)+(?:/[^\s<>\0]*[^\s<>\0.,;:!?)\]'’”])?")
_BARE = re.compile(r"http(?<![\w<(\[\"'=]http)s?://[^\s<>\0\"]*[^\s<>\0\".,;:!?)\]'’”*_]")
_AT = re.compile(r"@(?<=[\w.+-]@)\w")
_MAIL = re.compile(r"(?<![\w.+@-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
_DRIVE = re.compile(r"[A-Za-z]:[\\/]|\\\\\w")
_LOCAL = re.compile(
    r"https?://(?:[^/?#@]*@)?(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1\]|10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+"
    r"|172\.(?:1[6-9]|2\d|3[01])\.\d+\.\d+|[\w-]+\.(?:local|localhost|internal|lan))(?=[:/?#]|$)",
    re.IGNORECASE,
)
_MARK = re.compile(r"\{(\w+)\}|\|(\w+)\|")
_NAMED = re.compile(r"\[(?<![\\!\]]\[)(?P<words>[^\]\[\n@^]+)\]\[(?P<name>[^\]\[\n@^]*)\](?![(\[])")
_EMPTY_WORDS = {
    "here", "click here", "this", "this link", "link", "more", "read more", "this page", "this article",
    "website", "this website",
}  # fmt: skip


def find(text: Text) -> Iterator[Finding]:
    """Find what is wrong with links."""
    yield from find_written(text)
    yield from find_bare(text)
    ids: set[str] | None = None
    for target in text.targets:
        to = target.to
        if target.words is not None and not target.image:
            yield from find_words(text, target.start, to, target.words)
        if not to or text.raw.startswith(("[@", "[^"), target.start - 1):
            continue
        if to.startswith("#"):
            ids = list_ids(text) if ids is None else ids
            if to[1:] not in ids and unquote(to[1:]) not in ids and to != "#":
                message = f"{shorten(to)} leads to a place of this post that is not there."
                help = (
                    "Write the heading's own words, with hyphens between them, or give it a name: ## Heading"
                    " {#name}."
                )
                yield text.find("PW211", "warning", target.start, message, help)
        else:
            yield from find_destination(text, target.start, to, target.image)


def find_written(text: Text) -> Iterator[Finding]:
    """Find links whose brackets are not as Markdown has them."""
    for match in each(_OPEN, text.plain, "]("):
        message = "this link is not closed, or has a blank in its address, so readers see its signs."
        help = 'Write [words](address) with a ")" right after the address; a blank in it is %20.'
        yield text.find("PW201", "warning", match.start() + 1, message, help)
    for match in _APART.finditer(text.written) if "] (" in text.written or "]  " in text.written else ():
        fix = Fix(match.start("blank"), match.end("blank"), "")
        message = 'between "]" and "(" there is a blank, so this is no link.'
        yield text.find("PW202", "warning", match.start("blank"), message, "Take the blank out.", fix)
    for match in each(_REVERSED, text.written, ")["):
        fix = Fix(match.start(), match.end(), f"[{match['words']}]({match['to']})")
        help = f"Write [{shorten(match['words'])}]({shorten(match['to'])})."
        message = "the brackets of this link stand the wrong way round."
        yield text.find("PW203", "warning", match.start(), message, help, fix)
    if "][" in text.plain:
        names = {" ".join(match["name"].lower().split()) for match in text.definitions}
        for match in _NAMED.finditer(text.plain):
            name = " ".join((match["name"] or match["words"]).lower().split())
            if name not in names and not name.isdigit():
                message = f"nothing says where [{shorten(name)}] leads, so readers see the brackets."
                help = f"Write [words](address), or below the text a line [{shorten(name)}]: address."
                yield text.find("PW214", "warning", match.start(), message, help)


def find_bare(text: Text) -> Iterator[Finding]:
    """Find addresses that are no links."""
    if "www." not in text.plain and "@" not in text.plain and "://" not in text.plain:
        return
    words = sorted(
        (target.start - 2 - len(target.words), target.start)
        for target in text.targets
        if target.words is not None
    )

    def is_free(at: int) -> bool:
        place = bisect_right(words, (at, len(text.raw))) - 1
        return place < 0 or at >= words[place][1]

    for match in each(_WWW, text.prose, "www."):
        if is_free(match.start()):
            message = f"{shorten(match[0])} is no link: readers have to type it."
            help = f"Write [words](https://{shorten(match[0])}), after a look whether that address is right."
            yield text.find("PW204", "warning", match.start(), message, help)
    for match in each(_BARE, text.plain, "://"):
        # That of a post that is quoted is none for readers.
        before, after = (
            text.raw[max(0, match.start() - 20) : match.start()],
            text.raw[match.end() : match.end() + 20],
        )
        quoted = before.rstrip().endswith("quote-post") or after.lstrip().startswith("{quote}")
        if is_free(match.start()) and not quoted:
            fix = Fix(match.start(), match.end(), f"<{match[0]}>")
            message = f"{shorten(match[0])} is no link: readers have to copy it."
            yield text.find(
                "PW205", "advice", match.start(), message, "Write [words](address), or <address>.", fix
            )
    for match in _MAIL.finditer(text.prose) if _AT.search(text.prose) else ():
        if is_free(match.start()):
            message = f"{shorten(match[0])} is no link, and programs that collect addresses find it."
            help = f"Write <{shorten(match[0])}>, which is a link and hides it from most of them."
            yield text.find("PW206", "advice", match.start(), message, help)


def find_words(text: Text, at: int, to: str, words: str) -> Iterator[Finding]:
    """Find links that say nothing."""
    said = " ".join(words.split()).strip("*_ ")
    start = at - 2 - len(words)
    if not said and to.startswith(("part:", "series:")):
        # It takes the title of what it leads to.
        return
    if not said or not to:
        what = "has no words, so nobody sees it" if not said else "has no address"
        yield text.find("PW213", "warning", start, f"this link {what}.", "Write [words](address).")
    elif said.lower().rstrip(".:") in _EMPTY_WORDS:
        message = (
            f'"{said}" does not say where the link leads to those who hear only the links of a page (WCAG'
            " 2.4.4)."
        )
        yield text.find("PW215", "advice", start, message, "Link the words that name what is there.")


def find_destination(text: Text, at: int, to: str, image: bool) -> Iterator[Finding]:
    """Find addresses that lead nowhere for readers of the site, or of a copy."""
    static = "{static}images/map.png" if image else "{filename}other-post.md"
    if mark := _MARK.match(to):
        if (mark[1] or mark[2]) == "filename":
            yield from find_draft(text, at, to[mark.end() :])
    elif to.lower().startswith("file:") or _DRIVE.match(to):
        message = f"{shorten(to)} is a file of your computer, which no reader has."
        yield text.find(
            "PW210", "error", at, message, f"Copy it into the folder of the series, and write {static}."
        )
    elif _LOCAL.match(to):
        message = f"{shorten(to)} is there on your own computer or network alone."
        yield text.find("PW209", "error", at, message, "Write the address that readers have.")
    elif _SCHEME.match(to) or to.startswith(("//", "www.", "@", "<")):
        if to.startswith("www."):
            message = f"{shorten(to)} is taken for a file of this site."
            yield text.find("PW207", "warning", at, message, f"Write https://{shorten(to)}.")
    elif to.startswith("/"):
        message = f"{shorten(to)} leads to a page of whoever shows the post: on a partner's copy, to theirs."
        yield text.find(
            "PW208", "warning", at, message, f"Write {static}, or the whole address with https://."
        )
    else:
        message = f"nobody looks whether {shorten(to)} is there, and on a copy it leads nowhere."
        yield text.find(
            "PW207", "warning", at, message, f"Write {static}, or the whole address with https://."
        )


def find_draft(text: Text, at: int, name: str) -> Iterator[Finding]:
    """Find links of published posts to drafts."""
    name = unquote(name.partition("#")[0].partition("?")[0])
    if text.header.draft or name.startswith("/") or not name or "\0" in name:
        return
    file = text.folder / name
    try:
        lines = file.read_text("utf-8-sig").split("\n", 80) if file.suffix == ".md" and file.is_file() else []
    except (OSError, ValueError):
        return
    if lines and read_header(lines).draft:
        message = f"{shorten(name)} is a draft, and this post is not: readers find nothing there."
        yield text.find(
            "PW212", "warning", at, message, "Publish that one first, or take the link out until then."
        )
