"""What the tests of pelican-citations share."""

import logging
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from pelican import Pelican
from pelican.settings import read_settings

from apa7.bibliography.fields import make_work
from apa7.bibliography.library import Library, parse
from apa7.document import Document
from apa7.page.html import text_of
from apa7.syntax import find_bracketed, find_mention

EXAMPLES = Path(__file__).parent / "examples.bib"


@pytest.fixture
def library():
    """Return a function that reads the text of a .bib file into a library."""

    def read(source: str) -> Library:
        entries, problems = parse(source, "refs.bib")
        return Library(entries, problems, ["refs.bib"])

    return read


@pytest.fixture
def work():
    """Return a function that reads one entry."""

    def read(source: str):
        (entry,), problems = parse(source)
        assert not problems
        return make_work(entry)

    return read


@pytest.fixture
def page():
    """Return a function that converts Markdown with the extension alone and parses the page."""
    import markdown

    def convert(text: str, bib: Path = EXAMPLES, extensions=()) -> BeautifulSoup:
        html = markdown.markdown(
            text,
            extensions=[*extensions, "citations"],
            extension_configs={"citations": {"bibliography": [str(bib)]}},
        )
        return BeautifulSoup(html, "html.parser")

    return convert


@pytest.fixture
def site(tmp_path, monkeypatch):
    """Return a function that builds a small site with Pelican itself and the plugin.

    It takes the files of the content folder by path, and settings; it returns the output folder,
    the articles and pages, and the messages of records logged at ERROR.
    """
    monkeypatch.chdir(tmp_path)

    def build(files: dict[str, str | bytes], **settings):
        content, output = tmp_path / "content", tmp_path / "output"
        shutil.rmtree(output, ignore_errors=True)
        for name, text in files.items():
            path = content / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        seen = SimpleNamespace(output=output, articles=[], pages=[], drafts=[], errors=[])

        class Keep(logging.Handler):
            def emit(self, record):
                seen.errors.append(record.getMessage())

        from pelican.plugins import signals

        def keep(generators):
            for generator in generators:
                seen.articles += getattr(generator, "articles", [])
                seen.drafts += getattr(generator, "drafts", [])
                seen.pages += getattr(generator, "pages", [])

        handler = Keep(level=logging.ERROR)
        logging.getLogger().addHandler(handler)
        signals.all_generators_finalized.connect(keep)
        try:
            Pelican(
                read_settings(
                    override={
                        "PATH": str(content),
                        "OUTPUT_PATH": str(output),
                        "PLUGINS": ["citations"],
                        "SITEURL": "https://site.example",
                        "TIMEZONE": "UTC",
                        "AUTHOR": "A. Blogger",
                        "CACHE_CONTENT": False,
                        "FEED_ALL_ATOM": "feed.xml",
                        "ARTICLE_URL": "{slug}/",
                        "ARTICLE_SAVE_AS": "{slug}/index.html",
                        **settings,
                    }
                )
            ).run()
        finally:
            signals.all_generators_finalized.disconnect(keep)
            logging.getLogger().removeHandler(handler)
        seen.page = lambda path: BeautifulSoup((output / path).read_text(encoding="utf-8"), "html.parser")
        return seen

    return build


@pytest.fixture
def cite(library):
    """Return a function that words citations over a .bib's text; every work of it is in the list."""

    def word(bib, *texts, listed=True):
        works = library(bib)
        found = [find_bracketed(text, 0) if text[0] == "[" else find_mention(text) for text in texts]
        citations = [item.citation for item in found]
        if listed:
            citations.append(
                find_bracketed("[" + "; ".join(f"@{{{key}}}" for key in works) + "]", 0).citation
            )
        document = Document(citations, works)

        def own(citation):
            def find(number, place):
                cite = citation.cites[number]
                return cite.cited_in.suffix if place == "source" else getattr(cite, place)

            return find

        worded = [
            text_of(words, own(citation)) for words, citation in zip(document.word(), citations, strict=True)
        ]
        return worded[: len(texts)]

    return word


def book(key, author, date="", **fields):
    """Return an entry; its title is its key unless another is given."""
    fields = {"author": author, "title": key, "date": date, **fields}
    return f"@book{{{key}, " + ", ".join(f"{name}={{{value}}}" for name, value in fields.items()) + "}\n"
