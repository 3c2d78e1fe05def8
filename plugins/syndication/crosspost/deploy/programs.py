"""Running the programs that a deploy needs, and telling what they say."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from crosspost.errors import SettingsError
from guards.addresses import hide_password


def require_program(name: str, purpose: str) -> None:
    """Insist that a program is installed.

    Raises:
        SettingsError: It is not; the message says what to install.
    """
    if not shutil.which(name):
        raise SettingsError(
            f"{purpose} needs the program {name}, which is not installed here. Install it "
            f"(Debian, Ubuntu: apt install {name}; macOS: brew install {name}), or choose another "
            "kind of SYNDICATION_DEPLOY."
        )


def run_program(
    command: Sequence[str],
    folder: Path,
    environment: Mapping[str, str] | None = None,
    text: bytes | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """Run a program to its end; nobody is asked for a password, and its messages are in English.

    Args:
        command: The program and its arguments.
        folder: Where it runs.
        environment: What its environment has besides ours.
        text: What it reads.
    """
    return subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "LC_ALL": "C", **(environment or {})},
        input=b"" if text is None else text,
        capture_output=True,
        check=False,
    )


def read_complaint(ran: subprocess.CompletedProcess[bytes]) -> str:
    """Return what a program said of its failure, without the passwords that addresses may hold."""
    return hide_password(ran.stderr.decode(errors="replace")).strip()


def last_words(complaint: str) -> str:
    """Return the end of a complaint on one line."""
    lines = [line.strip() for line in complaint.splitlines() if line.strip()]
    text = "; ".join(lines[-3:])
    return "".join(letter if letter.isprintable() else " " for letter in text)[-400:] or "it said nothing"
