#!/usr/bin/env bash
# One would guess that a master's thesis stays one on its way through
# pandoc. CSL-JSON says so in "genre"; biblatex has type = {mathesis},
# BibTeX @mastersthesis.
#
# pandoc writes @phdthesis for every thesis and drops the genre, in both
# formats. Read back, by pandoc itself, a bachelor's or master's thesis has
# the genre "PhD thesis". The other direction is right: it reads
# @mastersthesis as a master's thesis.
#
# APA prints the degree in brackets after the title, so the list then claims
# a doctorate that nobody holds. An export must be written without pandoc,
# or the type put back afterwards.
#
# Seen with pandoc 3.9 (pypandoc-binary 1.17), on 2026-11-28.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -qq --disable-pip-version-check \
  pypandoc-binary==1.17
pandoc=$(env/bin/python -c "import pypandoc; print(pypandoc.get_pandoc_path())")

cat >works.json <<'JSON'
[
  {"id": "master", "type": "thesis", "genre": "Master's thesis", "title": "Lakes",
   "author": [{"family": "Doe", "given": "Jane"}], "publisher": "Example University",
   "issued": {"date-parts": [[2020]]}},
  {"id": "bachelor", "type": "thesis", "genre": "Bachelor's thesis", "title": "Rivers",
   "author": [{"family": "Roe", "given": "Richard"}], "publisher": "Example University",
   "issued": {"date-parts": [[2021]]}}
]
JSON
genres() { env/bin/python -c '
import json, sys
print("; ".join(w.get("genre", "none") for w in json.load(sys.stdin)))'; }
expect() { # what, seen, wanted
  echo "$1: $2"
  [ "$2" = "$3" ] || { echo "CHANGED: $1: expected $3" >&2; exit 1; }
}
# Control: reading knows the difference.
cat >master.bib <<'BIB'
@mastersthesis{a, author = {Doe, Jane}, title = {Lakes}, school = {Example University}, year = 2020}
@phdthesis{b, author = {Doe, Jane}, title = {Seas}, school = {Example University}, year = 2020}
BIB
expect "read from BibTeX" "$("$pandoc" -f bibtex -t csljson master.bib | genres)" \
  "Master’s thesis; PhD thesis"
# The surprise.
for format in biblatex bibtex; do
  "$pandoc" -f csljson -t $format works.json >works.bib
  expect "$format, entry types" "$(grep -o '^@[a-z]*' works.bib | paste -sd' ')" "@phdthesis @phdthesis"
  expect "$format, read back" "$("$pandoc" -f $format -t csljson works.bib | genres)" "PhD thesis; PhD thesis"
done
