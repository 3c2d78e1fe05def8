"""`quote`: keep a post of a network as text, once; or ask whether those that are quoted are still there."""

from __future__ import annotations

from dataclasses import replace

from conversation.authors import BLOCKED, FREE, read_authors
from conversation.copies import Site
from conversation.errors import ConversationError
from conversation.model import name_author
from conversation.quotations import (
    Quotation,
    add_address,
    find_file,
    list_files,
    name_address,
    read_quotation,
    write_quotation,
)
from conversation.quoting.asking import fetch_quotation
from conversation.quoting.entry import add_work
from guards.terminal import print_line
from guards.words import shorten


def keep(site: Site, url: str) -> int:
    """Fetch a post and write it down, with its work; what is there already stays as it is.

    Raises:
        ConversationError: It cannot be quoted; nothing was written.
        OSError: A file cannot be written.
    """
    content, address = site.settings.content, name_address(url)
    if not address:
        raise ConversationError(
            f'"{shorten(url)}" is no address of a post, such as https://social.example/@name/1.'
        )
    path = find_file(content, address)
    if path is None:
        found = fetch_quotation(address, site.settings)
        require_leave(site, found)
        # Known by another address.
        path = next(filter(None, (find_file(content, one) for one in found.addresses)), None)
        if path is not None and not add_address(path, address):
            raise ConversationError(f"{path}: add {address} to its addresses: by these, posts name it.")
        if path is None:
            path = write_quotation(content, replace(found, key=cite(site, found)))
            said = ", ".join(filter(None, (found.author or found.username, found.date[:10])))
            print_line(f'{name(site, path)}: "{shorten(found.text)}"{f", by {said}" if said else ""}')
    else:
        print_line(f"{name(site, path)}: is quoted already, and stays as it is.")
        known, sheet = read_quotation(path)
        if sheet.faults:
            raise ConversationError(f"{name(site, path)}:{sheet.faults[0].line}: {sheet.faults[0].message}")
        # Its work may have been taken out, or be called something else.
        if known.key and (key := cite(site, known)) not in ("", known.key):
            print_line(f'{name(site, path)}: the .bib file has it as "{key}". Write key = "{key}".')
    print_line(f"Write on a line of its own: {{% quote-post {address} %}}")
    return 0


def require_leave(site: Site, found: Quotation) -> None:
    """Refuse a post whose author is blocked, or asked to be left out.

    Raises:
        ConversationError: The author is.
    """
    said = read_authors(site.settings.content).said.get(name_author(found.page), FREE)
    if said != FREE:
        why = "is blocked here" if said == BLOCKED else "asked to be left out here"
        raise ConversationError(f"{found.permalink}: its author {why} (content/conversation/_authors.jsonl).")


def cite(site: Site, quotation: Quotation) -> str:
    """Add the work that a post is to the .bib file, unless it is there, and say so; return its key."""
    bibliography = site.settings.bibliography
    key, added = add_work(bibliography, quotation)
    if added:
        print_line(f'{name(site, bibliography)}: added "{key}".')
    elif not key:
        print_line("pelican-citations is not installed, so the post is no work that is cited.")
    return key


def check(site: Site) -> int:
    """Ask for all posts that are quoted again, say what became of them, and change nothing.

    Returns:
        0 only if all are there, as they were.
    """
    good = True
    paths = list_files(site.settings.content)
    for path in paths:
        known, sheet = read_quotation(path)
        if sheet.faults:
            said = f"{sheet.faults[0].line}: {sheet.faults[0].message}"
            print_line(f"{name(site, path)}:{said}")
            good = False
            continue
        try:
            now = fetch_quotation(name_address(known.permalink), site.settings)
            require_leave(site, now)
        except ConversationError as error:
            good = False
            print_line(f"{name(site, path)}: ✗ {error}")
            continue
        if known.sum and now.sum != known.sum:
            good = False
            print_line(f'{name(site, path)}: ✗ was edited there: "{shorten(now.text)}"')
        else:
            print_line(f"{name(site, path)}: ✓ is there, as it was")
    if not paths:
        print_line("No post is quoted.")
    elif not good:
        print_line("Nothing was changed here: whether you still quote it is for you to say.")
    return 0 if good else 1


def name(site: Site, path: object) -> str:
    """Return a file as its author knows it."""
    return str(path).removeprefix(f"{site.settings.content.parent}/")
