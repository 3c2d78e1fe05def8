"""What stands in a post: citations, brackets, marks, tags and notes."""

import markdown
from growth.steps import Growth
from pelican.plugins.citations.printed import find_printed
from pelican.plugins.citations.summaries import unlink

from apa7.bibliography.library import Library, parse
from apa7.page.bounds import find_excess
from apa7.page.markdown import CitationsExtension
from apa7.page.source import Source
from apa7.syntax import find_bracketed, find_mention

BIB = "@book{doe, author={Doe, A.}, title={A Title}, date={2000}}\n"
BIB += "".join(
    f"@book{{work{number}, author={{Doe, B.}}, title={{T}}, date={{2000}}}}\n" for number in range(30)
)
EXTENSIONS = ("extra", "smarty", "toc")


def read_works():
    entries, problems = parse(BIB, "refs.bib")
    return Library(entries, problems, ["refs.bib"])


WORKS = read_works()


def convert(text):
    """Convert a post as a build does."""
    citations = CitationsExtension(WORKS, "post.md", report=False)
    return markdown.Markdown(extensions=[*EXTENSIONS, citations]).convert(text)


def look(text):
    """Look for what a build tells an author, without Python-Markdown."""
    source = Source(text.split("\n"), "post.md")
    return source.lines_of("doe"), source.excess


def measure(text):
    return list(find_excess([(1, text)]))


def repeat(unit, before="", after=""):
    """Return what makes a text of about so many bytes of one that is repeated, numbered where it says so."""

    def make(size):
        length = len(unit.format(n=10000).encode())
        return before + "".join(unit.format(n=number) for number in range(size // length)) + after

    return make


def nest(opening, closing):
    """Return what makes a text in which one thing stands in another."""
    return lambda size: (
        opening * (size // len(opening + closing)) + closing * (size // len(opening + closing))
    )


POSTS = {
    "signs that cite nothing": repeat("@"),
    "braces that are never closed": repeat("@{{"),
    "keys in brackets that are never closed": repeat("@a["),
    "brackets that are never closed": repeat("["),
    "images that are never closed": repeat("!["),
    "addresses that are never closed": repeat("[a]("),
    "keys without authors": repeat("-@"),
    "unknown keys on a line": repeat("[@key{n:05}] "),
    "unknown keys on lines": repeat("[@key{n:05}]\n"),
    "unknown keys in paragraphs": repeat("[@key{n:05}]\n\n"),
    "unknown keys that are mentioned": repeat("@key{n:05} "),
    "one unknown key, again and again": repeat("[@nobody] "),
    "one known key, again and again": repeat("[@doe] "),
    "known keys in paragraphs": repeat("[@doe]\n\n"),
    "keys with places": repeat("@doe [p. 3] "),
    "a citation that is never closed": repeat(", p. 1 and", "[@doe"),
    "citations that are never closed": repeat("[@doe; "),
    "a citation of many works": repeat("@doe; ", "[", "@doe]"),
    "citations in each other": nest("[@doe, p. 1 ", "]"),
    "places in each other": repeat(", p. 1", "[@doe", "]"),
    "works cited in each other": repeat(", as cited in @doe", "[@doe", "]"),
    "personal communications": repeat("T. Rata, personal communication; ", "[", "@doe]"),
    "words after a key": repeat("*and* ", "[@doe, p. 1 ", "]"),
    "math that is never closed": repeat("$a "),
    "brackets of math": repeat("\\("),
    "code that is never closed": repeat("` "),
    "quotation marks": repeat('"a '),
    "emphases in each other": nest("*a **b ", "c** d* "),
    "marks without notes": repeat("a[^{n:05}] "),
    "notes": repeat("a[^{n:05}]\n\n[^{n:05}]: b [@doe]\n\n"),
    "notes without marks": repeat("[^{n:05}]: b\n"),
    "tags that are never closed": repeat("<a "),
    "attributes that are never closed": repeat('<a x="'),
    "elements in each other": repeat("<b>"),
    "comments that are never closed": repeat("<!-- a\n"),
    "addresses of mail": repeat("me@example.org "),
    "addresses of mail in brackets": repeat("<me@example.org> "),
    "a link with many attributes": repeat('a{n:05}="b" ', "<a ", ">x</a> [@doe]"),
    "headings without empty lines": repeat("# a\n"),
    "underlined headings": repeat("a\n==\n"),
    "abbreviations": repeat("*[a{n:05}]: b\n"),
    "columns": lambda size: "a" + "|a" * (size // 4) + "\n-" + "|-" * (size // 4),
    "quotations in each other": repeat(">", after="a"),
    "meanings of words": repeat("a\n:   b\n"),
    "lists in each other": lambda size: "\n".join("    " * n + "- a" for n in range(int((size / 2) ** 0.5))),
    "blocks of code that are never closed": repeat("```a\n"),
    "blanks": lambda size: "[@doe," + " " * size + "x]",
}

# Python-Markdown goes through these again and again, up to what `page.bounds` allows: too long to count.
SLOW = ("addresses that are never closed", "citations that are never closed")

PAGES = {
    "links of citations that are never closed": repeat('<a class="citation">'),
    "attributes of links of citations": repeat('class="citation" ', "<a "),
    "sections of references that are never closed": repeat('<section class="references">'),
}

PRINTED = {
    "code that is never closed": repeat("<pre>[@doe]"),
    "comments that are never closed": repeat("<!-- [@doe]"),
    "tags that are never closed": repeat('<a x="[@doe] '),
    "handles": repeat("@friend "),
}

GROWTHS = [
    *(Growth(f"a post with {name}", make, convert) for name, make in POSTS.items() if name not in SLOW),
    *(
        Growth(f"a source with {name}", make, look)
        for name, make in POSTS.items()
        if any(word in name for word in ("never", "key", "citation", "brackets", "code", "comments", "tags"))
    ),
    Growth("brackets and emphases that are measured", repeat("[*a "), measure),
    Growth("a citation", repeat("p. 1, and ", "[@doe, ", "]"), lambda text: find_bracketed(text, 0)),
    Growth("a mention", repeat("p. 1; @doe ", "@doe [", "]"), find_mention),
    *(Growth(f"a summary with {name}", make, unlink) for name, make in PAGES.items()),
    *(
        Growth(f"a page with {name}", make, lambda text: find_printed(text, "a.html", text, WORKS))
        for name, make in PRINTED.items()
    ),
]
