#!/usr/bin/env bash
# One would guess that somebody with one name can be cited whichever part of
# a CSL-JSON name holds it. The schema asks for neither family nor given.
#
# A name in "given" alone appears in the reference list, and is nothing in a
# short citation: "(2020)" instead of "(Aroha, 2020)". Three processors that
# share no code, pandoc, citeproc-js and citeproc-py, agree on it, so it is
# the format's own trap and not a slip. In "family" or "literal" the same
# name is cited.
#
# Author-date styles then show a citation without an author, and the reader
# cannot find the entry. A tool that fills CSL-JSON must put a single name
# into family or literal.
#
# Seen with pandoc 3.9 (pypandoc-binary 1.17), citeproc 2.4.63 (npm),
# citeproc-py 0.11.1, on 2026-11-28.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -qq --disable-pip-version-check \
  pypandoc-binary==1.17 citeproc-py==0.11.1
pandoc=$(env/bin/python -c "import pypandoc; print(pypandoc.get_pandoc_path())")
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts \
  citeproc@2.4.63

cat >works.json <<'JSON'
[
  {"id": "given", "type": "book", "title": "One",
   "author": [{"given": "Aroha"}], "issued": {"date-parts": [[2020]]}},
  {"id": "family", "type": "book", "title": "Two",
   "author": [{"family": "Aroha"}], "issued": {"date-parts": [[2021]]}},
  {"id": "literal", "type": "book", "title": "Three",
   "author": [{"literal": "Aroha"}], "issued": {"date-parts": [[2022]]}}
]
JSON
cat >style.csl <<'XML'
<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0" default-locale="en-US">
  <info><title>Test</title><id>test</id><updated>2026-11-28T00:00:00+00:00</updated></info>
  <citation>
    <layout prefix="(" suffix=")">
      <group delimiter=", ">
        <names variable="author"><name form="short"/></names>
        <date variable="issued"><date-part name="year"/></date>
      </group>
    </layout>
  </citation>
  <bibliography>
    <layout>
      <names variable="author"><name/></names>
      <text variable="title" prefix=", "/>
    </layout>
  </bibliography>
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
const CSL = require("citeproc");
const works = JSON.parse(fs.readFileSync("works.json", "utf8"));
const byId = Object.fromEntries(works.map((w) => [w.id, w]));
const engine = new CSL.Engine(
  { retrieveLocale: () => fs.readFileSync("locale.xml", "utf8"), retrieveItem: (id) => byId[id] },
  fs.readFileSync("style.csl", "utf8"),
);
engine.setOutputFormat("text");
engine.updateItems(works.map((w) => w.id));
for (const w of works) console.log(engine.makeCitationCluster([{ id: w.id }]));
console.log(engine.makeBibliography()[1][0].trim());
JS
cat >look.py <<'PY'
import json

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

works = json.load(open("works.json", encoding="utf-8"))
style = CitationStylesStyle("style.csl", validate=False)
list_ = CitationStylesBibliography(style, CiteProcJSON(works), formatter.plain)
citations = [Citation([CitationItem(w["id"])]) for w in works]
for citation in citations:
    list_.register(citation)
for citation in citations:
    print(list_.cite(citation, lambda item: None))
print(list_.bibliography()[0])
PY
printf '%s\n\n' '[@given]' '[@family]' '[@literal]' >text.md
"$pandoc" --citeproc --csl style.csl --bibliography works.json -t plain text.md |
  grep . | head -n 4 >pandoc.seen
node look.cjs >citeproc-js.seen
env/bin/python look.py 2>/dev/null >citeproc-py.seen
# Line 1 is the surprise; lines 2 to 4 are the controls.
cat >want.txt <<'TXT'
(2020)
(Aroha, 2021)
(Aroha, 2022)
Aroha, One
TXT
for tool in pandoc citeproc-js citeproc-py; do
  echo "$tool:"
  cat $tool.seen
  diff want.txt $tool.seen || { echo "CHANGED: $tool cites otherwise" >&2; exit 1; }
done
echo "All three leave the author out of the citation."
