"""Compiled templates, kept from build to build: compiling a theme takes longer than writing a post."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

from jinja2.bccache import Bucket, FileSystemBytecodeCache


class CompiledTemplates(FileSystemBytecodeCache):
    """Jinja's own cache of files; what cannot be read or written there is compiled.

    Args:
        folder: Where the files are.
    """

    def __init__(self, folder: Path) -> None:
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
        super().__init__(str(folder))

    def load_bytecode(self, bucket: Bucket) -> None:
        """Read a template, if it is there, whole, and of this text."""
        try:
            super().load_bytecode(bucket)
        except Exception:
            # Half a file, or one that was changed, can fail in any way.
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> Any:
        """Keep a template, if there is room for it."""
        with suppress(OSError):
            super().dump_bytecode(bucket)
