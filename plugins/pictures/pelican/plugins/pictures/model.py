"""The nouns: a card, and a picture in one of its sizes."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Card:
    """The picture that stands for a page where others link to it.

    Attributes:
        url: Relative to the site; or an address, if its author names one.
        alt: What it shows.
        width: In pixels; 0 if it is not known, as of a picture elsewhere.
        height: In pixels; 0 if it is not known.
        type: The media type; "" if it is not known.
        path: The file in the content folder; "" if it is none of the author's there.
    """

    url: str
    alt: str
    width: int = 0
    height: int = 0
    type: str = ""
    path: str = ""


@dataclass(frozen=True)
class Words:
    """What is written on a card; each may be "".

    Attributes:
        title: Of the page.
        label: What it is part of.
        names: Whose it is.
        site: Where it is.
    """

    title: str
    label: str
    names: str
    site: str

    @property
    def alt(self) -> str:
        """All of it in one line."""
        return " · ".join(filter(None, (self.title, self.label, self.names, self.site)))


@dataclass(frozen=True)
class Variant:
    """A picture in one size and format.

    Attributes:
        kind: The format as Pillow calls it.
        width: In pixels.
        url: Relative to the site.
    """

    kind: str
    width: int
    url: str
