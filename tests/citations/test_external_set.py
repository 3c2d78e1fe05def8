"""A set of APA 7 examples kept elsewhere: set PARTWORK_APA_SET to a folder with it.

`references.jsonl` holds one entry a line (`key`, `raw`, `related`, `expected`), `citations.jsonl` one
citation a line (`id`, `markdown`, `context`, `document`, `expected`), `citations.bib` their works.
"""

import html
import json
import os
import re
import unicodedata
from collections import defaultdict
from pathlib import Path

import pytest

FOLDER = os.environ.get("PARTWORK_APA_SET")
pytestmark = pytest.mark.skipif(not FOLDER, reason="PARTWORK_APA_SET names no folder with the examples")

EXACT_REFERENCES = 171
EXACT_CITATIONS = 228


def rows(name):
    return [json.loads(line) for line in (Path(FOLDER) / name).read_text(encoding="utf-8").splitlines()]


def normal(text):
    """Fold what doesn't count: links, the shape of quotation marks, spaces, how italics are written."""
    text = re.sub(r"<(/?)(?:em|i)(?:\s[^>]*)?>", r"<\1i>", text)
    text = html.unescape(re.sub(r"<(?!/?i>)[^>]*>", "", text))
    text = unicodedata.normalize("NFC", text).translate(
        {0x2019: "'", 0x2018: "'", 0x201C: '"', 0x201D: '"', 0xA0: " ", 0x202F: " "}
    )
    text = text.replace("…", "...")
    return re.sub(r"\s+", " ", re.sub(r"</i>(\s*)<i>", r"\1", text)).strip()


def test_references():
    from pybtex.database import parse_string
    from pybtex.plugin import find_plugin

    backend = find_plugin("pybtex.backends", "html")()
    style = find_plugin("pybtex.style.formatting", "apa7")
    exact = 0
    for row in rows("references.jsonl"):
        bibliography = parse_string("\n".join([row["raw"], *row.get("related", [])]), "bibtex")
        (entry,) = style().format_bibliography(bibliography, [row["key"]])
        exact += normal(entry.text.render(backend)) == normal(row["expected"])
    assert exact >= EXACT_REFERENCES


def test_citations():
    import markdown

    documents = defaultdict(list)
    for row in rows("citations.jsonl"):
        documents[tuple(row["context"]), row.get("document")].append(row)
    exact = 0
    for (context, _), cited in documents.items():
        parts = [f'<div id="c{row["id"]}" markdown="1">\n\n{row["markdown"]}\n\n</div>' for row in cited]
        listed = "; ".join(f"@{{{key}}}" for key in context)
        page = markdown.markdown(
            "\n\n".join([*parts, f"[{listed}]"]),
            extensions=["md_in_html", "citations"],
            extension_configs={"citations": {"bibliography": [str(Path(FOLDER) / "citations.bib")]}},
        )
        for row in cited:
            got = re.search(rf'<div id="c{row["id"]}">(.*?)</div>', page, re.DOTALL)
            exact += normal(got[1]) == normal(row["expected"])
    assert exact >= EXACT_CITATIONS
