"""The nouns: a licence, the attribution it asks for, an image's credit."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Licence:
    """The terms on which a work may be reused.

    Attributes:
        spdx: The SPDX id, such as ``CC-BY-4.0``.
        name: The full name.
        short_name: What readers see, such as ``CC BY 4.0``.
        url: The deed; None if there is none.
        reuse: Whether others may make copies.
    """

    spdx: str
    name: str
    short_name: str
    url: str | None
    reuse: bool = True


@dataclass(frozen=True)
class Attribution:
    """Title, author, source and licence of a post, ready to show.

    Attributes:
        source: The post's canonical URL.
        html: With RDFa, so that machines read the same.
        text: Plain text.
    """

    source: str
    html: str
    text: str


@dataclass(frozen=True)
class Credit:
    """What ``credits.toml`` says about an image; each may be None."""

    title: str | None = None
    author: str | None = None
    author_url: str | None = None
    source: str | None = None
    licence: Licence | None = None


@dataclass(frozen=True)
class ImageCredit:
    """An image of a post.

    Attributes:
        path: The file relative to the content folder.
        alt: The alternative text; empty for a decorative image.
        title: The image's own title.
        author: Who made it; None if the post's authors did.
        author_url: The maker's page.
        source: Where it was found.
        licence: Its licence; the post's if it has none of its own.
    """

    path: str
    alt: str
    title: str | None
    author: str | None
    author_url: str | None
    source: str | None
    licence: Licence
