#!/usr/bin/env bash
# One would guess that a type which a library can write to RIS is the type
# that it reads back.
#
# citation-js writes a talk and a song as SOUND, and reads SOUND as a film.
# It writes a film as MPCT, and reads MPCT as a broadcast. So a talk that
# goes through RIS twice is a broadcast. A preprint comes back as a journal
# article. Books, chapters, theses and blog posts keep their types.
#
# The type decides what APA prints in brackets and which fields it looks
# for. A list that is offered as RIS and taken up again loses the speaker's
# conference or the film's director without a word.
#
# Seen with @citation-js/core and @citation-js/plugin-ris 0.8.2, on
# 2026-11-28.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts \
  @citation-js/core@0.8.2 \
  @citation-js/plugin-ris@0.8.2

cat >look.cjs <<'JS'
const { Cite } = require("@citation-js/core");
require("@citation-js/plugin-ris");

function want(what, seen, expected) {
  console.log(what + ": " + JSON.stringify(seen));
  if (JSON.stringify(seen) !== JSON.stringify(expected)) {
    console.error("CHANGED: " + what + ": expected " + JSON.stringify(expected));
    process.exit(1);
  }
}

const trip = (type) => {
  const ris = new Cite([{ id: "a", type, title: "Rivers" }]).format("ris");
  return [ris.split("\n")[0].slice(6), new Cite(ris).data[0].type];
};
// Controls.
want("book", trip("book"), ["BOOK", "book"]);
want("chapter", trip("chapter"), ["CHAP", "chapter"]);
want("thesis", trip("thesis"), ["THES", "thesis"]);
want("post-weblog", trip("post-weblog"), ["BLOG", "post-weblog"]);
// The surprise.
want("speech", trip("speech"), ["SOUND", "motion_picture"]);
want("song", trip("song"), ["SOUND", "motion_picture"]);
want("motion_picture", trip("motion_picture"), ["MPCT", "broadcast"]);
want("article", trip("article"), ["JOUR", "article-journal"]);
console.log("A talk comes back as a film, a film as a broadcast.");
JS
node look.cjs
