"""Lists of posts, such as a tag's: for each, Pelican walks all posts, and for each of these the list."""

from copy import copy
from functools import partial
from typing import Any

NAMES = ("tags", "categories", "authors")


class Group(list[Any]):
    """Posts of which one knows at once whether another post is among them."""

    def __init__(self, posts: Any) -> None:
        super().__init__(posts)
        self._known = {id(post) for post in self}

    def __contains__(self, post: object) -> bool:
        # Somebody may have changed the list.
        return id(post) in self._known if len(self._known) == len(self) else super().__contains__(post)


def part_lists(generator: Any) -> None:
    """Let Pelican's generator of posts write each list as if there were no other posts."""
    for name in NAMES:
        # Another plugin may have its own way.
        if f"generate_{name}" not in vars(generator):
            setattr(generator, f"generate_{name}", partial(write_lists, generator, name))


def write_lists(generator: Any, name: str, write: Any) -> None:
    """Write the pages of all tags, categories or authors.

    Args:
        generator: Pelican's.
        name: Which.
        write: Writes a page.
    """
    write_all = getattr(type(generator), f"generate_{name}")
    listed = getattr(generator, name)
    places = {id(post): place for place, post in enumerate(generator.dates)}
    for term, posts in listed.items() if isinstance(listed, dict) else listed:
        one, group = copy(generator), Group(posts)
        dated = {places[id(post)]: post for post in group if id(post) in places}
        one.dates = [dated[place] for place in sorted(dated)]
        setattr(one, name, {term: group} if isinstance(listed, dict) else [(term, group)])
        write_all(one, write)
    if not listed:
        # It looks for its template.
        write_all(generator, write)
