#!/usr/bin/env bash
# One would guess that a post on Bluesky links what looks like an address:
# something with a scheme, or at least a well-known domain.
#
# The official library links any bare word with a dot whose ending is a
# top-level domain. So "pelicanconf.py" leads to Paraguay, "README.md" to
# Moldova, "main.rs" to Serbia, and a missing space turns "et al." written
# as "et.al" into an address in Albania. "refs.bib" and "notes.txt" stay
# words.
#
# A technical or scholarly post that is sent through this detection gets
# live links to domains that strangers own. Whoever cross-posts should set
# the links from the article's own markup.
#
# Seen with @atproto/api 0.19.19 (0.21.0 does the same), on 2026-11-28.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts \
  @atproto/api@0.19.19

cat >look.mjs <<'JS'
import { RichText } from "@atproto/api";

function want(what, seen, expected) {
  console.log(what + ": " + JSON.stringify(seen));
  if (JSON.stringify(seen) !== JSON.stringify(expected)) {
    console.error("CHANGED: " + what + ": expected " + JSON.stringify(expected));
    process.exit(1);
  }
}

const links = (text) => {
  const post = new RichText({ text });
  post.detectFacetsWithoutResolution();
  return [...post.segments()].filter((s) => s.link).map((s) => s.link.uri);
};

// Controls: one real address, and file names whose endings are no domains.
want("address", links("See https://example.org/a for more"), ["https://example.org/a"]);
want("other files", links("Edit refs.bib and notes.txt first"), []);
// The surprise.
want("file names", links("Edit pelicanconf.py, README.md and main.rs first"), [
  "https://pelicanconf.py",
  "https://README.md",
  "https://main.rs",
]);
want("a citation", links("as Doe et.al have shown"), ["https://et.al"]);
console.log("File names and a slip in a citation become links.");
JS
node look.mjs
