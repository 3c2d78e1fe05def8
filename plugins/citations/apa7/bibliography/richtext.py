"""Text with italics, links and capitals to keep: what references are made of."""

from collections.abc import Iterable

from apa7.model import EMPTY, Piece, Text

_new = tuple.__new__


def _piece(words: str) -> Piece:
    """Return a piece of words alone, at once: references are made of dozens of them."""
    return _new(Piece, (words, False, False, "", False))


_STOP, _SPACE = _piece("."), _piece(" ")


def plain(string: str) -> Text:
    """Return the string as text."""
    return (_new(Piece, (string, False, False, "", False)),) if string else EMPTY


def link(url: str) -> Text:
    """Return a text that is a URL and links to it."""
    return (_new(Piece, (url, False, False, url, False)),) if url else EMPTY


def italic(text: Text) -> Text:
    """Set the text in italics; what was in italics already becomes upright (APA 7, § 6.23)."""
    return tuple(
        [
            _new(Piece, (words, not slanted, protected, url, math))
            for words, slanted, protected, url, math in text
        ]
    )


def concat(*parts: Text | str) -> Text:
    """Put texts and strings one after the other."""
    pieces: list[Piece] = []
    for part in parts:
        if not isinstance(part, str):
            pieces += part
        elif part:
            pieces.append(_new(Piece, (part, False, False, "", False)))
    return tuple(pieces)


def join(separator: str, parts: Iterable[Text]) -> Text:
    """Join the parts that aren't empty."""
    shown = [part for part in parts if part]
    if len(shown) < 2:
        return shown[0] if shown else EMPTY
    pieces = list(shown[0])
    between = _piece(separator)
    for part in shown[1:]:
        pieces.append(between)
        pieces += part
    return tuple(pieces)


def flatten(text: Text) -> str:
    """Return the characters alone."""
    return "".join([piece[0] for piece in text])


def ends(text: Text) -> bool:
    """Tell whether the text ends a sentence, or has no words that could."""
    if text and (last := text[-1][0]) and last[-1] not in "”’":
        return last[-1] in ".?!"
    string = flatten(text[-4:])
    return not string or string.rstrip("”’").endswith((".", "?", "!"))


def sentences(parts: Iterable[Text]) -> Text:
    """Join the parts as sentences: "A. B. C."."""
    pieces: list[Piece] = []
    for part in parts:
        if part:
            if pieces:
                pieces.append(_SPACE)
            pieces += part
            if not ends(part):
                pieces.append(_STOP)
    return tuple(pieces)


def merge(text: Text) -> Text:
    """Join neighbours that look alike; protection no longer matters once a text is finished."""
    merged: list[Piece] = []
    run = ""
    slanted = False
    for string, in_italics, _, url, _ in text:
        if url:
            if run:
                merged.append(_new(Piece, (run, slanted, False, "", False)))
                run = ""
            if string:
                merged.append(_new(Piece, (string, in_italics, False, url, False)))
        elif in_italics is slanted or not run:
            run += string
            slanted = in_italics
        elif string:
            merged.append(_new(Piece, (run, slanted, False, "", False)))
            run = string
            slanted = in_italics
    if run:
        merged.append(_new(Piece, (run, slanted, False, "", False)))
    return tuple(merged)
