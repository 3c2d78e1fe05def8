"""What is doubtful about the works of a site, for whoever tells authors of it."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from apa7.bibliography.shelf import Shelf
from apa7.model import Work

Doubt = tuple[str, int, str, str]
"""A file, its line (0 for none), what is doubtful, and which rule says so."""

RELATIONS = ("crossref", "xdata", "related")
# So many keys of works that nobody cites are named.
NAMED = 5


def review_works(shelf: Shelf, contents: Iterable[Any]) -> Iterator[Doubt]:
    """Yield what is doubtful about the works that posts can cite, and in one line those that none cites.

    Args:
        shelf: The .bib files.
        contents: All posts and pages.
    """
    from apa7.lint import review

    works: dict[tuple[str, int], Work] = {}
    cited: set[tuple[str, int]] = set()
    seen: set[int] = set()
    for content in contents:
        library = shelf.library_of(Path(content.source_path))
        if id(library) not in seen:
            seen.add(id(library))
            for key in library:
                work = library.get(key)
                if work:
                    works.setdefault((work.path, work.line), work)
        references = getattr(content, "references", None)
        waiting = [reference.key for reference in references] if isinstance(references, tuple) else []
        for key in waiting:
            work = library.get(key)
            if work and (work.path, work.line) not in cited:
                cited.add((work.path, work.line))
                named = (work.source.get(field, "") for field in RELATIONS)
                waiting += [name.strip() for names in named for name in names.split(",")]
    for finding in review(list(works.values())):
        yield finding.path, finding.line, finding.message, finding.rule
    uncited = [work.key for place, work in works.items() if place not in cited]
    if uncited:
        more = f" and {len(uncited) - NAMED} more" if len(uncited) > NAMED else ""
        count = f"{len(uncited)} of {len(works)} works {'is' if len(uncited) == 1 else 'are'} cited nowhere"
        yield "", 0, f"{count}: {', '.join(uncited[:NAMED])}{more}.", "uncited"
