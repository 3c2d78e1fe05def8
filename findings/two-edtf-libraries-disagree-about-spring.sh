#!/usr/bin/env bash
# One would guess that the months of a season do not depend on the library.
# EDTF has codes for "spring, hemisphere not said" (21) and "spring, south"
# (29).
#
# The Python library says that spring 2020 is March to May, and gives winter
# (24) December alone, one month. The JavaScript library takes seasons for
# quarters: spring is January to March, winter October to December. With the
# southern code 29 they disagree again: September to November, or October to
# December. Both accept 29 February 2021; JavaScript turns it into 1 March.
#
# Journals and magazines are dated by season. A site that sorts or searches
# them in the browser with one library and builds with the other puts the
# same issue in different months.
#
# Seen with edtf 5.0.2 (PyPI) and edtf 4.11.1 (npm), on 2026-11-28.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -qq --disable-pip-version-check \
  edtf==5.0.2
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts \
  edtf@4.11.1

cat >dates.txt <<'TXT'
2020-05
2020-21
2020-24
2020-29
2021-02-29
TXT
cat >look.py <<'PY'
import time

from edtf import parse_edtf

for line in open("dates.txt", encoding="utf-8"):
    date = parse_edtf(line.strip())
    print(line.strip(), *(time.strftime("%Y-%m-%d", d) for d in (date.lower_strict(), date.upper_strict())))
PY
cat >look.mjs <<'JS'
import fs from "fs";
import edtf from "edtf";

for (const line of fs.readFileSync("dates.txt", "utf8").trim().split("\n")) {
  const date = edtf(line);
  const day = (value) => new Date(value).toISOString().slice(0, 10);
  console.log(line, day(date.min), day(date.max));
}
JS
cat >python.want <<'TXT'
2020-05 2020-05-01 2020-05-31
2020-21 2020-03-01 2020-05-31
2020-24 2020-12-01 2020-12-31
2020-29 2020-09-01 2020-11-30
2021-02-29 2021-02-29 2021-02-29
TXT
cat >javascript.want <<'TXT'
2020-05 2020-05-01 2020-05-31
2020-21 2020-01-01 2020-03-31
2020-24 2020-10-01 2020-12-31
2020-29 2020-10-01 2020-12-31
2021-02-29 2021-03-01 2021-03-01
TXT
env/bin/python look.py >python.seen
node look.mjs >javascript.seen
for language in python javascript; do
  echo "$language:"
  cat $language.seen
  diff $language.want $language.seen || { echo "CHANGED: $language reads other days" >&2; exit 1; }
done
# The first line, a month, is the control: both agree on it and on nothing else.
[ "$(comm -12 <(sort python.seen) <(sort javascript.seen))" = "2020-05 2020-05-01 2020-05-31" ]
echo "They agree on the month only."
