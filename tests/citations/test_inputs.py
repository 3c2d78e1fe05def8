"""Files as reference managers, databases and people write them.

Each `inputs/NAME.bib` is in the style of one of them; `NAME.txt` holds the references that it
has to give, with asterisks for italics.
"""

import html
import random
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apa7.bibliography.fields import DATE_FIELDS, LIST_FIELDS, NAME_FIELDS, VERBATIM_FIELDS
from apa7.bibliography.latex import read_plain
from apa7.bibliography.library import Library, parse, read_library
from apa7.bibliography.richtext import flatten
from apa7.document import Document
from apa7.model import Citation, Cite
from apa7.page.html import Page, make_reference
from apa7.rules.works import FAMILIES, write_reference

INPUTS = Path(__file__).parent / "inputs"
FILES = sorted(INPUTS.glob("*.bib"))
MANY = Path(__file__).parent / "examples.bib"


def document(library):
    return Document([Citation((Cite(key),)) for key in library], library)


def references(library):
    listed = [make_reference(item).html for item in document(library).references()]
    return [html.unescape(re.sub("</?i>", "*", re.sub("</?a[^>]*>", "", entry))) for entry in listed]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_references_of_a_tool_s_export(path):
    library = read_library([path])
    # One entry names two that are not there.
    assert [problem.line for problem in library.problems] == {"inheritance": [10, 10]}.get(path.stem, [])
    expected = path.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
    assert [line.replace("\u00a0", " ") for line in references(library)] == expected


def test_there_are_files_of_every_kind():
    assert len(FILES) >= 8


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
@pytest.mark.parametrize("change", ["\ufeff", "\r\n", "\r"])
def test_marks_of_order_and_ends_of_lines_change_nothing(path, change, tmp_path):
    text = path.read_text(encoding="utf-8")
    text = change + text if change == "\ufeff" else text.replace("\n", change)
    copy = tmp_path / "copy.bib"
    copy.write_bytes(text.encode())
    assert references(read_library([copy])) == references(read_library([path]))


def test_other_encodings_are_read_and_reported(tmp_path):
    text = "@book{a,\n title = {Mānoa},\n}\n"
    for encoding, data in (
        ("utf-16", text.encode("utf-16")),
        ("cp1252", text.replace("ā", "é").encode("cp1252")),
    ):
        path = tmp_path / f"{encoding}.bib"
        path.write_bytes(data)
        library = read_library([path])
        assert library.get("a").string("title") in ("Mānoa", "Ménoa")
        (problem,) = library.problems
        assert problem.message == "this isn't UTF-8; save the file in UTF-8 encoding"
        assert problem.line == (1 if encoding == "utf-16" else 2)


@pytest.mark.parametrize(
    ("source", "keys", "messages"),
    [
        ("@book{a, title={A}} @book{b, title={B}}", ["a", "b"], []),
        ("@book{a, title={A}}, @book{b, title={B}}", ["a", "b"], []),
        ("@book(a, title={A})\n@BOOK{b, TITLE={B}}", ["a", "b"], []),
        ("@book{ key with  spaces , title={A}}", ["key with  spaces"], []),
        ("@book\n{a,\ntitle={A}}", ["a"], []),
        ("@book{a, title={A},, year=2000,}", ["a"], []),
        ("@article{10.1000/é:ñ_1+2, title={T}}", ["10.1000/é:ñ_1+2"], []),
        ("@book{a, title={see user@book{x, y} }}", ["a"], []),
        ('@book{a, title="A {"}quote{"}"}', ["a"], []),
        ("@comment{jabref-meta: grouping:\n0 A{:;\n}\n@book{b, title={B}}", ["b"], []),
        ("% @book{a,\n% title={x}\n% }\n@book{b, title={B}}", ["b"], []),
        ("\ufeffSome text.\n\n@book{b, title={B}}\nMore text, me@home.example.", ["b"], []),
        ("@book{a, title={T}, month=july}", ["a"], []),
        ("@{a, title={A}}\n@book{b, title={B}}", ["b"],
         ["1: the entry has no type: write one after the @, such as @book"]),
        ("@book{title={A}}\n@book{b, title={B}}", ["b"],
         ["1: the entry has no key: write one after the opening brace"]),
        ("@string{x={A}\n@book{b, title={B}}", ["b"], ["1: the entry is never closed: a } is missing"]),
        ("\n@book{b, title={B}\n\n@comment{jabref-meta: x;}\n@book{c, title={C}}", ["c"],
         ["2: the entry is never closed: a } is missing"]),
        ("@book{a, title={A}}\n@book{a, title={B}}", ["a"],
         ['2: the key "a" is used twice (first on line 1); give one another key']),
    ],
)  # fmt: skip
def test_entries_as_people_type_them(source, keys, messages):
    entries, problems = parse(source.replace("\ufeff", ""), "refs.bib")
    assert [entry.key for entry in entries] == keys
    assert [f"{problem.line}: {problem.message}" for problem in problems] == messages


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("de la Vall{\\'e}e Poussin, Jr., Charles Jean", "de la Vallée Poussin, C. J., Jr."),
        ("Charles Louis de la Vall{\\'e}e Poussin", "de la Vallée Poussin, C. L."),
        ("{\\'{E}}mile Durkheim", "Durkheim, É."),
        ("danah m. boyd", "boyd, d. m."),
        ("bell hooks", "hooks, b."),
        ("WATSON, J. D.", "Watson, J. D."),
        ("LÉVI-STRAUSS, Claude", "Lévi-Strauss, C."),
        ("{NASA}, A.", "NASA, A."),
        ("family=Gogh, given=Vincent, prefix=van, useprefix=true", "van Gogh, V."),
        ("family={van der Berg}, given={Jean-Pierre}, suffix=III", "van der Berg, J.-P., III"),
        ("A. Author and others", "Author, A., et al."),
        ("Author, A. and et al.", "Author, A., et al."),
        ("{Barnes &amp; Noble} and Author, A.", "Barnes & Noble & Author, A."),
        ("Author, A. AND\nAuthor, B.", "Author, A., & Author, B."),
    ],
)
def test_names(library, name, text):
    found = references(library(f"@book{{x, author={{{name}}}, title={{T}}, year=2000}}"))
    end = " " if text.endswith(".") else ". "
    assert found == [f"{text}{end}(2000). *T*."]


