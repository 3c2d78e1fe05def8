"""The credit of an image in XMP (ISO 16684-1), as IPTC's and Creative Commons' words say it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from .model import Credit

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
CC = "http://creativecommons.org/ns#"
DC = "http://purl.org/dc/elements/1.1/"
CORE = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
PHOTOSHOP = "http://ns.adobe.com/photoshop/1.0/"
PLUS = "http://ns.useplus.org/ldf/xmp/1.0/"
RIGHTS = "http://ns.adobe.com/xap/1.0/rights/"
TIFF = "http://ns.adobe.com/tiff/1.0/"
PREFIXES = {"cc": CC, "dc": DC, "photoshop": PHOTOSHOP, "plus": PLUS, "xmpRights": RIGHTS}

# What an image may say itself of each thing that a record says, and what would then contradict it.
SAYS = {
    "title": {(DC, "title")},
    "author": {
        (DC, "creator"),
        (TIFF, "Artist"),
        (PHOTOSHOP, "Credit"),
        (PHOTOSHOP, "AuthorsPosition"),
        (CORE, "CreatorContactInfo"),
        (RIGHTS, "Owner"),
        (CC, "attributionName"),
        (CC, "attributionURL"),
        (PLUS, "ImageCreator"),
        (PLUS, "CopyrightOwner"),
        (PLUS, "Licensor"),
    },
    "source": {(DC, "source"), (PHOTOSHOP, "Source")},
    "licence": {
        (DC, "rights"),
        (TIFF, "Copyright"),
        (RIGHTS, "Marked"),
        (RIGHTS, "UsageTerms"),
        (RIGHTS, "WebStatement"),
        (CC, "license"),
        (CC, "License"),
    },
}
HEAD = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">'
TAIL = '</x:xmpmeta>\n<?xpacket end="r"?>'
_TAG = re.compile(rb"<(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+>")


def write_packet(credit: Credit, before: bytes = b"") -> bytes:
    """Return the packet of an image.

    Args:
        credit: What its record says.
        before: The packet that it has; what does not contradict is kept.
    """
    if before and b"<!" not in before:
        cutter = Cutter(before.rstrip(b"\0"), credit)
        # What no reader can read, nobody misses.
        if cutter.read() and cutter.place:
            own = write_description(credit, cutter.about or "")
            return cutter.cut({cutter.place: own.encode()})
    return f"{HEAD}{write_graph(credit)}{TAIL}".encode()


def write_graph(credit: Credit) -> str:
    """Return a credit as RDF/XML."""
    return f'<rdf:RDF xmlns:rdf="{RDF}">{write_description(credit)}</rdf:RDF>'


def write_description(credit: Credit, about: str = "") -> str:
    """Return a credit as a node of RDF/XML; `about` names the image as other nodes do."""
    names = "".join(f' xmlns:{prefix}="{name}"' for prefix, name in PREFIXES.items())
    node = f'<rdf:Description xmlns:rdf="{RDF}" rdf:about={quoteattr(about)}{names}>'
    return f"{node}{''.join(_write_properties(credit))}</rdf:Description>"


def write_notice(credit: Credit) -> str:
    """Return who holds the rights and on which terms, in one line."""
    if credit.licence is None:
        return ""
    # The full name would be too long for IPTC's older records.
    terms = ": ".join(filter(None, (credit.licence.short_name, credit.licence.url)))
    return f"© {credit.author}. {terms}" if credit.author and credit.licence.spdx != "CC0-1.0" else terms


def _write_properties(credit: Credit) -> Iterator[str]:
    if credit.title:
        yield _write_text("dc:title", credit.title)
    if credit.author:
        name = escape(credit.author)
        yield f"<dc:creator><rdf:Seq><rdf:li>{name}</rdf:li></rdf:Seq></dc:creator>"
        yield f"<photoshop:Credit>{name}</photoshop:Credit><cc:attributionName>{name}</cc:attributionName>"
        if credit.author_url:
            yield f"<cc:attributionURL rdf:resource={quoteattr(credit.author_url)}/>"
        if where := credit.author_url or credit.source:
            # Where one may ask for more than the licence allows.
            yield '<plus:Licensor><rdf:Seq><rdf:li rdf:parseType="Resource">'
            yield f"<plus:LicensorName>{name}</plus:LicensorName>"
            yield f"<plus:LicensorURL>{escape(where)}</plus:LicensorURL></rdf:li></rdf:Seq></plus:Licensor>"
    if credit.source:
        source = escape(credit.source)
        yield f"<photoshop:Source>{source}</photoshop:Source><dc:source>{source}</dc:source>"
    if credit.licence:
        yield _write_text("dc:rights", write_notice(credit))
        yield f"<xmpRights:Marked>{credit.licence.spdx != 'CC0-1.0'}</xmpRights:Marked>"
        yield _write_text("xmpRights:UsageTerms", credit.licence.name)
        if credit.licence.url:
            yield f"<xmpRights:WebStatement>{escape(credit.licence.url)}</xmpRights:WebStatement>"
            yield f"<cc:license rdf:resource={quoteattr(credit.licence.url)}/>"


def _write_text(name: str, text: str) -> str:
    return f'<{name}><rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt></{name}>'


class Cutter:
    """Finds in RDF/XML what contradicts a record, so that it can be cut out and all else stays as it is.

    Args:
        data: The XML, in UTF-8 or another encoding in which ASCII is ASCII.
        credit: The record.

    Attributes:
        start: Where the root's first tag ends.
        place: Where the first graph ends; 0 if there is none.
        about: What its first node calls the image.
        root: The name of the root, as it is written.
    """

    def __init__(self, data: bytes, credit: Credit) -> None:
        self.start = self.place = 0
        self.about: str | None = None
        self.root = ""
        self._data = data
        self._said = {name for field, names in SAYS.items() if getattr(credit, field) for name in names}
        self._cuts: list[tuple[int, int]] = []
        # Of the node that is read: how much it says, and how much of that is cut.
        self._says = self._cut = 0
        self._open: list[tuple[tuple[str, ...], int]] = []
        self._graph = 0
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.namespace_prefixes = True
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._end

    def read(self) -> bool:
        """Read all of it; say whether it can be read."""
        try:
            self._parser.Parse(self._data, True)
        except (expat.ExpatError, LookupError, ValueError):
            return False
        return True

    def cut(self, added: dict[int, bytes]) -> bytes:
        """Return what is left, with what is to be added at some places."""
        cuts = sorted(
            [*self._cuts, *((place, place) for place in added)], key=lambda cut: (cut[0], cut[1] > cut[0])
        )
        parts, at = [], 0
        for begin, end in cuts:
            if begin >= at:
                parts += [self._data[at:begin], added.get(begin, b"") if begin == end else b""]
                at = end
        return b"".join([*parts, self._data[at:]])

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        at = self._parser.CurrentByteIndex
        parts = tuple(name.split(" "))
        if not self._open:
            tag = _TAG.match(self._data, at)
            self.start = tag.end() if tag else 0
            self.root = f"{parts[2]}:{parts[1]}" if len(parts) == 3 else parts[-1]
        self._open.append((parts, at))
        if parts[:2] == (RDF, "RDF") and not self._graph:
            self._graph = len(self._open)
        elif self._graph and len(self._open) == self._graph + 1:
            if self.about is None:
                names = (name for name in attributes if name.startswith(f"{RDF} about"))
                self.about = attributes.get(next(names, ""), "")
            self._says = sum(not name.startswith(f"{RDF} about") for name in attributes)
            self._cut = 0
            self._cut_attributes(at, attributes)
        elif self._graph and len(self._open) == self._graph + 2:
            self._says += 1

    def _cut_attributes(self, at: int, attributes: dict[str, str]) -> None:
        tag = _TAG.match(self._data, at)
        for name in attributes if tag else ():
            space, _, rest = name.partition(" ")
            local, _, prefix = rest.partition(" ")
            if tag and (space, local) in self._said:
                written = re.compile(
                    rf"\s+{re.escape(prefix)}:{re.escape(local)}\s*=\s*(?:\"[^\"]*\"|'[^']*')"
                )
                found = re.compile(written.pattern.encode()).search(self._data, at, tag.end())
                if found:
                    self._cuts.append(found.span())
                    self._cut += 1

    def _end(self, _name: str) -> None:
        depth = len(self._open)
        parts, begin = self._open.pop()
        if not self._graph or depth > self._graph + 2:
            return
        first = _TAG.match(self._data, begin)
        # Of an element without content this is already the place behind it.
        at = self._parser.CurrentByteIndex
        alone = first is not None and first[0].endswith(b"/>")
        last = first if alone else _TAG.match(self._data, at)
        end = last.end() if last else at
        if depth == self._graph:
            # One that says nothing has no place for more.
            self.place, self._graph = self.place or (0 if alone else at), 0
        elif depth == self._graph + 1:
            if parts[:2] in self._said or self._says == self._cut > 0:
                self._cuts.append((begin, end))
        elif parts[:2] in self._said:
            self._cuts.append((begin, end))
            self._cut += 1
