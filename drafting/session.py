"""From the first build to the last answer."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .draft import Draft
from .follower import Follower
from .server import Server


@contextmanager
def show_draft(root: Path, host: str, port: int) -> Iterator[list[str]]:
    """Build the site, follow what is saved and show it, in the background; yields the addresses to open.

    Raises:
        AddressError: The site cannot be shown there.
    """
    draft = Draft()
    with Server(host, port, draft) as server:
        # Nobody else has this port, so that what an earlier server left there can go.
        follower = Follower(root, root / ".cache" / f"draft-{server.server_address[1]}", draft)
        follower.start()
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server.list_addresses()
        finally:
            server.shutdown()
            follower.stop()
