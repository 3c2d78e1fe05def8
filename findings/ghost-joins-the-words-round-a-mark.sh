#!/usr/bin/env bash
# One would guess that a converter of HTML keeps the spaces between words,
# whatever it thinks of an inline element. Ghost's own converter to its
# editor's format does keep them round em, strong, a, cite, q, time and
# span.
#
# Round mark, small, dfn, bdi, bdo and data it drops the spaces too: "a
# marked word" becomes "amarkedword".
#
# A cross-post that goes to Ghost as HTML thus loses word boundaries
# wherever the text marks a defined term, a name in another script or a
# highlighted phrase. Nothing is reported, and the words cannot be found by
# search.
#
# Seen with @tryghost/kg-html-to-lexical 1.3.5 (1.4.0 does the same), on
# 2026-11-28.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts \
  @tryghost/kg-html-to-lexical@1.3.5

cat >look.cjs <<'JS'
const { htmlToLexical } = require("@tryghost/kg-html-to-lexical");

function want(what, seen, expected) {
  console.log(what + ": " + JSON.stringify(seen));
  if (JSON.stringify(seen) !== JSON.stringify(expected)) {
    console.error("CHANGED: " + what + ": expected " + JSON.stringify(expected));
    process.exit(1);
  }
}

const text = (node) =>
  node.text !== undefined ? node.text : (node.children || []).map(text).join("");
const read = (html) => text(htmlToLexical(html).root);

// Controls: known and unknown inline elements that keep their spaces.
for (const tag of ["em", "strong", "cite", "q", "span", "abbr", "time"]) {
  want(tag, read(`<p>one <${tag}>two</${tag}> three</p>`), "one two three");
}
// The surprise.
for (const tag of ["mark", "small", "dfn", "bdi", "bdo", "data"]) {
  want(tag, read(`<p>one <${tag}>two</${tag}> three</p>`), "onetwothree");
}
console.log("The words round such elements are joined.");
JS
node look.cjs
