"""Builds that remake only what an edit changed, and are never wrong."""


def register() -> None:
    """Connect the plugin to Pelican's signals."""
    from .plugin import connect

    connect()
