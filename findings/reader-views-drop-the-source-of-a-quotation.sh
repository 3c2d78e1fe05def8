#!/usr/bin/env bash
# One would guess that a footer inside a blockquote is safe: it is a part of
# the quotation's own markup, and names who is quoted.
#
# Two unrelated readers, Mozilla's Readability and trafilatura, take every
# footer for the page's. Both keep the quoted words and drop the line that
# credits them. The same line in a p survives in both.
#
# A quotation without its source is what citing is meant to prevent. Many
# blog themes and editors mark the source with a footer; in a reader view,
# an archive or a corpus the words then stand uncredited.
#
# Seen with @mozilla/readability 0.6.0 with linkedom 0.18.12, and
# trafilatura 2.3.1, on 2026-11-28.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -qq --disable-pip-version-check \
  trafilatura==2.3.1 lxml_html_clean==0.4.6
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts \
  @mozilla/readability@0.6.0 \
  linkedom@0.18.12

cat >page.py <<'PY'
import sys

body = "".join(
    f"<p>Paragraph {n} is about rivers, archives, and the people who keep both, "
    "and it goes on for long enough to be taken for the body of an article.</p>"
    for n in range(1, 7)
)
tag = sys.argv[1]
print(
    '<!DOCTYPE html><html lang="en"><head><title>Rivers</title></head><body><article>'
    f"<h1>Rivers</h1>{body}<blockquote><p>A river is never early.</p>"
    f"<{tag}>Jane Doe, Rivers of the north</{tag}></blockquote>{body}"
    "</article></body></html>"
)
PY
env/bin/python page.py footer >footer.html
env/bin/python page.py p >p.html

cat >readability.cjs <<'JS'
const fs = require("fs");
const { parseHTML } = require("linkedom");
const { Readability } = require("@mozilla/readability");
const { document } = parseHTML(fs.readFileSync(process.argv[2], "utf8"));
console.log(new Readability(document).parse().textContent);
JS
cat >trafilatura_text.py <<'PY'
import sys

import trafilatura

print(trafilatura.extract(open(sys.argv[1], encoding="utf-8").read()))
PY

look() { # what, text, "kept" or "lost"
  local seen=lost
  grep -q "A river is never early" <<<"$2" || { echo "CHANGED: $1: the quotation is gone" >&2; exit 1; }
  if grep -q "Jane Doe" <<<"$2"; then seen=kept; fi
  echo "$1: quotation kept, source $seen"
  [ "$seen" = "$3" ] || { echo "CHANGED: $1: expected the source $3" >&2; exit 1; }
}
# Controls, then the surprise.
look "Readability, p" "$(node readability.cjs p.html)" kept
look "trafilatura, p" "$(env/bin/python trafilatura_text.py p.html)" kept
look "Readability, footer" "$(node readability.cjs footer.html)" lost
look "trafilatura, footer" "$(env/bin/python trafilatura_text.py footer.html)" lost
echo "Both keep the words and drop who said them."
