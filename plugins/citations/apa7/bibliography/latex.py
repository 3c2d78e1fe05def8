"""LaTeX as it occurs in .bib files → rich text.

Braces protect capitals, as in BibTeX. A command that isn't known disappears and
leaves its argument, because the author meant the words.
"""

import html
import re
from functools import lru_cache
from itertools import groupby

from apa7.model import EMPTY, Piece, Text
from guards.characters import clean_text

from .letters import normalise

_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306",
    ".": "\u0307", '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323",
    "c": "\u0327", "k": "\u0328", "b": "\u0331",
}  # fmt: skip

_SYMBOLS = {
    "ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ",
    "aa": "å", "AA": "Å", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð",
    "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ",
    "S": "§", "P": "¶", "copyright": "©", "pounds": "£", "euro": "€", "dots": "…", "ldots": "…",
    "textendash": "–", "textemdash": "—", "textellipsis": "…", "textasciitilde": "~",
    "textasciicircum": "^", "textbackslash": "\\", "textunderscore": "_", "textquoteright": "’",
    "textquoteleft": "‘", "textquotedblleft": "“", "textquotedblright": "”", "textquotesingle": "’",
    "textregistered": "®", "texttrademark": "™", "textdegree": "°", "textbar": "|", "textless": "<",
    "textgreater": ">", "textdollar": "$", "guillemotleft": "«", "guillemotright": "»",
    "slash": "/", "quad": " ", "qquad": " ", "times": "×", "TeX": "TeX", "LaTeX": "LaTeX",
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ",
    "eta": "η", "theta": "θ", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π",
    "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Pi": "Π", "Sigma": "Σ", "Phi": "Φ",
    "Psi": "Ψ", "Omega": "Ω", "textmu": "μ", "textalpha": "α", "textbeta": "β", "textgamma": "γ",
    "pm": "±", "cdot": "·", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "neq": "≠", "approx": "≈",
    "sim": "∼", "infty": "∞", "rightarrow": "→", "to": "→", "leftarrow": "←", "circ": "°",
    "textperiodcentered": "·", "textbullet": "•", "textdagger": "†",
    "textexclamdown": "¡", "textquestiondown": "¿", "textordmasculine": "º", "textordfeminine": "ª",
    "textonehalf": "½", "texttimes": "×", "textpm": "±", "textasteriskcentered": "*", "textquotedbl": "\"",
    "quotedblbase": "„", "quotesinglbase": "‚", "guilsinglleft": "‹", "guilsinglright": "›",
    "mkbibquote": "", "par": " ", "newline": " ", "thinspace": "\u202f", "nobreakspace": "\u00a0",
}  # fmt: skip

_ITALIC = {"emph", "textit", "mkbibemph", "textsl", "it", "em", "itshape"}
_PROTECTING = {"textsc", "texttt", "textbf", "textrm", "textsf", "textup", "textnormal"}
_TRANSPARENT = {"textsuperscript", "textsubscript", "mathrm", "mathit", "mathbf", "mathsf", "text", "mbox"}

_TOKEN = re.compile(
    r"\\(?P<command>[A-Za-z]+(?=[^A-Za-z]|$)|.)(?:(?<=[A-Za-z])[ \t\n]+)?"
    r"|(?P<open>\{)|(?P<shut>\})|(?P<dash>---?)"
    r"|(?P<left>``)|(?P<right>'')|(?P<tie>~)|(?P<math>\$)|(?P<text>[^\\{}\-`'~$]+|.)",
    re.DOTALL,
)
# Databases export titles with HTML in them.
_ITALIC_TAG = re.compile(r"<(/?)(i|em)>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:i|em|b|strong|sub|sup|scp|span|jats:\w+|mml:\w+)(?:\s[^<>]*)?>", re.IGNORECASE)
# Brackets and ampersands that a reference manager took for LaTeX's own.
_ESCAPED_BRACKET = re.compile(r"\{\\text(less|greater)(?:\{\})?\}|\$([<>])\$")
_ESCAPED_ENTITY = re.compile(r"\{?\\&\}?(?=\w+;|\\?#\w+;)")
_ENTITY = re.compile(r"&(?:\w+|#\d+|#[xX][0-9a-fA-F]+);")
_SPACE = re.compile(r"\s+")
_SIGNS = {"asciitilde": "~", "underscore": "_", "less": "<", "greater": ">"}
_SPELT = re.compile(r"\{?\\text(asciitilde|underscore|less|greater)(?![a-z])(?:\s+|\{\})?\}?")
"""Signs that addresses have and exporters spell: "\textless" in old DOIs of Wiley's."""
_UNUSUAL = re.compile(r"[\s\\{}<>&]")
_OPENING = re.compile(r'(^|[\s(\[—–/])"')


@lru_cache(maxsize=1024)
def read(value: str) -> Text:
    """Turn a field's value into rich text; what a thousand entries take over is read once.

    Args:
        value: LaTeX, as written between a field's outer braces.

    Returns:
        Rich text in NFC, with typographic apostrophes and dashes, and single spaces.
    """
    value = clean_text(value)
    if "&" in value:
        value = clean_text(_unescape(_ESCAPED_ENTITY.sub("&", value)))
    if "less" in value or "$<$" in value:
        value = _ESCAPED_BRACKET.sub(lambda found: found[2] or "<>"[found[1] == "greater"], value)
    if "<" in value:
        value = _TAG.sub("", _emphasise(value))
    if not re.search(r"[\\{}~$`\"'-]", value):
        text = _SPACE.sub(" ", value).strip()
        return (Piece(normalise("NFC", text)),) if text else EMPTY
    try:
        return _tidy(_Reader(value).pieces())
    except RecursionError:
        # Hundreds of accents or braces inside each other are damage; the letters are what is left.
        return _tidy([Piece(re.sub(r"\\(?:[A-Za-z]+|\W)|[\\{}$]", "", value))])


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
    first = re.split(r"(?<![:/])[,;]?\s+(?=https?://|10\.\d{4})", value.strip("<>{} \n\t"))[0]
    return re.sub(r"[\s{}]+", "", first)


