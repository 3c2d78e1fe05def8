"""Descriptions in brackets have one capital, and those of names (APA 7, § 9.21)."""

from functools import lru_cache

from apa7.bibliography.patterns import late
from apa7.model import Text

_LISTED = """
abstract advertisement album app article audio audiobook bibliography blog book booklet brief brochure
bulletin chapter clip code comment commentary computer conference course cover data database dissertation
doctoral documentary editorial entry episode exegesis fact film forum game grant group guide guidelines
handout image infographic infosheet interview introduction keynote lecture letter live manual manuscript
map master master's masters mobile music notes obituary online page painting panel paper photo photograph
photographs plan podcast policy post poster presentation press printed profile program programme radio
raw reading record recording release report research resource review roundtable sculpture section series
session set sheet shot slides software song speech statement story study submission submitted survey
symposium talk tape television test testimony text thesis tool transcript translation tv undergraduate
unpublished update video webinar webpage website workshop
"""
_WORDS = frozenset(_LISTED.split())
"""Words that say what kind of work something is, and are no names."""

_WORD = late(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")


@lru_cache(maxsize=512)
def as_description(text: Text) -> Text:
    """Write "policy Brief" as "Policy brief"; words with capitals of their own (iPad) and names stay."""
    if not text or text[0].protected or not (first := _WORD.match(text[0].text)):
        return text
    kind, comma, rest = text[0].text[first.end() :].partition(",")
    words = (word.replace("’", "'").lower() for word in _WORD.findall(kind))
    if len(text) == 1 and _WORDS.issuperset(words):
        kind = _WORD.sub(lambda word: word[0] if word[0].isupper() else word[0].lower(), kind)
    begun = first[0][0].upper() + first[0][1:] if first[0].islower() else first[0]
    return (text[0]._replace(text=f"{begun}{kind}{comma}{rest}"), *text[1:])
