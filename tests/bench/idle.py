"""Times commands that find nothing to do: a build of this repository's series, and publishing a large site.

Beside them stands what a program cannot do without once it needs Pelican: its import.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.measure import run, take_turns
from bench.peers import Ours
from bench.results import ROOT, make_row, name_version, read_sizes, save

ROUNDS = 5
INVOKE = [sys.executable, "-m", "invoke"]


def main() -> None:
    """Measure and keep what is found."""
    posts = read_sizes()["few"]
    print(f"Finding nothing to do, in three parts and in {posts} posts …", flush=True)
    with TemporaryDirectory() as folder:
        parts, many = Ours(Path(folder) / "parts"), Ours(Path(folder) / "many")
        parts.copy()
        shutil.copytree(ROOT / "content", parts.site / "content")
        many.write(posts)
        # What is sent goes into folders; after it, nothing is due.
        for site in (parts.site, many.site):
            run([*INVOKE, "build", "publish"], site)
        taken = take_turns(
            {
                ("import pelican", "python", 0): lambda: run([sys.executable, "-c", "import pelican"], ROOT),
                ("three parts, unchanged", "partwork", 0): lambda: run([*INVOKE, "build"], parts.site),
                ("nothing due", "partwork", posts): lambda: run([*INVOKE, "publish"], many.site),
            },
            ROUNDS,
        )
    save("idle", [make_row(*name, usages) for name, usages in taken.items()], name_version("pelican"))


if __name__ == "__main__":
    main()
