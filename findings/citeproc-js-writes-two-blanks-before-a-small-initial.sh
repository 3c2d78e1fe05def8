#!/usr/bin/env bash
# One would guess that a name in a reference list has one blank between its
# parts, and that initials are made of given names, however they are written.
#
# citeproc-js, which Zotero uses, makes no initial of a given name that
# begins with a small letter: "danah" stays "danah". It also puts a blank in
# front of it, beside the one that the style asks for: "boyd,  danah". A
# name that is one small letter comes out so, too. pandoc's citeproc keeps
# the name as well, with one blank.
#
# Some authors write themselves in small letters, and APA keeps that. Their
# references come out unlike all others in a list, and a comparison of two
# programs' lists finds a difference that nobody sees.
#
# Seen with citeproc 2.4.63 and the APA style of @citation-js/plugin-csl
# 0.8.2, and pandoc 3.9 (pypandoc-binary 1.17), on 2026-11-28.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -qq --disable-pip-version-check \
  pypandoc-binary==1.17
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts \
  citeproc@2.4.63 @citation-js/plugin-csl@0.8.2
pandoc=$(env/bin/python -c "import pypandoc; print(pypandoc.get_pandoc_path())")

cat >works.json <<'JSON'
[{"id": "a", "type": "book", "title": "Rivers", "issued": {"date-parts": [[2020]]},
  "author": [{"family": "doe", "given": "jane"}]}]
JSON
cat >cite.cjs <<'JS'
const fs = require("fs");
const CSL = require("citeproc");
const { apa } = require("@citation-js/plugin-csl/lib/styles.json");
const locales = require("@citation-js/plugin-csl/lib/locales.json");
fs.writeFileSync("apa.csl", apa);
const [item] = require("./works.json");
const engine = new CSL.Engine({ retrieveLocale: () => locales["en-US"], retrieveItem: () => item }, apa);
engine.setOutputFormat("text");
engine.updateItems(["a"]);
console.log(engine.makeBibliography()[1].join("").trim());
JS
ours=$(node cite.cjs)
printf -- '---\nnocite: "@*"\n---\n' >all.md
theirs=$("$pandoc" all.md --citeproc --csl apa.csl --bibliography works.json --to plain --wrap none | head -n 1)
echo "citeproc-js: $ours"
echo "pandoc:      $theirs"
[ "$ours" = "doe,  jane. (2020). Rivers." ] || { echo "CHANGED: citeproc-js" >&2; exit 1; }
[ "$theirs" = "doe, jane. (2020). Rivers." ] || { echo "CHANGED: pandoc" >&2; exit 1; }
echo "A small given name is no initial, and has two blanks before it."
