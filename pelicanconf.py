"""The site while drafting: what `invoke serve` shows. See publishconf.py for the site in public."""

from partwork.settings import *

SITENAME = "Partwork"
SITESUBTITLE = "Cited, openly licensed series"
AUTHOR = "The Partwork editors"
DEFAULT_LANG = "en"
TIMEZONE = "Pacific/Auckland"

# One licence for everything, unless a post or an image says otherwise (SPDX identifier).
LICENCE = "CC-BY-4.0"
