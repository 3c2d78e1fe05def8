"""Items of CSL-JSON, as reference managers put them into documents, become entries that read the same."""

# ruff: noqa: E501 - a reference stands on one line

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apa7.add.entry import as_entry
from apa7.add.items import TYPES, read_item, write_item
from apa7.bibliography.library import Library, parse, read_library
from apa7.document import Document
from apa7.errors import CitationsError
from apa7.export import to_csl
from apa7.model import Citation, Cite

HERE = Path(__file__).parent

# What their programs write, and the reference by APA 7.
ITEMS = {
    "journal article of Zotero": (
        {
            "type": "article-journal",
            "id": 12,
            "title": "Weaving <i>whānau</i> into practice: A study of 10% &amp; more",
            "container-title": "Journal of Invented Practice",
            "volume": "12",
            "issue": "3",
            "page": "100-109",
            "DOI": "https://doi.org/10.5555/jip.2019.12",
            "URL": "https://journal.example/12",
            "author": [
                {"family": "Tāne", "given": "Mere R."},
                {"family": "Berg", "given": "Piet", "non-dropping-particle": "van der"},
            ],
            "issued": {"date-parts": [["2019", 3, 7]]},
            "citation-key": "taneWeaving2019",
            "note": "Citation Key: x\nPMID: 123",
            "abstract": "Not of the reference.",
        },
        "Tāne, M. R., & van der Berg, P. (2019). Weaving *whānau* into practice: A study of 10% & more. *Journal of Invented Practice*, *12*(3), 100–109. https://doi.org/10.5555/jip.2019.12",
    ),
    "a page whose group Mendeley takes for a person": (
        {
            "type": "webpage",
            "title": "Alcohol and health",
            "URL": "https://who.example/alcohol",
            "accessed": {"date-parts": [["2020", "5", "1"]]},
            "author": [
                {
                    "dropping-particle": "",
                    "family": "World Health Organization",
                    "given": "",
                    "suffix": "",
                    "parse-names": False,
                }
            ],
            "issued": {"date-parts": [["2018"]]},
        },
        "World Health Organization. (2018). *Alcohol and health*. https://who.example/alcohol",
    ),
    "book": (
        {
            "type": "book",
            "title": "The digital practitioner",
            "edition": "2",
            "publisher": "Taylor and Francis",
            "publisher-place": "London",
            "author": [{"family": "King", "given": "Martin", "suffix": "Jr."}],
            "issued": {"date-parts": [[2011]]},
            "ISBN": "978-0-00-000000-2",
        },
        "King, M., Jr. (2011). *The digital practitioner* (2nd ed.). Taylor and Francis.",
    ),
    "edited book": (
        {
            "type": "book",
            "title": "Handbook of practice",
            "publisher": "Kea Press",
            "editor": [{"family": "Tui", "given": "Rae"}, {"family": "Moa", "given": "Ben"}],
            "issued": {"date-parts": [[2016]]},
        },
        "Tui, R., & Moa, B. (Eds.). (2016). *Handbook of practice*. Kea Press.",
    ),
    "chapter": (
        {
            "type": "chapter",
            "title": "A chapter on scope",
            "container-title": "Handbook of practice",
            "publisher": "Kea Press",
            "page": "3-22",
            "volume": "2",
            "author": [{"family": "Huia", "given": "Ana"}],
            "editor": [{"family": "Tui", "given": "Rae"}],
            "issued": {"date-parts": [[2016]]},
        },
        "Huia, A. (2016). A chapter on scope. In R. Tui (Ed.), *Handbook of practice* (Vol. 2, pp. 3–22). Kea Press.",
    ),
    "report": (
        {
            "type": "report",
            "title": "What people said",
            "genre": "Research Report",
            "number": "7",
            "publisher": "Ministry of Health",
            "author": [{"literal": "Ministry of Health"}],
            "issued": {"date-parts": [[2010, 3]]},
        },
        "Ministry of Health. (2010, March). *What people said* (Research Report No. 7).",
    ),
    "thesis": (
        {
            "type": "thesis",
            "title": "Networks of care",
            "genre": "Doctoral dissertation",
            "publisher": "University of Otago",
            "author": [{"family": "Student", "given": "B. C."}],
            "issued": {"date-parts": [[2012]]},
            "URL": "https://hdl.example/1234",
        },
        "Student, B. C. (2012). *Networks of care* [Doctoral dissertation, University of Otago]. https://hdl.example/1234",
    ),
    "newspaper article": (
        {
            "type": "article-newspaper",
            "title": "Who owns the hashtag?",
            "container-title": "The Invented Post",
            "author": [{"family": "Rimu", "given": "Aroha"}],
            "issued": {"date-parts": [[2012, 7, 23]]},
            "page": "A1",
        },
        "Rimu, A. (2012, July 23). Who owns the hashtag? *The Invented Post*, A1.",
    ),
    "blog post": (
        {
            "type": "post-weblog",
            "title": "Why I tweet",
            "container-title": "The Rata Blog",
            "author": [{"family": "Rata", "given": "Pita"}],
            "issued": {"date-parts": [[2013, 12, 3]]},
            "URL": "https://blog.example/why",
        },
        "Rata, P. (2013, December 3). Why I tweet. *The Rata Blog*. https://blog.example/why",
    ),
    "preprint": (
        {
            "type": "article",
            "title": "Counting tweets",
            "publisher": "PsyArXiv",
            "author": [{"family": "Kea", "given": "Moana"}],
            "issued": {"date-parts": [[2021, 6, 1]]},
            "DOI": "10.31234/osf.io/abcde",
        },
        "Kea, M. (2021). *Counting tweets*. PsyArXiv. https://doi.org/10.31234/osf.io/abcde",
    ),
    "film": (
        {
            "type": "motion_picture",
            "title": "The long meeting",
            "publisher": "Invented Films",
            "director": [{"family": "Huia", "given": "Ana"}],
            "issued": {"date-parts": [[2014]]},
        },
        "Huia, A. (Director). (2014). *The long meeting* [Film]. Invented Films.",
    ),
    "talk": (
        {
            "type": "speech",
            "title": "Tweeting from the back row",
            "genre": "Conference session",
            "event-title": "Invented Conference",
            "event-place": "Wellington, New Zealand",
            "author": [{"family": "Kea", "given": "Moana"}],
            "issued": {"date-parts": [[2013, 11, 11], [2013, 11, 13]]},
        },
        "Kea, M. (2013, November 11–13). *Tweeting from the back row* [Conference session]. Invented Conference, Wellington, New Zealand.",
    ),
    "statute of Zotero": (
        {
            "type": "legislation",
            "title": "Americans With Disabilities Act of 1990",
            "container-title": "Stat.",
            "volume": "104",
            "number": "101-336",
            "page": "327",
            "issued": {"date-parts": [[1990]]},
        },
        "Americans With Disabilities Act of 1990, Pub. L. No. 101-336, 104 Stat. 327 (1990).",
    ),
    "case of Zotero": (
        {
            "type": "legal_case",
            "title": "Durflinger v. Artiles",
            "container-title": "F.2d",
            "volume": "727",
            "page": "888",
            "authority": "10th Circuit",
            "issued": {"date-parts": [[1984]]},
        },
        "Durflinger v. Artiles, 727 F.2d 888 (10th Cir. 1984).",
    ),
    "a work that waits": (
        {
            "type": "article-journal",
            "title": "Birds",
            "container-title": "Kea",
            "status": "in press",
            "author": [{"family": "Doe", "given": "Jane"}],
        },
        "Doe, J. (in press). Birds. *Kea*.",
    ),
    "a work before the common era": (
        {
            "type": "classic",
            "title": "Poetics",
            "author": [{"literal": "Aristotle"}],
            "issued": {"date-parts": [[-350]]},
            "publisher": "Kea Press",
        },
        "Aristotle. (350 B.C.E.). *Poetics*. Kea Press.",
    ),
    "a type that nobody knows": (
        {"type": "hologram", "title": "Bright", "author": [{"family": "Doe", "given": "Jane"}]},
        "Doe, J. (n.d.). *Bright*.",
    ),
}


