"""Where these servers live on this machine."""

from __future__ import annotations

import os
import socket
from pathlib import Path


def cache_folder() -> Path:
    """Return where downloads stay: `$PARTWORK_SERVERS` or `~/.cache/partwork-servers`."""
    default = Path(os.environ.get("XDG_CACHE_HOME", "~/.cache")).expanduser() / "partwork-servers"
    folder = Path(os.environ.get("PARTWORK_SERVERS") or default)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def free_port() -> int:
    """Return a port of 127.0.0.1 on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
