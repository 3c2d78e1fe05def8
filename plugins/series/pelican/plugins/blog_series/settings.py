"""The plugin's settings."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .errors import SettingsError


@dataclass(frozen=True)
class SeriesSettings:
    """Where a series is published; each place holds ``{slug}``, the name of the series' folder.

    Attributes:
        url: ``SERIES_URL``, the landing page's URL.
        save_as: ``SERIES_SAVE_AS``, the landing page's file.
        feed_atom: ``SERIES_FEED_ATOM``, the feed's file and URL; None for no feed.
        drafts: ``SERIES_DRAFTS``, whether drafts are shown as parts that can be read; while drafting.
    """

    url: str = "{slug}/"
    save_as: str = "{slug}/index.html"
    feed_atom: str | None = "feeds/{slug}.atom.xml"
    drafts: bool = False

    @classmethod
    def read(cls, settings: Mapping[str, Any]) -> "SeriesSettings":
        """Read the settings out of Pelican's.

        Raises:
            SettingsError: A setting is no text or lacks ``{slug}``.
        """
        read = cls(
            url=settings.get("SERIES_URL", cls.url),
            save_as=settings.get("SERIES_SAVE_AS", cls.save_as),
            feed_atom=settings.get("SERIES_FEED_ATOM", cls.feed_atom),
            drafts=bool(settings.get("SERIES_DRAFTS", cls.drafts)),
        )
        checked = {"SERIES_URL": read.url, "SERIES_SAVE_AS": read.save_as}
        if read.feed_atom is not None:
            checked["SERIES_FEED_ATOM"] = read.feed_atom
        for name, value in checked.items():
            if not isinstance(value, str) or "{slug}" not in value:
                raise SettingsError(f'{name} is {value!r}: write a path that holds "{{slug}}".')
        return read
