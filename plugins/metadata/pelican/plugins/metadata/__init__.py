"""How machines read a post: meta tags, JSON-LD, feeds and citation files."""


def register() -> None:
    """Connect the plugin to Pelican's signals."""
    from .plugin import connect

    connect()
