"""The noun for the site as a whole: what networks show it as, above its articles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

# Where the icon is looked for, from the site's folder.
ICON = "content/icon.png"
# Pixels a side, by what the network asks for (site.standard.publication).
SMALLEST = 256
# Of buttons and links, and of what stands on buttons (site.standard.theme.basic).
COLOURS = ("background", "foreground", "accent", "accent-foreground")


@dataclass(frozen=True)
class Publication:
    """A site, as a network shows it beside an article.

    Attributes:
        url: Its address, without a final slash.
        name: Plain text.
        description: Plain text, or "".
        icon: The file of its icon, from the site's folder; "" if it has none.
        icon_hash: SHA-256 of that file.
        colours: By each name of COLOURS, such as "#0e5a48"; or none.
    """

    url: str
    name: str
    description: str = ""
    icon: str = ""
    icon_hash: str = ""
    colours: Mapping[str, str] = field(default_factory=dict)
