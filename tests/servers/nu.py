"""The Nu HTML checker, which validator.w3.org runs too: a jar from npm, kept in the tests' cache."""

import json
import os
import subprocess
import tarfile
import tempfile
from pathlib import Path

PACKAGE = "vnu-jar@26.9.27"
# Of the credit in a drawing it says that it leaves it to others; exiftool reads that. And it does not know
# how a list marks its link to what is read (CSS Overflow 5): browsers that do not either pass over that.
UNREAD = ("does not validate RDF", "“scroll-target-group”", "“:target-current”")


def fetch() -> Path:
    """Return the jar, from `$PARTWORK_SERVERS` or `~/.cache/partwork-servers`, where it is put first."""
    cache = Path(os.environ.get("PARTWORK_SERVERS") or Path.home() / ".cache" / "partwork-servers")
    jar = cache / f"{PACKAGE.replace('@', '-')}.jar"
    if not jar.exists():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache) as folder:
            subprocess.run(
                ["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True, stdout=subprocess.DEVNULL
            )
            with tarfile.open(next(Path(folder).glob("*.tgz"))) as package:
                package.extract("package/build/dist/vnu.jar", folder, filter="data")
            (Path(folder) / "package/build/dist/vnu.jar").replace(jar)
    return jar


def check(folder: Path) -> list[str]:
    """Check every HTML page, stylesheet and SVG image below a folder.

    Returns:
        A line for each error and warning: file, line, what is wrong.
    """
    command = [
        "java",
        "-Xss1m",
        "-jar",
        str(fetch()),
        "--format",
        "json",
        "--skip-non-html",
        "--also-check-css",
        "--also-check-svg",
        str(folder),
    ]
    said = json.loads(
        subprocess.run(command, capture_output=True, text=True, check=False, timeout=300).stderr
    )
    return [
        f"{m.get('url')}:{m.get('lastLine')}: {m.get('message')}"
        for m in said["messages"]
        if not any(words in m.get("message", "") for words in UNREAD)
    ]
