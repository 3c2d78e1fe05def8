#!/usr/bin/env bash
# One would guess that blocks inside a block quotation stay apart in Ghost,
# by a line break at least: two paragraphs of one do.
#
# A list in a quotation, and the line that says where it is from (footer),
# are glued to the word before: "Three things:" and a list become "Three
# things:PausePost", "… and posted." and its footer "… and posted.Robb
# (2011)". A definition list outside of any quotation becomes one paragraph,
# "LocatorA page", term and meaning in one word.
#
# A long quotation with its source, as scholars write it, thus reads as a
# misprint on a Ghost site. Sources must be paragraphs, and lists stand
# outside of the quotation, before one sends it.
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
  const read = (node) => {
    if (node.type === "linebreak") return "|";
    return node.text !== undefined ? node.text : (node.children || []).map(read).join("");
  };
  const seen = htmlToLexical(html).root.children.map(read);
  console.log(what + ": " + JSON.stringify(seen));
  if (JSON.stringify(seen) !== JSON.stringify(expected)) {
    console.error("CHANGED: " + what + ": expected " + JSON.stringify(expected));
    process.exit(1);
  }
}

// Controls.
want("a list", "<p>Three things:</p><ul><li>Pause</li></ul>", ["Three things:", "Pause"]);
want(
  "paragraphs in a quotation",
  "<blockquote><p>Pause.</p><p>Post.</p></blockquote>",
  ["Pause.||Post."],
);
// The surprise.
want(
  "a list in a quotation",
  "<blockquote><p>Three things:</p><ul><li>Pause</li><li>Post</li></ul></blockquote>",
  ["Three things:PausePost"],
);
want(
  "a source in a quotation",
  "<blockquote><p>They paused and posted.</p><footer>Robb (2011)</footer></blockquote>",
  ["They paused and posted.Robb (2011)"],
);
want(
  "definitions",
  "<dl><dt>Locator</dt><dd>A page</dd></dl>",
  ["LocatorA page"],
);
console.log("Blocks are glued to each other.");
JS
node look.cjs
