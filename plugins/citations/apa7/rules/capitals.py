"""Sentence case and title case (APA 7, § 6.17), word by word."""

import re
from functools import lru_cache
from itertools import zip_longest

from apa7.bibliography.patterns import late
from apa7.bibliography.peoples import IWI_BEGIN, by_first_word, find_name, fold_name, known
from apa7.bibliography.richtext import flatten
from apa7.model import Piece, Text

from .maori import protect_maori
from .named import find_iwi, find_persons
from .shouting import INITIALISM, MINOR, PRONOUN, is_shouting, keeps_shouted

_WORD = late(r"[^\W_]+(?:[’'.&][^\W_]+)*\.?", re.UNICODE)
_LETTER = late(r"\w")
_ENDS = late(r"[:?!—][”’\")\]]*\s+$|[:?!—]\s*[“‘\"(]$")
_FULL_STOP = late(r"(?<![^\W\d_])(?:[^\W\d_]{4,}|\d+)\.[”’\")]*\s+$")
_NOUNS = """
act appendix article axis block book category chapter class cluster day episode experiment factor figure gen
generation grade group item lesson level model module no nos number part phase pt round schedule scene
season section sections series session stage step study supplement table tier title trial type unit version
vol vols volume volumes war wave week year
"""
_SERIES = frozenset(_NOUNS.split())
_COMMON = frozenset(
    ("book", "class", "day", "group", "item", "lesson", "no", "part", "season", "week", "year")
)
_BEFORE_LETTER = _SERIES | {
    "exhibit",
    "hepatitis",
    "immunoglobulin",
    "influenza",
    "plan",
    "protein",
    "vitamin",
}
_NUMBER = r"(?:\d[\d.,–-]*[a-z]?|[IVXLC]+|[A-Z])"
_BEFORE_NUMBER = late(rf"(?:\.?[ \u00a0]|-(?=[\dIVX]))(?P<number>{_NUMBER})(?![^\W_])")
_AFTER_NUMBER = late(r"(?P<noun>[^\W\d_]+)\.?[ \u00a0](?P<number>\d[\d.,–-]*|[^\W\d_]+)\.[”’\")]*\s+$")
_COUNTED = late(r"\d.*|[ivxlc]+|[a-z]|one|two|three|four|five|six|seven|eight|nine|ten")
_INSIDE = late(r"\w[A-ZÀ-Þ]")
_NEAR = 100
_IRISH = late(r"[DLO][’'][A-ZÀ-Þ]\w")
"""O'Brien, D'Angelo, L'Oréal."""
_PACKAGE = late(r"[a-z]+\d+")
_SMALL_WORDS = """
about above across after against along among around before behind below beneath beside between beyond despite
during from inside into like near onto over past since than that their through throughout toward towards
under until upon versus when where which while with within without
"""
_IN_BETWEEN = frozenset(_SMALL_WORDS.split())
"""Words that some write small in title case."""
_LONG_WORD = late(r"[^\W\d_]{4,}")
_SMALL_WORD = late(r"(?<![\w’'‐–/-])[a-zß-öø-ÿā-ū]{4,}(?![\w‐–/-]|[’']\w)")
"""A word in small letters that is no part of another: not "based" in "Evidence-based"."""


@lru_cache(maxsize=4096)
def sentence_case(text: Text, names: tuple[str, ...] = ()) -> Text:
    """Put a title into sentence case.

    The first word, and the first word after a colon, dash, end of sentence or number of a volume, have
    a capital. Braces, words with capitals inside them (DNA, iPhone, McDonald), with digits (H1N1) or of
    one letter (vitamin D), initialisms (U.S.), the pronoun I, nouns before numerals (Type 2), names of
    peoples and languages, and words in italics (species, titles) keep theirs. A title that is in
    sentence case already, and protects nothing, keeps all capitals: they belong to names.

    Args:
        text: The title.
        names: Names that keep their capitals besides those of peoples.
    """
    if len(text) > 3 and (whole := flatten(text)).isupper() and is_shouting(whole):
        # Exporters put braces around each word with a capital, also where all have no other letters.
        text = tuple(piece._replace(protected=False) for piece in text)
    text, own = protect_maori(text)
    return _Sentence(text, own, names).write()


