#!/usr/bin/env bash
# One would guess that an author in a RIS file without any comma is a group,
# since a person has one after the surname.
#
# pandoc takes the last word for a surname, as BibTeX would: "World Health
# Organization" becomes a person called Organization, first names World
# Health. RIS has no braces that could keep the words together. citation-js
# reads a literal name.
#
# APA then prints "Organization, W. H." and sorts the work under O. Reports
# of ministries and charities, which social work cites most, all fall so.
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

printf '%s\n' "TY  - RPRT" "AU  - World Health Organization" "TI  - Lakes" "PY  - 2001" "ER  - " >works.ris
cat >look.py <<'PY'
import json
import sys


def want(what, seen, expected):
    print(f"{what}: {seen!r}")
    if seen != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


pandoc, other = (json.load(open(name, encoding="utf-8")) for name in ("pandoc.json", "other.json"))

# Control.
want("citation-js", other[0]["author"], [{"literal": "World Health Organization"}])
# The surprise.
want("pandoc", pandoc[0]["author"], [{"family": "Organization", "given": "World Health"}])
PY
"$pandoc" -f ris -t csljson works.ris >pandoc.json
node convert.cjs >other.json
env/bin/python look.py
