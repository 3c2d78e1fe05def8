#!/usr/bin/env bash
# One would guess that author_detail of an entry describes one person. The
# list called authors does: each name stands with its own address.
#
# With two authors, of whom only the first gives an address, author_detail
# holds the name of the last author and the address of the first. No such
# person exists in the feed.
#
# Atom's uri of an author is where scholarly feeds put the ORCID iD. A
# reader that uses author_detail, the older and better known field, credits
# the second author with the first one's identifier.
#
# Seen with feedparser 6.0.14, on 2026-11-28.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -qq --disable-pip-version-check \
  feedparser==6.0.14

cat >two.xml <<'XML'
<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <title>Rivers</title>
  <id>https://example.org/</id>
  <updated>2026-11-28T00:00:00Z</updated>
  <entry>
    <title>On lakes</title>
    <id>https://example.org/lakes/</id>
    <link href="https://example.org/lakes/"/>
    <updated>2026-11-28T00:00:00Z</updated>
    <author>
      <name>Jane Doe</name>
      <uri>https://orcid.example/first</uri>
    </author>
    <author>
      <name>Richard Roe</name>
    </author>
    <summary>Two people wrote this.</summary>
  </entry>
</feed>
XML
cat >look.py <<'PY'
import feedparser
import sys


def want(what, seen, expected):
    print(f"{what}: {seen!r}")
    if seen != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


entry = feedparser.parse("two.xml").entries[0]
# Control: the list is right.
want(
    "authors",
    [dict(a) for a in entry.authors],
    [
        {"name": "Jane Doe", "href": "https://orcid.example/first"},
        {"name": "Richard Roe"},
    ],
)
# The surprise: the second name with the first address.
want(
    "author_detail",
    dict(entry.author_detail),
    {"name": "Richard Roe", "href": "https://orcid.example/first"},
)
print("The last author is given the first author's address.")
PY
env/bin/python look.py
