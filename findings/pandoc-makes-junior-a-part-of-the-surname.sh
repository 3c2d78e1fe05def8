#!/usr/bin/env bash
# One would guess that the suffix of a name ("Jr.", "III") goes from
# CSL-JSON to a .bib file as a suffix: BibTeX has a place for it between
# two commas, "Doe, Jr., Jane", and pandoc reads it there.
#
# pandoc writes "Doe Jr., Jane" instead. Whoever reads that, pandoc too,
# takes "Doe Jr." for the surname, so a citation says "(Doe Jr., 2001)",
# and the work is sorted and told apart from others under that name.
# citation-js writes the suffix where BibTeX has it.
#
# APA and most styles leave the suffix out of citations in the text: lists
# that went through pandoc cite people by names that they do not have.
#
# Seen with pandoc 3.9 (pypandoc-binary 1.17), pybtex 0.26.1,
# @citation-js/plugin-bibtex 0.7.18, on 2026-11-28.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -qq --disable-pip-version-check \
  pypandoc-binary==1.17 pybtex==0.26.1
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts \
  @citation-js/core@0.7.18 @citation-js/plugin-bibtex@0.7.18
pandoc=$(env/bin/python -c "import pypandoc; print(pypandoc.get_pandoc_path())")

cat >works.json <<'JSON'
[{"id": "a", "type": "book", "title": "Lakes", "issued": {"date-parts": [[2001]]},
  "author": [{"family": "Doe", "given": "Jane", "suffix": "Jr."}]}]
JSON
cat >right.bib <<'BIB'
@book{a, author = {Doe, Jr., Jane}, title = {Lakes}, date = {2001}}
BIB
cat >convert.cjs <<'JS'
const { Cite } = require('@citation-js/core')
require('@citation-js/plugin-bibtex')
process.stdout.write(new Cite(require('./works.json')).format('biblatex'))
JS
expect() { # what, seen, wanted
  echo "$1: $2"
  [ "$2" = "$3" ] || { echo "CHANGED: $1: expected $3" >&2; exit 1; }
}
pandoc_reads() { "$pandoc" -f biblatex -t csljson "$1" | env/bin/python -c '
import json, sys
name = json.load(sys.stdin)[0]["author"][0]
print("|".join((name["family"], name.get("suffix", ""))))'; }
pybtex_reads() { env/bin/python -c '
import sys
from pybtex.database import parse_file
name = parse_file(sys.argv[1], "bibtex").entries["a"].persons["author"][0]
print("|".join((" ".join(name.last_names), " ".join(name.lineage_names))))' "$1"; }
# Control.
expect "pandoc reads the place of BibTeX" "$(pandoc_reads right.bib)" "Doe|Jr."
expect "citation-js writes" "$(node convert.cjs | grep -o 'author = .*')" "author = {Doe, Jr., Jane},"
# The surprise.
for format in biblatex bibtex; do
  "$pandoc" -f csljson -t $format works.json >pandoc.bib
  expect "$format, pandoc writes" "$(grep -o 'author = .*' pandoc.bib)" "author = {Doe Jr., Jane},"
  expect "$format, pandoc reads that" "$(pandoc_reads pandoc.bib)" "Doe Jr.|"
  expect "$format, pybtex reads that" "$(pybtex_reads pandoc.bib)" "Doe Jr.|"
done
