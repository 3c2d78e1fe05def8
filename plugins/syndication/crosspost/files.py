"""Folders, hashes and names of what is built."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from unicodedata import normalize

from .errors import MixedError, SettingsError, SyndicationError

# Folders in which sites keep what is no content, besides those that the settings name.
SOURCES = (".git", ".github", ".venv", "plugins", "tests", "theme")


def prune_folder(folder: Path, keep: set[Path]) -> list[Path]:
    """Remove the files below `folder` that are not in `keep`, then the empty folders.

    Hidden files at the top are left alone, and links are removed, not followed.

    Returns:
        The removed files.

    Raises:
        SyndicationError: The folder itself is a link: what it leads to is not ours.
    """
    if folder.is_symlink():
        raise SyndicationError(f"{folder} is a link, and what it leads to is not ours. Remove the link.")
    removed = []
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.relative_to(folder).parts[0].startswith("."):
            continue
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                path.rmdir()
        elif path not in keep:
            path.unlink()
            removed.append(path)
    return removed


def hash_text(*texts: str) -> str:
    """Return a SHA-256 of texts, as hexadecimal digits; their boundaries count."""
    digest = hashlib.sha256()
    for text in texts:
        data = text.encode()
        digest.update(b"%d:" % len(data) + data)
    return digest.hexdigest()


def unfold(noun: Any) -> Any:
    """Return a noun as JSON has it: an object of its fields, and so for the nouns in it."""
    if isinstance(noun, tuple):
        return [unfold(part) for part in noun]
    return {name: unfold(part) for name, part in vars(noun).items()} if hasattr(noun, "__dict__") else noun


def show_paths(text: str) -> str:
    """Return a text in which files are called as their author knows them: from the folder they work in."""
    return text.replace(f"{Path.cwd()}{os.sep}", "")


def explain_file(error: OSError) -> str:
    """Say which file or folder an error is about, and what to do."""
    if not error.filename:
        return str(error)
    hint = ""
    if isinstance(error, FileExistsError | NotADirectoryError | IsADirectoryError):
        hint = ". Move away what is there."
    elif isinstance(error, PermissionError) or error.errno == errno.EROFS:
        hint = ". Ask for the right to write there."
    elif error.errno in {errno.ENOSPC, errno.EDQUOT}:
        hint = ". Make room there, then do the same again."
    return f"{error.filename}: {error.strerror}{hint}"


def name_one_way(name: str) -> str:
    """Return the name of a file, or of what is called after it, in the form in which all are compared.

    A Mac writes ū as u and a mark above it, others as one letter (Unicode, NFD and NFC).
    """
    return normalize("NFC", name)


def file_name(post_id: str) -> str:
    """Return the name by which a post's files are called: its id without slashes."""
    return post_id.replace("/", "--")


def list_sources(values: Mapping[str, Any], root: Path) -> Iterator[Path]:
    """Give the folders besides the content that the author, or another program, keeps files in."""
    named = [values.get("THEME"), *SOURCES]
    for setting in ("PLUGIN_PATHS", "THEME_TEMPLATES_OVERRIDES"):
        several = values.get(setting)
        named += several if isinstance(several, list | tuple) else [several]
    for name in named:
        if isinstance(name, str | Path) and str(name):
            path = follow_links(root / name, "THEME or PLUGIN_PATHS")
            if not root.resolve().is_relative_to(path):
                yield path


def check_apart(name: str, folder: Path, root: Path, others: Iterable[Path]) -> None:
    """Refuse a folder that would be mixed with one whose files are not its own.

    Raises:
        MixedError: It is, holds or lies in one of `others`, or is or holds the site's own, `root`.
    """
    folder, root = follow_links(folder, name), root.resolve()
    for other in (root, *(follow_links(other, name) for other in others)):
        inside = other != root and other in folder.parents
        if folder == other or folder in other.parents or inside:
            what = "is there for something else" if folder == other else f"would be mixed with {other}"
            raise MixedError(f"{name}: {folder} {what}. Choose a folder of its own.")


def check_ledger(ledger: Path, root: Path, others: Iterable[Path]) -> None:
    """Refuse a ledger that is, or may become, another kind of file, or is removed with what is built.

    Raises:
        SettingsError: It is.
    """
    name = "SYNDICATION_LEDGER"
    place = follow_links(ledger, name)
    removed = any(place.is_relative_to(follow_links(other, name)) for other in others)
    if removed or not place.is_relative_to(root.resolve()) or ledger.suffix != ".jsonl":
        raise SettingsError(
            f"{name}: {ledger} is no place for it. It is a file of its own in the site's folder, and ends in "
            ".jsonl, as syndication.jsonl does."
        )


def follow_links(path: Path, name: str) -> Path:
    """Return where a path leads in the end.

    Raises:
        MixedError: Nowhere.
    """
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):
        raise MixedError(f"{name}: {path} can be no file or folder. Choose another.") from None
