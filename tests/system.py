"""What the tests need from the system."""

from __future__ import annotations

import os
import shutil
import subprocess

from invoke import Exit

# A command that shows it is there, and Debian's packages for it.
SYSTEM = {
    "chromium-headless-shell": ["chromium-headless-shell", "fonts-dejavu-core"],
    "exiftool": ["libimage-exiftool-perl"],
    "faketime": ["faketime"],
    "git": ["git"],
    "java": ["default-jre-headless"],
    "npm": ["npm"],
    "pango-list": ["libharfbuzz-subset0", "pango1.0-tools"],
    "pdfinfo": ["poppler-utils"],
    "php": ["php-cli", "php-curl", "php-gd", "php-mbstring", "php-sqlite3", "php-xml"],
    "rsync": ["rsync"],
    "ssh": ["openssh-client"],
    "/usr/sbin/sshd": ["openssh-server"],
}


def install_system_packages() -> None:
    """Install what the tests need with apt-get, as root, or say in one line what to install."""
    missing = [
        package for command, packages in SYSTEM.items() if not shutil.which(command) for package in packages
    ]
    if not missing:
        return
    install = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run(["apt-get", "update"], check=True, stdout=subprocess.DEVNULL)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(install, check=True, stdout=subprocess.DEVNULL, env=environment)
    else:
        raise Exit(f"The tests need more from the system: sudo {' '.join(install)}", code=1)
