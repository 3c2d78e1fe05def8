#!/usr/bin/env bash
# One would guess that a bibliography style has a fallback: BibTeX's own
# styles print an entry of a type that they do not know as a @misc, with a
# warning, and biblatex's types have been around since 2006.
#
# pybtex's plain style (and alpha, unsrt and unsrtalpha, which build on it)
# has a method for each type that it knows. For @report and @thesis there
# is none: it raises AttributeError, and one such entry costs the whole
# list. @online, of the same family, is formatted.
#
# Files that reference managers export for biblatex are full of both. Who
# reads them with pybtex has to rename types first.
#
# Seen with pybtex 0.26.1, on 2026-11-28.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -qq --disable-pip-version-check \
  pybtex==0.26.1

cat >look.py <<'PY'
import sys

from pybtex.database import parse_string
from pybtex.plugin import find_plugin

ENTRY = """@{kind}{{doe,
  author = {{Doe, Jane}}, title = {{Rivers}}, year = {{2020}}, institution = {{River Office}},
  school = {{River College}}, type = {{Report}}, url = {{https://example.org}},
}}"""
plain = find_plugin("pybtex.backends", "plaintext")()
expected = {"online": "kept", "techreport": "kept", "phdthesis": "kept", "report": "lost", "thesis": "lost"}
for kind, wanted in expected.items():
    style = find_plugin("pybtex.style.formatting", "plain")()
    try:
        (entry,) = style.format_bibliography(parse_string(ENTRY.format(kind=kind), "bibtex"))
        text, seen = entry.text.render(plain), "kept"
    except AttributeError as error:
        text, seen = f"AttributeError: {error}", "lost"
    print(f"@{kind}: {text}")
    if seen != wanted:
        sys.exit(f"CHANGED: @{kind} is {seen}")
PY
env/bin/python look.py
echo "Two of biblatex's types end the list."
