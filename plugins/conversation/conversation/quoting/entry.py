"""The work that a quoted post is, for the author's .bib file (APA 7, §§ 10.15 and 10.16)."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from conversation.errors import ConversationError
from conversation.quotations import Quotation, name_address

# Of a post the first words are its title.
WORDS = 20
# What names of people are written with.
_PERSON = re.compile(r"[^\W\d_][^\W\d_.'’-]*(?:[-'’][^\W\d_]+)*\.?")
# Pictures and signs between the words of a name.
_SIGNS = re.compile(r"[^\w\s.,'’&()/+@-]+")
_ASIDE = re.compile(r"\s*\((?:\w+/)+\w+\)")


def add_work(path: Path, quotation: Quotation) -> tuple[str, bool]:
    """Add the work that a post is to a .bib file, unless it is there: what is there stays as it is.

    Returns:
        Its key, and whether it was added; "" where pelican-citations is not installed.

    Raises:
        ConversationError: The file cannot be read or written.
    """
    try:
        from apa7.add.entry import make_key, order_fields
        from apa7.bibliography.fields import Entry, make_work
        from apa7.command.add import Bibliography
        from apa7.errors import CitationsError
        from apa7.export import write_entry
        from apa7.model import Citekey
    except ImportError:
        return "", False
    places = {name_address(one) for one in (quotation.permalink, *quotation.addresses)}
    try:
        bibliography = Bibliography(path)
        for work in bibliography.works:
            if name_address(work.string("url")) in places or (quotation.key and work.key == quotation.key):
                return work.key, False
        fields = order_fields(describe(quotation))
        key = quotation.key or make_key(make_work(Entry(Citekey(""), "online", fields)), bibliography.keys)
        if not bibliography.append(write_entry("online", key, fields)):
            raise ConversationError(f"{path}: was saved meanwhile. Try again.")
    except CitationsError as error:
        raise ConversationError(str(error)) from None
    return key, True


def describe(quotation: Quotation) -> dict[str, str]:
    """Return the fields of the work that a post is."""
    username = quotation.username
    if quotation.author == username.strip("@").partition("@")[0]:
        # Whoever is only known by what the network calls them, is that (§ 10.15).
        quotation = replace(quotation, author="")
    author = name_author(quotation)
    title = quotation.title or " ".join(quotation.text.split()[:WORDS])
    fields = {
        "author": author,
        "author+an:username": f'1="{escape(username)}"' if username and quotation.author else "",
        # As its author wrote it.
        "title": f"{{{escape(title)}}}",
        "titleaddon": quotation.attached,
        "entrysubtype": quotation.kind,
        "eprint" if quotation.kind else "organization": escape(quotation.site),
        "date": quotation.date[:10],
        "url": quotation.permalink,
        "langid": quotation.lang if quotation.lang and not quotation.lang.lower().startswith("en") else "",
    }
    return {name: value for name, value in fields.items() if value}


def name_author(quotation: Quotation) -> str:
    """Return an author as .bib files have names: what is no name of a person stays as it is."""
    name = " ".join(_SIGNS.sub(" ", _ASIDE.sub("", quotation.author)).split()) or quotation.username
    words = name.split()
    person = 1 < len(words) < 5 and all(_PERSON.fullmatch(word) and word != "and" for word in words)
    return escape(name) if person or not name else f"{{{escape(name)}}}"


def escape(text: str) -> str:
    """Return words in which nothing is a command."""
    plain = " ".join(re.sub(r"[\\{}]", " ", text).split())
    plain = plain.replace("~", r"\textasciitilde{}").replace("^", r"\textasciicircum{}")
    return re.sub(r"[#$%&_]", r"\\\g<0>", plain)
