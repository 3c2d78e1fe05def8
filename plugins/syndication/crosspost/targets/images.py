"""The files of the built site, as the outbox was made from them."""

from __future__ import annotations

import hashlib
from pathlib import Path

from crosspost.errors import RefusedError
from crosspost.model import Image


def read_image(output: Path, image: Image) -> bytes:
    """Return an image's bytes.

    Args:
        output: The folder with the built site.
        image: The image.

    Raises:
        RefusedError: They are not those that the build saw.
    """
    path = output / image.path
    try:
        data = path.read_bytes()
    except OSError:
        data = b""
    if hashlib.sha256(data).hexdigest() != image.sha256:
        raise RefusedError(f"{path} is not as it was when the outbox was written. Build again")
    return data
