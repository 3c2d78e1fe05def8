"""One bibliography for several posts: a series', a tag's, the whole site's."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, count
from typing import Any

from apa7.bibliography.richtext import flatten
from apa7.document import Document, Listed, write_listed
from apa7.model import Bibliography, Citation, Cite, Citekey, Reference, Work
from apa7.page.html import make_reference, to_html


@dataclass(frozen=True)
class CitingPost:
    """A post that cites a work.

    Attributes:
        url: The URL of the work's reference in it, relative to SITEURL.
        article: Pelican's article or page.
    """

    url: str
    article: Any


@dataclass(frozen=True)
class CitedWork:
    """A work in the bibliography of several posts.

    Attributes:
        reference: Its reference; the letter after its year is that of this bibliography.
        posts: Who cites it, in the order in which the posts were given.
        annotation: What the .bib file says about it (`annotation`), as HTML; possibly empty.
        work: The entry.
    """

    reference: Reference
    posts: tuple[CitingPost, ...]
    annotation: str
    work: Work


class _Works:
    """The works that are listed so far, by key."""

    def __init__(self) -> None:
        self.works: dict[Citekey, Work] = {}

    def __iter__(self) -> Iterator[Citekey]:
        return iter(self.works)

    def __len__(self) -> int:
        return len(self.works)

    def get(self, key: str) -> Work | None:
        return self.works.get(Citekey(key))

    def add(self, work: Work) -> Citekey:
        """Add a work under its key, or under a longer one if another work has that."""
        numbered = chain([work.key], (Citekey(f"{work.key}-{number}") for number in count(2)))
        key = next(key for key in numbered if key not in self.works)
        self.works[key] = work if work.key == key else replace(work, key=key)
        return key


def cited_works(article: Any, library: Bibliography) -> list[tuple[Reference, Work]]:
    """Return the references of a post or page, each with its work."""
    references = getattr(article, "references", None)
    if not isinstance(references, tuple):
        # Without citations this may be a line of the author's own metadata.
        return []
    return [(reference, work) for reference in references if (work := library.get(reference.key))]


def unite(articles: Iterable[Any], library_for: Callable[[Any], Bibliography]) -> tuple[CitedWork, ...]:
    """Put the reference lists of several posts together.

    What reads the same is the same work, whatever its keys; different works that share
    a key in different .bib files both stand in the list.

    Args:
        articles: Posts and pages of Pelican; those without references add nothing.
        library_for: Returns the works that a post can cite.

    Returns:
        The works in the order of a reference list.
    """
    works = _Works()
    posts: dict[Citekey, list[CitingPost]] = defaultdict(list)
    known: dict[str, Citekey] = {}
    for article in articles:
        for reference, work in cited_works(article, library_for(article)):
            # As it reads by itself, without a letter after its year.
            text = flatten(write_listed(work, ""))
            if text not in known:
                known[text] = works.add(work)
            posts[known[text]].append(CitingPost(f"{article.url}#{reference.anchor}", article))
    return tuple(
        CitedWork(
            reference=make_reference(item),
            posts=tuple(posts[item.work.key]),
            annotation=to_html(item.work.text("annotation")),
            work=item.work,
        )
        for item in _references(works)
    )


def _references(works: Bibliography) -> list[Listed]:
    return Document((Citation((Cite(key),)) for key in works), works).references()
