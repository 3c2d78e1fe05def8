"""One bibliography for several posts: a series', a tag's, the whole site's."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
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
        letter: What stands after its year, to tell it apart from others of its authors.
        alone: Whether all who cite it cite one entry by one key.
        note: Is given what a page says of it.
    """

    reference: Reference
    posts: tuple[CitingPost, ...]
    annotation: str
    work: Work
    letter: str = ""
    alone: bool = True
    note: Callable[[str], None] | None = field(default=None, compare=False)

    def keep(self, caller: Callable[[], str]) -> str:
        """Return what a template says of the work, which may be kept: it depends on nothing but the work.

        All that a template says outside of it may depend on how many works there are, and not on which.
        """
        text = str(caller())
        if self.note:
            self.note(text)
        return text


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
    keys: dict[Citekey, set[str]] = defaultdict(set)
    shared: dict[str, set[Citekey]] = defaultdict(set)
    for article in articles:
        for reference, work in cited_works(article, library_for(article)):
            # As it reads by itself, without a letter after its year.
            text = flatten(write_listed(work, ""))
            if text not in known:
                known[text] = works.add(work)
            posts[known[text]].append(cite(article, reference))
            keys[known[text]].add(work.key)
            shared[work.key].add(known[text])
    return tuple(
        describe(
            item,
            posts[item.work.key],
            keys[item.work.key] == {item.work.key} and len(shared[item.work.key]) == 1,
        )
        for item in _references(works)
    )


def cite(article: Any, reference: Reference) -> CitingPost:
    """Return where a post cites a work."""
    return CitingPost(f"{article.url}#{reference.anchor}", article)


def describe(item: Listed, posts: Iterable[CitingPost], alone: bool = True) -> CitedWork:
    """Return a work of the list, with the posts that cite it."""
    return CitedWork(
        reference=make_reference(item),
        posts=tuple(posts),
        annotation=to_html(item.work.text("annotation")),
        work=item.work,
        letter=item.letter,
        alone=alone,
    )


def _references(works: Bibliography) -> list[Listed]:
    return Document((Citation((Cite(key),)) for key in works), works).references()
