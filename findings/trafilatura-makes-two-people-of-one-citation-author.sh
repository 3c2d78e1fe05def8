#!/usr/bin/env bash
# One would guess that a reader of citation_author knows its customary form,
# "Family, Given": one tag for each author, the family name first.
#
# The value is split at the comma. "Doe, Jane" becomes two authors, Doe and
# Jane. An "and" splits too, so a ministry is two authors; and a name with
# "of" in it, such as a university's library, may be no author at all.
#
# Scholarly sites write these tags for Google Scholar and Zotero, in just
# that form. Whatever uses this library for metadata then credits people who
# do not exist. The order "Jane Doe" is read well.
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


BODY = "<p>" + "Some words about rivers and lakes. " * 30 + "</p>"


def author(name):
    page = (
        '<!DOCTYPE html><html lang="en"><head><title>Rivers</title>'
        f'<meta name="citation_author" content="{name}">'
        f"</head><body><article>{BODY}</article></body></html>"
    )
    return trafilatura.extract_metadata(page).author


# Controls.
want("Jane Doe", author("Jane Doe"), "Jane Doe")
want("Health Council", author("Health Council"), "Health Council")
# The surprise.
want("Doe, Jane", author("Doe, Jane"), "Doe; Jane")
want("two words of one body", author("Ministry of Health and Safety"), "Ministry; Safety")
want("a body with of", author("Ministry of Health"), None)
print("One author in the usual form becomes two.")
PY
env/bin/python look.py
