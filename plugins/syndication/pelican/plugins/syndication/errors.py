"""What can go wrong on the way to a partner, told so that an author can act on it."""


class SyndicationError(Exception):
    """Something is wrong, and the message says what and what to do."""


class SettingsError(SyndicationError):
    """A setting has a value that cannot be used."""


class LedgerError(SyndicationError):
    """The ledger cannot be read, written or locked."""


class RefusedError(SyndicationError):
    """The partner answered no, in its own words; nothing was changed there."""


class BlockedError(SyndicationError):
    """The copy is not as we left it, so it is not touched unless asked to overwrite.

    Attributes:
        diff: What the partner changed, as a unified diff of the plain text; empty if unknown.
    """

    def __init__(self, message: str, diff: str = "") -> None:
        super().__init__(message)
        self.diff = diff


class UnansweredError(SyndicationError):
    """No usable answer came, so it is not known whether the partner did what was asked."""


class UnavailableError(SyndicationError):
    """The target can do nothing at all now: unreachable, or the credentials are wrong."""
