#!/usr/bin/env bash
# One would guess that a chapter with a crossref to its book inherits what
# biblatex says: the book's title as booktitle, the book's subtitle as
# booksubtitle, and no subtitle of its own.
#
# Two JavaScript parsers do that and also copy the subtitle as it is. The
# chapter "Lakes" of the book "Rivers: An atlas" becomes "Lakes: An atlas".
# pandoc reads the original file well, and reads the converter's output as
# the wrong title, so the fault travels.
#
# A title that was never printed anywhere ends up in reference lists and
# exports, and searches for the chapter fail.
#
# Seen with biblatex-csl-converter 3.2.2 (3.6.0 does the same),
# @retorquere/bibtex-parser 9.0.29, pandoc 3.9 (pypandoc-binary 1.17), on
# 2026-11-28.
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
  @retorquere/bibtex-parser@9.0.29

cat >works.bib <<'BIB'
@incollection{lakes,
  crossref = {rivers},
  author   = {Roe, Richard},
  title    = {Lakes},
  pages    = {1--9},
}
@collection{rivers,
  editor    = {Doe, Jane},
  title     = {Rivers},
  subtitle  = {An atlas},
  publisher = {Example Press},
  date      = {2018},
}
BIB
cat >look.mjs <<'JS'
import fs from "fs";
import * as retorquere from "@retorquere/bibtex-parser";
import converter from "biblatex-csl-converter";

function want(what, seen, expected) {
  console.log(what + ": " + JSON.stringify(seen));
  if (JSON.stringify(seen) !== JSON.stringify(expected)) {
    console.error("CHANGED: " + what + ": expected " + JSON.stringify(expected));
    process.exit(1);
  }
}

const bib = fs.readFileSync("works.bib", "utf8");
const chapter = retorquere.parse(bib).entries.find((e) => e.key === "lakes").fields;
// Control: the inheritance as such works.
want("bibtex-parser, booktitle", [chapter.booktitle, chapter.booksubtitle], ["Rivers", "An atlas"]);
// The surprise.
want("bibtex-parser, chapter", [chapter.title, chapter.subtitle], ["Lakes", "An atlas"]);

const parsed = new converter.BibLatexParser(bib).parse();
want("biblatex-csl-converter, complaints", [...parsed.errors, ...parsed.warnings].length, 0);
fs.writeFileSync("again.bib", new converter.BibLatexExporter(parsed.entries).parse());
JS
node look.mjs
title() { "$pandoc" -f biblatex -t csljson "$1" | env/bin/python -c '
import json, sys
print(next(w["title"] for w in json.load(sys.stdin) if w["type"] == "chapter"))'; }
first=$(title works.bib)
second=$(title again.bib)
echo "pandoc, original file: $first"
echo "pandoc, file written by biblatex-csl-converter: $second"
[ "$first" = "Lakes" ] || { echo "CHANGED: the control differs" >&2; exit 1; }
[ "$second" = "Lakes: An atlas" ] || { echo "CHANGED: the subtitle is not inherited" >&2; exit 1; }
