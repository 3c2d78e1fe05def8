"""LaTeX as it occurs in .bib files → rich text.

Braces protect capitals, as in BibTeX. A command that isn't known disappears and
leaves its argument, because the author meant the words.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from apa7.model import EMPTY, Piece, Text
from guards.characters import clean_text

from . import commands
from .journals import JOURNALS
from .letters import normalise
from .patterns import late
from .reader import TOKEN, Reader

_NEGATIVE = late(r"\^(-\d+)")
_SPACE = late(r"\s+")
# What may be HTML's, or LaTeX has a meaning for.
_MARKED = late(r"[\\{}~$`\"'&<]")
_SIGNS = {"asciitilde": "~", "underscore": "_", "less": "<", "greater": ">"}
_SPELT = late(r"\{?\\text(asciitilde|underscore|less|greater)(?![a-z])(?:\s+|\{\})?\}?")
"""Signs that addresses have and exporters spell: \\textless in old DOIs of Wiley's."""
_UNUSUAL = late(r"[\s\\{}<>&]")
_OPENING = late(r'(^|[\s(\[—–/])"')


@lru_cache(maxsize=4096)
def read(value: str) -> Text:
    """Turn a field's value into rich text; what a thousand entries take over is read once.

    Args:
        value: LaTeX, as written between a field's outer braces.

    Returns:
        Rich text in NFC, with typographic apostrophes and dashes, and single spaces.
    """
    value = clean_text(value)
    if not _MARKED.search(value) and "--" not in value:
        return _read_words(value)
    if "&" in value or "<" in value or "less" in value or "greater" in value:
        from .markup import from_html

        value = from_html(value)
        if not _MARKED.search(value) and "--" not in value:
            return _read_words(value)
    if "'" in value:
        from .quotes import pair_quotes

        value = pair_quotes(value)
    if "^-" in value:
        # Nobody means that the sign alone is above the line.
        value = _NEGATIVE.sub(r"^{\1}", value)
    try:
        return _tidy(Reader(value).pieces())
    except RecursionError:
        # Hundreds of accents or braces inside each other are damage; the letters are what is left.
        return _tidy([Piece(re.sub(r"\\(?:[A-Za-z]+|\W)|[\\{}$]", "", value))])


def _read_words(value: str) -> Text:
    """Read a value that nobody has a meaning for: words and blanks."""
    if not value.isprintable() or "  " in value:
        value = " ".join(value.split())
    value = value.strip()
    return (Piece(value if value.isascii() else normalise("NFC", value)),) if value else EMPTY


@lru_cache(maxsize=4096)
def read_plain(value: str) -> str:
    """Turn a field's value into a string without markup."""
    return "".join(piece.text for piece in read(value))


def bare(value: str) -> str:
    """Return a value without its braces."""
    return value.replace("{", "").replace("}", "").strip()


def read_verbatim(value: str) -> str:
    r"""Read a value that isn't prose (URL, DOI): only the escapes that reference managers add are undone.

    Args:
        value: As written. Of several addresses, the first is taken.
    """
    if not _UNUSUAL.search(value):
        return clean_text(value)
    # Of a run of blanks, all but two say nothing more.
    value = re.sub(r"\s{3,}", "  ", clean_text(_unescape(value)).strip())
    value = _SPELT.sub(lambda sign: _SIGNS[sign[1]], value)
    value = re.sub(r"\$([<>])\$", r"\1", value)
    value = re.sub(r"\\(?:url|path|href|nolinkurl)\s*\{([^{}]*)\}(?:\{[^{}]*\})?", r"\1", value)
    value = re.sub(r"\{?\\([^\w\s\\{}])(?:\{\})?\}?|\{?\\_(?:\{\})?\}?", lambda found: found[1] or "_", value)
    value = re.sub(r"^doi[:.]?\s+(?=10\.)", "", value.strip("<>{} \n\t"), flags=re.IGNORECASE)
    first = re.split(r"(?<![:/])[,;]?\s+(?=https?://|10\.\d{4})", value)[0]
    return re.sub(r"[\s{}]+", "", first)


def _unescape(value: str) -> str:
    if "&" not in value:
        return value
    from .markup import unescape

    return unescape(value)


def find_unknown(value: str) -> Iterator[str]:
    """Find the commands in a value that mean nothing here, so that they are left out."""
    for token in TOKEN.finditer(value):
        name = token["command"]
        if name and name.isalpha() and not commands.is_known(name) and name not in JOURNALS:
            yield name


def _tidy(pieces: list[Piece]) -> Text:
    """Normalise spaces and quotation marks over the joints between pieces."""
    alike = groupby(map(_without_need, filter(lambda piece: piece.text, pieces)), lambda piece: piece[1:])
    merged = [Piece("".join(piece.text for piece in run), *look) for look, run in alike]
    tidied: list[Piece] = []
    before = " "
    for piece in merged:
        text = _SPACE.sub(lambda space: "\u00a0" if space[0] == "\u00a0" else " ", piece.text)
        if before.isspace() or before == "\u00a0":
            text = text.lstrip(" ")
        if '"' in text:
            text = _OPENING.sub("\\1“", before + text)[len(before) :].replace('"', "”")
        if text:
            tidied.append(piece._replace(text=normalise("NFC", text)))
            before = text[-1]
    if tidied:
        last = tidied[-1]
        tidied[-1] = last._replace(text=last.text.rstrip())
    return tuple(piece for piece in tidied if piece.text)


def _without_need(piece: Piece) -> Piece:
    """Protect nothing that has no capitals to lose, so that the words around it stay whole: H₂O."""
    if piece.protected and piece.text.lower() == piece.text.upper() and not piece.text.isspace():
        return piece._replace(protected=False, math=False)
    return piece
