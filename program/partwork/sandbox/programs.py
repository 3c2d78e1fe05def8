"""Programs of the system that these servers need."""

from __future__ import annotations

import os
import shutil
import subprocess


def require_package(program: str, *packages: str) -> None:
    """Install Debian's packages for a program, or fail with one line that says what to install."""
    places = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin"])
    if shutil.which(program, path=places):
        return
    install_packages(*packages)
    if not shutil.which(program, path=places):
        raise RuntimeError(f"{program} is not there: apt-get install {' '.join(packages)}")


def install_packages(*packages: str) -> None:
    """Install Debian's packages, where that is for us to do."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        apt = ["apt-get", "-o", "DPkg::Lock::Timeout=300"]
        for words in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
            subprocess.run([*apt, *words], check=True, stdout=subprocess.DEVNULL, env=environment)
