#!/usr/bin/env bash
# One would guess that a name in a RIS file is read as the format says:
# surname, first names, suffix, parted by commas ("Doe, Jane, Jr.").
#
# pandoc reads it as BibTeX would, where the suffix stands in the middle:
# the given name becomes "Jr." and the suffix "Jane". citation-js reads it
# as the format says. APA prints "Doe, J., Jane" for the first.
#
# EndNote, Zotero and library catalogues write suffixes so; a list that
# pandoc makes of their exports has people with wrong initials.
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

printf '%s\n' "TY  - BOOK" "AU  - Doe, Jane, Jr." "AU  - Roe, Richard" "TI  - Lakes" "PY  - 2001" "ER  - " >works.ris
cat >look.py <<'PY'
import json
import sys


def want(what, seen, expected):
    print(f"{what}: {seen!r}")
    if seen != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


pandoc, other = (json.load(open(name, encoding="utf-8")) for name in ("pandoc.json", "other.json"))

def read(works, number):
    name = works[0]["author"][number]
    return name["family"], name["given"], name.get("suffix", "")


# Control.
want("pandoc, without suffix", read(pandoc, 1), ("Roe", "Richard", ""))
want("citation-js", read(other, 0), ("Doe", "Jane", "Jr."))
# The surprise.
want("pandoc", read(pandoc, 0), ("Doe", "Jr.", "Jane"))
PY
"$pandoc" -f ris -t csljson works.ris >pandoc.json
node convert.cjs >other.json
env/bin/python look.py
