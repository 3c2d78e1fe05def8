"""The noun: a link to a file of the site."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Link:
    """A link of a post to a file of the site.

    Attributes:
        what: How it is marked: ``static``, ``attach``, ``filename`` or another of Pelican's words.
        value: What stands behind the mark.
        names: The files that it may mean, from the content folder, as Pelican tries them in turn.
        where: The attribute that it stands in, if Pelican does not look there.
    """

    what: str
    value: str
    names: tuple[str, ...]
    where: str = ""
