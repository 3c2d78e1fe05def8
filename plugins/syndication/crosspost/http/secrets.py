"""What must stay secret, in whatever form a partner repeats it.

No list of spellings: a text is decoded, layer after layer, and what then reads as a secret is covered where
it stood. Blanks, line breaks and signs that nobody sees do not count, nor does the case of letters.
"""

from __future__ import annotations

import re
from base64 import b64encode
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import unescape

VEIL = "…"
# Fewer letters than these stand in texts by chance.
CERTAIN = 8
# So many layers of spelling are taken off. One that is repeated, such as %25252541, counts once.
LAYERS = 6
# An answer that tells a secret is looked at in parts of so many bytes, which overlap by so many.
PART, OVERLAP = 100_000, 20_000
# One that tells secrets more often than this is covered whole.
MOST = 1_000
# Blanks, what nobody sees, and the plus that stands for a blank in addresses.
UNSEEN = bytes(range(33)) + b"+\x7f"
# Unicode, DerivedCoreProperties.txt (Default_Ignorable_Code_Point), and blanks; in UTF-8.
INVISIBLE = re.compile(
    rb"\xc2[\x80-\xa0\xad]|\xcd\x8f|\xd8\x9c|\xe1(?:\x85[\x9f\xa0]|\x9a\x80|\x9e[\xb4\xb5]|\xa0[\x8b-\x8f])"
    rb"|\xe2\x80[\x80-\x8f\xa8-\xaf]|\xe2\x81[\x9f-\xaf]|\xe3(?:\x80\x80|\x85\xa4)"
    rb"|\xef(?:\xb8[\x80-\x8f]|\xbb\xbf|\xbe\xa0|\xbf[\xb0-\xb8])"
    rb"|\xf0\x9b\xb2[\xa0-\xa3]|\xf0\x9d\x85[\xb3-\xba]|\xf3\xa0[\x80-\xbf][\x80-\xbf]"
)
TAG = re.compile(rb"<[^<>]*>")
ESCAPE = re.compile(
    rb"\\+u(?P<unit>[0-9a-f]{4})|\\+x(?P<byte>[0-9a-f]{2})|\\+(?P<sign>[^ux])"
    rb"|%(?:25)*(?P<percent>[0-9a-f]{2})"
    rb"|(?P<entity>&(?:amp;)*(?:#x[0-9a-f]{1,99}|#[0-9]{1,99}|[a-z][a-z0-9]{1,31}(?=;));?)"
    rb"|(?P<unseen>[" + re.escape(UNSEEN) + rb"]+|" + INVISIBLE.pattern + rb")",
    re.IGNORECASE,
)
# In JSON and in programs; all of them are blanks.
BLANKS = b"nrtbf"


def spell(secret: str) -> set[bytes]:
    """Return how a secret reads in a text that is decoded, and in base64 or hexadecimal digits."""
    forms = set()
    for text in (secret.strip(), "".join(secret.split())):
        data = text.encode(errors="surrogatepass")
        forms |= {data, data.hex().encode(), *spell_base64(data)}
    views = {view.strip(b"\\") for form in forms for view in read_layers(form)}
    return views | {form for view in views if len(form := TAG.sub(b"", view)) >= CERTAIN} - {b""}


