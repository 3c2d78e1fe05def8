"""Whatever stands in a file: it is looked through to its end, places are in it, and fixes come to an end."""

from growth.checks import SIGNS
from hypothesis import example, given
from hypothesis import strategies as st

from proofs.fixes import ROUNDS, apply
from proofs.model import parse
from proofs.review import review, unify

PIECES = [
    *SIGNS,
    "\r\n",
    "\r",
    "\u2028",
    "\x0c",
    "\x00",
    "\x1c",
    "Title: A\n",
    "---\n",
    "+++\n",
    "\ufeff",
    "> ",
    "  ",
]
HEADS = ["", "Title: A\nSummary: B\n\n", "---\ntitle: A\n---\n", "+++\ntitle = 'A'\n+++\n"]


@given(st.sampled_from(HEADS), st.lists(st.sampled_from(PIECES), max_size=25))
@example("Title: A\n\n", ["\\```", "\n``"])
def test_any_text_is_looked_through(head, pieces):
    raw = head + "".join(pieces)
    lines = unify(raw).split("\n")
    for found in review("content/a/1.md", raw):
        assert 1 <= found.line <= len(lines)
        assert 0 <= found.column <= len(lines[found.line - 1]) + 1
        read = parse(found.severity == "error", found.text, "")
        assert (read.path, read.line, read.column, read.code, read.severity) == (
            found.path,
            found.line,
            found.column,
            found.code,
            found.severity,
        )
    for _ in range(ROUNDS):
        raw, done = apply(raw, review("content/a/1.md", raw))
    assert not done
    assert not [found for found in review("content/a/1.md", raw) if found.fix]
