"""What periodicals are called in references: in title case, by their names alone (APA 7, §§ 6.17, 9.25).

PubMed writes them in sentence case, with the words below a name and with what tells it from others
("Health (London, England : 1997)"); the Web of Science in capitals throughout.
"""

import re
from functools import lru_cache

from apa7.bibliography.patterns import late
from apa7.bibliography.richtext import flatten
from apa7.model import Text

from .shouting import MINOR, is_shouting, keeps_shouted

_OFFICIAL = late(r" ?[:;.=/] ?(?:(?:the|an?|its) )?official (?:\w+ ){1,4}?(?:of|for)\b.*", re.IGNORECASE)
"""What stands below a name on the cover: "Official Publication of the Society"."""
_TOLD_APART = late(
    r" ?\((?:[^\W\d_][^():\d]{1,40}(?: :|[.,]) ?)?(?:\d{4}|online|print|internet|electronic)\)$"
    r"| ?\([^\W\d_][^(),:\d]{1,30}, [^\W\d_][^():\d]{1,30}(?: : \d{4})?\)$",
    re.IGNORECASE,
)
"""The place, year or medium by which libraries tell periodicals of one name apart."""
_SHORT = late(r" : [A-Z]{2,8}$| ?[:=/,;] ?$")
"""An abbreviation behind a name, and a mark that nothing follows."""
_FOREIGN_WORDS = """
da das de del della den der des di die do du e el en et fra für het il la las le les los och og per pour und
van voor y zur
"""
_FOREIGN = frozenset(_FOREIGN_WORDS.split())
_ENGLISH_WORDS = """
abuse advances affairs ageing aging and annual behavior behaviour biology care chemistry child childhood
children clinical communication communications community computing counseling counselling culture
development disability disorders economics education engineering environmental ethics exchange families
family for geography health history human inquiry international issues knowledge language law learning
letters linguistics management mathematics medical medicine methods nature nursing of open pediatrics
perspectives philosophy physics policy politics practice proceedings psychiatry psychological psychology
public quarterly reports research review reviews school science sciences services social society sociology
studies systems teaching technology the theory therapy today trends views welfare work world youth
"""
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
"""Words by which a name is English, where none of another language stands beside them."""
_ACRONYMS = frozenset("ACM AIDS AORN APA ASHA EMBO FEBS IEEE ISPRS JAMA MIS PLOS PNAS".split())  # noqa: SIM905
_WORD = late(r"[^\W_]+")
_USUAL = late(r"(?:The )?[A-Z][a-z]+(?: (?:(?:and|of|for|in|on|the|&) )*[A-Z][a-z]+)*")
_VOWEL = late(r"[aeiouy]")
_LONG = 7


@lru_cache(maxsize=1024)
def name_periodical(name: Text) -> Text:
    """Return the name of a journal, magazine or newspaper as a reference has it.

    Args:
        name: The name as the entry has it. Braces keep what they hold as it is.
    """
    whole = flatten(name)
    if _USUAL.fullmatch(whole):
        return name
    if len(name) == 1 and not name[0].protected:
        whole = _SHORT.sub("", _TOLD_APART.sub("", _OFFICIAL.sub("", whole))) or whole
        whole = whole.replace(" : ", ": ")
        if whole.isupper() and (is_shouting(whole) or (" " not in whole and len(whole) > _LONG)):
            whole = _WORD.sub(_from_capitals, whole)
        name = (name[0]._replace(text=whole),)
    if not _is_english(whole):
        return name
    return tuple(
        piece if piece.protected else piece._replace(text=_WORD.sub(_with_capital, piece.text))
        for piece in name
    )


def _with_capital(match: re.Match[str]) -> str:
    """Begin a word with a capital; small ones, those with capitals inside and "npj" stay."""
    word = match[0]
    begins = match.string[: match.start()].rstrip().endswith((":", "."))
    if not word.islower() or (word in MINOR and not begins) or not _VOWEL.search(word):
        return word
    return word if match.string[match.start() - 1 : match.start()] in ("'", "’") else word.capitalize()


def _is_english(name: str) -> bool:
    words = {word.lower() for word in _WORD.findall(name)}
    return not _ENGLISH.isdisjoint(words) and _FOREIGN.isdisjoint(words)


def _from_capitals(match: re.Match[str]) -> str:
    """Write a word of a name that is in capitals throughout as others are; acronyms stay."""
    word = match[0]
    if word in _ACRONYMS or keeps_shouted(match):
        return word
    return word.lower() if word.lower() in MINOR and match.start() else word.capitalize()
