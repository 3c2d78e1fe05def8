"""Which files a build reads and publishes: nothing that stays at home, and nothing in another's place."""


def register() -> None:
    """Connect the plugin to Pelican's signals."""
    from .plugin import connect

    connect()
