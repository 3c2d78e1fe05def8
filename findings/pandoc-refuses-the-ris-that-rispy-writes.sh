#!/usr/bin/env bash
# One would guess that RIS written by the best-known Python library can be
# read by pandoc. The format has two letters, two spaces, a hyphen and a
# value on each line, and little else.
#
# rispy puts a number on a line of its own before each reference: "1.",
# "2.". pandoc stops at the first character of it, with an error and no
# output. citation-js skips such lines. Without the numbers pandoc reads the
# same file whole.
#
# Whoever offers a .ris download made with rispy gives pandoc users nothing;
# a reader must skip the numbers, and a writer must turn them off by a
# subclass.
#
# Seen with rispy 0.10.0, pandoc 3.9 (pypandoc-binary 1.17),
# @citation-js/plugin-ris 0.8.2, on 2026-11-28.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -qq --disable-pip-version-check \
  rispy==0.10.0 pypandoc-binary==1.17
pandoc=$(env/bin/python -c "import pypandoc; print(pypandoc.get_pandoc_path())")
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts \
  @citation-js/core@0.8.2 \
  @citation-js/plugin-ris@0.8.2

cat >write.py <<'PY'
import rispy

works = [
    {"type_of_reference": "JOUR", "title": "On rivers", "authors": ["Doe, Jane"], "year": "2020"},
    {"type_of_reference": "BOOK", "title": "On lakes", "authors": ["Roe, Richard"], "year": "2021"},
]
with open("works.ris", "w", encoding="utf-8") as target:
    rispy.dump(works, target)
PY
env/bin/python write.py
cat works.ris
[ "$(head -n 1 works.ris)" = "1." ] || { echo "CHANGED: rispy writes no number" >&2; exit 1; }

# Control: without the numbers pandoc reads both.
grep -vE '^[0-9]+\.$' works.ris >bare.ris
read=$("$pandoc" -f ris -t csljson bare.ris | grep -c '"title"')
echo "pandoc, numbers removed: $read works"
[ "$read" = 2 ] || { echo "CHANGED: pandoc does not read the bare file" >&2; exit 1; }

# Control: another reader skips them.
cat >look.cjs <<'JS'
const { Cite } = require("@citation-js/core");
require("@citation-js/plugin-ris");
console.log(new Cite(require("fs").readFileSync("works.ris", "utf8")).data.length);
JS
other=$(node look.cjs)
echo "citation-js, numbers left: $other works"
[ "$other" = 2 ] || { echo "CHANGED: citation-js does not read the file" >&2; exit 1; }

# The surprise.
if "$pandoc" -f ris -t csljson works.ris >out.json 2>error.txt; then
  echo "CHANGED: pandoc reads rispy's file" >&2
  exit 1
fi
cat error.txt
grep -qF "unexpected '.'" error.txt || { echo "CHANGED: another error" >&2; exit 1; }
echo "pandoc refuses the file at its first line."
