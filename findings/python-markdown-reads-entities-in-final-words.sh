#!/usr/bin/env bash
# Python-Markdown has AtomicString for words that nothing is made of any more.
# One would guess that a page shows them as they are: what is written into the
# tree of elements is escaped when the tree is written as HTML.
#
# All of it is but one sign: an "&" that begins something like an entity stays
# as it is, so that "&lt;b&gt;" in an AtomicString is shown as "<b>", and
# "&copy;" as "©". Nothing dangerous comes of it, but who puts words of others
# into a tree shows other words. They have to write "&amp;" themselves, which
# is not escaped a second time.
#
# Seen with Markdown 3.11.3, on 2026-11-29.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -qq --disable-pip-version-check \
  markdown==3.11.3

cat >look.py <<'PY'
import sys
from html import unescape
from xml.etree.ElementTree import Element

from markdown.serializers import to_html_string
from markdown.util import AtomicString


def show(words):
    paragraph = Element("p")
    paragraph.text = AtomicString(words)
    return unescape(to_html_string(paragraph).removeprefix("<p>").removesuffix("</p>"))


def want(what, seen, expected):
    print(f"{what}: {seen}")
    if seen != expected:
        sys.exit(f"CHANGED: {what}: expected {expected}")


# Controls: all other signs, and what is no entity.
want("signs", show("<b> & \"x\" 'y'"), "<b> & \"x\" 'y'")
want("no entity", show("a & b, c&d"), "a & b, c&d")
# The surprise.
want("an entity", show("&lt;b&gt; &copy;"), "<b> ©")
# What helps.
want("written so", show("&amp;lt;b&amp;gt; &amp;copy;"), "&lt;b&gt; &copy;")
print("Words that are final are shown as they are, but for entities.")
PY
env/bin/python look.py