@pytest.mark.parametrize(
    ("fields", "address"),
    [
        (r"url={https\://x.example/a\_b\%20c\#d}", "https://x.example/a_b%20c#d"),
        ("url={https://x.example/?a=1&amp;b=2&copy=3}", "https://x.example/?a=1&b=2&copy=3"),
        (r"url={\url{https://x.example/{\textasciitilde}me}}", "https://x.example/~me"),
        ("url={http://x.example/1 http://x.example/2}", "http://x.example/1"),
        (r"howpublished={Available at \url{https://x.example/a}}", "https://x.example/a"),
        (r"howpublished={https://x.example/a}", "https://x.example/a"),
        (r"note={\url{https://x.example/a}}", "https://x.example/a"),
        ("doi={10.1002/(SICI)1097&lt;1::AID&gt;3.0.CO;2-X}", "https://doi.org/10.1002/(SICI)1097<1::AID>3.0.CO;2-X"),
        ("doi={DOI: 10.1000/ab}", "https://doi.org/10.1000/ab"),
        (r"doi={https://dx.doi.org/10.1000/a\_b}", "https://doi.org/10.1000/a_b"),
        ("doi={10.1000/a, 10.1000/b}", "https://doi.org/10.1000/a"),
    ],
)  # fmt: skip
def test_addresses(library, fields, address):
    works = library(f"@misc{{x, title={{T}}, year=2000, {fields}}}")
    (item,) = document(works).references()
    assert make_reference(item).url == address


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "x.example/page", "C:/a.pdf"])
def test_what_is_no_address_is_no_link(library, url):
    (item,) = document(library(f"@online{{x, title={{T}}, year=2000, url={{{url}}}}}")).references()
    reference = make_reference(item)
    assert "<a" not in reference.html
    assert reference.url is None
    assert reference.text.endswith(url)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("$\\mathrm{CO_2}$ and $x^2$", "CO₂ and x²"),
        ("{\\textless}i{\\textgreater}Felis{\\textless}/i{\\textgreater} here", "Felis here"),
        ("$<$sub$>$2$<$/sub$>$ here", "₂ here"),
        ("Research {\\&}amp; practice", "Research & practice"),
        ("&quot;Us&quot; &ndash; p &lt; .05", "“Us” – p < .05"),
        ("\\textsuperscript{13}C {\\textendash} it", "¹³C – it"),
        ("Te \\textquotedblleft{}p\\={u}\\textquotedblright{}", "Te “pū”"),
    ],
)
def test_titles(work, written, shown):
    assert work(f"@misc{{x, title={{{written}}}}}").string("title") == shown


@pytest.mark.parametrize("deep", ["\\'" * 2000 + "e", "{" * 2000 + "e" + "}" * 2000, "\\emph{" * 900 + "e"])
def test_no_depth_is_too_deep(deep):
    assert read_plain(deep).strip("'") == "e"


# What comes of it must be a page, whatever a field says.

