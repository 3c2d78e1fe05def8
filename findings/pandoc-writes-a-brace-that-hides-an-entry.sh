#!/usr/bin/env bash
# One would guess that a .bib file which pandoc writes can be read by what
# reads .bib files.
#
# A title with one curly brace in it ("Why a { opens every block") goes to
# BibTeX and biblatex as \{. BibTeX counts braces before it looks at
# backslashes, so for its readers the field and the entry never end: pybtex
# ends with a syntax error, bibtexparser leaves the entry out without a
# word. pandoc reads its own file as it was. citation-js writes
# \textbraceleft{} for the same title, which all of them read.
#
# Titles about programs, sets and grammar have such braces. A converted
# library then lacks those works, or is refused whole.
#
# Seen with pandoc 3.9 (pypandoc-binary 1.17), pybtex 0.26.1, bibtexparser
# 1.4.4, @citation-js/plugin-bibtex 0.7.18, on 2026-11-28.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -qq --disable-pip-version-check \
  pypandoc-binary==1.17 pybtex==0.26.1 bibtexparser==1.4.4
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts \
  @citation-js/core@0.7.18 @citation-js/plugin-bibtex@0.7.18
pandoc=$(env/bin/python -c "import pypandoc; print(pypandoc.get_pandoc_path())")

cat >works.json <<'JSON'
[
  {"id": "brace", "type": "book", "title": "Why a { opens every block",
   "author": [{"family": "Doe", "given": "Jane"}], "issued": {"date-parts": [[2001]]}},
  {"id": "plain", "type": "book", "title": "Plain",
   "author": [{"family": "Roe", "given": "Richard"}], "issued": {"date-parts": [[2002]]}}
]
JSON
"$pandoc" -f csljson -t biblatex works.json >pandoc.bib
cat >convert.cjs <<'JS'
const { Cite } = require('@citation-js/core')
require('@citation-js/plugin-bibtex')
const works = require('./works.json')
process.stdout.write(new Cite(works).format('biblatex'))
JS
node convert.cjs >citation-js.bib
grep -h 'title' pandoc.bib citation-js.bib

cat >look.py <<'PY'
import json
import subprocess
import sys

import bibtexparser
from pybtex.database import parse_file


def want(what, seen, expected):
    print(f"{what}: {seen!r}")
    if seen != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


def pybtex(name):
    try:
        return len(parse_file(name, "bibtex").entries)
    except Exception as error:
        return type(error).__name__


def parser(name):
    with open(name, encoding="utf-8") as file:
        return len(bibtexparser.load(file).entries)


def pandoc(name):
    command = [sys.argv[1], "-f", "biblatex", "-t", "csljson", name]
    return len(json.loads(subprocess.check_output(command)))


# Control: two works, whoever reads what citation-js wrote.
for read in (pybtex, parser, pandoc):
    want(f"{read.__name__} on citation-js' file", read("citation-js.bib"), 2)
want("pandoc on its own file", pandoc("pandoc.bib"), 2)
# The surprise.
want("pybtex on pandoc's file", pybtex("pandoc.bib"), "TokenRequired")
want("bibtexparser on pandoc's file", parser("pandoc.bib"), 1)
PY
env/bin/python look.py "$pandoc" 2>/dev/null
