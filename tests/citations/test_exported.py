"""Exports read by other programs: each value where they look for it, and the same reference again."""

import json
import re
from pathlib import Path

import pytest
import rispy
from pybtex.database import parse_string
from pybtex.plugin import find_plugin
from servers.citeproc import cite

from apa7.bibliography.library import Library, parse, read_library
from apa7.document import Document
from apa7.export import to_bibtex, to_csl, to_ris
from apa7.model import Citation, Cite
from apa7.page.html import make_reference

from .conftest import EXAMPLES

OWN = Path(__file__).parents[2] / "content/references.bib"


def read(source):
    """Return the first work of a .bib text."""
    library = Library(*parse(source))
    return library.get(next(iter(library)))


def refer(library, key):
    """Return a work's reference as plain text."""
    return [make_reference(item).text for item in Document([Citation((Cite(key),))], library).references()]


A = "author = {Author, A.}, title = {A title}, date = {2019}"


@pytest.mark.parametrize(
    ("entry", "wanted", "absent"),
    [
        (
            f"@article{{a, {A}, journaltitle = {{The Paper}}, entrysubtype = {{newspaper}}}}",
            {"type": "article-newspaper"},
            {"genre"},
        ),
        (
            f"@online{{a, {A}, organization = {{A Blog}}, entrysubtype = {{blog}}, url = {{https://a.example}}}}",
            {"type": "post-weblog", "container-title": "A Blog"},
            {"genre", "publisher"},
        ),
        (
            f"@online{{a, {A}, titleaddon = {{Blog post}}, url = {{https://a.example}}}}",
            {"type": "webpage", "genre": "Blog post"},
            set(),
        ),
        (
            f"@book{{a, {A}, series = {{Studies}}, number = {{4}}, publisher = {{House}}}}",
            {"collection-title": "Studies", "collection-number": "4"},
            {"number"},
        ),
        (
            "@presentation{a, author = {Author, A.}, title = {A talk}, eventtitle = {E}, venue = {Nelson},"
            " titleaddon = {Conference session}, eventdate = {2019-05-02/2019-05-04}}",
            {
                "type": "speech",
                "issued": {"date-parts": [[2019, 5, 2], [2019, 5, 4]]},
                "event-place": "Nelson",
                "genre": "Conference session",
            },
            {"event-date"},
        ),
        (
            "@article{a, author = {Author, A.}, title = {A title}, journaltitle = {J}, pubstate = {inpress}}",
            {"status": "in press"},
            set(),
        ),
        (
            f"@mastersthesis{{a, {A}, school = {{University of Nelson}}, publisher = {{Repository}}}}",
            {"genre": "Master’s thesis", "publisher": "University of Nelson", "archive": "Repository"},
            set(),
        ),
        (f"@phdthesis{{a, {A}, school = {{University}}}}", {"genre": "Doctoral dissertation"}, set()),
        (
            "@legmaterial{a, title = {Housing Bill 2019}, number = {12-1}}",
            {"type": "bill", "title": "Housing Bill 2019"},
            set(),
        ),
        (
            "@jurisdiction{a, title = {A v B}, citation = {410 U.S. 113}, date = {1973}}",
            {"volume": "410", "container-title": "U.S.", "page": "113"},
            set(),
        ),
        (
            "@jurisdiction{a, title = {A v B}, citation = {[2019] NZHC 12}}",
            {"volume": "[2019]", "container-title": "NZHC", "page": "12"},
            set(),
        ),
        (
            "@book{a, author = {Plato}, title = {A title}, date = {-0349}}",
            {"issued": {"date-parts": [[-350]]}},
            set(),
        ),
        (
            f"@online{{a, {A}, eprint = {{2001.01234}}, eprinttype = {{arxiv}}}}",
            {
                "type": "article",
                "number": "2001.01234",
                "publisher": "arXiv",
                "URL": "https://arxiv.org/abs/2001.01234",
            },
            {"container-title"},
        ),
        (
            f"@inbook{{a, {A}, bookauthor = {{Whole, W.}}, booktitle = {{A book}}, booksubtitle = {{It}}}}",
            {"container-author": [{"family": "Whole", "given": "W."}], "container-title": "A book: It"},
            set(),
        ),
        (
            f"@article{{a, {A}, journaltitle = {{Journal}}, journalsubtitle = {{Of Things}}}}",
            {"container-title": "Journal: Of Things"},
            set(),
        ),
        (
            f"@incollection{{a, {A}, maintitle = {{All of it}}, volume = {{2}}, booktitle = {{Half}}}}",
            {"container-title": "All of it: Vol. 2. Half"},
            {"volume"},
        ),
        (
            "@video{a, author = {Writer, W. and Boss, B.}, author+an:role = {1=writer; 2=director},"
            " title = {The first}, maintitle = {Case Notes}, execproducer = {Chief, C.}, date = {2019},"
            " entrysubtype = {tvepisode}}",
            {
                "type": "broadcast",
                "genre": "TV series episode",
                "container-title": "Case Notes",
                "script-writer": [{"family": "Writer", "given": "W."}],
                "director": [{"family": "Boss", "given": "B."}],
                "executive-producer": [{"family": "Chief", "given": "C."}],
            },
            {"author"},
        ),
        (
            "@video{a, author = {Boss, B.}, author+an:role = {1=director}, title = {A film}, date = {2019},"
            " entrysubtype = {film}}",
            {"type": "motion_picture", "genre": "Film", "director": [{"family": "Boss", "given": "B."}]},
            {"author"},
        ),
        (
            "@mvcollection{a, editor = {Author, A.}, title = {A title}, volumes = {3}, date = {2019}}",
            {"number-of-volumes": "3", "type": "book"},
            set(),
        ),
        (f"@book{{a, {A}, langid = {{german}}}}", {"language": "de"}, set()),
        (f"@book{{a, {A}, langid = {{newzealand}}}}", {"language": "en-NZ"}, set()),
        (f"@book{{a, {A}, language = {{mi}}}}", {"language": "mi"}, set()),
        (
            "@report{a, author = {{Stats Office}}, institution = {Stats Office}, title = {T}, date = {2019}}",
            {"author": [{"literal": "Stats Office"}]},
            {"publisher"},
        ),
        (
            "@article{a, author = {family=boyd, given=danah, given-i=d}, title = {T}, journaltitle = {J}}",
            {"author": [{"family": "boyd", "given": "d."}]},
            set(),
        ),
    ],
)
def test_csl_json(entry, wanted, absent):
    item = to_csl(read(entry))
    assert {name: item.get(name) for name in wanted} == wanted
    assert not absent & item.keys()


