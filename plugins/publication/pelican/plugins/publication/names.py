"""Names of files that stay at home, whatever links to them."""

import re
from collections.abc import Collection
from pathlib import Path, PurePosixPath

from guards.paths import PathError, find_inside, read_name

# What the plugins of a site keep in its content folder: for builds, not for readers.
DATA = {"series.toml", "credits.toml", "people.toml", "references.bib", "syndication.jsonl"}
# What operating systems leave in folders.
SYSTEM = {"thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r"}
# What editors and word processors keep beside a file, and locks.
BACKUP = re.compile(r".*(?:~|\.sw[opx]|\.bak|\.orig|\.tmp|\.lock)|#.*#|~\$.*", re.IGNORECASE)
# Such as nobody could object to in the output folder.
PLAIN = re.compile(r"(?:\w[\w.-]{0,99}/)*\w[\w.-]{0,99}", re.ASCII)
# Not even where the settings name them.
SECRET = re.compile(r"\.env(?:\..*)?|\.git|\.ssh|\.netrc|\.htpasswd")


def explain_name(name: str, named: Collection[str] = ()) -> str:
    """Return why a file stays at home, to be said after its name; "" if it may be published.

    Args:
        name: From the content folder, with slashes.
        named: Files and folders that the settings name: a dot at the beginning of their names is meant.
    """
    parts = PurePosixPath(name).parts
    meant = next((len(parts) - n for n in range(len(parts)) if "/".join(parts[: len(parts) - n]) in named), 0)
    hidden = next((part for part in parts[meant:] if part.startswith(".") and part != ".."), "")
    secret = next((part for part in parts if SECRET.fullmatch(part)), "")
    last = parts[-1] if parts else ""
    if hidden or secret:
        return f'is hidden, since "{secret or hidden}" begins with a dot'
    if last.lower() in DATA:
        return "is for builds, not for readers"
    if last.lower() in SYSTEM or BACKUP.fullmatch(last):
        return "is what a program left there"
    return ""


def explain_file(content: Path, name: str, named: Collection[str] = ()) -> str:
    """Return why a file of the content folder cannot be published; "" if it can.

    Args:
        content: The content folder.
        name: From there, with slashes.
        named: As for `explain_name`.
    """
    try:
        path = find_inside(content, name)
        inner = path.resolve().relative_to(content.resolve()).as_posix()
    except PathError as error:
        return str(error)
    # By a link in the file system a file may have two names.
    if reason := explain_name(name, named) or (inner not in named and explain_name(inner, named)) or "":
        return reason
    try:
        if not path.exists():
            return "is not there"
        if path.is_dir():
            return "is a folder"
        if not path.is_file():
            return "is no file that can be copied"
        with path.open("rb"):
            return ""
    except OSError as error:
        return f"cannot be read ({error.strerror})"


def explain_target(name: str) -> str:
    """Return why nothing can be written under a name in the output folder; "" if it can."""
    if PLAIN.fullmatch(name):
        return ""
    try:
        path = read_name(name)
    except PathError as error:
        return str(error)
    long = next((part for part in path.parts if len(part.encode("utf-8", "replace")) > LONGEST), "")
    return f"has a name of more than {LONGEST} bytes in it" if long else ""


LONGEST = 200
"""Bytes of a name: file systems have 255, and others put endings to it."""
