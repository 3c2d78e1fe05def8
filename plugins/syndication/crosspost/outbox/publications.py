"""What networks are told of the site as a whole: its name and address, an icon, colours."""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Mapping

from crosspost.contract import TargetSettings
from crosspost.errors import SettingsError, SyndicationError
from crosspost.publication import COLOURS, ICON, SMALLEST, Publication
from crosspost.settings import Settings
from crosspost.text.plaintext import read_title
from guards.images import ImageError, inspect
from guards.paths import PathError, find_inside

logger = logging.getLogger(__name__)


def describe_publications(settings: Settings) -> dict[str, Publication]:
    """Return what each target that keeps whole articles is told of the site; a site without name is none."""
    found: dict[str, Publication] = {}
    name, about = (" ".join(read_title(text).split()) for text in (settings.sitename, settings.subtitle))
    for entry in settings.targets:
        if entry.options.get("article") is not True or not name:
            continue
        where = f'SYNDICATION_TARGETS["{entry.name}"]'
        try:
            colours = read_colours(entry.options.get("colours", {}), where)
            icon, icon_hash = read_icon(entry, settings, where)
        except SyndicationError as error:
            logger.error("%s", error)
            continue
        found[entry.name] = Publication(settings.siteurl, name, about, icon, icon_hash, colours)
    return found


def read_colours(value: object, where: str) -> Mapping[str, str]:
    """Return the site's colours.

    Raises:
        SettingsError: They are not all there, or one is none.
    """
    if not value:
        return {}
    colours = value if isinstance(value, Mapping) else {}
    if set(colours) != set(COLOURS) or not all(
        isinstance(colour, str) and re.fullmatch(r"#[0-9a-fA-F]{6}", colour) for colour in colours.values()
    ):
        names = ", ".join(f'"{name}"' for name in COLOURS)
        raise SettingsError(f'{where}: "colours" must have {names}, each as "#0e5a48" is.')
    return {name: colours[name].lower() for name in COLOURS}


def read_icon(entry: TargetSettings, settings: Settings, where: str) -> tuple[str, str]:
    """Return the file of the site's icon and the hash of it; both "" if it has none that can be used.

    Raises:
        SettingsError: The file that the settings name is not there.
    """
    name = str(entry.options.get("icon", ICON))
    try:
        data = find_inside(settings.root, name).read_bytes()
        picture = inspect(data)
    except (OSError, PathError, ImageError) as error:
        if "icon" not in entry.options:
            return "", ""
        reason = "is no file" if isinstance(error, OSError) else str(error)
        raise SettingsError(f'{where}: "icon": {name} {reason}.') from None
    if picture.size is None or picture.kind == "SVG" or min(picture.size) < SMALLEST:
        size = f"has {picture.size[0]} × {picture.size[1]} pixels" if picture.size else "is a drawing"
        logger.warning(
            '%s: "icon": %s %s, and is left out. Save it as a PNG of %s × %s pixels at least.',
            where, name, size, SMALLEST, SMALLEST,
        )  # fmt: skip
        return "", ""
    return name, hashlib.sha256(data).hexdigest()
