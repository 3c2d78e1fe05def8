"""Words that say what a work is, such as "Online forum post": told from names, such as "The Dominion Post".

Exporters write both into one field: into `titleaddon` the site or programme, or a description (APA 7,
§ 9.21); into `type` what an author wrote there, or the name that the exporter has for a kind.
"""

import re
from functools import lru_cache

from .patterns import late

_LISTED = """
ad advertisement app artwork attached bill book booklet brochure broadcast cartoon chart clip code comic
comment dataset database demo diagram dissertation documentary document draft drawing editorial email e-mail
episode exhibit factsheet figure film flyer gif graph guideline handout highlight illustration image
infographic interview keynote leaflet lecture letter livestream manual manuscript map measure meme memo
memorandum message model movie newsletter note notes obituary outline page paint painting pamphlet paper photo
photograph piece playlist podcast policy post poster presentation preprint print profile program reel release
recording report review scale score sculpture session set sheet show slide slides software song speech
standard statement status story survey syllabus symposium table talk test testimony thesis thread toolkit
transcript translation tweet update video vlog webcast webinar webisode workshop
"""
_NOUNS = frozenset(_LISTED.split())
"""What descriptions end with, in the examples of APA 7, chapter 10, and in reference managers' forms."""
_LISTED_BEFORE = """
academic album animated audio blog board bluesky book brief class clinical comic computer conference course
data digital discussion e-mail educational facebook fact film forum full group image instagram journal
lecture linkedin list live magazine mailing mastodon media mobile music news newspaper online open
panel paper phd position poster powerpoint press radio reddit research review series social speech status
technical ted television thesis tiktok tumblr tv twitter unpublished video web website working workshop
youtube
"""
_BEFORE_NOUNS = frozenset(_LISTED_BEFORE.split())
"""What stands before these nouns in descriptions that have capitals throughout: "Conference Session"."""
_LISTED_IN_NAMES = """
document letter map message newsletter note page paper piece podcast post profile report review score show
standard statement table test update
"""
_IN_NAMES = frozenset(_LISTED_IN_NAMES.split())
"""Nouns that names end with as often: "The Washington Post", "Google Maps"."""
_PREPOSITION = late(r" (?:about|by|for|from|in|of|on|to|with) ", re.IGNORECASE)


@lru_cache(maxsize=512)
def is_description(text: str) -> bool:
    """Tell whether a text says what a work is ("Image attached"), not a name ("Public Domain Review")."""
    words = [word.strip(".,;:“”\"'()") for word in _PREPOSITION.split(" ".join(text.split()))[0].split()]
    if not words or not _is_one_of(_NOUNS, words[-1]):
        return False
    if not any(word[:1].isupper() and not word.isupper() for word in words[1:]):
        return True
    known = all(_is_one_of(_NOUNS, word) or word.lower() in _BEFORE_NOUNS for word in words)
    return known or not _is_one_of(_IN_NAMES, words[-1])


def _is_one_of(nouns: frozenset[str], word: str) -> bool:
    return word.lower() in nouns or word.lower().removesuffix("s") in nouns
