"""Node.js as the servers need it, whatever the system has: its npm package is the plain release."""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import tarfile
from pathlib import Path
from typing import Any

from filelock import FileLock

from .place import cache_folder

# Not 24: better-sqlite3 12 ends it when it is closed.
VERSION = "22.23.3"
MACHINES = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64", "arm64": "arm64"}


def fetch_node() -> Path:
    """Return the folder that has this Node's `node`, fetched with npm on first use."""
    cache = cache_folder()
    home = cache / f"node-{VERSION}"
    with FileLock(cache / "node.lock"):
        if not home.exists():
            machine = MACHINES[platform.machine().lower()]
            unpack_package(f"node-{platform.system().lower()}-{machine}@{VERSION}", home)
    return home / "bin"


def unpack_package(package: str, folder: Path) -> None:
    """Make a folder of what is in an npm package, without its dependencies.

    Args:
        package: Name and version, as `pnpm@12.4.2`.
        folder: Where to; it must not be there, and is there only once it is whole.
    """
    if not shutil.which("npm"):
        raise RuntimeError("This partner comes with npm: apt-get install npm")
    work = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    subprocess.run(["npm", "pack", "--silent", package], cwd=work, check=True, stdout=subprocess.DEVNULL)
    (archive,) = work.glob("*.tgz")
    with tarfile.open(archive) as tar:
        tar.extractall(work, filter="data")
    # The folder in the archive is called "package", or as the package is.
    (inner,) = (path for path in work.iterdir() if path.is_dir())
    inner.rename(folder)
    shutil.rmtree(work)


def install_program(name: str, package: dict[str, Any], file: str, source: str) -> Path:
    """Return the folder with a program of our own and the npm packages it needs, made on first use.

    Args:
        name: What the folder is called, with the version of what it serves.
        package: The `package.json`.
        file: The program's file.
        source: The program; written anew each time.
    """
    cache = cache_folder()
    app = cache / name
    with FileLock(cache / f"{name}.lock"):
        if not app.exists():
            work = cache / f"{name}.part"
            shutil.rmtree(work, ignore_errors=True)
            work.mkdir()
            (work / "package.json").write_text(json.dumps(package))
            ran = subprocess.run(
                ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
                cwd=work,
                env=node_environment(),
                capture_output=True,
                text=True,
            )
            if ran.returncode:
                raise RuntimeError(f"{name} could not be installed: {ran.stderr[-2000:]}")
            work.rename(app)
        (app / file).write_text(source)
    return app


def node_environment(**more: str) -> dict[str, str]:
    """Return the environment for a program of Node, this version found first."""
    return {**os.environ, "PATH": f"{fetch_node()}{os.pathsep}{os.environ['PATH']}", **more}
