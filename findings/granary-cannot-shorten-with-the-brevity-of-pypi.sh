#!/usr/bin/env bash
# One would guess that granary from PyPI writes a short note as a post for
# Bluesky: that is what it is for, and pip installs all it asks for.
#
# It raises a TypeError for every post. It shortens through the package
# brevity, and passes an argument that the brevity which PyPI has, and pip
# therefore installs, does not know.
# What needs no shortening is affected as well, since all goes that way.
# Reading posts of Bluesky works.
#
# Whoever builds cross-posting on the released packages finds out at the
# first post. The dependency has no version, so no resolver can tell.
#
# Seen with granary 11.0 and brevity 0.2.17, the newest of each, on
# 2026-11-29.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -qq --disable-pip-version-check granary==11.0 brevity==0.2.17

cat >look.py <<'PY'
import sys
import warnings

warnings.simplefilter("ignore")
from granary import bluesky


# Control: a post of Bluesky is read.
record = {"$type": "app.bsky.feed.post", "text": "Kia ora", "createdAt": "2026-11-29T00:00:00Z"}
read = bluesky.to_as1(record, uri="at://did:plc:abc/app.bsky.feed.post/1")
print("read:", read["content"])
if read["content"] != "Kia ora":
    sys.exit("CHANGED: a post is not read")
# The surprise: the same words are not written.
try:
    bluesky.from_as1({"objectType": "note", "content": "Kia ora"})
except TypeError as error:
    print("written: TypeError:", error)
else:
    sys.exit("CHANGED: a note is written")
print("No note can be written with the packages of PyPI.")
PY
env/bin/python look.py
