"""The schema of SARIF 2.1.0, as Microsoft's npm package has it."""

import json
from typing import Any

from filelock import FileLock

from partwork.sandbox.node import unpack_package
from partwork.sandbox.place import cache_folder

PACKAGE = "@microsoft/jest-sarif@1.0.0-beta.0"


def read_schema() -> Any:
    """Return the schema."""
    cache = cache_folder()
    folder = cache / "jest-sarif-1.0.0-beta.0"
    with FileLock(cache / "sarif.lock"):
        if not folder.exists():
            unpack_package(PACKAGE, folder)
    return json.loads((folder / "lib/schemas/sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))