def test_a_review_names_what_it_is_about():
    item = to_csl(
        read(
            "@article{a, author = {Author, A.}, title = {T}, journaltitle = {J}, related = {b},"
            " relatedtype = {reviewof}}\n@book{b, author = {Other, O.}, title = {The Book}, date = {2018}}"
        )
    )
    reviewed = {name: value for name, value in item.items() if name.startswith("reviewed")}
    assert reviewed == {
        "reviewed-title": "The book",
        "reviewed-author": [{"family": "Other", "given": "O."}],
        "reviewed-genre": "book",
    }


@pytest.mark.parametrize(
    ("entry", "wanted", "absent"),
    [
        (
            "@collection{a, editor = {Editor, E.}, title = {T}, date = {2019}}",
            {"TY": "EDBOOK", "AU": "Editor, E."},
            {"A2", "A3"},
        ),
        (f"@book{{a, {A}, editor = {{Editor, E.}}}}", {"AU": "Author, A.", "A3": "Editor, E."}, {"A2"}),
        (f"@incollection{{a, {A}, editor = {{Editor, E.}}, booktitle = {{B}}}}", {"A2": "Editor, E."}, set()),
        (f"@report{{a, {A}, number = {{7}}}}", {"TY": "RPRT", "SN": "7"}, {"M1"}),
        (f"@patent{{a, {A}, number = {{7}}}}", {"TY": "PAT", "SN": "7"}, {"M1"}),
        (
            f"@online{{a, {A}, organization = {{A Blog}}, entrysubtype = {{blog}}}}",
            {"TY": "BLOG", "T2": "A Blog"},
            {"PB", "M3"},
        ),
        (f"@online{{a, {A}, organization = {{A Site}}}}", {"TY": "ELEC", "T2": "A Site"}, {"PB"}),
        (f"@unpublished{{a, {A}}}", {"TY": "MANSCPT"}, set()),
        (f"@misc{{a, {A}, url = {{https://a.example}}}}", {"TY": "ELEC"}, set()),
        (
            f"@phdthesis{{a, {A}, school = {{University}}, publisher = {{Repository}}}}",
            {"PB": "University"},
            set(),
        ),
        (f"@software{{a, {A}, version = {{2.1}}}}", {"ET": "2.1"}, set()),
        (
            "@presentation{a, author = {Author, A.}, title = {T}, eventtitle = {E}, eventdate = {2019}}",
            {"PY": "2019", "DA": "2019", "T2": "E"},
            set(),
        ),
        (
            f"@incollection{{a, {A}, booktitle = {{B}}, series = {{S}}, number = {{4}}}}",
            {"T3": "S", "SV": "4"},
            {"M1"},
        ),
        (
            "@report{a, author = {{Ministry of Business, Innovation and Employment}}, title = {T}}",
            {"AU": "Ministry of Business Innovation and Employment,"},
            set(),
        ),
        (
            f"@article{{a, {A}, journaltitle = {{The Paper}}, entrysubtype = {{newspaper}}}}",
            {"TY": "NEWS", "T2": "The Paper"},
            {"M3"},
        ),
    ],
)
def test_ris(entry, wanted, absent):
    lines = [line.split("  - ") for line in to_ris([read(entry)]).splitlines()]
    tags = dict(lines)
    assert {tag: tags.get(tag) for tag in wanted} == wanted
    assert not absent & tags.keys()
    assert len(rispy.loads(to_ris([read(entry)]))) == 1


