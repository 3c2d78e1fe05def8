"""What was sent from this machine, as plain text, kept to show what an edit or a partner changed.

The title is the first line; below it stand a few facts about the post, and below an empty line its words.
"""

from __future__ import annotations

import contextlib
import re
from glob import escape
from pathlib import Path
from unicodedata import normalize

from crosspost.files import file_name
from crosspost.model import Delivery
from guards.paths import PathError, require_inside
from guards.whole import read_file, write_file


def read_sent(sent: Path, delivery: Delivery, version: str) -> str | None:
    """Return the text of a version that was sent from this machine; None if it is not here."""
    try:
        return read_file(sent_path(sent, delivery, version)).decode()
    except (OSError, ValueError):
        return None


def keep_sent(sent: Path, delivery: Delivery) -> None:
    """Keep the text of what was just sent, instead of that of earlier versions.

    Only differences are shown from it, so it is no failure if there is no room for it, or a link leads out.
    """
    path = sent_path(sent, delivery, delivery.version)
    with contextlib.suppress(OSError, PathError):
        require_inside(sent, path.parent)
        for old in find_notes(sent, delivery):
            if old != path:
                old.unlink(missing_ok=True)
        write_file(path, sent_text(delivery).encode())


def list_sent(sent: Path, delivery: Delivery) -> list[str]:
    """Return the words, without the title, of what was sent of a post from this machine."""
    texts = []
    for path in find_notes(sent, delivery):
        with contextlib.suppress(OSError, ValueError):
            texts.append(read_file(path).decode().partition("\n\n")[2])
    return texts


def sent_text(delivery: Delivery) -> str:
    """Return title, facts and words of a delivery, to be compared with what was sent of it."""
    post = delivery.post
    facts = {
        "Date": post.published,
        "Modified": post.modified,
        "Category": post.category,
        "Tags": ", ".join(post.tags),
        "Summary": " ".join(post.summary.split()),
        "Image": f"{post.card.path} {post.card.alt}".strip() if post.card else "",
    }
    lines = [f"{name}: {fact}" for name, fact in facts.items() if fact]
    return "\n".join([post.title, *lines, "", post.text])


def read_words(sent: Path, delivery: Delivery, version: str) -> str:
    """Return title and words of a version that was sent, to be compared with what the partner has.

    Those of the delivery, if that version was not sent from this machine.
    """
    return drop_facts(read_sent(sent, delivery, version) or sent_text(delivery))


def drop_facts(text: str) -> str:
    """Return title and words of what `sent_text` returned."""
    head, _, words = text.partition("\n\n")
    return f"{head.partition(chr(10))[0]}\n\n{words}"


def read_facts(text: str) -> dict[str, str]:
    """Return the facts of what `sent_text` returned, and under "" its title and words."""
    head = text.partition("\n\n")[0].split("\n")[1:]
    return {name: fact for name, _, fact in (line.partition(": ") for line in head)} | {"": drop_facts(text)}


def sent_path(sent: Path, delivery: Delivery, version: str) -> Path:
    """Return where the text of a version is kept; what a partner calls a version leads nowhere else."""
    name = f"{file_name(delivery.post.id)}@{re.sub(r'[^A-Za-z0-9.]', '-', version)}.txt"
    path, spelt = sent / delivery.target / name, sent / delivery.target / normalize("NFD", name)
    return spelt if spelt != path and spelt.exists() else path


def find_notes(sent: Path, delivery: Delivery) -> list[Path]:
    """Return the files of all versions of a post, also those that a Mac has named."""
    name, folder = file_name(delivery.post.id), sent / delivery.target
    names = {name, normalize("NFD", name)}
    return [path for spelt in names for path in folder.glob(f"{escape(spelt)}@*.txt")]
