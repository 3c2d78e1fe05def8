"""Works for other programs.

In: a `Work`. Out: its entry in .bib, RIS and CSL-JSON, and the names of the files beside a page.
May import: bibliography, model, rules.
"""

from .bibtex import to_bibtex, write_entry
from .csl import to_csl
from .files import ReferenceFile, list_files, write_file, write_piece
from .ris import to_ris

__all__ = [
    "ReferenceFile",
    "list_files",
    "to_bibtex",
    "to_csl",
    "to_ris",
    "write_entry",
    "write_file",
    "write_piece",
]
