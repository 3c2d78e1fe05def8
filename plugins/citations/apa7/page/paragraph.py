"""A paragraph, read once for all its citations: where its math is, what each bracket closes."""

import re
from collections.abc import Iterator, Mapping

from markdown.util import INLINE_PLACEHOLDER_RE

from apa7.syntax import pair_brackets

from .math import Stash, mask

# A citation stands in brackets that were not closed before it where the last of these before it is the first.
_OPENING = re.compile(r"[\[\])]")
# Each begins with a character of its own, which is found faster than what stands before one.
_CODE = re.compile(r"`(?<![\\`]`)`*|<!--")
_ASIDE = re.compile(r"`(?<![\\`]`)`*|<!--|</?[A-Za-z][^<>]*>|\[[^\[\]]*\]\([^()]*\)")


class Paragraph:
    """A paragraph whose citations Python-Markdown replaces one by one, from its beginning to its end.

    All places are those of the text before anything was replaced.

    Attributes:
        text: The paragraph, its math masked.
        pairs: Where its brackets close.
    """

    def __init__(self) -> None:
        self._now = self.text = ""
        self.pairs: Mapping[int, int] = {}
        self._length = 0
        self._replaced: tuple[int, int] | None = None
        self._opening = Opening("")

    def read(self, text: str, stash: Stash) -> int:
        """Take what Python-Markdown has made of the paragraph, or a new one.

        Returns:
            How much shorter it is than it was.
        """
        if text is not self._now:
            if not self._goes_on(text):
                self.text = mask(text, stash)
                self.pairs = pair_brackets(self.text)
                self._length = len(text)
                self._opening = Opening(self.text)
            self._now, self._replaced = text, None
        return self._length - len(text)

    def replace(self, start: int, end: int) -> None:
        """Say that a placeholder takes the place of this piece."""
        shift = self._length - len(self._now)
        self._replaced = start - shift, end - shift
        self._opening.skip(end)

    def is_open(self, position: int) -> bool:
        """Tell whether a bracket before a place is open there; ask from the beginning to the end."""
        return self._opening.before(position) is not None

    def _goes_on(self, text: str) -> bool:
        """Tell whether this is the paragraph read last, with a placeholder for what was replaced in it."""
        if self._replaced is None:
            return text == self._now
        start, end = self._replaced
        placeholder = INLINE_PLACEHOLDER_RE.match(text, start)
        return bool(placeholder and text[placeholder.end() :] == self._now[end:])


class Opening:
    """Goes through a text and knows which bracket was opened last and is still open."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._open: int | None = None

    def before(self, position: int) -> int | None:
        """Return where the bracket stands that is open before a place, which is never before the last one."""
        for match in _OPENING.finditer(self._text, self._at, position):
            self._open = match.start() if match[0] == "[" else None
        self._at = max(self._at, position)
        return self._open

    def skip(self, position: int) -> None:
        """Leave out what stands before a place."""
        self._at = max(self._at, position)


def blank_asides(text: str, aside: re.Pattern[str] = _ASIDE) -> str:
    """Return a text, as long as before, with blanks for what is no text: code, HTML, and links."""
    if not any(mark in text for mark in ("`", "<", "](")):
        return text
    parts, at = [], 0
    for start, end in _find_asides(text, aside):
        parts += [text[at:start], re.sub(r"[^\n]", " ", text[start:end])]
        at = end
    return "".join([*parts, text[at:]])


def blank_code(text: str) -> str:
    """Return a text, as long as before, with blanks for code and comments."""
    return blank_asides(text, _CODE)


def _find_asides(text: str, aside: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield where each begins and ends, in time that grows as the text does."""
    closing = pair_backticks(text)
    commented, at = True, 0
    while match := aside.search(text, at):
        start, at = match.span()
        end = at
        if text[start] == "`":
            end = closing.get(start, 0)
        elif match[0] == "<!--":
            end = text.find("-->", at) + 3 if commented else 0
            commented = end > 2
        if end > start:
            yield start, end
            at = end


def pair_backticks(text: str) -> dict[int, int]:
    """Return where the code ends that each run of backticks begins; those that begin none are left out."""
    if "`" not in text:
        return {}
    pairs: dict[int, int] = {}
    nearest: dict[int, int] = {}
    for match in reversed(list(re.finditer("`+", text))):
        length = len(match[0])
        if length in nearest:
            pairs[match.start()] = nearest[length]
        nearest[length] = match.end()
    return pairs
