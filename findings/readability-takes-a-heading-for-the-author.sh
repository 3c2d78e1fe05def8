#!/usr/bin/env bash
# One would guess that a reader view finds who wrote a page in what says so,
# and that headings stay where they are.
#
# Mozilla's Readability takes the first element whose id or class holds the
# letters "author" for the line with the author's name, if its text is
# short, and removes it. A blog that makes ids of its headings' words, as
# most do, has such an id for a heading about authority or authorship: the
# heading is gone, and it is the byline.
#
# Readers lose where a section begins, and reference managers that use
# Readability file the page under "Questions of authority".
#
# Seen with @mozilla/readability 0.6.0 with linkedom 0.18.12, on 2026-11-28.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts \
  @mozilla/readability@0.6.0 \
  linkedom@0.18.12

cat >read.cjs <<'JS'
const { parseHTML } = require("linkedom");
const { Readability } = require("@mozilla/readability");
const text = "<p>A paragraph about rivers, archives, and those who keep both, of some length, with commas.</p>".repeat(4);
for (const [id, byline, kept] of [
  ["questions-of-power", null, true],
  ["questions-of-authority", "Questions of authority", false],
]) {
  const { document } = parseHTML(`<!DOCTYPE html><html lang="en"><head><title>Rivers</title></head><body><article>
    <h1>Rivers</h1>${text}<h2 id="${id}">Questions of authority</h2>${text}</article></body></html>`);
  const read = new Readability(document).parse();
  const seen = read.textContent.includes("Questions of authority");
  console.log(`id "${id}": heading ${seen ? "kept" : "lost"}, byline ${JSON.stringify(read.byline)}`);
  if ((read.byline || null) !== byline || seen !== kept) {
    console.error("CHANGED");
    process.exit(1);
  }
}
JS
node read.cjs
echo "A heading about authority is the author."
