"""Videos and recordings, alone in a paragraph: a link with what the author shows of them, or a player.

Nothing is asked of another host while a page is read, unless the author wants that: `{embed}`.
"""

from __future__ import annotations

import re
from os.path import relpath
from posixpath import basename, splitext
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from guards.paths import PathError, find_inside
from guards.words import shorten

from .hosts import Recording, recognise
from .model import Page

ADDRESS = re.compile(r" {0,3}(?P<address>https?://[^\s<>{}]+)[ \t]*(?P<options>\{[^{}\n]*\})?[ \t]*")
# What may follow a link where nothing else has read it: {embed}, {poster=images/talk.png}.
OPTION = re.compile(r"(?:\{(?P<words>[^{}]*)\})?")
POSTER = re.compile(r"""\bposter=("[^"]*"|'[^']*'|\S+)""")
FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
MARK = re.compile(r"^[{|](?:static|attach|filename)[|}]")


def extend(md: Markdown, page: Page) -> None:
    """Register with Python-Markdown: after attributes are read (8)."""
    md.treeprocessors.register(_Players(md, page), "writing-players", 7.2)
    page.rewrites["players"] = link_addresses


def link_addresses(lines: list[str]) -> list[str]:
    """Return lines in which an address that stands alone is a link, before its letters mean anything else."""
    linked: list[str] = []
    fence = ""
    for number, line in enumerate(lines):
        if found := FENCE.match(line):
            fence = "" if fence and line.strip().startswith(fence) else fence or found[1]
        found = ADDRESS.fullmatch(line) if "://" in line and not fence else None
        around = (*lines[max(number - 1, 0) : number], *lines[number + 1 : number + 2])
        alone = not any(near.strip() for near in around)
        if found and alone and recognise(found["address"]):
            linked.append(f"<{found['address']}>{found['options'] or ''}")
        else:
            linked.append(line)
    return linked


