"""The guide while drafting: what `uv run invoke serve` shows here. See publishconf.py for it in public."""

from partwork.settings import *

SITENAME = "Partwork’s guide"
SITESUBTITLE = "Cited, openly licensed series, step by step"
AUTHOR = "The Partwork editors"
DEFAULT_LANG = "en"
TIMEZONE = "Pacific/Auckland"

# One licence for everything, unless a post or an image says otherwise (SPDX identifier).
LICENCE = "CC-BY-4.0"
