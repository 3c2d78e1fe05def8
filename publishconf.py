"""The site in public: its address, its feeds, where it is deployed and to whom copies are sent."""

import os
import sys
from importlib.util import find_spec
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from pelicanconf import *  # noqa: F403

# Where readers will find the site. Everything that leaves it (feeds, copies, citations) links back here.
SITEURL = os.environ.get("SITEURL", "https://partwork.example").rstrip("/")

# Pages link to each other by relative addresses, so that the site works wherever it is copied to.
RELATIVE_URLS = True

# Drafts stay at home. A post with a date to come waits for it, as a draft.
DRAFT_SAVE_AS = DRAFT_LANG_SAVE_AS = DRAFT_PAGE_SAVE_AS = DRAFT_PAGE_LANG_SAVE_AS = ""
SERIES_DRAFTS = False
WITH_FUTURE_DATES = False

# Readers search with Pagefind: `invoke publish` makes its index. Without these lines there is no search.
DIRECT_TEMPLATES = [*DIRECT_TEMPLATES, "search"]  # noqa: F405
SEARCH_SAVE_AS = "search/index.html"

# For search engines, and for servers that read which headers to send (Netlify, Cloudflare Pages).
DIRECT_TEMPLATES = [*DIRECT_TEMPLATES, "sitemap", "robots", "headers"]
SITEMAP_SAVE_AS, ROBOTS_SAVE_AS, HEADERS_SAVE_AS = "sitemap.xml", "robots.txt", "_headers"

# A PDF of each post and each series, where WeasyPrint is installed (in pyproject.toml, [tool.uv]:
# default-groups = ["pdf"]).
METADATA_PDF = find_spec("weasyprint") is not None

FEED_DOMAIN = SITEURL
FEED_ALL_ATOM = "feeds/all.atom.xml"

# How `invoke publish` puts output/ on the web: into the folder public/, to be served as it is.
SYNDICATION_DEPLOY = {"kind": "directory", "path": "public"}

# Who receives copies. A secret never stands here: that of "partner-blog" is read from the
# environment variable PARTNER_BLOG_SECRET, or from a line in the file .env.
SYNDICATION_TARGETS = {
    "republishing-kit": {"kind": "folder"},
    # "partner-blog": {"kind": "wordpress", "url": "https://blog.example.org", "user": "our-name"},
}