def reference(text, key):
    entries, problems = parse(text, "x.bib")
    assert not problems
    return referred(Library(entries, problems, ["x.bib"]), key)


def referred(library, key):
    document = Document([Citation((Cite(key),))], library)
    pieces = [piece for item in document.references() for piece in item.text]
    found = "".join(f"*{piece.text}*" if piece.italic else piece.text for piece in pieces)
    return found.replace("\xa0", " ")


@pytest.mark.parametrize("name", ITEMS)
def test_an_item_becomes_the_reference_that_apa_has(name):
    item, expected = ITEMS[name]
    text = write_item(read_item(item), "k")
    as_entry(text, "k")
    assert reference(text, "k") == expected


# What CSL-JSON has no variable for: names of accounts, constitutions; and what is not written into it.
LOST = {"post2013", "bill", "constitution", "case", "caseOfCircuit"}
# Titles in capitals, which braces kept.
RAISED = {"encyclopediaArticle", "dictionaryEntry"}


@pytest.mark.parametrize("file", ["examples.bib", "item_types/better-biblatex.bib"])
def test_what_we_write_as_csl_comes_back_as_the_same_reference(file):
    library = read_library([HERE / file])
    compared = 0
    for key in set(library) - LOST:
        text = write_item(read_item(to_csl(library.get(key))), key)
        before, after = referred(library, key), reference(text, key)
        if key in RAISED:
            before, after = before.lower(), after.lower()
        assert after == before, key
        compared += 1
    assert compared > 30


# Laws and what is printed in them have no authors, and letters no reference.
UNSIGNED = {"bill", "hearing", "legal_case", "legislation", "regulation", "treaty", "personal_communication"}


def test_every_type_of_csl_gives_an_entry_that_reads():
    for kind in TYPES:
        item = {"type": kind, "title": "A title of it", "author": [{"family": "Doe", "given": "J."}]}
        text = write_item(read_item(item), "k")
        assert as_entry(text, "k").type
        assert kind in UNSIGNED or "Doe" in reference(text, "k"), kind


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@given(
    st.dictionaries(
        st.sampled_from(
            ["title", "author", "issued", "page", "URL", "DOI", "genre", "note", "container-title"]
        ),
        _VALUES,
    ),
    st.text(max_size=30),
)
def test_an_item_of_any_kind_is_one_entry_or_is_refused(item, title):
    try:
        entry = read_item({"type": "book", "title": title, **item})
    except CitationsError:
        return
    text = write_item(entry, "k")
    entries, problems = parse(text)
    assert [entry.key for entry in entries] == ["k"]
    assert not [problem for problem in problems if not problem.warning]


@pytest.mark.parametrize(
    "title", ["a } b", "a \\ b", "{{{", "100% of $5 & #1_x ~ ^", "<i>never closed", "a</i>b"]
)
def test_what_latex_would_read_is_plain(title):
    text = write_item(read_item({"type": "book", "title": title}), "k")
    as_entry(text, "k")
    plain = re.sub(r"</?i>", "", title).replace("\\", "/").translate({123: "(", 125: ")"})
    assert plain.lower() in reference(text, "k").lower()


def test_an_item_that_says_nothing_is_refused():
    with pytest.raises(CitationsError, match="neither a title nor an author"):
        read_item({"type": "book", "publisher": "Kea Press"})
