#!/usr/bin/env bash
# Python-Markdown's footnotes can be ordered "by document order", where
# USE_DEFINITION_ORDER is false. One would guess that a reader then meets 1, 2
# and 3 from top to bottom.
#
# What is counted is the order in which marks are found, and marks in nested
# elements (a quotation, an item of a list) are found after all that stand in
# plain paragraphs, even in those further down. So a note in a quotation in the
# middle of a page has the last number, and the list below is in that order.
#
# Nobody sees it in a text without quotations, and nothing is lost: numbers
# only jump. A style that asks for consecutive numbers has to count again.
#
# Seen with Markdown 3.11.3, on 2026-11-28.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -qq --disable-pip-version-check \
  markdown==3.11.3

cat >look.py <<'PY'
import re
import sys

import markdown

NOTES = "\n\n[^a]: A\n\n[^b]: B\n\n[^c]: C"


def number(text):
    options = {"footnotes": {"USE_DEFINITION_ORDER": False}}
    html = markdown.markdown(text + NOTES, extensions=["footnotes"], extension_configs=options)
    return re.findall(r'class="footnote-ref"[^>]*>(\d)', html)


def want(what, seen, expected):
    print(f"{what}: {seen}")
    if seen != expected:
        sys.exit(f"CHANGED: {what}: expected {expected}")


# Controls: paragraphs alone, in whichever order their notes are defined.
want("paragraphs", number("One.[^a]\n\nTwo.[^b]\n\nThree.[^c]"), ["1", "2", "3"])
want("another order", number("One.[^c]\n\nTwo.[^b]\n\nThree.[^a]"), ["1", "2", "3"])
# The surprise.
want("a quotation", number("One.[^a]\n\n> Two.[^b]\n\nThree.[^c]"), ["1", "3", "2"])
want("a list", number("One.[^a]\n\n- Two.[^b]\n\nThree.[^c]"), ["1", "3", "2"])
print("The order of the document is not that in which it is read.")
PY
env/bin/python look.py