@pytest.mark.parametrize("path", [EXAMPLES, OWN], ids=["examples", "own"])
def test_what_is_read_back_gives_the_same_references(path):
    library = read_library([path])
    works = [library.get(key) for key in library]
    again = Library(*parse(to_bibtex(works)))
    assert [refer(again, key) for key in library] == [refer(library, key) for key in library]


def test_bibtex_styles_read_the_file():
    """pybtex's plain style knows no reports, and no book without a publisher; all else it formats."""
    library = read_library([OWN])
    style, backend = (
        find_plugin("pybtex.style.formatting", "plain")(),
        find_plugin("pybtex.backends", "plaintext")(),
    )
    read_there = {}
    for key in library:
        work = library.get(key)
        if work.type != "report" and (work.type != "book" or work.text("publisher")):
            (entry,) = style.format_bibliography(parse_string(to_bibtex([work]), "bibtex"))
            read_there[key] = entry.text.render(backend)
    assert len(read_there) == 30
    assert "danah boyd" not in read_there["boyd2012"]
    assert re.search(r"\bd\. boyd\b", read_there["boyd2012"])
    years = {key: library.get(key).dates.get("date") for key in read_there}
    assert all(str(date.start.year) in read_there[key] for key, date in years.items() if date and date.start)


def test_citeproc_makes_the_same_references():
    library = read_library([OWN])
    ours = {key: (refer(library, key) or [""])[0] for key in library}
    theirs = cite([to_csl(library.get(key)) for key in library])
    other = {key for key in ours if ours[key].rstrip(".") != theirs[key].rstrip(".")}
    # Of what has no date it says "Retrieved", with or without a day.
    assert other == {"swrbcode", "swrbnote", "swrbregistration"}, {key: theirs[key] for key in other}
    assert json.dumps(theirs).count("Newspaper") == 0
