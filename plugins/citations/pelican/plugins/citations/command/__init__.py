"""The subcommands of `citations`, one file each: its options, and what it does."""

from . import add, check, references, render, tidy

SUBCOMMANDS = (references, render, check, add, tidy)
"""In the order in which `--help` lists them."""
