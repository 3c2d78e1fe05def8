#!/usr/bin/env bash
# One would guess that lxml's parser for HTML, which mends whatever it is
# given, returns all of a text, or raises an error where it cannot.
#
# Where elements stand in more than 2,048 others, libxml2 reads no further,
# even with huge_tree=True: what is deeper is gone, and so is all that
# follows, also what stands in nothing at all. No error is raised, and only
# parser.error_log has an entry of the level FATAL.
#
# A page with unclosed elements loses its second half when it is imported,
# and nobody is told.
#
# Seen with lxml 6.1.3 (libxml2 2.14.6), on 2026-11-28.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -qq --disable-pip-version-check lxml==6.1.3
env/bin/python - <<'PY'
import sys

from lxml import etree


def want(what, seen, expected):
    print(f"{what}: {seen!r}")
    if seen != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


def read(depth):
    parser = etree.HTMLParser(huge_tree=True)
    html = "<div>" * depth + "inner" + "</div>" * depth + "<p>after</p>"
    root = etree.fromstring(html, parser)
    return "".join(root.itertext()), [entry.level_name for entry in parser.error_log]


# Control: less deep, all is there.
want("1,000 deep", read(1000), ("innerafter", []))
# The surprise.
want("3,000 deep", read(3000), ("", ["FATAL"]))
PY
