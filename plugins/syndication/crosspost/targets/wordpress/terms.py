"""Categories and tags of a WordPress site."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape, unescape

from crosspost.errors import RefusedError
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

    def require(self, kind: str, names: Iterable[str], notes: list[str], new: bool) -> set[int]:
        """Return the numbers of categories or tags, after making what was not there.

        Args:
            kind: categories or tags.
            names: As the site has them.
            notes: Gets a line for what is missing still.
            new: Whether they are those of a new copy: what its author was told then is not told again.
        """
        numbers = set()
        for name in filter(None, names):
            number = self.find(kind, name)
            if number is None and not self.may_make(kind):
                notes += [self.explain_missing(kind, name)] if new else []
            elif number is None:
                try:
                    number = int(self.api.post(kind, json={"name": keep_text(name)})["id"])
                    self.ids[kind, name] = number
                except RefusedError as error:
                    notes.append(f'the {KINDS[kind]} "{name}" is not there and was not made: {error}')
            if number is not None:
                numbers.add(number)
        return numbers

    def explain_missing(self, kind: str, name: str) -> str:
        """Say what an author can do about a category or tag that is not there."""
        return (
            f'there is no {KINDS[kind]} "{name}" at {self.api.web.url}, and {self.api.web.who} may not make '
            f'it. Ask the partner to, or name one of theirs ("" for none) in "{kind}" of this target'
        )
