"""Pandoc, which reads documents: bounded in time and memory, and kept from all files but the document."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import Any

from ..errors import ImportingError

SECONDS = 120
"""How long a document may take: a book of a thousand pages takes ten."""

MEMORY = "2g"

LACKING = (
    "Documents of Word are read with pandoc, which is not here. Run the import with it: "
    "uv run --with pypandoc-binary invoke import FILE (or install pandoc 3 from pandoc.org)."
)


def read_document(data: bytes, kind: str) -> dict[str, Any]:
    """Return what pandoc makes of a document: its own JSON.

    Args:
        data: The document.
        kind: "docx" or "odt", or another format that pandoc reads.

    Raises:
        ImportingError: Pandoc is not here, or cannot read it.
    """
    # No extensions: citations are read by us, and pandoc's own styles are of no use.
    command = [find_pandoc(), "+RTS", f"-M{MEMORY}", "-RTS", "-f", kind, "-t", "json", "-s", "--sandbox"]
    try:
        run = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise ImportingError(
            f"pandoc looked at the document for {SECONDS} seconds. Split it and import the pieces."
        ) from None
    except OSError as error:
        raise ImportingError(f"pandoc cannot be run ({error.strerror}).") from None
    if run.returncode:
        said = " ".join(run.stderr.decode("utf-8", "replace").split())[:300]
        raise ImportingError(f"pandoc cannot read the document ({said}). Save it again.")
    try:
        found = json.loads(run.stdout)
    except (ValueError, RecursionError):
        raise ImportingError("the document has lists or quotations in each other too deeply.") from None
    return found if isinstance(found, dict) else {}


def find_pandoc() -> str:
    """Return the path of pandoc: the one that comes as a Python package, or that of the machine.

    Raises:
        ImportingError: There is none.
    """
    try:
        import pypandoc

        return str(pypandoc.get_pandoc_path())
    except (ImportError, OSError):
        found = shutil.which("pandoc")
        if not found:
            raise ImportingError(LACKING) from None
        return found
