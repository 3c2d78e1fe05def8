"""The page with all works cited, and its files: made of all posts, or of those that a part is about."""

import hashlib
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from apa7.bibliography.places import FOLDER
from apa7.bibliography.shelf import Shelf
from apa7.document import list_work
from apa7.export import list_files, write_file, write_piece
from apa7.model import Work

from .catalogue import Catalogue
from .listing import Template, render_pieces
from .union import CitedWork, CitingPost, cite, cited_works, describe


class Verbatim:
    """A text that Pelican's writer can write as it writes a page."""

    def __init__(self, text: str) -> None:
        self.text = text

    def render(self, _context: Any) -> str:
        """Return the text."""
        return self.text


def write_works(generator: Any, writer: Any, shelf: Shelf, save_as: str) -> None:
    """Write the page with all works cited, and its files.

    Args:
        generator: Pelican's, of articles.
        writer: Pelican's.
        shelf: The .bib files.
        save_as: The page's file.
    """
    context, settings = generator.context, generator.settings
    template, files = generator.get_template("works"), list_files(save_as)
    part = settings.get("PART", {})
    place = hashlib.sha256(str(settings["OUTPUT_PATH"]).encode()).hexdigest()[:32]
    catalogue = Catalogue(FOLDER / "works" / f"{place}.json")
    public = {
        content.relative_source_path: content
        for content in list_citing(context)
        if content.status == "published"
    }

    def list_all() -> Sequence[CitedWork]:
        everyone = public | part.get("citing", {})
        found: Sequence[CitedWork] = context["bibliography_of"](
            everyone[source] for source in sorted(everyone)
        )
        return found

    names = [save_as, *(file.url for file in files)]
    changed = _find_changed(catalogue, [public[source] for source in sorted(public)], part, shelf)
    old = {name: catalogue.find_text(name, part["before"]) for name in names} if changed else {}
    if changed and all(text is not None for text in old.values()):
        listed: Sequence[CitedWork] = [*changed.values()]
    else:
        changed, listed = {}, list_all()
        catalogue.list_anew(listed)

    def render(values: dict[str, Any]) -> str:
        whole = listed
        if changed:
            with suppress(LookupError):
                _, pieces = render_pieces(template, values, listed, len(catalogue.lines))
                if pieces:
                    text = catalogue.put(save_as, str(old[save_as]), dict(zip(changed, pieces, strict=True)))
                    catalogue.write()
                    return text
            whole = list_all()
        text, pieces = render_pieces(template, values, whole, len(whole))
        catalogue.note_file(save_as, text, pieces)
        catalogue.write()
        return text

    for file in files:
        if changed:
            new = {number: write_piece(file, item.work) for number, item in changed.items()}
            text = catalogue.put(file.url, str(old[file.url]), new)
        else:
            text = write_file(file, [item.work for item in listed])
            catalogue.note_file(file.url, text, [write_piece(file, item.work) for item in listed])
        writer.write_file(file.url, Verbatim(text), context)
    writer.write_file(
        save_as,
        Template(template, render),
        context,
        relative_urls=settings["RELATIVE_URLS"],
        url=context["works_url"],
        works=listed,
        reference_files=files,
        page_name=save_as.removesuffix(".html"),
    )


def _find_changed(
    catalogue: Catalogue, public: Iterable[Any], part: dict[str, Any], shelf: Shelf
) -> dict[int, CitedWork]:
    """Return the works that are others now, by their numbers in the list; none where that cannot be told."""
    works: dict[str, Work] = {}
    posts: dict[str, list[CitingPost]] = {}
    for content in public if part.get("works") else ():
        for reference, work in cited_works(content, shelf.library_of(Path(content.source_path))):
            if work.key in part["works"]:
                if works.setdefault(work.key, work) is not work:
                    return {}
                posts.setdefault(work.key, []).append(cite(content, reference))
    if not works or not catalogue.read():
        return {}
    found = catalogue.take(works.values())
    lines = catalogue.lines
    return {
        number: describe(list_work(works[lines[number].key], lines[number].letter), posts[lines[number].key])
        for number in sorted(found)
    }


def list_contents(context: dict[str, Any]) -> list[Any]:
    """Return every post and page of the build in the order of their files."""
    contents = context["generated_content"]
    return [contents[path] for path in sorted(contents) if contents[path] is not None]


def list_citing(context: dict[str, Any]) -> list[Any]:
    """Return the posts and pages that readers can visit and that cite something."""
    return [
        content
        for content in list_contents(context)
        if content.status in ("published", "hidden")
        and isinstance(getattr(content, "references", None), tuple)
        and content.references
    ]
