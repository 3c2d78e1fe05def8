"""Programs from PyPI, each in an environment of its own, so that the project's stays what it is."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from filelock import FileLock

from partwork.sandbox.place import cache_folder


def fetch_environment(name: str, *requirements: str) -> Path:
    """Return the folder with the programs of an environment, made on first use."""
    cache = cache_folder()
    ready = cache / f"{name}-{sys.version_info.major}.{sys.version_info.minor}"
    with FileLock(cache / f"{name}.lock"):
        if not (ready / "whole").exists():
            shutil.rmtree(ready, ignore_errors=True)
            subprocess.run([sys.executable, "-m", "venv", str(ready)], check=True)
            command = [str(ready / "bin/python"), "-m", "pip", "install", "-qq", *requirements]
            subprocess.run(command, check=True)
            (ready / "whole").touch()
    return ready / "bin"
