"""What stands in .bib files: entries, their fields, names and relations, and what a site makes of them."""

from math import isqrt

from apa7.bibliography.library import Library, parse
from apa7.bibliography.tidy import tidy
from apa7.document import Document
from apa7.export import to_bibtex, to_csl, to_ris
from apa7.lint import review
from apa7.model import Citation, Cite
from apa7.page.html import make_reference, text_of, to_html


def do_all(source):
    """Read, cite, list, export, check and tidy a .bib file."""
    works = read(source)
    cited = [Citation((Cite(work.key),), narrative=True) for work in works]
    together = Citation(tuple(Cite(work.key) for work in works))
    document = Document([*cited, together] if works else [], Library(parse(source)[0]))
    assert [text_of(words, lambda number, place: "") for words in document.word()] or not works
    for item in document.references():
        make_reference(item)
    for work in works:
        to_html(work.text("annotation"))
        to_csl(work)
    to_ris(works)
    to_bibtex(works)
    list(review(works))
    tidy(source)


def read(source):
    """Read all works of a .bib file, and what is wrong with it."""
    entries, problems = parse(source, "refs.bib")
    library = Library(entries, problems)
    return [library.get(key) for key in library]


def guess(source):
    """Look for what was meant by keys that there are not."""
    library = Library(parse(source)[0])
    for key in library:
        library.suggest(f"{key}x")


def times(text, before="", after=""):
    """Return how to repeat a text until a size, with numbers for <n> and, one more, for <next>."""

    def make(size):
        numbers = range(
            1000, 1000 + size // len(text.replace("<next>", "1000").replace("<n>", "1000").encode())
        )
        return (
            before
            + "".join(text.replace("<n>", str(n)).replace("<next>", str(n + 1)) for n in numbers)
            + after
        )

    return make


def field(name, text, before="", after="x"):
    """Return how to fill one field of an entry."""
    start = "@book{k, date = {2001}, "
    start += "title = {T}, " if name != "title" else "author = {A. B}, "
    return times(text, f"{start}{name} = {{{before}", f"{after}}}}}\n")


def entries(fields):
    """Return how to write many entries with these fields."""
    return times(f"@book{{k<n>, {fields}}}\n")


