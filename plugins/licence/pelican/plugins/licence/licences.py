"""The licences that the plugin knows, by SPDX id. One line adds a licence."""

from guards.words import shorten, suggest

from .model import Licence

CC = "https://creativecommons.org"
ALL_RIGHTS_RESERVED = "LicenseRef-All-Rights-Reserved"

# ruff: noqa: E501 (a row of the table is a line)
# fmt: off
TABLE = (
    Licence("CC-BY-4.0", "Creative Commons Attribution 4.0 International", "CC BY 4.0", f"{CC}/licenses/by/4.0/"),
    Licence("CC-BY-SA-4.0", "Creative Commons Attribution-ShareAlike 4.0 International", "CC BY-SA 4.0", f"{CC}/licenses/by-sa/4.0/"),
    Licence("CC-BY-NC-4.0", "Creative Commons Attribution-NonCommercial 4.0 International", "CC BY-NC 4.0", f"{CC}/licenses/by-nc/4.0/"),
    Licence("CC-BY-ND-4.0", "Creative Commons Attribution-NoDerivatives 4.0 International", "CC BY-ND 4.0", f"{CC}/licenses/by-nd/4.0/"),
    Licence("CC-BY-NC-SA-4.0", "Creative Commons Attribution-NonCommercial-ShareAlike 4.0 International", "CC BY-NC-SA 4.0", f"{CC}/licenses/by-nc-sa/4.0/"),
    Licence("CC-BY-NC-ND-4.0", "Creative Commons Attribution-NonCommercial-NoDerivatives 4.0 International", "CC BY-NC-ND 4.0", f"{CC}/licenses/by-nc-nd/4.0/"),
    Licence("CC-BY-3.0", "Creative Commons Attribution 3.0 Unported", "CC BY 3.0", f"{CC}/licenses/by/3.0/"),
    Licence("CC-BY-SA-3.0", "Creative Commons Attribution-ShareAlike 3.0 Unported", "CC BY-SA 3.0", f"{CC}/licenses/by-sa/3.0/"),
    Licence("CC-BY-NC-3.0", "Creative Commons Attribution-NonCommercial 3.0 Unported", "CC BY-NC 3.0", f"{CC}/licenses/by-nc/3.0/"),
    Licence("CC-BY-ND-3.0", "Creative Commons Attribution-NoDerivs 3.0 Unported", "CC BY-ND 3.0", f"{CC}/licenses/by-nd/3.0/"),
    Licence("CC-BY-NC-SA-3.0", "Creative Commons Attribution-NonCommercial-ShareAlike 3.0 Unported", "CC BY-NC-SA 3.0", f"{CC}/licenses/by-nc-sa/3.0/"),
    Licence("CC-BY-NC-ND-3.0", "Creative Commons Attribution-NonCommercial-NoDerivs 3.0 Unported", "CC BY-NC-ND 3.0", f"{CC}/licenses/by-nc-nd/3.0/"),
    Licence("CC-BY-3.0-NZ", "Creative Commons Attribution 3.0 New Zealand", "CC BY 3.0 NZ", f"{CC}/licenses/by/3.0/nz/"),
    Licence("CC0-1.0", "Creative Commons Zero 1.0 Universal", "CC0 1.0", f"{CC}/publicdomain/zero/1.0/"),
    Licence(ALL_RIGHTS_RESERVED, "All rights reserved", "All rights reserved", None, reuse=False),
)
# fmt: on
BY_ID = {licence.spdx: licence for licence in TABLE}


class UnknownLicenceError(ValueError):
    """A licence id that the table does not hold; the message says which ids come near."""

    def __init__(self, spdx: str) -> None:
        hint = suggest(spdx.upper(), BY_ID, 3) or f" Known are: {', '.join(BY_ID)}."
        super().__init__(f'unknown licence "{shorten(spdx)}".{hint}')


def find_licence(spdx: str) -> Licence:
    """Return the licence of an SPDX id.

    Args:
        spdx: The id. Upper and lower case are the same (SPDX 2.3, annex D.2).

    Raises:
        UnknownLicenceError: The table has no such licence.
    """
    wanted = spdx.strip().lower()
    found = next((licence for licence in TABLE if licence.spdx.lower() == wanted), None)
    if found is None:
        raise UnknownLicenceError(spdx)
    return found
