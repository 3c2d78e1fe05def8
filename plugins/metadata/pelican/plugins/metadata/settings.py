"""The plugin's settings."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .errors import SettingsError


@dataclass(frozen=True)
class MetadataSettings:
    """What the plugin writes.

    Attributes:
        json_feed: ``METADATA_JSON_FEED``, the file and URL of the JSON Feed; None for none.
        pdf: ``METADATA_PDF``, whether there is a PDF of each post and each series.
    """

    json_feed: str | None = "feeds/all.json"
    pdf: bool = False

    @classmethod
    def read(cls, settings: Mapping[str, Any]) -> "MetadataSettings":
        """Read the settings out of Pelican's.

        Raises:
            SettingsError: ``METADATA_JSON_FEED`` is neither a path nor None.
        """
        json_feed = settings.get("METADATA_JSON_FEED", cls.json_feed)
        if json_feed is not None and (not isinstance(json_feed, str) or not json_feed):
            raise SettingsError(
                f'METADATA_JSON_FEED is {json_feed!r}: write a path such as "feeds/all.json".'
            )
        return cls(json_feed, bool(settings.get("METADATA_PDF")))


def check_siteurl(settings: Mapping[str, Any]) -> None:
    """Make sure that ``SITEURL``, where there is one, is an address that others can follow.

    Raises:
        SettingsError: It lacks ``https://``.
    """
    siteurl = settings.get("SITEURL") or ""
    if siteurl and not siteurl.startswith(("https://", "http://")):
        raise SettingsError(f'SITEURL is "{siteurl}": write the whole address, "https://{siteurl}".')
