"""What scholars write in Markdown, beside citations: a room for each kind, loaded where a text has it."""


def register() -> None:
    """Connect the plugin to Pelican's signals."""
    from .plugin import connect

    connect()
