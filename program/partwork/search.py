"""The index that readers search the site with: Pagefind makes it, before a publish, of what is in output/."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import sys
from pathlib import Path

from guards import whole
from guards.terminal import print_line

from .exchange import finish_replacing, hold
from .folder import CACHE
from .processes import end_at_interrupt, run_command
from .renewal import PUBLIC

NAME = "pagefind"
# What Pagefind brings for pages that are not ours.
UNUSED = ("*ui.js", "*ui.css", "pagefind-highlight.js")


def make_index() -> None:
    """Make the index of the site in public anew, if that is another one than it was made for.

    Raises:
        Exit: Somebody else is building, or it cannot be written.
    """
    output, outbox = (place for place, _ in PUBLIC.pairs)
    with end_at_interrupt("Interrupted: nothing was published."):
        try:
            import publishconf
        except (Exception, SystemExit):
            # What is wrong with the settings is told by who publishes.
            return
        page = getattr(publishconf, "SEARCH_SAVE_AS", "")
        language = getattr(publishconf, "DEFAULT_LANG", "en")
        with hold("build", "A build"):
            finish_replacing()
            renew_index(output, outbox / "build.json", CACHE / "search", page, language)


def renew_index(output: Path, built: Path, cache: Path, page: str, language: str) -> None:
    """Make the index anew if the site has another build than when it was made.

    Args:
        output: The folder of the site.
        built: The file that every build writes anew.
        cache: A folder on the same disk.
        page: The page that searches, from the folder of the site; without it there is no index.
        language: That of the site. Its rules for words hold for all pages, so that one search finds them all.
    """
    place, new, mark, note = output / NAME, cache / "new", cache / "replacing", cache / "made.json"
    if not page or not (output / page).is_file():
        return
    seen = built.stat() if built.is_file() else None
    made = [seen.st_ino, seen.st_mtime_ns, language] if seen else None
    if not mark.exists() and made and place.is_dir() and _read(note) == made:
        return
    if importlib.util.find_spec("pagefind_bin") is None:
        print_line(
            "warning: Pagefind is not there for this machine, so readers cannot search; the page says so.",
            sys.stderr,
        )
        return
    cache.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(new, ignore_errors=True)
    pagefind = [
        sys.executable,
        "-m",
        "pagefind",
        "--silent",
        "--site",
        str(output),
        "--output-path",
        str(new),
    ]
    run_command(*pagefind, "--force-language", language.partition("-")[0])
    for pattern in UNUSED:
        for file in new.glob(pattern):
            file.unlink()
    # To a build, the folder is as it left it.
    folder = output.stat()
    whole.replace_folders(mark, (place, new))
    os.utime(output, ns=(folder.st_atime_ns, folder.st_mtime_ns))
    whole.write_file(note, json.dumps(made).encode())
    print_line("Made the index for readers who search.")


def _read(note: Path) -> object:
    try:
        return json.loads(note.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
