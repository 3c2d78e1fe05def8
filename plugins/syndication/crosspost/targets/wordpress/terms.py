"""Categories and tags of a WordPress site."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape, unescape

from crosspost.errors import RefusedError, UnansweredError
from crosspost.targets.merging import Change
from crosspost.text.verbatim import keep_text

from .api import Api

# What the REST API calls them, and what an author does.
KINDS = {"categories": "category", "tags": "tag"}


class Terms:
    """The categories and tags of a site, as far as this run asked for them."""

    def __init__(self, api: Api) -> None:
        """Take the API."""
        self.api = api
        self.ids: dict[tuple[str, str], int | None] = {}

    def find(self, kind: str, name: str) -> int | None:
        """Return the number of a category or tag by its name; None if there is none."""
        if (kind, name) not in self.ids:
            # Theirs may have letters where ours has references: what both have in common is asked for.
            kept = keep_text(name)
            words = max(re.split(r"&#?\w+;", kept), key=len).strip()
            forms = [words] if len(words) > 2 else dict.fromkeys([kept, escape(name, quote=False)])
            found = [term for form in forms for term in self.api.list(kind, search=form, _fields="id,name")]
            ids = [int(term["id"]) for term in found if unescape(term["name"]).casefold() == name.casefold()]
            self.ids[kind, name] = min(ids, default=None)
        return self.ids[kind, name]

    def may_make(self, kind: str) -> bool:
        """Say whether the user may make one: tags anyone who writes, categories only who keeps the site."""
        return self.api.may("manage_categories" if kind == "categories" else "edit_posts")

    def change(
        self, kind: str, there: Iterable[int], terms: Change, notes: list[str], new: bool
    ) -> tuple[list[int], list[str]]:
        """Return the numbers of the categories or tags of a post, after making what was not there.

        Args:
            kind: categories or tags.
            there: The numbers that it has.
            terms: Which names of ours are gone, and which have come.
            notes: Gets a line for what is missing still.
            new: Whether it is a new copy: what its author was told then is not told again.

        Returns:
            The numbers, and the names that could not be had.
        """
        gone, come = terms
        found = {name: self.require(kind, name, notes, new) for name in come}
        numbers = {*there, *filter(None, found.values())} - {self.find(kind, name) for name in gone}
        return sorted(number for number in numbers if number), [name for name in come if not found[name]]

    def require(self, kind: str, name: str, notes: list[str], new: bool) -> int | None:
        """Return the number of a category or tag, after making it if it was not there; None if it is not."""
        number = self.find(kind, name)
        if number is None and not self.may_make(kind):
            notes += [self.explain_missing(kind, name)] if new else []
        elif number is None:
            try:
                made = self.api.post(kind, "id", json={"name": keep_text(name)})
                number = self.ids[kind, name] = int(made["id"])
            except (RefusedError, UnansweredError) as error:
                if isinstance(error, UnansweredError) and not error.code:
                    raise
                # Its database may not take the name; the post goes without.
                notes.append(f'the {KINDS[kind]} "{name}" is not there and was not made: {error}')
        return number

    def explain_missing(self, kind: str, name: str) -> str:
        """Say what an author can do about a category or tag that is not there."""
        return (
            f'there is no {KINDS[kind]} "{name}" at {self.api.web.url}, and {self.api.web.who} may not make '
            f'it. Ask the partner to, or name one of theirs ("" for none) in "{kind}" of this target'
        )