class _Sentence:
    """A title on its way into sentence case."""

    def __init__(self, text: Text, own: Text, names: tuple[str, ...]) -> None:
        self.text = text
        whole = flatten(text)
        self.names = names = (*names, *find_persons(whole)) if "." in whole or "(" in whole else names
        self.keep = is_sentence_case(own)
        self.shouting = is_shouting(whole)
        self.slanted = len({piece.italic for piece in text}) > 1
        self.special = _special_words(names)
        self.before = ""
        # Until where in the piece the words of a name reach.
        self.named = 0
        self.name = ""

    def write(self) -> Text:
        pieces = []
        for piece in self.text:
            self.named = 0
            if piece.protected or (self.slanted and piece.italic and not self.shouting):
                pieces.append(piece)
            else:
                changed = _WORD.sub(self.change, piece.text)
                pieces.append(Piece(changed, piece.italic, piece.protected, piece.url, piece.math))
            self.before = (self.before + piece.text)[-_NEAR:]
        return tuple(pieces)

    def change(self, match: re.Match[str]) -> str:
        word, start = match[0], match.start()
        if start < self.named:
            return self.of_name(match)
        if word[1:].islower() and not self.shouting and self.is_usual(word, start, match.string):
            return word if self.keep or not start else word.lower()
        if name := self.find_name(match):
            self.name, self.named = name, start + len(name)
            return self.of_name(match)
        left = _before(match, self.before)
        if not _LETTER.search(left) or _ends(left) or (self.shouting and self.is_numbered(match)):
            return self.first(match)
        if self.keeps(match):
            return word
        if (
            word[0].isupper()
            and not self.shouting
            and (left[-1] == "—" or ("." in left and _FULL_STOP.search(left, _find_last(left))))
        ):
            return word
        # A word that goes on in protected letters, such as {iP}hone, isn't a word of its own.
        return word.lower()

    def is_usual(self, word: str, start: int, text: str) -> bool:
        """Tell, quickly, that a word of small letters, or with a capital before these, is like most.

        It then stands between others in a sentence, or begins the title with a capital.
        """
        if start:
            if text[start - 1] != " " or not text[start - 2 : start - 1].isalnum():
                return False
            if word[0].islower():
                return True
        elif self.before or not word[0].isupper():
            return False
        if not word.isalpha():
            return False
        folded = fold_name(word)
        return folded not in self.special and folded.removesuffix("s") not in self.special

    def first(self, match: re.Match[str]) -> str:
        if self.keeps(match) and match[0] != match[0].lower():
            return match[0]
        if match.string[: match.start()].endswith("@"):
            # The name of an account.
            return match[0]
        return _capitalise(match[0].lower() if self.shouting else match[0])

    def keeps(self, match: re.Match[str]) -> bool:
        """Tell whether a word's capitals are its own."""
        word = match[0]
        if self.shouting:
            return keeps_shouted(match)
        if self.keep or _has_own_capitals(word):
            return True
        if len(word) == 1:
            return self.keeps_letter(match)
        return self.is_numbered(match)

    def is_numbered(self, match: re.Match[str]) -> bool:
        """Tell whether a word is a noun of a series before its number (§ 6.19): Type 2, World War II."""
        noun = match[0].lower().rstrip(".")
        number = _BEFORE_NUMBER.match(match.string, match.start() + len(noun)) if noun in _SERIES else None
        if number is None or re.match(r"\d{4}", number["number"]):
            return False
        # "The Year I Left" has a pronoun; "Title 2" may be any title, Title IX is a law.
        pronoun = noun in _COMMON and number["number"] == "I"
        return not pronoun and not (noun == "title" and number["number"].isdecimal())

    def keeps_letter(self, match: re.Match[str]) -> bool:
        """Tell whether a letter by itself is one: vitamin D, T cells; not in E-Learning or In A Word."""
        after = match.string[match.end() : match.end() + 2]
        if match[0] in "EM" and after[:1] in ("-", "‐") and after[1:].isalpha():
            return False
        if match[0] != "A" or not after[:1].isspace():
            return True
        words = _before(match, self.before).split()
        return bool(words) and words[-1].lower() in _BEFORE_LETTER

    def find_name(self, match: re.Match[str]) -> str:
        """Return the name that begins with this word, if it has the capital of one."""
        start, text = match.start(), match.string
        if not match[0][0].isupper():
            return ""
        return find_name(text, start, self.names) or find_iwi(match, self.shouting)

    def of_name(self, match: re.Match[str]) -> str:
        """Return a word of a name: as it is written, or as the name is, where all is in capitals."""
        word = match[0]
        if not self.shouting:
            return word
        name = self.name[match.start() - (self.named - len(self.name)) :]
        return "".join(
            letter if own.isupper() else letter.lower()
            for letter, own in zip_longest(word, name[: len(word)], fillvalue="")
        )