def mesh(relation):
    """Return how to write entries that all name each other."""

    def make(size):
        count = isqrt(size // 5)
        names = ",".join(f"k{n}" for n in range(count))
        return "".join(f"@book{{k{n}, title = {{T}}, {relation} = {{{names}}}}}\n" for n in range(count))

    return make


def heirs(relation):
    """Return how to write one long entry, and others that take it over."""

    def make(size):
        parent = f"@book{{p, publisher = {{{'Press. ' * (size // 14)}}}}}\n"
        return parent + entries(f"title = {{T<n>}}, {relation} = {{p}}")(size // 2)

    return make


def nest(name, opening, closing):
    """Return how to put braces into each other in one field."""
    return lambda size: (
        f"@book{{k, date = {{2001}}, {name} = {{{opening * (size // 8)}a{closing * (size // 8)}}}}}\n"
    )


def papers(size):
    """Return two papers of the same thousands of people in one year, as physics has them."""
    names = " and ".join(f"Family{n}, G. H." for n in range(size // 60))
    fields = "title = {T}, journaltitle = {J}, date = {2012}"
    return "".join(f"@article{{k{n}, {fields}, author = {{{names} and Z{n}, A.}}}}\n" for n in (1, 2))


BLANK = ("url", "doi", "author", "pages", "date")
DOE = "author = {Doe, J.}, date = {2001}"
MANY = "title = {T <n>}, date = {2001}"

GROWTHS = [
    ("names with ampersands", field("author", "Kea, J. & "), do_all),
    ("names with initials and commas", field("author", "Kea J, ", after="Roe A"), do_all),
    ("what ministries are for", field("author", " and health", "Ministry of X"), do_all),
    ("titles of persons", field("author", "Dr. "), do_all),
    *((f"tags that do not end, in {name}", field(name, "<i>"), do_all) for name in ("title", "annotation")),
    ("tags with attributes that do not end", field("abstract", "<span "), do_all),
    ("commands without arguments", field("title", "\\emph "), do_all),
    ("accents", field("note", "\\'"), do_all),
    ("apostrophes", field("annotation", "'a"), do_all),
    ("dollars", field("title", "$_"), do_all),
    ("indices", field("title", "_", "$", "2$"), do_all),
    ("prices", field("title", "$5 "), do_all),
    ("options that do not end", field("title", "\\href["), do_all),
    ("links without words", field("title", "\\href{a}"), do_all),
    ("tags in each other", field("title", "<i><sub>"), do_all),
    ("tags that end what others began", field("title", "<i><sub></i>"), do_all),
    ("formulas of MathML", field("title", "<msub><mi>x</mi>"), do_all),
    ("quotations that do not end", field("title", " 'a"), do_all),
    ("words with capitals", field("title", "Social Work "), do_all),
    ("words without capitals", field("title", "social work "), do_all),
    ("sentences", field("title", "Word. Again. "), do_all),
    ("numbered parts", field("title", "Part 3. "), do_all),
    ("persons in braces and without", field("author", "Kahu, A. and {Kea} and B. Tui and "), do_all),
    ("peoples", field("title", "Torres Strait "), do_all),
    ("entities that do not end", field("title", "&amp"), do_all),
    ("words in braces", field("title", "{A}b "), do_all),
    ("quotation marks in braces", times('{"} {', '@book{k, title = "', '}"}\n'), do_all),
    ("braces in braces", nest("title", "{", "}"), do_all),
    ("italics in italics", nest("annotation", "\\emph{a ", "}"), do_all),
    ("marks on one letter", field("title", "\u0301\u0316"), do_all),
    ("marks on one letter, by number", field("title", "&#769;&#790;"), do_all),
    ("colons", field("title", "A: b "), do_all),
    *((f"blanks in {name}", field(name, " ", "a"), do_all) for name in BLANK),
    ("words in url", field("url", " a"), do_all),
    ("mail addresses", field("note", "me@home.example "), do_all),
    ("mail addresses between entries", times("me@home.example\n"), do_all),
    ("and", field("author", "and "), do_all),
    ("names", field("author", "Doe<n>, J. and "), do_all),
    ("names in braces", field("author", "{Doe <n>} and "), do_all),
    ("given names", field("author", "A. "), do_all),
    ("hyphens of a given name", field("author", "-", "Doe, {", "\\x}"), do_all),
    ("particles", field("author", "von "), do_all),
    ("commas of a name", field("author", "a,"), do_all),
    ("organisations", field("author", "Ministry of Health <n> and "), do_all),
    ("roles", field("author+an:role", "<n>=director;", "1=writer;"), do_all),
    ("two papers of thousands of people", papers, do_all),
    ("publishers", field("publisher", "Press <n> and "), do_all),
    ("keywords", field("keywords", "word <n>, "), do_all),
    ("works alike", entries(f"title = {{Same}}, {DOE}"), do_all),
    ("works of one DOI", entries("title = {T <n>}, date = {2001}, doi = {10.1000/a}"), do_all),
    ("works of one year", entries(f"title = {{T <n>}}, {DOE}"), do_all),
    ("works of people alike", entries(f"{MANY}, author = {{A. A and B. B and C. C and D. D<n>}}"), do_all),
    ("works of namesakes", entries(f"{MANY}, author = {{Doe, A<n>.}}"), do_all),
    ("names that titles protect", entries(f"title = {{On {{Aaa<n>b}} in {{Aaaab}}}}, {DOE}"), do_all),
    *((f"a chain of {name}", entries(f"title = {{T}}, n<n>x = {{a}}, {name} = {{k<next>}}"), do_all)
      for name in ("crossref", "xdata", "related")),
    *((f"a mesh of {name}", mesh(name), do_all) for name in ("xdata", "related")),
    *((f"heirs by {name}", heirs(name), do_all) for name in ("crossref", "xdata")),
    ("relations to nothing", entries("related = {x<n>}, crossref = {y<n>}"), do_all),
    ("other names of one work", field("ids", "i<n>,"), do_all),
    ("keys that are not there", entries("title = {T}"), guess),
    ("keys alike that are not there", times("@book{doe2001a<n>, title = {T}}\n"), guess),
    ("a key without end", times("k", "@book{", ", title = {T}}\n"), do_all),
    ("words of a key", times("k ", "@book{", ", title = {T}}\n"), do_all),
    ("one key", times("@book{k, title = {T <n>}}\n"), do_all),
    ("one field", times(", a = b", "@book{k", "}\n"), do_all),
    ("fields", times(", a<n> = {b}", "@book{k", "}\n"), do_all),
    ("abbreviations", times('@string{s<n> = "abc"}\n'), do_all),
    ("unknown abbreviations", times(", t<n> = abc<n>", "@book{k", "}\n"), do_all),
    ("joined values", times(" # {x}", "@book{k, title = {x}", "}\n"), do_all),
    ("comments", times("% A comment.\n"), do_all),
    ("comments in an entry", times("%\n", "@book{k, title = {T},\n", "}\n"), do_all),
    ("comments that do not end", times("@comment{"), do_all),
    ("comments with entries that do not end", times("@comment{\n@book{k<n>, title = {T}\n}\n"), do_all),
    ("entries that do not end", times("@book{k<n>, title = {A\n"), do_all),
    ("entries without a key", times("@book{a\n"), do_all),
    ("fields without an entry", times("a = {b}\n"), do_all),
    ("at signs", times("@\n"), do_all),
    ("quotation marks", times('"', '@book{k, title = "'), do_all),
    ("equals signs", times("= ", "@book{k, "), do_all),
    ("what is almost an entry", times("see @book{k, a = {b}\n"), do_all),
    ("at signs of a line", times("@[", "@book{k, title = {T}}\nx"), do_all),
    ("brackets without a key", times("@{a ", "x"), do_all),
    ("lists without entries", times("- "), do_all),
    ("empty lines", times("\n", "@book"), do_all),
]  # fmt: skip
