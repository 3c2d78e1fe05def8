"""A header that cannot be read whole."""


class HeaderError(ValueError):
    """A post stays at home, because its header says something that nobody here understands.

    Attributes:
        line: The line of the file, counted from 1.
        told: Whether the author has been told, with the file; whoever catches it need not say it again.
    """

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.told = False
