"""APA 7 citations and reference lists from Markdown and .bib files.

The same code is a Pelican plugin (`plugin`), a Python-Markdown extension
(`markdown`), a pybtex style (`apa.Apa7Style`) and a command (`__main__`).
"""


def register() -> None:
    """Connect the plugin to Pelican's signals."""
    from .plugin import register as connect

    connect()
