"""What a site shows and is shown by: cards that stand for its pages, pictures for each screen, icons."""


def register() -> None:
    """Connect the plugin to Pelican's signals."""
    from .plugin import connect

    connect()
