"""The plugin's settings."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .errors import SettingsError
from .licences import ALL_RIGHTS_RESERVED, UnknownLicenceError, find_licence
from .model import Licence


@dataclass(frozen=True)
class LicenceSettings:
    """How the site may be reused.

    Attributes:
        licence: ``LICENCE``, the SPDX id of every post that names no licence of its own. A site that
            does not choose gives nothing away: all rights are reserved.
    """

    licence: Licence

    @classmethod
    def read(cls, settings: Mapping[str, Any]) -> "LicenceSettings":
        """Read the settings out of Pelican's.

        Raises:
            SettingsError: ``LICENCE`` names no known licence, or is spelt otherwise.
        """
        if "LICENSE" in settings:
            raise SettingsError("LICENSE: write LICENCE, the name that this plugin reads.")
        try:
            return cls(find_licence(str(settings.get("LICENCE", ALL_RIGHTS_RESERVED))))
        except UnknownLicenceError as error:
            raise SettingsError(f"LICENCE: {error}") from error
