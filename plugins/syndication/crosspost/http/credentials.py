"""Secrets: read when a target is opened, kept by nobody else, shown to nobody."""

from __future__ import annotations

import os
import re
import stat
from difflib import get_close_matches
from io import StringIO
from pathlib import Path

from crosspost.errors import UnavailableError
from crosspost.options import secret_name

# What the file may be read by, besides its owner.
OTHERS = stat.S_IRGRP | stat.S_IWGRP | stat.S_IROTH | stat.S_IWOTH
# Of a value without quotation marks, what follows is a comment; but no one writes a comment so.
CUT = re.compile(r"\s#\S")
# Nobody has so many secrets, in bytes.
LARGEST = 1_000_000


def name_place(target: str) -> str:
    """Return where the secret of a target stands, for messages."""
    return f"{secret_name(target)} (the environment or .env)"


def read_secret(target: str, root: Path) -> str:
    """Return the secret of a target from the environment or the site's `.env`.

    Raises:
        UnavailableError: There is none, or it cannot be read or sent.
    """
    name, file = secret_name(target), root / ".env"
    secret, where, near = os.environ.get(name, ""), f"{name} in the environment", ""
    if not secret and (file.exists() or file.is_symlink()):
        secret, where, near = read_line(name, file)
    if not secret:
        raise UnavailableError(
            f"no secret for {target}. Put {name}=… into the environment or into {file}.{near}"
        )
    if any(not letter.isprintable() or ord(letter) > 255 for letter in secret):
        # Not which it is: that would be a part of the secret.
        raise UnavailableError(
            f"{where}: this secret has a sign in it that cannot be sent, such as a line break, a curly "
            "quotation mark or a letter beyond those of Western Europe. Copy it again from where it was made."
        )
    return secret


def read_line(name: str, file: Path) -> tuple[str, str, str]:
    """Return what a file sets a name to, where in it, and what may be meant if it sets nothing.

    Raises:
        UnavailableError: The file, or the line, cannot be read.
    """
    from dotenv.parser import parse_stream

    try:
        if not stat.S_ISREG(file.stat().st_mode):
            raise UnavailableError(f"{file}: is no file. Secrets stand in a file of that name, a line each.")
        data = file.read_bytes()
    except OSError as error:
        raise UnavailableError(f"{file}: cannot be read ({error.strerror}).") from None
    try:
        text = data[:LARGEST].decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnavailableError(f"{file}:{line}: is not UTF-8. Save the file as UTF-8.") from None
    found, where, keys, wrong = "", str(file), dict[str, int](), 0
    for binding in parse_stream(StringIO(text)):
        lines = binding.original.string
        line = binding.original.line + lines[: len(lines) - len(lines.lstrip())].count("\n")
        if binding.error:
            wrong = wrong or line
        elif binding.key == name:
            # As it stands there: ${…} is nothing but signs of the secret.
            found, where = binding.value or "", f"{file}:{line}"
            said = lines.partition("=")[2].strip()
            if said[:1] not in {"'", '"'} and CUT.search(said):
                raise UnavailableError(
                    f'{where}: what stands after " #" is no part of the secret there. If it is one, put the '
                    "secret between single quotation marks; if not, put a blank after the #."
                )
        elif binding.key:
            keys[binding.key] = line
    if not found and wrong:
        raise UnavailableError(
            f"{file}:{wrong}: is no line such as {name}=…, or has a quotation mark without its other one."
        )
    near = next(iter(get_close_matches(name, keys, 1, 0.8)), "")
    return found, where, f' Did you mean "{near}" in line {keys[near]}?' if near else ""


def is_open(root: Path) -> bool:
    """Say whether others on this machine can read the site's `.env`."""
    try:
        return bool((root / ".env").stat().st_mode & OTHERS)
    except OSError:
        return False
