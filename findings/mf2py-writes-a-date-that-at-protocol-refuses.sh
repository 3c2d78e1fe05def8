#!/usr/bin/env bash
# One would guess that a microformats parser hands on the date that stands
# in the page. It does so for a time in UTC.
#
# With an offset it rewrites it: 2026-11-28T10:00:00+13:00 comes out as
# +1300, without the colon. That is no RFC 3339 date. The AT Protocol's own
# library refuses it as a datetime, and feeds, whose dates follow RFC 3339,
# may not hold it either. The JavaScript parser of the same format keeps the
# colon.
#
# Whoever reads a post's dt-published with mf2py and writes it into a
# Bluesky record or a feed has an error, and only where the author does not
# live on UTC.
#
# Seen with mf2py 2.0.2, microformats-parser 2.0.6, @atproto/syntax 0.5.4
# (0.7.7 does the same), on 2026-11-28.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -qq --disable-pip-version-check \
  mf2py==2.0.2
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts \
  microformats-parser@2.0.6 \
  @atproto/syntax@0.5.4

cat >post.html <<'HTML'
<article class="h-entry">
  <h1 class="p-name">On rivers</h1>
  <time class="dt-published" datetime="2026-11-28T10:00:00+13:00">28 November</time>
  <time class="dt-updated" datetime="2026-11-28T10:00:00Z">later</time>
</article>
HTML
cat >look.py <<'PY'
import json

import mf2py

properties = mf2py.parse(doc=open("post.html", encoding="utf-8").read())["items"][0]["properties"]
print(json.dumps({name: properties[name][0] for name in ("published", "updated")}))
PY
env/bin/python look.py >dates.json
cat >look.mjs <<'JS'
import fs from "fs";
import { isValidDatetime } from "@atproto/syntax";
import { mf2 } from "microformats-parser";

function want(what, seen, expected) {
  console.log(what + ": " + JSON.stringify(seen));
  if (JSON.stringify(seen) !== JSON.stringify(expected)) {
    console.error("CHANGED: " + what + ": expected " + JSON.stringify(expected));
    process.exit(1);
  }
}

const seen = JSON.parse(fs.readFileSync("dates.json", "utf8"));
const other = mf2(fs.readFileSync("post.html", "utf8"), { baseUrl: "https://example.org/" });
// Controls.
want("mf2py, UTC", seen.updated, "2026-11-28T10:00:00Z");
want("AT Protocol takes it", isValidDatetime(seen.updated), true);
want(
  "microformats-parser, offset",
  other.items[0].properties.published[0],
  "2026-11-28T10:00:00+13:00",
);
want("AT Protocol takes it", isValidDatetime("2026-11-28T10:00:00+13:00"), true);
// The surprise.
want("mf2py, offset", seen.published, "2026-11-28T10:00:00+1300");
want("AT Protocol takes it", isValidDatetime(seen.published), false);
console.log("The colon is gone, and with it the date.");
JS
node look.mjs
