"""What can go wrong on the way to a partner, told so that an author can act on it."""


class SyndicationError(Exception):
    """Something is wrong, and the message says what and what to do."""


class SettingsError(SyndicationError):
    """A setting has a value that cannot be used; the message names the setting, a command its file."""


class MixedError(SettingsError):
    """A setting names a folder that holds, or would hold, files of somebody else."""


class LedgerError(SyndicationError):
    """The ledger cannot be read, written or locked."""


class RefusedError(SyndicationError):
    """The partner answered no, in its own words; nothing was changed there.

    Attributes:
        status: The HTTP status of the answer; 0 if it was none.
        code: The partner's own name for what is wrong, if it gave one.
    """

    def __init__(self, message: str, status: int = 0, code: str = "") -> None:
        """Take what to tell, and what the answer says besides."""
        super().__init__(message)
        self.status = status
        self.code = code


class BlockedError(SyndicationError):
    """The copy is not as we left it, so it is not touched unless asked to overwrite.

    Attributes:
        theirs: The copy as it is now, as plain text; empty if that is not known.
    """

    def __init__(self, message: str, theirs: str = "") -> None:
        """Take what to tell, and the copy's words if they are known."""
        super().__init__(message)
        self.theirs = theirs


class UnansweredError(SyndicationError):
    """No usable answer came, so it is not known whether the partner did what was asked.

    Attributes:
        code: The partner's own name for what went wrong, if it gave one.
        answered: Whether there was an answer, of which nobody can tell what it means.
    """

    def __init__(self, message: str, code: str = "", answered: bool = True) -> None:
        """Take what to tell, and what the answer says besides."""
        super().__init__(message)
        self.code = code
        self.answered = answered


class UnavailableError(SyndicationError):
    """The target can do nothing at all now: unreachable, or the credentials are wrong."""


class MovedError(UnavailableError):
    """What was asked for is at another address, which is not asked."""
