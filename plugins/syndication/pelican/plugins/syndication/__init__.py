"""Where copies of a post go, and what became of them."""


def register() -> None:
    """Connect to Pelican; what the plugin needs is loaded only here, where it is used."""
    from .plugin import register as connect

    connect()
