"""How a post may be reused: one licence record for readers, machines and feeds."""


def register() -> None:
    """Connect the plugin to Pelican's signals."""
    from .plugin import connect

    connect()
