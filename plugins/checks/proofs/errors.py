"""What keeps a check from being done."""


class ProofsError(Exception):
    """A setting or a command that cannot be followed; the message says what to do."""
