"""Runs a module within bounds: what may not be read is not read, and nothing runs on for ever.

`python -m corpus.bounds MODULE ARGUMENT…`
"""

from __future__ import annotations

import ctypes
import os
import resource
import runpy
import sys

# Of Linux: CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH, by which root reads and writes every file.
RIGHTS = (1, 2)
PR_CAPBSET_DROP = 24
VERSION = 0x20080522
SECONDS, BYTES = 60, 4 << 30


def drop_rights() -> None:
    """Let the modes of files count for root, too."""
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(VERSION, 0)
    # Effective, permitted and inheritable, twice 32 each.
    sets = (ctypes.c_uint32 * 6)()
    done = [libc.capget(header, sets) == 0]
    # A program that this one starts would have them again.
    done += [libc.prctl(PR_CAPBSET_DROP, right, 0, 0, 0) == 0 for right in RIGHTS]
    kept = ~sum(1 << right for right in RIGHTS)
    for place in range(3):
        sets[place] &= kept
    done.append(libc.capset(header, sets) == 0)
    assert all(done), os.strerror(ctypes.get_errno())


if __name__ == "__main__":
    if os.geteuid() == 0:
        drop_rights()
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    del sys.argv[0]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
