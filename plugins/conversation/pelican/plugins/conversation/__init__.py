"""What readers answered to a post, on its page: `article.conversation`."""


def register() -> None:
    """Connect the plugin to Pelican's signals."""
    from .plugin import connect

    connect()
