#!/usr/bin/env bash
# One would guess that reading a .bib file and writing it back changes the
# layout at most. It is how people add a field to every entry.
#
# pybtex keeps a field as it stands when it reads, and escapes it when it
# writes. What was escaped already is escaped again. After one save "Rivers
# \\& lakes" holds two backslashes, a line break in LaTeX and a bare
# ampersand; after two it holds three. A tilde in a web address becomes a
# command with a space after it, and is then no address. Its YAML writer
# leaves both alone.
#
# A bibliography that goes through such a script now and then is worse each
# time, and links break first.
#
# Seen with pybtex 0.26.1, on 2026-11-28.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -qq --disable-pip-version-check \
  pybtex==0.26.1

cat >works.bib <<'BIB'
@online{doe,
  author = {Doe, Jane},
  title  = {Rivers \& lakes},
  url    = {https://example.org/~doe/a_b},
  date   = {2020},
}
BIB
cat >look.py <<'PY'
from pybtex.database import parse_file, parse_string
import sys


def want(what, seen, expected):
    print(f"{what}: {seen!r}")
    if seen != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


def save(data, form):
    return parse_string(data.to_string(form), form)


def fields(data):
    entry = data.entries["doe"]
    return [entry.fields["title"], entry.fields["url"]]


read = parse_file("works.bib")
once = save(read, "bibtex")
twice = save(once, "bibtex")
AS_WRITTEN = [r"Rivers \& lakes", "https://example.org/~doe/a_b"]
# Controls: reading is faithful, and so is another writer.
want("as read", fields(read), AS_WRITTEN)
want("through YAML", fields(save(read, "yaml")), AS_WRITTEN)
# The surprise.
want(
    "saved once",
    fields(once),
    [r"Rivers \\& lakes", r"https://example.org/\textasciitilde doe/a\_b"],
)
want("saved twice, title", fields(twice)[0], r"Rivers \\\& lakes")
print("Each save escapes what the last one wrote.")
PY
env/bin/python look.py
