"""From the first build to the last answer."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from guards.locks import HeldError, hold_lock

from .draft import Draft
from .follower import Follower
from .server import AddressError, Server


@contextmanager
def show_draft(root: Path, host: str, port: int) -> Iterator[list[str]]:
    """Build the site, follow what is saved and show it, in the background; yields the addresses to open.

    Raises:
        AddressError: The site cannot be shown there.
    """
    draft = Draft()
    with Server(host, port, draft) as server, ExitStack() as held:
        # What an earlier server left there is ours: nobody else has it.
        place = root / ".cache" / f"draft-{server.server_address[1]}"
        try:
            held.enter_context(hold_lock(place.with_name(f"{place.name}.lock")))
        except (HeldError, OSError) as error:
            reason = "is in use" if isinstance(error, HeldError) else f"cannot be used: {error.strerror}"
            raise AddressError(f"{place.relative_to(root)} {reason}. Use another --port.") from None
        follower = Follower(root, place, draft, stays=port != 0)
        follower.start()
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server.list_addresses()
        finally:
            server.shutdown()
            follower.stop()
