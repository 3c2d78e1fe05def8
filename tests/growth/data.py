"""What authors put into posts and data files, as pages, feeds and records read it."""

from growth.steps import Growth
from pelican.plugins.licence.embedding import sign_drawing
from pelican.plugins.licence.model import Credit
from pelican.plugins.licence.packets import write_packet
from pelican.plugins.metadata.full_text import write_full_text
from pelican.plugins.metadata.header.signs import find_signs, require_addresses
from pelican.plugins.metadata.links import make_absolute
from pelican.plugins.metadata.prose import cut_prose, write_prose
from pelican.plugins.metadata.titles import clean_title
from pelican.plugins.pictures.markup import Responsive
from pelican.plugins.pictures.store import Store

from guards.drawings import inspect_drawing
from guards.tables import Sheet

TAGS = {
    "unclosed elements": "<b>",
    "unclosed paragraphs": "<p>",
    "unclosed tags": "<a ",
    "unclosed attributes": '<a b="',
    "unclosed comments": "<!--",
    "unclosed scripts": "<script>",
    "elements within elements": "<ul><li>",
    "ends": "</b>",
    "addresses": '<a href="x">y</a> ',
    "equals signs": '="',
    "images": '<img src="/a.png">',
    "unclosed images": '<img src="/',
    "unclosed pictures": "<picture>",
    "ampersands": "&",
}


def repeat(text):
    return lambda size: text * (size // len(text))


GRAPH = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">{}</rdf:RDF>'
CREATOR = '<d:creator xmlns:d="http://purl.org/dc/elements/1.1/">A</d:creator>'
CREDIT = Credit("Rain", "Given Family")


def describe(text):
    return lambda size: GRAPH.format(f"<a>{text * (size // len(text))}</a>").encode()


def read_html(html):
    return [
        cut_prose(write_prose(html), 50),
        make_absolute(html, "https://a.example/"),
        write_full_text(html, "https://a.example/", lambda address: None),
        require_addresses(html, html),
        Responsive({}, Store(), lambda _, data: data, None)(html, ""),
    ]


GROWTHS = [
    *[Growth(f"HTML: {name}", repeat(text), read_html) for name, text in TAGS.items()],
    *[Growth(f"a title: {name}", repeat(text), clean_title) for name, text in TAGS.items()],
    Growth("a title that crosses", lambda size: "<b>" * (size // 6) + "</i>" * (size // 6), clean_title),
    Growth("attributes", lambda size: "<b " + "class=1 " * (size // 8) + "x", clean_title),
    Growth("control characters", repeat("\x1b\n"), find_signs),
    Growth("quotation marks of TOML", repeat('"\\'), Sheet),
    Growth("triple quotation marks", repeat('"""a'), Sheet),
    Growth("brackets of TOML", repeat("["), Sheet),
    Growth("names of a key", repeat("a."), Sheet),
    Growth("tables of TOML", lambda size: "".join(f"[t{n:06}]\na = 1\n" for n in range(size // 16)), Sheet),
    Growth(
        "styles of a drawing",
        lambda size: f"<svg><style>{'url(  ' * (size // 6)}</style></svg>".encode(),
        inspect_drawing,
    ),
    Growth(
        "elements of a drawing",
        lambda size: f"<svg>{'<path/>' * (size // 7)}</svg>".encode(),
        inspect_drawing,
    ),
    Growth(
        "elements of a drawing that is signed",
        lambda size: f"<svg>{'<path/>' * (size // 7)}</svg>".encode(),
        lambda data: sign_drawing(data, CREDIT),
    ),
    Growth("names in a packet", describe(CREATOR), lambda data: write_packet(CREDIT, data)),
    Growth("properties in a packet", describe("<b/>"), lambda data: write_packet(CREDIT, data)),
    Growth(
        "nodes in a packet",
        lambda size: GRAPH.format(f"<a>{CREATOR}</a>" * (size // len(CREATOR))).encode(),
        lambda data: write_packet(CREDIT, data),
    ),
]
