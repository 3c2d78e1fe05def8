"""The guide in public: its address, and where it is deployed. No copies of it are sent."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from pelicanconf import *
from partwork.publishing import *  # type: ignore[assignment]

SITEURL = os.environ.get("SITEURL", "https://guide.partwork.example").rstrip("/")

SYNDICATION_DEPLOY = {"kind": "directory", "path": "public"}
SYNDICATION_TARGETS = {}