FIELDS = sorted(
    {*NAME_FIELDS, *DATE_FIELDS, *LIST_FIELDS, *VERBATIM_FIELDS}
    | {
        "title",
        "subtitle",
        "booktitle",
        "maintitle",
        "journaltitle",
        "titleaddon",
        "entrysubtype",
        "volume",
        "volumes",
        "number",
        "issue",
        "pages",
        "eid",
        "edition",
        "year",
        "month",
        "day",
        "type",
        "note",
        "version",
        "howpublished",
        "pubstate",
        "langid",
        "shorttitle",
        "series",
        "keywords",
        "options",
        "relatedtype",
        "relatedstring",
        "source",
        "article",
        "section",
        "eprint",
        "eprinttype",
        "eventtitle",
        "sortkey",
        "author+an",
        "author+an:role",
        "editor+an:role",
        "publisher+an",
    }
)
BITS = [
    *[
        " and ",
        ", Jr., ",
        "family=",
        "given=",
        "others",
        "10.1000/x",
        "https://",
        "\\url{",
        "2004",
        "-0349",
        "/..",
        "1=director",
        "@x{",
    ],
    *["&amp;", "&lt;i&gt;", "<i>", "</i>", "<", ">", "--", "{{", "}}", "\\'", '\\"{', "^2"],
    *'{}\\$%",=~?;_#éſİß毛\n\x00\x0b\x1f\ufffe\u202e',
]
value = st.one_of(
    st.text(max_size=30),
    st.lists(st.one_of(st.sampled_from(BITS), st.text(max_size=4)), max_size=12).map("".join),
)


def xml_of_page(library):
    """Return a page that cites and lists everything; parsing it fails where it isn't well formed."""
    words = document(library)
    page = Page()
    texts = words.word()
    listed = words.references()
    assert len(texts) == len(list(library))
    for item in listed:
        reference = make_reference(item)
        assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", reference.html)
        assert "javascript:" not in "".join(re.findall(r'href="([^"]*)"', reference.html)).lower()[:11]
    return ElementTree.tostring(page.section(listed), encoding="unicode")


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.sampled_from([*sorted(FAMILIES), "zine", "conference"]),
    st.dictionaries(st.sampled_from(FIELDS), value, max_size=8),
    st.dictionaries(st.sampled_from(FIELDS), value, max_size=4),
)
def test_any_value_in_any_field_gives_a_page(kind, fields, others):
    from apa7.bibliography.fields import Entry

    fields = {name: text for name, text in fields.items() if name != "related"}
    library = Library(
        [
            Entry("x", kind, {"related": "y", **fields}, "refs.bib", 1),
            Entry("y", "book", others, "refs.bib", 2),
        ]
    )
    ElementTree.fromstring(xml_of_page(library))


MANGLED = MANY.read_text(encoding="utf-8")
STARTS = [match.start() for match in re.finditer(r"^@", MANGLED, re.MULTILINE)]


def readings(source):
    return {entry.key: (entry.type, dict(entry.fields)) for entry in parse(source)[0]}


WHOLE = readings(MANGLED)


@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.integers(1, len(STARTS) - 2), st.integers(0, 2**32), st.integers(1, 5))
def test_damage_costs_the_entries_it_hits(number, seed, times):
    """One entry is mangled at random; those before it and those after the next read the same."""
    chance = random.Random(seed)
    first, end = STARTS[number], STARTS[number + 1]
    entry = MANGLED[first:end].rstrip("\n")
    for _ in range(times):
        at = chance.randrange(len(entry) + 1)
        to = min(len(entry), at + chance.choice([1, 1, 2, 10, 1000]))
        what = chance.choice(
            ["", entry[at:to] * 2, chance.choice('{}"@%,=#()\\\n\0é'), "@book{new,\n title={New}}"]
        )
        entry = entry[:at] + what + entry[to:]
    before, after = MANGLED[:first], MANGLED[end:]
    found = readings(f"{before}{entry}\n\n{after}")
    kept = [*readings(before), *readings(after)]
    mangled = readings(entry)
    for key in kept:
        if key not in mangled:
            assert found.get(key) == WHOLE[key]


@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data())
def test_no_mangled_file_stops_a_page(data):
    path = data.draw(st.sampled_from(FILES))
    source = path.read_text(encoding="utf-8")
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(source)))
        to = min(len(source), at + data.draw(st.integers(0, 60)))
        what = data.draw(st.sampled_from(["", source[at:to] * 2, "{", "}", '"', "@", "%", "\n@", "\0", "\\"]))
        source = source[:at] + what + source[to:]
    if data.draw(st.booleans()):
        source = source[: data.draw(st.integers(0, len(source)))]
    entries, problems = parse(source, "refs.bib")
    assert all(problem.line >= 1 and problem.message for problem in problems)
    library = Library(entries)
    for key in library:
        flatten(write_reference(library.get(key)))
    ElementTree.fromstring(xml_of_page(library))
