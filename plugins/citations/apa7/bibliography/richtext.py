"""Text with italics, links and capitals to keep: what references are made of."""

from collections.abc import Iterable

from apa7.model import EMPTY, Piece, Text

_new = tuple.__new__


def _piece(words: str) -> Piece:
    """Return a piece of words alone, at once: references are made of dozens of them."""
    return _new(Piece, (words, False, False, "", False))


def plain(string: str) -> Text:
    """Return the string as text."""
    return (_piece(string),) if string else EMPTY


def link(url: str) -> Text:
    """Return a text that is a URL and links to it."""
    return (Piece(url, url=url),) if url else EMPTY


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
            pieces.append(_piece(part))
    return tuple(pieces)


def join(separator: str, parts: Iterable[Text]) -> Text:
    """Join the parts that aren't empty."""
    pieces: list[Piece] = []
    between = plain(separator)
    for part in parts:
        if part:
            if pieces:
                pieces += between
            pieces += part
    return tuple(pieces)


def flatten(text: Text) -> str:
    """Return the characters alone."""
    return "".join([piece[0] for piece in text])


def close(text: Text, mark: str = ".") -> Text:
    """End the text with a mark unless it ends a sentence already."""
    if text and (last := text[-1][0]) and last[-1] not in "”’":
        return text if last[-1] in ".?!" else (*text, _piece(mark))
    string = flatten(text[-4:])
    ended = string.rstrip("”’").endswith((".", "?", "!"))
    if ended or not string:
        return text
    return concat(text, mark)


def sentences(parts: Iterable[Text]) -> Text:
    """Join the parts as sentences: "A. B. C."."""
    return join(" ", [close(part) for part in parts if part])


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
