"""What is else in public: `publishconf.py` imports it after its `pelicanconf.py`."""

from importlib.util import find_spec

# Pages link to each other by relative addresses, so that the site works wherever it is copied to.
RELATIVE_URLS = True

# Drafts stay at home. A post with a date to come waits for it, as a draft.
DRAFT_SAVE_AS = DRAFT_LANG_SAVE_AS = DRAFT_PAGE_SAVE_AS = DRAFT_PAGE_LANG_SAVE_AS = ""
SERIES_DRAFTS = False
WITH_FUTURE_DATES = False

# Readers search with Pagefind: `invoke publish` makes its index. Where this is "" there is no search.
SEARCH_SAVE_AS = "search/index.html"

# For search engines, and for servers that read which headers to send (Netlify, Cloudflare Pages).
SITEMAP_SAVE_AS, ROBOTS_SAVE_AS, HEADERS_SAVE_AS = "sitemap.xml", "robots.txt", "_headers"

# A PDF of each post and each series, where WeasyPrint is installed (in pyproject.toml, [tool.uv]:
# default-groups = ["pdf"]).
METADATA_PDF = find_spec("weasyprint") is not None

FEED_ALL_ATOM = "feeds/all.atom.xml"
