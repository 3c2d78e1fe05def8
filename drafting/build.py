"""One build, in a process of its own: `python -m drafting.build FOLDER`.

It writes the site into FOLDER/output and what it has to say into FOLDER/report.json, and ends, at the latest,
with whoever started it.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from typing import Any

from builds import Message, run_pelican

SETTINGS = "pelicanconf.py"
REPORT = "report.json"


def main(folder: Path) -> None:
    """Build the site with its drafts."""
    threading.Thread(target=end_with_parent, daemon=True).start()
    messages: list[Message] = []
    read: list[str] = []
    try:
        # Here, since a plugin's import can fail in any way.
        from pelican.plugins import signals  # type: ignore[attr-defined]

        def note(pelican: Any) -> None:
            read.extend(list_folders(pelican.settings))

        signals.initialized.connect(note)
        run_pelican(SETTINGS, folder / "output", folder / "outbox", tell=messages.append)
    except BaseException as error:
        messages.append(Message(True, f"the build ended: {type(error).__name__} {error}".rstrip()))
    report = {"messages": [asdict(message) for message in messages], "read": read}
    (folder / REPORT).write_text(json.dumps(report), encoding="utf-8")


def list_folders(settings: dict[str, Any]) -> list[str]:
    """Return the folders that Pelican reads with these settings."""
    several = [*settings["THEME_TEMPLATES_OVERRIDES"], *settings["PLUGIN_PATHS"]]
    return [str(Path(path).absolute()) for path in (settings["PATH"], settings["THEME"], *several)]


def end_with_parent() -> None:
    """End when nobody holds the other end of the standard input any more."""
    while os.read(0, 1):
        pass
    os._exit(1)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
