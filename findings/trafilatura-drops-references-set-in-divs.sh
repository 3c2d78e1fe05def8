#!/usr/bin/env bash
# One would guess that an extractor of main text keeps or drops a reference
# list as a whole, by its place or its heading.
#
# It goes by the element: text that stands directly in a div is lost when
# the article itself is made of paragraphs. References in div.csl-entry, the
# markup that citeproc processors write, vanish with their heading. The same
# words in p or li stay.
#
# Archives and corpora are built with this library. A post whose references
# are written by citeproc arrives there without a single one, and nothing
# says so.
#
# Seen with trafilatura 2.3.1, on 2026-11-28.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -qq --disable-pip-version-check \
  trafilatura==2.3.1 lxml_html_clean==0.4.6

cat >look.py <<'PY'
import trafilatura
import sys


def want(what, seen, expected):
    print(f"{what}: {seen!r}")
    if seen != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


PARAGRAPHS = "".join(
    f"<p>Paragraph {n} is about rivers, archives and the people who keep both, "
    "and it goes on for long enough to be taken for the body of an article.</p>"
    for n in range(1, 7)
)


def tail(references):
    page = (
        '<!DOCTYPE html><html lang="en"><head><title>Rivers</title></head><body>'
        f"<main><article><h1>Rivers</h1>{PARAGRAPHS}<h2>References</h2>{references}"
        "</article></main></body></html>"
    )
    text = trafilatura.extract(page)
    return text.split("body of an article.")[-1].strip()


ENTRY = "Doe, J. (2020). Rivers of the north. Example Press."
# Controls.
want("p", tail(f'<p class="csl-entry">{ENTRY}</p>'), f"References\n{ENTRY}")
want("li", tail(f'<ol><li class="csl-entry">{ENTRY}</li></ol>'), f"References\n- {ENTRY}")
# The surprise.
want(
    "div",
    tail(f'<div class="csl-bib-body"><div class="csl-entry">{ENTRY}</div></div>'),
    "",
)
print("References in divs are lost, heading and all.")
PY
env/bin/python look.py
