"""Titles (APA 7, §§ 6.17, 9.19).

References have their titles in sentence case, quotations of titles in the text in
title case. What the .bib file protects with braces is never changed, and titles in
other languages than English keep their own capitals.
"""

import re

from apa7.bibliography.richtext import concat, flatten
from apa7.model import EMPTY, Piece, Text, Work

from . import details

_ENGLISH = (
    "english", "american", "british", "canadian", "australian", "newzealand", "usenglish", "ukenglish",
    "en", "eng", "en-us", "en-gb", "en-nz", "en-au", "en-ca", "langenglish",
)  # fmt: skip
_WORD = re.compile(r"[^\W_]+(?:[’'.&/][^\W_]+)*\.?", re.UNICODE)
_INITIALISM = re.compile(r"(?:[^\W\d_]\.){2,}")
_PRONOUN = re.compile(r"I(?:[’'](?:m|d|ll|ve))?")
_LETTER = re.compile(r"\w")
_ENDS = re.compile(r"[:?!—][”’\")\]]*\s+$|[:?!—]\s*[“‘\"(]$")
_FULL_STOP = re.compile(r"(?<![^\W\d_])[^\W\d_]{4,}\.[”’\")]*\s+$")
_MAORI = re.compile(r"(?:(?:ng|wh|[hkmnprtw])?[aeiouāēīōū])+")
_MARKS = frozenset("āēīōū")
_PARTICLES = frozenset(("te", "nga", "ki", "ko", "kia"))
_NEAR = 100
_MINOR = (
    "a", "an", "and", "as", "at", "but", "by", "for", "if", "in", "nor", "of", "off", "on", "or", "per", "so",
    "the", "to", "up", "via", "vs", "v", "yet",
)  # fmt: skip
_ARTICLES = re.compile(r"^(?:the|an|a)\s+(?=\w)", re.IGNORECASE)


def is_english(work: Work) -> bool:
    """Tell whether titles follow English capitals: the work's `langid` (or `language`) says nothing else."""
    language = work.string("langid", "language").lower().strip()
    return not language or language in _ENGLISH


def main_title(work: Work, field: str = "title") -> Text:
    """Return a title and its subtitle as entered: "Title: Subtitle"."""
    return _with_subtitle(work.text(field), work.text(field.replace("title", "subtitle")))


def in_sentence_case(work: Work, field: str = "title") -> Text:
    """Return a title and its subtitle as a reference has them (§ 6.17)."""
    title = work.text(field)
    subtitle = work.text(field.replace("title", "subtitle")) if "title" in field else EMPTY
    if is_english(work):
        title, subtitle = sentence_case(title), sentence_case(subtitle)
    return _with_subtitle(title, subtitle)


def _with_subtitle(title: Text, subtitle: Text) -> Text:
    if not (title and subtitle):
        return title or subtitle
    ends = flatten(title).rstrip().endswith((":", "?", "!", "—"))
    return concat(title, " " if ends else ": ", subtitle)


def sentence_case(text: Text) -> Text:
    """Put a title into sentence case.

    The first word, and the first word after a colon, dash or end of sentence, have
    a capital. Braces, words with capitals inside them (DNA, iPhone, McDonald),
    initialisms (U.S.) and the pronoun I keep theirs. A title that is in sentence
    case already, and protects nothing, keeps all capitals: they belong to names.
    """
    text, own = _protect_maori(text)
    keep = is_sentence_case(own)
    shouting = flatten(text).isupper()
    before = ""
    pieces = []
    for piece in text:
        if piece.protected:
            pieces.append(piece)
        else:
            pieces.append(piece._replace(text=_sentence_piece(piece.text, before, keep, shouting)))
        before = (before + piece.text)[-_NEAR:]
    return tuple(pieces)


