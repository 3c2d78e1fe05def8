"""What a run reads and writes, noted while it does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from rebuild.errors import UnclearError


class Watch:
    """Follows a run of Pelican.

    Args:
        remade: The posts that are to be remade, below the content folder; None in a whole build.
        read: Those that are read.
        owned: The files of the site that are to be written, apart from feeds.
        names: What templates read of all posts together → what it was in the whole build.

    Attributes:
        needs: Post → the posts that its links lead to.
        shown: Post → the files in which its text was put.
        made: Post → the files in which it is what is shown.
        listings: File that lists references → the posts that they are of; none stands for all.
        widened: Such files that a part makes anew.
        templates: File of the site → the template that it was made with.
        generators: Pelican's.
        missed: What was looked up among the posts and is not there.
    """

    def __init__(
        self,
        remade: Collection[str] | None = None,
        read: Collection[str] = (),
        owned: Collection[str] = (),
        names: Mapping[str, object] | None = None,
    ) -> None:
        self.remade = remade
        self.read = set(read)
        self.owned = set(owned)
        self.needs: dict[str, set[str]] = defaultdict(set)
        self.shown: dict[str, set[str]] = defaultdict(set)
        self.made: dict[str, set[str]] = {}
        self.listings: dict[str, list[str]] = {}
        self.widened: set[str] = set()
        self.templates: dict[str, str] = {}
        self.generators: list[Any] = []
        self.missed: set[str] = set()
        self.names = names or {}
        self._output = ""
        self._reading: list[str] = []

    def note_listing(self, name: str, keywords: Mapping[str, Any]) -> None:
        """Note a file that lists the references of several posts."""
        if "works" in keywords:
            files = [file.url for file in keywords.get("reference_files", ())]
            self.listings |= {one: [] for one in (name, *files)}
        elif "this_series" in keywords:
            parts = getattr(keywords["this_series"], "published", ())
            posts = [part.article for part in parts if getattr(part, "article", None)]
            self.listings[name] = [post.relative_source_path for post in posts]

    def widen(self, listings: Mapping[str, list[str]]) -> None:
        """Make the files anew, too, that list references of remade posts."""
        for name, posts in listings.items():
            if not posts or not set(posts).isdisjoint(self.remade or ()):
                if not set(posts) <= self.read:
                    raise UnclearError(f"{name} lists references of posts that are not read")
                self.widened.add(name)
        self.owned |= self.widened

    def note_text(self, source: str) -> None:
        """Note that the text of a post is put into what is being written."""
        if self._output:
            self.shown[source].add(self._output)

    def note_lookup(self, source: str) -> None:
        """Note that a post is looked up while links are followed."""
        if self._reading and self._reading[-1] != source:
            self.needs[self._reading[-1]].add(source)

    @contextmanager
    def follow_links(self, source: str) -> Iterator[None]:
        """Note which posts the links of this one lead to, as long as the block runs."""
        self._reading.append(source)
        try:
            yield
        finally:
            self._reading.pop()

    @contextmanager
    def write(self, name: str, template: str = "") -> Iterator[bool]:
        """Note what a file of the site is made of; yield whether it is to be written at all."""
        wanted = self.remade is None or name in self.owned
        before, self._output = self._output, name
        if template and wanted:
            self.templates[name] = template
        try:
            yield wanted
        finally:
            self._output = before


class Lookups(dict[str, Any]):
    """Pelican's posts by their files, which notes who looks up which.

    Args:
        watch: Where it is noted.
    """

    def __init__(self, watch: Watch) -> None:
        super().__init__()
        self._watch = watch

    def get(self, source: str, default: Any = None) -> Any:
        """Return a post by its file, as links ask for it."""
        found = super().get(source, default)
        if found is not default:
            self._watch.note_lookup(source)
        else:
            self._watch.missed.add(source)
        return found

    def __contains__(self, source: object) -> bool:
        """Say whether there is a post."""
        found = super().__contains__(source)
        if not found:
            self._watch.missed.add(str(source))
        return found
