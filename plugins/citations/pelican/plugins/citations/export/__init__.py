"""Works for other programs: .bib, RIS and CSL-JSON."""

from .bibtex import to_bibtex, write_entry
from .csl import to_csl
from .files import ReferenceFile, list_files, write_file
from .ris import to_ris

__all__ = ["ReferenceFile", "list_files", "to_bibtex", "to_csl", "to_ris", "write_entry", "write_file"]