def _protect_maori(text: Text) -> tuple[Text, Text]:
    """Keep the capitals of titles, and of the parts of titles around colons, that are in te reo Māori.

    Returns:
        The title, and those of its pieces that aren't Māori.
    """
    pieces, own = [], []
    for piece in text:
        for part in re.split(r"(?<=[:—?!])(?=\s)", piece.text):
            maori = is_maori(part)
            pieces.append(piece._replace(text=part, protected=piece.protected or maori))
            if not maori:
                own.append(pieces[-1])
    return tuple(pieces), tuple(own)


def is_maori(text: str) -> bool:
    """Tell whether a text is in te reo Māori, by its syllables and a macron or a word that English lacks."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    return bool(_MARKS.intersection("".join(words)) or _PARTICLES.intersection(words)) and all(
        map(_MAORI.fullmatch, words)
    )


def is_sentence_case(text: Text) -> bool:
    """Tell whether a title was entered in sentence case, by its longer words."""
    if any(piece.protected and piece.text.strip() for piece in text):
        return False
    words = re.findall(r"[^\W\d_]{4,}", flatten(text))
    rest = words[1:] if flatten(text).lstrip('“‘"').startswith(words[0] if words else "\0") else words
    capitals = sum(word[0].isupper() for word in rest)
    return bool(rest) and capitals * 2 < len(rest)


def _sentence_piece(text: str, before: str, keep: bool, shouting: bool) -> str:
    def change(match: re.Match[str]) -> str:
        word = match[0]
        left = _before(match, before)
        if not _LETTER.search(left) or _ends(left):
            return (
                word
                if _has_own_capitals(word) and not shouting
                else _capitalise(word.lower() if shouting else word)
            )
        if "." in left and _FULL_STOP.search(left) and word[0].isupper() and not shouting:
            return word
        if keep or (not shouting and _has_own_capitals(word)):
            return word
        # A word that goes on in protected letters, such as {iP}hone, isn't a word of its own.
        return word.lower()

    return _WORD.sub(change, text)


def _before(match: re.Match[str], before: str) -> str:
    """Return as much of what stands before a word as tells where sentences begin."""
    start = match.start()
    return (before + match.string[:start] if start < _NEAR else match.string[start - _NEAR : start])[-_NEAR:]


def _ends(left: str) -> bool:
    return any(mark in left for mark in ":?!—") and _ENDS.search(left) is not None


def _has_own_capitals(word: str) -> bool:
    if _INITIALISM.fullmatch(word) or _PRONOUN.fullmatch(word):
        return True
    letters = re.sub(r"[’'].*|\.$", "", word)
    return any(letter.isupper() for letter in letters[1:])


def _capitalise(word: str) -> str:
    return word[0].upper() + word[1:]


def title_case(text: Text) -> Text:
    """Put a title into title case for the text (§ 6.17); one that is so already stays as it is."""
    text, own = _protect_maori(text)
    if not is_sentence_case(own):
        return text
    before = ""
    pieces: list[Piece] = []
    for piece in text:
        left = before

        def change(match: re.Match[str], left: str = left, piece: Piece = piece) -> str:
            word = match[0]
            start = _before(match, left)
            if word.lower() in _MINOR and len(word) < 4 and _LETTER.search(start) and not _ends(start):
                return word
            return _capitalise(word)

        pieces.append(piece if piece.protected else piece._replace(text=_WORD.sub(change, piece.text)))
        before = (before + piece.text)[-_NEAR:]
    return tuple(pieces)


def without_article(title: str) -> str:
    """Return a title without the article that sorting ignores (§ 9.49)."""
    return _ARTICLES.sub("", title)


def numbered_title(work: Work, field: str = "title") -> Text:
    """Return a volume's title after that of the whole: "Handbook: Vol. 1. Theory" (§ 10.2, example 30)."""
    own, named = in_sentence_case(work, field), details.whole(work)
    if not named:
        return own
    whole, number = in_sentence_case(work, named), details.volume_number(work)
    if not own:
        return concat(whole, f": {number}") if number else whole
    return concat(whole, ": ", f"{number}. " if number else "", own)
