#!/usr/bin/env bash
# One would guess that a name keeps all of its words on the way from
# CSL-JSON to a .bib file.
#
# CSL has two kinds of particles. "van der" in "van der Berg" is one that
# stays (non-dropping), "von" in "Alexander von Humboldt" one that is left
# out where only the surname stands (dropping). citation-js writes the first
# into BibTeX and leaves the second out: "Humboldt, Alexander". On the way
# back there is no particle at all. pandoc writes "Humboldt, Alexander von"
# and reads it back as it was.
#
# A reference list made of such a file prints a name that the person does
# not have, "Humboldt, A." for "von Humboldt, A.".
#
# Seen with @citation-js/plugin-bibtex 0.7.18, pandoc 3.9 (pypandoc-binary
# 1.17), on 2026-11-28.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -qq --disable-pip-version-check \
  pypandoc-binary==1.17
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts \
  @citation-js/core@0.7.18 @citation-js/plugin-bibtex@0.7.18
pandoc=$(env/bin/python -c "import pypandoc; print(pypandoc.get_pandoc_path())")

cat >works.json <<'JSON'
[{"id": "a", "type": "book", "title": "Cosmos", "issued": {"date-parts": [[1845]]},
  "author": [{"family": "Humboldt", "given": "Alexander", "dropping-particle": "von"},
             {"family": "Berg", "given": "Jane", "non-dropping-particle": "van der"}]}]
JSON
cat >convert.cjs <<'JS'
const { Cite } = require('@citation-js/core')
require('@citation-js/plugin-bibtex')
const bib = new Cite(require('./works.json')).format(process.argv[2])
const author = bib.match(/author = \{(.*)\}/)[1]
const [first] = new Cite(bib).data[0].author
console.log(`${author}|${Object.keys(first).filter(key => key.includes('particle')).join()}`)
JS
expect() { # what, seen, wanted
  echo "$1: $2"
  [ "$2" = "$3" ] || { echo "CHANGED: $1: expected $3" >&2; exit 1; }
}
# Control.
expect "pandoc" "$("$pandoc" -f csljson -t biblatex --wrap=none works.json | grep -o 'author = .*')" \
  "author = {Humboldt, Alexander von and van der Berg, Jane},"
# The surprise.
for format in bibtex biblatex; do
  expect "citation-js, $format" "$(node convert.cjs $format)" "Humboldt, Alexander and van der Berg, Jane|"
done
