#!/usr/bin/env bash
# One would guess that Typst prints the number of an article that has no
# pages, since APA asks for it (§ 9.27: "Article e04901") and biblatex has a
# field for it, eid. Of pages it knows all about.
#
# With eid the number is nowhere in the reference; neither is it where
# BibTeX exporters write it instead, in articleno.
#
# Journals that are only online number articles, and exporters write eid for
# them. The reader of the list cannot find the article in its volume, and
# the same file gives the number in biblatex and in pandoc.
#
# Seen with typst 0.15.2 (PyPI), style "apa", on 2026-11-29.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -qq --disable-pip-version-check typst==0.15.2 pypdf==6.1.1

cat >look.py <<'PY'
import io
import sys
from pathlib import Path

import typst
from pypdf import PdfReader


def cite(field: str) -> str:
    Path("works.bib").write_text(
        "@article{one, author = {Orr, Di}, title = {Lakes}, journaltitle = {Rivers Online},\n"
        f"  volume = {{12}}, number = {{3}}, date = {{2020}}, {field}}}\n"
    )
    Path("one.typ").write_text('@one\n#bibliography("works.bib", style: "apa")\n')
    pdf = PdfReader(io.BytesIO(typst.compile("one.typ")))
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    return text.partition("Bibliography ")[2]


def want(field: str, expected: str) -> None:
    seen = cite(field)
    print(f"{field}: {seen}")
    if seen != expected:
        sys.exit(f"CHANGED: {field}: expected {expected!r}")


START = "Orr, D. (2020). Lakes. Rivers Online, 12(3)"
# Control: pages.
want("pages = {3--9}", f"{START}, 3–9.")
# The surprise.
want("eid = {e04901}", f"{START}.")
want("articleno = {e04901}", f"{START}.")
print("The number of the article is not in the reference.")
PY
env/bin/python look.py
