"""Other people's readers, in an environment of their own, and what they find in our files."""

import json
import subprocess
from pathlib import Path

from servers.pip import fetch_environment

# The last commonmeta-py that reads JSON Feed; 0.287 reads it no more.
READERS = (
    "readers-3",
    "commonmeta-py==0.270",
    "trafilatura==2.3.1",
    "lxml_html_clean",
    "signposting==0.9.9",
)
PRINTING = ("printing-1", "weasyprint==70.0", "pikepdf==10.18.0", "pypdf==7.1.1")


def ask(reader, data, environment=READERS):
    """Return what a reader (a function of `programs.py`) makes of some data."""
    python = fetch_environment(*environment) / "python"
    ran = subprocess.run(
        [python, Path(__file__).with_name("programs.py"), reader],
        input=json.dumps(data),
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)
