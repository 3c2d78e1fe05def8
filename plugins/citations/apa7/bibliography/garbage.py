"""Python's search for garbage, which finds none among thousands of works: whoever reads them keeps them."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def unsearched() -> Iterator[None]:
    """Let nothing be searched for garbage for a while; afterwards all is as it was.

    The search goes through all objects again whenever there are some hundreds more. While a large file is
    read, or its references are written, that costs a tenth of the time.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