class _Players(Treeprocessor):
    forgets = True

    def __init__(self, md: Markdown, page: Page) -> None:
        super().__init__(md)
        self.page = page

    def run(self, root: Element) -> None:
        for paragraph in [element for element in root.iter("p") if len(element) == 1]:
            link = paragraph[0]
            address = link.get("href") or link.get("src") or ""
            options = OPTION.fullmatch((link.tail or "").strip())
            alone = not (paragraph.text or "").strip() and options and link.tag in ("a", "img")
            recording = recognise(_clean(address)) if alone and not self.page.brief else None
            # A link to a file of the site is one.
            if recording and options and not (link.tag == "a" and _is_local(address)):
                self.show(paragraph, link, address, recording, options["words"] or "")

    def show(
        self, paragraph: Element, link: Element, address: str, recording: Recording, options: str
    ) -> None:
        """Make a player, or a link with a preview, of a paragraph that holds a link."""
        words = link.get("alt", "") if link.tag == "img" else "".join(link.itertext()).strip()
        title = "" if words in (address, _clean(address)) else words
        named = POSTER.search(options)
        poster = link.get("poster") or (named[1].strip("\"'") if named else "")
        wanted = "embed" in {*link.attrib, *link.get("class", "").split(), *re.findall(r"[\w-]+", options)}
        paragraph.remove(link)
        paragraph.text = None
        paragraph.set("class", "player")
        where = _clean(address)
        if not title:
            message = f"readers see no title of {shorten(where)}. Write [Title]({shorten(where)})."
            self.page.tell(message, where, grave=False)
        if _is_local(address) or (wanted and not recording.embed):
            self.play(paragraph, address, recording, title, poster)
        elif wanted:
            self.embed(paragraph, recording, title)
        if not _is_local(address):
            self.link(paragraph, address, recording, title, "" if wanted else poster)

    def play(self, holder: Element, address: str, recording: Recording, title: str, poster: str) -> None:
        """Add a player of the browser's own."""
        where, local = _clean(address), _is_local(address)
        player = SubElement(holder, "video" if recording.video else "audio", {"controls": "controls"})
        player.set("preload", "metadata" if local else "none")
        player.set("src", _mark(address))
        player.set("title", title or unquote(basename(urlsplit(where).path)))
        if poster and recording.video:
            player.set("poster", _mark(poster))
        if local:
            self.caption(player, where)
        else:
            self.page.frames.add(f"media-src {_find_origin(address)}")
        link = SubElement(player, "a", {"href": _mark(address)})
        link.text = AtomicString(player.get("title"))

    def caption(self, player: Element, where: str) -> None:
        """Add the captions beside a video of the site; tell that there are none."""
        tracks = self.find_tracks(where)
        words = self.page.say("Captions")
        for name, lang in tracks:
            label = words if len(tracks) == 1 else f"{words} ({lang})"
            attributes = {"kind": "captions", "src": _mark(name), "srclang": lang, "label": label}
            SubElement(player, "track", attributes | ({} if len(player) else {"default": "default"}))
        if player.tag == "video" and not tracks:
            self.page.tell(
                f"the video {where} has no captions, without which many cannot follow it. "
                f"Put them beside it, as {splitext(where)[0]}.vtt.",
                where,
                grave=False,
            )

    def find_tracks(self, where: str) -> list[tuple[str, str]]:
        """Return the captions beside a video, each with its language: `talk.vtt`, `talk.mi.vtt`."""
        content, stem = self.page.content, splitext(where)[0]
        folder = content if where.startswith("/") else self.page.path.parent
        try:
            file = find_inside(content, relpath(folder / unquote(stem).lstrip("/"), content))
        except PathError:
            return []
        names = {one.name for one in file.parent.glob("*.vtt")} if file.parent.is_dir() else set()
        # That of the page first.
        found = {name.removeprefix(f"{file.name}.") for name in names if name.startswith(f"{file.name}.")}
        return [
            (f"{stem}.{end}", end.removesuffix("vtt").rstrip(".") or self.page.spoken)
            for end in sorted(found, key=lambda end: (len(end), end))
        ]

    def embed(self, holder: Element, recording: Recording, title: str) -> None:
        """Add what another host shows."""
        self.page.frames.add(f"frame-src {_find_origin(recording.embed)}")
        frame = SubElement(holder, "iframe", {"src": recording.embed})
        frame.set("title", title or self.name_host(recording))
        frame.set("class", "video" if recording.video or recording.tall else "audio")
        frame.attrib |= {"loading": "lazy", "allow": "fullscreen; picture-in-picture"}
        # YouTube shows nothing to pages that do not say who they are.
        frame.set("referrerpolicy", "strict-origin-when-cross-origin")

    def link(self, holder: Element, address: str, recording: Recording, title: str, poster: str) -> None:
        """Add a link, with a picture of the author's if there is one."""
        link = SubElement(holder, "a", {"href": address})
        if poster:
            SubElement(link, "img", {"src": _mark(poster), "alt": "", "role": "presentation"})
        if title:
            SubElement(link, "strong").text = AtomicString(title)
            link[-1].tail = " "
        host = SubElement(link, "span", {"class": "host"})
        words = self.name_host(recording)
        host.text = AtomicString(f"({words})" if title else words)

    def name_host(self, recording: Recording) -> str:
        """Return what is where, in words."""
        if recording.video:
            return self.page.say("video on {host}", host=recording.host)
        return self.page.say("recording on {host}", host=recording.host)


def _clean(address: str) -> str:
    return MARK.sub("", address)


def _is_local(address: str) -> bool:
    return not urlsplit(_clean(address)).scheme


def _mark(address: str) -> str:
    """Return an address that Pelican knows for a file of the site, if it is one."""
    return address if urlsplit(address).scheme or MARK.match(address) else f"{{static}}{address}"


def _find_origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
