"""Tells in a build what is doubtful about posts: what `invoke check` finds, in the same words."""


def register() -> None:
    """Connect to Pelican, which calls this."""
    from .plugin import connect

    connect()
