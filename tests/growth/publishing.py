"""What publishing reads: pages and answers of partners, texts that are compared and cut, secrets anywhere."""

from contextlib import suppress

from growth.steps import Growth

from crosspost.delivery.difference import diff_text, show_diff
from crosspost.http.secrets import cover_answer, spell
from crosspost.model import Image, Short
from crosspost.targets.bluesky.facets import find_links
from crosspost.targets.ghost.copies import links_of, write_caption
from crosspost.targets.mastodon.limits import Limits
from crosspost.targets.mastodon.statuses import read_links
from crosspost.targets.micropub.microformats import read_page
from crosspost.targets.websub.target import read_links as read_headers
from crosspost.text.graphemes import cut, measure
from crosspost.text.links import replace_links
from crosspost.text.mark import fold_title, hash_words, read_marks
from crosspost.text.parser import parse
from crosspost.text.plaintext import read_title, write_text
from crosspost.text.short import fit
from crosspost.text.verbatim import keep_html
from crosspost.text.whose import find_originals
from guards.answers import parse_json

SECRET = spell("kea& <tui>/+=42 ruru~1")
MASTODON = Limits(500, 23)


def repeat(text, before="", after=""):
    """Return how to make a text of about so many bytes out of one that is repeated."""
    return lambda size: before + text * (size // len(text.encode())) + after


def look(html):
    """Read a page of a partner as every kind does."""
    write_text(parse(html))
    read_page(html, "https://partner.example/")
    read_links(html)
    read_marks(f"data-partwork={html}")
    read_title(html)
    links_of({"html": html})
    find_originals(html)


def compare(texts):
    show_diff(diff_text(*texts))


def compare_lines(texts):
    compare([text.replace(" ", "\n") for text in texts])


def uncover(text):
    cover_answer(text.encode(), SECRET)


def describe(text):
    write_caption(Image("", "", "", "", text))


def half(before, after):
    """Return how to make two texts of which one has another word at every second place."""
    return lambda size: tuple(
        " ".join(f"{before if number % 2 else word}{number}" for number in range(size // 8))
        for word in (before, after)
    )


def cut_words(text):
    with suppress(ValueError):
        fit(Short(f"{text} https://partwork.example/", text), measure, 300)


PAGES = {
    "unclosed tags": repeat('<a href="x" '),
    "tags without end": repeat("<x y"),
    "quotation marks without end": repeat('<a b="'),
    "comments without end": repeat("<!--"),
    "instructions without end": repeat("<?"),
    "end tags without end": repeat("</"),
    "declarations without end": repeat("<!DOCTYPE "),
    "sections without end": repeat("<![CDATA["),
    "nested blocks": repeat("<div>"),
    "nested words": repeat("<p><b>"),
    "nested lists": repeat("<ul><li>"),
    "nested tables": repeat("<table><tr><td>"),
    "nested quotations": repeat("<blockquote>x"),
    "nested entries": repeat('<div class="h-entry">'),
    "many entries": repeat('<div class="h-entry"><p class="p-name">x</p></div>'),
    "crowded attributes": repeat('a="b" ', "<a ", ">"),
    "slashes for attributes": repeat("/a", "<a", ">"),
    "signs for attributes": repeat("= ", "<a ", ">"),
    "tags that do not match": lambda size: "<b>" * (size // 8) + "</i>" * (size // 8),
    "scripts": repeat("<script>"),
    "paragraphs that do not end": repeat("<p>text "),
    "half a mark": repeat('<div data-partwork="'),
    "entities": repeat("&#"),
    "blanks": repeat(" ", "<p>", "</p>"),
    "breaks": repeat("<br>"),
}

GROWTHS = [
    *(Growth(f"a page of {name}", make, look) for name, make in PAGES.items()),
    Growth("one line half of which changed", half("word", "other"), compare),
    Growth("one line of one word", lambda size: ("a " * (size // 2), "a b " * (size // 4)), compare),
    Growth("lines half of which changed", half("a", "b"), compare_lines),
    Growth("other words altogether", lambda size: ("a " * (size // 2), "b " * (size // 2)), compare),
    Growth("a summary to cut", repeat("word "), cut_words),
    Growth("a summary in links", repeat("https://a.example/a "), cut_words),
    Growth("a character without end", lambda size: "a" + "\u0301" * (size // 2), lambda text: cut(text, 300)),
    Growth("characters to cut", repeat("wörd "), lambda text: cut(text, 300)),
    Growth("an account without end", repeat("a", "@"), MASTODON.count),
    Growth("accounts", repeat("@a@b.example "), MASTODON.count),
    Growth("e-mail addresses", repeat("a.b-c@d.example "), MASTODON.count),
    Growth("commas in a link", repeat(",", "https://a.example/", "a"), MASTODON.count),
    Growth("brackets in a link", repeat(")", "https://a.example/"), lambda text: list(find_links(text, ""))),
    Growth("links that do not end", repeat("<https://"), hash_words),
    Growth("numbers of a list", repeat("1.\xa0"), hash_words),
    Growth(
        "addresses in a copy", repeat(' href="https://a.example/"'), lambda text: replace_links(text, str)
    ),
    *(
        Growth(f"words for filters: {sign!r}", repeat(sign), lambda text: keep_html(text, bound=True))
        for sign in ("[", "'", ": ", "https://", "\n ", "Word", "`")
    ),
    Growth("a title of signs", repeat("-"), fold_title),
    Growth("a caption without links", repeat("word "), describe),
    Growth("a caption of links", repeat("a <https://a.example> "), describe),
    Growth("headers with links", repeat("<"), lambda text: read_headers([text])),
    Growth("headers with blanks", repeat("; rel = "), lambda text: read_headers([f"<a>{text}"])),
    Growth("escapes", repeat("\\u0061"), uncover),
    Growth("escapes of escapes", repeat("%25"), uncover),
    Growth("backslashes", repeat("\\"), uncover),
    Growth("signs for entities", repeat("&amp;"), uncover),
    Growth("our secret", repeat("kea& <tui>/+=42 ruru~1 "), uncover),
    Growth("numbers in JSON", repeat("1,", "[", "1]"), parse_json),
    Growth("objects in JSON", repeat('{"a": [1]},', "[", "1]"), parse_json),
]
