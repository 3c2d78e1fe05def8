"""The plain text of what was sent from this machine, kept to show what an edit or a partner changed."""

from __future__ import annotations

import contextlib
from pathlib import Path

from .files import file_name, write_file
from .model import Delivery


def read_sent(sent: Path, delivery: Delivery, version: str) -> str | None:
    """Return the plain text of a version that was sent from this machine; None if it is not here."""
    try:
        return sent_path(sent, delivery, version).read_text(encoding="utf-8")
    except OSError:
        return None


def keep_sent(sent: Path, delivery: Delivery) -> None:
    """Keep the plain text of what was just sent, instead of that of earlier versions.

    Only differences are shown from it, so it is no failure if there is no room for it.
    """
    path = sent_path(sent, delivery, delivery.version)
    with contextlib.suppress(OSError):
        for old in path.parent.glob(f"{file_name(delivery.post.id)}@*.txt"):
            if old != path:
                old.unlink(missing_ok=True)
        write_file(path, sent_text(delivery).encode())


def list_sent(sent: Path, delivery: Delivery) -> list[str]:
    """Return the words, without the title, of what was sent of a post from this machine."""
    texts = []
    for path in (sent / delivery.target).glob(f"{file_name(delivery.post.id)}@*.txt"):
        with contextlib.suppress(OSError, ValueError):
            texts.append(path.read_text(encoding="utf-8").partition("\n\n")[2])
    return texts


def sent_text(delivery: Delivery) -> str:
    """Return title and text of a delivery, to be compared."""
    return f"{delivery.post.title}\n\n{delivery.post.text}"


def sent_path(sent: Path, delivery: Delivery, version: str) -> Path:
    """Return where the plain text of a version is kept."""
    return sent / delivery.target / f"{file_name(delivery.post.id)}@{version}.txt"