@lru_cache(maxsize=64)
def _special_words(names: tuple[str, ...]) -> frozenset[str]:
    """Return the words, folded, of which more must be asked than their capitals."""
    return frozenset((*known(), *by_first_word(names), *IWI_BEGIN, *_SERIES, "covid"))


def is_sentence_case(text: Text) -> bool:
    """Tell whether a title was entered in sentence case, by its longer words."""
    if any(piece.protected and not piece.math and piece.text.strip() for piece in text):
        return False
    # Words such as iPhone and DNA are written so in either case.
    whole = flatten(text)
    words = [w for w in _LONG_WORD.findall(whole) if w[1:].islower() or not _INSIDE.search(w)]
    rest = words[1:] if whole.lstrip('“‘"').startswith(words[0] if words else "\0") else words
    capitals = len([word for word in rest if word[0].isupper()])
    small = len([word for word in _SMALL_WORD.findall(whole) if word not in _IN_BETWEEN])
    # Title case leaves no noun or verb small; a few names among small words are names.
    return bool(rest) and (capitals * 2 < len(rest) or (small > 1 and small * 2 > capitals))


def _before(match: re.Match[str], before: str) -> str:
    """Return as much of what stands before a word as tells where sentences begin."""
    start = match.start()
    return (before + match.string[:start] if start < _NEAR else match.string[start - _NEAR : start])[-_NEAR:]


def _find_last(left: str, words: int = 1) -> int:
    """Return where the last word begins, or the last two: nothing before them ends a sentence here."""
    place = len(left.rstrip())
    for _ in range(words):
        place = left.rfind(" ", 0, max(place, 0))
    return place + 1


def _ends(left: str) -> bool:
    if any(mark in left for mark in ":?!—") and _ENDS.search(left):
        return True
    numbered = _AFTER_NUMBER.search(left, _find_last(left, 2)) if "." in left else None
    return (
        numbered is not None
        and numbered["noun"].lower() in _SERIES
        and _COUNTED.fullmatch(numbered["number"].lower()) is not None
    )


def _has_own_capitals(word: str) -> bool:
    if INITIALISM.fullmatch(word) or PRONOUN.fullmatch(word):
        return True
    if _IRISH.match(word) or word == "Covid":
        return True
    letters = re.sub(r"[’'].*|\.$", "", word)
    # H1N1, Covid19, Ca²⁺
    signed = letters[0].isupper() and any(map(str.isdigit, letters))
    return signed or any(letter.isupper() for letter in letters[1:])


def _capitalise(word: str) -> str:
    """Begin a word with a capital; one that has its own (iPhone), and a letter such as α, stay."""
    if any(letter.isupper() for letter in word[1:]) or "α" <= word[0] <= "ω" or _PACKAGE.fullmatch(word):
        return word
    return word[0].upper() + word[1:]


def title_case(text: Text) -> Text:
    """Put a title into title case for the text (§ 6.17); one that is so already stays as it is."""
    text, own = protect_maori(text)
    if not is_sentence_case(own):
        return text
    before = ""
    pieces: list[Piece] = []
    for piece in text:
        left = before

        def change(match: re.Match[str], left: str = left, piece: Piece = piece) -> str:
            word = match[0]
            start = _before(match, left)
            if word.lower() in MINOR and len(word) < 4 and _LETTER.search(start) and not _ends(start):
                return word
            return _capitalise(word)

        pieces.append(piece if piece.protected else piece._replace(text=_WORD.sub(change, piece.text)))
        before = (before + piece.text)[-_NEAR:]
    return tuple(pieces)