def _unescape(value: str) -> str:
    """Undo HTML's entities; without its semicolon, "&copy" is part of an address."""
    return _ENTITY.sub(lambda entity: html.unescape(entity[0]), value) if "&" in value else value


def _emphasise(value: str) -> str:
    """Make LaTeX of tags for italics, each with the next that ends it; those without one stay."""
    last = {found[2].lower(): found.start() for found in _ITALIC_TAG.finditer(value) if found[1]}
    inside = ""

    def change(found: re.Match[str]) -> str:
        nonlocal inside
        tag = found[2].lower()
        if not inside and not found[1] and found.start() < last.get(tag, 0):
            inside = tag
            return "\\emph{"
        if found[1] and tag == inside:
            inside = ""
            return "}"
        return found[0]

    return _ITALIC_TAG.sub(change, value)


class _Reader:
    """One pass over the tokens of one value."""

    def __init__(self, value: str) -> None:
        self.tokens = list(_TOKEN.finditer(value))
        self.at = 0
        self.math = False

    def pieces(self) -> list[Piece]:
        pieces: list[Piece] = []
        while self.at < len(self.tokens):
            pieces.extend(self.group(italic=False, protected=False))
        return pieces

    def group(self, *, italic: bool, protected: bool) -> list[Piece]:
        """Read up to the closing brace (or the end)."""
        pieces: list[Piece] = []
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            kind = token.lastgroup
            if kind == "shut":
                break
            if kind == "open":
                pieces.extend(self.group(italic=italic, protected=protected or not self.is_letter()))
            elif kind == "command":
                command = token["command"]
                if command in ("it", "em", "itshape"):
                    italic = True
                else:
                    pieces.extend(self.command(command, italic=italic, protected=protected))
            elif kind == "math":
                self.math = not self.math
            else:
                text = _character(kind, token[0])
                # Nothing is above or below the line in a reference: CO2, x2.
                text = text.replace("_", "").replace("^", "") if self.math else text
                pieces.append(Piece(text, italic, protected or self.math))
        return pieces

    def command(self, name: str, *, italic: bool, protected: bool) -> list[Piece]:
        if name in _ACCENTS and (not name.isalpha() or self.followed_by_argument()):
            argument = self.argument(italic=italic, protected=protected)
            if not argument:
                return [Piece(name, italic, protected)] if name == "~" else []
            first, rest = argument[0], argument[1:]
            bare = {"ı": "i", "ȷ": "j"}.get(first.text[:1], first.text[:1])
            accented = normalise("NFC", bare + _ACCENTS[name])
            return [first._replace(text=accented + first.text[1:]), *rest]
        if name in _ITALIC:
            return self.argument(italic=not italic, protected=protected)
        if name in _TRANSPARENT:
            return self.argument(italic=italic, protected=protected)
        if name in _PROTECTING:
            return self.argument(italic=italic, protected=True)
        if name in _SYMBOLS:
            return [Piece(_SYMBOLS[name], italic, protected)]
        if not name.isalpha():
            return [
                Piece(
                    {" ": " ", ",": "\u202f", "-": "", "/": "", "\\": " "}.get(name, name), italic, protected
                )
            ]
        return []

    def is_letter(self) -> bool:
        r"""Tell {\'e} and {\ss}, which are letters, from {NASA}, whose braces protect it."""
        if self.at >= len(self.tokens) or self.tokens[self.at].lastgroup != "command":
            return False
        name = self.tokens[self.at]["command"]
        return name in _ACCENTS or name in _SYMBOLS

    def followed_by_argument(self) -> bool:
        r"""Tell `\c{c}` and `\c c` from a word that begins with c."""
        return self.at < len(self.tokens) and self.tokens[self.at].lastgroup in ("open", "text", "command")

    def argument(self, *, italic: bool, protected: bool) -> list[Piece]:
        """Read a braced group, a command or a single character."""
        if self.at >= len(self.tokens):
            return []
        token = self.tokens[self.at]
        if token.lastgroup == "open":
            self.at += 1
            return self.group(italic=italic, protected=protected)
        if token.lastgroup == "shut":
            return []
        self.at += 1
        if token.lastgroup == "command":
            return self.command(token["command"], italic=italic, protected=protected)
        return [Piece(token[0], italic, protected)]


def _character(kind: str | None, token: str) -> str:
    match kind:
        case "dash":
            return "–" if len(token) == 2 else "—"
        case "left":
            return "“"
        case "right":
            return "”"
        case "tie":
            return "\u00a0"
    return {"'": "’", "`": "‘", "\\": ""}.get(token, token)


def _tidy(pieces: list[Piece]) -> Text:
    """Normalise spaces and quotation marks over the joints between pieces."""
    alike = groupby(filter(lambda piece: piece.text, pieces), lambda piece: piece[1:])
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
