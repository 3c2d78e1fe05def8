"""Posts that belong together: parts, order, landing page and feed of a series."""


def register() -> None:
    """Connect the plugin to Pelican's signals."""
    from .plugin import connect

    connect()
