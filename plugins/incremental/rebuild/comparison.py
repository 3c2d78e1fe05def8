"""What differs from the last build: a look at every file, and at what is no file."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Mapping
from pathlib import Path

from .model import Difference, Record, Stamp
from .stamps import find_stray, look, read_hash, settle, walk


def compare(
    record: Record, site: Path, identity: Mapping[str, str], folders: Mapping[str, Path]
) -> Difference:
    """Return what is not as the last build left it.

    Args:
        record: Of the last build.
        site: The site's folder.
        identity: What this build is.
        folders: Where each folder is that a build writes.
    """
    return _compare_circumstances(record, identity, folders) or compare_inputs(record, site)


def _compare_circumstances(
    record: Record, identity: Mapping[str, str], folders: Mapping[str, Path]
) -> Difference:
    if record.unknown:
        return Difference(reason=record.unknown)
    for name, value in identity.items():
        if record.identity.get(name) != value:
            return Difference(reason=f"the last build had another {name}")
    for name, value in record.environment.items():
        if hash_value(os.environ.get(name)) != value:
            return Difference(reason=f"the environment variable {name} has another value")
    now = time.time()
    if now >= record.until:
        return Difference(reason="the date of a post has come")
    if now < record.since:
        return Difference(reason="the clock was put back")
    if record.outputs.keys() != folders.keys():
        return Difference(reason="the last build wrote into other folders")
    for name, tree in record.outputs.items():
        if stray := find_stray(str(folders[name]), tree):
            place = name if stray == "." else f"{name}/{stray}"
            return Difference(reason=f"{place} is not as the last build left it")
    return Difference()


def compare_inputs(record: Record, site: Path) -> Difference:
    """Return which files are not as the last build read them."""
    top = f"{site}{os.sep}"
    found: dict[str, Stamp] = {}
    for root in record.roots:
        found.update((path.removeprefix(top), stamp) for path, stamp in walk(str(site / root)))
    changed: dict[str, tuple[Stamp, str]] = {}
    removed: list[str] = []
    refreshed: dict[str, Stamp] = {}
    looks: dict[str, Stamp] = {}
    for path, before in record.inputs.items():
        stamp = found.pop(path, None) or look(site / path)
        if stamp == before:
            continue
        if stamp is None:
            removed.append(path)
            continue
        # Looked at before it is read: what is changed in between is seen next time.
        looks[path] = stamp
        stamp, hash_ = settle(stamp), read_hash(site / path)
        if record.hashes.get(path) == hash_:
            refreshed[path] = stamp
        else:
            changed[path] = stamp, hash_
    return Difference(changed, tuple(sorted(found)), tuple(removed), refreshed, looks=looks)


def hash_value(value: str | None) -> str:
    """Return what stands for the value of an environment variable: it may be a secret."""
    return "" if value is None else hashlib.sha256(value.encode("utf-8", "surrogateescape")).hexdigest()
