#!/usr/bin/env bash
# One would guess that "and others" at the end of a BibTeX author list is
# known to every reader as "et al.". It has meant that for forty years.
#
# Three readers make a person of it. pandoc and biblatex-csl-converter write
# an author with the literal name "others" into CSL-JSON; citation-js writes
# one whose family name is "others". CSL-JSON has no place for the meaning,
# so pandoc knows its own mark again, while citeproc-js prints "Doe &
# others".
#
# A reference list made by one tool and read by another credits an author
# called others, sorts by it, and counts it. Metadata records made from it
# hold one contributor too many.
#
# Seen with pandoc 3.9 (pypandoc-binary 1.17), @citation-js/plugin-bibtex
# 0.8.2 (0.9.0 does the same), biblatex-csl-converter 3.2.2 (3.6.0 does the
# same), citeproc 2.4.63, on 2026-11-28.
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
  @citation-js/core@0.8.2 \
  @citation-js/plugin-bibtex@0.8.2 \
  biblatex-csl-converter@3.2.2 \
  citeproc@2.4.63

cat >works.bib <<'BIB'
@article{many, author = {Doe, Jane and others}, title = {Rivers},
  journaltitle = {Tests}, date = {2020}}
@article{two, author = {Doe, Jane and Roe, Richard}, title = {Lakes},
  journaltitle = {Tests}, date = {2020}}
BIB
"$pandoc" -f biblatex -t csljson works.bib >pandoc.json
cat >style.csl <<'XML'
<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
  <info><title>Test</title><id>test</id><updated>2026-11-28T00:00:00+00:00</updated></info>
  <citation>
    <layout prefix="(" suffix=")">
      <names variable="author"><name form="short" and="symbol"/></names>
    </layout>
  </citation>
</style>
XML
cat >locale.xml <<'XML'
<?xml version="1.0" encoding="utf-8"?>
<locale xmlns="http://purl.org/net/xbiblio/csl" version="1.0" xml:lang="en-US">
  <terms><term name="and">and</term><term name="et-al">et al.</term></terms>
</locale>
XML
cat >look.cjs <<'JS'
const fs = require("fs");
const { Cite } = require("@citation-js/core");
require("@citation-js/plugin-bibtex");
const { BibLatexParser, CSLExporter } = require("biblatex-csl-converter");
const CSL = require("citeproc");

function want(what, seen, expected) {
  console.log(what + ": " + JSON.stringify(seen));
  if (JSON.stringify(seen) !== JSON.stringify(expected)) {
    console.error("CHANGED: " + what + ": expected " + JSON.stringify(expected));
    process.exit(1);
  }
}

const bib = fs.readFileSync("works.bib", "utf8");
const pandoc = JSON.parse(fs.readFileSync("pandoc.json", "utf8"));
const citationJs = new Cite(bib).data;
const converter = Object.values(new CSLExporter(new BibLatexParser(bib).parse().entries).parse());
const names = (works, title) =>
  works.find((w) => w.title === title).author.map((a) => a.literal || a.family);

// Control: two real people are two authors.
for (const [tool, works] of Object.entries({ pandoc, citationJs, converter })) {
  want(tool + ", two", names(works, "Lakes"), ["Doe", "Roe"]);
}
// The surprise.
for (const [tool, works] of Object.entries({ pandoc, citationJs, converter })) {
  want(tool + ", and others", names(works, "Rivers"), ["Doe", "others"]);
}
const byId = Object.fromEntries(pandoc.map((w) => [w.id, w]));
const engine = new CSL.Engine(
  { retrieveLocale: () => fs.readFileSync("locale.xml", "utf8"), retrieveItem: (id) => byId[id] },
  fs.readFileSync("style.csl", "utf8"),
);
engine.setOutputFormat("text");
engine.updateItems(["many", "two"]);
want("citeproc-js, two", engine.makeCitationCluster([{ id: "two" }]), "(Doe & Roe)");
want("citeproc-js, and others", engine.makeCitationCluster([{ id: "many" }]), "(Doe & others)");
console.log("Somebody called others has joined the authors.");
JS
node look.cjs
