"""Programs of the system that servers of tests need."""

from __future__ import annotations

import os
import shutil
import subprocess


def require_package(program: str, *packages: str) -> None:
    """Install Debian's packages for a program, or fail with one line that says what to install."""
    places = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin"])
    if shutil.which(program, path=places):
        return
    if shutil.which("apt-get") and os.geteuid() == 0:
        quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
        wait = ["-o", "DPkg::Lock::Timeout=300"]
        subprocess.run(["apt-get", *wait, "update"], check=True, **quiet)
        subprocess.run(
            ["apt-get", *wait, "install", "-y", "--no-install-recommends", *packages], check=True, **quiet
        )
    if not shutil.which(program, path=places):
        raise RuntimeError(f"These tests need {program}: apt-get install {' '.join(packages)}")
