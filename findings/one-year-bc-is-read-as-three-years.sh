#!/usr/bin/env bash
# One would guess that a year before Christ is read alike, or not at all.
# biblatex says that -0348 is 349 BC, since its years, like those of ISO
# 8601, have a year nought.
#
# Three converters to CSL-JSON give three years. pandoc gives -349, which
# prints as 349 BC and is right. biblatex-csl-converter gives -348, one year
# late. citation-js gives the year 0. None of them warns.
#
# Whoever cites Plato or Aristotle by the date of the work gets another date
# with each tool, and the wrong ones look quite as good as the right one.
#
# Seen with pandoc 3.9 (pypandoc-binary 1.17), biblatex-csl-converter 3.2.2
# (3.6.0 does the same), @citation-js/plugin-bibtex 0.8.2 (0.9.0 does the
# same), on 2026-11-28.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -qq --disable-pip-version-check \
  pypandoc-binary==1.17
pandoc=$(env/bin/python -c "import pypandoc; print(pypandoc.get_pandoc_path())")
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts \
  biblatex-csl-converter@3.2.2 \
  @citation-js/core@0.8.2 \
  @citation-js/plugin-bibtex@0.8.2

cat >works.bib <<'BIB'
@book{old, author = {Doe, Jane}, title = {Old}, date = {-0348}}
@book{early, author = {Doe, Jane}, title = {Early}, date = {0348}}
BIB
"$pandoc" -f biblatex -t csljson works.bib >pandoc.json
cat >look.cjs <<'JS'
const fs = require("fs");
const { Cite } = require("@citation-js/core");
require("@citation-js/plugin-bibtex");
const { BibLatexParser, CSLExporter } = require("biblatex-csl-converter");

function want(what, seen, expected) {
  console.log(what + ": " + JSON.stringify(seen));
  if (JSON.stringify(seen) !== JSON.stringify(expected)) {
    console.error("CHANGED: " + what + ": expected " + JSON.stringify(expected));
    process.exit(1);
  }
}

const bib = fs.readFileSync("works.bib", "utf8");
const tools = {
  pandoc: JSON.parse(fs.readFileSync("pandoc.json", "utf8")),
  converter: Object.values(new CSLExporter(new BibLatexParser(bib).parse().entries).parse()),
  citationJs: new Cite(bib).data,
};
const year = (tool, title) => tools[tool].find((w) => w.title === title).issued["date-parts"][0][0];

// Control: a year of our era is read alike.
for (const tool of Object.keys(tools)) want(tool + ", 0348", year(tool, "Early"), 348);
// The surprise.
want("pandoc, -0348", year("pandoc", "Old"), -349);
want("biblatex-csl-converter, -0348", year("converter", "Old"), -348);
want("citation-js, -0348", year("citationJs", "Old"), 0);
JS
node look.cjs
# What pandoc's own number means in print.
printed=$(echo '[@old]' | "$pandoc" --citeproc --bibliography pandoc.json -t plain | head -n 1)
echo "pandoc prints: $printed"
[ "$printed" = "(Doe 349 BC)" ] || { echo "CHANGED: another year in print" >&2; exit 1; }
echo "One date, three years."
