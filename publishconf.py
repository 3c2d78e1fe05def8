"""The site in public: its address, where it is deployed and to whom copies are sent."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from pelicanconf import *
from partwork.publishing import *  # type: ignore[assignment]

# Where readers will find the site. Everything that leaves it (feeds, copies, citations) links back here.
SITEURL = os.environ.get("SITEURL", "https://partwork.example").rstrip("/")

# How `invoke publish` puts output/ on the web: into the folder public/, to be served as it is.
SYNDICATION_DEPLOY = {"kind": "directory", "path": "public"}

# Who receives copies. A secret never stands here: that of "partner-blog" is read from the
# environment variable PARTNER_BLOG_SECRET, or from a line in the file .env.
SYNDICATION_TARGETS = {
    "republishing-kit": {"kind": "folder"},
    # "partner-blog": {"kind": "wordpress", "url": "https://blog.example.org", "user": "our-name"},
}
