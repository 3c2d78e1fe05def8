"""Partwork: the programs, the theme and the usual settings of a site, which an author's folder depends on.

A site's folder holds what is its author's: `content/`, `pelicanconf.py`, `publishconf.py` and a `tasks.py`
that imports `partwork.tasks`. All commands act on the folder that they are run in.
"""

import os
import sys

if "invoke" in sys.modules and not os.environ.get("PYTHONDONTWRITEBYTECODE"):
    # Invoke lets Python keep nothing that it compiles, so that each run would compile all that it imports.
    sys.dont_write_bytecode = False
