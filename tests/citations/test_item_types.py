"""Every type of item in Zotero, as its exporters and Better BibTeX's write it in both dialects.

`item_types/EXPORTER.bib` has the same items under the same keys, with the fields that the exporter gives
each type. The golden page is to be read line by line; what is asserted here holds for all of it.
"""

import html
import re
from pathlib import Path

import pytest

from apa7.bibliography.library import read_library
from apa7.document import Document
from apa7.model import Citation, Cite
from apa7.page.html import make_reference

FOLDER = Path(__file__).parent / "item_types"
EXPORTERS = {
    "Zotero, BibTeX": "zotero-bibtex",
    "Zotero, BibLaTeX": "zotero-biblatex",
    "Better BibTeX": "better-bibtex",
    "Better BibLaTeX": "better-biblatex",
}
LIBRARIES = {name: read_library([FOLDER / f"{stem}.bib"]) for name, stem in EXPORTERS.items()}
ITEMS = list(LIBRARIES["Better BibLaTeX"])


def reference(exporter, key):
    document = Document([Citation((Cite(key),))], LIBRARIES[exporter])
    return "".join(re.sub("</?a[^>]*>", "", make_reference(item).html) for item in document.references())


def test_all_exporters_have_all_items():
    assert all(list(library) == ITEMS and not library.problems for library in LIBRARIES.values())
    assert len(ITEMS) > 40


def test_the_page_of_all_item_types(golden):
    page = []
    for key in ITEMS:
        page.append(f"<h2>{key}</h2>\n<dl>")
        for exporter in EXPORTERS:
            listed = reference(exporter, key) or "(in the text only)"
            page.append(f"<dt>{exporter}</dt><dd>{listed}</dd>")
        page.append("</dl>\n")
    golden("citations/item-types.html", "\n".join(page))


@pytest.mark.parametrize("exporter", EXPORTERS)
def test_what_is_the_owner_s_is_not_printed(exporter):
    printed = html.unescape(" ".join(reference(exporter, key) for key in ITEMS))
    for own in ("PMID", "IMDb", "OCLC", "Citation Key", "tex.", "original-date", "Place:", "Page Version"):
        assert own not in printed
    for own in ("collaborator", "redactor", "patentus", "patentde", "phdthesis", "News", "[cs]"):
        assert own not in printed
