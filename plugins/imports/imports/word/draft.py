"""What is taken out of a document before pandoc reads it, and the marks that stand there meanwhile."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .. import places
from ..model import Loss
from ..works.model import Cluster

BEGIN, END = "\ufdd2", "\ufdd3"
"""Around a mark of this room: its kind, and what it names."""

MARK = re.compile(f"{BEGIN}([cfghklprst])([^{BEGIN}{END}]*){END}")
"""Kinds: (c)luster, caption of a (f)igure or (t)able or of any (g), (h)ead of the document, (k) list of
references, (l)anguage, (p)lace, (r)eference to a caption, end of a (s)pan."""


@dataclass
class Caption:
    """What a caption begins with, and by which names it is referred to.

    Attributes:
        label: "Figure 3. "
        names: Names of bookmarks around the label.
    """

    label: str
    names: tuple[str, ...] = ()


@dataclass
class Draft:
    """What is taken out of a document.

    Attributes:
        name: The document's, for messages.
        clusters: What is cited, and where.
        captions: Captions of figures and tables.
        shown: What references to captions showed.
        losses: What cannot be kept.
        alts: Path of a picture → what is to be seen, where pandoc does not say it.
        lang: The language of most of its words; "" if it does not say.
    """

    name: str
    clusters: list[tuple[Cluster, str]] = field(default_factory=list)
    captions: list[Caption] = field(default_factory=list)
    shown: list[tuple[str, str]] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    alts: dict[str, str] = field(default_factory=dict)
    lang: str = ""

    def cite(self, cluster: Cluster, place: str) -> str:
        """Return the mark of a citation."""
        self.clusters.append((cluster, place))
        return mark("c", len(self.clusters) - 1)

    def caption(self, kind: str, label: str, names: tuple[str, ...]) -> str:
        """Return the mark of a caption, of a (f)igure, a (t)able or any (g)."""
        self.captions.append(Caption(label, names))
        return mark(kind, len(self.captions) - 1)

    def refer(self, name: str, shown: str) -> str:
        """Return the mark of a reference to a caption."""
        self.shown.append((name, shown))
        return mark("r", len(self.shown) - 1)

    def lose(self, message: str, place: str) -> str:
        """Note a loss, and return its mark."""
        self.losses.append(Loss(message, place))
        return places.loss(len(self.losses) - 1)


def mark(kind: str, value: object = "") -> str:
    """Return a mark."""
    return f"{BEGIN}{kind}{value}{END}"


NOTE = "Notes of others do not come along: settle it, or write it into the text"


def say_lost(shown: str, program: str) -> str:
    """Return what is said of a citation that nobody else can read."""
    return (
        f"“{shorten(shown)}” is a citation of {program} without its work: it is plain words now. "
        "Cite the work as [@key]"
    )


def shorten(words: str, longest: int = 60) -> str:
    """Return as much of some words as a message needs."""
    words = " ".join(words.split())
    return words if len(words) <= longest else f"{words[: longest - 1].rstrip()}…"
