#!/usr/bin/env bash
# One would guess that a reader of BibLaTeX knows the keys that "type" may
# hold, phdthesis and mathesis, and prints a thesis in APA's form:
# "[Doctoral dissertation, Massey University]".
#
# Typst's own reader prints the key itself, with a capital, and leaves the
# university out: "On care [Phdthesis]." A techreport becomes "Techreport
# No. 12". BibTeX's way of saying the same, @phdthesis without a type, gives
# the right words, and no university either.
#
# Zotero and JabRef write these keys, so a thesis read from their exports
# carries a word that no reader knows and lacks the place it was written at.
#
# Seen with typst 0.15.2 (PyPI), style "apa", on 2026-11-29.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -qq --disable-pip-version-check typst==0.15.2 pypdf==6.1.1

cat >works.bib <<'BIB'
@thesis{biblatex,
  author = {Kim, So}, title = {On care}, type = {phdthesis},
  institution = {Massey University}, date = {2015}
}
@phdthesis{bibtex,
  author = {Lim, An}, title = {On rest}, school = {Massey University}, year = 2016
}
@report{report,
  author = {Orr, Di}, title = {Counts}, type = {techreport}, number = {12},
  institution = {Lake Survey}, date = {2018}
}
BIB

cat >look.py <<'PY'
import io
import sys
from pathlib import Path

import typst
from pypdf import PdfReader


def cite(key: str) -> str:
    Path("one.typ").write_text(f'@{key}\n#bibliography("works.bib", style: "apa")\n')
    pdf = PdfReader(io.BytesIO(typst.compile("one.typ")))
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def want(what: str, seen: str, words: str, lacks: str) -> None:
    print(f"{what}: {seen}")
    if words not in seen or lacks in seen:
        sys.exit(f"CHANGED: {what}: expected {words!r}, and no {lacks!r}")


want("@thesis with type = {phdthesis}", cite("biblatex"), "On care [Phdthesis].", "Massey")
want("@phdthesis", cite("bibtex"), "On rest [Doctoral dissertation].", "Massey")
want("@report with type = {techreport}", cite("report"), "Techreport No. 12", "Lake Survey")
print("The keys are printed as words, and the institutions are gone.")
PY
env/bin/python look.py
