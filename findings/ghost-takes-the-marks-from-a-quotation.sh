#!/usr/bin/env bash
# One would guess that a converter that does not know the element q writes
# the quotation marks which every browser shows round it, or keeps the
# element. That is what q is for: the marks are not in the text.
#
# Ghost's converter to its editor's format keeps the words alone. "She said
# <q>we paused</q> and left" is published as "She said we paused and left":
# what was somebody else's is the author's own now. Quotation marks that are
# written as characters stay.
#
# Posts that are sent to Ghost as HTML must have their marks written out
# first. Nothing is reported, and no reader can see what is missing.
#
# Seen with @tryghost/kg-html-to-lexical 1.3.5, on
# 2026-11-29.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts \
  @tryghost/kg-html-to-lexical@1.3.5

cat >look.cjs <<'JS'
const { htmlToLexical } = require("@tryghost/kg-html-to-lexical");

function want(what, html, expected) {
  const read = (node) =>
    node.text !== undefined ? node.text : (node.children || []).map(read).join("");
  const root = htmlToLexical(html).root;
  const seen = [read(root), [...new Set(root.children[0].children.map((node) => node.type))].join()];
  console.log(what + ": " + JSON.stringify(seen));
  if (JSON.stringify(seen) !== JSON.stringify(expected)) {
    console.error("CHANGED: " + what + ": expected " + JSON.stringify(expected));
    process.exit(1);
  }
}

// Control: marks that are characters.
want("characters", "<p>She said “we paused” and left.</p>", ["She said “we paused” and left.", "extended-text"]);
// The surprise: neither marks nor an element.
want("q", "<p>She said <q>we paused</q> and left.</p>", ["She said we paused and left.", "extended-text"]);
want(
  "q in q",
  "<p>She said <q>he asked <q>why</q> twice</q>.</p>",
  ["She said he asked why twice.", "extended-text"],
);
console.log("What was quoted is no quotation any more.");
JS
node look.cjs
