"""`cite`: an answer or an entry of an event as a work in the author's .bib file."""

from __future__ import annotations

from conversation.authors import FREE, read_authors
from conversation.citing import describe_entry
from conversation.copies import Site
from conversation.errors import ConversationError
from conversation.quoting.entry import add_work
from guards.terminal import print_line

from .moderate import find, list_entries


def cite(site: Site, name: str) -> int:
    """Add the work that an answer is to the .bib file, unless it is there: what is there stays as it is.

    Raises:
        ConversationError: There is no such answer, its author does not want to be named, or the file cannot
            be read or written.
    """
    answer = find([*list_entries(site, True)], name).answer
    authors = read_authors(site.settings.content)
    answer = authors.dress(answer) if authors.say(answer) == FREE else answer
    if authors.say(answer) != FREE or not answer.address:
        raise ConversationError(f'the author of "{name}" is blocked, or wants not to be named.')
    path = site.settings.bibliography
    key, added = add_work(path, describe_entry(answer, site.settings.zone))
    if not key:
        raise ConversationError("pelican-citations is not installed, which knows .bib files.")
    print_line(f'{path.name}: {"added" if added else "has"} "{key}". Cite it as [@{key}]')
    return 0
