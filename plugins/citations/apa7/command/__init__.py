"""The subcommands of `citations`, one file each: its options, and what it does.

In: the command line, posts and .bib files. Out: what the author reads, files, an exit code.
May import: add, archived, bibliography, document, errors, export, lint, model, page.
"""

SUBCOMMANDS = ("references", "render", "check", "add", "archive", "tidy")
"""In the order in which `--help` lists them."""
