#!/usr/bin/env bash
# One would guess that turning LaTeX into plain text leaves web addresses
# alone. The same library's middleware for the other direction does treat
# the field url apart.
#
# The decoding middleware reads every field as LaTeX. In an address a
# per-cent sign starts a comment, so "a%20b" ends at "a"; a tilde is a hard
# space, so "/~doe" is no longer a path. The entry counts as good:
# failed_blocks stays empty.
#
# Addresses with %20 or a personal page's tilde are common in .bib files
# from reference managers. They come out shorter, still look like addresses,
# and lead elsewhere.
#
# Seen with bibtexparser 2.1.0 with pylatexenc 2.11, on 2026-11-28.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -qq --disable-pip-version-check \
  bibtexparser==2.1.0 pylatexenc==2.11

cat >works.bib <<'BIB'
@online{doe,
  author = {Doe, Jane},
  title  = {Caf{\'e} \& lakes},
  url    = {https://example.org/~doe/a%20b#top},
  date   = {2020},
}
BIB
cat >look.py <<'PY'
import bibtexparser
from bibtexparser.middlewares import LatexDecodingMiddleware
import sys


def want(what, seen, expected):
    print(f"{what}: {seen!r}")
    if seen != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


plain = bibtexparser.parse_file("works.bib")
decoded = bibtexparser.parse_file(
    "works.bib", append_middleware=[LatexDecodingMiddleware()]
)
# Controls: without it the address is whole; with it the title is right.
want("address as read", plain.entries[0]["url"], "https://example.org/~doe/a%20b#top")
want("decoded title", decoded.entries[0]["title"], "Caf\u00e9 & lakes")
want("failed blocks", len(decoded.failed_blocks), 0)
# The surprise.
want("decoded address", decoded.entries[0]["url"], "https://example.org/\u00a0doe/a")
print("The address has lost its end and its tilde.")
PY
env/bin/python look.py
