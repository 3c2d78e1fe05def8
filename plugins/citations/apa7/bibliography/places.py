"""Where files are that nobody has named."""

from pathlib import Path

DEFAULT = "references.bib"
"""The site's bibliography, in its content folder."""

FOLDER = Path(".cache", "citations")
"""Parsed files of the plugin and the command, and lists of works; below the folder that they are run in."""
