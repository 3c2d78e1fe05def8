#!/usr/bin/env bash
# One would guess that a reader of Dublin Core in HTML takes what is marked as
# Dublin Core: meta tags whose names begin with "DC." or "DCTERMS.".
#
# extruct also takes every link whose relation is called as one of Dublin
# Core's elements is. FAIR Signposting asks pages for a link of the relation
# "type" (RFC 6903), so such a page has one more "element" for extruct, and
# that one has no name: code that reads the names of all elements fails.
#
# Pages do nothing wrong, and the Dublin Core that they have is read as before.
#
# Seen with extruct 0.18.0 on 2026-11-28.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -qq --disable-pip-version-check extruct==0.18.0

env/bin/python - <<'PYTHON'
import sys

import extruct

PAGE = """<!DOCTYPE html><html lang="en"><head><title>A</title>
<meta name="DC.title" content="A">
<link rel="{}" href="https://schema.org/BlogPosting"></head></html>"""


def read(relation):
    found = extruct.extract(PAGE.format(relation), syntaxes=["dublincore"])["dublincore"][0]
    return [sorted(element) for element in found["elements"]]


def want(what, seen, expected):
    print(f"{what}: {seen}")
    if seen != expected:
        sys.exit(f"CHANGED: {what}: expected {expected}")


# Control: a link of another relation is none of Dublin Core's.
want("a page with a link to its collection", read("collection"), [["URI", "content", "name"]])
# The surprise.
want("a page with a link to its type", read("type"), [["URI", "content", "name"], ["URI", "href", "rel"]])
PYTHON
