#!/usr/bin/env bash
# One would guess that a year in a RIS file in the form that the format gave
# it first, four fields parted by slashes of which only the year must be
# there ("2003///"), is read as that year.
#
# pandoc parts it at the slashes and makes four dates of it: 2003 and three
# times the year 0, which is no CSL date at all (one or two are allowed), and
# the citekey that it makes has the slashes in it ("Doe_2003///").
# citation-js reads 2003.
#
# Older catalogues and databases write years so. The work is cited with a
# range of years, or as one from before our era.
#
# Seen with pandoc 3.9 (pypandoc-binary 1.17), @citation-js/plugin-ris
# 0.7.18, on 2026-11-28.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -qq --disable-pip-version-check \
  pypandoc-binary==1.17
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts \
  @citation-js/core@0.7.18 @citation-js/plugin-ris@0.7.18
pandoc=$(env/bin/python -c "import pypandoc; print(pypandoc.get_pandoc_path())")
cat >convert.cjs <<'JS'
const fs = require("fs")
const { Cite } = require("@citation-js/core")
require("@citation-js/plugin-ris")
console.log(JSON.stringify(new Cite(fs.readFileSync("works.ris", "utf8")).data))
JS

printf '%s\n' "TY  - BOOK" "AU  - Doe, Jane" "TI  - Lakes" "PY  - 2003///" "ER  - " \
  "TY  - BOOK" "AU  - Roe, Richard" "TI  - Seas" "PY  - 2004" "ER  - " >works.ris
cat >look.py <<'PY'
import json
import sys


def want(what, seen, expected):
    print(f"{what}: {seen!r}")
    if seen != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


pandoc, other = (json.load(open(name, encoding="utf-8")) for name in ("pandoc.json", "other.json"))

# Control.
want("pandoc, a bare year", pandoc[1]["issued"]["date-parts"], [[2004]])
want("citation-js", other[0]["issued"]["date-parts"], [[2003]])
# The surprise.
want("pandoc", pandoc[0]["issued"]["date-parts"], [[2003], [0], [0], [0]])
want("its citekey", pandoc[0]["id"], "Doe_2003///")
PY
"$pandoc" -f ris -t csljson works.ris >pandoc.json
node convert.cjs >other.json
env/bin/python look.py
