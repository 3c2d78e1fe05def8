"""Ids that are made of somebody's words: so named that no program takes what has them for a page's furniture.

Reader views and text extractors drop an element whose id holds a word such as "social", "comment" or
"related", whatever is in it: a section about social media, a reference to an author called Header.
"""

import re
from functools import lru_cache
from itertools import groupby

# Readability 0.6 (Firefox's reader view: `REGEXPS` in Readability.js) and trafilatura 2.3 (xpaths.py).
# fmt: off
WORDS = [
    "agegate", "ai2html", "author", "banner", "breadcrumb", "bread-crumb", "button", "byline", "combx",
    "comment", "community", "contact", "cookie", "cover-wrap", "dateline", "disqus", "extra", "footer",
    "gdpr", "header", "hidden", "infinite-scroll", "infinitescroll", "legends", "masthead", "media",
    "menu", "meta", "nav", "newsletter", "outbrain", "pager", "pagination", "popup", "premium", "promo",
    "related", "remark", "replies", "rss", "scroll", "shar", "shopping", "shoutbox", "sidebar",
    "skyscraper", "social", "sponsor", "supplemental", "syndication", "tags", "viral", "widget",
    "writtenby", "yom-remote",
]
# fmt: on
# Their first letters, each once, where the rest of a word follows: ids are looked through by the thousand.
# What counts only as a word of its own, or at an end, is last.
FURNITURE = (
    "|".join(
        f"{first}(?={'|'.join(word[1:] for word in words)})"
        for first, words in groupby(sorted(WORDS), key=lambda word: word[0])
    )
    + r"|(?<![^\W_])a(?=d(?![^\W_]))|c(?=om-)|\Ah(?=id\Z)"
)


@lru_cache(maxsize=4096)
def part_words(name: str) -> str:
    """Return a name in which a hyphen parts each word that readers take for furniture: "s-ocial-work"."""
    return re.sub(f"(?i:{FURNITURE})", r"\g<0>-", name)
