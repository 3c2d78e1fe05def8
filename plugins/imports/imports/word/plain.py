"""Citations that are plain words: told, and not guessed."""

from __future__ import annotations

import re

from .draft import Draft, shorten

MOST = 50
"""So many are told one by one."""

_NAME = r"[^\W\d_a-z][\w’'-]{1,40}"
_NO_NAME = (
    r"(?!(?:In|By|On|Of|As|At|The|Since|From|Until|And|But|For|After|Before|During|January|February|March|April|May"
    r"|June|July|August|September|October|November|December|Spring|Summer|Autumn|Fall|Winter)\b)"
)
_YEAR = r"(?:1[89]|20)\d\d[a-z]?"
_SIGNS = "\ufdd0-\ufdd3"
_CITED = re.compile(
    rf"\((?:see |e\.g\., |cf\. )?{_NAME}[^()\n{_SIGNS}]{{0,200}}? {_YEAR}(?:[,;:][^()\n{_SIGNS}]{{0,200}})?\)"
    rf"|(?<!\w){_NO_NAME}{_NAME}(?: (?:and|&) {_NAME}| et al\.)?(?:['’]s)?"
    rf" \({_YEAR}(?:, [^()\n{_SIGNS}]{{0,60}})?\)"
)
_ADVICE = "looks like a citation that is plain words. Cite its work as [@key]"


def tell_plain(text: str, draft: Draft) -> str:
    """Return a text with a mark behind whatever looks like a citation, and tell of it.

    Args:
        text: As Markdown; citations that were read are marks in it.
        draft: Gets what is told.
    """
    found = [match for match in _CITED.finditer(text) if text[match.start() - 1 : match.start()] != "]"]
    pieces, at = [], 0
    for match in found[:MOST]:
        told = draft.lose(f"“{shorten(match[0])}” {_ADVICE}", draft.name)
        pieces += [text[at : match.end()], told]
        at = match.end()
    if len(found) > MOST:
        draft.lose(f"{len(found) - MOST} more look like citations that are plain words", draft.name)
    return "".join([*pieces, text[at:]])
