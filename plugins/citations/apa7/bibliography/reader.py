"""One value in LaTeX, token by token → its pieces: what commands mean, and what braces protect."""

import re
from collections.abc import Iterator

from apa7.model import Piece

from . import commands, scripts
from .journals import JOURNALS
from .letters import normalise
from .patterns import late

TOKEN = late(
    r"\\(?P<command>[A-Za-z]+(?=[^A-Za-z]|$)|.)(?:(?<=[A-Za-z])[ \t\n]+)?"
    r"|(?P<open>\{)|(?P<shut>\})|(?P<dash>---?)"
    r"|(?P<left>``)|(?P<right>'')|(?P<tie>~)|(?P<math>\$\$?)|(?P<text>[^\\{}\-`'~$]+|.)",
    re.DOTALL,
)
_SCRIPT = late(r"[\^_]\s*")
_PARAMETER = late(r"\{(\d)\}")
_BARE = {"ı": "i", "ȷ": "j"}
_LONGEST_OPTION = 20


class Reader:
    """One pass over the tokens of one value."""

    def __init__(self, value: str) -> None:
        self.tokens = list(TOKEN.finditer(value))
        self.amounts = _find_amounts(value, self.tokens)
        self.at = 0
        self.math = False
        self.quoted = 0

    def pieces(self) -> list[Piece]:
        """Read all of it."""
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
                if command in commands.SLANTING:
                    italic = True
                else:
                    pieces.extend(self.command(command, italic=italic, protected=protected))
            elif kind == "math" and token.start() not in self.amounts:
                self.math = not self.math
            elif self.math:
                pieces.extend(self.formula(token[0], italic=italic, protected=protected))
            else:
                pieces.append(Piece(_character(kind, token[0]), italic, protected))
        return pieces

    def formula(self, text: str, *, italic: bool, protected: bool) -> Iterator[Piece]:
        """Read characters of a formula, in which ^ and _ stand before what is above or below the line."""
        text = {"'": "′", "~": "\u00a0"}.get(text, text)
        done = 0
        for found in _SCRIPT.finditer(text):
            if found.start() < done:
                continue
            yield self.piece(text[done : found.start()], italic, protected)
            done = found.end()
            if done < len(text):
                argument, done = text[done], done + 1
            else:
                argument = _flat(self.argument(italic=italic, protected=protected))
            raised = found[0][0] == "^"
            script = scripts.raise_text(argument, math=True) if raised else scripts.lower_text(argument)
            yield self.piece(script, italic, protected)
        yield self.piece(text[done:], italic, protected)

    def piece(self, text: str, italic: bool, protected: bool) -> Piece:
        """Return a piece of text, or of a formula, whose letters are signs."""
        return Piece(text, italic, protected or self.math, math=self.math)

    def command(self, name: str, *, italic: bool, protected: bool) -> list[Piece]:
        """Read a command, with its argument if it has one."""
        if name in commands.ACCENTS and (not name.isalpha() or self.followed_by_argument()):
            argument = self.argument(italic=italic, protected=protected)
            if not argument:
                return [Piece(name, italic, protected)] if name == "~" else []
            first, rest = argument[0], argument[1:]
            bare = _BARE.get(first.text[:1], first.text[:1])
            accented = normalise("NFC", bare + commands.ACCENTS[name])
            return [first._replace(text=accented + first.text[1:]), *rest]
        if name in commands.ITALIC:
            return self.argument(italic=not italic, protected=protected)
        if name in commands.PLAIN:
            return self.argument(italic=italic, protected=protected)
        if name in commands.PROTECTING:
            return self.argument(italic=italic, protected=True)
        if symbol := commands.SYMBOLS.get(name):
            # A Greek letter is a sign wherever it stands.
            sign = self.math or "Α" <= symbol <= "ω"
            return [Piece(symbol, italic, protected or sign, math=sign)]
        if name in ("(", ")"):
            self.math = name == "("
            return []
        if not name.isalpha():
            return [self.piece(commands.SIGNS.get(name, name), italic, protected)]
        return self.with_arguments(name, italic=italic, protected=protected)

    def with_arguments(self, name: str, *, italic: bool, protected: bool) -> list[Piece]:
        """Read a command whose arguments are more than words in another look."""
        if name in JOURNALS:
            return [Piece(JOURNALS[name], italic, protected=True)]
        if not commands.takes_arguments(name):
            return []
        starred = self.skip_options()
        if name in commands.FORMS:
            return self.formed(*commands.FORMS[name], italic=italic, protected=protected)
        if name == "foreignlanguage":
            language = _flat(self.argument(italic=False, protected=False))
            own = protected or "english" not in language
            return self.argument(italic=italic, protected=own)
        if name == "ensuremath":
            before, self.math = self.math, True
            argument = self.argument(italic=italic, protected=protected)
            self.math = before
            return argument
        if name in commands.QUOTING:
            self.quoted += 1
            argument = self.argument(italic=italic, protected=protected)
            self.quoted -= 1
            marks = "‘’" if self.quoted % 2 or starred else "“”"
            return [Piece(marks[0], italic), *argument, Piece(marks[1], italic)]
        written = _flat(self.argument(italic=italic, protected=protected))
        return [self.piece(commands.REWRITTEN[name](written), italic, protected)]

    def formed(self, count: int, form: str, *, italic: bool, protected: bool) -> list[Piece]:
        """Read a number of arguments and put them into a form."""
        arguments = [self.argument(italic=italic, protected=protected) for _ in range(count)]
        parts: list[Piece] = []
        for number, part in enumerate(_PARAMETER.split(form)):
            parts += arguments[int(part)] if number % 2 else [self.piece(part, italic, protected)]
        return parts

    def skip_options(self) -> bool:
        """Go past a star and options in brackets; tell whether there is a star."""
        starred = False
        while self.at < len(self.tokens) and (text := self.tokens[self.at]["text"]):
            if text.strip() != "*":
                ahead = range(self.at, min(self.at + _LONGEST_OPTION, len(self.tokens)))
                ends = (at for at in ahead if self.tokens[at][0].rstrip().endswith("]"))
                end = next(ends, None) if text.lstrip().startswith("[") else None
                if end is None:
                    break
                self.at = end
            starred = starred or text.strip() == "*"
            self.at += 1
        return starred

    def is_letter(self) -> bool:
        r"""Tell {\'e} and {\ss}, which are letters, from {NASA}, whose braces protect it."""
        if self.at >= len(self.tokens) or self.tokens[self.at].lastgroup != "command":
            return False
        name = self.tokens[self.at]["command"]
        return name in commands.ACCENTS or name in commands.SYMBOLS

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
        if self.math and token.lastgroup == "text":
            return list(self.formula(token[0], italic=italic, protected=protected))
        return [Piece(token[0], italic, protected)]


def _find_amounts(value: str, tokens: list["re.Match[str]"]) -> frozenset[int]:
    """Return where dollars stand that begin and end no formula: one alone, and those of $5 and $10."""
    places = [token for token in tokens if token.lastgroup == "math"]
    if len(places) % 2:
        return frozenset(token.start() for token in places)
    amounts = set()
    for start, end in zip(places[::2], places[1::2], strict=True):
        if value[start.end()].isdecimal() and value[end.end() : end.end() + 1].isdecimal():
            amounts |= {start.start(), end.start()}
    return frozenset(amounts)


def _flat(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


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
