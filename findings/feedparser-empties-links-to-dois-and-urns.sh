#!/usr/bin/env bash
# One would guess that a link whose scheme a feed reader does not know is
# either kept or taken away.
#
# It is kept with an empty address. "doi:", "urn:isbn:", "info:" and "at:"
# links all come out as href="". An empty address is valid, and means the
# page that the reader is on. The older library scheme "hdl:" is known and
# stays.
#
# A reference list in a feed that links by doi: or urn: looks right in an
# aggregator, and every link in it leads back to the aggregator's own page.
# Only https addresses of DOIs are safe.
#
# Seen with feedparser 6.0.14, on 2026-11-28.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -qq --disable-pip-version-check \
  feedparser==6.0.14

cat >look.py <<'PY'
import feedparser
import sys


def want(what, seen, expected):
    print(f"{what}: {seen!r}")
    if seen != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


FEED = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <title>Rivers</title><id>https://example.org/</id>
  <updated>2026-11-28T00:00:00Z</updated>
  <entry>
    <title>On lakes</title><id>https://example.org/lakes/</id>
    <updated>2026-11-28T00:00:00Z</updated>
    <content type="html">&lt;p&gt;&lt;a href="ADDRESS"&gt;source&lt;/a&gt;&lt;/p&gt;</content>
  </entry>
</feed>"""


def read(address):
    entry = feedparser.parse(FEED.replace("ADDRESS", address)).entries[0]
    return entry.content[0].value


# Controls.
for address in ("https://doi.org/10.1234/x", "hdl:1234/5", "mailto:doe@example.org"):
    want(address, read(address), f'<p><a href="{address}">source</a></p>')
# The surprise.
for address in ("doi:10.1234/x", "urn:isbn:9780000000000", "info:doi/10.1234/x",
                "at://did:plc:example/app.bsky.feed.post/1"):
    want(address, read(address), '<p><a href="">source</a></p>')
print("The links stay, and lead to the page they are read on.")
PY
env/bin/python look.py
