"""What a part does not read of a site, as far as templates may ask for it: how much there is of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, NoReturn

from rebuild.errors import UnclearError
from rebuild.facts import SAID, SIMPLE, Facts
from rebuild.model import Post

# Lists of terms, of which a menu shows the names.
TERMS = ("authors", "categories", "tags")
# What a part reads whole.
READ = ("pages", "hidden_pages", "draft_pages")
POSTS, PAIRS = "posts elsewhere", "terms"
# What stands for a name that the context does not have, and before what is only compared.
ABSENT, COMPARED = ["absent"], "compared"


class Elsewhere(Sequence[Any]):
    """Posts that are not read: only how many they are is known.

    Args:
        name: Under which templates know them.
        count: How many.
    """

    def __init__(self, name: str, count: int) -> None:
        self._name = name
        self._count = count

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, place: Any) -> NoReturn:
        raise UnclearError(f"the templates of posts read {self._name!r}, which lists all posts")

    def __iter__(self) -> Iterator[Any]:
        return self[0]


class CitedElsewhere(NamedTuple):
    """A reference of a post that is not read."""

    key: str
    anchor: str


class CitingElsewhere:
    """A post that is not read and cites something; of it only this is known.

    Args:
        source_path: Its file.
        post: What the last build kept of it.
    """

    def __init__(self, source_path: str, post: Post) -> None:
        self.source_path = source_path
        self.url, self.title, self.lang = post.url, post.title, post.lang
        self._post = post

    @property
    def references(self) -> tuple[CitedElsewhere, ...]:
        """What it cites: few are asked."""
        return tuple(map(CitedElsewhere, self._post.cites, self._post.anchors))

    def __getattr__(self, name: str) -> NoReturn:
        raise UnclearError(f"a list of references shows {name!r} of posts")


def describe_name(name: str, value: Any, facts: Facts) -> object:
    """Return what a template has by this name, so that `provide_name` can make it again.

    Raises:
        UnclearError: Nobody can tell what it holds.
    """
    if name in TERMS and isinstance(value, Mapping | list):
        pairs = value.items() if isinstance(value, Mapping) else value
        return {PAIRS: [[str(term.name), len(posts)] for term, posts in pairs]}
    if name not in READ and isinstance(value, list) and value and all(map(_is_post, value)):
        return {POSTS: len(value)}
    return value if type(value) in SIMPLE else [COMPARED, facts.describe(value)]


def is_provided(known: object) -> bool:
    """Say whether `provide_name` makes something, which then needs no comparing."""
    return isinstance(known, SAID) or (isinstance(known, dict) and len(known) == 1)


def provide_name(name: str, known: Any, before: Any, terms: Mapping[str, Callable[[str], Any]]) -> Any:
    """Return what a template of a part is given by a name: what it had in the whole build, or what there is.

    Args:
        name: The name.
        known: What `describe_name` said of it.
        before: What the part has by that name.
        terms: Make a tag, an author or a category of its name.
    """
    if isinstance(known, dict) and PAIRS in known:
        pairs = [(terms[name](term), Elsewhere(name, count)) for term, count in known[PAIRS]]
        return dict(pairs) if isinstance(before, Mapping) else pairs
    if isinstance(known, dict) and POSTS in known:
        return Elsewhere(name, known[POSTS])
    return known


def _is_post(value: Any) -> bool:
    return hasattr(value, "relative_source_path")
