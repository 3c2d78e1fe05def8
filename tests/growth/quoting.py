"""Posts that are quoted: in a text, as pages say them, and as their files."""

import tempfile
from pathlib import Path

from growth.steps import Growth
from markdown import Markdown
from pelican.plugins.conversation.quoting import QuotingExtension

from conversation.errors import ConversationError
from conversation.fetching.client import Page
from conversation.quotations import Quotation, read_quotation, write_quotation
from conversation.quoting.pages import read_told, read_web

URL = "https://a.example/1"


def repeat(text):
    return lambda size: text * (size // len(text))


def convert(text):
    with tempfile.TemporaryDirectory() as folder:
        write_quotation(Path(folder), Quotation((URL,), URL, text="Words."))
        quoting = QuotingExtension(Path(folder), lambda lang, moment: "a day")
        quoting.path = Path(folder, "a.md")
        Markdown(extensions=["meta", quoting]).convert(f"Title: x\n\n{text}")


def show(text):
    with tempfile.TemporaryDirectory() as folder:
        path = write_quotation(Path(folder), Quotation((URL,), URL, text=text))
        (Path(folder) / "quoted").rename(Path(folder, "kept"))
        read_quotation(Path(folder, "kept", path.name))


def fetch(text):
    try:
        read_web(URL, lambda url, types=(): Page(url, 200, text))
    except ConversationError:
        return
    finally:
        read_told({"html": f"<blockquote>{text}</blockquote>"}, URL, "a.example")


GROWTHS = [
    *(
        Growth(f"a text: {name}", repeat(text), convert)
        for name, text in {
            "posts that are kept": f"{{% quote-post {URL} %}}\n\n",
            "posts line by line": f"{{% quote-post {URL} %}}\n",
            "posts that are not": "{% quote-post https://a.example/2 %}\n\n",
            "begun": "{% quote-post a%",
            "begun, on lines": "{% quote-post a%a%a\n",
            "addresses": "https://a.example/1 {quote\n",
        }.items()
    ),
    *(
        Growth(f"words: {name}", repeat(text), show)
        for name, text in {"quotation marks": '"', "lines": "a\n", "backslashes": "\\"}.items()
    ),
    *(
        Growth(f"a page: {name}", repeat(text), fetch)
        for name, text in {
            "entries": '<div class="h-entry">',
            "contents": '<div class="h-entry"><p class="e-content p-name">a</p></div>',
            "links": '<link type="application/json+oembed">',
            "paragraphs": "<p>a</p>",
        }.items()
    ),
]
