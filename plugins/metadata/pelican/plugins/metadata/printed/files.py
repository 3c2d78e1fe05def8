"""Which PDFs a site has, and the making of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from markupsafe import Markup, escape

from guards.whole import write_file

from ..cite_this import write_date
from ..exports import list_pdf
from ..model import CitationFile
from ..record import encode, tag_language
from .press import forget, press
from .sheets import Document, print_post, print_series

TEMPLATES = Path(__file__).parent / "templates"


def pdf_of(series: Any) -> CitationFile | None:
    """Return the PDF of a series, if there is something to read in it."""
    return list_pdf(series.save_as, series.slug) if series.published else None


@dataclass(frozen=True)
class Printer:
    """Makes PDFs of what is in a build.

    Attributes:
        generator: Pelican's, of articles.
        siteurl: The site's address.
    """

    generator: Any
    siteurl: str

    def write(self, articles: Iterable[Any], series: Iterable[Any]) -> None:
        """Write the PDFs of posts and series into the output folder."""
        find, used = self._find_files(), set()
        for article in articles:
            if article.record.pdf:
                used.add(self._write(print_post(article, self.siteurl), find))
        for one in series:
            file = pdf_of(one)
            if file and all(hasattr(part.article, "record") for part in one.published):
                printed = print_series(one, file.url, self.siteurl, tag_language(one.lang))
                used.add(self._write(printed, find))
        if "PART" not in self.generator.settings:
            forget(used)

    def _write(self, document: Document, find: Callable[[str], Path | None]) -> Path:
        html = self._template().render(
            {**self.generator.context, "document": document, "people": list_people, "written": write_date}
        )
        target = Path(self.generator.output_path, document.url)
        target.parent.mkdir(parents=True, exist_ok=True)
        kept = press(html, document, find)
        write_file(target, kept.read_bytes())
        return kept

    def _template(self) -> Any:
        from jinja2 import FileSystemLoader, TemplateNotFound

        environment = self.generator.env
        if not any(str(TEMPLATES) in getattr(one, "searchpath", ()) for one in environment.loader.loaders):
            environment.loader.loaders.append(FileSystemLoader(TEMPLATES))
        try:
            return environment.get_template("pdf.html")
        except TemplateNotFound:
            return environment.get_template("printed.html")

    def _find_files(self) -> Callable[[str], Path | None]:
        """Return what gives the file of an address: of the content folder, or of the theme."""
        settings = self.generator.settings
        static = {
            encode(f"{self.siteurl}/{file.url}"): Path(file.source_path)
            for file in self.generator.context["static_content"].values()
        }
        theme = f"{self.siteurl}/{settings['THEME_STATIC_DIR']}/"

        def find(address: str) -> Path | None:
            if address.startswith(theme):
                path = Path(settings["THEME"], "static", unquote(address.removeprefix(theme)))
                return path if path.is_file() and ".." not in path.parts else None
            return static.get(encode(address.partition("#")[0].partition("?")[0]))

        return find


def list_people(people: Iterable[Any]) -> Markup:
    """Return names with links to who they are, as HTML."""
    names = [
        Markup('<a href="{}">{}</a>').format(person.identifier, person.name)
        if person.identifier
        else escape(person.name)
        for person in people
    ]
    return Markup(", ").join(names)