def spell_base64(data: bytes) -> set[bytes]:
    """Return what stands in the base64 of every text that has the secret in it, wherever it has it."""
    forms = set()
    for before in range(3):
        digits = b64encode(bytes(before) + data)
        # The first digits are also those of what stands before, the last those of what follows.
        whole = digits[-(-before * 8 // 6) : (before + len(data)) * 8 // 6]
        forms |= {whole, whole.replace(b"+", b"-").replace(b"/", b"_")}
    return {form for form in forms if len(form) >= CERTAIN}


def cover(text: str, hidden: Iterable[bytes]) -> str:
    """Return a text with a mark in the place of everything that must stay secret."""
    data, forms = text.encode(errors="surrogatepass"), tuple(hidden)
    return cover_data(data, forms).decode(errors="replace") if tells(data, forms) else text


def cover_answer(data: bytes, hidden: Iterable[bytes]) -> bytes:
    """Return an answer without what must stay secret, so that nothing made of it can tell it.

    What is too short to be surely a secret stays: it may belong to the text.
    """
    forms = tuple(form for form in hidden if len(form) >= CERTAIN)
    return cover_data(data, forms) if tells(data, forms) else data


def cover_data(data: bytes, hidden: tuple[bytes, ...]) -> bytes:
    """Return bytes that tell a secret, so that nothing in them reads as one of the forms."""
    spans = list[tuple[int, int]]()
    for start in range(0, len(data), PART - OVERLAP):
        part = data[start : start + PART]
        if len(spans) <= MOST and tells(part, hidden):
            spans += [(start + begin, start + end) for begin, end in find_spans(part, hidden)]
    kept, place = bytearray(), 0
    for begin, end in sorted(spans):
        if end > place:
            if begin >= place:
                kept += data[place:begin] + VEIL.encode()
            place = end
    covered = bytes(kept + data[place:])
    # Such as one that is spread over more than a part.
    return VEIL.encode() if len(spans) > MOST or tells(covered, hidden) else covered


def tells(data: bytes, hidden: Iterable[bytes]) -> bool:
    """Say whether something in bytes reads as one of the forms."""
    view = b""
    for view in read_layers(data):
        if any(form in view for form in hidden):
            return True
    # As it is shown to people.
    plain = TAG.sub(b"", view)
    return plain != view and any(form in plain for form in hidden if len(form) >= CERTAIN)


def read_layers(data: bytes) -> Iterator[bytes]:
    """Give bytes as they read: without what nobody sees, then with one more layer of spelling taken off."""
    view = INVISIBLE.sub(b"", data.translate(None, UNSEEN)).lower()
    yield view
    for _ in range(LAYERS):
        plain = ESCAPE.sub(lambda match: decode(match[0]), view).lower()
        if plain == view:
            return
        view = plain
        yield view


@lru_cache(10_000)
def decode(escape: bytes) -> bytes:
    """Return what an escape stands for; a text has few of them, many times."""
    match = ESCAPE.fullmatch(escape)
    if match is None:
        return escape
    kind = match.lastgroup or ""
    said = match[kind]
    if kind == "unseen":
        return b""
    if kind == "sign":
        return b"" if said.lower() in BLANKS else said
    if kind == "unit":
        return chr(int(said, 16)).encode(errors="surrogatepass")
    if kind == "entity":
        text = re.sub(rb"(?i)(?<=&)(?:amp;)+(?=#|[a-z])", b"", said.removesuffix(b";")).decode() + ";"
        return unescape(text).encode(errors="surrogatepass")
    return bytes([int(said, 16)])


def find_spans(data: bytes, hidden: Iterable[bytes]) -> Iterator[tuple[int, int]]:
    """Give where something in bytes reads as one of the forms, in any of the layers."""
    view, layers = data, list[Layer]()
    for number in range(LAYERS + 1):
        layer = Layer(view, escapes=number > 0)
        if number and layer.view == view:
            return
        view = layer.view
        layers.append(layer)
        for form in hidden:
            begin = view.find(form)
            while begin >= 0:
                start, last = begin, begin + len(form) - 1
                for each in reversed(layers):
                    start, (_, end) = each.place_of(start)[0], each.place_of(last)
                    last = end - 1
                yield start, last + 1
                begin = view.find(form, begin + len(form))


class Layer:
    """Bytes with one layer of spelling taken off, which knows where each of them came from.

    Attributes:
        view: The bytes.
    """

    def __init__(self, data: bytes, escapes: bool) -> None:
        """Take a layer off; only what nobody sees, if not `escapes`."""
        self.starts: list[int] = []
        self.places: list[tuple[int, int]] = []
        out, place = bytearray(), 0
        for match in ESCAPE.finditer(data):
            if escapes or match.lastgroup == "unseen":
                self.note(out, data[place : match.start()], place, 0)
                self.note(out, decode(match[0]), *match.span())
                place = match.end()
        self.note(out, data[place:], place, 0)
        self.view = bytes(out).lower()

    def note(self, out: bytearray, text: bytes, start: int, end: int) -> None:
        """Add a stretch that began at `start`, and ended at `end` if it was spelled."""
        if text:
            self.starts.append(len(out))
            self.places.append((start, end))
            out += text

    def place_of(self, at: int) -> tuple[int, int]:
        """Return where what a byte was made of began and ended."""
        index = bisect_right(self.starts, at) - 1
        start, end = self.places[index]
        if end:
            return start, end
        start += at - self.starts[index]
        return start, start + 1
