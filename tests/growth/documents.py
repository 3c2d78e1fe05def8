"""What documents of Word and texts of other tools have, and what an import makes of it."""

from growth.steps import Growth

from imports.cited.code import part_code
from imports.cited.foreign import write_hugo, write_jekyll
from imports.word.blocks import Blocks
from imports.word.citing import fill_in
from imports.word.draft import Draft, mark
from imports.word.fields import W, find_fields
from imports.word.figures import Figures
from imports.word.package import parse
from imports.word.plain import tell_plain
from imports.works.library import Library
from imports.works.model import Cluster, Item

SPACE = f'xmlns:w="{W[1:-1]}"'
BEGIN = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
END = '<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
WORK = {"type": "book", "title": "Care", "author": [{"family": "Smith", "given": "Jo"}]}
WORDS = {"t": "Str", "c": "word*"}


def story(piece, after=""):
    """Return how to make a text of Word of a piece, over and over."""

    def make(size):
        number = size // (len(piece) + len(after))
        return f"<w:p {SPACE}>{piece * number}{after * number}</w:p>".encode()

    return make


def read_fields(data):
    find_fields(parse(data, "x"))


def cite(size):
    """Return a line with citations, as they are marked, and what is cited."""
    draft = Draft("x")
    cluster = Cluster((Item(WORK, author=False),), "(n.d.)")
    return "".join(f"As Smith {draft.cite(cluster, 'x')}, " for _ in range(size // 20)), draft


def write(blocks):
    return Blocks(Draft("x")).write_all(blocks)


def caption(size):
    draft = Draft("x")
    return [("Para", f"{draft.caption('g', 'Figure 1: ', ())}The same") for _ in range(size // 20)], draft


def name(key):
    return key


def repeat(text):
    return lambda size: text * (size // len(text))


def read_code(text):
    return list(part_code(text))


def read_hugo(text):
    return write_hugo(text, lambda *_: "", name, name)


def read_jekyll(text):
    return write_jekyll(f"{text}{{% endquote", lambda *_: "", name)


def _nest(depth):
    blocks = [{"t": "Para", "c": [WORDS]}]
    for _ in range(depth):
        blocks = [{"t": "BlockQuote", "c": blocks}]
    return blocks


GROWTHS = [
    Growth("fields of Word", story(BEGIN + END), read_fields),
    Growth("fields of Word in each other", story(BEGIN, END), read_fields),
    Growth("fields of Word without an end", story(BEGIN), read_fields),
    Growth("citations of Word on a line", cite, lambda made: fill_in(*made, Figures(made[1]), Library())),
    Growth(
        "languages of Word",
        repeat(f"{mark('l', 'mi')}te {mark('s')}"),
        lambda text: fill_in(text, Draft("x"), Figures(Draft("x")), Library()),
    ),
    Growth("captions of Word", caption, lambda made: Figures(made[1]).join(made[0])),
    Growth(
        "words of Word that are set in turns",
        lambda size: [{"t": "Para", "c": [{"t": "Emph", "c": [WORDS]}, WORDS] * (size // 10)}],
        write,
    ),
    Growth("quotations of Word", lambda size: _nest(50) * (size // 600), write),
    Growth("brackets with years", repeat("(Doe, "), lambda text: tell_plain(text, Draft("x"))),
    Growth("names with years", repeat("Doe and Roe (2019) "), lambda text: tell_plain(text, Draft("x"))),
    Growth("backticks of two lengths", repeat("` `` "), read_code),
    Growth(
        "backticks that are never closed",
        lambda size: " ".join("`" * number for number in range(1, int((2 * size) ** 0.5))),
        read_code,
    ),
    Growth("remarks that are never closed", repeat("<!-- "), read_code),
    Growth("fences", repeat("```\n~~~\n"), read_code),
    Growth("shortcodes", repeat("{{< cite a >}} "), read_hugo),
    Growth("shortcodes that are never closed", repeat("{{< cite "), read_hugo),
    Growth("tags of Jekyll", repeat("{% cite a -l 3 %} "), read_jekyll),
    Growth("quotations of Jekyll that are never closed", repeat("{% quote a %} "), read_jekyll),
]
